package org

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"qixing/fault"
	"qixing/store"
)

// UnitRow is a unit as a list of units states it.
type UnitRow struct {
	Code           string
	Kind           Kind
	Title, TitleEN string
	Parent         string // the parent's code; "" for the county
	Line           int    // where it stands in its file, for messages
	position       int64
}

// UnitReport says what an import did.
type UnitReport struct{ Created, Updated, Unchanged int }

// ReadUnits reads a list of units: CSV with the columns code, kind, title, parent and, if wanted, title_en, in any order.
func ReadUnits(r io.Reader) ([]UnitRow, error) {
	table, err := newTable(r, "code", "kind", "title", "parent")
	if err != nil {
		return nil, fmt.Errorf("read units: %w", err)
	}
	var rows []UnitRow
	for {
		err := table.next()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read units: %w", err)
		}
		line, _ := table.csv.FieldPos(0)
		rows = append(rows, UnitRow{Code: table.cell("code"), Kind: Kind(table.cell("kind")), Title: table.cell("title"),
			TitleEN: table.cell("title_en"), Parent: table.cell("parent"), Line: line})
	}
}

// WriteUnits writes a list of units as ReadUnits reads it.
func WriteUnits(w io.Writer, rows []UnitRow) error {
	list := csv.NewWriter(w)
	lines := [][]string{{"code", "kind", "title", "parent"}}
	for _, row := range rows {
		lines = append(lines, []string{row.Code, string(row.Kind), row.Title, row.Parent})
	}
	if err := list.WriteAll(lines); err != nil {
		return fmt.Errorf("write units: %w", err)
	}
	return nil
}

// table reads CSV by the names in its first line.
type table struct {
	csv     *csv.Reader
	columns map[string]int
	row     []string
}

func newTable(r io.Reader, required ...string) (*table, error) {
	t := &table{csv: csv.NewReader(r), columns: map[string]int{}}
	t.csv.ReuseRecord = true
	header, err := t.csv.Read()
	if err != nil {
		return nil, fault.Invalid("org.list_unreadable", nil).Because(err)
	}
	for i, name := range header {
		t.columns[strings.TrimPrefix(strings.TrimSpace(name), "\ufeff")] = i
	}
	for _, name := range required {
		if _, ok := t.columns[name]; !ok {
			return nil, fault.Invalid("org.column_missing", fault.Args{"column": name})
		}
	}
	return t, nil
}

func (t *table) next() (err error) {
	if t.row, err = t.csv.Read(); err != nil && !errors.Is(err, io.EOF) {
		err = fault.Invalid("org.list_unreadable", nil).Because(err)
	}
	return err
}

// cell gives the cell under a header, or "" without such a column.
func (t *table) cell(name string) string {
	at, ok := t.columns[name]
	if !ok {
		return ""
	}
	return strings.Clone(strings.TrimSpace(t.row[at]))
}

// ImportUnits makes the county's units be as the rows say, all or nothing. A unit is recognised by its code; one that the
// rows leave out stays as it is. The rows' order among siblings becomes theirs. demo marks what is created.
func ImportUnits(ctx context.Context, tx *store.Tx, county string, rows []UnitRow, demo bool) (UnitReport, error) {
	tree, err := LoadTree(ctx, tx, county)
	if err != nil {
		return UnitReport{}, err
	}
	rows, err = parentsFirst(tree, rows)
	if err != nil {
		return UnitReport{}, err
	}
	in := importer{tree: tree, paths: map[string]Unit{}, demo: demo, day: tx.Now.Format("2006-01-02")}
	if in.ids, err = tx.NextIDs(ctx, in.unknown(rows)); err != nil {
		return UnitReport{}, err
	}
	for _, row := range rows {
		in.take(row)
	}
	for _, u := range in.updated {
		if err := updateUnit(ctx, tx, county, u); err != nil {
			return UnitReport{}, err
		}
	}
	return in.report, insertUnits(ctx, tx, county, in.created)
}

