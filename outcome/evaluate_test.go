package outcome_test

import (
	"testing"

	"qixing/calendar"
	"qixing/fault"
	"qixing/pack"
	"qixing/round"
	"qixing/store"
)

// total evaluates the scheme and gives a village's points, and whether they are the decided ones.
func (h *house) total(village string, whatIf *pack.Pack) (string, bool) {
	h.Helper()
	var got standing
	h.Read(func(tx *store.Tx) error {
		_, scored, err := h.rounds.Evaluate(ctx, tx, round.Evaluation{County: county, Scheme: "flag", Period: calendar.MustPeriod("2022"), WhatIf: whatIf})
		if err == nil {
			got = standingsOf(scored)[village]
		}
		return err
	})
	return got.total, got.frozen
}

func TestEvaluateFollowsTheRound(t *testing.T) {
	withHouse(t, func(h *house) {
		if got, frozen := h.total("甲村", nil); got != "10.00" || frozen {
			t.Errorf("before a round is opened %s, %v; want its income's 10.00 from the registers", got, frozen)
		}
		h.toDecision()
		if got, _ := h.total("甲村", nil); got != "18.00" {
			t.Errorf("in the round %s, want 18.00 with the ratings", got)
		}
		h.Must(h.decide(h.decision("甲村", "丙村")))
		h.Write(func(tx *store.Tx) error {
			_, err := tx.Exec(ctx, `UPDATE reg_accounts SET amount = 50000 WHERE county = $1 AND unit_id = $2`, county, h.Unit("甲村").ID)
			return err
		})
		if got, frozen := h.total("甲村", nil); got != "18.00" || !frozen {
			t.Errorf("after the decision %s, %v; want what the decision saw", got, frozen)
		}
		if got, frozen := h.total("甲村", h.Pack); got != "13.00" || frozen {
			t.Errorf("under a policy to try %s, %v; want 13.00 from the registers as they stand, with the ratings", got, frozen)
		}
	})
}

func TestEvaluateRefusesWhatTheSchemeIsNot(t *testing.T) {
	withHouse(t, func(h *house) {
		for want, asked := range map[string]round.Evaluation{
			"round.no_scheme":   {County: county, Scheme: "nothing", Period: calendar.MustPeriod("2022")},
			"round.period_kind": {County: county, Scheme: "flag", Period: calendar.MustPeriod("2022Q1")},
		} {
			err := h.DB.Read(ctx, func(tx *store.Tx) error {
				_, _, failed := h.rounds.Evaluate(ctx, tx, asked)
				return failed
			})
			if found := fault.Find(err); found == nil || found.Key != want {
				t.Errorf("%v, want %s", err, want)
			}
		}
	})
}
