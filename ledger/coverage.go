package ledger

import (
	"context"
	"fmt"

	"qixing/calendar"
	"qixing/pack"
	"qixing/store"
)

// Covered counts an owner's records of a period by their state.
type Covered struct {
	Drafts, Filled, Returned, Checked int
}

// Any tells whether something has been handed in: a draft has not.
func (c Covered) Any() bool { return c.Filled+c.Returned+c.Checked > 0 }

// Slot is an owner's place in a period.
type Slot struct {
	Owner  int64
	Period calendar.Period
}

// Coverage tells which owners have records in which periods of a kind between two days, both included. What isn't there has no slot.
func (l *Ledger) Coverage(ctx context.Context, tx *store.Tx, register string, when *pack.Condition, kind calendar.Kind, from, to calendar.Date) (map[Slot]Covered, error) {
	table, err := l.FindTable(register)
	if err != nil {
		return nil, err
	}
	dated := table.DatedColumn()
	if dated == nil {
		return nil, fmt.Errorf("register %s has no date", register)
	}
	w := &measureSelection{selection: selection{ledger: l, table: table, args: []any{l.County}}, measure: &pack.Measure{Title: table.Register.Title}}
	w.add("deleted = 0")
	name := quoted(dated.Name)
	w.add(name + " >= " + w.mark(dateBound(dated.Field.Type, from, false)))
	w.add(name + " <= " + w.mark(dateBound(dated.Field.Type, to, true)))
	where, err := w.condition(when)
	if err != nil {
		return nil, err
	}
	owner := ownerColumn(table.Register)
	rows, err := tx.Query(ctx, `SELECT `+owner+`, CAST(`+name+` AS TEXT), state, count(*) FROM `+table.Name+` WHERE `+w.where()+` AND `+where+
		` GROUP BY `+owner+`, `+name+`, state`, w.args...)
	if err != nil {
		return nil, fmt.Errorf("what %s covers: %w", register, err)
	}
	defer rows.Close()
	slots := map[Slot]Covered{}
	for rows.Next() {
		var one Slot
		var day string
		var state State
		var count int
		if err := rows.Scan(&one.Owner, &day, &state, &count); err != nil {
			return nil, err
		}
		one.Period = holding(day, kind)
		slots[one] = slots[one].with(state, count)
	}
	return slots, rows.Err()
}

func (c Covered) with(state State, count int) Covered {
	switch state {
	case Draft:
		c.Drafts += count
	case Filled:
		c.Filled += count
	case Returned:
		c.Returned += count
	case Checked:
		c.Checked += count
	}
	return c
}

// holding is the period of a kind that holds what a dated field says: a day, month, quarter or year.
func holding(text string, kind calendar.Kind) calendar.Period {
	if day, err := calendar.ParseDate(text); err == nil {
		return day.In(kind)
	}
	period, err := calendar.ParsePeriod(text)
	if err != nil {
		return calendar.Period{}
	}
	return period.Start().In(kind)
}

// Approaching is a record whose date comes near.
type Approaching struct {
	Record int64
	UnitID int64
	Person int64
	On     calendar.Date
	About  string // what it is called, where that isn't secret
}

// ListApproaching gives the records of a register whose date lies on or before a day, the earliest first, among those that satisfy a condition.
func (l *Ledger) ListApproaching(ctx context.Context, tx *store.Tx, register, field string, when *pack.Condition, until calendar.Date) ([]Approaching, error) {
	table, err := l.FindTable(register)
	if err != nil {
		return nil, err
	}
	column, err := table.FindColumn(field)
	if err != nil {
		return nil, err
	}
	w := &measureSelection{selection: selection{ledger: l, table: table, args: []any{l.County}}, measure: &pack.Measure{Title: table.Register.Title}}
	w.add("deleted = 0 AND state <> 'draft'")
	w.add(quoted(column.Name) + " <= " + w.mark(until.String()))
	where, err := w.condition(when)
	if err != nil {
		return nil, err
	}
	near, err := w.readNear(ctx, tx, column, where)
	if err != nil {
		return nil, fmt.Errorf("what comes near in %s: %w", register, err)
	}
	return near, l.nameNear(ctx, tx, register, near)
}

func (w *measureSelection) readNear(ctx context.Context, tx *store.Tx, column *Column, where string) (near []Approaching, err error) {
	rows, err := tx.Query(ctx, `SELECT id, unit_id, person_id, `+quoted(column.Name)+` FROM `+w.table.Name+` WHERE `+w.where()+
		` AND `+where+` ORDER BY `+quoted(column.Name)+`, id`, w.args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var one Approaching
		var day string
		if err := rows.Scan(&one.Record, &one.UnitID, &one.Person, &day); err != nil {
			return nil, err
		}
		if one.On, err = calendar.ParseDate(day); err != nil {
			return nil, fmt.Errorf("date of record %d: %w", one.Record, err)
		}
		near = append(near, one)
	}
	return near, rows.Err()
}

// nameNear says what each record is called, one question for all; nothing where only its number could be said.
func (l *Ledger) nameNear(ctx context.Context, tx *store.Tx, register string, near []Approaching) error {
	ids := make([]int64, len(near))
	for i, one := range near {
		ids[i] = one.Record
	}
	titles, err := l.Titles(ctx, tx, register, ids, "zh")
	for i := range near {
		if title := titles[near[i].Record]; title != numbered(near[i].Record) {
			near[i].About = title
		}
	}
	return err
}
