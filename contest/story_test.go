package contest_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"testing"

	"qixing/calendar"
	"qixing/contest"
	"qixing/expression"
	"qixing/ledger"
	"qixing/org"
	"qixing/store"
)

func TestGroupsByStartingPosition(t *testing.T) {
	withHouse(t, func(h *house) {
		h.plan("2022Q2", "2022-06-20", 5)
		groups := map[string]int64{}
		for _, one := range h.contestants() {
			groups[one.Title] = one.Group
			if (one.Base == nil) != (one.Title == "戊村") {
				h.Errorf("%s has base %v", one.Title, one.Base)
			}
		}
		want := map[string]int64{"甲村": 1, "乙村": 1, "丙村": 1, "丁村": 2, "戊村": 2}
		if fmt.Sprint(groups) != fmt.Sprint(want) {
			h.Errorf("groups %v, want %v", groups, want)
		}
	})
}

// Whoever knows the seed draws the same order, with nothing but a SHA-256.
func TestAnyoneCanRedoTheDraw(t *testing.T) {
	withHouse(t, func(h *house) {
		h.plan("2022Q2", "2022-06-20", 5)
		seed := h.find().Seed
		drawn := h.contestants()
		redone := slices.Clone(drawn)
		slices.SortFunc(redone, func(a, b contest.Contestant) int {
			if a.Group != b.Group {
				return int(a.Group - b.Group)
			}
			one, other := sha256.Sum256([]byte(seed+"|"+a.Code)), sha256.Sum256([]byte(seed+"|"+b.Code))
			return bytes.Compare([]byte(hex.EncodeToString(one[:])), []byte(hex.EncodeToString(other[:])))
		})
		for i := range drawn {
			if drawn[i].ID != redone[i].ID || drawn[i].Position != int64(i+1) {
				h.Errorf("place %d: drawn %s, redone %s", i+1, drawn[i].Title, redone[i].Title)
			}
		}
		again := func(reason string) func(tx *store.Tx) error {
			return func(tx *store.Tx) error {
				_, err := h.desk.DrawOrder(ctx, tx, h.office, h.id, "摇号 4 8 15", reason)
				return err
			}
		}
		h.Refused("contest.redraw_reason", again(" "))
		h.Write(again("设备故障，当场摇号"))
		if got := h.find().Seed; got != "摇号 4 8 15" {
			h.Errorf("seed %q", got)
		}
	})
}

func TestPlanningRefuses(t *testing.T) {
	withHouse(t, func(h *house) {
		planning := func(who org.Principal, period, day string) func(tx *store.Tx) error {
			return func(tx *store.Tx) error {
				_, err := h.desk.Plan(ctx, tx, who, contest.Planning{Contest: "arena", Period: calendar.MustPeriod(period), HeldOn: calendar.MustDate(day)})
				return err
			}
		}
		h.Refused("contest.forbidden", planning(h.judges[0], "2022Q2", "2022-06-20"))
		h.Refused("contest.period_kind", planning(h.office, "2022", "2022-06-20"))
		h.Refused("contest.held_outside", planning(h.office, "2022Q2", "2022-07-01"))
		h.Refused("contest.nobody", planning(h.office, "2020Q2", "2020-06-20"))
		h.plan("2022Q2", "2022-06-20", 5)
		h.Refused("contest.planned_already", planning(h.office, "2022Q2", "2022-06-21"))
		appoint := func(accounts ...int64) func(tx *store.Tx) error {
			return func(tx *store.Tx) error { return h.desk.AppointJudges(ctx, tx, h.office, h.id, accounts) }
		}
		h.Refused("contest.judge_is_office", appoint(h.office.AccountID))
		h.Refused("contest.judge_competes", appoint(h.holders["甲村"].AccountID))
		h.Write(appoint(h.accounts(2)...))
		h.Refused("contest.judges_needed", func(tx *store.Tx) error {
			_, err := h.desk.BeginContest(ctx, tx, h.office, h.id)
			return err
		})
		h.Refused("contest.not_now_planned", h.giving(h.judges[0], h.sheet("丙村", "live", 1, live(100, 60))))
	})
}

