package outcome_test

import (
	"bytes"
	"crypto/rand"
	"strings"
	"sync"
	"testing"

	"github.com/xuri/excelize/v2"

	"qixing/calendar"
	"qixing/fault"
	"qixing/fixed"
	"qixing/journal"
	"qixing/notice"
	"qixing/org"
	"qixing/outcome"
	"qixing/pack"
	"qixing/procedure"
	"qixing/round"
	"qixing/store"
)

func parse(text string) (fixed.Points, error) { return fixed.ParsePoints(text) }

// From opening a round to the money, as the policy says.
func TestFromAnEntryToAPayout(t *testing.T) {
	withHouse(t, func(h *house) {
		h.toDecision()
		h.status(map[string]procedure.Status{"甲村": procedure.Reviewed, "乙村": procedure.NotRecommended, "丙村": procedure.Reviewed})
		h.Must(h.decide(h.decision("甲村", "丙村")))
		n := h.publish()
		h.status(map[string]procedure.Status{"甲村": procedure.Published, "乙村": procedure.NotRecommended})
		h.SetDay("2022-11-30")
		h.Must(h.closeNotice(n.ID))
		awards := h.confirm()
		if len(awards) != 6 {
			t.Fatalf("%d awards, want a title, funds and a subsidy for each of two", len(awards))
		}
		h.payouts(outcome.PayoutQuery{}, 2*(1+12), 2*(50_000+12*200)*100)
	})
}

func (h *house) payouts(q outcome.PayoutQuery, count int, fen int64) outcome.PayoutPage {
	h.Helper()
	q.Size = 1000
	var page outcome.PayoutPage
	h.Read(func(tx *store.Tx) error {
		var err error
		page, err = outcome.ListPayouts(ctx, tx, county, q)
		return err
	})
	if page.Total != count || page.Sum != fen {
		h.Errorf("%d payouts of %d 分, want %d of %d", page.Total, page.Sum, count, fen)
	}
	return page
}

func (h *house) confirmed() {
	h.Helper()
	h.toDecision()
	h.Must(h.decide(h.decision("甲村", "丙村")))
	n := h.publish()
	h.SetDay("2022-11-30")
	h.Must(h.closeNotice(n.ID))
	h.confirm()
}

func TestScoresAreTheMeasureAndTheMeanOfRatings(t *testing.T) {
	withHouse(t, func(h *house) {
		h.toDecision()
		all := h.standings()
		for title, want := range map[string]string{"甲村": "18.00", "丙村": "15.00"} {
			if got := all[title].total; got != want {
				t.Errorf("%s has %s points, want %s", title, got, want)
			}
		}
	})
}

func TestNothingOutOfOrder(t *testing.T) {
	withHouse(t, func(h *house) {
		h.open()
		h.Refused("round.opened_already", func(tx *store.Tx) error {
			_, err := h.rounds.Open(ctx, tx, h.office(), round.Opening{Scheme: "flag", Period: calendar.MustPeriod("2022"), ReferenceDate: calendar.MustDate("2022-11-20")})
			return err
		})
		h.Refused("round.other_stage", func(tx *store.Tx) error {
			_, err := h.rounds.Decide(ctx, tx, h.committee(), h.round, h.decision("甲村"))
			return err
		})
		h.Refused("round.unfinished", func(tx *store.Tx) error {
			_, err := h.rounds.Close(ctx, tx, h.office(), h.round, "assessment", "")
			return err
		})
		h.Refused("round.close_forbidden", func(tx *store.Tx) error {
			_, err := h.rounds.Close(ctx, tx, h.committee(), h.round, "assessment", "催办三次")
			return err
		})
		h.assess("甲村")
		e := h.entry("甲村")
		h.Refused("round.assessed_already", func(tx *store.Tx) error {
			_, err := h.rounds.SubmitAssessment(ctx, tx, h.who("secretary", "甲村", 1), h.round, e.ID, 2)
			return err
		})
		h.Refused("round.entry_not_found", func(tx *store.Tx) error { // another village's secretary can't even see it
			_, err := h.rounds.SaveAssessment(ctx, tx, h.who("secretary", "乙村", 2), h.round, e.ID, round.AssessmentChange{})
			return err
		})
		h.close("assessment", "乙、丙、丁村逾期未报")
		h.status(map[string]procedure.Status{"甲村": procedure.Submitted, "乙村": procedure.Withdrawn})
	})
}

