package server

import (
	"cmp"
	"slices"

	"qixing/calendar"
	"qixing/expression"
	"qixing/fault"
	"qixing/fixed"
	"qixing/ledger"
	"qixing/org"
	"qixing/pack"
	"qixing/score"
	"qixing/target"
)

type targetPart struct {
	UnitID  int64  `json:"unit_id"`
	Title   string `json:"title"`
	Value   string `json:"value"`
	Reached bool   `json:"reached"`
}

type targetView struct {
	ID       string       `json:"id"`
	Title    string       `json:"title"`
	Value    string       `json:"value"`
	Goal     string       `json:"goal"`
	Unit     string       `json:"unit"`
	Display  string       `json:"display"`
	GoalText string       `json:"goal_display"`
	Pace     string       `json:"pace" enum:"reached,on_pace,behind,missed"`
	Expected string       `json:"expected,omitempty"`
	Forecast string       `json:"forecast,omitempty"`
	By       string       `json:"by"`
	Missing  int          `json:"missing" doc:"subjects whose inputs are not known"`
	Parts    []targetPart `json:"parts,omitempty" doc:"where it holds for each unit of a kind"`
}

type chapterTargets struct {
	ID      string       `json:"id"`
	Title   string       `json:"title"`
	Targets []targetView `json:"targets"`
}

type attentionView struct {
	Title  string `json:"title"`
	Detail string `json:"detail"`
	Target string `json:"target" doc:"the target it is about"`
}

type cellView struct {
	UnitID  int64   `json:"unit_id"`
	Title   string  `json:"title"`
	Value   *string `json:"value"`
	Display string  `json:"display"`
	Shade   int     `json:"shade" minimum:"0" maximum:"4" doc:"the fifth it belongs to, the greatest darkest; 0 also where nothing is known"`
}

type townCells struct {
	Title string     `json:"title"`
	Cells []cellView `json:"cells"`
}

type gridView struct {
	Measure string      `json:"measure"`
	Title   string      `json:"title"`
	Towns   []townCells `json:"towns"`
}

type cockpitView struct {
	Period    string           `json:"period"`
	Chapters  []chapterTargets `json:"chapters"`
	Attention []attentionView  `json:"attention"`
	Grid      *gridView        `json:"grid,omitempty"`
	Measures  []measureView    `json:"measures" doc:"what the grid can show"`
}

func (s *Server) cockpitRoutes() {
	query(s, "/cockpit", "The policy's chapters with their targets, and a figure of every village that the asker may see", func(c call, in *struct {
		Period  string `query:"period" maxLength:"10" doc:"a year, quarter or month; by default this year"`
		Measure string `query:"measure" maxLength:"40" doc:"what the grid shows"`
	}) (cockpitView, error) {
		return s.viewCockpit(c, in.Period, in.Measure)
	})
}

func (s *Server) viewCockpit(c call, text, measure string) (cockpitView, error) {
	view := cockpitView{Chapters: []chapterTargets{}, Attention: []attentionView{}, Measures: []measureView{}}
	day := calendar.DateOf(c.tx.Now)
	period := day.In(calendar.Year)
	if text != "" {
		var err error
		if period, err = calendar.ParsePeriod(text); err != nil {
			return view, fault.Invalid("server.period", fault.Args{"period": text}).At("period")
		}
	}
	if view.Period = period.String(); period.End().Before(day) {
		day = period.End()
	}
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
	view.fill(c, books.Pack, standings)
	view.Measures = gridMeasures(books.Pack)
	view.Grid, err = findGrid(c, books, measure, period)
	return view, err
}

func hasPolicyRole(who org.Principal) bool {
	return slices.ContainsFunc(who.Roles(), func(role string) bool { return !org.IsAdministrator(role) })
}

func (v *cockpitView) fill(c call, p *pack.Pack, standings []target.Standing) {
	for _, chapter := range p.Chapters {
		one := chapterTargets{ID: chapter.ID, Title: chapter.Title, Targets: []targetView{}}
		for _, standing := range standings {
			if standing.Target.Chapter != chapter.ID {
				continue
			}
			one.Targets = append(one.Targets, viewTarget(c.lang, standing))
			if standing.Pace == target.Behind || standing.Pace == target.Missed {
				v.Attention = append(v.Attention, attentionOn(c.lang, standing))
			}
		}
		v.Chapters = append(v.Chapters, one)
	}
}

func viewTarget(lang string, s target.Standing) targetView {
	view := targetView{ID: s.Target.ID, Title: titleIn(lang, s.Target.Title, s.Target.TitleEN), Value: s.Value.String(), Goal: s.Goal.String(), Unit: s.Unit,
		Display: score.Display(s.Value, s.Unit, lang), GoalText: score.Display(s.Goal, s.Unit, lang), Pace: string(s.Pace), Expected: s.Expected.String(), By: s.Target.By, Missing: s.Missing}
	if !s.Known {
		view.Display = fault.Sentence("server.unknown_value", lang, nil)
	}
	if s.Forecast != nil {
		view.Forecast = s.Forecast.Round(4).String()
	}
	for _, part := range s.Parts {
		view.Parts = append(view.Parts, targetPart{UnitID: part.Unit.ID, Title: titleIn(lang, part.Unit.Title, part.Unit.TitleEN), Value: part.Value.String(), Reached: part.Reached})
	}
	return view
}

