package ledger

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"qixing/fault"
	"qixing/org"
	"qixing/store"
)

// reader scans rows of one table; its buffers are used again for each.
type reader struct {
	ledger *Ledger
	table  *Table
	dest   []any
	record Record
	times  [3]string
	texts  []sql.NullString
	nums   []sql.NullInt64
	blobs  [][]byte
}

func (l *Ledger) newReader(table *Table) *reader {
	n := len(table.Columns)
	r := &reader{ledger: l, table: table, texts: make([]sql.NullString, n), nums: make([]sql.NullInt64, n), blobs: make([][]byte, n)}
	x := &r.record
	r.dest = []any{&x.ID, &x.UnitID, &x.PersonID, &x.State, &x.Revision, &x.Action, &x.Reason, &x.ChangedBy, &r.times[0],
		&x.FilledBy, &r.times[1], &x.CheckedBy, &r.times[2], &x.Deleted}
	for i, column := range table.Columns {
		switch {
		case column.Secret:
			r.dest = append(r.dest, &r.blobs[i])
		case storageOf(column.Field) == numberStorage:
			r.dest = append(r.dest, &r.nums[i])
		default:
			r.dest = append(r.dest, &r.texts[i])
		}
	}
	return r
}

type scanner interface{ Scan(dest ...any) error }

// read gives one record. Encrypted values are opened; whoever shows them masks them first.
func (r *reader) read(row scanner) (Record, error) {
	if err := row.Scan(r.dest...); err != nil {
		return Record{}, err
	}
	record := r.record
	for i, at := range []*time.Time{&record.ChangedAt, &record.FilledAt, &record.CheckedAt} {
		if r.times[i] == "" {
			continue
		}
		var err error
		if *at, err = store.ParseTime(r.times[i]); err != nil {
			return Record{}, fmt.Errorf("record %d: %w", record.ID, err)
		}
	}
	record.Values = make(map[string]Value, len(r.table.Columns))
	for i, column := range r.table.Columns {
		value, err := r.value(i, column)
		if err != nil {
			return Record{}, fmt.Errorf("record %d, field %s: %w", record.ID, column.Field.ID, err)
		}
		if value.Present {
			record.Values[column.Field.ID] = value
		}
	}
	return record, nil
}

func (r *reader) value(i int, column Column) (Value, error) {
	kind := storageOf(column.Field)
	switch {
	case column.Secret:
		text, err := r.ledger.unseal(r.table.Name, r.record.ID, column.Name, r.blobs[i])
		if err != nil {
			return Value{}, err
		}
		return fromCanonical(text, kind)
	case kind == numberStorage:
		return Value{Present: r.nums[i].Valid, Number: r.nums[i].Int64}, nil
	}
	return fromCanonical(r.texts[i].String, kind)
}

// cells gives what a record's columns hold, in the order of columnNames.
func (l *Ledger) cells(table *Table, record *Record) ([]any, error) {
	var cells []any
	for _, column := range table.Columns {
		value, kind := record.Values[column.Field.ID], storageOf(column.Field)
		switch {
		case column.Secret:
			sealed, index, err := l.seal(table.Name, record.ID, column.Name, value.canonical(kind))
			if err != nil {
				return nil, fmt.Errorf("encrypt %s: %w", column.Field.ID, err)
			}
			cells = append(cells, sealed, index)
		case !value.Present:
			cells = append(cells, nil)
		case kind == numberStorage:
			cells = append(cells, value.Number)
		default:
			cells = append(cells, value.canonical(kind))
		}
	}
	return cells, nil
}

func (t *Table) columnNames() []string {
	var names []string
	for _, column := range t.Columns {
		names = append(names, quoted(column.Name))
		if column.Secret {
			names = append(names, quoted(secretIndex(column.Name)))
		}
	}
	return names
}

func (l *Ledger) cellOf(table string, row int64, column string) org.Cell {
	return org.Cell{County: l.County, Table: table, Row: row, Column: column}
}

// seal encrypts a text for one place, with an index by which equal texts can be found. Nothing stays nothing.
func (l *Ledger) seal(table string, row int64, column, text string) (sealed, index any, err error) {
	if text == "" {
		return nil, nil, nil
	}
	if l.keys == nil {
		return nil, nil, fault.Internal(errors.New("the ledger was opened without keys"))
	}
	box, err := l.keys.Seal(l.cellOf(table, row, column), []byte(text))
	return box, l.blind(table, column, text), err
}

func (l *Ledger) unseal(table string, row int64, column string, sealed []byte) (string, error) {
	if len(sealed) == 0 {
		return "", nil
	}
	if l.keys == nil {
		return "", fault.Internal(errors.New("the ledger was opened without keys"))
	}
	text, err := l.keys.Open(l.cellOf(table, row, column), sealed)
	return string(text), err
}

// blind gives the same index for the same text in the same column of the county, and tells nothing else of it.
func (l *Ledger) blind(table, column, text string) string {
	return hex.EncodeToString(l.keys.BlindIndex(l.County+"."+table, column, []byte(text)))
}

