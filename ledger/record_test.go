package ledger_test

import (
	"strings"
	"testing"

	"qixing/fault"
	"qixing/ledger"
	"qixing/org"
	"qixing/store"
)

func TestRecordIsFilledCheckedAndCorrected(t *testing.T) {
	withHouse(t, func(h *house) {
		village := h.Unit("610327900201")
		secretary, town := h.Who(11, "village_secretary@610327900201"), h.Who(12, "town_committee@610327900")
		saved := h.mustSave(secretary, "accounts", ledger.Record{UnitID: village.ID, Values: account("2022-06", "operation", 500, "1")})
		if saved.State != ledger.Filled || saved.Revision != 1 {
			t.Errorf("saved as %s at revision %d", saved.State, saved.Revision)
		}
		checked, err := h.check(town, "accounts", saved)
		must(t, err)
		if checked.State != ledger.Checked || checked.CheckedBy != 12 {
			t.Errorf("checked: %s by %d", checked.State, checked.CheckedBy)
		}
		_, err = h.save(secretary, "accounts", ledger.Record{ID: saved.ID, Revision: 2, Values: values{"amount": ledger.NumberValue(1)}})
		wantFaults(t, err, "ledger.is_checked")
		h.Write(func(tx *store.Tx) error {
			corrected, err := h.Correct(ctx, tx, secretary, "accounts",
				ledger.Record{ID: saved.ID, Revision: 2, Values: values{"amount": ledger.NumberValue(60_000)}}, "漏记一笔")
			if err == nil && (corrected.State != ledger.Filled || corrected.Reason != "漏记一笔" || corrected.CheckedBy != 0) {
				t.Errorf("corrected: %+v", corrected)
			}
			return err
		})
		h.Read(func(tx *store.Tx) error {
			revisions, err := h.ListRevisions(ctx, tx, town, "accounts", saved.ID, "")
			if err != nil || len(revisions) != 2 || revisions[0].State != ledger.Checked || revisions[1].Values["amount"].Number != 50_000 {
				t.Errorf("history: %+v, %v", revisions, err)
			}
			return nil
		})
	})
}

func TestSaveRefuses(t *testing.T) {
	withHouse(t, func(h *house) {
		village, other := h.Unit("610327900201").ID, h.Unit("610327900202").ID
		secretary, town := h.Who(11, "village_secretary@610327900201"), h.Who(12, "town_committee@610327900")
		first := h.mustSave(secretary, "accounts", ledger.Record{UnitID: village, Values: account("2022-06", "operation", 500, "")})
		cases := []struct {
			name string
			who  org.Principal
			in   ledger.Record
			want []string
		}{
			{"all that is wrong at once", secretary, ledger.Record{UnitID: village, Values: values{"line": ledger.TextValue("opera"),
				"amount": ledger.NumberValue(-1), "paid_on": ledger.TextValue("2022-02-30")}},
				[]string{"ledger.required", "ledger.no_option", "ledger.too_small", "ledger.not_a_date"}},
			{"another village", secretary, ledger.Record{UnitID: other, Values: account("2022-06", "expense", 1, "")}, []string{"ledger.may_not_fill"}},
			{"who only checks", town, ledger.Record{UnitID: village, Values: account("2022-06", "expense", 1, "")}, []string{"ledger.may_not_fill"}},
			{"a town's record", secretary, ledger.Record{UnitID: h.Unit("610327900").ID, Values: account("2022-06", "expense", 1, "")}, []string{"ledger.wrong_owner"}},
			{"the same once more, voucher empty in both", secretary, ledger.Record{UnitID: village, Values: account("2022-06", "operation", 9, "")}, []string{"ledger.duplicate"}},
			{"an unknown field", secretary, ledger.Record{UnitID: village, Values: values{"foo": ledger.TextValue("x")}}, []string{"ledger.no_field"}},
			{"a stale revision", secretary, ledger.Record{ID: first.ID, Revision: 7, Values: values{}}, []string{"ledger.changed_state_meanwhile"}},
			{"somebody else's record", h.Who(9, "village_secretary@610327901201"), ledger.Record{ID: first.ID, Revision: 1}, []string{"ledger.no_record"}},
		}
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				_, err := h.save(c.who, "accounts", c.in)
				wantFaults(t, err, c.want...)
			})
		}
	})
}

