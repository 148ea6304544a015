package rollup_test

import (
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"qixing/calendar"
	"qixing/expression"
	"qixing/fixed"
	"qixing/ledger"
	"qixing/ledger/ledgertest"
	"qixing/org"
	"qixing/rollup"
	"qixing/store"
	"qixing/store/storetest"
	"qixing/target"
)

var ctx = context.Background()

// policy is a county's; line is what a village's surplus must pass.
func policy(county, line string) fs.FS {
	return ledgertest.Folder(map[string]string{
		"pack.yaml":       "id: p" + county + "\ntitle: 演示\ncounty: \"" + county + "\"\nversion: \"2022.1\"\nsource: 演示文件\nchapters:\n  all: {title: 全部}\n",
		"parameters.yaml": "surplus_line: {title: 线, value: " + line + "元, from: 2020-01-01, basis: 演示文件, confirmed: true}\n",
		"roles.yaml":      "clerk: {title: 填报员, at: village}\nchecker: {title: 审核员, at: county}\n",
		"registers/books.yaml": `title: 账
owner: village
filled_by: clerk
checked_by: checker
fields:
  month: {type: month, title: 月份, required: true}
  income: {type: money, title: 收入}
  expense: {type: money, title: 支出}
unique: [owner, month]
`,
		"measures.yaml": `income: {title: 收入, unit: 元, register: books, sum: income}
expense: {title: 支出, unit: 元, register: books, sum: expense, empty: zero}
surplus: {title: 收益, unit: 元, is: income - expense}
mean_income: {title: 月均收入, unit: 元, register: books, average: income}
`,
		"targets.yaml": `total: {title: 总收入, measure: income, goal: 900000, from: 2021-01-01, by: 2022-12-31}
surplus_total: {title: 总收益, measure: surplus, goal: 100000, period: year, by: 2023-12-31}
mean: {title: 月均, measure: mean_income, goal: 100, period: year, by: 2023-12-31}
strong: {title: 达标村占比, share_of: village, where: surplus > surplus_line, goal: 50%, by: 2022-12-31}
strong_number: {title: 达标村数, count_of: village, where: surplus > surplus_line, goal: 3, by: 2022-12-31}
each_town: {title: 每镇一村, count_of: village, where: surplus > surplus_line, each: town, goal: 1, by: 2022-12-31}
each_village: {title: 每村收入, measure: income, each: village, goal: 2000, period: year, by: 2023-12-31}
`,
	})
}

// country is a few counties with random books.
type country struct {
	t      *testing.T
	db     *store.DB
	desk   *rollup.Desk
	random *rand.Rand
	books  map[string]*ledger.Ledger
}

