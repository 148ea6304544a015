package outcome_test

import (
	"context"
	"crypto/rand"
	"errors"
	"os"
	"reflect"
	"testing"

	"qixing/calendar"
	"qixing/ledger"
	"qixing/ledger/ledgertest"
	"qixing/notice"
	"qixing/org"
	"qixing/outcome"
	"qixing/procedure"
	"qixing/round"
	"qixing/store"
)

var ctx = context.Background()

const county = ledgertest.Code

var place = ledgertest.NewPlace(ledgertest.Units, os.DirFS("testdata/pack"))

// house is the county with whoever takes part.
type house struct {
	*ledgertest.County
	rounds    *round.Desk
	remembers *round.Desk // another server's, which has scored the round before each change
	notices   *notice.Desk
	outcome   *outcome.Desk
	round     int64
	holders   map[string]org.Person // secretaries by village
}

// withHouse runs a story on both databases.
func withHouse(t *testing.T, story func(h *house)) {
	place.Run(t, func(c *ledgertest.County) {
		h := &house{County: c, holders: map[string]org.Person{}}
		h.furnish()
		story(h)
	})
}

func (h *house) furnish() {
	h.Helper()
	h.rounds = &round.Desk{Calendar: calendar.Default(), Packs: h, Keys: h.Keys}
	h.remembers = &round.Desk{Calendar: calendar.Default(), Packs: h, Keys: h.Keys, Scores: store.NewMemory[*round.Scored](10)}
	h.notices = &notice.Desk{Rounds: h.rounds, Calendar: calendar.Default(), Keys: h.Keys, Random: rand.Reader}
	h.outcome = &outcome.Desk{Rounds: h.rounds}
	h.Write(h.people)
	h.Write(h.facts)
}

func (h *house) people(tx *store.Tx) error {
	for _, village := range h.Tree.Roster(org.Village, 0, "2022-11-20") {
		person, err := org.CreatePerson(ctx, tx, h.Keys, county, org.NewPerson{UnitID: village.ID, Name: village.Title + "书记"})
		if err != nil {
			return err
		}
		h.holders[village.Title] = person
		if _, err := org.AppointPost(ctx, tx, county, org.Post{PersonID: person.ID, UnitID: village.ID, Role: "secretary", HeldFrom: "2021-01-01"}, false); err != nil {
			return err
		}
	}
	return nil
}

// facts gives the villages incomes of 1,000, 800, 600 and 400.
func (h *house) facts(tx *store.Tx) error {
	var records []ledger.Record
	for i, title := range []string{"甲村", "乙村", "丙村", "丁村"} {
		records = append(records, ledger.Record{UnitID: h.Unit(title).ID, State: ledger.Checked, FilledBy: 1, CheckedBy: 2,
			Values: map[string]ledger.Value{"month": ledger.TextValue("2022-06"), "amount": ledger.NumberValue(int64(1000-200*i) * 100)}})
	}
	return h.AddAll(ctx, tx, "accounts", records)
}

// Write is the county's, after which nobody may remember what was before.
func (h *house) Write(fn func(tx *store.Tx) error) {
	h.Helper()
	h.County.Write(fn)
	h.expectNothingStale()
}

// expectNothingStale scores each round on the server that remembers and on one that doesn't: they must give the same.
func (h *house) expectNothingStale() {
	h.Helper()
	h.Read(func(tx *store.Tx) error {
		rounds, err := h.rounds.ListRounds(ctx, tx, county)
		for _, r := range rounds {
			remembered, failed := h.remembers.Score(ctx, tx, r)
			anew, failing := h.rounds.Score(ctx, tx, r)
			live, dead := h.remembers.ScoreLive(ctx, tx, r)
			liveAnew, fails := h.rounds.ScoreLive(ctx, tx, r)
			if err := errors.Join(failed, failing, dead, fails); err != nil {
				return err
			}
			for what, pair := range map[string][2]*round.Scored{"the result": {remembered, anew}, "today's result": {live, liveAnew}} {
				got, want := pair[0], pair[1]
				if !reflect.DeepEqual(got.Entries, want.Entries) || got.Plan.Digest(got.Input) != want.Plan.Digest(want.Input) || got.Frozen(0) != want.Frozen(0) {
					h.Errorf("%s: %s is remembered from before the change", r.Title, what)
				}
			}
		}
		return err
	})
}

