package ledger

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"qixing/pack"
	"qixing/store"
)

// mostCovered is how many columns an index carries at most beside its own: with more it would be the table once again.
const mostCovered = 10

// index is an index of the records that are not deleted: ordered by its columns and then by id. What it covers it only carries, so that
// counts, sums and measures needn't open the records.
type index struct {
	columns []string
	covers  []string
}

// makeIndexes makes what lists, measures and uniqueness need, and drops what they no longer do.
func (p Plan) makeIndexes(ctx context.Context, tx *store.Tx) error {
	c, err := loadCatalog(ctx, tx, p.County)
	if err != nil {
		return err
	}
	tables, err := c.tablesOf(p.Pack)
	if err != nil {
		return err
	}
	for _, register := range p.Pack.Registers {
		table := tables[register.ID]
		wanted, err := makeIndexesOf(ctx, tx, table)
		if err == nil && c.sharers[table.Name] <= 1 {
			err = dropOthers(ctx, tx, table.Name, wanted)
		}
		if err != nil {
			return fmt.Errorf("index %s: %w", table.Name, err)
		}
	}
	return nil
}

func makeIndexesOf(ctx context.Context, tx *store.Tx, table *Table) (names []string, err error) {
	for _, one := range indexesOf(table) {
		name := indexName(table.Name, slices.Concat(one.columns, one.covers)...)
		if err := exec(ctx, tx, "CREATE INDEX IF NOT EXISTS "+name+" ON "+table.Name+one.definition(tx.Dialect())+" WHERE deleted = 0"); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	unique := indexName(table.Name, "unique_key")
	err = exec(ctx, tx, "CREATE UNIQUE INDEX IF NOT EXISTS "+unique+" ON "+table.Name+" (county, unique_key) WHERE deleted = 0")
	return append(names, unique), err
}

// definition makes nothing come first on PostgreSQL, as it does on SQLite, which has no INCLUDE.
func (x index) definition(on store.Dialect) string {
	if on == store.SQLite {
		return " (county, " + strings.Join(slices.Concat(x.columns, []string{"id"}, x.covers), ", ") + ")"
	}
	text := " (county, " + strings.Join(x.columns, " NULLS FIRST, ") + " NULLS FIRST, id)"
	if len(x.covers) > 0 {
		text += " INCLUDE (" + strings.Join(x.covers, ", ") + ")"
	}
	return text
}

// dropOthers drops the indexes that earlier packs or versions made for a table.
func dropOthers(ctx context.Context, tx *store.Tx, table string, wanted []string) error {
	names, err := listIndexes(ctx, tx, table)
	if err != nil {
		return err
	}
	for _, name := range names {
		if slices.Contains(wanted, name) {
			continue
		}
		if err := exec(ctx, tx, "DROP INDEX "+quoted(name)); err != nil {
			return err
		}
	}
	return nil
}

// listIndexes gives the indexes of a table that were made here.
func listIndexes(ctx context.Context, tx *store.Tx, table string) (names []string, err error) {
	query := `SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = $1 ORDER BY name`
	if tx.Dialect() == store.PostgreSQL {
		query = `SELECT indexname FROM pg_indexes WHERE schemaname = current_schema() AND tablename = $1 ORDER BY indexname`
	}
	rows, err := tx.Query(ctx, query, table)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		if strings.HasPrefix(name, indexPrefix(table)) {
			names = append(names, name)
		}
	}
	return names, rows.Err()
}

func indexesOf(table *Table) []index {
	dated := datedColumns(table)
	owner := append([]string{"unit_id"}, dated...)
	keys := [][]string{owner, {"state"}}
	if len(dated) > 0 {
		keys = append(keys, dated)
	}
	for _, column := range requiredChoices(table) {
		keys = append(keys, append([]string{column}, dated...))
	}
	covered := coveredBy(table)
	var indexes []index
	for _, columns := range keys {
		covers := slices.DeleteFunc(slices.Clone(covered), func(column string) bool { return slices.Contains(columns, column) })
		indexes = append(indexes, index{columns, covers})
	}
	if table.Register.Owner == "person" {
		indexes = append(indexes, index{columns: []string{"person_id"}})
	}
	for _, fields := range table.Register.Indexes {
		if columns := declaredIndex(table, fields); columns != nil {
			indexes = append(indexes, index{columns: columns})
		}
	}
	return indexes
}

// coveredBy is what lists count and add up and what they are most filtered by; none if it is too much.
func coveredBy(table *Table) []string {
	covered := append([]string{"unit_id", "state"}, datedColumns(table)...)
	if table.Register.Owner == "person" {
		covered = append(covered, "person_id")
	}
	covered = append(covered, requiredChoices(table)...)
	for _, column := range table.summed() {
		covered = append(covered, quoted(column.Name))
	}
	if len(covered) > mostCovered {
		return nil
	}
	return covered
}

func datedColumns(table *Table) []string {
	if dated := table.DatedColumn(); dated != nil {
		return []string{quoted(dated.Name)}
	}
	return nil
}

// requiredChoices are what lists are filtered by: what everybody must choose.
func requiredChoices(table *Table) (names []string) {
	for _, column := range table.Columns {
		if column.Field.Type == pack.Choice && column.Field.Required && !column.Secret {
			names = append(names, quoted(column.Name))
		}
	}
	return names
}

func declaredIndex(table *Table, fields []string) []string {
	var columns []string
	for _, id := range fields {
		if id == "owner" || id == table.Register.Owner {
			columns = append(columns, ownerColumn(table.Register))
		} else if column, err := table.FindColumn(id); err == nil && !column.Secret {
			columns = append(columns, quoted(column.Name))
		}
	}
	return columns
}

// indexName stays within PostgreSQL's 63 characters.
func indexName(table string, columns ...string) string {
	name := strings.ReplaceAll(indexPrefix(table)+strings.Join(columns, "_"), `"`, "")
	if len(name) <= 60 {
		return name
	}
	sum := sha256.Sum256([]byte(name))
	return name[:50] + "_" + hex.EncodeToString(sum[:4])
}

func indexPrefix(table string) string { return table + "_by_" }