// parentsFirst checks the rows and puts each after its parent. Every fault is reported at once.
func parentsFirst(tree *Tree, rows []UnitRow) ([]UnitRow, error) {
	byCode, err := checkRows(tree, rows)
	if err != nil {
		return nil, err
	}
	ordered := make([]UnitRow, 0, len(rows))
	children := map[string][]UnitRow{}
	for i, row := range rows {
		row.position = int64(i + 1)
		children[row.Parent] = append(children[row.Parent], row)
	}
	var descend func(parent string)
	descend = func(parent string) {
		below := children[parent]
		delete(children, parent)
		for _, row := range below {
			ordered = append(ordered, row)
			descend(row.Code)
		}
	}
	descend("")
	for _, u := range tree.units {
		if !byCode[u.Code] {
			descend(u.Code)
		}
	}
	if len(ordered) < len(rows) {
		return nil, fault.Invalid("org.rows_circular", nil)
	}
	return ordered, nil
}

// checkRows gives the set of the rows' codes, or everything that is wrong with them.
func checkRows(tree *Tree, rows []UnitRow) (map[string]bool, error) {
	byCode, root := make(map[string]bool, len(rows)), ""
	if county, err := tree.Root(); err == nil {
		root = county.Code
	}
	var faults []error
	for _, row := range rows {
		if row.Kind == County && root == "" {
			root = row.Code
		}
		faults = append(faults, checkRow(row, root, byCode[row.Code]))
		byCode[row.Code] = true
	}
	for _, row := range rows {
		if _, err := tree.FindByCode(row.Parent); row.Parent != "" && !byCode[row.Parent] && err != nil {
			faults = append(faults, rowFault("org.row_parent", row))
		}
	}
	return byCode, errors.Join(faults...)
}

func checkRow(row UnitRow, root string, twice bool) error {
	switch {
	case len(row.Code) < 6 || len(row.Code) > 12 || strings.Trim(row.Code, "0123456789") != "":
		return rowFault("org.row_code", row)
	case row.Title == "":
		return rowFault("org.row_title", row)
	case !slices.Contains(Kinds(), row.Kind):
		return rowFault("org.row_kind", row)
	case twice:
		return rowFault("org.row_twice", row)
	case (row.Parent == "") != (row.Kind == County), row.Kind == County && row.Code != root:
		return rowFault("org.row_root", row)
	}
	return nil
}

func rowFault(key string, row UnitRow) error {
	return &fault.Error{Code: fault.CodeInvalid, Key: key, Args: fault.Args{"line": row.Line, "code": row.Code,
		"title": row.Title, "kind": row.Kind, "parent": row.Parent}}
}

// importer turns rows into units to create and to update.
type importer struct {
	tree             *Tree
	paths            map[string]Unit // by code: what the rows have become so far
	ids              []int64
	day              string
	demo             bool
	created, updated []Unit
	report           UnitReport
}

func (in *importer) unknown(rows []UnitRow) int {
	count := 0
	for _, row := range rows {
		if _, ok := in.tree.byCode[row.Code]; !ok {
			count++
		}
	}
	return count
}

func (in *importer) take(row UnitRow) {
	parent := in.paths[row.Parent]
	if parent.ID == 0 && row.Parent != "" {
		parent, _ = in.tree.FindByCode(row.Parent) // parentsFirst has seen to it
	}
	at, known := in.tree.byCode[row.Code]
	u := Unit{Demo: in.demo}
	if known {
		u = in.tree.units[at]
	} else {
		u.ID, in.ids = in.ids[0], in.ids[1:]
	}
	before := u
	u.ParentID, u.Path, u.Position = parent.ID, childPath(parent.Path, u.ID), row.position
	u.Code, u.Kind, u.Title, u.Pinyin = row.Code, row.Kind, row.Title, Pinyin(row.Title)
	if row.TitleEN != "" {
		u.TitleEN = row.TitleEN
	}
	in.paths[row.Code] = u
	in.note(u, before, known)
}

func (in *importer) note(u, before Unit, known bool) {
	switch {
	case !known:
		in.report.Created++
		in.created = append(in.created, u)
	case u == before:
		in.report.Unchanged++
	default:
		in.report.Updated++
		in.updated = append(in.updated, u)
	}
}
