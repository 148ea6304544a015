package server

import (
	"slices"

	"qixing/calendar"
	"qixing/fault"
	"qixing/ledger"
	"qixing/org"
	"qixing/target"
)

// mostAttention is how many targets the cockpit points at.
const mostAttention = 3

type chapterTargets struct {
	ID      string       `json:"id"`
	Title   string       `json:"title"`
	Targets []TargetView `json:"targets"`
}

type cockpitView struct {
	Period    string           `json:"period"`
	Day       string           `json:"day" doc:"the day that it is about"`
	Chapters  []chapterTargets `json:"chapters"`
	Attention []attentionView  `json:"attention" doc:"the targets that need attention most, the worst first; those on pace only where fewer are behind"`
	Grid      *gridView        `json:"grid,omitempty"`
	Measures  []gridMeasure    `json:"measures" doc:"what the grid can show"`
}

type cockpitQuery struct {
	Period  string `query:"period" maxLength:"10" doc:"a year, quarter or month; by default this year"`
	Measure string `query:"measure" maxLength:"40" doc:"what the grid shows; by default what the worst target is about"`
}

func (s *Server) cockpitRoutes() {
	query(s, "/cockpit", "The policy's chapters with their targets, and a figure of every village that the asker may see", func(c call, in *cockpitQuery) (cockpitView, error) {
		return s.viewCockpit(c, in)
	})
	query(s, "/cockpit/late", "What is late, and with whom", func(c call, _ *struct{}) (listOf[lateView], error) { return s.listLate(c) })
	query(s, "/cockpit/trend", "A measure or a target over time", func(c call, in *trendQuery) (trendView, error) { return s.viewTrend(c, in) })
	query(s, "/cockpit/records", "The records behind a figure of the cockpit", func(c call, in *figureQuery) (listOf[behindView], error) {
		return s.listBehindFigure(c, in)
	})
	query(s, "/cockpit/targets/{target}", "One target, with the towns and villages that do their part and those that don't", func(c call, in *struct {
		Target string `path:"target" maxLength:"40"`
		Period string `query:"period" maxLength:"10"`
	}) (targetDetail, error) {
		return s.findTarget(c, in.Target, in.Period)
	})
}

// periodAsked reads a period, by default this year, and the day that it is looked at: today, or its last.
func periodAsked(c call, text string) (calendar.Period, calendar.Date, error) {
	day := calendar.DateOf(c.tx.Now)
	period := day.In(calendar.Year)
	if text != "" {
		var err error
		if period, err = calendar.ParsePeriod(text); err != nil {
			return period, day, fault.Invalid("server.period", fault.Args{"period": text}).At("period")
		}
	}
	if period.End().Before(day) {
		day = period.End()
	}
	return period, day, nil
}

func (s *Server) viewCockpit(c call, in *cockpitQuery) (cockpitView, error) {
	view := cockpitView{Chapters: []chapterTargets{}, Attention: []attentionView{}, Measures: []gridMeasure{}}
	period, day, err := periodAsked(c, in.Period)
	if err != nil {
		return view, err
	}
	view.Period, view.Day = period.String(), day.String()
	if !hasPolicyRole(c.who) { // the administrators see no business data
		return view, nil
	}
	books, err := s.books(c)
	if err != nil {
		return view, err
	}
	standings, err := target.List(c, c.tx, books, day)
	if err != nil {
		return view, err
	}
	view.fill(c, books, standings)
	worst := target.Worst(standings, mostAttention)
	if view.Attention, err = listAttention(c, books, worst, day); err != nil {
		return view, err
	}
	view.Measures = gridMeasures(c, books)
	view.Grid, err = findGrid(c, books, view.Measures, measureAtHand(books.Pack, view.Measures, in.Measure, worst), period)
	return view, err
}

func hasPolicyRole(who org.Principal) bool { return len(policyRoles(who)) > 0 }

// policyRoles are the asker's roles other than those of the three administrators.
func policyRoles(who org.Principal) []string {
	return slices.DeleteFunc(who.Roles(), org.IsAdministrator)
}

func (v *cockpitView) fill(c call, books *ledger.Ledger, standings []target.Standing) {
	for _, chapter := range books.Pack.Chapters {
		one := chapterTargets{ID: chapter.ID, Title: titleIn(c.lang, chapter.Title, chapter.TitleEN), Targets: []TargetView{}}
		for _, standing := range standings {
			if standing.Target.Chapter == chapter.ID {
				one.Targets = append(one.Targets, viewTarget(c.lang, standing))
			}
		}
		v.Chapters = append(v.Chapters, one)
	}
}
