// Package rollup measures roll-ups at national size: a village's books for each of twelve months, 7.4 million records in 2,970 counties.
//
//	go test ./rollup -bench Country -benchtime 20x -timeout 60m                                     on SQLite, about 5 GB in the folder of temporary files
//	../scripts/postgres.sh run go test -C bench ./rollup -bench Country -benchtime 20x -timeout 60m  on PostgreSQL
package rollup

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"qixing/calendar"
	"qixing/ledger"
	"qixing/org"
	"qixing/pack"
	"qixing/rollup"
	"qixing/store"
	"qixing/target"
)

const (
	villages = 620_573
	each     = 209 // in a county
	towns    = 13  // in a county
	counties = (villages + each - 1) / each
)

var (
	ctx = context.Background()
	now = time.Date(2022, 11, 20, 8, 0, 0, 0, time.UTC)
)

var policy = fstest.MapFS{
	"pack.yaml":       {Data: []byte("id: nation\ntitle: 全国\ncounty: \"110101\"\nversion: \"2022.1\"\nsource: 演示文件\nchapters:\n  all: {title: 全部}\n")},
	"parameters.yaml": {Data: []byte("surplus_line: {title: 线, value: 100000元, from: 2020-01-01, basis: 演示文件, confirmed: true}\n")},
	"roles.yaml":      {Data: []byte("clerk: {title: 填报员, at: village}\nchecker: {title: 审核员, at: county}\n")},
	"registers/books.yaml": {Data: []byte(`title: 账
owner: village
filled_by: clerk
checked_by: checker
fields:
  month: {type: month, title: 月份, required: true}
  operation: {type: money, title: 经营}
  contracting: {type: money, title: 发包}
  expense: {type: money, title: 支出}
unique: [owner, month]
`)},
	"measures.yaml": {Data: []byte(`operation: {title: 经营收入, unit: 元, register: books, sum: operation}
contracting: {title: 发包收入, unit: 元, register: books, sum: contracting}
expense: {title: 支出, unit: 元, register: books, sum: expense}
surplus: {title: 收益, unit: 元, is: operation + contracting - expense}
`)},
	"targets.yaml": {Data: []byte(`income: {title: 经营收入, measure: operation, goal: 5000000, period: year, from: 2021-01-01, by: 2023-12-31}
strong: {title: 收益突破10万元的村占比, share_of: village, where: surplus > surplus_line, goal: 80%, from: 2022-01-01, by: 2022-12-31}
strong_towns: {title: 每镇一个强村, count_of: village, where: surplus > surplus_line, each: town, goal: 1, from: 2022-01-01, by: 2022-12-31}
`)},
}

type country struct {
	b   *testing.B
	db  *store.DB
	dsn string
}

func (c *country) must(err error) {
	c.b.Helper()
	if err != nil {
		c.b.Fatal(err)
	}
}

func (c *country) open() {
	c.b.Helper()
	var err error
	c.db, err = store.Open(ctx, c.dsn, func() time.Time { return now })
	c.must(err)
}

// reopen drops what the program remembers. What the operating system keeps of the files stays.
func (c *country) reopen() {
	c.b.Helper()
	c.must(c.db.Close())
	c.open()
}

func newCountry(b *testing.B) *country {
	c := &country{b: b, dsn: os.Getenv("QIXING_TEST_POSTGRES")}
	if c.dsn == "" {
		c.dsn = filepath.Join(b.TempDir(), "qixing.db")
	}
	c.open()
	b.Cleanup(func() { _ = c.db.Close() })
	c.must(c.db.Migrate(ctx))
	c.must(c.db.Write(ctx, c.fillCounties))
	for from := 0; from < counties; from += 99 {
		c.must(c.db.Write(ctx, func(tx *store.Tx) error { return fillBooks(tx, from*each, min((from+99)*each, villages)) }))
	}
	if c.db.Dialect() == store.PostgreSQL {
		c.must(c.db.Write(ctx, func(tx *store.Tx) error { _, err := tx.Exec(ctx, `ANALYZE`); return err }))
	}
	return c
}

const numbers = `WITH RECURSIVE n (i) AS (SELECT %d UNION ALL SELECT i + 1 FROM n WHERE i < %d) `

// codeOf writes a county's code, of 31 provinces with 12 cities of 8 counties each, from its number.
func codeOf(n string) string {
	return fmt.Sprintf(`CAST((11 + (%[1]s) / 96) * 10000 + ((%[1]s) %% 96 / 8 + 1) * 100 + (%[1]s) %% 8 + 1 AS TEXT)`, n)
}

