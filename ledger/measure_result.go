package ledger

import (
	"context"
	"fmt"
	"maps"

	"qixing/calendar"
	"qixing/expression"
	"qixing/fault"
	"qixing/fixed"
	"qixing/pack"
	"qixing/store"
)

// standing is the results of one subject, the latest first.
type standing []Result

// takeResults reads a measure of a contest's or a scheme's results: a person's own, and for a unit those of the subjects below it.
// The results of the very period that is measured are not among a scheme's, unless it is looked at afterwards: they would be their own input.
func (m *measurer) takeResults(ctx context.Context, tx *store.Tx, measure *pack.Measure, period calendar.Period) (Reading, error) {
	standings := make([]standing, m.rows)
	source := ContestSource(measure.Contest)
	if measure.Scheme != "" {
		source = SchemeSource(measure.Scheme)
	}
	if err := m.readResults(ctx, tx, measure, source, period, standings); err != nil {
		return Reading{}, fmt.Errorf("results of %s: %w", source, err)
	}
	reading := m.nothing()
	for i, s := range standings {
		s = s.lately(measure, m.of.Parameters)
		value, present, err := s.value(measure, m.of.Parameters)
		if err != nil {
			return Reading{}, fault.Invalid("ledger.measure_range", fault.Args{"title": measure}).Because(err)
		}
		reading.Records[i] = int32(s.count(func(r Result) bool { return r.Absence == "" }))
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

func (m *measurer) readResults(ctx context.Context, tx *store.Tx, measure *pack.Measure, source Source, period calendar.Period, standings []standing) error {
	first, last := resultWindow(measure, period)
	rows, err := tx.Query(ctx, `SELECT unit_id, person_id, points, grade, absence, period_from, period_to FROM results
		WHERE county = $1 AND source = $2 AND period_from >= $3 AND period_to <= $4 ORDER BY period_to DESC, period_from, unit_id, person_id`,
		m.ledger.County, string(source), first, last)
	if err != nil {
		return err
	}
	defer rows.Close()
	units := m.units
	if !measure.RollUp {
		units = m.own
	}
	for rows.Next() {
		var r Result
		var from, to string
		if err := rows.Scan(&r.UnitID, &r.PersonID, &r.Points, &r.Grade, &r.Absence, &from, &to); err != nil {
			return err
		}
		r.period = from + " " + to
		if measure.Scheme != "" && !m.of.Afterwards && from == period.Start().String() && to == period.End().String() {
			continue
		}
		for _, places := range [][]int32{units[r.UnitID], m.persons[r.PersonID]} {
			for _, i := range places {
				standings[i] = append(standings[i], r)
			}
		}
	}
	return rows.Err()
}

// resultWindow is between which days results are looked for. The last so many periods may lie before the one that is measured.
func resultWindow(measure *pack.Measure, period calendar.Period) (first, last string) {
	switch {
	case period.IsZero():
		return "0000", "9999"
	case measure.Window == "as_of_end" || measure.Last.IsSet():
		return "0000", period.End().String()
	case measure.Window == "year":
		period = period.End().In(calendar.Year)
	}
	return period.Start().String(), period.End().String()
}

// lately leaves the last so many periods in which there was a result.
func (s standing) lately(measure *pack.Measure, parameters map[string]fixed.Value) standing {
	if !measure.Last.IsSet() {
		return s
	}
	return s[:min(len(s), int(measure.Last.Resolve(parameters)/fixed.One))]
}

func (s standing) count(is func(Result) bool) int64 {
	n := int64(0)
	for _, r := range s {
		if is(r) {
			n++
		}
	}
	return n
}

// value is the figure, or not present: nobody who never took part has one, nor who took part too seldom. An absence without leave counts as
// the policy says, or not at all.
func (s standing) value(measure *pack.Measure, parameters map[string]fixed.Value) (fixed.Value, bool, error) {
	var sum, best, attended, absent int64
	for _, r := range s {
		switch r.Absence {
		case Excused:
		case Absent:
			absent++
		default:
			if attended == 0 || int64(r.Points) > best {
				best = int64(r.Points)
			}
			attended++
			sum += int64(r.Points)
		}
	}
	if measure.Take == "count" {
		n := s.count(func(r Result) bool { return r.Absence == "" && (measure.Grade == "" || r.Grade == measure.Grade) })
		return fixed.FromInt(n), attended > 0 || measure.Empty == "" || measure.Empty == "zero", nil
	}
	if measure.Take == "periods" {
		held := map[string]bool{}
		for _, r := range s {
			held[r.period] = held[r.period] || r.Absence == ""
		}
		maps.DeleteFunc(held, func(_ string, took bool) bool { return !took })
		return fixed.FromInt(int64(len(held))), len(held) > 0 || measure.Empty == "" || measure.Empty == "zero", nil
	}
	if attended == 0 || measure.AtLeast != nil && fixed.FromInt(attended) < measure.AtLeast.Resolve(parameters) {
		return 0, false, nil
	}
	if measure.Absent != nil {
		attended, sum = attended+absent, sum+absent*int64(measure.Absent.Resolve(parameters).Points())
	}
	switch measure.Take {
	case "best":
		return fixed.Points(best).Value(), true, nil
	case "total":
		return fixed.Points(sum).Value(), true, nil
	}
	unit := int64(1)
	for range 6 - resultDecimals(measure) {
		unit *= 10
	}
	mean, err := fixed.MulDiv(sum, int64(fixed.One/100), attended*unit)
	return fixed.Value(mean * unit), true, err
}

// resultDecimals is to how many decimals a mean of results is rounded: four, as means are, unless the policy says otherwise.
func resultDecimals(measure *pack.Measure) int {
	if measure.Decimals != nil {
		return *measure.Decimals
	}
	return 4
}