func TestRecommendationKeepsTheQuotaAndAsksForReasons(t *testing.T) {
	withHouse(t, func(h *house) {
		h.open()
		for _, village := range []string{"甲村", "乙村", "丙村", "丁村"} {
			h.assess(village)
		}
		h.close("assessment", "")
		yes, no := true, false
		one, two := h.entry("甲村").ID, h.entry("乙村").ID
		for key, picks := range map[string][]round.Pick{
			"round.over_quota":   {{Entry: one, Recommended: &yes}, {Entry: two, Recommended: &yes}},
			"round.pick_reason":  {{Entry: one, Recommended: &yes}, {Entry: two, Recommended: &no, Reason: " "}},
			"round.pick_missing": {{Entry: one, Recommended: &yes}},
		} {
			if found := fault.Find(h.hand("东镇", picks)); found == nil || found.Key != key {
				t.Errorf("got %v, want %s", found, key)
			}
		}
		h.Must(h.recommend("东镇", "甲村", "乙村"))
		if found := fault.Find(h.recommend("东镇", "乙村", "甲村")); found == nil || found.Key != "round.recommended_already" {
			t.Errorf("a second submit gave %v", found)
		}
		err := h.DB.Write(ctx, func(tx *store.Tx) error {
			_, err := h.rounds.Close(ctx, tx, h.office(), h.round, "recommendation", "")
			return err
		})
		if found := fault.Find(err); found == nil || found.Args["titles"] != "西镇" {
			t.Errorf("closing names %v, want the town that is late", err)
		}
		h.returned(one)
	})
}

// returned sends an entry back and expects it to come again through both stages.
func (h *house) returned(id int64) {
	h.Helper()
	h.Write(func(tx *store.Tx) error {
		_, err := h.rounds.ReturnEntry(ctx, tx, h.who("town", "东镇", 20), h.round, id, "收入请再核")
		return err
	})
	if e := h.entry("甲村"); e.Status != procedure.Open || e.Returned != "收入请再核" {
		h.Fatalf("returned entry is %s, %q", e.Status, e.Returned)
	}
	who := h.who("secretary", "甲村", 1)
	h.Write(func(tx *store.Tx) error {
		draft, err := round.FindAssessment(ctx, tx, county, id)
		if err != nil {
			return err
		}
		_, err = h.rounds.SubmitAssessment(ctx, tx, who, h.round, id, draft.Version)
		return err
	})
	if e := h.entry("甲村"); e.Status != procedure.Submitted || e.Stage != "recommendation" {
		h.Fatalf("resubmitted entry is %s at %s", e.Status, e.Stage)
	}
}

// Two clerks at the same moment: one is told that the other was first.
func TestTwoClerksAtTheSameMoment(t *testing.T) {
	withHouse(t, func(h *house) {
		h.open()
		for _, village := range []string{"甲村", "乙村", "丙村", "丁村"} {
			h.assess(village)
		}
		h.close("assessment", "")
		failures := make([]error, 2)
		var wait sync.WaitGroup
		for i, pair := range [][2]string{{"甲村", "乙村"}, {"乙村", "甲村"}} {
			wait.Go(func() { failures[i] = h.recommend("东镇", pair[0], pair[1]) })
		}
		wait.Wait()
		if (failures[0] == nil) == (failures[1] == nil) {
			t.Errorf("one of two must win: %v", failures)
		}
	})
}

