package server

import (
	"net/http"
	"slices"

	"qixing/expression"
	"qixing/fault"
	"qixing/outcome"
	"qixing/pack"
	"qixing/procedure"
	"qixing/round"
	"qixing/score"
)

type inputView struct {
	Measure  string `json:"measure"`
	Title    string `json:"title"`
	Value    string `json:"value"`
	Display  string `json:"display"`
	Register string `json:"register,omitempty"`
}

type explainedIndicator struct {
	Key      string      `json:"key"`
	ID       string      `json:"id"`
	Title    string      `json:"title"`
	Points   string      `json:"points"`
	Of       string      `json:"of"`
	Rule     string      `json:"rule"`
	State    string      `json:"state" enum:"present,missing,not_applicable"`
	Awaited  bool        `json:"awaited,omitempty" doc:"missing in good order: its ratings are still to come, or the entry left before them"`
	Sentence string      `json:"sentence"`
	Inputs   []inputView `json:"inputs"`
	Records  int         `json:"records"`
	Note     string      `json:"note,omitempty"`
	Basis    string      `json:"basis,omitempty"`
	Ruling   string      `json:"ruling,omitempty" enum:"zero,not_applicable" doc:"what people decided that its missing input means"`
	Reason   string      `json:"reason,omitempty" doc:"why they decided so"`
}

type explainedCriterion struct {
	ID         string               `json:"id"`
	Title      string               `json:"title"`
	Points     string               `json:"points"`
	Of         string               `json:"of"`
	Note       string               `json:"note,omitempty"`
	Indicators []explainedIndicator `json:"indicators"`
}

type differenceView struct {
	Title    string        `json:"title"`
	Total    string        `json:"total"`
	Criteria []entryPoints `json:"criteria"`
}

type vetoView struct {
	Reason string `json:"reason"`
	State  string `json:"state"`
}

type explainedGradeView struct {
	Title    string `json:"title"`
	Given    bool   `json:"given" doc:"it is the grade that the entry has"`
	Sentence string `json:"sentence" doc:"why it has it, or hasn't"`
}

type explanationView struct {
	Criteria   []explainedCriterion `json:"criteria"`
	Grades     []explainedGradeView `json:"grades" doc:"from the highest grade down to the computed one, and what a body gave instead"`
	Difference *differenceView      `json:"difference,omitempty"`
	Vetoes     []vetoView           `json:"vetoes"`
}

type opinionView struct {
	Stage      string `json:"stage"`
	StageTitle string `json:"stage_title"`
	Event      string `json:"event" enum:"submit,go_on,recommend,not_recommend,review,reject,select,not_select,publish,object,dismiss,uphold,confirm,revoke,withdraw,return"`
	Actor      string `json:"actor"`
	At         string `json:"at"`
	Text       string `json:"text"`
}

type readerView struct {
	Who     string `json:"who"`
	At      string `json:"at"`
	Purpose string `json:"purpose"`
}

type changeView struct {
	Key    string `json:"key"`
	Title  string `json:"title"`
	Before string `json:"before"`
	After  string `json:"after"`
}

type entryView struct {
	EntryRow
	RoundTitle  string          `json:"round_title"`
	Explanation explanationView `json:"explanation"`
	Opinions    []opinionView   `json:"opinions"`
	Readers     []readerView    `json:"readers"`
	Changes     []changeView    `json:"changes"`
	Awards      []AwardView     `json:"awards"`
	Answers     []answerView    `json:"answers"`
	May         []string        `json:"may"`
}

type reasoned struct {
	Reason string `json:"reason" minLength:"1" maxLength:"500"`
}

func (s *Server) entryRoutes() {
	command(s, http.MethodGet, "/rounds/{id}/entries/{entry}", "An entry with its explanation; that it was read is kept", func(c call, in *EntryPath) (entryView, error) {
		return s.findEntry(c, in.ID, in.Entry)
	})
	command(s, http.MethodPost, "/rounds/{id}/entries/{entry}/return", "Send an entry back, with a reason", func(c call, in *struct {
		EntryPath
		Body reasoned
	}) (nothing, error) {
		_, err := s.rounds.ReturnEntry(c, c.tx, c.who, in.ID, in.Entry, in.Body.Reason)
		return nothing{OK: true}, err
	})
	command(s, http.MethodPost, "/rounds/{id}/entries/{entry}/withdraw", "Take an entry out at its own wish", func(c call, in *struct {
		EntryPath
		Body reasoned
	}) (nothing, error) {
		_, err := s.rounds.WithdrawEntry(c, c.tx, c.who, in.ID, in.Entry, in.Body.Reason)
		return nothing{OK: true}, err
	})
	command(s, http.MethodPost, "/rounds/{id}/entries/{entry}/ruling", "Decide what a missing input means", func(c call, in *struct {
		EntryPath
		Body struct {
			Indicator string `json:"indicator"`
			Ruling    string `json:"ruling" enum:"zero,not_applicable"`
			Reason    string `json:"reason" minLength:"1" maxLength:"500"`
		}
	}) (nothing, error) {
		return nothing{OK: true}, s.rounds.Rule(c, c.tx, c.who, in.ID, in.Entry, in.Body.Indicator, round.Ruling(in.Body.Ruling), in.Body.Reason)
	})
	s.answerRoutes()
	s.behindRoute()
}

