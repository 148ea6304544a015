package round

import (
	"encoding/binary"
	"hash/crc32"
	"maps"
	"math/bits"
	"slices"

	"qixing/expression"
	"qixing/fixed"
	"qixing/score"
)

// The form in which a round's inputs are kept, all integers little-endian:
//
//	"QXC" and the version of the form, one byte
//	subjects  a count, their codes, their titles: numbers (how long each is), and then all bytes
//	numbers   the towns, the counties and, from version 2 of the form, the villages; none where nil
//	measures  a count, then for each: its id, numbers, and where any row is without a value the states, four rows a byte
//	records   a count, then for each measure: its id, numbers
//	ratings   a count, then for each indicator: its key, numbers (how many a row has), numbers (the ratings, row by row)
//	decided   a count, then for each cell: its indicator, row, points, 1 if it doesn't apply, reason
//	CRC-32C   of all before it, four bytes
//
// Counts are uvarints, a text is its length and its bytes. Numbers are a count, the smallest of them (varint), the greatest common
// divisor of what each is above it (uvarint), a width of 0 to 8 bytes, and for each number that many bytes: (number − smallest) ÷
// divisor. So 分 held in millionths take the bytes of 分, and a constant takes none. Lengths and ratings take at least one byte,
// so that a damaged count can't ask for more memory than there are bytes.
const (
	columnsMagic   = "QXC"
	columnsVersion = 2
)

type columnWriter struct{ bytes []byte }

// writeColumns gives inputs in the form above: the same inputs give the same bytes.
func writeColumns(in *score.Input) []byte {
	w := &columnWriter{bytes: append([]byte(columnsMagic), columnsVersion)}
	w.subjects(in.Subjects)
	writeNumbers(w, in.Town, 0)
	writeNumbers(w, in.County, 0)
	writeNumbers(w, in.Village, 0)
	writeEach(w, in.Measures, w.measure)
	writeEach(w, in.Records, func(records []int32) { writeNumbers(w, records, 0) })
	writeEach(w, in.Ratings, w.ratings)
	w.decided(in.Decided)
	return binary.LittleEndian.AppendUint32(w.bytes, checksum(w.bytes))
}

func (w *columnWriter) count(n int) { w.bytes = binary.AppendUvarint(w.bytes, uint64(n)) }

func (w *columnWriter) text(text string) {
	w.count(len(text))
	w.bytes = append(w.bytes, text...)
}

func (w *columnWriter) subjects(subjects []score.Subject) {
	w.count(len(subjects))
	for _, part := range []func(score.Subject) string{func(s score.Subject) string { return s.Code }, func(s score.Subject) string { return s.Title }} {
		var texts []byte
		lengths := make([]int32, len(subjects))
		for i, s := range subjects {
			texts, lengths[i] = append(texts, part(s)...), int32(len(part(s)))
		}
		writeNumbers(w, lengths, 1)
		w.bytes = append(w.bytes, texts...)
	}
}

func writeEach[V any](w *columnWriter, all map[string]V, one func(V)) {
	w.count(len(all))
	for _, id := range slices.Sorted(maps.Keys(all)) {
		w.text(id)
		one(all[id])
	}
}

func (w *columnWriter) measure(column expression.Column) {
	values, states := column.Values, column.States
	if !slices.ContainsFunc(states, func(s expression.State) bool { return s != expression.Present }) {
		writeNumbers(w, values, 0)
		w.count(0)
		return
	}
	filled := slices.Clone(values) // where there is no value, that of a row that has one costs no width
	at := max(0, slices.Index(states, expression.Present))
	packed := make([]byte, (len(states)+3)/4)
	for i, state := range states {
		packed[i/4] |= byte(state) << (i % 4 * 2)
		if state != expression.Present {
			filled[i] = values[at]
		}
	}
	writeNumbers(w, filled, 0)
	w.count(len(packed))
	w.bytes = append(w.bytes, packed...)
}

func (w *columnWriter) ratings(rows [][]fixed.Points) {
	counts := make([]int64, len(rows))
	for i, row := range rows {
		counts[i] = int64(len(row))
	}
	writeNumbers(w, counts, 0)
	writeNumbers(w, slices.Concat(rows...), 1)
}

func (w *columnWriter) decided(decided map[score.Cell]score.Decision) {
	cells := slices.SortedFunc(maps.Keys(decided), func(a, b score.Cell) int { return compareCells(a, b) })
	w.count(len(cells))
	for _, cell := range cells {
		decision := decided[cell]
		w.text(cell.Indicator)
		w.count(cell.Subject)
		w.bytes = binary.AppendVarint(w.bytes, int64(decision.Points))
		w.count(map[bool]int{true: 1}[decision.NotApplicable])
		w.text(decision.Reason)
	}
}

func writeNumbers[T ~int32 | ~int64](w *columnWriter, numbers []T, narrowest int) {
	w.count(len(numbers))
	if len(numbers) == 0 {
		return
	}
	least := slices.Min(numbers)
	unit := divisorAbove(numbers, least)
	width := max(narrowest, (bits.Len64((uint64(slices.Max(numbers))-uint64(least))/unit)+7)/8)
	w.bytes = binary.AppendVarint(w.bytes, int64(least))
	w.bytes = binary.AppendUvarint(w.bytes, unit)
	w.bytes = append(w.bytes, byte(width))
	for _, number := range numbers {
		offset := (uint64(number) - uint64(least)) / unit
		for range width {
			w.bytes = append(w.bytes, byte(offset))
			offset >>= 8
		}
	}
}

// divisorAbove is the greatest common divisor of what numbers are above the least of them; 1 where they are all the same.
func divisorAbove[T ~int32 | ~int64](numbers []T, least T) uint64 {
	var divisor uint64
	for _, number := range numbers {
		for rest := uint64(number) - uint64(least); rest != 0; {
			divisor, rest = rest, divisor%rest
		}
		if divisor == 1 {
			break
		}
	}
	return max(divisor, 1)
}

func checksum(data []byte) uint32 { return crc32.Checksum(data, crc32.MakeTable(crc32.Castagnoli)) }
