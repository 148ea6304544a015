package outcome_test

import (
	"context"
	"crypto/rand"
	"errors"
	"os"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"qixing/calendar"
	"qixing/fault"
	"qixing/ledger"
	"qixing/notice"
	"qixing/org"
	"qixing/outcome"
	"qixing/pack"
	"qixing/procedure"
	"qixing/round"
	"qixing/store"
	"qixing/store/storetest"
)

var ctx = context.Background()

const county = "610999"

const units = `code,kind,title,parent
610999,county,演示县,
610999900,town,东镇,610999
610999900201,village,甲村,610999900
610999900202,village,乙村,610999900
610999901,town,西镇,610999
610999901201,village,丙村,610999901
610999901202,village,丁村,610999901
`

// house is a small county with its policy applied, a clock that can be set, and whoever takes part.
type house struct {
	*testing.T
	db        *store.DB
	at        *atomic.Int64
	policy    *pack.Pack
	tree      *org.Tree
	rounds    *round.Desk
	remembers *round.Desk // another server's, which has scored the round before each change
	notices   *notice.Desk
	outcome   *outcome.Desk
	round     int64
	holders   map[string]org.Person // secretaries by village
}

func (h *house) now() time.Time { return time.UnixMilli(h.at.Load()).UTC() }

func (h *house) set(day string) {
	h.at.Store(calendar.MustDate(day).At(10, 0).UnixMilli())
}

// withHouse runs a story on both databases.
func withHouse(t *testing.T, story func(h *house)) {
	clock := &house{at: &atomic.Int64{}}
	clock.set("2022-11-20")
	storetest.RunAt(t, clock.now, func(t *testing.T, db *store.DB) {
		h := &house{T: t, db: db, at: clock.at, holders: map[string]org.Person{}}
		h.set("2022-11-20")
		h.furnish()
		story(h)
	})
}

// fixedPolicy is the house's only policy.
type fixedPolicy struct{ *pack.Pack }

func (p fixedPolicy) FindPack(context.Context, *store.Tx, string, int64) (*pack.Pack, error) {
	return p.Pack, nil
}

func (p fixedPolicy) ActivePack(context.Context, *store.Tx, string) (int64, *pack.Pack, error) {
	return 1, p.Pack, nil
}

func (h *house) furnish() {
	h.Helper()
	keys, err := org.OpenKeyring(h.TempDir(), rand.Reader)
	h.must(err)
	policy, problems := pack.Load(os.DirFS("testdata/pack"))
	if policy == nil {
		h.Fatal(problems)
	}
	h.policy = policy
	packs := fixedPolicy{policy}
	h.rounds = &round.Desk{Calendar: calendar.Default(), Packs: packs, Keys: keys}
	h.remembers = &round.Desk{Calendar: calendar.Default(), Packs: packs, Keys: keys, Scores: store.NewMemory[*round.Scored](10)}
	h.notices = &notice.Desk{Rounds: h.rounds, Calendar: calendar.Default(), Keys: keys, Random: rand.Reader}
	h.outcome = &outcome.Desk{Rounds: h.rounds}
	h.write(func(tx *store.Tx) error { return h.people(tx, keys) })
	h.write(func(tx *store.Tx) error { return h.facts(tx, keys) })
}

func (h *house) people(tx *store.Tx, keys *org.Keyring) error {
	rows, err := org.ReadUnits(strings.NewReader(units))
	if err != nil {
		return err
	}
	if _, err := org.ImportUnits(ctx, tx, county, rows, true); err != nil {
		return err
	}
	if h.tree, err = org.LoadTree(ctx, tx, county); err != nil {
		return err
	}
	for _, village := range h.tree.Roster(org.Village, 0, "2022-11-20") {
		person, err := org.CreatePerson(ctx, tx, keys, county, org.NewPerson{UnitID: village.ID, Name: village.Title + "书记"})
		if err != nil {
			return err
		}
		h.holders[village.Title] = person
		if _, err := org.AppointPost(ctx, tx, county, org.Post{PersonID: person.ID, UnitID: village.ID, Role: "secretary", HeldFrom: "2021-01-01"}, false); err != nil {
			return err
		}
	}
	plan, err := ledger.PlanTables(ctx, tx, county, h.policy)
	if err != nil {
		return err
	}
	files, err := ledger.ZipFiles(os.DirFS("testdata/pack"))
	if err != nil {
		return err
	}
	return ledger.Apply(ctx, tx, plan, ledger.Applying{By: 1, Files: files})
}

