package ledger_test

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xuri/excelize/v2"

	"qixing/ledger"
	"qixing/ledger/ledgertest"
	"qixing/org"
	"qixing/store"
)

// progress is a register whose records refer to projects.
const progress = `
title: 项目进展
owner: village
filled_by: [village_secretary, town_committee]
fields:
  day:     {type: date, title: 日期, required: true}
  project: {type: record, title: 项目, of: projects, required: true}
  note:    {type: text, title: 进展}
`

func (h *house) project(code, name string, more ...any) ledger.Record {
	h.Helper()
	in := values{"name": ledger.TextValue(name), "started": ledger.TextValue("2022-03-01")}
	for i := 0; i+1 < len(more); i += 2 {
		in[more[i].(string)] = more[i+1].(ledger.Value)
	}
	return h.mustSave(h.Who(11, "village_secretary@610327"), "projects", ledger.Record{UnitID: h.Unit(code).ID, Values: in})
}

func (h *house) progress(code string, project int64, note string) ledger.Record {
	h.Helper()
	return h.mustSave(h.Who(11, "village_secretary@610327"), "extra", ledger.Record{UnitID: h.Unit(code).ID,
		Values: values{"day": ledger.TextValue("2022-06-01"), "project": ledger.NumberValue(project), "note": ledger.TextValue(note)}})
}

func withProgress(t *testing.T, called string, do func(h *house)) {
	withHouse(t, func(h *house) {
		folder := ledgertest.Rewrite(t, policy, "dated: started", "dated: started\n"+called)
		folder["registers/extra.yaml"] = &fstest.MapFile{Data: []byte(progress)}
		must(t, h.Apply(ledgertest.LoadPack(t, folder)))
		do(h)
	})
}

func (h *house) titles(lang string, ids ...int64) (titles map[int64]string) {
	h.Helper()
	h.Read(func(tx *store.Tx) (err error) {
		titles, err = h.Titles(ctx, tx, "projects", ids, lang)
		return err
	})
	return titles
}

func TestRecordsAreCalledAsTheirRegisterDeclares(t *testing.T) {
	for called, want := range map[string][2]string{
		"":                                {"核桃园", strings.Repeat("长", 40) + "…"},
		"called: [name, year, partner]":   {"核桃园 · 2022 · 东镇", strings.Repeat("长", 40) + "…"},
		"called: [owner, started]":        {"西关村 · 2022-03-01", "柳沟村 · 2022-03-01"},
		"called: partner":                 {"东镇", "#"},
		"called: [season, partner, year]": {"东镇 · 2022", "#"},
	} {
		withProgress(t, called, func(h *house) {
			one := h.project("610327900201", "核桃园", "year", ledger.NumberValue(2022), "partner", ledger.NumberValue(h.Unit("610327900").ID))
			other := h.project("610327900202", strings.Repeat("长", 50))
			h.Write(func(tx *store.Tx) error {
				_, err := h.Delete(ctx, tx, h.Who(11, "village_secretary@610327"), "projects", other.ID, other.Revision, "重复")
				return err
			})
			if want[1] == "#" {
				want[1] = fmt.Sprintf("#%d", other.ID)
			}
			expected := map[int64]string{one.ID: want[0], other.ID: want[1], 999: "#999"}
			if got := h.titles("zh", one.ID, other.ID, 999); !maps.Equal(got, expected) {
				t.Errorf("%s: got %v, want %v", called, got, expected)
			}
		})
	}
}

func TestReferencesAreFoundAndSortedByWhatTheyAreCalled(t *testing.T) {
	withProgress(t, "", func(h *house) {
		pear, walnut := h.project("610327900201", "乙梨园"), h.project("610327901201", "丁核桃园")
		hidden := h.project("610327900202", "甲菌棚", "score", ledger.NumberValue(1))
		all := []int64{h.progress("610327900201", hidden.ID, "一").ID, h.progress("610327900201", walnut.ID, "二").ID, h.progress("610327900201", pear.ID, "三").ID}
		clerk := h.Who(12, "village_secretary@610327900201") // who mayn't open the others' projects
		filter := func(text string) ledger.Query {
			return ledger.Query{Filters: []ledger.Filter{{Field: "project", Operator: ledger.Contains, Values: []ledger.Value{ledger.TextValue(text)}}}}
		}
		for _, c := range []struct {
			name  string
			query ledger.Query
			want  []int64
		}{
			{"sorted", ledger.Query{Sort: "project"}, []int64{all[1], all[2], all[0]}},
			{"sorted downwards", ledger.Query{Sort: "-project"}, []int64{all[0], all[2], all[1]}},
			{"by a part of the title", filter("核桃"), []int64{all[1]}},
			{"by pinyin", filter("hetao"), []int64{all[1]}},
			{"by what nothing is called", filter("苹果"), nil},
			{"by the start date, which isn't what they are called", filter("2022"), nil},
			{"looked for", ledger.Query{Search: "liyuan"}, []int64{all[2]}},
		} {
			c.query.Register = "extra"
			var got []int64
			for _, r := range h.list(clerk, c.query).Records {
				got = append(got, r.ID)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%s: got %v, want %v", c.name, got, c.want)
			}
		}
		pear.Values["name"] = ledger.TextValue("核桃二园")
		h.mustSave(h.Who(11, "village_secretary@610327"), "projects", pear)
		if got := h.list(clerk, ledger.Query{Register: "extra", Filters: filter("核桃").Filters}); got.Count != 2 {
			t.Errorf("renamed, it is found %d times", got.Count)
		}
	})
}

