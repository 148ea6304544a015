package demo

import (
	"testing"

	"qixing/calendar"
	"qixing/contest"
	"qixing/expression"
	"qixing/pack"
	"qixing/round"
	"qixing/store"
)

// The year's contests give what the year's end needs: a mean for nearly every secretary, and nobody's for whom there is too little. The journal
// gives each contest again.
func TestContests(t *testing.T) {
	db := openWhole(t)
	err := db.Read(ctx, func(tx *store.Tx) error {
		contests, err := contest.ListContests(ctx, tx, "610327")
		if err != nil {
			return err
		}
		for i, c := range contests {
			if want := quarters[len(quarters)-1-i].until; c.State != want {
				t.Errorf("%s is %s, want %s", c.Title, c.State, want)
			}
			replayed, err := c.ReplayContest(ctx, tx)
			if err != nil {
				return err
			}
			if len(replayed.Differences) > 0 {
				t.Errorf("%s replayed: %+v", c.Title, replayed.Differences)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	modelSecretaries(t, db)
}

// modelSecretaries opens the year's choice: everyone who holds the post enters, and the contests' results are there.
func modelSecretaries(t *testing.T, db *store.DB) {
	t.Helper()
	policy := loaded(t)
	c := &county{code: "610327", pack: policy}
	desk := &round.Desk{Calendar: calendar.Default(), Packs: onlyPack{c}}
	err := db.Read(ctx, func(tx *store.Tx) error {
		r, scored, err := desk.Evaluate(ctx, tx, round.Evaluation{County: "610327", Scheme: "model_secretary", Period: calendar.MustPeriod("2022")})
		if err != nil {
			return err
		}
		if places := r.Places(len(scored.Entries)); places != 10 || len(scored.Entries) != 104 {
			t.Errorf("%d places for %d, want 10 for 104", places, len(scored.Entries))
		}
		missing := 0
		means := scored.Input.Measures["arena_mean"]
		for i := range scored.Entries {
			if means.States[i] != expression.Present {
				missing++
			} else if value := means.Values[i]; value < 40_000_000 || value > 100_000_000 {
				t.Errorf("%s has a mean of %s", scored.Entries[i].Title, value)
			}
		}
		if missing > 10 {
			t.Errorf("%d of the means are missing", missing)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func loaded(t *testing.T) *pack.Pack {
	t.Helper()
	policy, faults := pack.Load(folder(t))
	if policy == nil {
		t.Fatal(faults.Err())
	}
	return policy
}
