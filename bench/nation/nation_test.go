// Package nation measures the scoring of the whole country from the ledgers of its counties.
package nation

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"qixing/calendar"
	"qixing/expression"
	"qixing/ledger"
	"qixing/ledger/ledgertest"
	"qixing/org"
	"qixing/pack"
	"qixing/score"
	"qixing/store"
)

const (
	nation   = ledgertest.Nation
	each     = 209 // in a county
	counties = (nation + each - 1) / each
	figures  = ledgertest.Figures
	register = "yearbook"
)

var (
	ctx  = context.Background()
	must = ledgertest.Must
)

// policy is a register with a record for each village and year, and a measure of each of its figures.
func policy(tb testing.TB) *pack.Pack {
	var fields, measures strings.Builder
	for k := range figures {
		kind := []string{"share", "share", "money", "money", "integer"}[k%5]
		fmt.Fprintf(&fields, "  f%d: {type: %s, title: 数%d}\n", k, kind, k)
		fmt.Fprintf(&measures, "%s: {title: 量%d, register: %s, sum: f%d}\n", ledgertest.MeasureName(k), k, register, k)
	}
	p, problems := pack.Load(fstest.MapFS{
		"pack.yaml":       {Data: []byte("id: nation\ntitle: 全国\ncounty: \"100000\"\nversion: \"2022.1\"\nsource: 演示文件\nchapters:\n  all: {title: 全部}\n")},
		"parameters.yaml": {Data: []byte("{}\n")},
		"roles.yaml":      {Data: []byte("clerk: {title: 填报员, at: village}\nchecker: {title: 审核员, at: county}\n")},
		"measures.yaml":   {Data: []byte(measures.String())},
		"registers/" + register + ".yaml": {Data: []byte("title: 年报\nowner: village\nfilled_by: clerk\nchecked_by: checker\nfields:\n  year: {type: year, title: 年度, required: true}\n" +
			fields.String() + "unique: [owner, year]\n")},
	})
	if p == nil {
		tb.Fatal(problems)
	}
	return p
}

// country is a database with every county's ledger, and the counties as a server knows them.
type country struct {
	file  string
	db    *store.DB
	pack  *pack.Pack
	plan  *score.Plan
	trees []*org.Tree
	books []*ledger.Ledger
}

func newCountry(b *testing.B) *country {
	c := &country{file: filepath.Join(b.TempDir(), "qixing.db"), pack: policy(b)}
	var err error
	c.db, err = store.Open(ctx, c.file, time.Now)
	must(b, err)
	b.Cleanup(func() { _ = c.db.Close() })
	must(b, c.db.Migrate(ctx))
	c.plan, err = score.Compile(c.pack, ledgertest.NationalScheme(), nil)
	must(b, err)
	for n := range counties {
		c.trees = append(c.trees, treeOf(n))
	}
	must(b, c.db.Write(ctx, c.fill))
	must(b, c.db.Read(ctx, c.open))
	return c
}

// open opens the ledgers, as a server does once.
func (c *country) open(tx *store.Tx) error {
	c.books = nil
	for _, tree := range c.trees {
		books, err := ledger.Open(ctx, tx, c.pack, tree, nil)
		if err != nil {
			return err
		}
		c.books = append(c.books, books)
	}
	return nil
}

func code(county int) string { return fmt.Sprintf("%06d", 100_000+county) }

func treeOf(county int) *org.Tree {
	first := int64(county) * 1000
	units := []org.Unit{{ID: first + 1, Kind: "county", Code: code(county), Title: "县", Path: fmt.Sprintf("/%d/", first+1)}}
	for i := range min(each, nation-county*each) {
		id := first + 2 + int64(i)
		units = append(units, org.Unit{ID: id, ParentID: first + 1, Kind: org.Village, Code: fmt.Sprintf("%s%06d", code(county), i), Title: fmt.Sprint("第", i, "村"),
			Path: fmt.Sprintf("/%d/%d/", first+1, id)})
	}
	return org.NewTree(code(county), units)
}

