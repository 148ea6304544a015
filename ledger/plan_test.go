package ledger_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"qixing/fault"
	"qixing/ledger"
	"qixing/ledger/ledgertest"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

// steps are a plan's as "kind name column".
func (h *house) steps(p *pack.Pack) (steps []string) {
	h.Helper()
	h.Read(func(tx *store.Tx) error {
		plan, err := ledger.PlanTables(ctx, tx, county, p)
		for _, step := range plan.Steps {
			steps = append(steps, strings.TrimSpace(string(step.Kind)+" "+step.Name()+" "+step.Column))
			for _, lang := range []string{"zh", "en"} {
				if text := step.Sentence(lang); strings.Contains(text, "{") || strings.HasPrefix(text, "ledger.") {
					h.Errorf("the step reads %q", text)
				}
			}
		}
		return err
	})
	return steps
}

func TestPlan(t *testing.T) {
	withHouse(t, func(h *house) {
		h.book()
		cases := []struct {
			name    string
			replace []string
			want    []string
		}{
			{"the same pack", nil, nil},
			{"a field more", []string{"title: 备注}", "title: 备注}\n  payer: {type: text, title: 付款人}"}, []string{"add_column accounts.payer payer"}},
			{"a field renamed", []string{"  paid_on: {", "  received_on: {renamed_from: paid_on, "}, []string{"rename_column accounts.received_on received_on"}},
			{"a field removed", []string{"  ratio:   {type: share, title: 占比}\n", ""}, []string{"retire_column accounts.ratio ratio"}},
			{"a field of another type", []string{"{type: share, title: 占比}", "{type: decimal, title: 占比}"},
				[]string{"add_column accounts.ratio ratio_2", "retire_column accounts.ratio ratio"}},
			{"a text made longer", []string{"voucher: {type: text", "voucher: {type: long_text"}, []string{"retype_column accounts.voucher voucher"}},
			{"another uniqueness", []string{"unique: [owner, month, line, voucher]", "unique: [owner, month, line]"}, []string{"recompute accounts"}},
		}
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				if got := h.steps(loadPack(t, c.replace...)); !slices.Equal(got, c.want) {
					t.Errorf("the steps are %q, want %q", got, c.want)
				}
			})
		}
	})
}

func TestApplyKeepsData(t *testing.T) {
	withHouse(t, func(h *house) {
		h.book()
		clerk := h.Who(11, "village_secretary@610327")
		must(t, h.Apply(loadPack(t, "  amount:  {", "  income:  {renamed_from: amount, ", ": amount}", ": income}")))
		page := h.list(clerk, ledger.Query{Register: "accounts", Totals: true})
		if got := page.Totals["income"].Number; got != 1_204_000 {
			t.Errorf("after renaming, the total is %d", got)
		}
		if page.Count != 7 {
			t.Errorf("%d records, want 7", page.Count)
		}
	})
}

func TestApplyRefusesLossUnlessNamed(t *testing.T) {
	withHouse(t, func(h *house) {
		h.book()
		without := []string{"  score:   {type: decimal, title: 评分, decimals: 1, min: 0, max: 100}\n", "", "average: score", "highest: cost", "where: score >= 60", "where: done"}
		err := h.Apply(loadPack(t, without...))
		wantFaults(t, err, "ledger.would_lose")
		if text := fault.Text(err, "zh"); !strings.Contains(text, "projects.score (3)") {
			t.Errorf("the refusal says %s", text)
		}
		must(t, h.Apply(loadPack(t, without...), "projects.score"))
		must(t, h.Apply(loadPack(t)))
		page := h.list(h.Who(11, "village_secretary@610327"), ledger.Query{Register: "projects"})
		if value := page.Records[0].Values["score"]; page.Count != 3 || value.Present {
			t.Errorf("the field came back with %v: old data show under a new field", value)
		}
		var kept int
		h.Read(func(tx *store.Tx) error {
			return tx.QueryRow(ctx, `SELECT count(score) FROM reg_projects`).Scan(&kept)
		})
		if kept != 3 {
			t.Errorf("%d old values are kept, want 3", kept)
		}
	})
}