func TestNobodyChecksTheirOwn(t *testing.T) {
	withHouse(t, func(h *house) {
		both := h.Who(11, "village_secretary@610327900201", "town_committee@610327900")
		saved := h.mustSave(both, "accounts", ledger.Record{UnitID: h.Unit("610327900201").ID, Values: account("2022-06", "operation", 5, "")})
		_, err := h.check(both, "accounts", saved)
		wantFaults(t, err, "ledger.own_record")
		_, err = h.check(h.Who(12, "town_committee@610327901"), "accounts", saved)
		wantFaults(t, err, "ledger.no_record")
	})
}

func TestConflictTellsWhoChangedWhat(t *testing.T) {
	withHouse(t, func(h *house) {
		one, two := h.Who(11, "village_secretary@610327900201"), h.Who(13, "village_secretary@610327900")
		saved := h.mustSave(one, "accounts", ledger.Record{UnitID: h.Unit("610327900201").ID, Values: account("2022-06", "operation", 5, "")})
		h.mustSave(two, "accounts", ledger.Record{ID: saved.ID, Revision: 1, Values: values{"amount": ledger.NumberValue(700)}})
		_, err := h.save(one, "accounts", ledger.Record{ID: saved.ID, Revision: 1, Values: values{"amount": ledger.NumberValue(800)}})
		wantFaults(t, err, "ledger.changed_meanwhile")
		if text := fault.Text(err, "zh"); !strings.Contains(text, "#13") || !strings.Contains(text, "金额") || !strings.Contains(text, "2022-11-20 16:00") {
			t.Errorf("the conflict says %s", text)
		}
	})
}

func TestDeleteAndRestore(t *testing.T) {
	withHouse(t, func(h *house) {
		secretary := h.Who(11, "village_secretary@610327900201")
		saved := h.mustSave(secretary, "accounts", ledger.Record{UnitID: h.Unit("610327900201").ID, Values: account("2022-06", "operation", 5, "")})
		wantFaults(t, h.write(func(tx *store.Tx) error {
			_, err := h.Delete(ctx, tx, secretary, "accounts", saved.ID, 1, "")
			return err
		}), "ledger.needs_reason")
		h.Write(func(tx *store.Tx) error {
			_, err := h.Delete(ctx, tx, secretary, "accounts", saved.ID, 1, "重复")
			return err
		})
		if page := h.list(secretary, ledger.Query{Register: "accounts"}); page.Count != 0 {
			t.Errorf("%d records after the deletion", page.Count)
		}
		again := h.mustSave(secretary, "accounts", ledger.Record{UnitID: saved.UnitID, Values: account("2022-06", "operation", 6, "")})
		wantFaults(t, h.write(func(tx *store.Tx) error {
			_, err := h.Restore(ctx, tx, secretary, "accounts", saved.ID, 2)
			return err
		}), "ledger.duplicate")
		h.Write(func(tx *store.Tx) error {
			if _, err := h.Delete(ctx, tx, secretary, "accounts", again.ID, 1, "重复"); err != nil {
				return err
			}
			restored, err := h.Restore(ctx, tx, secretary, "accounts", saved.ID, 2)
			if restored.State != ledger.Filled || restored.Deleted {
				t.Errorf("restored: %+v", restored)
			}
			return err
		})
	})
}

func TestDraftMayBeIncompleteAndDoesNotCount(t *testing.T) {
	withHouse(t, func(h *house) {
		secretary := h.Who(11, "village_secretary@610327900201")
		draft := h.mustSave(secretary, "accounts", ledger.Record{UnitID: h.Unit("610327900201").ID, State: ledger.Draft,
			Values: values{"amount": ledger.NumberValue(5)}})
		_, err := h.save(secretary, "accounts", ledger.Record{ID: draft.ID, Revision: 1})
		wantFaults(t, err, "ledger.required", "ledger.required")
		if draft.Counts(true) || draft.Counts(false) {
			t.Error("a draft counts")
		}
	})
}

