package ledger

import (
	"slices"
	"strings"

	"qixing/fault"
	"qixing/pack"
)

// Table is a register as a table: which column holds which field. Counties that have the same register share its table,
// each with its own view of the columns.
type Table struct {
	Register *pack.Register
	Name     string
	Columns  []Column

	reading string   // the columns in the order in which scanRecord takes them
	written []string // all columns, as insertRows fills them; the first two, county and id, say which row it is
}

// Column is a field's column.
type Column struct {
	Field  *pack.Field
	Name   string
	Secret bool // encrypted; a column <name>_index finds equal values
}

// systemColumns are what every register's table has, before the fields' columns.
var systemColumns = []struct{ name, definition string }{
	{"county", "TEXT NOT NULL"},
	{"id", "BIGINT NOT NULL"},
	{"unit_id", "BIGINT NOT NULL"},
	{"person_id", "BIGINT NOT NULL"},
	{"state", "TEXT NOT NULL"},
	{"revision", "BIGINT NOT NULL"},
	{"action", "TEXT NOT NULL"},
	{"remark", "TEXT NOT NULL"},
	{"changed_by", "BIGINT NOT NULL"},
	{"changed_at", "TEXT NOT NULL"},
	{"filled_by", "BIGINT NOT NULL"},
	{"filled_at", "TEXT NOT NULL"},
	{"checked_by", "BIGINT NOT NULL"},
	{"checked_at", "TEXT NOT NULL"},
	{"search_text", "TEXT NOT NULL"},
	{"unique_key", "TEXT"},
	{"deleted", "INTEGER NOT NULL"},
}

// ReservedColumns are the names that a field can't have.
func ReservedColumns() []string {
	names := make([]string, len(systemColumns))
	for i, column := range systemColumns {
		names[i] = column.name
	}
	return names
}

// readColumns are the system columns in the order of scanRecord.
const readColumns = "id, unit_id, person_id, state, revision, action, remark, changed_by, changed_at, filled_by, filled_at, checked_by, checked_at, deleted"

func newTable(register *pack.Register, name string, columns []Column) *Table {
	table := &Table{Register: register, Name: name, Columns: columns}
	names := []string{readColumns}
	for _, column := range columns {
		names = append(names, quoted(column.Name))
	}
	table.reading = strings.Join(names, ", ")
	table.written = slices.Concat([]string{"county", "id"}, stampNames, table.columnNames())
	return table
}

// FindColumn gives the column of a field.
func (t *Table) FindColumn(field string) (*Column, error) {
	for i := range t.Columns {
		if t.Columns[i].Field.ID == field {
			return &t.Columns[i], nil
		}
	}
	return nil, fault.NotFound("ledger.no_field", fault.Args{"field": field, "register": t.Register}).At(field)
}

func (t *Table) hasColumn(field string) bool {
	return slices.ContainsFunc(t.Columns, func(c Column) bool { return c.Field.ID == field })
}

// DatedColumn is the column by which records belong to a period, or nil.
func (t *Table) DatedColumn() *Column {
	field, ok := t.Register.DatedField()
	if !ok {
		return nil
	}
	column, _ := t.FindColumn(field.ID)
	return column
}

// summed are the columns that a list adds up.
func (t *Table) summed() (columns []Column) {
	for _, column := range t.Columns {
		if column.Field.Type.IsNumber() && storageOf(column.Field) == numberStorage && !column.Secret {
			columns = append(columns, column)
		}
	}
	return columns
}

// countedStates is the SQL condition under which a record counts.
func (t *Table) countedStates() string {
	if len(t.Register.CheckedBy) == 0 {
		return `deleted = 0 AND state IN ('filled', 'checked')`
	}
	return `deleted = 0 AND state = 'checked'`
}

func quoted(name string) string { return `"` + name + `"` }

func secretIndex(column string) string { return column + "_index" }
