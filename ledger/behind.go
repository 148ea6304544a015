package ledger

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"qixing/calendar"
	"qixing/pack"
	"qixing/store"
)

// Behind is which records of a register are behind a figure.
type Behind struct {
	Register string
	Measure  string
	Period   calendar.Period
	Records  []int64
	More     bool // there are more than were asked for
}

// ListBehind gives the records behind a subject's figure, register by register, at most so many of each.
func (l *Ledger) ListBehind(ctx context.Context, tx *store.Tx, id string, subject Subject, period calendar.Period, limit int) ([]Behind, error) {
	return l.listBehind(ctx, tx, id, subject, period, limit, 0)
}

func (l *Ledger) listBehind(ctx context.Context, tx *store.Tx, id string, subject Subject, period calendar.Period, limit, depth int) ([]Behind, error) {
	measure, ok := l.Pack.FindMeasure(id)
	switch {
	case !ok || depth > farthest || measure.Scheme+measure.Contest != "":
		return nil, nil
	case measure.Previous != "":
		return l.listBehind(ctx, tx, measure.Previous, subject, period.Previous(), limit, depth+1)
	case measure.Is == nil:
		behind, err := l.recordsBehind(ctx, tx, measure, subject, period, limit)
		return []Behind{behind}, err
	}
	var all []Behind
	for _, name := range measure.Is.Compiled.Names() {
		behind, err := l.listBehind(ctx, tx, name, subject, period, limit, depth)
		if err != nil {
			return nil, err
		}
		all = append(all, behind...)
	}
	return all, nil
}

func (l *Ledger) recordsBehind(ctx context.Context, tx *store.Tx, measure *pack.Measure, subject Subject, period calendar.Period, limit int) (Behind, error) {
	behind := Behind{Register: measure.Register, Measure: measure.ID, Period: period}
	table, err := l.FindTable(measure.Register)
	if err != nil {
		return behind, err
	}
	w, err := l.newMeasureSelection(table, measure, period)
	if err != nil {
		return behind, err
	}
	where, err := w.condition(measure.Where)
	if err != nil {
		return behind, err
	}
	w.add(where)
	w.chooseSubject(subject, period)
	behind.Records, behind.More, err = w.ids(ctx, tx, limit)
	return behind, err
}

// chooseSubject leaves the records that count for a subject: the same as when it is measured.
func (w *measureSelection) chooseSubject(subject Subject, period calendar.Period) {
	m := &measurer{ledger: w.ledger, of: Measuring{Subjects: []Subject{subject}}, rows: 1}
	m.place()
	var ids []any
	for _, group := range slices.Sorted(maps.Keys(m.places(w.table, w.measure, period))) {
		ids = append(ids, group)
	}
	if len(ids) == 0 {
		w.add("1 = 0")
		return
	}
	w.add(w.group + " IN (" + w.marks(ids) + ")")
}

func (w *measureSelection) ids(ctx context.Context, tx *store.Tx, limit int) (ids []int64, more bool, err error) {
	place, dated := "1", "id"
	if w.measure.Latest != "" {
		place = w.place()
	}
	if column := w.table.DatedColumn(); column != nil {
		dated = quoted(column.Name)
	}
	rows, err := tx.Query(ctx, fmt.Sprintf(`SELECT id FROM (SELECT id, %s AS dated, %s AS place FROM %s WHERE %s) ranked
		WHERE place = 1 ORDER BY dated, id LIMIT %d`, dated, place, w.table.Name, w.where(), limit+1), w.args...)
	if err != nil {
		return nil, false, fmt.Errorf("list the records of %s: %w", w.measure.ID, err)
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, false, err
		}
		ids = append(ids, id)
	}
	if len(ids) > limit {
		return ids[:limit], true, rows.Err()
	}
	return ids, false, rows.Err()
}
