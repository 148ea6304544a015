package outcome_test

import (
	"testing"

	"qixing/ledger"
	"qixing/org"
	"qixing/outcome"
	"qixing/procedure"
	"qixing/round"
	"qixing/store"
)

// selfRate hands in a village's own points.
func (h *house) selfRate(village, points string) {
	h.Helper()
	given, err := parse(points)
	h.Must(err)
	who, e := h.who("secretary", village, h.holders[village].ID), h.entry(village)
	h.Write(func(tx *store.Tx) error {
		saved, err := h.rounds.SaveAssessment(ctx, tx, who, h.round, e.ID, round.AssessmentChange{
			Items: []round.AssessmentItem{{Key: "work.income", Verdict: round.Right}, {Key: "work.own", Points: &given}}})
		if err != nil {
			return err
		}
		_, err = h.rounds.SubmitAssessment(ctx, tx, who, h.round, e.ID, saved.Version)
		return err
	})
}

// toGrades opens the appraisal and closes the self-assessment, which 丁村 has missed: totals are 14, 12, 9 and 4.
func (h *house) toGrades() {
	h.Helper()
	h.openScheme("appraisal")
	for village, points := range map[string]string{"甲村": "4", "乙村": "4", "丙村": "3"} {
		h.selfRate(village, points)
	}
	h.close("assessment", "期限已到")
}

// sits is what a town's body decided of two villages.
func (h *house) sits(town string, first, second string) round.Decision {
	d := h.decision(first, second)
	d.UnitID, d.Votes = h.Unit(town).ID, nil
	return d
}

func (h *house) decideAs(who org.Principal, d round.Decision) func(*store.Tx) error {
	return func(tx *store.Tx) error {
		_, err := h.rounds.Decide(ctx, tx, who, h.round, d)
		return err
	}
}

// graded wants these grades and totals.
func (h *house) graded(want map[string]string) {
	h.Helper()
	all := h.standings()
	for title, text := range want {
		if got := all[title].grade + " " + all[title].total; got != text {
			h.Errorf("%s: %s, want %s", title, got, text)
		}
	}
}

