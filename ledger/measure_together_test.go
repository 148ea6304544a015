package ledger_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"qixing/calendar"
	"qixing/fixed"
	"qixing/ledger"
	"qixing/store"
)

// moreMeasures are put before good_years in the pack of the tests.
const moreMeasures = `
mean_cost:     {title: 平均投资, register: projects, average: cost}
large_cost:    {title: 大额投资, register: projects, where: cost > 500, sum: cost}
least_own:     {title: 最少自筹, register: projects, lowest: own}
most_own:      {title: 最多自筹, register: projects, where: done, highest: own, roll_up: false}
granted_sum:   {title: 财政资金, register: projects, sum: granted, empty: zero}
done_projects: {title: 完工, register: projects, where: done, count: true, window: year}
unfinished:    {title: 未完工占比, register: projects, share: not done}
partner_cost:  {title: 帮扶投资, register: projects, sum: cost, subject: partner}
partner_own:   {title: 帮扶自筹, register: projects, highest: own, subject: partner}
own_share:     {title: 自筹占比, is: least_own / mean_cost}
ratio_least:   {title: 最低占比, register: accounts, lowest: ratio}
ratio_paid:    {title: 到账占比, register: accounts, where: amount > 300, share: line == "expense"}
good_years:    `

// What one statement gives for many measures is what each gives alone: of any records, with one record a subject at most and with many.
func TestMeasuresTogetherAreAsAlone(t *testing.T) {
	ids := []string{"operating_income", "expenses", "surplus", "last_surplus", "entries", "months", "mean_entry", "highest_entry", "lowest_entry", "latest_entry",
		"spending_share", "projects_so_far", "mean_score", "done_share", "mean_cost", "large_cost", "least_own", "most_own", "granted_sum", "done_projects",
		"unfinished", "partner_cost", "partner_own", "own_share", "ratio_least", "ratio_paid"}
	for name, unique := range map[string]string{"many": "unique: [owner, month, line, voucher]", "single": "unique: [owner, month]"} {
		t.Run(name, func(t *testing.T) {
			withHouse(t, func(h *house) {
				must(t, h.Apply(loadPack(t, "unique: [owner, month, line, voucher]", unique, "good_years:       ", moreMeasures)))
				h.fillAtRandom(name == "single")
				var subjects []ledger.Subject
				for _, unit := range h.Tree.Units() {
					subjects = append(subjects, ledger.Subject{UnitID: unit.ID})
				}
				for _, period := range []string{"2022", "2021", "2022-03", "2022-07", "2022Q2", "2019"} {
					of := ledger.Measuring{Subjects: subjects, Period: calendar.MustPeriod(period)}
					h.Read(func(tx *store.Tx) error {
						all, err := h.Measures(ctx, tx, of, ids...)
						must(t, err)
						for _, id := range ids {
							alone, err := h.Measures(ctx, tx, of, id)
							must(t, err)
							if !reflect.DeepEqual(all[id], alone[id]) {
								t.Errorf("%s of %s is\n%+v, alone\n%+v", id, period, all[id], alone[id])
							}
						}
						return nil
					})
				}
			})
		})
	}
}

// fillAtRandom books accounts, one a month and unit or many, and projects, each with much that is missing.
func (h *house) fillAtRandom(single bool) {
	h.Helper()
	random := rand.New(rand.NewPCG(3, 4))
	sometimes := func(in values, field string, value ledger.Value) {
		if random.IntN(3) > 0 {
			in[field] = value
		}
	}
	var accounts, projects []ledger.Record
	codes := []string{"610327900201", "610327900202", "610327901201", "610327901202"}
	for i := range 300 {
		unit := h.Unit(codes[random.IntN(4)]).ID
		state := []ledger.State{ledger.Checked, ledger.Checked, ledger.Filled, ledger.Draft}[random.IntN(4)]
		in := account(fmt.Sprintf("20%02d-%02d", 21+random.IntN(2), 1+random.IntN(12)), []string{"operation", "contracting", "expense"}[random.IntN(3)], random.Int64N(1000), fmt.Sprint(i))
		if single {
			unit, in["month"] = h.Unit(codes[i%4]).ID, ledger.TextValue(fmt.Sprintf("20%02d-%02d", 22-i/48, 1+i/4%12))
		}
		sometimes(in, "ratio", ledger.NumberValue(random.Int64N(int64(fixed.One))))
		accounts = append(accounts, ledger.Record{UnitID: unit, State: state, Values: in})
		in = values{"name": ledger.TextValue(fmt.Sprint("项目", i)), "started": ledger.TextValue(fmt.Sprintf("20%02d-%02d-%02d", 21+random.IntN(2), 1+random.IntN(12), 1+random.IntN(28)))}
		sometimes(in, "cost", ledger.NumberValue(random.Int64N(100_000)))
		sometimes(in, "own", ledger.NumberValue(random.Int64N(100_000)-50_000))
		sometimes(in, "done", ledger.BoolValue(random.IntN(2) == 0))
		sometimes(in, "score", ledger.NumberValue(random.Int64N(1000)*100_000))
		sometimes(in, "partner", ledger.NumberValue(h.Unit([]string{"610327900", "610327901"}[random.IntN(2)]).ID))
		projects = append(projects, ledger.Record{UnitID: unit, State: ledger.Filled, Values: in})
	}
	h.Write(func(tx *store.Tx) error { return h.AddAll(ctx, tx, "accounts", accounts) })
	h.Write(func(tx *store.Tx) error { return h.AddAll(ctx, tx, "projects", projects) })
}