// fillCounties applies the policy in one county, lets the others share its tables, and makes everybody's units.
func (c *country) fillCounties(tx *store.Tx) error {
	p, problems := pack.Load(policy)
	if p == nil {
		return problems.Err()
	}
	files, err := ledger.ZipFiles(policy)
	if err != nil {
		return err
	}
	plan, err := ledger.PlanTables(ctx, tx, "110101", p)
	if err != nil {
		return err
	}
	if err := ledger.Apply(ctx, tx, plan, ledger.Applying{By: 1, Files: files}); err != nil {
		return err
	}
	others := fmt.Sprintf(numbers, 1, counties-1)
	for table, columns := range map[string]string{"registers": "register, table_name, computed",
		"packs":            "id, pack, version, fingerprint, files, applied_at, applied_by",
		"register_columns": "table_name, column_name, field, field_type, sql_type"} {
		if _, err := tx.Exec(ctx, `INSERT INTO `+table+` (county, `+columns+`) `+others+`SELECT `+codeOf("i")+`, `+columns+` FROM n, `+table+` WHERE county = '110101'`); err != nil {
			return err
		}
	}
	_, err = tx.Exec(ctx, `INSERT INTO changes (county, part, times, changed_at) `+others+`SELECT `+codeOf("i")+`, 'pack', 1, '2022-11-20T08:00:00.000Z' FROM n`)
	if err != nil {
		return err
	}
	const unit = `INSERT INTO units (county, id, parent_id, kind, code, title, title_en, pinyin, path, position, valid_from, valid_to, merged_into, demo) `
	const last = `, '', '', i, '', '', 0, 1 FROM n`
	text := func(expression string) string { return `CAST(` + expression + ` AS TEXT)` }
	levels := []struct {
		count  int
		values string
	}{
		{counties, codeOf("i") + `, i * 1000 + 1, 0, 'county', ` + codeOf("i") + `, '县' || i, '', '', '/' || (i * 1000 + 1) || '/', i, '', '', 0, 1 FROM n`},
		{counties * towns, codeOf("i / 13") + `, i / 13 * 1000 + 2 + i % 13, i / 13 * 1000 + 1, 'town', ` + codeOf("i / 13") + ` || ` + text("100 + i % 13") +
			`, '镇' || (i % 13), '', '', '/' || (i / 13 * 1000 + 1) || '/' || (i / 13 * 1000 + 2 + i % 13) || '/', i, '', '', 0, 1 FROM n`},
		{villages, codeOf("i / 209") + `, i / 209 * 1000 + 20 + i % 209, i / 209 * 1000 + 2 + i % 209 % 13, 'village', ` + codeOf("i / 209") + ` || ` + text("100 + i % 209 % 13") + ` || ` +
			text("200 + i % 209 / 13") + `, '村' || (i % 209), '', '', '/' || (i / 209 * 1000 + 1) || '/' || (i / 209 * 1000 + 2 + i % 209 % 13) || '/' || (i / 209 * 1000 + 20 + i % 209) || '/', i, '', '', 0, 1 FROM n`},
	}
	for _, level := range levels {
		if _, err := tx.Exec(ctx, unit+fmt.Sprintf(numbers, 0, level.count-1)+`SELECT `+level.values); err != nil {
			return err
		}
	}
	return nil
}

// fillBooks books twelve checked months of some villages; the same figures on both databases.
func fillBooks(tx *store.Tx, from, to int) error {
	_, err := tx.Exec(ctx, `INSERT INTO reg_books (county, id, unit_id, person_id, state, revision, action, remark, changed_by, changed_at, filled_by, filled_at,
		checked_by, checked_at, search_text, unique_key, deleted, month, operation, contracting, expense) `+fmt.Sprintf(numbers, from*12, to*12-1)+
		`SELECT `+codeOf("i / 12 / 209")+`, 10000000 + i, i / 12 / 209 * 1000 + 20 + i / 12 % 209, 0, 'checked', 2, 'check', '', 2, '2022-12-20T08:00:00.000Z', 1,
		'2022-12-10T08:00:00.000Z', 2, '2022-12-20T08:00:00.000Z', '', CAST(i AS TEXT), 0, '2022-' || substr('010203040506070809101112', i % 12 * 2 + 1, 2),
		(CAST(i AS BIGINT) * 7919) % 1500000, (CAST(i AS BIGINT) * 104729) % 900000, (CAST(i AS BIGINT) * 15485863) % 1300000 FROM n`)
	return err
}

