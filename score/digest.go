package score

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"maps"
	"slices"

	"qixing/expression"
	"qixing/fixed"
)

// Digest is the SHA-256, in hexadecimal, of everything that decides the result: the pack, the scheme, the parameters in force and
// the columns that the scheme reads. It depends neither on the order of the subjects nor on how groups are numbered.
func (plan *Plan) Digest(in *Input) string {
	d := newDigest()
	d.text("qixing-score-1", plan.pack.Fingerprint, plan.scheme.ID)
	for _, id := range slices.Sorted(maps.Keys(plan.values)) {
		d.text(id)
		d.number(int64(plan.values[id]))
	}
	for _, c := range plan.criteria { // they differ from the pack's in a what-if
		d.text(c.id)
		d.number(int64(c.full))
		for _, ind := range plan.indicators[c.from:c.to] {
			d.text(ind.key)
			d.number(int64(ind.full))
		}
	}
	order := byCode(in.Subjects)
	for _, i := range order {
		d.text(in.Subjects[i].Code)
	}
	d.groups(in.Town, order)
	d.groups(in.County, order)
	if in.Village != nil {
		d.groups(in.Village, order)
	}
	for _, id := range plan.measures {
		d.text(id)
		d.column(in.Measures[id], order)
	}
	for _, ind := range plan.indicators {
		d.ratings(ind.key, in, order)
	}
	return d.sum()
}

func byCode(subjects []Subject) []int {
	order := make([]int, len(subjects))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(subjects[a].Code, subjects[b].Code) })
	return order
}

// digest writes numbers in eight bytes and texts after their length, so that no two inputs look the same.
type digest struct {
	hash   hash.Hash
	writer *bufio.Writer
}

func newDigest() *digest {
	h := sha256.New()
	return &digest{hash: h, writer: bufio.NewWriterSize(h, 1<<16)}
}

func (d *digest) number(n int64) {
	var bytes [8]byte
	binary.BigEndian.PutUint64(bytes[:], uint64(n))
	_, _ = d.writer.Write(bytes[:]) // a hash takes everything
}

func (d *digest) text(texts ...string) {
	for _, text := range texts {
		d.number(int64(len(text)))
		_, _ = d.writer.WriteString(text)
	}
}

func (d *digest) sum() string {
	_ = d.writer.Flush()
	return hex.EncodeToString(d.hash.Sum(nil))
}

// groups numbers them anew in the order of codes.
func (d *digest) groups(of []int32, order []int) {
	d.number(int64(len(of)))
	seen := map[int32]int64{}
	for _, i := range order {
		if of == nil {
			return
		}
		if _, ok := seen[of[i]]; !ok {
			seen[of[i]] = int64(len(seen))
		}
		d.number(seen[of[i]])
	}
}

func (d *digest) column(column expression.Column, order []int) {
	for _, i := range order {
		state, value := expression.Missing, fixed.Value(0)
		if column.Values != nil {
			state = stateAt(column, int32(i))
		}
		if state == expression.Present {
			value = column.Values[i]
		}
		d.number(int64(state))
		d.number(int64(value))
	}
}

func (d *digest) ratings(key string, in *Input, order []int) {
	d.text(key)
	for _, i := range order {
		var ratings []fixed.Points
		if all := in.Ratings[key]; all != nil {
			ratings = slices.Sorted(slices.Values(all[i]))
		}
		d.number(int64(len(ratings)))
		for _, rating := range ratings {
			d.number(int64(rating))
		}
		if decision, ok := in.Decided[Cell{Indicator: key, Subject: i}]; ok {
			d.text("decided", decision.Reason)
			d.number(int64(decision.Points))
			if decision.NotApplicable {
				d.text("not applicable")
			}
		}
	}
}