// listOf is an answer with several of a thing.
type listOf[T any] struct {
	Items []T `json:"items"`
}

func listed[A, B any](all []A, view func(A) B) listOf[B] {
	items := make([]B, len(all))
	for i, one := range all {
		items[i] = view(one)
	}
	return listOf[B]{Items: items}
}

// seeEntry gives a round with its scores and the place of an entry that the asker may see.
func (s *Server) seeEntry(c call, id, entry int64) (*round.Running, *round.Scored, int, error) {
	r, err := s.rounds.FindRound(c, c.tx, c.who.County, id)
	if err != nil {
		return nil, nil, 0, err
	}
	scored, err := s.rounds.Score(c, c.tx, r)
	if err != nil {
		return nil, nil, 0, err
	}
	i := slices.IndexFunc(scored.Entries, func(e round.Entry) bool { return e.ID == entry })
	if i < 0 || !r.Visible(c.who, scored.Entries[i]) {
		return nil, nil, 0, fault.NotFound("round.entry_not_found", fault.Args{"id": entry})
	}
	recused, err := s.recused(c, r)
	if err != nil {
		return nil, nil, 0, err
	}
	if why := recused[entry]; why != "" && !r.Concerns(c.who, scored.Entries[i]) {
		return nil, nil, 0, fault.Forbidden("round.recused", fault.Args{"why": why})
	}
	return r, scored, i, nil
}

func (s *Server) findEntry(c call, id, entry int64) (entryView, error) {
	r, scored, i, err := s.seeEntry(c, id, entry)
	if err != nil {
		return entryView{}, err
	}
	if err := r.Read(c, c.tx, c.who, scored.Entries[i], "查看评价结果"); err != nil {
		return entryView{}, err
	}
	return s.viewEntry(c, r, scored, i)
}

func (s *Server) viewEntry(c call, r *round.Running, scored *round.Scored, i int) (entryView, error) {
	books, err := s.books(c)
	if err != nil {
		return entryView{}, err
	}
	e := scored.Entries[i]
	view := entryView{EntryRow: rowOfEntry(c.lang, r, scored, i, books.Tree, false), RoundTitle: roundIn(c.lang, r), Explanation: explain(r, scored, i, c.lang), May: mayDoWith(c, r, e)}
	opinions, err := round.ListOpinions(c, c.tx, r.County, e.ID)
	if err != nil {
		return view, err
	}
	view.Opinions = listed(opinions, func(o round.Opinion) opinionView {
		return opinionView{Stage: o.Stage, StageTitle: stageTitle(c.lang, r, o.Stage), Event: o.Event, Actor: o.Actor, At: o.At, Text: o.Text}
	}).Items
	readings, err := round.ListReadings(c, c.tx, r.County, e.ID)
	if err != nil {
		return view, err
	}
	view.Readers = listed(readings, func(one round.Reading) readerView {
		return readerView{Who: one.Reader, At: one.At, Purpose: one.Purpose}
	}).Items
	changes, err := s.rounds.Changed(c, c.tx, r, scored, i)
	if err != nil {
		return view, err
	}
	view.Changes = listed(changes, func(one round.Change) changeView {
		return changeView{Key: one.Key, Title: one.Title, Before: one.Before.String(), After: one.After.String()}
	}).Items
	awards, err := outcome.ListEntryAwards(c, c.tx, r.County, e.ID)
	if err != nil {
		return view, err
	}
	view.Awards = listed(awards, awardViewer(c.lang, r.Pack, s.places(c))).Items
	answers, err := round.ListAnswers(c, c.tx, r.County, e.ID)
	view.Answers = listed(answers, viewAnswer).Items
	if r.Concerns(c.who, e) {
		for _, kind := range round.AnswerKinds(e, answers) {
			view.May = append(view.May, string(kind))
		}
	}
	return view, err
}

func stageTitle(lang string, r *round.Running, id string) string {
	if stage := r.FindStage(id); stage != nil {
		return titleIn(lang, stage.Title, stage.TitleEN)
	}
	return id
}

