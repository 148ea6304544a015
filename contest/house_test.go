package contest_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"testing"

	"qixing/calendar"
	"qixing/contest"
	"qixing/fixed"
	"qixing/ledger"
	"qixing/ledger/ledgertest"
	"qixing/org"
	"qixing/store"
)

var ctx = context.Background()

const county = ledgertest.Code

var place = ledgertest.NewPlace(ledgertest.Units+"610327901203,village,戊村,610327901\n", os.DirFS("testdata/pack"))

// house is the county with whoever takes part. Judge 1 belongs to a village of the eastern town.
type house struct {
	*ledgertest.County
	desk    *contest.Desk
	office  org.Principal
	judges  []org.Principal
	holders map[string]org.Principal // secretaries by village
	id      int64                    // the contest
	keyed   int
}

// withHouse runs a story on both databases.
func withHouse(t *testing.T, story func(h *house)) {
	place.Run(t, func(c *ledgertest.County) {
		h := &house{County: c}
		h.desk = &contest.Desk{Packs: h, Keys: h.Keys, Random: bytes.NewReader(bytes.Repeat([]byte{7}, 1<<16))}
		h.Write(h.people)
		h.Write(h.facts)
		story(h)
	})
}

func (h *house) people(tx *store.Tx) error {
	h.judges, h.holders = nil, map[string]org.Principal{}
	var err error
	if h.office, err = h.account(tx, "office", "office", "演示县", 0); err != nil {
		return err
	}
	for i := range 6 {
		home := int64(0)
		if i == 0 {
			person, err := org.CreatePerson(ctx, tx, h.Keys, county, org.NewPerson{UnitID: h.Unit("甲村").ID, Name: "评委一"})
			if err != nil {
				return err
			}
			home = person.ID
		}
		judge, err := h.account(tx, fmt.Sprint("judge", i+1), "judge", "演示县", home)
		if err != nil {
			return err
		}
		h.judges = append(h.judges, judge)
	}
	for _, village := range h.Tree.Roster(org.Village, 0, "2022-11-20") {
		person, err := org.CreatePerson(ctx, tx, h.Keys, county, org.NewPerson{UnitID: village.ID, Name: village.Title + "书记"})
		if err != nil {
			return err
		}
		if _, err := org.AppointPost(ctx, tx, county, org.Post{PersonID: person.ID, UnitID: village.ID, Role: "secretary", HeldFrom: "2021-01-01"}, false); err != nil {
			return err
		}
		if h.holders[village.Title], err = h.account(tx, "s"+village.Code, "secretary", village.Title, person.ID); err != nil {
			return err
		}
	}
	return nil
}

func (h *house) account(tx *store.Tx, login, role, at string, person int64) (org.Principal, error) {
	console := org.Console(county)
	a, err := org.CreateAccount(ctx, tx, console, org.NewAccount{Login: login, Title: login, PersonID: person, Demo: true})
	if err != nil {
		return org.Principal{}, err
	}
	if _, err := org.CreateGrant(ctx, tx, console, org.NewGrant{AccountID: a.ID, Role: role, UnitID: h.Unit(at).ID}); err != nil {
		return org.Principal{}, err
	}
	return org.LoadPrincipal(ctx, tx, county, a.ID)
}

// facts gives four of the five villages incomes of the first quarter; 戊村 has none.
func (h *house) facts(tx *store.Tx) error {
	var records []ledger.Record
	for i, title := range []string{"甲村", "乙村", "丙村", "丁村"} {
		records = append(records, ledger.Record{UnitID: h.Unit(title).ID, State: ledger.Checked, FilledBy: 1, CheckedBy: 2,
			Values: map[string]ledger.Value{"month": ledger.TextValue("2022-02"), "amount": ledger.NumberValue(int64(1000-200*i) * 100)}})
	}
	return h.AddAll(ctx, tx, "accounts", records)
}

