package ledger

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"qixing/fault"
)

// flush matches a batch with what is there, and writes it. Once there is a problem nothing more is written; the transaction
// will be undone.
func (im *importer) flush(ctx context.Context) error {
	batch := im.batch
	im.batch = im.batch[:0]
	existing, err := im.findExisting(ctx, batch)
	if err != nil {
		return err
	}
	var created []*Record
	for _, in := range batch {
		old := existing[im.keyOf(in)]
		record, err := im.merge(in, old)
		if err != nil {
			im.addRowProblems(in.row, err)
			continue
		}
		if err := im.caps.add(ctx, record, in.row); err != nil {
			return err
		}
		switch {
		case old == nil:
			im.report.Created++
			created = append(created, record)
		case isSame(im.table, old, record):
			im.report.Unchanged++
		default:
			im.report.Updated++
			if err := im.update(ctx, old, record); err != nil {
				return err
			}
		}
	}
	return im.insert(ctx, created)
}

// keyOf names a row within the import: by its record's number, or by its unique fields.
func (im *importer) keyOf(in *incoming) string {
	if in.number != 0 {
		return fmt.Sprintf("#%d", in.number)
	}
	in.record.State = Filled // drafts have no key
	return im.ledger.uniqueKey(im.table, &in.record)
}

// findExisting gives the records that the batch is about, by keyOf.
func (im *importer) findExisting(ctx context.Context, batch []*incoming) (map[string]*Record, error) {
	existing := map[string]*Record{}
	var keys, numbers []any
	for _, in := range batch {
		if in.number != 0 {
			numbers = append(numbers, in.number)
		} else if key := im.keyOf(in); key != "" {
			keys = append(keys, key)
		}
	}
	err := im.readExisting(ctx, "unique_key", keys, func(r *Record) string { return im.ledger.uniqueKey(im.table, r) }, existing)
	if err != nil {
		return nil, err
	}
	return existing, im.readExisting(ctx, "id", numbers, func(r *Record) string { return fmt.Sprintf("#%d", r.ID) }, existing)
}

func (im *importer) readExisting(ctx context.Context, column string, args []any, key func(*Record) string, into map[string]*Record) error {
	if len(args) == 0 {
		return nil
	}
	s := &selection{ledger: im.ledger, table: im.table, args: []any{im.ledger.County}}
	s.add("deleted = 0")
	s.add(column + " IN (" + s.marks(args) + ")")
	return s.each(ctx, im.tx, "", func(r Record) error {
		into[key(&r)] = &r
		return nil
	})
}

// merge gives the record as it will be, or everything that is wrong with it.
func (im *importer) merge(in *incoming, old *Record) (*Record, error) {
	if err := im.refuseRow(in, old); err != nil {
		return nil, err
	}
	record := &Record{UnitID: in.record.UnitID, PersonID: in.record.PersonID, State: Filled, Action: ToFill, Revision: 1}
	if old != nil {
		kept := *old
		record = &kept
		record.Values = overlay(im.table, old.Values, in.record.Values)
	} else {
		record.Values = in.record.Values
		maps.DeleteFunc(record.Values, func(_ string, value Value) bool { return !value.Present })
	}
	if old == nil || !isSame(im.table, old, record) {
		if err := im.ledger.leaveToSteps(im.table, old, record, im.who.Language); err != nil {
			return nil, err
		}
	}
	if err := im.ledger.validateAll(im.table, record, im.parameters, im.who.Language); err != nil {
		return nil, err
	}
	if old != nil && !isSame(im.table, old, record) {
		if err := record.move(ToFill); err != nil {
			return nil, err
		}
		record.Revision++
		record.Reason = ""
	}
	record.ChangedBy, record.ChangedAt = im.who.AccountID, im.tx.Now
	record.FilledBy, record.FilledAt = im.who.AccountID, im.tx.Now
	record.CheckedBy, record.CheckedAt = 0, noTime
	return record, nil
}

// refuseRow checks what a row says about itself: whether it stands twice, whom it belongs to, and whether who may fill it.
func (im *importer) refuseRow(in *incoming, old *Record) error {
	key := im.keyOf(in)
	if row, ok := im.seen[key]; ok && key != "" {
		return fault.Invalid("ledger.duplicate_in_file", fault.Args{"row": row, "fields": uniqueTitles(im.table, im.who.Language)})
	}
	im.seen[key] = in.row
	if in.number != 0 && old == nil {
		return fault.Invalid("ledger.no_record_number", fault.Args{"value": in.number})
	}
	unit := in.record.UnitID
	if old != nil {
		moved := in.record.PersonID != 0 && in.record.PersonID != old.PersonID
		if moved || (unit != 0 && unit != old.UnitID && old.PersonID == 0) {
			return fault.Invalid("ledger.owner_differs", fault.Args{"record": old.ID})
		}
		unit = old.UnitID
	}
	may, known := im.mayFill[unit]
	if !known {
		may = im.ledger.MayFill(im.who, im.table.Register, unit)
		im.mayFill[unit] = may
	}
	if !may {
		return fault.Forbidden("ledger.may_not_fill_unit", fault.Args{"unit": im.ledger.Tree.TitleOf(unit, im.who.Language)})
	}
	return nil
}

func isSame(table *Table, a, b *Record) bool {
	return !slices.ContainsFunc(table.Columns, func(c Column) bool { return !a.Values[c.Field.ID].Equal(b.Values[c.Field.ID]) })
}

// addRowProblems puts each fault of a row at the cell of its field.
func (im *importer) addRowProblems(row int, err error) {
	for _, f := range fault.List(err) {
		p := Problem{Row: row}
		for i, u := range im.uses {
			if u.kind == useField && u.column.Field.ID == f.Field {
				p.Column, p.Title = columnLetters(i), u.title
			}
		}
		im.addProblem(p, f)
	}
}

func (im *importer) isWriting() bool { return !im.how.DryRun && len(im.report.Problems) == 0 }

func (im *importer) update(ctx context.Context, old, record *Record) error {
	if !im.isWriting() {
		return nil
	}
	return im.ledger.replace(ctx, im.tx, im.table, old, record)
}

func (im *importer) insert(ctx context.Context, records []*Record) error {
	if !im.isWriting() || len(records) == 0 {
		return nil
	}
	ids, err := im.tx.NextIDs(ctx, len(records))
	if err != nil {
		return err
	}
	for i, record := range records {
		record.ID = ids[i]
	}
	return im.ledger.insertRows(ctx, im.tx, im.table, records, im.who.Language)
}