// facts gives the villages incomes of 1,000, 800, 600 and 400.
func (h *house) facts(tx *store.Tx, keys *org.Keyring) error {
	books, err := ledger.Open(ctx, tx, h.policy, h.tree, keys)
	if err != nil {
		return err
	}
	var records []ledger.Record
	for i, title := range []string{"甲村", "乙村", "丙村", "丁村"} {
		records = append(records, ledger.Record{UnitID: h.unit(title).ID, State: ledger.Checked, FilledBy: 1, CheckedBy: 2,
			Values: map[string]ledger.Value{"month": ledger.TextValue("2022-06"), "amount": ledger.NumberValue(int64(1000-200*i) * 100)}})
	}
	return books.AddAll(ctx, tx, "accounts", records)
}

func (h *house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

func (h *house) write(fn func(tx *store.Tx) error) {
	h.Helper()
	h.must(h.db.Write(ctx, fn))
	h.expectNothingStale()
}

// expectNothingStale scores each round on the server that remembers and on one that doesn't: they must give the same.
func (h *house) expectNothingStale() {
	h.Helper()
	h.must(h.db.Read(ctx, func(tx *store.Tx) error {
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
	}))
}

// refused runs a change that must be refused with this message, and that leaves nothing behind.
func (h *house) refused(key string, fn func(tx *store.Tx) error) {
	h.Helper()
	err := h.db.Write(ctx, fn)
	if found := fault.Find(err); found == nil || found.Key != key {
		h.Errorf("got %v, want %s", err, key)
	}
}

func (h *house) unit(title string) org.Unit {
	h.Helper()
	for _, unit := range h.tree.Units() {
		if unit.Title == title {
			return unit
		}
	}
	h.Fatalf("no unit %s", title)
	return org.Unit{}
}

// who is an account with one role at a unit; the number tells accounts of the same role apart.
func (h *house) who(role, at string, number int64) org.Principal {
	unit := h.unit(at)
	who := org.Principal{County: county, AccountID: number, Title: role + "·" + at, Language: "zh",
		Grants: []org.Grant{{AccountID: number, Role: role, UnitID: unit.ID, UnitPath: unit.Path, UnitTitle: unit.Title}}}
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
	h.must(h.db.Read(ctx, func(tx *store.Tx) error {
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
	}))
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

func (h *house) open() { h.openScheme("flag") }

func (h *house) openScheme(scheme string) {
	h.Helper()
	h.write(func(tx *store.Tx) error {
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
	h.write(func(tx *store.Tx) error {
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
	h.write(func(tx *store.Tx) error {
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
	who, unit := h.who("town", town, 20), h.unit(town).ID
	return h.db.Write(ctx, func(tx *store.Tx) error {
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
	h.must(h.rate(h.who("group", "演示县", number), village, points, ""))
}

func (h *house) rate(who org.Principal, village, points, reason string) error {
	e := h.entry(village)
	given, err := parse(points)
	if err != nil {
		return err
	}
	return h.db.Write(ctx, func(tx *store.Tx) error {
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
	return h.db.Write(ctx, func(tx *store.Tx) error {
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
	h.must(h.recommend("东镇", "甲村", "乙村"))
	h.must(h.recommend("西镇", "丙村", "丁村"))
	h.close("recommendation", "")
}

// publish puts the notice of what was selected up and gives its token.
func (h *house) publish() notice.Notice {
	h.Helper()
	var n notice.Notice
	h.write(func(tx *store.Tx) error {
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
	return h.db.Write(ctx, func(tx *store.Tx) error {
		_, err := h.notices.Close(ctx, tx, h.office(), id)
		return err
	})
}

func (h *house) confirm() []outcome.Award {
	h.Helper()
	var awards []outcome.Award
	h.write(func(tx *store.Tx) error {
		var err error
		awards, err = h.outcome.Confirm(ctx, tx, h.office(), h.round)
		return err
	})
	return awards
}
