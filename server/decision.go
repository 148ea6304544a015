package server

import (
	"net/http"
	"sort"

	"qixing/calendar"
	"qixing/fault"
	"qixing/round"
)

type decisionView struct {
	UnitID       int64            `json:"unit_id,omitempty" doc:"whose body decides, where those of towns or villages do; 0 for the county's"`
	MinutesNo    string           `json:"minutes_no" maxLength:"100"`
	Date         string           `json:"date" format:"date"`
	Expected     int              `json:"expected" minimum:"0" maximum:"1000"`
	Present      int              `json:"present" minimum:"0" maximum:"1000"`
	Votes        []round.Vote     `json:"votes,omitempty" maxItems:"5000"`
	Selected     []int64          `json:"selected" maxItems:"5000"`
	Grades       []decisionGrade  `json:"grades,omitempty" maxItems:"5000" doc:"grades other than the computed ones; each with a reason"`
	Reasons      []decisionReason `json:"reasons,omitempty"`
	VacantReason string           `json:"vacant_reason,omitempty" maxLength:"500"`
	Actor        string           `json:"actor,omitempty" readOnly:"true"`
	At           string           `json:"at,omitempty" readOnly:"true"`
}

type decisionGrade struct {
	Entry int64  `json:"entry"`
	Grade string `json:"grade" doc:"the id of the grade"`
}

type decisionReason struct {
	Entry int64  `json:"entry"`
	Text  string `json:"text" maxLength:"500"`
}

func (s *Server) decisionRoutes() {
	query(s, "/rounds/{id}/sheet", "The one page from which a body decides", func(c call, in *struct {
		RoundPath
		UnitID int64 `query:"unit_id" doc:"the town or village whose body decides; by default the first that the asker may see"`
	}) (sheetView, error) {
		return s.sheet(c, in.ID, in.UnitID)
	})
	command(s, http.MethodPost, "/rounds/{id}/decision", "Enter what the body decided", func(c call, in *struct {
		RoundPath
		Body decisionView
	}) (roundView, error) {
		decision, err := in.Body.read()
		if err != nil {
			return roundView{}, err
		}
		if _, err := s.rounds.Decide(c, c.tx, c.who, in.ID, decision); err != nil {
			return roundView{}, err
		}
		return s.findRound(c, in.ID)
	})
	command(s, http.MethodPost, "/rounds/{id}/confirm", "Make the result final and grant what it gives", func(c call, in *RoundPath) (listOf[AwardView], error) {
		awards, err := s.outcome.Confirm(c, c.tx, c.who, in.ID)
		if err != nil {
			return listOf[AwardView]{}, err
		}
		_, policy, err := s.Packs.ActivePack(c, c.tx, c.who.County)
		return listed(awards, awardViewer(c.lang, policy, s.places(c))), err
	})
	command(s, http.MethodPost, "/rounds/{id}/entries/{entry}/revoke", "Take a confirmed result back for cause", func(c call, in *struct {
		EntryPath
		Body reasoned
	}) (nothing, error) {
		return nothing{OK: true}, s.outcome.Revoke(c, c.tx, c.who, in.ID, in.Entry, in.Body.Reason)
	})
	s.whatIfRoute()
}

func (v decisionView) read() (round.Decision, error) {
	on, err := calendar.ParseDate(v.Date)
	if err != nil {
		return round.Decision{}, fault.Invalid("server.date", fault.Args{"date": v.Date}).At("date")
	}
	d := round.Decision{UnitID: v.UnitID, MinutesNo: v.MinutesNo, DecidedOn: on, Expected: v.Expected, Present: v.Present, Votes: v.Votes, Selected: v.Selected,
		VacantReason: v.VacantReason, Grades: map[int64]string{}, Reasons: map[int64]string{}}
	for _, one := range v.Grades {
		d.Grades[one.Entry] = one.Grade
	}
	for _, reason := range v.Reasons {
		d.Reasons[reason.Entry] = reason.Text
	}
	return d, nil
}

func viewDecision(d round.Decision) *decisionView {
	v := &decisionView{UnitID: d.UnitID, MinutesNo: d.MinutesNo, Date: d.DecidedOn.String(), Expected: d.Expected, Present: d.Present, Votes: d.Votes, Selected: d.Selected,
		VacantReason: d.VacantReason, Actor: d.Actor, At: d.At}
	for entry, text := range d.Reasons {
		v.Reasons = append(v.Reasons, decisionReason{Entry: entry, Text: text})
	}
	for entry, grade := range d.Grades {
		v.Grades = append(v.Grades, decisionGrade{Entry: entry, Grade: grade})
	}
	sort.Slice(v.Grades, func(a, b int) bool { return v.Grades[a].Entry < v.Grades[b].Entry })
	sort.Slice(v.Reasons, func(a, b int) bool { return v.Reasons[a].Entry < v.Reasons[b].Entry })
	return v
}