func attentionOn(lang string, s target.Standing) attentionView {
	args := fault.Args{"value": score.Display(s.Value, s.Unit, lang), "goal": score.Display(s.Goal, s.Unit, lang), "expected": score.Display(s.Expected.Round(2), s.Unit, lang),
		"by": s.Target.By}
	return attentionView{Title: titleIn(lang, s.Target.Title, s.Target.TitleEN), Detail: fault.Sentence("server.target_"+string(s.Pace), lang, args), Target: s.Target.ID}
}

// gridMeasures are those that the policy scores villages by, or has targets about; no others are anyone's business at a glance.
func gridMeasures(p *pack.Pack) []measureView {
	views := []measureView{}
	add := func(id string) {
		if slices.ContainsFunc(views, func(v measureView) bool { return v.ID == id }) {
			return
		}
		measure, found := p.FindMeasure(id)
		if !found || sensitive(p, measure) {
			return
		}
		views = append(views, measureView{measure.ID, measure.Title, measure.Unit})
	}
	for _, t := range p.Targets {
		if t.CountOf+t.ShareOf == string(org.Village) && t.Where != nil && t.Where.Compiled != nil {
			for _, name := range t.Where.Compiled.Names() {
				add(name)
			}
		}
	}
	for _, scheme := range p.Schemes {
		for _, name := range scheme.Ties {
			if scheme.Subject == string(org.Village) {
				add(name)
			}
		}
	}
	return views
}

func sensitive(p *pack.Pack, m *pack.Measure) bool {
	register, found := p.FindRegister(m.Register)
	return found && register.Sensitive
}

// findGrid shows one measure of every village that the asker's roles reach, town by town.
func findGrid(c call, books *ledger.Ledger, id string, period calendar.Period) (*gridView, error) {
	offered := gridMeasures(books.Pack)
	if id == "" && len(offered) > 0 {
		id = offered[0].ID
	}
	at := slices.IndexFunc(offered, func(v measureView) bool { return v.ID == id })
	if at < 0 {
		return nil, nil
	}
	villages := villagesIn(c, books, period.End().String())
	subjects := make([]ledger.Subject, len(villages))
	for i, village := range villages {
		subjects[i] = ledger.Subject{UnitID: village.ID}
	}
	readings, err := books.Measures(c, c.tx, ledger.Measuring{Subjects: subjects, Period: period, Parameters: books.Pack.Values(period.End().String())}, id)
	if err != nil {
		return nil, err
	}
	grid := &gridView{Measure: id, Title: offered[at].Title, Towns: []townCells{}}
	grid.fill(c.lang, books, villages, readings[id], offered[at].Unit)
	return grid, nil
}

func villagesIn(c call, books *ledger.Ledger, day string) []org.Unit {
	var roles []string
	for _, role := range c.who.Roles() {
		if !org.IsAdministrator(role) {
			roles = append(roles, role)
		}
	}
	scope := c.who.ScopeOf(roles...)
	return slices.DeleteFunc(slices.Clone(books.Tree.Roster(org.Village, 0, day)), func(u org.Unit) bool { return !scope.Contains(u) })
}

func (g *gridView) fill(lang string, books *ledger.Ledger, villages []org.Unit, reading ledger.Reading, unit string) {
	shades := shadesOf(reading)
	for i, village := range villages {
		town, err := books.Tree.Ancestor(village.ID, org.Town)
		if err != nil {
			continue
		}
		if len(g.Towns) == 0 || g.Towns[len(g.Towns)-1].Title != town.Title {
			g.Towns = append(g.Towns, townCells{Title: town.Title})
		}
		cell := cellView{UnitID: village.ID, Title: village.Title, Display: fault.Sentence("server.unknown_value", lang, nil)}
		if known(reading, i) {
			text := reading.Values[i].String()
			cell.Value, cell.Display, cell.Shade = &text, score.Display(reading.Values[i], unit, lang), shades[i]
		}
		last := &g.Towns[len(g.Towns)-1]
		last.Cells = append(last.Cells, cell)
	}
}

func known(reading ledger.Reading, i int) bool {
	return reading.States == nil || reading.States[i] == expression.Present
}

// shadesOf sorts the known values into fifths; equal values share a shade.
func shadesOf(reading ledger.Reading) []int {
	var sorted []fixed.Value
	for i, value := range reading.Values {
		if known(reading, i) {
			sorted = append(sorted, value)
		}
	}
	slices.SortFunc(sorted, cmp.Compare[fixed.Value])
	shades := make([]int, len(reading.Values))
	for i, value := range reading.Values {
		if known(reading, i) {
			place, _ := slices.BinarySearch(sorted, value)
			shades[i] = place * 5 / max(len(sorted), 1)
		}
	}
	return shades
}
