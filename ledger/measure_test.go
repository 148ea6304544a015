package ledger_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"qixing/calendar"
	"qixing/expression"
	"qixing/fixed"
	"qixing/ledger"
	"qixing/store"
)

// book fills and checks accounts of two villages and a project or two.
func (h *house) book() {
	h.Helper()
	clerk := h.Who(11, "village_secretary@610327")
	checker := h.Who(12, "town_committee@610327")
	add := func(code string, in values) {
		saved := h.mustSave(clerk, "accounts", ledger.Record{UnitID: h.Unit(code).ID, Values: in})
		_, err := h.check(checker, "accounts", saved)
		h.Must(err)
	}
	add("610327900201", account("2022-01", "operation", 1000, ""))
	add("610327900201", account("2022-03", "contracting", 500, ""))
	add("610327900201", account("2022-03", "expense", 200, ""))
	add("610327900202", account("2022-12", "operation", 40, ""))
	add("610327900201", account("2021-12", "operation", 300, ""))
	add("610327900201", account("2021-12", "expense", 1, ""))
	h.mustSave(clerk, "accounts", ledger.Record{UnitID: h.Unit("610327900201").ID, Values: account("2022-07", "operation", 9999, "未核对")})
	for i, score := range []int64{81_500_000, 59_000_000, 60_000_000} {
		h.mustSave(clerk, "projects", ledger.Record{UnitID: h.Unit("610327901201").ID, Values: values{"name": ledger.TextValue("项目"),
			"started": ledger.TextValue(fmt.Sprintf("202%d-05-01", i)), "score": ledger.NumberValue(score), "done": ledger.BoolValue(i < 2)}})
	}
}

func (h *house) measure(period string, id string, codes ...string) ledger.Reading {
	h.Helper()
	var subjects []ledger.Subject
	for _, code := range codes {
		subjects = append(subjects, ledger.Subject{UnitID: h.Unit(code).ID})
	}
	var readings map[string]ledger.Reading
	h.Read(func(tx *store.Tx) (err error) {
		readings, err = h.Measures(ctx, tx, ledger.Measuring{Subjects: subjects, Period: calendar.MustPeriod(period)}, id)
		return err
	})
	return readings[id]
}

func shown(column expression.Column, i int) string {
	if column.States != nil && column.States[i] != expression.Present {
		return [...]string{"", "missing", "not applicable"}[column.States[i]]
	}
	return column.Values[i].String()
}

func TestMeasures(t *testing.T) {
	withHouse(t, func(h *house) {
		h.book()
		const first, second, third, town, whole = "610327900201", "610327900202", "610327901201", "610327900", "610327"
		cases := []struct {
			measure, period, unit string
			want                  string
			records               int32
		}{
			{"operating_income", "2022", first, "1500", 2},
			{"operating_income", "2022", town, "1540", 3},
			{"operating_income", "2022", whole, "1540", 3},
			{"operating_income", "2022Q1", first, "1500", 2},
			{"operating_income", "2022-03", first, "500", 1},
			{"operating_income", "2022", third, "missing", 0},
			{"surplus", "2022", first, "1300", 3},
			{"surplus", "2022", second, "missing", 1},
			{"last_surplus", "2022", first, "299", 2},
			{"last_surplus", "2021", first, "missing", 0},
			{"entries", "2022", first, "3", 3},
			{"entries", "2022", third, "0", 0},
			{"months", "2022", town, "3", 4},
			{"mean_entry", "2022", first, "566.6667", 3},
			{"highest_entry", "2022", town, "1000", 4},
			{"lowest_entry", "2022", town, "40", 4},
			{"latest_entry", "2022", first, "200", 1},
			{"latest_entry", "2022", town, "240", 2},
			{"spending_share", "2022", first, "0.3333", 3},
			{"spending_share", "2022", third, "missing", 0},
			{"projects_so_far", "2020", third, "1", 1},
			{"projects_so_far", "2022Q1", third, "2", 2},
			{"projects_so_far", "2022Q2", third, "3", 3},
			{"projects_running", "2021Q1", third, "0", 0},
			{"projects_running", "2021Q2", third, "1", 1},
			{"projects_running", "2022H1", third, "2", 2},
			{"mean_score", "2022", third, "66.8333", 3},
			{"done_share", "2022", third, "0.5", 2},
			{"good_years", "2022", first, "0", 0},
		}
		for _, c := range cases {
			t.Run(c.measure+" of "+c.unit+" in "+c.period, func(t *testing.T) {
				got := h.measure(c.period, c.measure, third, c.unit)
				if shown(got.Column, 1) != c.want || got.Records[1] != c.records {
					t.Errorf("got %s from %d records, want %s from %d", shown(got.Column, 1), got.Records[1], c.want, c.records)
				}
				behind := 0
				h.Read(func(tx *store.Tx) error {
					list, err := h.ListBehind(ctx, tx, c.measure, ledger.Subject{UnitID: h.Unit(c.unit).ID}, calendar.MustPeriod(c.period), 100)
					for _, b := range list {
						behind += len(b.Records)
					}
					return err
				})
				if behind != int(c.records) {
					t.Errorf("%d records are listed behind it, want %d", behind, c.records)
				}
			})
		}
	})
}

