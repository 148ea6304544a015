package ledger

import (
	"context"
	"fmt"
	"maps"

	"qixing/org"
	"qixing/store"
)

// AddAll writes new records in the state, by the people and at the times that they carry: for demonstration data and for moving
// from another system, never for a request. Values and owners are checked all the same; references are not. A record without
// a time has the transaction's.
func (l *Ledger) AddAll(ctx context.Context, tx *store.Tx, register string, records []Record) error {
	table, err := l.FindTable(register)
	if err != nil {
		return err
	}
	ids, err := tx.NextIDs(ctx, len(records))
	if err != nil {
		return err
	}
	parameters, units := l.Pack.Values(today(tx)), map[int64]int64{}
	rows := make([]*Record, len(records))
	for i := range records {
		record := records[i]
		record.ID, record.Values = ids[i], maps.Clone(record.Values)
		if err := l.settleCached(ctx, tx, table, &record, units); err != nil {
			return fmt.Errorf("record %d: %w", i, err)
		}
		settleStamps(tx, &record)
		l.begin(table, &record)
		if err := l.validateAll(table, &record, parameters, "zh"); err != nil {
			return fmt.Errorf("record %d: %w", i, err)
		}
		rows[i] = &record
	}
	caps := l.watchCaps(tx, table)
	for _, row := range rows {
		if err := caps.add(ctx, row, 0); err != nil {
			return err
		}
	}
	if err := l.insertRows(ctx, tx, table, rows, "zh"); err != nil {
		return err
	}
	return caps.check(ctx)
}

// settleCached is settleOwner, with the units of persons asked for once.
func (l *Ledger) settleCached(ctx context.Context, tx *store.Tx, table *Table, record *Record, units map[int64]int64) error {
	if table.Register.Owner != "person" {
		return l.settleOwner(ctx, tx, table, record, "zh")
	}
	if unit, ok := units[record.PersonID]; ok {
		record.UnitID = unit
		return nil
	}
	person, err := org.FindPerson(ctx, tx, l.County, record.PersonID)
	record.UnitID, units[record.PersonID] = person.UnitID, person.UnitID
	return err
}

func settleStamps(tx *store.Tx, record *Record) {
	record.Revision = 1
	if record.State == "" {
		record.State = Filled
	}
	record.Action = map[State]Action{Draft: ToDraft, Filled: ToFill, Checked: ToCheck, Returned: ToReturn}[record.State]
	if record.FilledAt.IsZero() {
		record.FilledAt = tx.Now
	}
	record.ChangedBy, record.ChangedAt = record.FilledBy, record.FilledAt
	if record.State == Checked {
		if record.CheckedAt.IsZero() {
			record.CheckedAt = record.FilledAt
		}
		record.ChangedBy, record.ChangedAt = record.CheckedBy, record.CheckedAt
	}
}
