package round

import (
	"slices"
	"strings"

	"qixing/fault"
	"qixing/procedure"
	"qixing/score"
)

// check refuses what the policy doesn't allow: a meeting that can't decide, too many, someone shut out, a vote that failed, a grade beyond its cap, and
// whatever wants a reason and has none.
func (m *meeting) check() error {
	if strings.TrimSpace(m.decision.MinutesNo) == "" {
		return fault.Invalid("round.minutes_needed", nil).At("minutes_no")
	}
	if err := procedure.CheckMeeting(m.attendance(), m.stage.Votes, m.Values); err != nil {
		return err
	}
	if err := m.checkPlaces(); err != nil {
		return err
	}
	if err := m.checkSelected(); err != nil {
		return err
	}
	if len(m.Policy.Grades) > 0 {
		return m.checkGrades()
	}
	return m.checkPassedOver()
}

func (m *meeting) attendance() procedure.Meeting {
	return procedure.Meeting{Expected: m.decision.Expected, Present: m.decision.Present}
}

// checkPlaces holds the number selected against the quota. Where everyone is to have a grade there is no quota, and no place can stay vacant.
func (m *meeting) checkPlaces() error {
	if m.GradesAll() {
		return nil
	}
	limit, chosen := m.stage.Limit(len(m.places), m.Values), len(m.decision.Selected)+m.kept()
	switch {
	case chosen > limit:
		return fault.Conflict("round.over_quota", fault.Args{"chosen": chosen, "quota": limit})
	case chosen < limit && strings.TrimSpace(m.decision.VacantReason) == "":
		return fault.Invalid("round.vacant_reason", fault.Args{"vacant": limit - chosen}).At("vacant_reason")
	}
	return nil
}

// GradesAll tells whether the deciding body gives everyone a grade, rather than choosing a few.
func (r *Running) GradesAll() bool {
	_, stage := r.deciding()
	return len(r.Policy.Grades) > 0 && stage != nil && stage.Select == nil
}

// kept counts the places that entries of an earlier decision still hold, when others are decided anew.
func (m *meeting) kept() int {
	kept := 0
	for _, i := range m.places {
		if m.scored.Entries[i].HoldsPlace() {
			kept++
		}
	}
	return kept
}

func (m *meeting) checkSelected() error {
	for at, id := range m.decision.Selected {
		place := slices.IndexFunc(m.places, func(i int) bool { return m.scored.Entries[i].ID == id })
		if place < 0 || slices.Contains(m.decision.Selected[:at], id) {
			return fault.Invalid("round.selected_unknown", fault.Args{"id": id}).At("selected")
		}
		i := m.places[place]
		e := m.scored.Entries[i]
		if reasons := m.scored.Result.Vetoed(i); len(reasons) > 0 {
			return fault.Conflict("round.selected_vetoed", fault.Args{"entry": e.Title, "why": strings.Join(reasons, "；")})
		}
		if _, err := procedure.Next(e.Status, procedure.Select); err != nil {
			return err
		}
		if err := m.checkVote(e); err != nil {
			return err
		}
	}
	return nil
}

func (m *meeting) checkVote(e Entry) error {
	if m.stage.Votes == nil {
		return nil
	}
	var tally procedure.Tally
	for _, vote := range m.decision.Votes {
		if vote.Entry == e.ID {
			tally = procedure.Tally{Agree: vote.Agree, Against: vote.Against, Abstain: vote.Abstain}
		}
	}
	carried, err := procedure.Carries(tally, m.attendance(), m.stage.Votes, m.Values)
	if err != nil {
		return err
	}
	if !carried {
		return fault.Conflict("round.vote_failed", fault.Args{"entry": e.Title, "agree": tally.Agree, "expected": m.decision.Expected})
	}
	return nil
}