// fill applies the pack in one county, lets the others share its tables, and books a checked record for each village by SQL.
func (c *country) fill(tx *store.Tx) error {
	plan, err := ledger.PlanTables(ctx, tx, code(0), c.pack)
	if err != nil {
		return err
	}
	if err := ledger.Apply(ctx, tx, plan, ledger.Applying{By: 1}); err != nil {
		return err
	}
	const numbers = `WITH RECURSIVE n (i) AS (SELECT %d UNION ALL SELECT i + 1 FROM n WHERE i < %d) `
	for _, table := range []struct{ name, columns string }{{"registers", "register, table_name, computed"},
		{"register_columns", "table_name, column_name, field, field_type, sql_type"}} {
		_, err := tx.Exec(ctx, `INSERT INTO `+table.name+` (county, `+table.columns+`) `+fmt.Sprintf(numbers, 1, counties-1)+
			`SELECT CAST(100000 + i AS TEXT), `+table.columns+` FROM n, `+table.name+` WHERE county = '100000'`)
		if err != nil {
			return err
		}
	}
	var names, draws strings.Builder
	for k := range figures {
		fmt.Fprintf(&names, `, "f%d"`, k)
		fmt.Fprintf(&draws, `, abs(random()) %% %d`, []int{1_000_001, 1_000_001, 80_000_000, 80_000_000, 20}[k%5])
	}
	_, err = tx.Exec(ctx, `INSERT INTO reg_yearbook (county, id, unit_id, person_id, state, revision, action, remark, changed_by, changed_at, filled_by, filled_at,
		checked_by, checked_at, search_text, unique_key, deleted, "year"`+names.String()+`) `+fmt.Sprintf(numbers, 0, nation-1)+
		fmt.Sprintf(`SELECT CAST(100000 + i / %[1]d AS TEXT), 10000000 + i, i / %[1]d * 1000 + 2 + i %% %[1]d, 0, 'checked', 2, 'check', '', 2, '2022-12-20T08:00:00.000Z', 1,
		'2022-12-10T08:00:00.000Z', 2, '2022-12-20T08:00:00.000Z', '', printf('%%022d', i), 0, 2022`, each)+draws.String()+` FROM n`)
	return err
}

// BenchmarkNation scores each county from its ledger, on two threads: all measures taken, points, totals and ranks. Its peer takes turns with it,
// and the ratios are of their medians. Opening the ledgers, with what the database knows of their columns, comes once and is measured apart.
func BenchmarkNation(b *testing.B) {
	c := newCountry(b)
	reading, err := sql.Open("sqlite", "file:"+c.file+"?_pragma=cache_size(-16000)")
	must(b, err)
	b.Cleanup(func() { _ = reading.Close() })
	b.Run("score", func(b *testing.B) {
		var scored, read costs
		for b.Loop() {
			scored.add(b, func() error { return c.inTwo(c.score) })
			read.add(b, func() error {
				return c.inTwo(func(_ *store.Tx, from, to int) error { return readPlainly(reading, from, to) })
			})
		}
		b.ReportMetric(scored.clock(), "s/score")
		b.ReportMetric(read.clock(), "s/read")
		b.ReportMetric(scored.clock()/read.clock(), "times")
		b.ReportMetric(scored.processor(), "cpu-s/score")
		b.ReportMetric(read.processor(), "cpu-s/read")
		b.ReportMetric(scored.processor()/read.processor(), "cpu-times")
	})
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			must(b, c.db.Read(ctx, c.open))
		}
	})
}

// inTwo lets two threads have half of the counties each.
func (c *country) inTwo(do func(tx *store.Tx, from, to int) error) error {
	var failed [2]error
	var group sync.WaitGroup
	for t := range 2 {
		group.Go(func() {
			failed[t] = c.db.Read(ctx, func(tx *store.Tx) error { return do(tx, t*counties/2, (t+1)*counties/2) })
		})
	}
	group.Wait()
	return errors.Join(failed[:]...)
}

func (c *country) score(tx *store.Tx, from, to int) error {
	ids := make([]string, figures)
	for k := range ids {
		ids[k] = ledgertest.MeasureName(k)
	}
	for n := from; n < to; n++ {
		of, in := ledger.Measuring{Period: calendar.MustPeriod("2022")}, &score.Input{Measures: map[string]expression.Column{}, Records: map[string][]int32{}}
		for _, village := range c.trees[n].Roster(org.Village, 0, "2022-12-31") {
			of.Subjects = append(of.Subjects, ledger.Subject{UnitID: village.ID})
			in.Subjects = append(in.Subjects, score.Subject{Code: village.Code, Title: village.Title})
		}
		readings, err := c.books[n].Measures(ctx, tx, of, ids...)
		if err != nil {
			return err
		}
		for id, reading := range readings {
			in.Measures[id], in.Records[id] = reading.Column, reading.Records
		}
		result, err := c.plan.Run(in, 1)
		if err != nil {
			return fmt.Errorf("score county %d: %w", n, err)
		}
		if result.Len() != len(of.Subjects) || readings["m7"].Records[0] != 1 {
			return fmt.Errorf("county %d: %d of %d villages", n, result.Len(), len(of.Subjects))
		}
	}
	return nil
}

// readPlainly is the peer: the columns of half the country from one statement, with nothing done to them.
func readPlainly(db *sql.DB, from, to int) error {
	var names strings.Builder
	for k := range figures {
		fmt.Fprintf(&names, `, "f%d"`, k)
	}
	rows, err := db.Query(`SELECT unit_id`+names.String()+` FROM reg_yearbook WHERE county >= ? AND county < ? AND deleted = 0 AND state = 'checked' AND "year" = 2022`, code(from), code(to))
	if err != nil {
		return err
	}
	defer rows.Close()
	var unit int64
	columns, dest := make([][]int64, figures), []any{&unit}
	row := make([]sql.NullInt64, figures)
	for k := range row {
		dest = append(dest, &row[k])
	}
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		for k := range row {
			columns[k] = append(columns[k], row[k].Int64)
		}
	}
	return rows.Err()
}
