package ledger_test

import (
	"bytes"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"qixing/calendar"
	"qixing/ledger"
	"qixing/org"
	"qixing/store"
	"qixing/store/storetest"
)

const benchRows = 100_000

// bigSheet is a form of 100,000 rows and 12 columns, as a sheet program writes it.
func bigSheet(b *testing.B) []byte {
	b.Helper()
	f := excelize.NewFile()
	w, err := f.NewStreamWriter("Sheet1")
	must(b, err)
	must(b, w.SetRow("A1", []any{"序号", "镇", "村", "项目名称", "开工", "投资（元）", "自筹（元）", "类型", "完成", "评分", "年度", "季度"}))
	villages := [][2]string{{"东镇", "西关村"}, {"东镇", "柳沟村"}, {"河北镇", "西关村"}, {"河北镇", "东风村"}}
	for i := range benchRows {
		v := villages[i%4]
		must(b, w.SetRow(fmt.Sprintf("A%d", i+2), []any{i + 1, v[0], v[1], fmt.Sprintf("核桃基地第%d期", i), fmt.Sprintf("2022-%02d-%02d", 1+i%12, 1+i%28),
			float64(i) + 0.25, 100, "种植、商贸", "是", 80.5, 2022, "2022Q2"}))
	}
	must(b, w.Flush())
	var buffer bytes.Buffer
	must(b, f.Write(&buffer))
	return buffer.Bytes()
}

func benchHouse(b *testing.B) *house {
	b.Helper()
	db, err := store.Open(ctx, place.NewSQLite(b), func() time.Time { return storetest.Now })
	must(b, err)
	b.Cleanup(func() { _ = db.Close() })
	return &house{place.Enter(b, db)}
}

func benchClerk(b *testing.B, h *house) org.Principal {
	b.Helper()
	root, err := h.Tree.Root()
	must(b, err)
	return org.Principal{County: county, AccountID: 11, Language: "zh",
		Grants: []org.Grant{{Role: "village_secretary", UnitID: root.ID, UnitPath: root.Path}, {Role: "town_committee", UnitID: root.ID, UnitPath: root.Path}}}
}

// BenchmarkReadWithExcelize is what merely reading the file costs with the usual library.
func BenchmarkReadWithExcelize(b *testing.B) {
	data := bigSheet(b)
	for b.Loop() {
		f, err := excelize.OpenReader(bytes.NewReader(data))
		must(b, err)
		rows, err := f.Rows("Sheet1")
		must(b, err)
		n := 0
		for rows.Next() {
			cells, err := rows.Columns()
			must(b, err)
			n += len(cells)
		}
		if n < benchRows*12 {
			b.Fatal(n)
		}
		must(b, f.Close())
	}
}

// BenchmarkImport reads, checks and saves 100,000 rows.
func BenchmarkImport(b *testing.B) {
	data := bigSheet(b)
	h := benchHouse(b)
	clerk := benchClerk(b, h)
	for b.Loop() {
		must(b, h.write(func(tx *store.Tx) error {
			report, err := h.Import(ctx, tx, clerk, "projects", bytes.NewReader(data), ledger.Importing{})
			if report.Created != benchRows {
				b.Fatalf("%+v", report)
			}
			return err
		}))
	}
}

// BenchmarkList gives a page of 30 of many records of one village, filtered, sorted and counted.
func BenchmarkList(b *testing.B) {
	h, clerk := fullHouse(b)
	village, err := h.Tree.FindByCode("610327900201")
	must(b, err)
	for _, c := range []struct {
		name  string
		query ledger.Query
	}{
		{"newest", ledger.Query{Register: "accounts", Limit: 30}},
		{"filter", ledger.Query{Register: "accounts", UnitID: village.ID, Sort: "-month", Limit: 30,
			Filters: []ledger.Filter{{Field: "month", Operator: ledger.Equals, Values: []ledger.Value{ledger.TextValue("2022-06")}}}}},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				h.Read(func(tx *store.Tx) error {
					_, err := h.List(ctx, tx, clerk, c.query)
					return err
				})
			}
		})
	}
}

// BenchmarkMeasure sums the accounts of every unit for a year.
func BenchmarkMeasure(b *testing.B) {
	h, _ := fullHouse(b)
	var subjects []ledger.Subject
	for _, unit := range h.Tree.Units() {
		subjects = append(subjects, ledger.Subject{UnitID: unit.ID})
	}
	for b.Loop() {
		h.Read(func(tx *store.Tx) error {
			_, err := h.Measures(ctx, tx, ledger.Measuring{Subjects: subjects, Period: calendar.MustPeriod("2022")}, "surplus")
			return err
		})
	}
}

// fullHouse has 100,000 checked accounts, or as many as QIXING_BENCH_RECORDS says.
func fullHouse(b *testing.B) (*house, org.Principal) {
	b.Helper()
	total := 100_000
	if text := os.Getenv("QIXING_BENCH_RECORDS"); text != "" {
		_, err := fmt.Sscan(text, &total)
		must(b, err)
	}
	h := benchHouse(b)
	codes := []string{"610327900201", "610327900202", "610327901201", "610327901202"}
	for done := 0; done < total; {
		var records []ledger.Record
		for range 10_000 {
			unit, err := h.Tree.FindByCode(codes[done%4])
			must(b, err)
			records = append(records, ledger.Record{UnitID: unit.ID, State: ledger.Checked,
				Values: account(fmt.Sprintf("20%02d-%02d", 10+done%13, 1+done%12), "operation", int64(done), fmt.Sprint(done))})
			done++
		}
		must(b, h.write(func(tx *store.Tx) error { return h.AddAll(ctx, tx, "accounts", records) }))
	}
	return h, benchClerk(b, h)
}