func BenchmarkCountry(b *testing.B) {
	began := time.Now()
	c := newCountry(b)
	b.Logf("%s: %d villages, %d records, filled in %s", c.db.Dialect(), villages, villages*12, time.Since(began).Round(time.Second))
	began = time.Now()
	c.addUp()
	b.Logf("all %d counties added up by two workers in %s", counties, time.Since(began).Round(time.Second))
	c.ask(b)
	b.Run("one county anew", func(b *testing.B) {
		desk := &rollup.Desk{DB: c.db, County: "110101", Packs: &ledger.Shelf{}}
		for b.Loop() {
			c.must(desk.Refresh(ctx, "110101"))
		}
	})
	b.Run("nothing has changed", func(b *testing.B) {
		desk := &rollup.Desk{DB: c.db}
		for b.Loop() {
			n, err := desk.RefreshStale(ctx)
			if c.must(err); n != 0 {
				b.Fatalf("%d counties were made anew", n)
			}
		}
	})
	c.compare()
}

// addUp lets two workers, as two servers would, add all counties up.
func (c *country) addUp() {
	var group sync.WaitGroup
	var failed [2]error
	for i := range failed {
		group.Go(func() {
			desk := &rollup.Desk{DB: c.db}
			for n := 1; n > 0 && failed[i] == nil; {
				n, failed[i] = desk.RefreshStale(ctx)
			}
		})
	}
	group.Wait()
	for _, err := range failed {
		c.must(err)
	}
}

func (c *country) ask(b *testing.B) {
	for _, q := range []rollup.Query{{Of: "country"}, {Of: "province"}, {Of: "city"}, {Of: "city", Within: "23"}, {Of: "county"}, {Of: "county", Within: "2301"}, {Of: "town", Within: "230101"},
		{Of: "town", Within: "23"}, {Of: "town"}} {
		for _, subject := range []string{"target/strong", "target/income"} {
			q.Subject, q.Year = subject, "2022"
			c.reopen()
			began := time.Now()
			lines := len(c.answer(q).Lines)
			first := time.Since(began)
			b.Run(fmt.Sprintf("%s of %s in [%s], %d lines", q.Subject, q.Of, q.Within, lines), func(b *testing.B) {
				for b.Loop() {
					c.answer(q)
				}
				b.ReportMetric(float64(first.Microseconds())/1000, "ms-first")
			})
		}
	}
}

func (c *country) answer(q rollup.Query) (answer rollup.Answer) {
	c.must(c.db.Read(ctx, func(tx *store.Tx) (err error) {
		answer, err = rollup.Read(ctx, tx, q)
		return err
	}))
	return answer
}

// compare holds one county's kept sum against its ledger, and a province's against all of its records.
func (c *country) compare() {
	kept := c.answer(rollup.Query{Subject: "target/strong", Year: "2022", Of: "county", Within: "230101"}).Lines[0]
	began := time.Now()
	c.must(c.db.Read(ctx, func(tx *store.Tx) error {
		_, p, err := new(ledger.Shelf).ActivePack(ctx, tx, "230101")
		if err != nil {
			return err
		}
		tree, err := org.LoadTree(ctx, tx, "230101")
		if err != nil {
			return err
		}
		books, err := ledger.Open(ctx, tx, p, tree, nil)
		if err != nil {
			return err
		}
		t, _ := p.FindTarget("strong")
		s, err := target.Find(ctx, tx, books, t, calendar.DateOf(now))
		if s.Value != kept.Value {
			c.b.Errorf("kept %v, the ledger says %v", kept.Value, s.Value)
		}
		return err
	}))
	c.b.Logf("one county's target from its ledger, opened anew: %s", time.Since(began).Round(time.Millisecond))
	province := c.answer(rollup.Query{Subject: "target/income", Year: "2022", Of: "province", Within: "23"}).Lines[0]
	began = time.Now()
	c.must(c.db.Read(ctx, func(tx *store.Tx) error {
		var sum int64
		err := tx.QueryRow(ctx, `SELECT CAST(sum(operation) AS BIGINT) FROM reg_books WHERE county >= '230000' AND county < '240000' AND deleted = 0 AND state = 'checked'`).Scan(&sum)
		if int64(province.Value) != sum*10_000 {
			c.b.Errorf("a province's sum is kept as %v, its records say %d", province.Value, sum)
		}
		return err
	}))
	c.b.Logf("a province's sum from its records: %s", time.Since(began).Round(time.Millisecond))
}