func TestJudgesStandAside(t *testing.T) {
	withHouse(t, func(h *house) {
		h.open()
		for _, village := range []string{"甲村", "乙村", "丙村", "丁村"} {
			h.assess(village)
		}
		h.close("assessment", "")
		h.Must(h.recommend("东镇", "甲村", "乙村"))
		h.Must(h.recommend("西镇", "丙村", "丁村"))
		h.close("recommendation", "")
		local := h.who("group", "演示县", 103)
		local.PersonID = h.holders["甲村"].ID // belongs to the village
		if found := fault.Find(h.rate(local, "甲村", "8", "")); found == nil || found.Key != "round.recused" {
			t.Errorf("who belongs to the village rated it: %v", found)
		}
		h.Must(h.rate(local, "丙村", "8", ""))
		if found := fault.Find(h.rate(h.who("group", "演示县", 104), "甲村", "9.8", "")); found == nil || found.Key != "round.extreme_reason" {
			t.Errorf("9.8 of 10 without a reason gave %v", found)
		}
		if found := fault.Find(h.rate(h.who("group", "演示县", 104), "甲村", "10.01", "好")); found == nil || found.Key != "round.points_range" {
			t.Errorf("10.01 of 10 gave %v", found)
		}
		h.Write(func(tx *store.Tx) error {
			return h.rounds.Recuse(ctx, tx, h.who("group", "演示县", 105), h.round, h.entry("丙村").ID, "亲属在该村任职")
		})
		if found := fault.Find(h.rate(h.who("group", "演示县", 105), "丙村", "8", "")); found == nil || found.Key != "round.recused" {
			t.Errorf("who declared a conflict rated all the same: %v", found)
		}
	})
}

func TestDecisionKeepsTheRules(t *testing.T) {
	withHouse(t, func(h *house) {
		h.toDecision()
		for key, change := range map[string]func(*round.Decision){
			"round.minutes_needed":   func(d *round.Decision) { d.MinutesNo = "" },
			"procedure.quorum":       func(d *round.Decision) { d.Present = 5 },
			"procedure.attendance":   func(d *round.Decision) { d.Present = 12 },
			"procedure.tally":        func(d *round.Decision) { d.Votes[0].Agree = 10 },
			"round.vote_failed":      func(d *round.Decision) { d.Votes[0].Agree, d.Votes[0].Against = 5, 4 },
			"round.selected_unknown": func(d *round.Decision) { d.Selected[1] = d.Selected[0] },
			"round.vacant_reason":    func(d *round.Decision) { d.Selected = d.Selected[:1] },
			"procedure.not_now":      func(d *round.Decision) { d.Selected[1] = h.entry("乙村").ID },
			"round.over_quota":       func(d *round.Decision) { d.Selected = append(d.Selected, h.entry("乙村").ID) },
		} {
			d := h.decision("甲村", "丙村")
			change(&d)
			if found := fault.Find(h.decide(d)); found == nil || found.Key != key {
				t.Errorf("got %v, want %s", found, key)
			}
		}
		passed := h.decision("丙村")
		passed.VacantReason = "宁缺毋滥"
		if found := fault.Find(h.decide(passed)); found == nil || found.Key != "round.passed_over_reason" {
			t.Errorf("choosing the second over the first without a reason gave %v", found)
		}
		none := h.decision()
		none.VacantReason = "本年度空缺"
		h.Must(h.decide(none))
		h.status(map[string]procedure.Status{"甲村": procedure.NotSelected, "丙村": procedure.NotSelected})
	})
}