// A sheet that is sent again counts once, however often and however late; one that is wrong isn't kept.
func TestSheets(t *testing.T) {
	withHouse(t, func(h *house) {
		h.plan("2022Q2", "2022-06-20", 5)
		h.begin()
		sheet := h.sheet("丙村", "live", 1, live(100, 60))
		for range 3 {
			h.give(h.judges[1], sheet)
		}
		changed := sheet
		changed.Marks = live(101, 60)
		h.Refused("contest.key_reused", h.giving(h.judges[1], changed))
		h.give(h.judges[1], h.sheet("丙村", "live", 2, live(104, 60)))
		h.Refused("contest.revision", h.giving(h.judges[1], h.sheet("丙村", "live", 2, live(90, 60))))
		h.give(h.judges[1], sheet) // the first one, sent again by a device that never heard that it arrived
		h.Refused("contest.mark_missing", h.giving(h.judges[2], h.sheet("丙村", "live", 1, contest.Marks{"work": 100})))
		h.Refused("contest.mark_range", h.giving(h.judges[2], h.sheet("丙村", "live", 1, live(121, 60))))
		h.Refused("contest.mark_step", h.giving(h.judges[2], h.sheet("丙村", "live", 1, contest.Marks{"work": 125, "answers": 100})))
		h.Refused("contest.not_judge", h.giving(h.judges[2], h.sheet("丙村", "peers", 1, contest.Marks{"peers": 9000})))
		h.Refused("contest.not_judge", h.giving(h.judges[5], h.sheet("丙村", "live", 1, live(100, 60))))
		h.Refused("contest.not_judge", h.giving(h.holders["甲村"], h.sheet("丙村", "live", 1, live(100, 60))))
		c := h.find()
		h.Read(func(tx *store.Tx) error {
			counting, err := c.ListSheets(ctx, tx, contest.Counting{})
			if err != nil {
				return err
			}
			kept, err := c.ListHistory(ctx, tx, contest.Counting{})
			if len(counting) != 1 || counting[0].Marks.Sum() != 8200 || len(kept) != 2 {
				h.Errorf("%d sheets count, %d are kept: %+v", len(counting), len(kept), counting)
			}
			return err
		})
	})
}

func TestRecusal(t *testing.T) {
	withHouse(t, func(h *house) {
		h.plan("2022Q2", "2022-06-20", 5)
		h.begin()
		peers := contest.Marks{"peers": 9000}
		h.Refused("contest.recused", h.giving(h.judges[0], h.sheet("甲村", "live", 1, live(100, 60))))
		h.Refused("contest.recused", h.giving(h.judges[0], h.sheet("乙村", "live", 1, live(100, 60)))) // of the same town
		h.Refused("contest.recused", h.giving(h.holders["丙村"], h.sheet("丙村", "peers", 1, peers)))
		h.Refused("contest.recused", h.giving(h.holders["丙村"], h.sheet("丁村", "peers", 1, peers)))
		h.give(h.holders["丙村"], h.sheet("甲村", "peers", 1, peers))
		h.give(h.judges[1], h.sheet("甲村", "live", 1, live(100, 60)))
		one := h.contestant("甲村").ID
		recuse := func(reason string) func(tx *store.Tx) error {
			return func(tx *store.Tx) error { return h.desk.Recuse(ctx, tx, h.judges[1], h.id, one, reason) }
		}
		h.Refused("contest.reason_needed", recuse(""))
		h.Write(recuse("亲属关系"))
		h.Refused("contest.recused", h.giving(h.judges[1], h.sheet("甲村", "live", 2, live(100, 60))))
		c := h.find()
		h.Read(func(tx *store.Tx) error {
			counting, err := c.ListSheets(ctx, tx, contest.Counting{Contestant: one})
			if len(counting) != 1 || counting[0].Part != "peers" {
				h.Errorf("what was given before standing aside still counts: %+v", counting)
			}
			return err
		})
	})
}

