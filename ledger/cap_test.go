package ledger_test

import (
	"fmt"
	"sync"
	"testing"

	"qixing/fault"
	"qixing/ledger"
	"qixing/store"
)

// capped is the test pack with a budget of 200万元 a year on its accounts' expenses, and 100元 for each village's contracting.
func capped(budget string) []string {
	return []string{"unique: [owner, month, line, voucher]", `unique: [owner, month, line, voucher]
caps:
  budget: {title: 年度预算, sum: amount, where: line == "expense", period: year, at_most: ` + budget + `}
  share:  {title: 每村上限, sum: amount, where: line == "contracting", per: [owner], at_most: 100元}`}
}

// expense is what two villages' clerks enter, in 分.
func expense(village int64, month string, fen int64) ledger.Record {
	v := account(month, "expense", 0, fmt.Sprint(village, month, fen))
	v["amount"] = ledger.NumberValue(fen)
	return ledger.Record{UnitID: village, Values: v}
}

func TestCapHoldsAtItsBound(t *testing.T) {
	withHouse(t, func(h *house) {
		must(t, h.Apply(loadPack(t, capped("200万元")...)))
		west, ditch := h.Unit("610327900201").ID, h.Unit("610327900202").ID
		clerk := h.Who(11, "village_secretary@610327")
		first := h.mustSave(clerk, "accounts", expense(west, "2022-03", 150_000_000))
		_, err := h.save(clerk, "accounts", expense(ditch, "2022-07", 50_000_001))
		wantFaults(t, err, "ledger.over_cap")
		if left := fault.List(err)[0].Args["left"]; left != "500000" {
			t.Errorf("there is %v left, want 500000", left)
		}
		second := h.mustSave(clerk, "accounts", expense(ditch, "2022-07", 50_000_000))
		h.mustSave(clerk, "accounts", expense(ditch, "2023-01", 200_000_000)) // another year
		_, err = h.save(clerk, "accounts", ledger.Record{ID: first.ID, Revision: first.Revision, Values: values{"amount": ledger.NumberValue(150_000_001)}})
		wantFaults(t, err, "ledger.over_cap")
		h.mustSave(clerk, "accounts", ledger.Record{ID: first.ID, Revision: first.Revision, Values: values{"amount": ledger.NumberValue(149_999_999)}})
		_, err = h.save(clerk, "accounts", ledger.Record{ID: second.ID, Revision: second.Revision, Values: values{"amount": ledger.NumberValue(50_000_002)}})
		wantFaults(t, err, "ledger.over_cap")
	})
}

// A budget that begins with a year holds for none before.
func TestCapBeforeItsNumberBegins(t *testing.T) {
	withHouse(t, func(h *house) {
		must(t, h.Apply(loadPack(t, capped("surplus_line")...)))
		clerk, west := h.Who(11, "village_secretary@610327"), h.Unit("610327900201").ID
		h.mustSave(clerk, "accounts", expense(west, "2021-12", 900_000_000))
		_, err := h.save(clerk, "accounts", expense(west, "2022-01", 900_000_000))
		wantFaults(t, err, "ledger.over_cap")
	})
}

func TestCapForEachOwner(t *testing.T) {
	withHouse(t, func(h *house) {
		must(t, h.Apply(loadPack(t, capped("200万元")...)))
		clerk := h.Who(11, "village_secretary@610327")
		for _, code := range []string{"610327900201", "610327900202"} {
			h.mustSave(clerk, "accounts", ledger.Record{UnitID: h.Unit(code).ID, Values: account("2022-03", "contracting", 100, "")})
		}
		_, err := h.save(clerk, "accounts", ledger.Record{UnitID: h.Unit("610327900202").ID, Values: account("2023-03", "contracting", 1, "")})
		wantFaults(t, err, "ledger.over_cap")
	})
}

// A cap that is lowered leaves what was given, and lets it become less.
func TestLoweredCapCanBeApproached(t *testing.T) {
	withHouse(t, func(h *house) {
		must(t, h.Apply(loadPack(t, capped("200万元")...)))
		clerk, west := h.Who(11, "village_secretary@610327"), h.Unit("610327900201").ID
		saved := h.mustSave(clerk, "accounts", expense(west, "2022-03", 200_000_000))
		must(t, h.Apply(loadPack(t, capped("100万元")...)))
		saved = h.mustSave(clerk, "accounts", ledger.Record{ID: saved.ID, Revision: saved.Revision, Values: values{"amount": ledger.NumberValue(150_000_000)}})
		_, err := h.save(clerk, "accounts", ledger.Record{ID: saved.ID, Revision: saved.Revision, Values: values{"amount": ledger.NumberValue(150_000_001)}})
		wantFaults(t, err, "ledger.over_cap")
	})
}

// What is deleted frees its amount, and comes back only if it fits.
func TestCapOfWhatIsRestored(t *testing.T) {
	withHouse(t, func(h *house) {
		must(t, h.Apply(loadPack(t, capped("200万元")...)))
		clerk, west := h.Who(11, "village_secretary@610327"), h.Unit("610327900201").ID
		saved := h.mustSave(clerk, "accounts", expense(west, "2022-03", 150_000_000))
		h.Write(func(tx *store.Tx) (err error) {
			saved, err = h.Delete(ctx, tx, clerk, "accounts", saved.ID, saved.Revision, "记错了")
			return err
		})
		h.mustSave(clerk, "accounts", expense(west, "2022-04", 100_000_000))
		err := h.write(func(tx *store.Tx) error {
			_, err := h.Restore(ctx, tx, clerk, "accounts", saved.ID, saved.Revision)
			return err
		})
		wantFaults(t, err, "ledger.over_cap")
	})
}

func TestImportHoldsCaps(t *testing.T) {
	withHouse(t, func(h *house) {
		must(t, h.Apply(loadPack(t, capped("200万元")...)))
		clerk := h.Who(11, "village_secretary@610327")
		head := []any{"村", "月份", "科目", "凭证号", "金额（元）"}
		report, err := h.load(clerk, "accounts", workbook(t, grid{head,
			{"610327900201", "2022-03", "支出", "1", "1500000"}, {"610327900202", "2022-04", "支出", "2", "500000.01"}}), ledger.Importing{})
		wantFaults(t, err, "ledger.import_refused")
		if len(report.Problems) != 1 || report.Problems[0].Row != 3 || report.Problems[0].Column != "E" {
			t.Errorf("problems are %v, want one in E3", problems(report))
		}
		_, err = h.load(clerk, "accounts", workbook(t, grid{head,
			{"610327900201", "2022-03", "支出", "1", "1500000"}, {"610327900202", "2022-04", "支出", "2", "500000"}}), ledger.Importing{})
		must(t, err)
	})
}

// Ten clerks at once want a quarter of the budget each: four get it.
func TestCapHoldsForManyAtOnce(t *testing.T) {
	withHouse(t, func(h *house) {
		must(t, h.Apply(loadPack(t, capped("200万元")...)))
		west := h.Unit("610327900201").ID
		var wait sync.WaitGroup
		errs := make([]error, 10)
		for i := range errs {
			clerk := h.Who(int64(20+i), "village_secretary@610327")
			wait.Go(func() {
				_, errs[i] = h.save(clerk, "accounts", expense(west, fmt.Sprintf("2022-%02d", i+1), 50_000_000))
			})
		}
		wait.Wait()
		saved := 0
		for _, err := range errs {
			if err == nil {
				saved++
				continue
			}
			wantFaults(t, err, "ledger.over_cap")
		}
		if saved != 4 {
			t.Errorf("%d were saved, want 4", saved)
		}
	})
}