func TestNoticeStandsItsDaysAndWaitsForObjections(t *testing.T) {
	withHouse(t, func(h *house) {
		h.toDecision()
		h.Must(h.decide(h.decision("甲村", "丙村")))
		n := h.publish() // Sunday 2022-11-20: five working days end on Friday the 25th
		if got := n.ClosesAt.In(calendar.Beijing).Format("2006-01-02 15:04"); got != "2022-11-25 18:00" {
			t.Errorf("the notice closes %s", got)
		}
		if found := fault.Find(h.closeNotice(n.ID)); found == nil || found.Key != "notice.still_standing" {
			t.Errorf("closing early gave %v", found)
		}
		first := h.object(n, "甲村")
		h.SetDay("2022-11-26")
		if found := fault.Find(h.closeNotice(n.ID)); found == nil || found.Key != "notice.objections_open" {
			t.Errorf("closing over an objection gave %v", found)
		}
		h.conclude(first, true)
		h.status(map[string]procedure.Status{"甲村": procedure.Reopened, "丙村": procedure.Published})
		again := h.decision()
		again.VacantReason = "异议成立，名额空缺"
		h.Must(h.decide(again))
		h.Must(h.closeNotice(n.ID))
		if awards := h.confirm(); len(awards) != 3 {
			t.Errorf("%d awards, want those of one village", len(awards))
		}
		h.status(map[string]procedure.Status{"甲村": procedure.NotSelected, "丙村": procedure.Confirmed})
	})
}

func (h *house) object(n notice.Notice, title string) int64 {
	h.Helper()
	var id int64
	h.Write(func(tx *store.Tx) error {
		o, err := h.notices.Receive(ctx, tx, county, n.Token, notice.Complaint{EntryID: h.entry(title).ID, Text: "收入数字与事实不符，请查账", Name: "村民"})
		id = o.ID
		return err
	})
	return id
}

func (h *house) conclude(id int64, upheld bool) {
	h.Helper()
	h.Write(func(tx *store.Tx) error {
		_, err := h.notices.Accept(ctx, tx, h.office(), id, true, "")
		return err
	})
	h.Refused("notice.two_verifiers", func(tx *store.Tx) error {
		_, err := h.notices.Conclude(ctx, tx, h.office(), id, notice.Conclusion{Verifiers: []string{"张三"}, Upheld: upheld, Finding: "属实", Reply: "谢谢"})
		return err
	})
	h.Write(func(tx *store.Tx) error {
		_, err := h.notices.Conclude(ctx, tx, h.office(), id, notice.Conclusion{Verifiers: []string{"张三", "李四"}, Upheld: upheld, Finding: "属实", Reply: "谢谢"})
		return err
	})
}

func TestAPayoutIsPaidOnceAndByAnother(t *testing.T) {
	withHouse(t, func(h *house) {
		h.confirmed()
		finance := h.who("finance", "演示县", 40)
		funds := h.payouts(outcome.PayoutQuery{Until: "2022-12"}, 2, 2*50_000*100).Items
		ids := []int64{funds[0].ID, funds[1].ID}
		pay := func(who org.Principal) func(tx *store.Tx) error {
			return func(tx *store.Tx) error {
				return h.outcome.Pay(ctx, tx, who, h.Pack, outcome.Payment{IDs: ids, Voucher: "记-12", PaidOn: calendar.MustDate("2022-12-30")})
			}
		}
		h.Refused("outcome.too_early", func(tx *store.Tx) error { return h.outcome.Approve(ctx, tx, h.office(), h.Pack, ids) })
		h.SetDay("2022-12-28")
		h.Refused("outcome.not_approved", pay(finance))
		h.Write(func(tx *store.Tx) error { return h.outcome.Approve(ctx, tx, h.office(), h.Pack, ids) })
		h.Refused("outcome.pay_forbidden", pay(h.office()))
		h.Write(pay(finance))
		h.Refused("outcome.not_approved", pay(finance))
		for _, p := range h.payouts(outcome.PayoutQuery{State: outcome.Paid}, 2, 2*50_000*100).Items {
			if p.PersonID != 0 {
				t.Errorf("work funds went to a person: %+v", p)
			}
		}
	})
}

// A secretary who leaves in the fifth month has five payments; the successor gets none of it.
func TestASubsidyEndsWithThePost(t *testing.T) {
	withHouse(t, func(h *house) {
		h.confirmed() // decided 2022-12-15: the subsidy begins in January
		h.Write(func(tx *store.Tx) error {
			post, err := org.FindHolder(ctx, tx, county, h.Unit("甲村").ID, "secretary", "2022-12-15")
			if err != nil {
				return err
			}
			return org.EndPost(ctx, tx, county, post.ID, "2023-05-10")
		})
		h.Write(func(tx *store.Tx) error { return outcome.StopEnded(ctx, tx, county) })
		h.payouts(outcome.PayoutQuery{State: outcome.Due, Payee: "甲村书记"}, 5, 5*200*100)
		h.payouts(outcome.PayoutQuery{State: outcome.Stopped, Payee: "甲村书记"}, 7, 7*200*100)
		h.payouts(outcome.PayoutQuery{State: outcome.Due, Payee: "丙村书记"}, 12, 12*200*100)
	})
}

