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

// tally is what the records of one subject come to so far.
type tally struct {
	all      int64 // records in the window, whether where holds or not
	counted  int64 // records in the figure
	sum      int64 // of stored numbers; of share, how many satisfy it; of latest, the last values of each owner
	least    int64
	most     int64
	distinct int64
}

// takeRecords reads one measure of a register.
func (m *measurer) takeRecords(ctx context.Context, tx *store.Tx, measure *pack.Measure, period calendar.Period) (Reading, error) {
	table, err := m.ledger.FindTable(measure.Register)
	if err != nil {
		return Reading{}, err
	}
	w, err := m.ledger.selectMeasure(table, measure, period)
	if err != nil {
		return Reading{}, err
	}
	places, tallies := m.places(table, measure, period), make([]tally, m.rows)
	if err := w.read(ctx, tx, places, tallies); err != nil {
		return Reading{}, fmt.Errorf("read %s: %w", measure.Register, err)
	}
	return m.reading(w, tallies)
}

// reading makes the figures of a measure.
func (m *measurer) reading(w *measureSelection, tallies []tally) (Reading, error) {
	reading := m.nothing()
	for i := range tallies {
		value, state, err := w.value(&tallies[i])
		if err != nil {
			return Reading{}, fault.Invalid("ledger.measure_range", fault.Args{"title": w.measure}).Because(err)
		}
		reading.Values[i], reading.States[i], reading.Records[i] = value, state, int32(tallies[i].counted)
	}
	return reading, nil
}

// places tells which subjects a group of records counts for.
func (m *measurer) places(table *Table, measure *pack.Measure, period calendar.Period) map[int64][]int32 {
	merged := map[int64][]int32{}
	units := m.units
	if !measure.RollUp {
		units = m.own
	}
	if !belongsToPersons(table, measure) {
		if len(m.mergers) > 0 && measure.FollowsMerger() && !period.IsZero() {
			return m.withMerged(units, period.End().String())
		}
		return units
	}
	for id, places := range m.persons {
		merged[id] = places
	}
	return merged
}

// belongsToPersons tells whether the column that a measure groups by holds persons.
func belongsToPersons(table *Table, measure *pack.Measure) bool {
	if column, err := table.FindColumn(measure.Subject); err == nil {
		return column.Field.Type == pack.PersonRef
	}
	return table.Register.Owner == "person"
}

func (w *measureSelection) read(ctx context.Context, tx *store.Tx, places map[int64][]int32, tallies []tally) error {
	rows, err := tx.Query(ctx, w.query, w.args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	var group int64
	var row tally
	var value string
	dest := []any{&group, &row.all, &row.counted, &row.sum, &row.least, &row.most}
	if w.measure.Distinct != "" {
		dest = []any{&group, &value, &row.counted}
	}
	seen := map[valueAt]bool{}
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		for _, place := range places[group] {
			if err := tallies[place].add(row); err != nil {
				return err
			}
			if at := (valueAt{place, value}); w.measure.Distinct != "" && !seen[at] {
				seen[at] = true
				tallies[place].distinct++
			}
		}
	}
	return rows.Err()
}

// valueAt is a value that some record of a subject has.
type valueAt struct {
	place int32
	value string
}

func (t *tally) add(row tally) error {
	if row.counted > 0 {
		if t.counted == 0 || row.least < t.least {
			t.least = row.least
		}
		if t.counted == 0 || row.most > t.most {
			t.most = row.most
		}
	}
	sum := t.sum + row.sum
	if (row.sum > 0) != (sum > t.sum) && row.sum != 0 {
		return fixed.ErrRange
	}
	t.all, t.counted, t.sum = t.all+row.all, t.counted+row.counted, sum
	return nil
}

// value makes the figure of a tally, rounded half up once, from whole numbers.
func (w *measureSelection) value(t *tally) (fixed.Value, expression.State, error) {
	if t.counted == 0 {
		value, state := w.empty(t)
		return value, state, nil
	}
	var n int64
	var err error
	switch {
	case w.measure.Count:
		n, err = fixed.MulDiv(t.counted, int64(fixed.One), 1)
	case w.measure.Distinct != "":
		n, err = fixed.MulDiv(t.distinct, int64(fixed.One), 1)
	case w.measure.Share != nil:
		n, err = w.divide(t.sum, int64(fixed.One), t.counted)
	case w.measure.Average != "":
		n, err = w.divide(t.sum, w.scale, t.counted)
	case w.measure.Lowest != "":
		n, err = w.divide(t.least, w.scale, 1)
	case w.measure.Highest != "":
		n, err = w.divide(t.most, w.scale, 1)
	default:
		n, err = w.divide(t.sum, w.scale, 1)
	}
	return fixed.Value(n), expression.Present, err
}

// divide gives a×b÷c at the measure's decimals.
func (w *measureSelection) divide(a, b, c int64) (int64, error) {
	unit := int64(1)
	for range 6 - w.decimals {
		unit *= 10
	}
	n, err := fixed.MulDiv(a, b, c*unit)
	if err != nil || unit == 1 {
		return n, err
	}
	return fixed.MulDiv(n, unit, 1)
}

// empty is what no record means: zero for counts; otherwise missing, unless there are records and where leaves out all of them,
// which makes a share not applicable.
func (w *measureSelection) empty(t *tally) (fixed.Value, expression.State) {
	m := w.measure
	switch {
	case m.Empty == "zero" || (m.Empty == "" && (m.Count || m.Distinct != "")):
		return 0, expression.Present
	case m.Empty == "not_applicable" || (m.Empty == "" && m.Share != nil && m.Where != nil && t.all > 0):
		return 0, expression.NotApplicable
	}
	return 0, expression.Missing
}
