package matter

import (
	"context"

	"qixing/calendar"
	"qixing/fault"
	"qixing/ledger"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

// ListChildren gives the records of a child register that belong to a matter, the newest first, as far as who may read them.
func ListChildren(ctx context.Context, tx *store.Tx, who org.Principal, books *ledger.Ledger, child *pack.Child, record int64) ([]ledger.Record, error) {
	table, err := books.FindTable(child.ID)
	if err != nil || !books.MayReadAny(who, table.Register) || table.Register.Sensitive {
		return nil, err
	}
	page, err := books.List(ctx, tx, who, ledger.Query{Register: child.ID, Limit: 200,
		Filters: []ledger.Filter{{Field: child.Field, Operator: ledger.Equals, Values: []ledger.Value{ledger.NumberValue(record)}}}})
	return page.Records, err
}

// NewChild gives what a new record of a child register begins with: the matter, the present date or period, and whatever the register
// carries over from the one before.
func (d *Desk) NewChild(ctx context.Context, tx *store.Tx, who org.Principal, books *ledger.Ledger, m Matter, register string) (map[string]ledger.Value, error) {
	var child *pack.Child
	for _, one := range m.Policy.Children {
		if one.ID == register {
			child = one
		}
	}
	if child == nil {
		return nil, fault.NotFound("matter.no_child", fault.Args{"register": register})
	}
	table, err := books.FindTable(register)
	if err != nil {
		return nil, err
	}
	earlier, err := ListChildren(ctx, tx, who, books, child, m.Record.ID)
	if err != nil {
		return nil, err
	}
	values := map[string]ledger.Value{child.Field: ledger.NumberValue(m.Record.ID)}
	if len(earlier) > 0 {
		for _, id := range child.Carry {
			if value := earlier[0].Values[id]; value.Present {
				values[id] = value
			}
		}
	}
	if dated, ok := table.Register.DatedField(); ok {
		values[dated.ID] = presentDay(dated.Type, calendar.DateOf(tx.Now))
	}
	return values, nil
}