func TestRevokingStopsWhatIsUnpaid(t *testing.T) {
	withHouse(t, func(h *house) {
		h.confirmed()
		h.Refused("round.revoke_forbidden", func(tx *store.Tx) error {
			return h.outcome.Revoke(ctx, tx, h.office(), h.round, h.entry("甲村").ID, "弄虚作假")
		})
		h.Write(func(tx *store.Tx) error {
			return h.outcome.Revoke(ctx, tx, h.committee(), h.round, h.entry("甲村").ID, "弄虚作假")
		})
		h.payouts(outcome.PayoutQuery{State: outcome.Stopped}, 13, (50_000+12*200)*100)
	})
}

// Ratings are awaited as long as the stage at which they are given is open, and missing only after it.
func TestRatingsAreAwaitedBeforeTheyAreMissing(t *testing.T) {
	withHouse(t, func(h *house) {
		awaits := func(key, village string) (awaited bool) {
			e := h.entry(village)
			h.Write(func(tx *store.Tx) error {
				r, err := h.rounds.FindRound(ctx, tx, county, h.round)
				if err == nil {
					indicator, _ := r.FindIndicator(key)
					awaited = r.Awaits(indicator, e)
				}
				return err
			})
			return awaited
		}
		h.toReview()
		if !awaits("work.opinion", "甲村") || awaits("work.income", "甲村") {
			t.Error("before the review ratings are awaited, and figures are not")
		}
		for _, village := range []string{"甲村", "丙村"} {
			h.review(101, village, "8")
		}
		h.close("review", "")
		if awaits("work.opinion", "甲村") {
			t.Error("after the review ratings are still awaited")
		}
		if !awaits("work.opinion", "乙村") {
			t.Error("nobody could rate a village that its town did not recommend")
		}
	})
}

func TestWhoIsConcernedCanAnswer(t *testing.T) {
	withHouse(t, func(h *house) {
		h.toDecision()
		e := h.entry("乙村")
		h.Write(func(tx *store.Tx) error {
			a, err := h.rounds.AddAnswer(ctx, tx, h.who("secretary", "乙村", 2), h.round, e.ID, round.Reconsideration, "评价偏低，请复核")
			if err == nil && a.Due != "2022-12-20" {
				t.Errorf("the review is due %s, want 30 days on", a.Due)
			}
			return err
		})
		h.Refused("round.entry_not_found", func(tx *store.Tx) error {
			_, err := h.rounds.AddAnswer(ctx, tx, h.who("secretary", "丁村", 4), h.round, e.ID, round.Reply, "别村的事")
			return err
		})
		h.Refused("round.answer_not_now_reconsideration", func(tx *store.Tx) error { // nothing was decided about it yet
			_, err := h.rounds.AddAnswer(ctx, tx, h.who("secretary", "甲村", 1), h.round, h.entry("甲村").ID, round.Reconsideration, "请复核")
			return err
		})
		appeal := func(tx *store.Tx) error {
			_, err := h.rounds.AddAnswer(ctx, tx, h.who("secretary", "乙村", 2), h.round, e.ID, round.Appeal, "不服复核结果")
			return err
		}
		h.Refused("round.answer_waiting", appeal)
		h.Refused("round.answer_waiting", func(tx *store.Tx) error { // once is enough
			_, err := h.rounds.AddAnswer(ctx, tx, h.who("secretary", "乙村", 2), h.round, e.ID, round.Reconsideration, "再次请求复核")
			return err
		})
		h.Write(func(tx *store.Tx) error {
			_, err := h.rounds.AddAnswer(ctx, tx, h.who("secretary", "乙村", 2), h.round, e.ID, round.Reply, "补充说明")
			return err
		})
		h.Write(func(tx *store.Tx) error {
			open, err := round.OpenAnswers(ctx, tx, county)
			if err != nil || len(open) != 1 {
				t.Fatalf("%d answers are open, %v", len(open), err)
			}
			return h.rounds.ReplyTo(ctx, tx, h.office(), open[0].ID, "kept", "逐项核对无误")
		})
		h.Write(appeal)
	})
}

