package matter

import (
	"context"
	"slices"
	"time"

	"qixing/calendar"
	"qixing/ledger"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

// Waiting is a matter that waits for somebody: one of the steps that its state allows has a limit, and they may take it.
type Waiting struct {
	Policy    *pack.Matter
	Register  *pack.Register
	Record    ledger.Record
	Steps     []*pack.Step // those that they may take, the most pressing first
	Role      string       // as which they may take the first; pack.Asker for whoever asked
	EnteredAt time.Time
	Due       calendar.Date
}

// mostWaiting bounds how many matters of one state are looked at for one person's tasks.
const mostWaiting = 200

// ListWaiting gives what waits for who, matter by matter. Sensitive registers are left out: they open with a reason only.
func (d *Desk) ListWaiting(ctx context.Context, tx *store.Tx, who org.Principal, books *ledger.Ledger) ([]Waiting, error) {
	var all []Waiting
	for _, policy := range books.Pack.Matters {
		table, err := books.FindTable(policy.Register)
		if err != nil {
			return nil, err
		}
		if table.Register.Sensitive || !concerns(who, policy, table.Register) {
			continue
		}
		found, err := d.waitingIn(ctx, tx, who, books, policy, table.Register)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// concerns tells whether a step of the matter could be who's at all.
func concerns(who org.Principal, policy *pack.Matter, register *pack.Register) bool {
	return slices.ContainsFunc(policy.Roles(), who.Has) || slices.ContainsFunc(register.FilledBy, who.Has)
}

func (d *Desk) waitingIn(ctx context.Context, tx *store.Tx, who org.Principal, books *ledger.Ledger, policy *pack.Matter, register *pack.Register) ([]Waiting, error) {
	field, _ := register.FindField(policy.Status)
	var records []ledger.Record
	for _, status := range field.Options {
		if !pressing(who, policy, register, status.ID) {
			continue
		}
		page, err := books.List(ctx, tx, who, ledger.Query{Register: register.ID, Sort: "changed_at", Limit: mostWaiting, States: []ledger.State{ledger.Filled, ledger.Checked},
			Filters: []ledger.Filter{{Field: policy.Status, Operator: ledger.Equals, Values: []ledger.Value{ledger.TextValue(status.ID)}}}})
		if err != nil {
			return nil, err
		}
		records = append(records, page.Records...)
	}
	if len(records) == 0 {
		return nil, nil
	}
	receipted, err := listReceipted(ctx, tx, books.County, register.ID)
	if err != nil {
		return nil, err
	}
	entered, err := listEntered(ctx, tx, books.County, register.ID)
	if err != nil {
		return nil, err
	}
	ties, err := tiesTo(ctx, tx, who, policy)
	if err != nil {
		return nil, err
	}
	var all []Waiting
	for _, record := range records {
		w := Waiting{Policy: policy, Register: register, Record: record, EnteredAt: enteredAt(record, entered)}
		asks := !receipted[record.ID] && fillsFor(who, register, record.UnitID)
		taken, err := listTaken(ctx, tx, books.County, register.ID, record.ID)
		if err != nil {
			return nil, err
		}
		if d.press(who, ties, books, &w, taken, asks) {
			all = append(all, w)
		}
	}
	return all, nil
}

// pressing tells whether a state has a step with a limit that could be who's.
func pressing(who org.Principal, policy *pack.Matter, register *pack.Register, status string) bool {
	return slices.ContainsFunc(policy.StepsFrom(status), func(step *pack.Step) bool {
		asker := slices.Contains(step.By, pack.Asker) && slices.ContainsFunc(register.FilledBy, who.Has)
		return step.Within != nil && (asker || slices.ContainsFunc(step.By, who.Has))
	})
}

// press finds the steps with a limit that who may take, the one that is due first in front.
func (d *Desk) press(who org.Principal, ties []org.Tie, books *ledger.Ledger, w *Waiting, taken []Taken, asks bool) bool {
	m := Matter{Policy: w.Policy, Register: w.Register, Record: w.Record, Taken: taken, EnteredAt: w.EnteredAt}
	for _, step := range w.Policy.StepsFrom(m.Status()) {
		if step.Within == nil || mayTake(who, ties, books, m, step, asks) != nil {
			continue
		}
		due := d.dueOf(books, step, w.EnteredAt)
		if len(w.Steps) == 0 || due.Before(w.Due) {
			w.Steps, w.Due, w.Role = append([]*pack.Step{step}, w.Steps...), due, roleFor(who, books, w.Record, step)
		} else {
			w.Steps = append(w.Steps, step)
		}
	}
	return len(w.Steps) > 0
}

// roleFor is the role as which who takes a step.
func roleFor(who org.Principal, books *ledger.Ledger, record ledger.Record, step *pack.Step) string {
	unit, err := books.Tree.FindUnit(record.UnitID)
	for _, role := range step.By {
		if err == nil && who.Can(role, unit) {
			return role
		}
	}
	return pack.Asker
}

func enteredAt(record ledger.Record, entered map[int64]string) time.Time {
	if at, err := store.ParseTime(entered[record.ID]); err == nil {
		return at
	}
	return record.FilledAt
}

// ListEntered tells when matters came into their states, for a list of them, and when the first of their limits ends.
func (d *Desk) ListEntered(ctx context.Context, tx *store.Tx, books *ledger.Ledger, policy *pack.Matter, records []ledger.Record) (at map[int64]time.Time, due map[int64]calendar.Date, err error) {
	entered, err := listEntered(ctx, tx, books.County, policy.Register)
	if err != nil {
		return nil, nil, err
	}
	at, due = map[int64]time.Time{}, map[int64]calendar.Date{}
	for _, record := range records {
		at[record.ID] = enteredAt(record, entered)
		for _, step := range policy.StepsFrom(record.Values[policy.Status].Text) {
			end := d.dueOf(books, step, at[record.ID])
			if first, known := due[record.ID]; !end.IsZero() && (!known || end.Before(first)) {
				due[record.ID] = end
			}
		}
	}
	return at, due, nil
}
