package outcome_test

import (
	"testing"

	"qixing/ledger"
	"qixing/round"
	"qixing/store"
)

func (h *house) rule(village, key string, ruling round.Ruling) func(tx *store.Tx) error {
	id := h.entry(village).ID
	return func(tx *store.Tx) error {
		return h.rounds.Rule(ctx, tx, h.office(), h.round, id, key, ruling, "佐证齐全，经集体研究")
	}
}

// punish gives a village what the policy's veto looks for.
func (h *house) punish(village string) {
	h.Helper()
	h.Write(func(tx *store.Tx) error {
		return h.AddAll(ctx, tx, "penalties", []ledger.Record{{UnitID: h.Unit(village).ID, State: ledger.Checked, FilledBy: 1, CheckedBy: 2,
			Values: map[string]ledger.Value{"day": ledger.TextValue("2022-08-01")}}})
	})
}

func TestOnlyWhatIsMissingIsRuledOn(t *testing.T) {
	withHouse(t, func(h *house) {
		h.toReview()
		h.Refused("round.ruling_awaited", h.rule("甲村", "work.opinion", round.AsZero))
		h.Refused("round.ruling_not_missing", h.rule("甲村", "work.income", round.AsZero))
		h.Refused("round.ruling_too_late", h.rule("乙村", "work.opinion", round.AsZero)) // its town did not recommend it
		h.close("review", "领导小组未能召开")
		if !h.standings()["甲村"].incomplete {
			t.Fatal("without ratings the entry must be incomplete")
		}
		h.punish("丙村")
		h.Refused("round.ruling_vetoed", h.rule("丙村", "work.opinion", round.AsZero))
		h.Write(h.rule("甲村", "work.opinion", round.AsZero))
		if got := h.standings()["甲村"]; got.total != "10.00" || got.incomplete {
			t.Errorf("counted as nothing: %s points, incomplete %v; want 10.00, complete", got.total, got.incomplete)
		}
		h.Write(h.rule("甲村", "work.opinion", round.AsNotApplicable)) // a ruling can be changed until the decision
		if got := h.standings()["甲村"]; got.total != "20.00" || got.incomplete {
			t.Errorf("not applicable: %s points, incomplete %v; want 20.00, complete", got.total, got.incomplete)
		}
		d := h.decision("甲村")
		d.VacantReason = "其余不够条件"
		h.Must(h.decide(d))
		h.Refused("round.ruling_too_late", h.rule("甲村", "work.opinion", round.AsZero))
	})
}