// checkPassedOver asks for a reason wherever someone of a lower place was chosen and someone of a higher place was not. People decide, not points; they say why.
func (m *meeting) checkPassedOver() error {
	lowest := 0
	for _, i := range m.places {
		if m.decision.Selects(m.scored.Entries[i]) {
			lowest = max(lowest, m.scored.Result.Rank(i))
		}
	}
	return m.entries(func(i int, e *Entry) error {
		rank := m.scored.Result.Rank(i)
		if rank > 0 && rank < lowest && m.Decidable(*e) && !m.decision.Selects(*e) && !m.explained(*e) {
			return fault.Invalid("round.passed_over_reason", fault.Args{"entry": e.Title, "rank": rank}).At("reasons")
		}
		return nil
	})
}

func (m *meeting) explained(e Entry) bool { return strings.TrimSpace(m.decision.Reasons[e.ID]) != "" }

// given is the grade that an entry has after the decision. Who isn't selected where everyone is to have a grade has none.
func (m *meeting) given(i int, e Entry) Given {
	grade, other := m.decision.Grades[e.ID]
	computed := m.scored.Result.Computed(i)
	switch {
	case !m.decision.Selects(e) && m.GradesAll():
		return Given{Reason: m.decision.Reasons[e.ID]}
	case !other || grade == computed:
		return Given{Grade: computed}
	}
	return Given{Grade: grade, Reason: m.decision.Reasons[e.ID]}
}

// checkGrades checks each grade that isn't the computed one, and then that no cap is passed.
func (m *meeting) checkGrades() error {
	for id := range m.decision.Grades {
		if !slices.Contains(m.decision.Selected, id) {
			return fault.Invalid("round.grade_unselected", fault.Args{"id": id}).At("grades")
		}
	}
	given := givenGrades(m.scored.Entries)
	err := m.entries(func(i int, e *Entry) error {
		if !m.Decidable(*e) {
			return nil
		}
		after := m.given(i, *e)
		given[i] = score.GivenGrade{Grade: after.Grade, Reason: after.Reason}
		return m.checkGrade(i, *e, after.Grade)
	})
	if err != nil {
		return err
	}
	if !m.GradesAll() {
		if err := m.checkPassedOver(); err != nil {
			return err
		}
	}
	return m.checkCaps(given)
}

func (m *meeting) checkGrade(i int, e Entry, grade string) error {
	computed := m.scored.Result.Computed(i)
	if grade == computed && (grade != "" || m.explained(e)) {
		return nil
	}
	_, known := m.Policy.FindGrade(grade)
	args := fault.Args{"entry": e.Title, "grade": m.gradeTitle(grade), "computed": m.gradeTitle(computed)}
	switch {
	case grade != "" && !known:
		return fault.Invalid("round.grade_unknown", args).At("grades")
	case m.stage.Deviate == "none" && grade != computed, m.stage.Deviate == "lower" && !m.scored.Result.Lowers(grade, i):
		return fault.Conflict("round.grade_fixed_"+m.stage.Deviate, args).At("grades")
	case !m.explained(e):
		return fault.Invalid("round.grade_reason", args).At("reasons")
	}
	barred, err := m.scored.Result.Bars(grade, i, "zh")
	if err == nil && barred != "" {
		args["why"] = barred
		err = fault.Conflict("round.grade_barred", args).At("grades")
	}
	return err
}

// checkCaps counts the grades as they would be, those of other bodies included.
func (m *meeting) checkCaps(given map[int]score.GivenGrade) error {
	after, err := m.scored.Plan.Run(m.scored.Input, 1)
	if err != nil {
		return err
	}
	if err := after.GiveGrades(given); err != nil {
		return err
	}
	for _, room := range after.Rooms() {
		if room.Holds > room.Places {
			return fault.Conflict("round.grade_over_cap", fault.Args{"grade": m.gradeTitle(room.Grade), "holds": room.Holds, "places": room.Places, "of": len(room.Of)}).At("grades")
		}
	}
	return nil
}