func (c *country) must(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

func (c *country) write(do func(tx *store.Tx) error) {
	c.t.Helper()
	c.must(c.db.Write(ctx, do))
}

func (c *country) read(do func(tx *store.Tx)) {
	c.t.Helper()
	c.must(c.db.Read(ctx, func(tx *store.Tx) error { do(tx); return nil }))
}

func newCountry(t *testing.T, db *store.DB, counties map[string]string) *country {
	c := &country{t: t, db: db, desk: &rollup.Desk{DB: db, County: "610327", Packs: &ledger.Shelf{}}, random: rand.New(rand.NewPCG(1, 2)), books: map[string]*ledger.Ledger{}}
	for _, code := range []string{"610327", "610328", "610401", "620101"} {
		if line := counties[code]; line != "" {
			c.add(code, line)
		}
	}
	return c
}

func (c *country) add(code, line string) {
	c.t.Helper()
	c.write(func(tx *store.Tx) error {
		text := "code,kind,title,parent\n" + code + ",county,县" + code + ",\n"
		for town := range 3 {
			text += fmt.Sprintf("%s10%d,town,镇%d,%s\n", code, town, town, code)
			for village := range 1 + c.random.IntN(4) {
				text += fmt.Sprintf("%s10%d20%d,village,村%d,%s10%d\n", code, town, village, village, code, town)
			}
		}
		return ledgertest.Found(tx, code, text, policy(code, line))
	})
	c.read(func(tx *store.Tx) {
		tree, err := org.LoadTree(ctx, tx, code)
		c.must(err)
		_, p, err := c.desk.Packs.ActivePack(ctx, tx, code)
		c.must(err)
		c.books[code], err = ledger.Open(ctx, tx, p, tree, nil)
		c.must(err)
	})
	var records []ledger.Record
	for _, village := range c.books[code].Tree.Roster(org.Village, 0, "2022-11-20") {
		for month := range 24 {
			if c.random.IntN(4) > 0 && village.Title != "村3" {
				records = append(records, c.entry(village.ID, fmt.Sprintf("20%02d-%02d", 21+month/12, 1+month%12)))
			}
		}
	}
	c.write(func(tx *store.Tx) error { return c.books[code].AddAll(ctx, tx, "books", records) })
}

func (c *country) entry(unit int64, month string) ledger.Record {
	values := map[string]ledger.Value{"month": ledger.TextValue(month), "income": ledger.NumberValue(c.random.Int64N(50_000))}
	if c.random.IntN(3) > 0 {
		values["expense"] = ledger.NumberValue(c.random.Int64N(40_000))
	}
	return ledger.Record{UnitID: unit, State: []ledger.State{ledger.Checked, ledger.Checked, ledger.Filled}[c.random.IntN(3)], Values: values}
}

// change puts a month's entry in place of the one before.
func (c *country) change(code string, one ledger.Record) {
	c.t.Helper()
	c.write(func(tx *store.Tx) error {
		if _, err := tx.Exec(ctx, `DELETE FROM reg_books WHERE county = $1 AND unit_id = $2 AND month = $3`, code, one.UnitID, one.Values["month"].Text); err != nil {
			return err
		}
		return c.books[code].AddAll(ctx, tx, "books", []ledger.Record{one})
	})
}

func (c *country) ask(subject, of, within string) rollup.Answer {
	c.t.Helper()
	var answer rollup.Answer
	c.read(func(tx *store.Tx) {
		var err error
		answer, err = rollup.Read(ctx, tx, rollup.Query{Subject: subject, Year: "2022", Of: of, Within: within})
		c.must(err)
	})
	return answer
}

var today = calendar.DateOf(storetest.Now)

func (c *country) standing(code, id string) target.Standing {
	c.t.Helper()
	var found target.Standing
	c.read(func(tx *store.Tx) {
		all, err := target.List(ctx, tx, c.books[code], today)
		c.must(err)
		for _, one := range all {
			if one.Target.ID == id {
				found = one
			}
		}
	})
	return found
}

var targets = []string{"total", "surplus_total", "mean", "strong", "strong_number", "each_town", "each_village"}

// What is kept of a county is what target.List says of it; of its towns, what the measures say; and both stay so when records change.
func TestSumsAreThoseOfTheRegisters(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		c := newCountry(t, db, map[string]string{"610327": "100", "610328": "100"})
		for range 4 {
			if _, err := c.desk.RefreshStale(ctx); err != nil {
				t.Fatal(err)
			}
			for code := range c.books {
				for _, id := range targets {
					c.compareCounty(code, id)
				}
				c.compareTowns(code)
			}
			villages := c.books["610328"].Tree.Roster(org.Village, 0, today.String())
			c.change("610328", c.entry(villages[c.random.IntN(len(villages))].ID, fmt.Sprintf("2022-%02d", 1+c.random.IntN(12))))
		}
	})
}

func (c *country) compareCounty(code, id string) {
	c.t.Helper()
	want, lines := c.standing(code, id), c.ask("target/"+id, "county", code).Lines
	if len(lines) != 1 {
		c.t.Fatalf("%s of %s: %d lines", id, code, len(lines))
	}
	got := lines[0]
	reached := want.Pace == target.Reached
	if got.Value != want.Value || got.Known != want.Known || got.Missing != int64(want.Missing) || (got.Reached == 1) != reached {
		c.t.Errorf("%s of %s is %+v, target.List says %v (known %v, missing %d, %s)", id, code, got, want.Value, want.Known, want.Missing, want.Pace)
	}
}

// compareTowns takes each town's surplus, and its share of strong villages, from the ledger one by one.
func (c *country) compareTowns(code string) {
	c.t.Helper()
	books := c.books[code]
	surplus, share := c.ask("measure/surplus", "town", code).Lines, c.ask("target/strong", "town", code).Lines
	for i, town := range books.Tree.Roster(org.Town, 0, today.String()) {
		c.read(func(tx *store.Tx) {
			of := ledger.Measuring{Subjects: []ledger.Subject{{UnitID: town.ID}}, Period: calendar.MustPeriod("2022")}
			villages := books.Tree.Roster(org.Village, town.ID, today.String())
			for _, village := range villages {
				of.Subjects = append(of.Subjects, ledger.Subject{UnitID: village.ID})
			}
			readings, err := books.Measures(ctx, tx, of, "surplus")
			c.must(err)
			reading, strong := readings["surplus"], int64(0)
			for k := range villages {
				if reading.States[k+1] == expression.Present && reading.Values[k+1] > fixed.FromInt(100) {
					strong++
				}
			}
			known := reading.States[0] == expression.Present
			if surplus[i].Known != known || (known && surplus[i].Value != reading.Values[0]) || surplus[i].Title != town.Title {
				c.t.Errorf("surplus of %s: %+v, want %v", town.Title, surplus[i], reading.Values[0])
			}
			if share[i].Satisfied != strong || share[i].Subjects != int64(len(villages)) {
				c.t.Errorf("share of %s: %+v, want %d of %d", town.Title, share[i], strong, len(villages))
			}
		})
	}
}

