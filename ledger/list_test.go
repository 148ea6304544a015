package ledger_test

import (
	"fmt"
	"slices"
	"testing"

	"qixing/ledger"
	"qixing/org"
)

func TestListFiltersSortsAndAddsUp(t *testing.T) {
	withHouse(t, func(h *house) {
		towns := h.who(12, "village_secretary@610327")
		for i, code := range []string{"610327900201", "610327900202", "610327901201"} {
			for month := 1; month <= 3; month++ {
				line := []string{"operation", "contracting", "expense"}[month-1]
				in := account(fmt.Sprintf("2022-%02d", month), line, int64(100*(i+1)+month), "")
				if i == 0 && month == 1 {
					in["note"] = ledger.TextValue("核桃园 100% 承包")
					in["paid_on"] = ledger.TextValue("2022-01-31")
				}
				h.mustSave(towns, "accounts", ledger.Record{UnitID: h.unit(code).ID, Values: in})
			}
		}
		text, number := ledger.TextValue, ledger.NumberValue
		east := h.who(13, "town_committee@610327900")
		cases := []struct {
			name  string
			who   org.Principal
			query ledger.Query
			want  []int64 // amounts in 元
		}{
			{"all, newest first", towns, ledger.Query{}, []int64{303, 302, 301, 203, 202, 201, 103, 102, 101}},
			{"the subtree only", east, ledger.Query{}, []int64{203, 202, 201, 103, 102, 101}},
			{"nobody's", h.who(14), ledger.Query{}, nil},
			{"a unit", towns, ledger.Query{UnitID: h.unit("610327901").ID}, []int64{303, 302, 301}},
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
