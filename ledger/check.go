package ledger

import (
	"context"
	"time"

	"qixing/calendar"
	"qixing/fault"
	"qixing/org"
	"qixing/store"
)

// Check makes a filled record count. Whoever filled it can't.
func (l *Ledger) Check(ctx context.Context, tx *store.Tx, who org.Principal, register string, id, revision int64) (Record, error) {
	return l.act(ctx, tx, who, register, id, revision, ToCheck, "")
}

// Return sends a filled or checked record back, for a reason.
func (l *Ledger) Return(ctx context.Context, tx *store.Tx, who org.Principal, register string, id, revision int64, reason string) (Record, error) {
	return l.act(ctx, tx, who, register, id, revision, ToReturn, reason)
}

// Delete takes a record out of sight and out of every measure, for a reason. It is kept, and Restore brings it back.
func (l *Ledger) Delete(ctx context.Context, tx *store.Tx, who org.Principal, register string, id, revision int64, reason string) (Record, error) {
	return l.act(ctx, tx, who, register, id, revision, ToDelete, reason)
}

// Restore undoes Delete; a record that was checked has to be checked again.
func (l *Ledger) Restore(ctx context.Context, tx *store.Tx, who org.Principal, register string, id, revision int64) (Record, error) {
	return l.act(ctx, tx, who, register, id, revision, ToRestore, "")
}

func (l *Ledger) act(ctx context.Context, tx *store.Tx, who org.Principal, register string, id, revision int64, action Action, reason string) (Record, error) {
	table, err := l.FindTable(register)
	if err != nil {
		return Record{}, err
	}
	old, err := l.findFor(ctx, tx, who, table, id, revision)
	if err != nil {
		return Record{}, err
	}
	if err := l.mayAct(who, table, &old, action, reason); err != nil {
		return Record{}, err
	}
	if err := l.refuseBegun(table, &old, action, who.Language); err != nil {
		return Record{}, err
	}
	record := old
	if err := record.move(action); err != nil {
		return Record{}, err
	}
	record.Deleted = action == ToDelete
	record.Revision++
	record.Reason, record.ChangedBy, record.ChangedAt = reason, who.AccountID, tx.Now
	if action == ToCheck {
		record.CheckedBy, record.CheckedAt = who.AccountID, tx.Now
	} else if action != ToDelete {
		record.CheckedBy, record.CheckedAt = 0, noTime
	}
	if err := l.refuseDuplicate(ctx, tx, table, &record, who.Language); err != nil {
		return Record{}, err
	}
	if err := l.rewrite(ctx, tx, table, &old, &record); err != nil {
		return Record{}, err
	}
	mask(table, &record)
	return record, nil
}

func (l *Ledger) mayAct(who org.Principal, table *Table, record *Record, action Action, reason string) error {
	title := fault.Args{"register": table.Register}
	fills, checks := l.MayFill(who, table.Register, record.UnitID), l.MayCheck(who, table.Register, record.UnitID)
	switch {
	case (action == ToReturn || action == ToDelete) && reason == "":
		return fault.Invalid("ledger.needs_reason", nil).At("reason")
	case (action == ToCheck || action == ToReturn) && !checks:
		return fault.Forbidden("ledger.may_not_check", title)
	case action == ToCheck && record.FilledBy == who.AccountID:
		return fault.Forbidden("ledger.own_record", nil)
	case (action == ToDelete || action == ToRestore) && !fills && !checks:
		return fault.Forbidden("ledger.may_not_fill", title)
	case action == ToDelete && record.State == Checked && !checks:
		return fault.Forbidden("ledger.may_not_delete_checked", nil)
	}
	return nil
}

func shownTime(t time.Time) string {
	return calendar.DateOf(t).String() + " " + t.In(time.FixedZone("", 8*3600)).Format("15:04")
}