func TestApplyRefusesUniquenessThatIsBroken(t *testing.T) {
	withHouse(t, func(h *house) {
		clerk := h.Who(11, "village_secretary@610327")
		unit := h.Unit("610327900201").ID
		h.mustSave(clerk, "accounts", ledger.Record{UnitID: unit, Values: account("2022-01", "operation", 1, "1")})
		other := h.mustSave(clerk, "accounts", ledger.Record{UnitID: unit, Values: account("2022-01", "operation", 1, "2")})
		narrow := loadPack(t, "unique: [owner, month, line, voucher]", "unique: [owner, month, line]")
		wantFaults(t, h.Apply(narrow), "ledger.unique_breaks")
		h.Write(func(tx *store.Tx) error {
			_, err := h.Delete(ctx, tx, clerk, "accounts", other.ID, 1, "重复")
			return err
		})
		must(t, h.Apply(narrow))
		_, err := h.save(clerk, "accounts", ledger.Record{UnitID: unit, Values: account("2022-01", "operation", 1, "3")})
		wantFaults(t, err, "ledger.duplicate")
	})
}

func TestCountiesShareATable(t *testing.T) {
	withHouse(t, func(h *house) {
		h.book()
		folder := ledgertest.Rewrite(t, policy, "county: \"610327\"", "county: \"610324\"", "amount:  {type: money, title: 金额, required: true, min: 0}",
			"amount:  {type: decimal, title: 金额, required: true}\n  cashier: {type: text, title: 出纳}", "voucher: {type: text", "voucher: {type: integer")
		h.Write(func(tx *store.Tx) error {
			must(t, ledgertest.Found(tx, "610324", strings.ReplaceAll(units, "610327", "610324"), folder))
			tree, err := org.LoadTree(ctx, tx, "610324")
			must(t, err)
			second, err := ledger.Open(ctx, tx, ledgertest.LoadPack(t, folder), tree, h.Keys)
			must(t, err)
			village, err := tree.FindByCode("610324900201")
			must(t, err)
			who := org.Principal{County: "610324", AccountID: 1, Grants: []org.Grant{{Role: "village_secretary", UnitID: village.ID, UnitPath: village.Path}}}
			_, err = second.Save(ctx, tx, who, "accounts", ledger.Record{UnitID: village.ID, Values: values{"month": ledger.TextValue("2022-01"),
				"line": ledger.TextValue("operation"), "amount": ledger.NumberValue(12_340_000), "cashier": ledger.TextValue("王")}})
			must(t, err)
			page, err := second.List(ctx, tx, who, ledger.Query{Register: "accounts"})
			if page.Count != 1 || page.Records[0].Values["amount"].Number != 12_340_000 {
				t.Errorf("the other county sees %+v", page)
			}
			return err
		})
		if page := h.list(h.Who(11, "village_secretary@610327"), ledger.Query{Register: "accounts"}); page.Count != 7 {
			t.Errorf("this county sees %d records, want 7", page.Count)
		}
		if got := shown(h.measure("2022", "operating_income", "610327").Column, 0); got != "1540" {
			t.Errorf("operating income is %s", got)
		}
	})
}

func TestStoredPackLoadsAgain(t *testing.T) {
	withHouse(t, func(h *house) {
		files, err := ledger.ZipFiles(os.DirFS("testdata/pack"))
		must(t, err)
		h.Write(func(tx *store.Tx) error {
			plan, err := ledger.PlanTables(ctx, tx, county, h.Pack)
			must(t, err)
			return ledger.Apply(ctx, tx, plan, ledger.Applying{By: 7, Files: files})
		})
		h.Read(func(tx *store.Tx) error {
			active, err := ledger.ActivePack(ctx, tx, county)
			must(t, err)
			if active.Fingerprint != h.Pack.Fingerprint || len(active.Registers) != len(h.Pack.Registers) {
				t.Errorf("the stored pack is %s of %d registers", active.Fingerprint, len(active.Registers))
			}
			packs, err := ledger.ListPacks(ctx, tx, county)
			if len(packs) != 2 || packs[0].AppliedBy != 7 {
				t.Errorf("the applied packs are %+v", packs)
			}
			return err
		})
	})
}