// who is an account with one role at a unit; the number tells accounts of the same role apart.
func (h *house) who(role, at string, number int64) org.Principal {
	h.Helper()
	who := h.Who(number, role+"@"+at)
	if role == "secretary" {
		who.PersonID = h.holders[at].ID
	}
	return who
}

func (h *house) office() org.Principal    { return h.who("office", "演示县", 10) }
func (h *house) committee() org.Principal { return h.who("committee", "演示县", 30) }

func (h *house) entry(title string) round.Entry {
	h.Helper()
	var found round.Entry
	h.Read(func(tx *store.Tx) error {
		r, err := h.rounds.FindRound(ctx, tx, county, h.round)
		if err != nil {
			return err
		}
		entries, err := r.ListEntries(ctx, tx)
		for _, e := range entries {
			if e.Title == title {
				found = e
			}
		}
		return err
	})
	if found.ID == 0 {
		h.Fatalf("no entry %s", title)
	}
	return found
}

func (h *house) status(want map[string]procedure.Status) {
	h.Helper()
	for title, status := range want {
		if got := h.entry(title).Status; got != status {
			h.Errorf("%s is %s, want %s", title, got, status)
		}
	}
}

// standing is how a village is scored.
type standing struct {
	total, grade       string
	incomplete, frozen bool
	changed            []round.Change // since the decision
}

// standings scores the round as it is, by village.
func (h *house) standings() (all map[string]standing) {
	h.Helper()
	h.Read(func(tx *store.Tx) error {
		r, err := h.rounds.FindRound(ctx, tx, county, h.round)
		if err != nil {
			return err
		}
		scored, err := h.rounds.Score(ctx, tx, r)
		if err != nil {
			return err
		}
		all = standingsOf(scored)
		for i, e := range scored.Entries {
			one := all[e.Title]
			if one.changed, err = h.rounds.Changed(ctx, tx, r, scored, i); err != nil {
				return err
			}
			all[e.Title] = one
		}
		return nil
	})
	return all
}

func standingsOf(scored *round.Scored) map[string]standing {
	all := map[string]standing{}
	for i, e := range scored.Entries {
		all[e.Title] = standing{total: scored.Result.Total(i).String(), grade: scored.Result.Grade(i), incomplete: scored.Result.Incomplete(i), frozen: scored.Frozen(i)}
	}
	return all
}

func (h *house) open() { h.openScheme("flag") }

func (h *house) openScheme(scheme string) {
	h.Helper()
	h.Write(func(tx *store.Tx) error {
		r, err := h.rounds.Open(ctx, tx, h.office(), round.Opening{Scheme: scheme, Period: calendar.MustPeriod("2022"), ReferenceDate: calendar.MustDate("2022-11-20")})
		if err == nil {
			h.round = r.ID
		}
		return err
	})
}

func (h *house) assess(village string) {
	h.Helper()
	who, e := h.who("secretary", village, h.holders[village].ID), h.entry(village)
	h.Write(func(tx *store.Tx) error {
		saved, err := h.rounds.SaveAssessment(ctx, tx, who, h.round, e.ID, round.AssessmentChange{Items: []round.AssessmentItem{{Key: "work.income", Verdict: round.Right}}})
		if err != nil {
			return err
		}
		_, err = h.rounds.SubmitAssessment(ctx, tx, who, h.round, e.ID, saved.Version)
		return err
	})
}

func (h *house) close(stage, reason string) {
	h.Helper()
	h.Write(func(tx *store.Tx) error {
		_, err := h.rounds.Close(ctx, tx, h.office(), h.round, stage, reason)
		return err
	})
}

