package target

import (
	"context"
	"fmt"
	"slices"

	"qixing/calendar"
	"qixing/expression"
	"qixing/fixed"
	"qixing/ledger"
	"qixing/pack"
	"qixing/store"
)

// Point is where a target stood at the end of a period.
type Point struct {
	Period   calendar.Period
	Known    bool
	Value    fixed.Value
	Due      bool // the target was already running, so that it should have been somewhere
	Expected fixed.Value
}

// Grows tells whether a target's value can be followed within a year: it adds up a measure of the records of each period, or reads one that says how
// things are at a period's end. A condition over a year's figures is only true or false of the year.
func Grows(p *pack.Pack, t *pack.Target) bool {
	measure, found := p.FindMeasure(t.Measure)
	return found && measure.Is == nil && measure.Previous+measure.Scheme+measure.Contest == "" && measure.Window != "year"
}

// Trend gives where a target of the county stood at the end of each period up to a day, the earliest first.
func Trend(ctx context.Context, tx *store.Tx, l *ledger.Ledger, t *pack.Target, periods []calendar.Period, day calendar.Date) ([]Point, error) {
	r, err := newReader(ctx, tx, l, t, day)
	if err != nil || len(periods) == 0 {
		return nil, err
	}
	if Grows(l.Pack, t) {
		return r.follow(periods)
	}
	return r.yearByYear(periods)
}

func (r *reader) yearByYear(periods []calendar.Period) ([]Point, error) {
	var points []Point
	for _, period := range periods {
		standing, err := Find(r.ctx, r.tx, r.ledger, r.target, earlier(period.End(), r.day))
		if err != nil {
			return nil, err
		}
		due := r.target.From == "" || period.End().String() >= r.target.From
		points = append(points, Point{Period: period, Known: standing.Known && standing.Missing == 0 || standing.Value > 0, Value: standing.Value, Due: due, Expected: standing.ByNow})
	}
	return points, nil
}

// follow adds the periods up from the target's first day on, and shows those that were asked for.
func (r *reader) follow(shown []calendar.Period) ([]Point, error) {
	measure, _ := r.ledger.Pack.FindMeasure(r.target.Measure)
	root, err := r.ledger.Tree.Root()
	if err != nil {
		return nil, err
	}
	goal, sum := r.target.Goal.Resolve(r.values), fixed.Value(0)
	var points []Point
	for period := r.span.from.In(shown[0].Kind()); !period.Start().After(r.day); period = period.Next() {
		readings, err := r.ledger.Measures(r.ctx, r.tx, r.measuring([]ledger.Subject{{UnitID: root.ID}}, period), measure.ID)
		if err != nil {
			return nil, fmt.Errorf("trend of target %s: %w", r.target.ID, err)
		}
		column := readings[measure.ID]
		point := Point{Period: period, Known: column.States == nil || column.States[0] == expression.Present, Due: true}
		if measure.Window == "as_of_end" {
			sum = 0
		}
		if sum, err = fixed.Add(sum, column.Values[0]); err != nil {
			return nil, err
		}
		point.Value = sum
		if point.Expected, err = expected(r.target, r.span, goal, r.values, earlier(period.End(), r.day)); err != nil {
			return nil, err
		}
		if slices.Contains(shown, period) {
			points = append(points, point)
		}
	}
	return points, nil
}
