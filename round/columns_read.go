package round

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"strings"

	"qixing/expression"
	"qixing/fixed"
	"qixing/score"
)

// errColumns says that bytes are not inputs as writeColumns writes them.
var errColumns = errors.New("inputs are damaged")

// columnReader reads on until something is wrong; then everything is empty, and what was wrong stays.
type columnReader struct {
	bytes  []byte
	err    error
	values []fixed.Value // room for the next columns
	counts []int32
}

// roomColumns is for how many columns room is made at a time.
const roomColumns = 8

// roomIn takes a column's room from what there is; nil is a column of its own.
func roomIn[T any](room *[]T, rows int) []T {
	if room == nil {
		return make([]T, rows)
	}
	if len(*room) < rows {
		*room = make([]T, rows*roomColumns)
	}
	taken := (*room)[:rows:rows]
	*room = (*room)[rows:]
	return taken
}

// readColumns gives the inputs that writeColumns wrote. It checks that every byte is as it was, and that all fits together.
func readColumns(data []byte) (*score.Input, error) {
	body := len(data) - crc32.Size
	switch {
	case body < len(columnsMagic)+1 || string(data[:len(columnsMagic)]) != columnsMagic:
		return nil, fmt.Errorf("%w: not inputs at all", errColumns)
	case data[len(columnsMagic)] == 0 || data[len(columnsMagic)] > columnsVersion:
		return nil, fmt.Errorf("%w: version %d of their form is not known here", errColumns, data[len(columnsMagic)])
	case checksum(data[:body]) != binary.LittleEndian.Uint32(data[body:]):
		return nil, fmt.Errorf("%w: the checksum differs", errColumns)
	}
	r := &columnReader{bytes: data[len(columnsMagic)+1 : body]}
	in := r.input(data[len(columnsMagic)])
	if r.err == nil && len(r.bytes) > 0 {
		r.fail("%d bytes too many", len(r.bytes))
	}
	if r.err != nil {
		return nil, r.err
	}
	return in, nil
}

func (r *columnReader) input(version byte) *score.Input {
	in := &score.Input{Subjects: r.subjects()}
	rows := len(in.Subjects)
	in.Town, in.County = readNumbers(r, &r.counts, rows), readNumbers(r, &r.counts, rows)
	if version > 1 {
		in.Village = readNumbers(r, &r.counts, rows)
	}
	in.Measures = readEach(r, func() expression.Column { return r.measure(rows) })
	in.Records = readEach(r, func() []int32 { return readNumbers(r, &r.counts, rows) })
	in.Ratings = readEach(r, func() [][]fixed.Points { return r.ratings(rows) })
	in.Decided = r.decided(rows)
	return in
}

func (r *columnReader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf("%w: %s", errColumns, fmt.Sprintf(format, args...))
	}
	r.bytes = nil
}

func (r *columnReader) uvarint() uint64 {
	n, size := binary.Uvarint(r.bytes)
	if size <= 0 {
		r.fail("they end early")
		return 0
	}
	r.bytes = r.bytes[size:]
	return n
}

func (r *columnReader) varint() int64 {
	n, size := binary.Varint(r.bytes)
	if size <= 0 {
		r.fail("they end early")
		return 0
	}
	r.bytes = r.bytes[size:]
	return n
}

// count reads a number of things that take at least so many bytes each.
func (r *columnReader) count(each int) int {
	n := r.uvarint()
	if n > uint64(len(r.bytes))/uint64(max(each, 1)) {
		r.fail("%d of something in %d bytes", n, len(r.bytes))
		return 0
	}
	return int(n)
}

func (r *columnReader) take(n int) []byte {
	if n > len(r.bytes) {
		r.fail("they end early")
		return make([]byte, 0)
	}
	taken := r.bytes[:n]
	r.bytes = r.bytes[n:]
	return taken
}

func (r *columnReader) text() string { return string(r.take(r.count(1))) }

func (r *columnReader) subjects() []score.Subject {
	subjects := make([]score.Subject, r.count(2))
	for i, code := range r.texts(len(subjects)) {
		subjects[i].Code = code
	}
	for i, title := range r.texts(len(subjects)) {
		subjects[i].Title = title
	}
	return subjects
}

// texts are parts of one string, which costs one allocation for all of them.
func (r *columnReader) texts(n int) []string {
	lengths, sum := readNumbers(r, &r.counts, n), 0
	for _, length := range lengths {
		if sum += int(length); length < 0 || sum > len(r.bytes) {
			r.fail("they end early")
			return nil
		}
	}
	all := string(r.take(sum))
	texts := make([]string, len(lengths))
	for i, length := range lengths {
		texts[i], all = all[:length], all[length:]
	}
	return texts
}