func TestShareIsNotApplicableWhenWhereLeavesOutAll(t *testing.T) {
	withHouse(t, func(h *house) {
		clerk := h.Who(11, "village_secretary@610327")
		h.mustSave(clerk, "projects", ledger.Record{UnitID: h.Unit("610327901201").ID, Values: values{"name": ledger.TextValue("项目"),
			"started": ledger.TextValue("2022-05-01"), "score": ledger.NumberValue(59_000_000), "done": ledger.BoolValue(true)}})
		if got := shown(h.measure("2022", "done_share", "610327901201").Column, 0); got != "not applicable" {
			t.Errorf("done_share is %s", got)
		}
	})
}

func TestMeasureOfPersons(t *testing.T) {
	withHouse(t, func(h *house) {
		clerk, checker := h.Who(11, "village_secretary@610327"), h.Who(12, "town_committee@610327")
		one, two := h.person("王一", "610327900201"), h.person("王二", "610327900201")
		for _, person := range []int64{one, two} {
			grade := map[int64]string{one: "good", two: "fair"}[person]
			saved := h.mustSave(clerk, "conduct", ledger.Record{PersonID: person, Values: values{"year": ledger.NumberValue(2022), "grade": ledger.TextValue(grade)}})
			_, err := h.check(checker, "conduct", saved)
			must(t, err)
		}
		h.Read(func(tx *store.Tx) error {
			subjects := []ledger.Subject{{PersonID: two}, {PersonID: one}, {PersonID: 999}}
			got, err := h.Measures(ctx, tx, ledger.Measuring{Subjects: subjects, Period: calendar.MustPeriod("2022")}, "good_years")
			must(t, err)
			for i, want := range []string{"0", "1", "0"} {
				if shown(got["good_years"].Column, i) != want {
					t.Errorf("person %d has %s, want %s", i, shown(got["good_years"].Column, i), want)
				}
			}
			return nil
		})
	})
}

// Whatever the records are, a town's sum is its villages', and mean, least and most fit together.
func TestMeasuresAddUp(t *testing.T) {
	withHouse(t, func(h *house) {
		random := rand.New(rand.NewPCG(1, 2))
		var records []ledger.Record
		sums := map[string]int64{}
		codes := []string{"610327900201", "610327900202", "610327901201", "610327901202"}
		for i := range 400 {
			code, amount := codes[random.IntN(4)], random.Int64N(1_000_000)
			line := []string{"operation", "contracting", "expense"}[random.IntN(3)]
			if line != "expense" {
				sums[code] += amount
			}
			in := account(fmt.Sprintf("2022-%02d", 1+random.IntN(12)), line, 0, fmt.Sprint(i))
			in["amount"] = ledger.NumberValue(amount)
			records = append(records, ledger.Record{UnitID: h.Unit(code).ID, State: ledger.Checked, Values: in})
		}
		h.Write(func(tx *store.Tx) error { return h.AddAll(ctx, tx, "accounts", records) })
		got := h.measure("2022", "operating_income", append(codes, "610327900", "610327901", "610327")...)
		for i, code := range codes {
			if got.Values[i] != fixed.FromMoney(sums[code]) {
				t.Errorf("%s has %s, want %s", code, got.Values[i], fixed.FromMoney(sums[code]))
			}
		}
		if got.Values[0]+got.Values[1] != got.Values[4] || got.Values[2]+got.Values[3] != got.Values[5] || got.Values[4]+got.Values[5] != got.Values[6] {
			t.Errorf("the sums don't add up: %v", got.Values)
		}
	})
}
