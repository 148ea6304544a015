package server

import (
	"fmt"

	"qixing/calendar"
	"qixing/fault"
	"qixing/fixed"
	"qixing/ledger"
	"qixing/pack"
	"qixing/score"
	"qixing/target"
)

type trendQuery struct {
	Measure string `query:"measure" maxLength:"40"`
	Target  string `query:"target" maxLength:"40" doc:"instead of a measure"`
	UnitID  int64  `query:"unit_id" doc:"of a measure; by default the county"`
	By      string `query:"by" enum:"month,quarter,half_year,year" doc:"by default the finest that the register's dates allow"`
	Period  string `query:"period" maxLength:"10"`
}

type trendPoint struct {
	Period   string  `json:"period"`
	Title    string  `json:"title"`
	Value    *string `json:"value"`
	Display  string  `json:"display"`
	Expected *string `json:"expected,omitempty" doc:"of a target: where it should have been"`

	fixed fixed.Value
}

type trendView struct {
	Title    string       `json:"title"`
	Unit     string       `json:"unit"`
	By       string       `json:"by"`
	Choices  []string     `json:"choices" doc:"what it can be shown by"`
	Points   []trendPoint `json:"points"`
	Sentence string       `json:"sentence"`
}

// trendKinds are the kinds of period, the finest first, and how many of each are shown.
var trendKinds = []struct {
	kind calendar.Kind
	most int
}{{calendar.Month, 12}, {calendar.Quarter, 8}, {calendar.HalfYear, 6}, {calendar.Year, 4}}

func (s *Server) viewTrend(c call, in *trendQuery) (trendView, error) {
	books, err := s.books(c)
	if err != nil {
		return trendView{}, err
	}
	_, day, err := periodAsked(c, in.Period)
	if err != nil {
		return trendView{}, err
	}
	var view trendView
	if in.Target != "" {
		view, err = targetTrend(c, books, in, day)
	} else {
		view, err = measureTrend(c, books, in, day)
	}
	view.Sentence = trendSentence(c.lang, view)
	return view, err
}

// lastPeriods are so many periods up to the one of a day, the earliest first.
func lastPeriods(by string, day calendar.Date) []calendar.Period {
	for _, one := range trendKinds {
		if string(one.kind) != by {
			continue
		}
		last := day.In(one.kind)
		var periods []calendar.Period
		for i := one.most - 1; i >= 0; i-- {
			periods = append(periods, last.Add(-i))
		}
		return periods
	}
	return nil
}

func (v *trendView) choose(by string, finest calendar.Kind) {
	allowed := false
	for _, one := range trendKinds {
		if allowed = allowed || one.kind == finest; allowed {
			v.Choices = append(v.Choices, string(one.kind))
		}
	}
	v.By = string(finest)
	for _, choice := range v.Choices {
		if choice == by {
			v.By = by
		}
	}
}

func measureTrend(c call, books *ledger.Ledger, in *trendQuery, day calendar.Date) (trendView, error) {
	measure, unit, err := measureAsked(c, books, in.Measure, in.UnitID)
	if err != nil {
		return trendView{}, err
	}
	view := trendView{Title: titleIn(c.lang, measure.Title, measure.TitleEN), Unit: pack.UnitIn(c.lang, measure.Unit)}
	view.choose(in.By, finestOf(books.Pack, measure))
	for _, period := range lastPeriods(view.By, day) {
		of := ledger.Measuring{Subjects: []ledger.Subject{{UnitID: unit.ID}}, Period: period, Parameters: books.Pack.Values(period.End().String())}
		readings, err := books.Measures(c, c.tx, of, measure.ID)
		if err != nil {
			return view, fmt.Errorf("trend of %s: %w", measure.ID, err)
		}
		view.add(c.lang, period, readings[measure.ID].Values[0], known(readings[measure.ID], 0))
	}
	return view, nil
}

func (v *trendView) add(lang string, period calendar.Period, value fixed.Value, known bool) {
	point := trendPoint{Period: period.String(), Title: periodIn(lang, period), Display: displayKnown(lang, value, v.Unit, known), fixed: value}
	if known {
		text := value.String()
		point.Value = &text
	}
	v.Points = append(v.Points, point)
}

// finestOf is the finest kind of period that all registers behind a measure can tell apart.
func finestOf(p *pack.Pack, m *pack.Measure) calendar.Kind {
	leaves, _ := leavesOf(p, m, 0)
	at := 0
	for _, leaf := range leaves {
		dated, has := leaf.DatedField()
		for i, one := range trendKinds {
			if has && ownKinds[dated.Type] == one.kind || !has && one.kind == calendar.Year {
				at = max(at, i)
			}
		}
	}
	return trendKinds[at].kind
}

// targetTrend shows where a target stood at the end of each period, and where it should have been.
func targetTrend(c call, books *ledger.Ledger, in *trendQuery, day calendar.Date) (trendView, error) {
	declared, found := books.Pack.FindTarget(in.Target)
	if !found || !hasPolicyRole(c.who) {
		return trendView{}, fault.NotFound("server.no_target", fault.Args{"target": in.Target})
	}
	finest := calendar.Year
	if measure, adds := books.Pack.FindMeasure(declared.Measure); adds && target.Grows(books.Pack, declared) {
		finest = finestOf(books.Pack, measure)
	}
	view := trendView{Title: titleIn(c.lang, declared.Title, declared.TitleEN), Unit: pack.UnitIn(c.lang, target.UnitOf(books.Pack, declared))}
	view.choose(in.By, finest)
	points, err := target.Trend(c, c.tx, books, declared, lastPeriods(view.By, day), day)
	for _, one := range points {
		view.add(c.lang, one.Period, one.Value, one.Known)
		if one.Due {
			expected := one.Expected.Round(4).String()
			view.Points[len(view.Points)-1].Expected = &expected
		}
	}
	return view, err
}

// trendSentence says what the last two known points show.
func trendSentence(lang string, view trendView) string {
	var known []trendPoint
	for _, point := range view.Points {
		if point.Value != nil {
			known = append(known, point)
		}
	}
	if len(known) == 0 {
		return fault.Sentence("server.trend_nothing", lang, nil)
	}
	last := known[len(known)-1]
	args := fault.Args{"period": last.Title, "value": last.Display}
	if len(known) == 1 {
		return fault.Sentence("server.trend_one", lang, args)
	}
	before := known[len(known)-2]
	args["before"], args["was"] = before.Title, before.Display
	key := "server.trend_same"
	switch {
	case last.fixed > before.fixed:
		key, args["by"] = "server.trend_up", score.Display(last.fixed-before.fixed, view.Unit, lang)
	case last.fixed < before.fixed:
		key, args["by"] = "server.trend_down", score.Display(before.fixed-last.fixed, view.Unit, lang)
	}
	return fault.Sentence(key, lang, args)
}
