package score

import (
	"slices"

	"qixing/expression"
	"qixing/fixed"
)

// Keep takes the rows of some subjects from earlier inputs of the same subjects: what was seen when it was decided about them, whatever the registers say
// since. What the earlier inputs don't have is kept as not there.
func (in *Input) Keep(earlier *Input, row func(i int) bool) {
	var rows []int
	for i := range in.Subjects {
		if row(i) && i < len(earlier.Subjects) {
			rows = append(rows, i)
		}
	}
	for id, column := range in.Measures {
		in.Measures[id] = keepValues(column, earlier.Measures[id], rows)
	}
	for id, records := range in.Records {
		in.Records[id] = keepRows(records, earlier.Records[id], rows)
	}
	for key := range earlier.Ratings {
		if in.Ratings[key] == nil {
			in.Ratings[key] = make([][]fixed.Points, len(in.Subjects))
		}
	}
	for key, ratings := range in.Ratings {
		in.Ratings[key] = keepRows(ratings, earlier.Ratings[key], rows)
	}
	in.keepDecided(earlier, rows)
}

func (in *Input) keepDecided(earlier *Input, rows []int) {
	for cell := range in.Decided {
		if slices.Contains(rows, cell.Subject) {
			delete(in.Decided, cell)
		}
	}
	for cell, decision := range earlier.Decided {
		if slices.Contains(rows, cell.Subject) {
			in.Decided[cell] = decision
		}
	}
}

func keepRows[T any](now, earlier []T, rows []int) []T {
	kept := slices.Clone(now)
	for _, i := range rows {
		var none T
		if kept[i] = none; earlier != nil {
			kept[i] = earlier[i]
		}
	}
	return kept
}

func keepValues(now, earlier expression.Column, rows []int) expression.Column {
	kept := expression.Column{Values: keepRows(now.Values, earlier.Values, rows), States: make([]expression.State, len(now.Values))}
	copy(kept.States, now.States)
	for _, i := range rows {
		kept.States[i] = expression.Missing
		if earlier.Values != nil {
			kept.States[i] = stateAt(earlier, int32(i))
		}
	}
	return kept
}