// plan plans the contest of a quarter, names the judges, and draws.
func (h *house) plan(period, day string, judges int) {
	h.Helper()
	h.Write(func(tx *store.Tx) error {
		c, err := h.desk.Plan(ctx, tx, h.office, contest.Planning{Contest: "arena", Period: calendar.MustPeriod(period), HeldOn: calendar.MustDate(day), Place: "礼堂"})
		if err != nil {
			return err
		}
		h.id = c.ID
		if err := h.desk.AppointJudges(ctx, tx, h.office, h.id, h.accounts(judges)); err != nil {
			return err
		}
		_, err = h.desk.DrawOrder(ctx, tx, h.office, h.id, "", "")
		return err
	})
}

func (h *house) accounts(n int) []int64 {
	var ids []int64
	for _, judge := range h.judges[:n] {
		ids = append(ids, judge.AccountID)
	}
	return ids
}

func (h *house) begin() {
	h.Helper()
	h.Write(func(tx *store.Tx) error {
		_, err := h.desk.BeginContest(ctx, tx, h.office, h.id)
		return err
	})
}

func (h *house) find() *contest.Contest {
	h.Helper()
	var c *contest.Contest
	h.Read(func(tx *store.Tx) (err error) {
		c, err = contest.FindContest(ctx, tx, county, h.id)
		return err
	})
	return c
}

func (h *house) contestant(village string) contest.Contestant {
	h.Helper()
	for _, one := range h.contestants() {
		if one.Title == village {
			return one
		}
	}
	h.Fatalf("%s doesn't compete", village)
	return contest.Contestant{}
}

func (h *house) contestants() []contest.Contestant {
	h.Helper()
	var all []contest.Contestant
	c := h.find()
	h.Read(func(tx *store.Tx) (err error) {
		all, err = c.ListContestants(ctx, tx)
		return err
	})
	return all
}

// live is a sheet of the first part: so many points for work and for answers, in halves.
func live(work, answers int64) contest.Marks {
	return contest.Marks{"work": fixed.Points(work * 50), "answers": fixed.Points(answers * 50)}
}

func (h *house) sheet(village, part string, revision int64, marks contest.Marks) contest.Sheet {
	h.keyed++
	return contest.Sheet{Key: fmt.Sprint("key", h.keyed), Contestant: h.contestant(village).ID, Part: part, Revision: revision, Marks: marks}
}

func (h *house) give(who org.Principal, s contest.Sheet) {
	h.Helper()
	h.Write(func(tx *store.Tx) error {
		_, err := h.desk.GiveScore(ctx, tx, who, h.id, s)
		return err
	})
}

func (h *house) giving(who org.Principal, s contest.Sheet) func(tx *store.Tx) error {
	return func(tx *store.Tx) error {
		_, err := h.desk.GiveScore(ctx, tx, who, h.id, s)
		return err
	}
}

func (h *house) release(village, reason string) {
	h.Helper()
	h.Write(h.releasing(village, reason))
}

func (h *house) releasing(village, reason string) func(tx *store.Tx) error {
	id := h.contestant(village).ID
	return func(tx *store.Tx) error {
		_, err := h.desk.ReleaseResult(ctx, tx, h.office, h.id, id, reason)
		return err
	}
}

// scoreAll has every judge and every secretary who may score one village give it so many halves.
func (h *house) scoreAll(village string, work, answers int64) {
	h.Helper()
	east := village == "甲村" || village == "乙村"
	for i, judge := range h.judges[:5] {
		if !(east && i == 0) {
			h.give(judge, h.sheet(village, "live", 1, live(work, answers)))
		}
	}
	for other, holder := range h.holders {
		if east != (other == "甲村" || other == "乙村") {
			h.give(holder, h.sheet(village, "peers", 1, contest.Marks{"peers": 9000}))
		}
	}
}

func (h *house) finish() {
	h.Helper()
	h.Write(func(tx *store.Tx) error {
		_, err := h.desk.CloseContest(ctx, tx, h.office, h.id)
		return err
	})
	h.Write(func(tx *store.Tx) error {
		_, err := h.desk.ConfirmContest(ctx, tx, h.office, h.id)
		return err
	})
}