func readEach[V any](r *columnReader, one func() V) map[string]V {
	all := make(map[string]V)
	for range r.count(2) {
		id := r.text()
		all[id] = one()
	}
	return all
}

func (r *columnReader) measure(rows int) expression.Column {
	column := expression.Column{Values: readNumbers(r, &r.values, rows)}
	packed := r.take(r.count(1))
	if len(packed) == 0 {
		return column
	}
	if len(packed) != (len(column.Values)+3)/4 {
		r.fail("states of %d rows for %d", 4*len(packed), len(column.Values))
		return column
	}
	column.States = make([]expression.State, len(column.Values))
	for i := range column.States {
		column.States[i] = expression.State(packed[i/4] >> (i % 4 * 2) & 3)
		if column.States[i] > expression.NotApplicable {
			r.fail("no such state")
		}
		if column.States[i] != expression.Present {
			column.Values[i] = 0
		}
	}
	return column
}

func (r *columnReader) ratings(rows int) [][]fixed.Points {
	counts, sum := readNumbers[int64](r, nil, rows), int64(0)
	for _, n := range counts {
		if sum += n; n < 0 || sum > int64(len(r.bytes)) {
			r.fail("%d ratings of one", n)
			return nil
		}
	}
	flat := readNumbers[fixed.Points](r, nil, int(sum))
	if len(flat) != int(sum) || len(counts) != rows {
		r.fail("ratings of %d rows for %d", len(counts), rows)
		return nil
	}
	ratings := make([][]fixed.Points, rows)
	for i, n := range counts {
		if n > 0 {
			ratings[i], flat = flat[:n:n], flat[n:]
		}
	}
	return ratings
}

func (r *columnReader) decided(rows int) map[score.Cell]score.Decision {
	decided := make(map[score.Cell]score.Decision)
	for range r.count(5) {
		cell := score.Cell{Indicator: r.text(), Subject: int(r.uvarint())}
		decided[cell] = score.Decision{Points: fixed.Points(r.varint()), NotApplicable: r.uvarint() == 1, Reason: r.text()}
		if cell.Subject < 0 || cell.Subject >= rows {
			r.fail("a decision on row %d of %d", cell.Subject, rows)
		}
	}
	return decided
}

// readNumbers reads so many numbers, or none: nil.
func readNumbers[T ~int32 | ~int64](r *columnReader, room *[]T, rows int) []T {
	n := r.uvarint()
	if n == 0 {
		return nil
	}
	if n != uint64(rows) {
		r.fail("%d numbers for %d rows", n, rows)
		return nil
	}
	least, unit, width := T(r.varint()), T(r.uvarint()), 9
	if head := r.take(1); len(head) == 1 {
		width = int(head[0])
	}
	if width > 8 || width*rows > len(r.bytes) {
		r.fail("%d numbers of %d bytes in %d", rows, width, len(r.bytes))
		return nil
	}
	numbers := roomIn(room, rows)
	unpack(numbers, r.take(width*rows), width, least, unit)
	return numbers
}

// unpack is where a country's time goes: the widths that figures have are written out.
func unpack[T ~int32 | ~int64](numbers []T, packed []byte, width int, least, unit T) {
	switch width {
	case 0:
		for i := range numbers {
			numbers[i] = least
		}
	case 1:
		for i, b := range packed[:len(numbers)] {
			numbers[i] = least + unit*T(b)
		}
	case 2:
		for i := range numbers {
			numbers[i] = least + unit*T(binary.LittleEndian.Uint16(packed[2*i:]))
		}
	case 3:
		for i := range numbers {
			b := packed[3*i : 3*i+3]
			numbers[i] = least + unit*T(uint32(b[0])|uint32(b[1])<<8|uint32(b[2])<<16)
		}
	case 4:
		for i := range numbers {
			numbers[i] = least + unit*T(binary.LittleEndian.Uint32(packed[4*i:]))
		}
	default:
		for i := range numbers {
			var wide [8]byte
			copy(wide[:], packed[width*i:width*(i+1)])
			numbers[i] = least + unit*T(binary.LittleEndian.Uint64(wide[:]))
		}
	}
}

func compareCells(a, b score.Cell) int {
	return cmp.Or(strings.Compare(a.Indicator, b.Indicator), cmp.Compare(a.Subject, b.Subject))
}
