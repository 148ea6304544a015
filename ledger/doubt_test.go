package ledger_test

import (
	"fmt"
	"slices"
	"testing"

	"qixing/ledger"
	"qixing/org"
	"qixing/store"
)

var doubtful = []string{"unique: [owner, month, line, voucher]", `unique: [owner, month, line, voucher]
doubts:
  villages: {title: 同一凭证在几个村入账, same: [voucher, amount], differ: owner, where: amount > 0}
  years:    {title: 同一凭证跨年入账, same: [owner, voucher, amount], differ: year}`}

// suspects are what someone is pointed to, as "doubt: owner month, owner month".
func (h *house) suspects(who org.Principal) (all []string, found []ledger.Suspect) {
	h.Helper()
	h.Read(func(tx *store.Tx) (err error) {
		found, err = h.ListSuspects(ctx, tx, who, "accounts")
		return err
	})
	for _, one := range found {
		text := one.Doubt.ID + ":"
		for _, r := range one.Records {
			text += fmt.Sprintf(" %s", r.Values["month"].Text)
		}
		all = append(all, text)
	}
	return all, found
}

func TestDoubtsPointOutWhatLooksMoved(t *testing.T) {
	withHouse(t, func(h *house) {
		must(t, h.Apply(loadPack(t, doubtful...)))
		clerk, town := h.Who(11, "village_secretary@610327"), h.Who(12, "town_committee@610327")
		west, ditch := h.Unit("610327900201").ID, h.Unit("610327900202").ID
		put := func(village int64, month, voucher string, yuan int64) ledger.Record {
			return h.mustSave(clerk, "accounts", ledger.Record{UnitID: village, Values: account(month, "operation", yuan, voucher)})
		}
		put(west, "2022-12", "88", 5000)
		put(west, "2023-01", "88", 5000) // the same voucher in another year
		put(ditch, "2022-03", "9", 700)
		put(west, "2022-04", "9", 700) // and in another village
		put(ditch, "2022-05", "9", 701)
		put(ditch, "2022-06", "10", 700)
		got, found := h.suspects(town)
		if want := []string{"villages: 2022-03 2022-04", "years: 2022-12 2023-01"}; !slices.Equal(got, want) {
			t.Fatalf("pointed out %q, want %q", got, want)
		}
		settle := func(who org.Principal, reason string) error {
			return h.write(func(tx *store.Tx) error { return h.Settle(ctx, tx, who, "accounts", found[0].Key, reason) })
		}
		wantFaults(t, settle(town, " "), "ledger.needs_reason")
		wantFaults(t, settle(clerk, "没问题"), "ledger.may_not_settle")
		must(t, settle(town, "两村合用一张凭证，已核"))
		if _, found = h.suspects(town); found[0].Settled == nil || found[0].Settled.Reason != "两村合用一张凭证，已核" {
			t.Errorf("settled: %+v", found[0].Settled)
		}
		changed := found[0].Records[0]
		h.mustSave(clerk, "accounts", ledger.Record{ID: changed.ID, Revision: changed.Revision, Values: values{"paid_on": ledger.TextValue("2022-05-01")}})
		if _, found = h.suspects(town); found[0].Settled != nil {
			t.Error("a changed record is not looked at again")
		}
	})
}

func TestDoubtsOfOthersAreNotShown(t *testing.T) {
	withHouse(t, func(h *house) {
		must(t, h.Apply(loadPack(t, doubtful...)))
		clerk := h.Who(11, "village_secretary@610327")
		for _, code := range []string{"610327900201", "610327900202"} {
			h.mustSave(clerk, "accounts", ledger.Record{UnitID: h.Unit(code).ID, Values: account("2022-03", "operation", 10, "1")})
		}
		if got, _ := h.suspects(h.Who(13, "village_secretary@610327901201")); len(got) != 0 {
			t.Errorf("a village elsewhere is shown %q", got)
		}
		if got, _ := h.suspects(h.Who(14, "village_secretary@610327900201")); len(got) != 1 {
			t.Errorf("one of the two villages is shown %q, want the group", got)
		}
	})
}