// mayDoWith says what the asker can do with an entry now.
func mayDoWith(c call, r *round.Running, e round.Entry) []string {
	may := []string{}
	stage := r.FindStage(e.Stage)
	concerned := r.Concerns(c.who, e)
	if concerned {
		if e.Status == procedure.Open && stage != nil && stage.Action == pack.Assess {
			may = append(may, "assess")
		}
		if _, err := procedure.Next(e.Status, procedure.Withdraw); err == nil {
			may = append(may, "withdraw")
		}
	}
	if decide := procedure.FirstOf(r.Policy.Procedure, pack.Decide); e.Status == procedure.Confirmed && decide != nil && round.Holds(c.who, decide.By, e.UnitPath) {
		may = append(may, "revoke")
	}
	if round.May(c.who, r.Pack, pack.ManageRounds, "") {
		may = append(may, "reply")
	}
	if r.Rulable(e) && round.May(c.who, r.Pack, pack.ManageRounds, e.UnitPath) {
		may = append(may, "rule")
	}
	if stage == nil || e.Stage != r.Stage || !e.Status.InPlay() {
		return may
	}
	if (stage.Action == pack.Recommend || stage.Action == pack.Review) &&
		(round.Holds(c.who, stage.By, e.UnitPath) || round.May(c.who, r.Pack, pack.ManageRounds, e.UnitPath)) {
		may = append(may, "return")
	}
	return may
}

func stateName(state expression.State) string {
	switch state {
	case expression.Missing:
		return "missing"
	case expression.NotApplicable:
		return "not_applicable"
	default:
		return "present"
	}
}

func explain(r *round.Running, scored *round.Scored, i int, lang string) explanationView {
	x := scored.Plan.Explain(scored.Input, scored.Result, i)
	view := explanationView{Vetoes: []vetoView{}, Criteria: []explainedCriterion{}, Grades: []explainedGradeView{}}
	for _, criterion := range x.Criteria {
		one := explainedCriterion{ID: criterion.ID, Title: criterion.Title, Points: criterion.Points.String(), Of: criterion.Of.Value().String(), Note: criterion.Note(lang)}
		if declared, found := r.Policy.FindCriterion(criterion.ID); found {
			one.Title = titleIn(lang, declared.Title, declared.TitleEN)
		}
		for _, indicator := range criterion.Indicators {
			one.Indicators = append(one.Indicators, explainIndicator(r, scored.Entries[i], criterion.ID, indicator, lang))
		}
		view.Criteria = append(view.Criteria, one)
	}
	for _, grade := range x.Grades {
		one := explainedGradeView{Title: grade.Title, Given: grade.Given, Sentence: grade.Sentence(lang)}
		if declared, found := r.Policy.FindGrade(grade.ID); found {
			one.Title = titleIn(lang, declared.Title, declared.TitleEN)
		}
		view.Grades = append(view.Grades, one)
	}
	if d := x.Difference; d != nil {
		view.Difference = &differenceView{Title: d.Title, Total: d.Total.String()}
		for _, part := range d.Criteria {
			view.Difference.Criteria = append(view.Difference.Criteria, entryPoints{ID: part.ID, Points: part.Points.String()})
		}
	}
	for _, veto := range x.Vetoes {
		view.Vetoes = append(view.Vetoes, vetoView{Reason: reasonIn(lang, r, veto.Reason), State: stateName(veto.State)})
	}
	return view
}

func explainIndicator(r *round.Running, e round.Entry, criterion string, indicator score.ExplainedIndicator, lang string) explainedIndicator {
	key := criterion + "." + indicator.ID
	one := explainedIndicator{Key: key, ID: indicator.ID, Title: indicator.Title, Points: indicator.Points.String(), Of: indicator.Of.Value().String(),
		Rule: string(indicator.Rule), State: stateName(indicator.State), Sentence: indicator.Sentence(lang), Records: int(indicator.Records), Inputs: []inputView{}}
	if declared, found := r.FindIndicator(key); found {
		one.Basis, one.Note, one.Title = titleIn(lang, declared.Basis, declared.BasisEN), titleIn(lang, declared.Note, declared.NoteEN), titleIn(lang, declared.Title, declared.TitleEN)
		one.Awaited = indicator.State == expression.Missing && r.Awaits(declared, e)
	}
	if decided := indicator.Decision; decided != nil {
		one.Ruling, one.Reason = string(round.AsZero), decided.Reason
		if decided.NotApplicable {
			one.Ruling = string(round.AsNotApplicable)
		}
	}
	for _, input := range indicator.Inputs {
		row := inputView{Measure: input.Measure, Title: input.Title, Value: input.Text(), Display: input.Display(lang)}
		if measure, found := r.Pack.FindMeasure(input.Measure); found {
			row.Register, row.Title = measure.Register, titleIn(lang, measure.Title, measure.TitleEN)
		}
		one.Inputs = append(one.Inputs, row)
	}
	return one
}
