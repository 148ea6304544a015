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
	h.write(func(tx *store.Tx) error {
		books, err := ledger.Open(ctx, tx, h.policy, h.tree, h.rounds.Keys)
		if err != nil {
			return err
		}
		return books.AddAll(ctx, tx, "penalties", []ledger.Record{{UnitID: h.unit(village).ID, State: ledger.Checked, FilledBy: 1, CheckedBy: 2,
			Values: map[string]ledger.Value{"day": ledger.TextValue("2022-08-01")}}})
	})
}

func (h *house) standing(village string) (total string, incomplete bool) {
	h.Helper()
	h.must(h.db.Read(ctx, func(tx *store.Tx) error {
		r, err := h.rounds.FindRound(ctx, tx, county, h.round)
		if err != nil {
			return err
		}
		scored, err := h.rounds.Score(ctx, tx, r)
		if err != nil {
			return err
		}
		for i, e := range scored.Entries {
			if e.Title == village {
				total, incomplete = scored.Result.Total(i).String(), scored.Result.Incomplete(i)
			}
		}
		return nil
	}))
	return total, incomplete
}

func TestOnlyWhatIsMissingIsRuledOn(t *testing.T) {
	withHouse(t, func(h *house) {
		h.toReview()
		h.refused("round.ruling_awaited", h.rule("甲村", "work.opinion", round.AsZero))
		h.refused("round.ruling_not_missing", h.rule("甲村", "work.income", round.AsZero))
		h.refused("round.ruling_too_late", h.rule("乙村", "work.opinion", round.AsZero)) // its town did not recommend it
		h.close("review", "领导小组未能召开")
		if _, incomplete := h.standing("甲村"); !incomplete {
			t.Fatal("without ratings the entry must be incomplete")
		}
		h.punish("丙村")
		h.refused("round.ruling_vetoed", h.rule("丙村", "work.opinion", round.AsZero))
		h.write(h.rule("甲村", "work.opinion", round.AsZero))
		if total, incomplete := h.standing("甲村"); total != "10.00" || incomplete {
			t.Errorf("counted as nothing: %s points, incomplete %v; want 10.00, complete", total, incomplete)
		}
		h.write(h.rule("甲村", "work.opinion", round.AsNotApplicable)) // a ruling can be changed until the decision
		if total, incomplete := h.standing("甲村"); total != "20.00" || incomplete {
			t.Errorf("not applicable: %s points, incomplete %v; want 20.00, complete", total, incomplete)
		}
		d := h.decision("甲村")
		d.VacantReason = "其余不够条件"
		h.must(h.decide(d))
		h.refused("round.ruling_too_late", h.rule("甲村", "work.opinion", round.AsZero))
	})
}