// From the first sheet to the measure of the year, with an absence and a correction on the way.
func TestWholeContest(t *testing.T) {
	withHouse(t, func(h *house) {
		h.plan("2022Q2", "2022-06-20", 5)
		h.begin()
		h.Refused("contest.waiting", h.releasing("丙村", ""))
		h.Refused("contest.too_few", h.releasing("丙村", "评委设备故障"))
		h.scoreAll("丙村", 108, 72)
		h.release("丙村", "")
		h.Refused("contest.released", h.releasing("丙村", ""))
		h.Refused("contest.released", h.giving(h.judges[1], h.sheet("丙村", "live", 2, live(120, 80))))
		h.points("丙村", "90.00")
		h.correct("丙村")
		h.points("丙村", "89.25")
		h.scoreAll("甲村", 120, 80)
		h.release("甲村", "")
		h.points("甲村", "97.00")
		absence := func(village string, how ledger.Absence, reason string) func(tx *store.Tx) error {
			one := h.contestant(village).ID
			return func(tx *store.Tx) error { return h.desk.MarkAbsence(ctx, tx, h.office, h.id, one, how, reason) }
		}
		closing := func(tx *store.Tx) error {
			_, err := h.desk.CloseContest(ctx, tx, h.office, h.id)
			return err
		}
		h.Refused("contest.unreleased", closing)
		h.Write(absence("乙村", ledger.Excused, "住院"))
		h.Write(absence("丁村", ledger.Absent, "未到"))
		h.Write(absence("戊村", ledger.Absent, "未到"))
		h.Refused("contest.absent", h.giving(h.judges[1], h.sheet("丁村", "live", 1, live(100, 60))))
		h.finish()
		h.Refused("contest.not_now_confirmed", h.correcting("丙村"))
		h.taken("mean", map[string]string{"甲村": "97", "乙村": "missing", "丙村": "89.25", "丁村": "missing", "东镇": "97"})
		h.taken("attended", map[string]string{"甲村": "1", "丁村": "0"})
		h.plan("2022Q3", "2022-09-20", 5)
		h.begin()
		h.scoreAll("甲村", 60, 40)
		h.release("甲村", "")
		h.scoreAll("丁村", 120, 80)
		h.release("丁村", "")
		for _, village := range []string{"乙村", "丙村", "戊村"} {
			h.Write(absence(village, map[bool]ledger.Absence{true: ledger.Absent, false: ledger.Excused}[village == "丙村"], "未到"))
		}
		h.taken("mean", map[string]string{"甲村": "97"}) // what isn't confirmed doesn't count
		h.finish()
		h.taken("mean", map[string]string{"甲村": "79.5", "丙村": "44.63", "丁村": "48.5", "乙村": "missing"})
		h.taken("best", map[string]string{"甲村": "97", "丁村": "97"})
		h.replays()
	})
}

func (h *house) points(village, want string) {
	h.Helper()
	if got := h.contestant(village).Points; got == nil || got.String() != want {
		h.Errorf("%s has %v, want %s", village, got, want)
	}
}

func (h *house) correcting(village string) func(tx *store.Tx) error {
	one := h.contestant(village).ID
	return func(tx *store.Tx) error {
		return h.desk.CorrectSheet(ctx, tx, h.office, h.id, contest.Sheet{Contestant: one, Part: "peers", AccountID: h.holders["甲村"].AccountID,
			Marks: contest.Marks{"peers": 8500}, Reason: "评分人当场说明按错"})
	}
}

func (h *house) correct(village string) {
	h.Helper()
	one := h.contestant(village).ID
	h.Refused("contest.reason_needed", func(tx *store.Tx) error {
		return h.desk.CorrectSheet(ctx, tx, h.office, h.id, contest.Sheet{Contestant: one, Part: "peers", AccountID: h.holders["甲村"].AccountID, Marks: contest.Marks{"peers": 8600}})
	})
	h.Refused("contest.no_sheet", func(tx *store.Tx) error {
		return h.desk.CorrectSheet(ctx, tx, h.office, h.id, contest.Sheet{Contestant: one, Part: "peers", AccountID: h.judges[0].AccountID, Marks: contest.Marks{"peers": 8600}, Reason: "按错"})
	})
	h.Refused("contest.forbidden", func(tx *store.Tx) error {
		return h.desk.CorrectSheet(ctx, tx, h.judges[1], h.id, contest.Sheet{Contestant: one, Part: "peers", AccountID: h.holders["甲村"].AccountID, Marks: contest.Marks{"peers": 8600}, Reason: "按错"})
	})
	h.Write(h.correcting(village))
	c := h.find()
	h.Read(func(tx *store.Tx) error {
		all, err := c.ListHistory(ctx, tx, contest.Counting{Contestant: one, AccountID: h.holders["甲村"].AccountID})
		if len(all) != 2 || all[0].Marks["peers"] != 9000 || all[1].Reason == "" {
			h.Errorf("the old value isn't kept: %+v", all)
		}
		return err
	})
}

// taken compares a measure of the year with what is wanted by unit.
func (h *house) taken(measure string, want map[string]string) {
	h.Helper()
	h.Read(func(tx *store.Tx) error {
		for title, figure := range want {
			for _, subject := range []ledger.Subject{{UnitID: h.Unit(title).ID}, {PersonID: h.holders[title].PersonID}} {
				if subject == (ledger.Subject{}) {
					continue // a town's figure is no person's
				}
				got, err := h.Measures(ctx, tx, ledger.Measuring{Subjects: []ledger.Subject{subject}, Period: calendar.MustPeriod("2022"), Parameters: h.Pack.Values("2022-12-31")}, measure)
				if err != nil {
					return err
				}
				shown := got[measure].Values[0].String()
				if got[measure].States[0] != expression.Present {
					shown = "missing"
				}
				if shown != figure {
					h.Errorf("%s of %s (%+v) is %s, want %s", measure, title, subject, shown, figure)
				}
			}
		}
		return nil
	})
}

