package ledger

import (
	"context"
	"fmt"

	"qixing/fault"
	"qixing/pack"
	"qixing/store"
)

// recompute computes formulas and unique keys of a county's rows anew, after the pack changed them. Encrypted values take
// part by their index only, so that this needs no key.
func (p Plan) recompute(ctx context.Context, tx *store.Tx, step Step) error {
	table, err := loadTableOf(ctx, tx, p.County, step)
	if err != nil {
		return err
	}
	table = plainTable(table)
	l := &Ledger{County: p.County, Pack: p.Pack}
	records, err := l.readPlain(ctx, tx, table)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `UPDATE `+step.Table+` SET unique_key = NULL WHERE county = $1`, p.County); err != nil {
		return err
	}
	seen := map[string]int64{}
	for i := range records {
		if err := l.recomputeRow(ctx, tx, table, &records[i], seen); err != nil {
			return err
		}
	}
	return exec(ctx, tx, `UPDATE registers SET computed = $1 WHERE county = $2 AND table_name = $3`,
		computedOf(step.register), p.County, step.Table)
}

func loadTableOf(ctx context.Context, tx *store.Tx, county string, step Step) (*Table, error) {
	c, err := loadCatalog(ctx, tx, county)
	if err != nil {
		return nil, err
	}
	columns, err := c.columnsOf(step.register, step.Table)
	if err != nil {
		return nil, err
	}
	return newTable(step.register, step.Table, columns), nil
}

// plainTable reads the index of each secret in place of it, as text.
func plainTable(table *Table) *Table {
	columns := make([]Column, len(table.Columns))
	for i, column := range table.Columns {
		if column.Secret {
			field := *column.Field
			field.Type = pack.Text
			column = Column{Field: &field, Name: secretIndex(column.Name)}
		}
		columns[i] = column
	}
	return newTable(table.Register, table.Name, columns)
}

func (l *Ledger) readPlain(ctx context.Context, tx *store.Tx, plain *Table) ([]Record, error) {
	s := &selection{ledger: l, table: plain, args: []any{l.County}, conditions: []string{"deleted = 0"}}
	var records []Record
	err := s.each(ctx, tx, " ORDER BY id", func(r Record) error { records = append(records, r); return nil })
	return records, err
}

func (l *Ledger) recomputeRow(ctx context.Context, tx *store.Tx, table *Table, r *Record, seen map[string]int64) error {
	if err := compute(table.Register, r.Values); err != nil {
		return fmt.Errorf("record %d: %w", r.ID, err)
	}
	key := l.uniqueKey(table, r)
	if other, ok := seen[key]; ok && key != "" {
		return fault.Conflict("ledger.unique_breaks", fault.Args{"register": table.Register, "fields": uniqueTitles(table, "zh"), "one": other, "other": r.ID})
	}
	seen[key] = r.ID
	var unique any
	if key != "" {
		unique = key
	}
	query, args := `UPDATE `+table.Name+` SET unique_key = $1`, []any{unique}
	for _, column := range table.Columns {
		if column.Field.Type != pack.Formula {
			continue
		}
		cells, err := l.cells(&Table{Columns: []Column{column}}, r)
		if err != nil {
			return err
		}
		args = append(args, cells...)
		query += fmt.Sprintf(", %s = $%d", quoted(column.Name), len(args))
	}
	args = append(args, l.County, r.ID)
	return exec(ctx, tx, query+fmt.Sprintf(` WHERE county = $%d AND id = $%d`, len(args)-1, len(args)), args...)
}
