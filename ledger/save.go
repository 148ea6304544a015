package ledger

import (
	"context"
	"errors"
	"maps"

	"qixing/fault"
	"qixing/fixed"
	"qixing/org"
	"qixing/store"
)

// Save creates a record (ID 0) or changes one, as filled, or as a draft if its State says so. Fields that Values doesn't name
// keep what they have; an empty Value clears. All that is wrong is said at once, per field. A record that someone else changed
// since Revision is a conflict that tells who changed what; a checked one is changed by Correct only.
func (l *Ledger) Save(ctx context.Context, tx *store.Tx, who org.Principal, register string, in Record) (Record, error) {
	table, err := l.FindTable(register)
	if err != nil {
		return Record{}, err
	}
	action := ToFill
	if in.State == Draft {
		action = ToDraft
	}
	if in.ID == 0 {
		return l.create(ctx, tx, who, table, action, in)
	}
	return l.change(ctx, tx, who, table, in, action, "")
}

// Correct changes a checked record, for a reason; it has to be checked again.
func (l *Ledger) Correct(ctx context.Context, tx *store.Tx, who org.Principal, register string, in Record, reason string) (Record, error) {
	table, err := l.FindTable(register)
	if err != nil {
		return Record{}, err
	}
	if reason == "" {
		return Record{}, fault.Invalid("ledger.correction_reason", nil).At("reason")
	}
	return l.change(ctx, tx, who, table, in, ToCorrect, reason)
}

func (l *Ledger) create(ctx context.Context, tx *store.Tx, who org.Principal, table *Table, action Action, in Record) (Record, error) {
	record := Record{UnitID: in.UnitID, PersonID: in.PersonID, Values: maps.Clone(in.Values)}
	if err := l.settleOwner(ctx, tx, table, &record, who.Language); err != nil {
		return Record{}, err
	}
	if !l.MayFill(who, table.Register, record.UnitID) {
		return Record{}, fault.Forbidden("ledger.may_not_fill", fault.Args{"register": table.Register})
	}
	return l.add(ctx, tx, who, table, record, action)
}

// add writes a new record whose owner is settled.
func (l *Ledger) add(ctx context.Context, tx *store.Tx, who org.Principal, table *Table, record Record, action Action) (Record, error) {
	if record.Values == nil {
		record.Values = map[string]Value{}
	}
	if err := l.leaveToSteps(table, nil, &record, who.Language); err != nil {
		return Record{}, err
	}
	if err := l.prepare(ctx, tx, who, table, &record, action); err != nil {
		return Record{}, err
	}
	id, err := tx.NextID(ctx)
	if err != nil {
		return Record{}, err
	}
	record.ID = id
	caps := l.watchCaps(tx, table)
	if err := caps.add(ctx, &record, 0); err != nil {
		return Record{}, err
	}
	if err := l.insertRows(ctx, tx, table, []*Record{&record}, who.Language); err != nil {
		return Record{}, err
	}
	if err := caps.check(ctx); err != nil {
		return Record{}, err
	}
	return record, l.linkFiles(ctx, tx, table, &record)
}

func (l *Ledger) change(ctx context.Context, tx *store.Tx, who org.Principal, table *Table, in Record, action Action, reason string) (Record, error) {
	old, err := l.findFor(ctx, tx, who, table, in.ID, in.Revision)
	if err != nil {
		return Record{}, err
	}
	if !l.MayFill(who, table.Register, old.UnitID) {
		return Record{}, fault.Forbidden("ledger.may_not_fill", fault.Args{"register": table.Register})
	}
	record := old
	record.Values = overlay(table, old.Values, in.Values)
	record.Reason = reason
	if err := l.leaveToSteps(table, &old, &record, who.Language); err != nil {
		return Record{}, err
	}
	if err := l.prepare(ctx, tx, who, table, &record, action); err != nil {
		return Record{}, err
	}
	if err := l.rewrite(ctx, tx, table, &old, &record); err != nil {
		return Record{}, err
	}
	return record, l.linkFiles(ctx, tx, table, &record)
}

// overlay puts new values over the old. A secret that comes back as it was masked is unchanged.
func overlay(table *Table, old, changes map[string]Value) map[string]Value {
	values := maps.Clone(old)
	for id, value := range changes {
		column, err := table.FindColumn(id)
		if err == nil && column.Secret && value.Present && value.Equal(masked(column.Field, old[id])) {
			continue
		}
		if values[id] = value; !value.Present {
			delete(values, id)
		}
	}
	return values
}

// findFor reads a record that who may read, still at the revision they saw.
func (l *Ledger) findFor(ctx context.Context, tx *store.Tx, who org.Principal, table *Table, id, revision int64) (Record, error) {
	if err := tx.Lock(ctx, lockName(l.County, id)); err != nil {
		return Record{}, err
	}
	record, err := l.findRow(ctx, tx, table, id)
	if err != nil {
		return Record{}, err
	}
	if !l.mayRead(who, table.Register, &record) {
		return Record{}, noRecord(table, id)
	}
	if record.Revision != revision {
		return Record{}, l.conflict(ctx, tx, table, id, revision)
	}
	return record, nil
}

// prepare computes, validates and stamps a record that is about to be written as draft, filled or corrected.
func (l *Ledger) prepare(ctx context.Context, tx *store.Tx, who org.Principal, table *Table, record *Record, action Action) error {
	if err := record.move(action); err != nil {
		return err
	}
	if err := l.validateAll(table, record, l.Pack.Values(today(tx)), who.Language); err != nil {
		return err
	}
	record.Revision++
	record.ChangedBy, record.ChangedAt = who.AccountID, tx.Now
	if err := l.validateReferences(ctx, tx, table, record, who.Language); err != nil {
		return err
	}
	record.FilledBy, record.FilledAt = who.AccountID, tx.Now
	record.CheckedBy, record.CheckedAt = 0, noTime
	if record.ID == 0 { // insertRows finds the duplicate of a new one
		return nil
	}
	return l.refuseDuplicate(ctx, tx, table, record, who.Language)
}

// validateAll reports every field that is wrong, in the order of the form. A draft may lack what is required.
func (l *Ledger) validateAll(table *Table, record *Record, parameters map[string]fixed.Value, lang string) error {
	if err := refuseUnknown(table, record.Values); err != nil {
		return err
	}
	if record.Values == nil {
		record.Values = map[string]Value{}
	}
	var problems []error
	if err := compute(table.Register, record.Values); err != nil {
		problems = append(problems, err)
	}
	for _, column := range table.Columns {
		value := record.Values[column.Field.ID]
		if !value.Present && record.State == Draft {
			continue
		}
		if problem := validate(column.Field, value, parameters, lang); problem != nil {
			problems = append(problems, problem)
		}
	}
	return errors.Join(problems...)
}

func refuseUnknown(table *Table, values map[string]Value) error {
	first, unknown := "", false
	for id := range values {
		if !table.hasColumn(id) && (!unknown || id < first) {
			first, unknown = id, true
		}
	}
	if !unknown {
		return nil
	}
	_, err := table.FindColumn(first)
	return err
}
