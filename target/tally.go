package target

import (
	"qixing/expression"
	"qixing/fixed"
	"qixing/pack"
)

// Tally is how many of a column of subjects satisfy a target's condition.
type Tally struct {
	Of        int // subjects
	Satisfy   int
	Missing   int // whose inputs are not known; they don't count as satisfying
	Satisfies []bool
	Misses    []bool
}

// Count judges each subject by a target's condition over columns of measures and parameters.
func Count(t *pack.Target, rows int, column func(name string) expression.Column) (Tally, error) {
	tally := Tally{Of: rows, Satisfies: make([]bool, rows), Misses: make([]bool, rows)}
	if t.Where == nil || t.Where.Compiled == nil { // everyone there is
		tally.Satisfy = rows
		for i := range tally.Satisfies {
			tally.Satisfies[i] = true
		}
		return tally, nil
	}
	judged, err := t.Where.Compiled.Columns(rows, column)
	if err != nil {
		return tally, err
	}
	for i := range rows {
		state := expression.Present
		if judged.States != nil {
			state = judged.States[i]
		}
		switch {
		case state == expression.Missing:
			tally.Missing, tally.Misses[i] = tally.Missing+1, true
		case state == expression.Present && judged.Values[i] != 0:
			tally.Satisfy, tally.Satisfies[i] = tally.Satisfy+1, true
		}
	}
	return tally, nil
}

// Value is what the target counts: the number, or the share of all. A share of nobody is none.
func (tally Tally) Value(t *pack.Target) (fixed.Value, bool) {
	if t.ShareOf == "" {
		return fixed.FromInt(int64(tally.Satisfy)), true
	}
	if tally.Of == 0 {
		return 0, false
	}
	share, err := fixed.Div(fixed.FromInt(int64(tally.Satisfy)), fixed.FromInt(int64(tally.Of)))
	return share.Round(4), err == nil
}
