package server

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"qixing/calendar"
	"qixing/fault"
	"qixing/pack"
	"qixing/rollup"
	"qixing/score"
)

type rollupLineView struct {
	Code      string `json:"code"`
	Title     string `json:"title"`
	Known     bool   `json:"known"`
	Value     string `json:"value"`
	Display   string `json:"display"`
	Subjects  int64  `json:"subjects"`
	Satisfied int64  `json:"satisfied"`
	Missing   int64  `json:"missing"`
	Reached   bool   `json:"reached"`
}

type rollupView struct {
	Subject string           `json:"subject"`
	Title   string           `json:"title"`
	Unit    string           `json:"unit"`
	Year    string           `json:"year"`
	AsOf    string           `json:"as_of"`
	Lines   []rollupLineView `json:"lines"`
}

type rollupQuery struct {
	Target  string `query:"target" maxLength:"40" doc:"a target's id"`
	Measure string `query:"measure" maxLength:"40" doc:"or a measure's"`
	Year    string `query:"year" maxLength:"4" doc:"by default this year"`
	Of      string `query:"of" enum:"county,town" default:"town"`
}

// rollupRoutes answer for the server's own county. What a city, a province or the country asks of many counties is for whoever keeps the
// database, from its shell: no account of a county may see another's figures.
func (s *Server) rollupRoutes() {
	open(s, http.MethodGet, "/rollups", "What a target or measure comes to in the county or each of its towns, from sums that are kept", s.findRollup)
}

func (s *Server) findRollup(ctx context.Context, in *rollupQuery) (rollupView, error) {
	who, err := s.signedIn(ctx)
	if err != nil {
		return rollupView{}, err
	}
	if !hasPolicyRole(who) {
		return rollupView{}, fault.Forbidden("server.rollup_forbidden", nil)
	}
	if err := s.rollups.RefreshIfStale(ctx, who.County); err != nil {
		return rollupView{}, err
	}
	var view rollupView
	err = s.asked(ctx, s.db.Read, func(c call) error {
		year := in.Year
		if year == "" {
			year = strconv.Itoa(calendar.DateOf(c.tx.Now).Year)
		}
		subject := "target/" + in.Target
		if in.Target == "" {
			subject = "measure/" + in.Measure
		}
		var failed error
		view, failed = s.viewRollup(c, rollup.Query{Subject: subject, Year: year, Of: in.Of, County: who.County})
		return failed
	})
	return view, err
}

func (s *Server) viewRollup(c call, q rollup.Query) (rollupView, error) {
	answer, err := rollup.Read(c, c.tx, q)
	view := rollupView{Subject: answer.Subject.Key, Title: s.subjectIn(c, answer.Subject), Unit: pack.UnitIn(c.lang, answer.Subject.Unit), Year: q.Year, AsOf: answer.AsOf, Lines: []rollupLineView{}}
	for _, line := range answer.Lines {
		one := rollupLineView{Code: line.Code, Title: line.Title, Known: line.Known, Value: line.Value.String(), Display: score.Display(line.Value, answer.Subject.Unit, c.lang),
			Subjects: line.Subjects, Satisfied: line.Satisfied, Missing: line.Missing, Reached: line.Reached > 0}
		if !line.Known {
			one.Display = fault.Sentence("server.unknown_value", c.lang, nil)
		}
		view.Lines = append(view.Lines, one)
	}
	return view, err
}

// subjectIn is what is summed up: by the asker's own policy, where it has it, in the asker's language.
func (s *Server) subjectIn(c call, subject rollup.Subject) string {
	_, policy, err := s.Packs.ActivePack(c, c.tx, c.who.County)
	if err != nil {
		return subject.Title
	}
	kind, id, _ := strings.Cut(subject.Key, "/")
	if target, found := policy.FindTarget(id); found && kind == "target" {
		return titleIn(c.lang, target.Title, target.TitleEN)
	}
	if measure, found := policy.FindMeasure(id); found && kind == "measure" {
		return titleIn(c.lang, measure.Title, measure.TitleEN)
	}
	return subject.Title
}
