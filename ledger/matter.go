package ledger

import (
	"context"
	"database/sql"
	"errors"
	"maps"

	"qixing/expression"
	"qixing/fault"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

// leaveToSteps refuses what only the steps of a matter may do to a record: its status is set by them, the fields that they fill too,
// and outside the states in which the form may be edited nothing changes but by them. A new record begins in the first state; old is
// nil then.
func (l *Ledger) leaveToSteps(table *Table, old, record *Record, lang string) error {
	matter, ok := l.Pack.MatterOf(table.Register.ID)
	if !ok {
		return nil
	}
	before := map[string]Value{matter.Status: TextValue(matter.Start)}
	if l.begin(table, record); old != nil {
		before = old.Values
	}
	if status := before[matter.Status].Text; old != nil && !matter.IsEditable(status) {
		return underWay(table, matter, status, lang)
	}
	return onlyForm(table, matter, before, record.Values, lang)
}

// begin gives a record of a matter that has no state the first one.
func (l *Ledger) begin(table *Table, record *Record) {
	matter, ok := l.Pack.MatterOf(table.Register.ID)
	if ok && record.Values != nil && !record.Values[matter.Status].Present {
		record.Values[matter.Status] = TextValue(matter.Start)
	}
}

// underWay says why a record can't be changed in a state.
func underWay(table *Table, matter *pack.Matter, status, lang string) error {
	args := fault.Args{"matter": pack.In(lang, matter.Title, matter.TitleEN), "status": status}
	if field, ok := table.Register.FindField(matter.Status); ok {
		if option, ok := field.FindOption(status); ok {
			args["status"] = pack.In(lang, option.Title, option.TitleEN)
		}
	}
	if matter.IsFinal(status) {
		return fault.Conflict("ledger.matter_over", args)
	}
	return fault.Conflict("ledger.matter_under_way", args)
}

// onlyForm names every changed field that isn't one of the matter's form.
func onlyForm(table *Table, matter *pack.Matter, before, after map[string]Value, lang string) error {
	form := map[string]bool{}
	for _, field := range matter.FormFields(table.Register) {
		form[field.ID] = true
	}
	var problems []error
	for _, column := range table.Columns {
		field := column.Field
		if form[field.ID] || field.Type == pack.Formula || after[field.ID].Equal(before[field.ID]) {
			continue
		}
		key := "ledger.field_by_steps"
		if field.ID == matter.Status {
			key = "ledger.status_by_steps"
		}
		problems = append(problems, fault.Invalid(key, fault.Args{"title": titleOf(field, lang), "matter": pack.In(lang, matter.Title, matter.TitleEN)}).At(field.ID))
	}
	return errors.Join(problems...)
}

// refuseBegun keeps a record that steps have moved from being deleted: what was done stays to be seen.
func (l *Ledger) refuseBegun(table *Table, record *Record, action Action, lang string) error {
	matter, ok := l.Pack.MatterOf(table.Register.ID)
	if !ok || action != ToDelete {
		return nil
	}
	if status := record.Values[matter.Status].Text; status != matter.Start && status != "" {
		return underWay(table, matter, status, lang)
	}
	return nil
}

// Stepping is a change that a step of a matter makes to a record.
type Stepping struct {
	ID       int64
	Revision int64 // the one that whoever takes the step saw
	To       string
	Changes  map[string]Value // the fields that the step fills; an empty Value clears
	Reason   string
}

// TakeStep changes a record of a matter as one of its steps does, and gives it as it was and as it is. Whether who may take the step is
// for the caller to know.
func (l *Ledger) TakeStep(ctx context.Context, tx *store.Tx, who org.Principal, matter *pack.Matter, step Stepping) (old, record Record, err error) {
	table, err := l.FindTable(matter.Register)
	if err != nil {
		return old, record, err
	}
	if err := tx.Lock(ctx, lockName(l.County, step.ID)); err != nil {
		return old, record, err
	}
	if old, err = l.findRow(ctx, tx, table, step.ID); err != nil {
		return old, record, err
	}
	if old.Revision != step.Revision {
		return old, record, l.conflict(ctx, tx, table, step.ID, step.Revision)
	}
	record = old
	if err := record.move(ToStep); err != nil {
		return old, record, err
	}
	record.Values = overlay(table, old.Values, step.Changes)
	record.Values[matter.Status] = TextValue(step.To)
	record.Reason, record.ChangedBy, record.ChangedAt = step.Reason, who.AccountID, tx.Now
	record.Revision++
	return old, record, l.writeStep(ctx, tx, who, table, &old, &record)
}

func (l *Ledger) writeStep(ctx context.Context, tx *store.Tx, who org.Principal, table *Table, old, record *Record) error {
	if err := l.validateAll(table, record, l.Pack.Values(today(tx)), who.Language); err != nil {
		return err
	}
	if err := l.validateReferences(ctx, tx, table, record, who.Language); err != nil {
		return err
	}
	if err := l.refuseDuplicate(ctx, tx, table, record, who.Language); err != nil {
		return err
	}
	if err := l.rewrite(ctx, tx, table, old, record); err != nil {
		return err
	}
	return l.linkFiles(ctx, tx, table, record)
}

// ReceiveRecord fills in a record for somebody who has no right to fill the register, as for a public form. The caller has made sure
// that the register may be filled so.
func (l *Ledger) ReceiveRecord(ctx context.Context, tx *store.Tx, who org.Principal, register string, in Record) (Record, error) {
	table, err := l.FindTable(register)
	if err != nil {
		return Record{}, err
	}
	record := Record{UnitID: in.UnitID, PersonID: in.PersonID, Values: maps.Clone(in.Values)}
	if err := l.settleOwner(ctx, tx, table, &record, who.Language); err != nil {
		return Record{}, err
	}
	return l.add(ctx, tx, who, table, record, ToFill)
}

// OpenRecord gives a record whoever asks, deleted or not, its secrets masked: for rooms above that know who may see what of it.
func (l *Ledger) OpenRecord(ctx context.Context, tx *store.Tx, register string, id int64) (Record, error) {
	table, err := l.FindTable(register)
	if err != nil {
		return Record{}, err
	}
	record, err := l.findRow(ctx, tx, table, id)
	if err == nil {
		mask(table, &record)
	}
	return record, err
}

// EachRecord walks through the records of a register that count and pass all filters, oldest first, secrets
// masked: for computations of the rooms above that show no record to anybody who mayn't see it.
func (l *Ledger) EachRecord(ctx context.Context, tx *store.Tx, register string, filters []Filter, do func(Record) error) error {
	table, err := l.FindTable(register)
	if err != nil {
		return err
	}
	s := &selection{ledger: l, table: table, args: []any{l.County}, conditions: []string{table.countedStates()}}
	for _, filter := range filters {
		if err := s.filter(ctx, tx, filter); err != nil {
			return err
		}
	}
	return s.each(ctx, tx, " ORDER BY id", func(r Record) error {
		mask(table, &r)
		return do(r)
	})
}

// MayRead tells whether who may read a record.
func (l *Ledger) MayRead(who org.Principal, register string, record Record) bool {
	table, err := l.FindTable(register)
	return err == nil && l.mayRead(who, table.Register, &record)
}

// Holds tells whether a condition on a register's fields holds for values. What isn't known doesn't hold; no condition always does.
func Holds(register *pack.Register, condition *pack.Condition, values map[string]Value) bool {
	if condition == nil || condition.Compiled == nil {
		return true
	}
	result, err := condition.Compiled.Evaluate(func(name string) expression.Operand { return operandOf(register, name, values) })
	return err == nil && result.State == expression.Present && result.Number != 0
}

// FirstFiller gives the account that wrote a record down first, 0 if nobody was signed in.
func (l *Ledger) FirstFiller(ctx context.Context, tx *store.Tx, r Record) (int64, error) {
	if r.Revision == 1 {
		return r.ChangedBy, nil
	}
	var first int64
	err := tx.QueryRow(ctx, `SELECT actor FROM record_history WHERE county = $1 AND record_id = $2 AND revision = 1`, l.County, r.ID).Scan(&first)
	if errors.Is(err, sql.ErrNoRows) {
		return r.FilledBy, nil
	}
	return first, err
}
