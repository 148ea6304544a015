package reminder

import (
	"context"
	"fmt"
	"slices"

	"qixing/calendar"
	"qixing/fixed"
	"qixing/ledger"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

// Due is one thing that is owed: a unit's record for a period, or something to be done before a record's date.
type Due struct {
	Reminder *pack.Reminder
	Register *pack.Register
	Unit     org.Unit
	Period   calendar.Period // of a record that is owed
	Record   int64           // whose date comes near
	About    string          // what that record is called
	On       calendar.Date   // the last day
}

// Desk knows the working days.
type Desk struct {
	Calendar *calendar.Calendar
}

// Roles are those whom a reminder is for.
func Roles(p *pack.Pack, r *pack.Reminder) []string {
	if len(r.To) > 0 {
		return r.To
	}
	register, _ := p.FindRegister(r.Register)
	return register.FilledBy
}

// List gives what is due on a day for the units that a scope opens for each reminder, by date.
func (d *Desk) List(ctx context.Context, tx *store.Tx, l *ledger.Ledger, day calendar.Date, scope func(roles []string) org.Scope) ([]Due, error) {
	var all []Due
	for _, r := range l.Pack.Reminders {
		opened := scope(Roles(l.Pack, r))
		if opened.IsEmpty() {
			continue
		}
		find := d.listUnfilled
		if r.On != "" {
			find = d.listNear
		}
		due, err := find(ctx, tx, l, r, day)
		if err != nil {
			return nil, fmt.Errorf("reminder %s: %w", r.ID, err)
		}
		for _, one := range due {
			if opened.Contains(one.Unit) {
				all = append(all, one)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Due) int { return a.On.Compare(b.On) })
	return all, nil
}

// listUnfilled gives the units that have no record for a period that is over.
func (d *Desk) listUnfilled(ctx context.Context, tx *store.Tx, l *ledger.Ledger, r *pack.Reminder, day calendar.Date) ([]Due, error) {
	periods := Owed(r, day)
	if len(periods) == 0 {
		return nil, nil
	}
	register, _ := l.Pack.FindRegister(r.Register)
	covered, err := l.Coverage(ctx, tx, r.Register, r.When, calendar.Kind(r.Fill), periods[0].Start(), periods[len(periods)-1].End())
	if err != nil {
		return nil, err
	}
	var due []Due
	for _, period := range periods {
		on := d.LastDay(r, period, l.Pack.Values(period.End().String()))
		for _, unit := range l.Tree.Roster(org.Kind(register.Owner), 0, period.End().String()) {
			if !covered[ledger.Slot{Owner: unit.ID, Period: period}].Any() {
				due = append(due, Due{Reminder: r, Register: register, Unit: unit, Period: period, On: on})
			}
		}
	}
	return due, nil
}

// Owed are the periods that a reminder asks for by a day: those of the last twelve months that are over, from the reminder's first day on. Without
// one only the last: a county that begins doesn't owe its past.
func Owed(r *pack.Reminder, day calendar.Date) []calendar.Period {
	last := day.In(calendar.Kind(r.Fill)).Previous()
	periods := []calendar.Period{last}
	first, err := calendar.ParseDate(r.From)
	if err != nil {
		return periods
	}
	if last.Start().Before(first) {
		return nil
	}
	for p := last.Previous(); !p.Start().Before(first) && day.DaysSince(p.End()) < 366; p = p.Previous() {
		periods = append(periods, p)
	}
	slices.Reverse(periods)
	return periods
}

// LastDay is so many working days after a period's end; its next working day without any number.
func (d *Desk) LastDay(r *pack.Reminder, period calendar.Period, values map[string]fixed.Value) calendar.Date {
	n := 1
	if r.Workdays != nil {
		n = int(r.Workdays.Resolve(values) / fixed.One)
	}
	day, _ := d.Calendar.AddWorkdays(period.End(), n)
	return day
}

// listNear gives the records whose date lies within so many days, or has passed.
func (d *Desk) listNear(ctx context.Context, tx *store.Tx, l *ledger.Ledger, r *pack.Reminder, day calendar.Date) ([]Due, error) {
	ahead := 0
	if r.Before != nil {
		ahead = int(r.Before.Resolve(l.Pack.Values(day.String())) / fixed.One)
	}
	near, err := l.ListApproaching(ctx, tx, r.Register, r.On, r.When, day.AddDays(ahead))
	if err != nil {
		return nil, err
	}
	register, _ := l.Pack.FindRegister(r.Register)
	due := make([]Due, 0, len(near))
	for _, one := range near {
		unit, err := l.Tree.FindUnit(one.UnitID)
		if err != nil {
			return nil, err
		}
		due = append(due, Due{Reminder: r, Register: register, Unit: unit, Record: one.Record, About: one.About, On: one.On})
	}
	return due, nil
}