// A page far down a list that is sorted by titles begins where it should.
func TestAPageFarDownAListOfReferences(t *testing.T) {
	withProgress(t, "", func(h *house) {
		last, first := h.project("610327900201", "乙"), h.project("610327900201", "丁")
		for i := range 400 {
			h.progress("610327900201", map[bool]int64{true: last.ID, false: first.ID}[i < 200], fmt.Sprint(i))
		}
		page := h.list(h.Who(11, "village_secretary@610327"), ledger.Query{Register: "extra", Sort: "project", Offset: 350, Limit: 10})
		if len(page.Records) != 10 || page.Records[0].Values["project"].Number != last.ID {
			t.Errorf("the page has %d records, the first of %v", len(page.Records), page.Records[0].Values["project"])
		}
	})
}

func (h *house) sheetOf(who org.Principal, register string) (grid [][]string, data []byte) {
	h.Helper()
	var buffer bytes.Buffer
	h.Read(func(tx *store.Tx) error {
		return h.Export(ctx, tx, who, ledger.Query{Register: register, Sort: "note"}, &buffer)
	})
	f, err := excelize.OpenReader(bytes.NewReader(buffer.Bytes()))
	h.Must(err)
	defer f.Close()
	grid, err = f.GetRows(f.GetSheetName(0))
	h.Must(err)
	return grid, buffer.Bytes()
}

func TestSheetsWriteWhatRecordsAreCalled(t *testing.T) {
	withProgress(t, "", func(h *house) {
		clerk := h.Who(11, "village_secretary@610327")
		walnut, twin := h.project("610327900201", "核桃园"), h.project("610327900202", "核桃园")
		pear, again := h.project("610327901201", "梨园"), h.project("610327901201", "梨园")
		h.progress("610327900201", walnut.ID, "1")
		h.progress("610327900201", twin.ID, "2")
		h.progress("610327900201", again.ID, "3")
		rows, data := h.sheetOf(clerk, "extra")
		column := slices.Index(rows[3], "项目")
		want := []string{"核桃园", fmt.Sprintf("核桃园 #%d", twin.ID), fmt.Sprintf("梨园 #%d", again.ID)}
		for i := range want {
			if got := rows[4+i][column]; got != want[i] {
				t.Errorf("row %d says %q, want %q", i, got, want[i])
			}
		}
		if report, err := h.load(clerk, "extra", bytes.NewReader(data), ledger.Importing{}); err != nil || report.Unchanged != 3 {
			t.Errorf("imported again: %+v, %v", report, err)
		}
		head := []any{"镇", "村", "日期", "项目", "进展"}
		taken, err := h.load(clerk, "extra", workbook(t, grid{head, {"东镇", "柳沟村", "2022-07-01", "核桃园", "4"}, {"东镇", "西关村", "2022-07-01", pear.ID, "5"},
			{"东镇", "西关村", "2022-07-01", fmt.Sprintf("#%d", pear.ID), "6"}}), ledger.Importing{})
		if err != nil || taken.Created != 3 {
			t.Fatalf("by title and number: %+v, %v", taken, err)
		}
		var got []int64
		for _, r := range h.list(clerk, ledger.Query{Register: "extra", Sort: "note"}).Records[3:] {
			got = append(got, r.Values["project"].Number)
		}
		if !slices.Equal(got, []int64{twin.ID, pear.ID, pear.ID}) {
			t.Errorf("taken are %v", got)
		}
		refused, _ := h.load(clerk, "extra", workbook(t, grid{head, {"东镇", "西关村", "2022-08-01", "梨园", "7"}, {"东镇", "西关村", "2022-08-01", "苹果园", "8"},
			{"东镇", "西关村", "2022-08-01", fmt.Sprintf("苹果园 #%d", pear.ID), "9"}}), ledger.Importing{DryRun: true})
		faults := []string{"D2 《书记项目台账》里有 2 条叫“梨园”。", "D3 《书记项目台账》里没有“苹果园”。", fmt.Sprintf("D4 《书记项目台账》里没有“苹果园 #%d”。", pear.ID)}
		if got := problems(refused); !slices.Equal(got, faults) {
			t.Fatalf("the faults are %v", got)
		}
		if hint := fmt.Sprintf("请写明是哪一条：梨园 #%d（河北镇西关村）、梨园 #%d（河北镇西关村）。", pear.ID, again.ID); refused.Problems[0].Remedy != hint {
			t.Errorf("the remedy is %q", refused.Problems[0].Remedy)
		}
	})
}
