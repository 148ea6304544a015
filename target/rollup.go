package target

import (
	"context"
	"fmt"

	"qixing/calendar"
	"qixing/expression"
	"qixing/fixed"
	"qixing/ledger"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

// Sum is what a target comes to within one unit, in the parts that add up from the town to the county and beyond.
type Sum struct {
	Unit      org.Unit
	Known     bool
	Value     fixed.Value
	Subjects  int // of a number, a share, or of those that it holds for each
	Satisfied int
	Missing   int
	Reached   bool // the goal, where it is a goal for a single unit too
}

// ListSums gives what a target comes to on a day in the county, which is what Find says, and then in each of its towns.
func ListSums(ctx context.Context, tx *store.Tx, l *ledger.Ledger, t *pack.Target, day calendar.Date) ([]Sum, error) {
	when, err := spanOf(t, day)
	if err != nil {
		return nil, err
	}
	r := &reader{ctx: ctx, tx: tx, ledger: l, target: t, day: day, span: when, values: l.Pack.Values(earlier(day, when.by).String())}
	root, err := l.Tree.Root()
	if err != nil {
		return nil, err
	}
	units := append([]org.Unit{root}, l.Tree.Roster(org.Town, 0, day.String())...)
	var sums []Sum
	if t.Each == "" {
		sums, err = r.sumAll(units)
	} else {
		sums, err = r.sumEach(units)
	}
	if err != nil {
		return nil, fmt.Errorf("target %s: %w", t.ID, err)
	}
	return sums, nil
}

// sumAll asks the ledger once for all units.
func (r *reader) sumAll(units []org.Unit) ([]Sum, error) {
	sums := make([]Sum, len(units))
	for i, unit := range units {
		sums[i].Unit = unit
	}
	read := r.tallyAll
	if r.target.Measure != "" {
		read = r.totalAll
	}
	if err := read(sums); err != nil {
		return nil, err
	}
	goal := r.target.Goal.Resolve(r.values)
	for i := range sums { // a county's number is nothing that one of its towns could reach
		single := i == 0 || r.target.ShareOf != "" || r.target.Each != ""
		sums[i].Reached = single && sums[i].Known && sums[i].Value >= goal
	}
	return sums, nil
}

// totalAll is total for many units.
func (r *reader) totalAll(sums []Sum) error {
	subjects := make([]ledger.Subject, len(sums))
	for i := range sums {
		subjects[i].UnitID = sums[i].Unit.ID
	}
	for _, period := range r.periods() {
		readings, err := r.ledger.Measures(r.ctx, r.tx, r.measuring(subjects, period), r.target.Measure)
		if err != nil {
			return err
		}
		column := readings[r.target.Measure]
		for i := range sums {
			if column.States != nil && column.States[i] != expression.Present {
				continue
			}
			sums[i].Known = true
			if sums[i].Value, err = fixed.Add(sums[i].Value, column.Values[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// tallyAll judges each of the county's subjects once and counts them for every unit that holds them.
func (r *reader) tallyAll(sums []Sum) error {
	root, err := r.ledger.Tree.Root()
	if err != nil {
		return err
	}
	subjects, err := r.subjects(root.ID)
	if err != nil {
		return err
	}
	all, err := r.judge(subjects)
	if err != nil {
		return err
	}
	for i := range sums {
		tally := Tally{}
		for k, subject := range subjects {
			if !r.ledger.Tree.Contains(sums[i].Unit.ID, subject.UnitID) {
				continue
			}
			tally.Of++
			if all.Satisfies[k] {
				tally.Satisfy++
			}
			if all.Misses[k] {
				tally.Missing++
			}
		}
		sums[i].Subjects, sums[i].Satisfied, sums[i].Missing = tally.Of, tally.Satisfy, tally.Missing
		sums[i].Value, sums[i].Known = tally.Value(r.target)
	}
	return nil
}

// sumEach counts the units that reach the goal within each of some.
func (r *reader) sumEach(units []org.Unit) ([]Sum, error) {
	parts, err := r.sumAll(r.ledger.Tree.Roster(org.Kind(r.target.Each), 0, r.day.String()))
	if err != nil {
		return nil, err
	}
	goal := r.target.Goal.Resolve(r.values)
	sums := make([]Sum, len(units))
	for i, unit := range units {
		sums[i].Unit = unit
		for _, part := range parts {
			if !r.ledger.Tree.Contains(unit.ID, part.Unit.ID) {
				continue
			}
			sums[i].Subjects++
			sums[i].Missing += part.Missing
			if part.Known && part.Value >= goal {
				sums[i].Satisfied++
			}
		}
		sums[i].Known = sums[i].Subjects > 0
		sums[i].Value = fixed.FromInt(int64(sums[i].Satisfied))
		sums[i].Reached = sums[i].Known && sums[i].Satisfied == sums[i].Subjects
	}
	return sums, nil
}