func (h *house) setIncome(village string, yuan int64) {
	h.Helper()
	h.Write(func(tx *store.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE reg_accounts SET amount = $1 WHERE county = $2 AND unit_id = $3`, yuan*100, county, h.Unit(village).ID)
		tx.Touch(county, ledger.PartOf("accounts"))
		return err
	})
}

// Whoever hands in nothing is appraised all the same, with these points missing.
func TestWithoutSelfAssessment(t *testing.T) {
	withHouse(t, func(h *house) {
		h.toGrades()
		h.status(map[string]procedure.Status{"甲村": procedure.Submitted, "丁村": procedure.Entered})
		h.graded(map[string]string{"甲村": "good 14.00", "乙村": "fair 12.00", "丙村": "good 9.00", "丁村": "fair 4.00"})
	})
}

// A round of a procedure that asks for no assessment begins where the towns recommend.
func TestAProcedureWithoutAssessment(t *testing.T) {
	withHouse(t, func(h *house) {
		h.openScheme("direct")
		h.status(map[string]procedure.Status{"甲村": procedure.Entered})
		h.Must(h.recommend("东镇", "甲村", "乙村"))
		h.Must(h.recommend("西镇", "丙村", "丁村"))
		h.close("recommendation", "")
		h.Must(h.decide(h.decision("甲村")))
		h.confirm()
		h.status(map[string]procedure.Status{"甲村": procedure.Confirmed, "丙村": procedure.NotSelected, "丁村": procedure.NotRecommended})
	})
}

// Each town's body decides for its own villages; what the first has seen stays as it saw it while the others are still at it.
func TestEachTownDecides(t *testing.T) {
	withHouse(t, func(h *house) {
		h.toGrades()
		east, west := h.who("town", "东镇", 21), h.who("town", "西镇", 22)
		h.Refused("round.decide_forbidden", h.decideAs(west, h.sits("东镇", "甲村", "乙村")))
		h.Refused("round.decide_forbidden", h.decideAs(h.committee(), h.sits("东镇", "甲村", "乙村")))
		h.Refused("round.selected_unknown", h.decideAs(east, h.sits("东镇", "甲村", "丙村")))

		h.Write(h.decideAs(east, h.sits("东镇", "甲村", "乙村")))
		h.setIncome("甲村", 100)
		h.setIncome("丙村", 500)
		h.graded(map[string]string{"甲村": "good 14.00", "乙村": "fair 12.00", "丙村": "good 8.00"})
		h.status(map[string]procedure.Status{"甲村": procedure.Selected, "丙村": procedure.Submitted})
		h.Refused("round.selected_unknown", h.decideAs(west, h.sits("西镇", "甲村", "乙村")))

		h.Write(h.decideAs(west, h.sits("西镇", "丙村", "丁村")))
		h.setIncome("丙村", 0)
		h.graded(map[string]string{"甲村": "good 14.00", "乙村": "fair 12.00", "丙村": "good 8.00", "丁村": "fair 4.00"})
		h.confirm()
		h.graded(map[string]string{"甲村": "good 14.00", "丙村": "good 8.00"})
	})
}

// A body may give another grade than the computed one: with a reason, within the cap, and not against the facts.
func TestGradesAreDecided(t *testing.T) {
	withHouse(t, func(h *house) {
		h.toGrades()
		east := h.who("town", "东镇", 21)
		first, second := h.entry("甲村").ID, h.entry("乙村").ID
		with := func(grades, reasons map[int64]string) round.Decision {
			d := h.sits("东镇", "甲村", "乙村")
			d.Grades, d.Reasons = grades, reasons
			return d
		}
		h.Refused("round.grade_reason", h.decideAs(east, with(map[int64]string{first: "fair"}, nil)))
		h.Refused("round.grade_unknown", h.decideAs(east, with(map[int64]string{first: "best"}, map[int64]string{first: "突出"})))
		h.Refused("round.grade_over_cap", h.decideAs(east, with(map[int64]string{second: "good"}, map[int64]string{second: "抢险突出"})))
		h.Refused("round.grade_reason", h.decideAs(east, func() round.Decision {
			d := h.sits("东镇", "甲村", "乙村")
			d.Selected = d.Selected[:1] // 乙村 without a grade, and without a word
			return d
		}()))

		h.Write(h.decideAs(east, with(map[int64]string{first: "fair", second: "good"}, map[int64]string{first: "漏报一件", second: "抢险突出"})))
		h.graded(map[string]string{"甲村": "fair 14.00", "乙村": "good 12.00"})
		west := h.sits("西镇", "丙村", "丁村")
		west.Selected, west.Reasons = west.Selected[:1], map[int64]string{h.entry("丁村").ID: "当年并村，不定等次"}
		h.Write(h.decideAs(h.who("town", "西镇", 22), west))
		h.status(map[string]procedure.Status{"丁村": procedure.NotSelected, "丙村": procedure.Selected})
		h.confirm()

		var proposed []string
		h.Read(func(tx *store.Tx) error {
			flags, err := outcome.ListFlags(ctx, tx, county)
			for _, flag := range flags {
				proposed = append(proposed, flag.Payee)
			}
			return err
		})
		if len(proposed) != 2 || proposed[0]+proposed[1] != "乙村丙村" && proposed[0]+proposed[1] != "丙村乙村" {
			t.Errorf("links went to %v, want those that were given the grade", proposed)
		}
	})
}

func TestFactsBarAGrade(t *testing.T) {
	withHouse(t, func(h *house) {
		h.punish("甲村")
		h.toGrades()
		h.graded(map[string]string{"甲村": "fair 14.00", "乙村": "good 12.00"})
		d := h.sits("东镇", "甲村", "乙村")
		d.Grades = map[int64]string{h.entry("甲村").ID: "good", h.entry("乙村").ID: "fair"}
		d.Reasons = map[int64]string{h.entry("甲村").ID: "贡献突出", h.entry("乙村").ID: "让位"}
		h.Refused("round.grade_barred", h.decideAs(h.who("town", "东镇", 21), d))
	})
}

// The policy may let a body lower grades only, or not touch them.
func TestDeviation(t *testing.T) {
	withHouse(t, func(h *house) {
		scheme, _ := h.Pack.FindScheme("appraisal")
		decide := scheme.Procedure[1]
		h.toGrades()
		first, second := h.entry("甲村").ID, h.entry("乙村").ID
		d := h.sits("东镇", "甲村", "乙村")
		d.Grades = map[int64]string{first: "fair", second: "good"}
		d.Reasons = map[int64]string{first: "漏报", second: "补上"}
		east := h.who("town", "东镇", 21)
		decide.Deviate = "lower"
		h.Refused("round.grade_fixed_lower", h.decideAs(east, d))
		decide.Deviate = "none"
		h.Refused("round.grade_fixed_none", h.decideAs(east, d))
		decide.Deviate = "lower"
		d.Grades = map[int64]string{first: "fair"}
		h.Write(h.decideAs(east, d))
		h.graded(map[string]string{"甲村": "fair 14.00", "乙村": "fair 12.00"})
	})
}

// What was decided before an objection is as it was seen then, also when another entry is decided anew.
func TestDecidingAnewTouchesNobodyElse(t *testing.T) {
	withHouse(t, func(h *house) {
		h.toDecision()
		h.Must(h.decide(h.decision("甲村", "丙村")))
		n := h.publish()
		h.conclude(h.object(n, "甲村"), true)
		h.setIncome("丙村", 0)
		h.setIncome("甲村", 0)
		again := h.decision()
		again.VacantReason = "异议成立，名额空缺"
		h.Must(h.decide(again))
		if got, frozen := h.total("丙村", nil); got != "15.00" || !frozen {
			t.Errorf("丙村 has %s, %v; want what its decision saw", got, frozen)
		}
		if got, _ := h.total("甲村", nil); got != "8.00" {
			t.Errorf("甲村 has %s; want what the second decision saw", got)
		}
	})
}
