package ledger

import (
	"context"
	"fmt"

	"qixing/calendar"
	"qixing/expression"
	"qixing/fault"
	"qixing/fixed"
	"qixing/pack"
	"qixing/store"
)

// Absence is how somebody was not there. Who took part has none.
type Absence string

// The two ways of not being there: with leave, and without.
const (
	Excused Absence = "excused"
	Absent  Absence = "absent"
)

// ContestResult is what one contestant of a contest came to.
type ContestResult struct {
	UnitID   int64
	PersonID int64
	Points   fixed.Points
	Absence  Absence
}

// SetContestResults keeps the results of a contest for a period, in place of what was kept before. From now on measures count them.
func SetContestResults(ctx context.Context, tx *store.Tx, county, contest string, period calendar.Period, results []ContestResult) error {
	tx.Touch(county, "results/"+contest)
	_, err := tx.Exec(ctx, `DELETE FROM contest_results WHERE county = $1 AND contest = $2 AND period_from = $3 AND period_to = $4`,
		county, contest, period.Start().String(), period.End().String())
	if err != nil {
		return fmt.Errorf("results of %s: %w", contest, err)
	}
	for _, r := range results {
		_, err := tx.Exec(ctx, `INSERT INTO contest_results (county, contest, period_from, period_to, unit_id, person_id, points, absence)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, county, contest, period.Start().String(), period.End().String(), r.UnitID, r.PersonID, int64(r.Points), string(r.Absence))
		if err != nil {
			return fmt.Errorf("result in %s: %w", contest, err)
		}
	}
	return nil
}

// standing is what the results of one subject come to.
type standing struct {
	attended, absent int64
	sum, best        int64 // hundredths
}

// takeContest reads a measure of a contest's results: a person's own, and for a unit those of the contestants below it.
func (m *measurer) takeContest(ctx context.Context, tx *store.Tx, measure *pack.Measure, period calendar.Period) (Reading, error) {
	standings := make([]standing, m.rows)
	if err := m.readContest(ctx, tx, measure, period, standings); err != nil {
		return Reading{}, fmt.Errorf("results of %s: %w", measure.Contest, err)
	}
	reading := m.nothing()
	for i, s := range standings {
		value, present, err := s.value(measure, m.of.Parameters)
		if err != nil {
			return Reading{}, fault.Invalid("ledger.measure_range", fault.Args{"title": measure.Title}).Because(err)
		}
		reading.Records[i] = int32(s.attended)
		switch {
		case present:
			reading.Values[i], reading.States[i] = value, expression.Present
		case measure.Empty == "zero":
			reading.States[i] = expression.Present
		case measure.Empty == "not_applicable":
			reading.States[i] = expression.NotApplicable
		}
	}
	return reading, nil
}

func (m *measurer) readContest(ctx context.Context, tx *store.Tx, measure *pack.Measure, period calendar.Period, standings []standing) error {
	first, last := contestWindow(measure.Window, period)
	rows, err := tx.Query(ctx, `SELECT unit_id, person_id, points, absence FROM contest_results
		WHERE county = $1 AND contest = $2 AND period_from >= $3 AND period_to <= $4`, m.ledger.County, measure.Contest, first, last)
	if err != nil {
		return err
	}
	defer rows.Close()
	units := m.units
	if !measure.RollUp {
		units = m.own
	}
	for rows.Next() {
		var unit, person, points int64
		var absence Absence
		if err := rows.Scan(&unit, &person, &points, &absence); err != nil {
			return err
		}
		for _, places := range [][]int32{units[unit], m.persons[person]} {
			for _, i := range places {
				standings[i].add(points, absence)
			}
		}
	}
	return rows.Err()
}

func contestWindow(window string, period calendar.Period) (first, last string) {
	if period.IsZero() {
		return "0000", "9999"
	}
	if window == "year" {
		period = period.End().In(calendar.Year)
	}
	if window == "as_of_end" {
		return "0000", period.End().String()
	}
	return period.Start().String(), period.End().String()
}

func (s *standing) add(points int64, absence Absence) {
	switch absence {
	case Excused:
	case Absent:
		s.absent++
	default:
		s.attended++
		s.sum += points
		s.best = max(s.best, points)
	}
}

// value is the figure, or not present: nobody who never took part has one, nor who took part too seldom. An absence without leave counts as
// the policy says, or not at all.
func (s standing) value(measure *pack.Measure, parameters map[string]fixed.Value) (fixed.Value, bool, error) {
	if measure.Take == "count" {
		return fixed.FromInt(s.attended), s.attended > 0 || measure.Empty == "" || measure.Empty == "zero", nil
	}
	if s.attended == 0 || measure.AtLeast != nil && fixed.FromInt(s.attended) < measure.AtLeast.Resolve(parameters) {
		return 0, false, nil
	}
	n, sum := s.attended, s.sum
	if measure.Absent != nil {
		n, sum = n+s.absent, sum+s.absent*int64(measure.Absent.Resolve(parameters).Points())
	}
	switch measure.Take {
	case "best":
		return fixed.Points(s.best).Value(), true, nil
	case "total":
		return fixed.Points(sum).Value(), true, nil
	}
	unit := int64(1)
	for range 6 - contestDecimals(measure) {
		unit *= 10
	}
	mean, err := fixed.MulDiv(sum, int64(fixed.One/100), n*unit)
	return fixed.Value(mean * unit), true, err
}

// contestDecimals is to how many decimals a mean of results is rounded: four, as means are, unless the policy says otherwise.
func contestDecimals(measure *pack.Measure) int {
	if measure.Decimals != nil {
		return *measure.Decimals
	}
	return 4
}
