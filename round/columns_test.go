package round

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/gob"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"qixing/expression"
	"qixing/fixed"
	"qixing/score"
)

// drawInput makes inputs of any shape: of every width, with gaps, without some columns.
func drawInput(seed uint64, rows int) *score.Input {
	random := rand.New(rand.NewPCG(seed, 4))
	in := &score.Input{Subjects: make([]score.Subject, rows), Measures: map[string]expression.Column{}, Records: map[string][]int32{},
		Ratings: map[string][][]fixed.Points{}, Decided: map[score.Cell]score.Decision{}}
	if rows == 0 {
		return in
	}
	in.Town, in.County, in.Village = make([]int32, rows), make([]int32, rows), make([]int32, rows)
	for i := range rows {
		in.Subjects[i] = score.Subject{Code: fmt.Sprint(random.Uint64() >> random.IntN(64)), Title: strings.Repeat("村", random.IntN(9))}
		in.Town[i] = random.Int32() >> random.IntN(31)
		in.Village[i] = int32(i)
	}
	for width := range 66 {
		id := fmt.Sprint("m", width)
		in.Measures[id], in.Records[id] = drawColumn(random, rows, width), make([]int32, rows)
		for i := range rows {
			in.Records[id][i] = random.Int32N(1 << min(width, 30))
		}
	}
	in.Measures["absent"] = expression.Column{}
	ratings := make([][]fixed.Points, rows)
	for i := range ratings {
		for range random.IntN(4) {
			ratings[i] = append(ratings[i], fixed.Points(random.IntN(2000)-1000))
		}
	}
	in.Ratings["a.b"] = ratings
	for range random.IntN(5) {
		in.Decided[score.Cell{Indicator: "a.b", Subject: random.IntN(rows)}] = score.Decision{Points: -150, NotApplicable: random.IntN(2) == 0, Reason: "灾情"}
	}
	return in
}

func drawColumn(random *rand.Rand, rows, width int) expression.Column {
	column := expression.Column{Values: make([]fixed.Value, rows)}
	states, gaps := make([]expression.State, rows), width%3 == 0
	for i := range rows {
		switch width {
		case 64:
			column.Values[i] = fixed.Value(random.Uint64())
		case 65:
			column.Values[i] = []fixed.Value{math.MinInt64, math.MaxInt64}[random.IntN(2)]
		default:
			column.Values[i] = (fixed.Value(random.Uint64()>>1>>(63-width)) - 7) * []fixed.Value{1, 10_000, fixed.One}[width%3]
		}
		if gaps && random.IntN(3) == 0 {
			states[i], column.Values[i], column.States = expression.State(1+random.IntN(2)), 0, states
		}
	}
	return column
}

func FuzzColumnsComeBack(f *testing.F) {
	for rows := range 12 {
		f.Add(uint64(rows), uint16(rows))
	}
	f.Add(uint64(1), uint16(250))
	f.Fuzz(func(t *testing.T, seed uint64, rows uint16) {
		want := drawInput(seed, int(rows%2000))
		written := writeColumns(want)
		got, err := readColumns(written)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Error("other inputs came back")
		}
		if again := writeColumns(got); !bytes.Equal(again, written) {
			t.Error("the same inputs give other bytes")
		}
	})
}

// Whatever bytes there are, with a checksum that fits them, are refused or are inputs that fit together.
func FuzzReadColumns(f *testing.F) {
	for rows := range 4 {
		written := writeColumns(drawInput(1, rows))
		f.Add(written[:len(written)-crc32.Size])
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		in, err := readColumns(sealed(body))
		if err != nil {
			if !errors.Is(err, errColumns) {
				t.Fatalf("error %v, want errColumns", err)
			}
			return
		}
		written := writeColumns(in)
		again, err := readColumns(written)
		if err != nil {
			t.Fatalf("what was read can't be read again: %v", err)
		}
		if !bytes.Equal(writeColumns(again), written) {
			t.Error("what was read is kept as something else")
		}
	})
}

func sealed(body []byte) []byte {
	return binary.LittleEndian.AppendUint32(bytes.Clone(body), checksum(body))
}

func TestDamagedColumnsAreRefused(t *testing.T) {
	written := writeColumns(drawInput(1, 20))
	for i := range written {
		damaged := bytes.Clone(written)
		damaged[i] ^= 0x10
		if _, err := readFrozen(damaged); !errors.Is(err, errColumns) {
			t.Fatalf("byte %d is another: error %v, want errColumns", i, err)
		}
	}
	for length := range written {
		if _, err := readFrozen(written[:length]); !errors.Is(err, errColumns) {
			t.Fatalf("%d of %d bytes: error %v, want errColumns", length, len(written), err)
		}
	}
	later := bytes.Clone(written[:len(written)-crc32.Size])
	later[len(columnsMagic)] = columnsVersion + 1
	if _, err := readFrozen(sealed(later)); err == nil || !strings.Contains(err.Error(), "version 3") {
		t.Errorf("a later form: error %v, want one that names its version", err)
	}
}

// What was frozen before a form of columns had villages opens without them.
func TestTheFirstFormOpens(t *testing.T) {
	want := drawInput(5, 12)
	want.Village = nil
	written := writeColumns(want)
	w := &columnWriter{}
	w.subjects(want.Subjects)
	writeNumbers(w, want.Town, 0)
	writeNumbers(w, want.County, 0)
	at := len(columnsMagic) + 1 + len(w.bytes)
	none := &columnWriter{}
	writeNumbers(none, want.Village, 0)
	first := append(bytes.Clone(written[:at]), written[at+len(none.bytes):len(written)-crc32.Size]...)
	first[len(columnsMagic)] = 1
	got, err := readFrozen(sealed(first))
	if err != nil || !bytes.Equal(writeColumns(got), written) {
		t.Errorf("the first form opens as something else: %v", err)
	}
}

// A year of 12-digit codes, shares and sums of money, which come in steps: three or four bytes a figure.
func TestColumnsAreSmall(t *testing.T) {
	in := drawCounty(rand.New(rand.NewPCG(1, 2)), 0, 208)
	written := writeColumns(in)
	if perCell := float64(len(written)) / (208 * 26); perCell > 5 {
		t.Errorf("%.1f bytes a figure, titles, codes and numbers of records included; want at most 5", perCell)
	}
}

func TestOldSnapshotsOpen(t *testing.T) {
	want := drawInput(3, 20)
	var old bytes.Buffer
	zip := gzip.NewWriter(&old)
	if err := errors.Join(gob.NewEncoder(zip).Encode(want), zip.Close()); err != nil {
		t.Fatal(err)
	}
	got, err := readFrozen(old.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(writeColumns(got), writeColumns(want)) {
		t.Error("an old snapshot opens with other inputs")
	}
	if _, err := readFrozen(old.Bytes()[:old.Len()/2]); err == nil {
		t.Error("half an old snapshot opens")
	}
}