// findRow reads one record of a table, deleted or not.
func (l *Ledger) findRow(ctx context.Context, tx *store.Tx, table *Table, id int64) (Record, error) {
	row := tx.QueryRow(ctx, `SELECT `+table.reading+` FROM `+table.Name+` WHERE county = $1 AND id = $2`, l.County, id)
	record, err := l.newReader(table).read(row)
	if errors.Is(err, sql.ErrNoRows) {
		return Record{}, noRecord(table, id)
	}
	if err != nil {
		return Record{}, fmt.Errorf("read record %d of %s: %w", id, table.Register.ID, err)
	}
	return record, nil
}

func noRecord(table *Table, id int64) error {
	return fault.NotFound("ledger.no_record", fault.Args{"register": table.Register, "record": id})
}

var stampNames = []string{"unit_id", "person_id", "state", "revision", "action", "remark", "changed_by", "changed_at",
	"filled_by", "filled_at", "checked_by", "checked_at", "search_text", "unique_key", "deleted"}

func (l *Ledger) stamps(table *Table, r *Record) []any {
	var key any
	if text := l.uniqueKey(table, r); text != "" {
		key = text
	}
	deleted := 0
	if r.Deleted {
		deleted = 1
	}
	return []any{r.UnitID, r.PersonID, string(r.State), r.Revision, string(r.Action), r.Reason, r.ChangedBy, timeText(r.ChangedAt),
		r.FilledBy, timeText(r.FilledAt), r.CheckedBy, timeText(r.CheckedAt), searchText(table, r), key, deleted}
}

func timeText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return store.FormatTime(t)
}

// insertRows writes new records, many to a statement. That one of them is there already is found while writing, not asked before.
func (l *Ledger) insertRows(ctx context.Context, tx *store.Tx, table *Table, records []*Record, lang string) error {
	const batch = 40
	tx.Touch(l.County, PartOf(table.Register.ID))
	for len(records) > 0 {
		n := min(batch, len(records))
		args := make([]any, 0, n*len(table.written))
		for _, record := range records[:n] {
			cells, err := l.cells(table, record)
			if err != nil {
				return err
			}
			args = append(append(append(args, l.County, record.ID), l.stamps(table, record)...), cells...)
		}
		result, err := tx.Exec(ctx, table.inserting(tx.Dialect(), n), args...)
		if err != nil {
			return fmt.Errorf("save records of %s: %w", table.Register.ID, err)
		}
		if saved, err := result.RowsAffected(); err != nil || saved != int64(n) {
			return errors.Join(err, l.findDuplicate(ctx, tx, table, records[:n], lang))
		}
		records = records[n:]
	}
	return nil
}

// findDuplicate says which of the records is there already.
func (l *Ledger) findDuplicate(ctx context.Context, tx *store.Tx, table *Table, records []*Record, lang string) error {
	for _, record := range records {
		if err := l.refuseDuplicate(ctx, tx, table, record, lang); err != nil {
			return err
		}
	}
	return fault.Internal(fmt.Errorf("not all records of %s were saved", table.Register.ID))
}

// inserting is the statement for so many new records. OR FAIL spares SQLite the journal by which it could undo a single statement
// of many rows: a statement that failed ends the transaction anyway.
func (t *Table) inserting(dialect store.Dialect, rows int) string {
	into := `INSERT INTO `
	if dialect == store.SQLite {
		into = `INSERT OR FAIL INTO `
	}
	return into + t.Name + ` (` + strings.Join(t.written, ", ") + `) VALUES ` + tuples(dialect, rows, len(t.written)) + ` ON CONFLICT DO NOTHING`
}

// tuples writes the placeholders of several rows. SQLite looks every name of a placeholder up among all, so that thousands
// of them are better without names.
func tuples(dialect store.Dialect, rows, columns int) string {
	var text strings.Builder
	for i := range rows * columns {
		switch {
		case i > 0 && i%columns == 0:
			text.WriteString("), (")
		case i == 0:
			text.WriteString("(")
		default:
			text.WriteString(", ")
		}
		if dialect == store.SQLite {
			text.WriteString("?")
		} else {
			fmt.Fprintf(&text, "$%d", i+1)
		}
	}
	return text.String() + ")"
}

// updateRow writes a record that is there; from is the revision it must still have.
func (l *Ledger) updateRow(ctx context.Context, tx *store.Tx, table *Table, record *Record, from int64) error {
	cells, err := l.cells(table, record)
	if err != nil {
		return err
	}
	args := append(l.stamps(table, record), cells...)
	var sets []string
	for i, name := range table.written[2:] {
		sets = append(sets, fmt.Sprintf("%s = $%d", name, i+1))
	}
	query := fmt.Sprintf(`UPDATE %s SET %s WHERE county = $%d AND id = $%d AND revision = $%d`,
		table.Name, strings.Join(sets, ", "), len(args)+1, len(args)+2, len(args)+3)
	tx.Touch(l.County, PartOf(table.Register.ID))
	result, err := tx.Exec(ctx, query, append(args, l.County, record.ID, from)...)
	if err != nil {
		return fmt.Errorf("save record %d of %s: %w", record.ID, table.Register.ID, err)
	}
	if n, err := result.RowsAffected(); err != nil || n != 1 {
		return l.conflict(ctx, tx, table, record.ID, from)
	}
	return nil
}