// A stage of reviews is unfinished while a reviewer is, though every entry has somebody's ratings already.
func TestAReviewWaitsForEachReviewer(t *testing.T) {
	withHouse(t, func(h *house) {
		h.toReview()
		h.Write(func(tx *store.Tx) error {
			for _, login := range []string{"diyi", "dier"} {
				a, err := org.CreateAccount(ctx, tx, org.Console(county), org.NewAccount{Login: login, Title: login})
				if err != nil {
					return err
				}
				if _, err := org.CreateGrant(ctx, tx, org.Console(county), org.NewGrant{AccountID: a.ID, Role: "group", UnitID: h.Unit("演示县").ID}); err != nil {
					return err
				}
			}
			return nil
		})
		reviewers := func() (all []round.Reviewer) {
			h.Write(func(tx *store.Tx) error {
				r, err := h.rounds.FindRound(ctx, tx, county, h.round)
				if err == nil {
					all, err = r.ListReviewers(ctx, tx)
				}
				return err
			})
			return all
		}
		for _, village := range []string{"甲村", "丙村"} {
			h.review(reviewers()[0].AccountID, village, "8")
		}
		if got := reviewers(); !got[0].Finished() || got[1].Finished() || got[1].Total != 2 {
			t.Errorf("reviewers %+v", got)
		}
		h.Refused("round.unheard", func(tx *store.Tx) error {
			_, err := h.rounds.Close(ctx, tx, h.office(), h.round, "review", "")
			return err
		})
		h.close("review", "另一位评审人因病不能评")
	})
}

// The frozen inputs decide what was decided: a later correction shows as a change and moves nothing.
func TestADecisionKeepsItsInputs(t *testing.T) {
	withHouse(t, func(h *house) {
		h.toDecision()
		h.Must(h.decide(h.decision("甲村", "丙村")))
		h.Write(func(tx *store.Tx) error {
			_, err := tx.Exec(ctx, `UPDATE reg_accounts SET amount = 1 WHERE county = $1 AND unit_id = $2`, county, h.Unit("甲村").ID)
			return err
		})
		if got := h.standings()["甲村"]; got.total != "18.00" || len(got.changed) != 1 {
			t.Errorf("total %s, changes %+v", got.total, got.changed)
		}
	})
}

func TestTheJournalHoldsTheWholeStory(t *testing.T) {
	withHouse(t, func(h *house) {
		h.confirmed()
		counts := map[string]int{}
		h.Read(func(tx *store.Tx) error {
			leaves, err := journal.ListLeaves(ctx, tx, county, journal.Filter{Limit: 1000})
			for _, leaf := range leaves {
				counts[leaf.Kind]++
			}
			return err
		})
		for kind, want := range map[string]int{"round_opened": 1, "assessment_submitted": 4, "recommendation_submitted": 2, "review_submitted": 4,
			"stage_closed": 6, "decided": 1, "notice_published": 1, "notice_closed": 1, "confirmed": 1, "award_granted": 6} {
			if counts[kind] != want {
				t.Errorf("%d leaves of %s, want %d", counts[kind], kind, want)
			}
		}
	})
}

