package ledger_test

import (
	"fmt"
	"slices"
	"testing"

	"qixing/ledger"
	"qixing/org"
	"qixing/store"
)

func TestListFiltersSortsAndAddsUp(t *testing.T) {
	withHouse(t, func(h *house) {
		towns := h.Who(12, "village_secretary@610327")
		for i, code := range []string{"610327900201", "610327900202", "610327901201"} {
			for month := 1; month <= 3; month++ {
				line := []string{"operation", "contracting", "expense"}[month-1]
				in := account(fmt.Sprintf("2022-%02d", month), line, int64(100*(i+1)+month), "")
				if i == 0 && month == 1 {
					in["note"] = ledger.TextValue("核桃园 100% 承包")
					in["paid_on"] = ledger.TextValue("2022-01-31")
				}
				h.mustSave(towns, "accounts", ledger.Record{UnitID: h.Unit(code).ID, Values: in})
			}
		}
		text, number := ledger.TextValue, ledger.NumberValue
		east := h.Who(13, "town_committee@610327900")
		cases := []struct {
			name  string
			who   org.Principal
			query ledger.Query
			want  []int64 // amounts in 元
		}{
			{"all, newest first", towns, ledger.Query{}, []int64{303, 302, 301, 203, 202, 201, 103, 102, 101}},
			{"the subtree only", east, ledger.Query{}, []int64{203, 202, 201, 103, 102, 101}},
			{"nobody's", h.Who(14), ledger.Query{}, nil},
			{"a unit", towns, ledger.Query{UnitID: h.Unit("610327901").ID}, []int64{303, 302, 301}},
			{"equals", towns, ledger.Query{Filters: []ledger.Filter{{Field: "line", Operator: ledger.Equals, Values: []ledger.Value{text("expense")}}}}, []int64{303, 203, 103}},
			{"one of", towns, ledger.Query{Filters: []ledger.Filter{{Field: "month", Operator: ledger.OneOf, Values: []ledger.Value{text("2022-01"), text("2022-09")}}}}, []int64{301, 201, 101}},
			{"between", towns, ledger.Query{Filters: []ledger.Filter{
				{Field: "amount", Operator: ledger.AtLeast, Values: []ledger.Value{number(10_200)}},
				{Field: "amount", Operator: ledger.AtMost, Values: []ledger.Value{number(20_100)}}}}, []int64{201, 103, 102}},
			{"missing", east, ledger.Query{Filters: []ledger.Filter{{Field: "note", Operator: ledger.IsPresent}}}, []int64{101}},
			{"contains, with a sign of its own", towns, ledger.Query{Filters: []ledger.Filter{{Field: "note", Operator: ledger.Contains, Values: []ledger.Value{text("0% 承")}}}}, []int64{101}},
			{"search", towns, ledger.Query{Search: "核桃"}, []int64{101}},
			{"search by pinyin", towns, ledger.Query{Search: "hetaoyuan"}, []int64{101}},
			{"search by the village", towns, ledger.Query{Search: "liugou"}, []int64{203, 202, 201}},
			{"search finds no wildcard", towns, ledger.Query{Search: "核%桃"}, nil},
			{"sorted", east, ledger.Query{Sort: "amount"}, []int64{101, 102, 103, 201, 202, 203}},
			{"sorted, nothing first", east, ledger.Query{Sort: "paid_on"}, []int64{102, 103, 201, 202, 203, 101}},
			{"sorted downwards, nothing last", east, ledger.Query{Sort: "-paid_on"}, []int64{101, 203, 202, 201, 103, 102}},
			{"states", towns, ledger.Query{States: []ledger.State{ledger.Checked}}, nil},
		}
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				c.query.Register, c.query.Totals = "accounts", true
				page := h.list(c.who, c.query)
				var got []int64
				var sum int64
				for _, r := range page.Records {
					got = append(got, r.Values["amount"].Number/100)
					sum += r.Values["amount"].Number
				}
				if !slices.Equal(got, c.want) {
					t.Errorf("got %v, want %v", got, c.want)
				}
				if page.Count != int64(len(c.want)) || page.Totals["amount"].Number != sum {
					t.Errorf("count %d and total %d, want %d and %d", page.Count, page.Totals["amount"].Number, len(c.want), sum)
				}
			})
		}
		page := h.list(towns, ledger.Query{Register: "accounts", Limit: 2, Offset: 1, Totals: true})
		if len(page.Records) != 2 || page.Count != 9 || page.Totals["amount"].Number != 181_800 {
			t.Errorf("the second page: %d records of %d, total %d", len(page.Records), page.Count, page.Totals["amount"].Number)
		}
	})
}

// A page far down is what the whole list has there, however often a value stands in the column it is sorted by, and after a change.
func TestDeepPages(t *testing.T) {
	withHouse(t, func(h *house) {
		clerk := h.Who(12, "village_secretary@610327")
		unit := h.Unit("610327900201").ID
		var records []ledger.Record
		for i := range 900 {
			in := account(fmt.Sprintf("20%02d-%02d", 10+i*7%11, 1+i%12), "operation", int64(i*i%400), fmt.Sprint(i))
			if i%3 == 0 {
				in["paid_on"] = ledger.TextValue(fmt.Sprintf("2022-01-%02d", 1+i%28))
			}
			records = append(records, ledger.Record{UnitID: unit, State: ledger.Filled, Values: in})
		}
		h.Write(func(tx *store.Tx) error { return h.AddAll(ctx, tx, "accounts", records) })
		compare := func(t *testing.T, sort string, filters []ledger.Filter) {
			t.Helper()
			whole := h.list(clerk, ledger.Query{Register: "accounts", Sort: sort, Filters: filters, Limit: 1000, Totals: true})
			for _, offset := range []int{0, 299, 300, 301, 444, 599, 600, 880, 899, 900, 5000} {
				page := h.list(clerk, ledger.Query{Register: "accounts", Sort: sort, Filters: filters, Limit: 30, Offset: offset, Totals: true})
				have := whole.Records[min(offset, len(whole.Records)):min(offset+30, len(whole.Records))]
				if got, want := numbersOf(page.Records), numbersOf(have); !slices.Equal(got, want) {
					t.Errorf("sorted by %q, from %d: got %v, want %v", sort, offset, got, want)
				}
				if page.Count != whole.Count || page.Totals["amount"].Number != whole.Totals["amount"].Number {
					t.Errorf("sorted by %q, from %d: %d records, want %d", sort, offset, page.Count, whole.Count)
				}
			}
		}
		recent := []ledger.Filter{{Field: "month", Operator: ledger.AtLeast, Values: []ledger.Value{ledger.TextValue("2012-06")}}}
		for _, sort := range []string{"month", "-month", "amount", "-amount", "paid_on", "-paid_on", "line", "owner", "-owner", "-changed_at", ""} {
			compare(t, sort, nil)
			compare(t, sort, recent)
		}
		h.mustSave(clerk, "accounts", ledger.Record{UnitID: unit, Values: account("2013-03", "operation", 7, "later")})
		compare(t, "-month", nil)
		compare(t, "amount", recent)
	})
}

func numbersOf(records []ledger.Record) (ids []int64) {
	for _, r := range records {
		ids = append(ids, r.ID)
	}
	return ids
}