func TestFormula(t *testing.T) {
	withHouse(t, func(h *house) {
		town := h.Who(12, "town_committee@610327900")
		saved := h.mustSave(town, "projects", ledger.Record{UnitID: h.Unit("610327900201").ID, Values: values{"name": ledger.TextValue("大棚"),
			"cost": ledger.NumberValue(100_00), "own": ledger.NumberValue(30_50), "granted": ledger.NumberValue(999)}})
		if got := saved.Values["granted"].Number; got != 69_500_000 {
			t.Errorf("granted is %d millionths of 元, want 69.5 元", got)
		}
	})
}

func TestSecretsAreEncryptedMaskedAndLogged(t *testing.T) {
	withHouse(t, func(h *house) {
		secretary := h.Who(11, "village_secretary@610327900201")
		person := h.person("扎西·顿珠", "610327900201")
		saved := h.mustSave(secretary, "conduct", ledger.Record{PersonID: person, Values: values{"year": ledger.NumberValue(2022),
			"phone": ledger.TextValue("13800138000"), "card": ledger.TextValue("11010519491231002X")}})
		var stored []byte
		h.Read(func(tx *store.Tx) error {
			return tx.QueryRow(ctx, `SELECT card FROM reg_conduct WHERE id = $1`, saved.ID).Scan(&stored)
		})
		if strings.Contains(string(stored), "1949") || len(stored) < 40 {
			t.Errorf("the identity number is stored as %q", stored)
		}
		page := h.list(secretary, ledger.Query{Register: "conduct", Filters: []ledger.Filter{
			{Field: "card", Operator: ledger.Equals, Values: []ledger.Value{ledger.TextValue("11010519491231002X")}}}})
		if page.Count != 1 || page.Records[0].Values["card"].Text != "1101＊＊＊＊2X" || page.Records[0].Values["phone"].Text != "138＊＊＊＊00" {
			t.Errorf("the list shows %+v", page)
		}
		h.mustSave(secretary, "conduct", ledger.Record{ID: saved.ID, Revision: 1, Values: page.Records[0].Values})
		h.Write(func(tx *store.Tx) error {
			open, err := h.FindRecord(ctx, tx, secretary, "conduct", saved.ID, "核实身份")
			if open.Values["card"].Text != "11010519491231002X" {
				t.Errorf("opened, the number is %q: saving the masked form changed it", open.Values["card"].Text)
			}
			return err
		})
		var openings int
		h.Read(func(tx *store.Tx) error {
			return tx.QueryRow(ctx, `SELECT count(*) FROM record_openings WHERE record_id = $1 AND actor = 11 AND reason = '核实身份'`, saved.ID).Scan(&openings)
		})
		if openings != 1 {
			t.Errorf("%d openings are logged, want 1", openings)
		}
	})
}

func TestSensitiveRegisterAsksWhy(t *testing.T) {
	withHouse(t, func(h *house) {
		discipline := h.Who(20, "discipline@610327")
		saved := h.mustSave(discipline, "sanctions", ledger.Record{UnitID: h.Unit("610327900201").ID,
			Values: values{"given_on": ledger.TextValue("2022-03-01"), "level": ledger.TextValue("warning"), "cause": ledger.TextValue("违反工作纪律")}})
		wantFaults(t, h.write(func(tx *store.Tx) error {
			_, err := h.List(ctx, tx, discipline, ledger.Query{Register: "sanctions"})
			return err
		}), "ledger.reason_needed")
		h.Write(func(tx *store.Tx) error {
			page, err := h.List(ctx, tx, discipline, ledger.Query{Register: "sanctions", Reason: "年度核查"})
			if len(page.Records) != 1 || page.Records[0].Values["cause"].Text != "＊＊＊＊" {
				t.Errorf("the list shows %+v", page.Records)
			}
			return err
		})
		wantFaults(t, h.write(func(tx *store.Tx) error {
			_, err := h.FindRecord(ctx, tx, h.Who(1, "county_office@610327"), "sanctions", saved.ID, "好奇")
			return err
		}), "ledger.no_record")
	})
}

func (h *house) person(name, code string) (id int64) {
	h.Write(func(tx *store.Tx) error {
		p, err := org.CreatePerson(ctx, tx, h.Keys, county, org.NewPerson{UnitID: h.Unit(code).ID, Name: name})
		id = p.ID
		return err
	})
	return id
}