// Above the county what adds up is added, shares are made anew from their parts, means have only a range; who means something else is left out.
func TestAboveTheCounty(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		c := newCountry(t, db, map[string]string{"610327": "100", "610328": "100", "610401": "100", "620101": "5000"})
		if n, err := c.desk.RefreshStale(ctx); n != 4 || err != nil {
			t.Fatalf("made %d, %v", n, err)
		}
		var total, city fixed.Value
		var strong, villages int64
		for _, code := range []string{"610327", "610328", "610401"} {
			total += c.standing(code, "total").Value
			if strings.HasPrefix(code, "6103") {
				city += c.standing(code, "total").Value
			}
			line := c.ask("target/strong", "county", code).Lines[0]
			strong, villages = strong+line.Satisfied, villages+line.Subjects
		}
		province := c.ask("target/total", "province", "61").Lines
		if len(province) != 1 || province[0].Value != total || province[0].Units != 3 || province[0].Title != "陕西省" {
			t.Errorf("province: %+v, want %v", province, total)
		}
		cities := c.ask("target/total", "city", "61").Lines
		if len(cities) != 2 || cities[0].Code != "6103" || cities[0].Value != city || cities[1].Units != 1 {
			t.Errorf("cities: %+v, want 6103 with %v", cities, city)
		}
		want, err := fixed.Div(fixed.FromInt(strong), fixed.FromInt(villages))
		c.must(err)
		share := c.ask("target/strong", "country", "")
		if len(share.Lines) != 1 || share.Lines[0].Value != want.Round(4) || share.Elsewise != 1 {
			t.Errorf("share of the country: %+v, want %v and one county left out", share, want.Round(4))
		}
		mean := c.ask("target/mean", "province", "61").Lines[0]
		if mean.Known || mean.Knowing != 3 || mean.Least >= mean.Most {
			t.Errorf("a mean of means: %+v", mean)
		}
		if income := c.ask("measure/income", "country", ""); income.Elsewise != 0 || income.Lines[0].Units != 4 {
			t.Errorf("income, which is the same everywhere: %+v", income)
		}
	})
}

// A county is made anew once after a change, however many servers look; one without a policy stops nobody.
func TestEachCountyOnce(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		c := newCountry(t, db, map[string]string{"610327": "100", "610328": "100", "610401": "100"})
		c.write(func(tx *store.Tx) error { tx.Touch("999999", org.Part); return nil })
		together := func() int {
			var counts [3]int
			var failed [3]error
			var group sync.WaitGroup
			for i := range counts {
				group.Go(func() {
					another := &rollup.Desk{DB: db}
					counts[i], failed[i] = another.RefreshStale(ctx)
				})
			}
			group.Wait()
			for _, err := range failed {
				c.must(err)
			}
			return counts[0] + counts[1] + counts[2]
		}
		if n := together(); n != 4 {
			t.Errorf("three servers made %d counties, want 4", n)
		}
		if n := together(); n != 0 {
			t.Errorf("without a change they made %d", n)
		}
		before := c.ask("target/total", "county", "610328").Lines[0].Value
		c.write(func(tx *store.Tx) error { tx.Touch("610327", "notice"); return nil })
		one := c.entry(c.books["610328"].Tree.Roster(org.Village, 0, today.String())[0].ID, "2022-10")
		one.State, one.Values["income"] = ledger.Checked, ledger.NumberValue(777_00)
		c.change("610328", one)
		if n := together(); n != 1 {
			t.Errorf("after a change in one county they made %d", n)
		}
		if after := c.ask("target/total", "county", "610328").Lines[0].Value; after == before || after != c.standing("610328", "total").Value {
			t.Errorf("after the change %v, before %v", after, before)
		}
		if err := c.desk.RefreshIfStale(ctx, "610328"); err != nil {
			t.Fatal(err)
		}
	})
}

func TestQuestionsThatHaveNoAnswer(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		for _, q := range []rollup.Query{{Subject: "target/x", Year: "2022", Of: "county"}, {Subject: "target/x", Year: "2022", Of: "street"},
			{Subject: "target/x", Year: "22", Of: "county"}, {Subject: "target/x", Year: "2022", Of: "county", Within: "61%"}} {
			err := db.Read(ctx, func(tx *store.Tx) error { _, err := rollup.Read(ctx, tx, q); return err })
			if err == nil {
				t.Errorf("%+v was answered", q)
			}
		}
	})
}
