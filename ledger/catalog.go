package ledger

import (
	"context"
	"fmt"
	"maps"
	"strings"

	"qixing/pack"
	"qixing/store"
)

// catalog is what the database knows of register tables, before a pack is applied.
type catalog struct {
	tables  map[string]catalogTable    // this county's, by register
	columns map[string][]catalogColumn // this county's, by table; with the retired ones
	all     map[string]map[string]string
	sharers map[string]int  // counties that use a table
	retired map[string]bool // tables that this county has left behind
}

type catalogTable struct {
	name     string
	computed string
}

type catalogColumn struct {
	name, field, sqlType string
	fieldType            pack.FieldType
	retired              bool
}

// loadCatalog reads all of it, to plan changes of tables that counties share.
func loadCatalog(ctx context.Context, tx *store.Tx, county string) (*catalog, error) {
	c := newCatalog()
	return c, c.read(ctx, tx, county, c.readTables, c.readColumns, c.readShared, c.readSharers)
}

// loadOwn reads what the county itself has: opening a ledger needs no more, however many counties there are.
func loadOwn(ctx context.Context, tx *store.Tx, county string) (*catalog, error) {
	c := newCatalog()
	return c, c.read(ctx, tx, county, c.readTables, c.readColumns)
}

func newCatalog() *catalog {
	return &catalog{tables: map[string]catalogTable{}, columns: map[string][]catalogColumn{},
		all: map[string]map[string]string{}, sharers: map[string]int{}, retired: map[string]bool{}}
}

func (c *catalog) read(ctx context.Context, tx *store.Tx, county string, reads ...func(context.Context, *store.Tx, string) error) error {
	for _, read := range reads {
		if err := read(ctx, tx, county); err != nil {
			return fmt.Errorf("read the catalogue of registers: %w", err)
		}
	}
	return nil
}

func (c *catalog) readTables(ctx context.Context, tx *store.Tx, county string) error {
	rows, err := tx.Query(ctx, `SELECT register, table_name, computed, retired_at IS NOT NULL FROM registers WHERE county = $1`, county)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var register string
		var table catalogTable
		var retired bool
		if err := rows.Scan(&register, &table.name, &table.computed, &retired); err != nil {
			return err
		}
		if retired {
			c.retired[table.name] = true
		} else {
			c.tables[register] = table
		}
	}
	return rows.Err()
}

func (c *catalog) readColumns(ctx context.Context, tx *store.Tx, county string) error {
	rows, err := tx.Query(ctx, `SELECT table_name, column_name, field, field_type, sql_type, retired_at IS NOT NULL
		FROM register_columns WHERE county = $1 ORDER BY table_name, column_name`, county)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var table string
		var column catalogColumn
		err := rows.Scan(&table, &column.name, &column.field, &column.fieldType, &column.sqlType, &column.retired)
		if err != nil {
			return err
		}
		c.columns[table] = append(c.columns[table], column)
	}
	return rows.Err()
}

// readShared reads the columns that exist, whichever county had them made.
func (c *catalog) readShared(ctx context.Context, tx *store.Tx, _ string) error {
	rows, err := tx.Query(ctx, `SELECT DISTINCT table_name, column_name, sql_type FROM register_columns`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var table, column, sqlType string
		if err := rows.Scan(&table, &column, &sqlType); err != nil {
			return err
		}
		if c.all[table] == nil {
			c.all[table] = map[string]string{}
		}
		c.all[table][column] = sqlType
	}
	return rows.Err()
}

func (c *catalog) readSharers(ctx context.Context, tx *store.Tx, _ string) error {
	rows, err := tx.Query(ctx, `SELECT table_name, count(DISTINCT county) FROM registers GROUP BY table_name`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var table string
		var counties int
		if err := rows.Scan(&table, &counties); err != nil {
			return err
		}
		c.sharers[table] = counties
	}
	return rows.Err()
}

// findActive gives the county's column of a field, if it has one in use.
func (c *catalog) findActive(table, field string) (catalogColumn, bool) {
	for _, column := range c.columns[table] {
		if column.field == field && !column.retired {
			return column, true
		}
	}
	return catalogColumn{}, false
}

// freeTable gives the table for a new register: reg_<id>, unless the county has had it for something else.
func (c *catalog) freeTable(register string) string {
	taken := maps.Clone(c.retired)
	for _, table := range c.tables {
		taken[table.name] = true
	}
	name := "reg_" + register
	for n := 2; taken[name]; n++ {
		name = fmt.Sprintf("reg_%s_%d", register, n)
	}
	return name
}

// freeName gives the column for a new field: the field's own name unless the county had it for something else, or it exists
// with another type.
func (c *catalog) freeName(table, field, sqlType string) (name string, exists bool) {
	for n := 1; ; n++ {
		name = field
		if n > 1 {
			name = fmt.Sprintf("%s_%d", field, n)
		}
		have, exists := c.all[table][name]
		if c.had(table, name) || c.indexed(table, name) || (exists && have != sqlType) {
			continue
		}
		return name, exists
	}
}

func (c *catalog) had(table, name string) bool {
	for _, column := range c.columns[table] {
		if column.name == name {
			return true
		}
	}
	return false
}

// indexed tells whether a name is the blind index of an encrypted column.
func (c *catalog) indexed(table, name string) bool {
	base, ok := strings.CutSuffix(name, "_index")
	return ok && c.all[table][base] == "BYTEA"
}