// recommend hands in a town's picks: the first village, not the second.
func (h *house) recommend(town, first, second string) error {
	yes, no := true, false
	picks := []round.Pick{{Entry: h.entry(first).ID, Recommended: &yes}, {Entry: h.entry(second).ID, Recommended: &no, Reason: "名额所限"}}
	return h.hand(town, picks)
}

func (h *house) hand(town string, picks []round.Pick) error {
	who, unit := h.who("town", town, 20), h.Unit(town).ID
	return h.DB.Write(ctx, func(tx *store.Tx) error {
		_, rec, _, err := h.rounds.FindRecommendation(ctx, tx, who, h.round, unit)
		if err != nil {
			return err
		}
		saved, err := h.rounds.SaveRecommendation(ctx, tx, who, h.round, unit, rec.Version, picks)
		if err != nil {
			return err
		}
		_, err = h.rounds.SubmitRecommendation(ctx, tx, who, h.round, unit, saved.Version)
		return err
	})
}

func (h *house) review(number int64, village, points string) {
	h.Helper()
	h.Must(h.rate(h.who("group", "演示县", number), village, points, ""))
}

func (h *house) rate(who org.Principal, village, points, reason string) error {
	e := h.entry(village)
	given, err := parse(points)
	if err != nil {
		return err
	}
	return h.DB.Write(ctx, func(tx *store.Tx) error {
		saved, err := h.rounds.SaveReview(ctx, tx, who, h.round, e.ID, 0, []round.Rating{{Key: "work.opinion", Points: given, Reason: reason}}, "属实")
		if err != nil {
			return err
		}
		_, err = h.rounds.SubmitReview(ctx, tx, who, h.round, e.ID, saved.Version)
		return err
	})
}

func (h *house) decision(selected ...string) round.Decision {
	d := round.Decision{MinutesNo: "〔2022〕18", DecidedOn: calendar.MustDate("2022-12-15"), Expected: 11, Present: 9, Reasons: map[int64]string{}}
	for _, title := range selected {
		id := h.entry(title).ID
		d.Selected = append(d.Selected, id)
		d.Votes = append(d.Votes, round.Vote{Entry: id, Agree: 8, Against: 1})
	}
	return d
}

func (h *house) decide(d round.Decision) error {
	return h.DB.Write(ctx, func(tx *store.Tx) error {
		_, err := h.rounds.Decide(ctx, tx, h.committee(), h.round, d)
		return err
	})
}

// toDecision brings a round up to the deciding stage, with 甲村 and 丙村 recommended.
func (h *house) toDecision() {
	h.Helper()
	h.toReview()
	for number := int64(101); number <= 102; number++ {
		h.review(number, "甲村", "8")
		h.review(number, "丙村", "9")
	}
	h.close("review", "")
}

func (h *house) toReview() {
	h.Helper()
	h.open()
	for _, village := range []string{"甲村", "乙村", "丙村", "丁村"} {
		h.assess(village)
	}
	h.close("assessment", "")
	h.Must(h.recommend("东镇", "甲村", "乙村"))
	h.Must(h.recommend("西镇", "丙村", "丁村"))
	h.close("recommendation", "")
}

// publish puts the notice of what was selected up and gives its token.
func (h *house) publish() notice.Notice {
	h.Helper()
	var n notice.Notice
	h.Write(func(tx *store.Tx) error {
		var err error
		if n, err = h.notices.Draft(ctx, tx, h.office(), h.round, notice.Request{Office: "组织部", Phone: "0917-0000000"}); err != nil {
			return err
		}
		n, err = h.notices.Publish(ctx, tx, h.office(), n.ID)
		return err
	})
	return n
}

func (h *house) closeNotice(id int64) error {
	return h.DB.Write(ctx, func(tx *store.Tx) error {
		_, err := h.notices.Close(ctx, tx, h.office(), id)
		return err
	})
}

func (h *house) confirm() []outcome.Award {
	h.Helper()
	var awards []outcome.Award
	h.Write(func(tx *store.Tx) error {
		var err error
		awards, err = h.outcome.Confirm(ctx, tx, h.office(), h.round)
		return err
	})
	return awards
}