func TestPayoutWorkbook(t *testing.T) {
	var file bytes.Buffer
	payouts := []outcome.Payout{{Payee: "甲村", Award: "红旗村经费", Month: "2022-12", Amount: 5_000_000, State: outcome.Due},
		{Payee: "𠮷书记", PersonID: 7, Award: "书记补贴", Month: "2023-01", Amount: 20_000, State: outcome.Paid, Voucher: "=HYPERLINK(1)"}}
	if err := outcome.WritePayouts(&file, "zh", payouts); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&file)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(rows[3], "|")
	if len(rows) != 5 || !strings.Contains(text, "𠮷书记|个人|书记补贴|2023-01|200.00|已支付") {
		t.Errorf("rows %q", rows)
	}
	if formula, _ := book.GetCellFormula("Sheet1", "I4"); formula != "" {
		t.Errorf("a text became the formula %q", formula)
	}
}

// Whoever changes a row behind the server's back is found out, with the leaf that no longer holds.
func TestTheJournalFindsWhatWasChanged(t *testing.T) {
	withHouse(t, func(h *house) {
		h.confirmed()
		key, err := journal.OpenKey(h.TempDir(), rand.Reader)
		h.Must(err)
		verifiers, err := key.Verifiers()
		h.Must(err)
		_, err = journal.Sign(ctx, h.DB, county, key.Signer)
		h.Must(err)
		if report, err := journal.Verify(ctx, h.DB, county, verifiers); err != nil || !report.Holds() {
			t.Fatalf("the untouched journal: %+v, %v", report.Problem, err)
		}
		for _, change := range []string{`UPDATE awards SET amount = amount + 1 WHERE county = $1 AND kind = 'funds'`,
			`UPDATE awards SET amount = amount - 1 WHERE county = $1 AND kind = 'funds'`, // as it was
			`UPDATE decisions SET votes = '[]' WHERE county = $1`} {
			h.Write(func(tx *store.Tx) error {
				_, err := tx.Exec(ctx, change, county)
				return err
			})
			report, err := journal.Verify(ctx, h.DB, county, verifiers)
			if restored := strings.Contains(change, "- 1"); err != nil || report.Holds() != restored {
				t.Errorf("%s: holds %v, %v", change, report.Holds(), err)
			}
		}
	})
}

// An award with a condition goes only to those confirmed who satisfy it.
func TestAwardsHaveConditions(t *testing.T) {
	withHouse(t, func(h *house) {
		scheme, _ := h.Pack.FindScheme("flag")
		scheme.Awards[1].When = &pack.Condition{Source: "total >= 18 and honours == 0"}
		h.confirmed()
		got := map[string][]string{}
		h.Read(func(tx *store.Tx) error {
			awards, err := outcome.ListAwards(ctx, tx, county, h.round)
			for _, a := range awards {
				got[a.Award] = append(got[a.Award], string(a.Kind))
			}
			return err
		})
		if len(got["flag"]) != 4 || len(got["subsidy"]) != 1 {
			t.Errorf("got %v, want title and funds for two, and a subsidy for the one who reached the total", got)
		}
	})
}

// Leaders who appraise their own unit's people stand aside only for themselves and for what they have declared.
func TestRecuseSelf(t *testing.T) {
	withHouse(t, func(h *house) {
		scheme, _ := h.Pack.FindScheme("flag")
		stage, _ := scheme.FindStage("review")
		stage.Recuse = "self"
		h.open()
		for _, village := range []string{"甲村", "乙村", "丙村", "丁村"} {
			h.assess(village)
		}
		h.close("assessment", "")
		h.Must(h.recommend("东镇", "甲村", "乙村"))
		h.Must(h.recommend("西镇", "丙村", "丁村"))
		h.close("recommendation", "")
		local := h.who("group", "演示县", 103)
		local.PersonID = h.holders["甲村"].ID
		h.Must(h.rate(local, "甲村", "8", ""))
		h.Write(func(tx *store.Tx) error {
			_, err := org.DeclareConflict(ctx, tx, local, h.Unit("丙村").ID, "亲属在该村任职")
			return err
		})
		if found := fault.Find(h.rate(local, "丙村", "8", "")); found == nil || found.Key != "round.recused" {
			t.Errorf("who has declared a conflict rated: %v", found)
		}
	})
}
