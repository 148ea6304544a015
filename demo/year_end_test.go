package demo

import (
	"cmp"
	"context"
	"slices"
	"testing"
	"time"

	"qixing/calendar"
	"qixing/contest"
	"qixing/notice"
	"qixing/outcome"
	"qixing/round"
	"qixing/store"
	"qixing/store/storetest"
)

// At the year's end ten model secretaries at most are chosen out of those whom the towns recommended, in the order of the year's contests and the
// leading group's ratings: with minutes, attendance and votes, a notice and titles. This year's waits for the contest under way.
func TestModelSecretariesOfTheYearBefore(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { playedToItsEnd(t, openWhole(t)) })
	t.Run("postgres", func(t *testing.T) {
		playedToItsEnd(t, storetest.Open(t, played.NewPostgres(t), func() time.Time { return storetest.Now }))
	})
}

// played is the smallest county with contests.
var played = made(Options{Seed: 1, Villages: fewestPlayed})

// playedToItsEnd looks at what was played to its end.
func playedToItsEnd(t *testing.T, db *store.DB) {
	t.Helper()
	policy := loaded(t)
	desk := &round.Desk{Calendar: calendar.Default(), Packs: onlyPack{&county{code: policy.County, pack: policy}}}
	err := db.Read(ctx, func(tx *store.Tx) error {
		all, err := desk.ListRounds(ctx, tx, policy.County)
		if err != nil {
			return err
		}
		played := slices.DeleteFunc(all, func(r *round.Running) bool { return r.Scheme != "model_secretary" })
		if len(played) != 1 || played[0].Period.String() != "2021" || played[0].Stage != "" {
			t.Fatalf("played %d rounds, want that of 2021 and over", len(played))
		}
		decided(t, ctx, tx, desk, played[0])
		return given(t, ctx, tx, played[0])
	})
	if err != nil {
		t.Fatal(err)
	}
}

// decided checks what the standing committee decided.
func decided(t *testing.T, ctx context.Context, tx *store.Tx, desk *round.Desk, r *round.Running) {
	t.Helper()
	decisions, err := r.ListDecisions(ctx, tx)
	if err != nil || len(decisions) != 1 {
		t.Fatalf("%d decisions, %v", len(decisions), err)
	}
	d := decisions[0]
	if d.MinutesNo == "" || d.Present*2 < d.Expected || len(d.Selected) != 10 {
		t.Errorf("minutes %q, %d of %d present, %d chosen", d.MinutesNo, d.Present, d.Expected, len(d.Selected))
	}
	for _, id := range d.Selected {
		i := slices.IndexFunc(d.Votes, func(v round.Vote) bool { return v.Entry == id })
		if i < 0 || d.Votes[i].Agree*2 <= d.Expected || d.Votes[i].Agree+d.Votes[i].Against+d.Votes[i].Abstain > d.Present {
			t.Errorf("entry %d is chosen by no majority", id)
		}
	}
	scored, err := desk.ScoreLive(ctx, tx, r)
	if err != nil {
		t.Fatal(err)
	}
	lowest, means := 0, scored.Input.Measures["arena_mean"]
	for i, e := range scored.Entries {
		if slices.Contains(d.Selected, e.ID) {
			lowest = max(lowest, scored.Result.Rank(i))
			if means.States[i] != 0 || cmp.Less(means.Values[i], 70_000_000) {
				t.Errorf("%s is chosen with a mean of %s", e.Title, means.Values[i])
			}
		}
	}
	for i, e := range scored.Entries {
		above := scored.Result.Rank(i) > 0 && scored.Result.Rank(i) < lowest && r.Decidable(e)
		if above && !slices.Contains(d.Selected, e.ID) && d.Reasons[e.ID] == "" {
			t.Errorf("%s stands above the last one chosen and was passed over without a reason", e.Title)
		}
	}
}

// given checks the notice, the objection and the titles; nobody gets money.
func given(t *testing.T, ctx context.Context, tx *store.Tx, r *round.Running) error {
	t.Helper()
	awards, err := outcome.ListAwards(ctx, tx, r.County, r.ID)
	if err != nil {
		return err
	}
	for _, award := range awards {
		if award.Title != "标兵书记" || award.PersonID == 0 || award.Amount != 0 {
			t.Errorf("an award %q to person %d of %d", award.Title, award.PersonID, award.Amount)
		}
	}
	notices, err := notice.ListNotices(ctx, tx, r.County)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(notices, func(n notice.Notice) bool { return n.RoundID == r.ID })
	if len(awards) != 10 || at < 0 || len(notices[at].Subjects) != 10 {
		t.Errorf("%d titles, want the ten that stood in the notice", len(awards))
	}
	contests, err := contest.ListContests(ctx, tx, r.County)
	if held := slices.DeleteFunc(contests, func(c *contest.Contest) bool { return c.Period.Start().Year != 2021 || c.State != contest.Published }); len(held) != 4 {
		t.Errorf("%d contests of 2021, want one each quarter", len(held))
	}
	return err
}