// replays wants the journal to give the same contest, and a changed leaf or row to show.
func (h *house) replays() {
	h.Helper()
	c := h.find()
	h.Read(func(tx *store.Tx) error {
		replayed, err := c.ReplayContest(ctx, tx)
		if err != nil {
			return err
		}
		if len(replayed.Differences) > 0 || replayed.State != contest.Confirmed || len(replayed.Contestants) != 5 || replayed.Leaves < 20 {
			h.Errorf("replay: %d leaves, %s, %+v", replayed.Leaves, replayed.State, replayed.Differences)
		}
		leaves, err := c.ListLeaves(ctx, tx)
		if err != nil {
			return err
		}
		for i, leaf := range leaves {
			if leaf.Kind == "contest.scored" {
				leaves[i].Data = bytes.Replace(leaf.Data, []byte(`"work":6000`), []byte(`"work":100`), 1)
				leaves[i].Data = bytes.Replace(leaves[i].Data, []byte(`"work":3000`), []byte(`"work":100`), 1)
			}
		}
		forged, err := contest.Replay(leaves)
		if err == nil && len(forged.Differences) == 0 {
			h.Error("changed sheets gave the same results")
		}
		return err
	})
	h.Write(func(tx *store.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE contestants SET points = 9999 WHERE county = $1 AND contest_id = $2 AND points IS NOT NULL`, county, h.id)
		return err
	})
	h.Read(func(tx *store.Tx) error {
		replayed, err := c.ReplayContest(ctx, tx)
		if err == nil && len(replayed.Differences) != 2 {
			h.Errorf("two results changed in the database, the replay tells of %+v", replayed.Differences)
		}
		return err
	})
}

func TestQuestionsFromTheFloor(t *testing.T) {
	withHouse(t, func(h *house) {
		h.plan("2022Q2", "2022-06-20", 5)
		h.begin()
		one := h.contestant("丙村").ID
		var asked contest.Question
		asking := func(who org.Principal, text, by string) func(tx *store.Tx) error {
			return func(tx *store.Tx) (err error) {
				asked, err = h.desk.AskQuestion(ctx, tx, who, h.id, one, text, by)
				return err
			}
		}
		h.Refused("contest.question_forbidden", asking(h.judges[5], "收入从哪里来？", ""))
		h.Refused("contest.question_length", asking(h.judges[1], "  ", ""))
		h.Write(asking(h.holders["甲村"], "合作社怎样分红？", "别人"))
		if asked.AskedBy != h.holders["甲村"].Title {
			h.Errorf("asked by %q: nobody asks in another's name", asked.AskedBy)
		}
		h.Write(asking(h.office, "收入从哪里来？", "群众代表"))
		moderate := func(who org.Principal, state contest.QuestionState) func(tx *store.Tx) error {
			return func(tx *store.Tx) error { return h.desk.ModerateQuestion(ctx, tx, who, h.id, asked.ID, state) }
		}
		h.Refused("contest.forbidden", moderate(h.judges[1], contest.Put))
		h.Write(moderate(h.office, contest.Put))
		c := h.find()
		h.Read(func(tx *store.Tx) error {
			all, err := c.ListQuestions(ctx, tx)
			if len(all) != 2 || all[0].State != contest.Waits || all[1].State != contest.Put || all[1].AskedBy != "群众代表" {
				h.Errorf("questions %+v", all)
			}
			return err
		})
	})
}

func TestCallNext(t *testing.T) {
	withHouse(t, func(h *house) {
		h.plan("2022Q2", "2022-06-20", 5)
		h.begin()
		order := h.contestants()
		h.Write(func(tx *store.Tx) error {
			return h.desk.MarkAbsence(ctx, tx, h.office, h.id, order[1].ID, ledger.Excused, "请假")
		})
		var called []int64
		for range 4 {
			h.Write(func(tx *store.Tx) error {
				one, err := h.desk.CallNext(ctx, tx, h.office, h.id, 0)
				called = append(called, one.ID)
				return err
			})
		}
		if want := fmt.Sprint([]int64{order[0].ID, order[2].ID, order[3].ID, order[4].ID}); fmt.Sprint(called) != want {
			h.Errorf("called %v, want %s", called, want)
		}
		h.Refused("contest.no_next", func(tx *store.Tx) error {
			_, err := h.desk.CallNext(ctx, tx, h.office, h.id, 0)
			return err
		})
	})
}
