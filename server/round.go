package server

import (
	"net/http"
	"strconv"

	"qixing/calendar"
	"qixing/fault"
	"qixing/fixed"
	"qixing/org"
	"qixing/pack"
	"qixing/procedure"
	"qixing/round"
	"qixing/score"
)

type RoundPath struct {
	ID int64 `path:"id" doc:"the round"`
}

type EntryPath struct {
	ID    int64 `path:"id" doc:"the round"`
	Entry int64 `path:"entry" doc:"the entry"`
}

type stageView struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Action    string `json:"action" enum:"assess,recommend,review,decide,publish,confirm"`
	RoleTitle string `json:"role_title"`
	Due       string `json:"due"`
	State     string `json:"state" enum:"done,current,next"`
	OpenedAt  string `json:"opened_at,omitempty"`
	ClosedAt  string `json:"closed_at,omitempty"`
	ClosedBy  string `json:"closed_by,omitempty"`
	Reason    string `json:"reason,omitempty"`
	Done      int    `json:"done"`
	Total     int    `json:"total"`
	Late      bool   `json:"late"`
}

type RoundRow struct {
	ID            int64  `json:"id"`
	Scheme        string `json:"scheme"`
	SchemeTitle   string `json:"scheme_title"`
	Title         string `json:"title"`
	Period        string `json:"period"`
	ReferenceDate string `json:"reference_date"`
	Status        string `json:"status" enum:"open,closed"`
	Stage         string `json:"stage" doc:"the current stage, empty once closed"`
	StageTitle    string `json:"stage_title"`
	Entries       int    `json:"entries"`
	Selected      int    `json:"selected"`
	OpenedAt      string `json:"opened_at"`
}

type indicatorView struct {
	Key    string `json:"key"`
	ID     string `json:"id"`
	Title  string `json:"title"`
	Points string `json:"points"`
	Rule   string `json:"rule"`
	Basis  string `json:"basis,omitempty"`
	Rated  bool   `json:"rated"`
	Self   bool   `json:"self"`
}

type criterionView struct {
	ID         string          `json:"id"`
	Title      string          `json:"title"`
	Points     string          `json:"points"`
	Indicators []indicatorView `json:"indicators"`
}

type parameterView struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Unit      string `json:"unit"`
	Value     string `json:"value"`
	Display   string `json:"display"`
	From      string `json:"from"`
	Basis     string `json:"basis"`
	Confirmed bool   `json:"confirmed"`
}

type roundView struct {
	RoundRow
	Stages        []stageView     `json:"stages"`
	Criteria      []criterionView `json:"criteria"`
	Parameters    []parameterView `json:"parameters"`
	Select        int             `json:"select" doc:"how many may be selected"`
	ApprovalBasis string          `json:"approval_basis"`
	Pack          string          `json:"pack"`
	May           []string        `json:"may" enum:"manage,what_if,sheet,assess,recommend,review,decide,publish,confirm"`
	Recused       int             `json:"recused"`
}

type entryPoints struct {
	ID     string `json:"id"`
	Points string `json:"points"`
	Of     string `json:"of"`
	State  string `json:"state,omitempty" enum:"present,missing,not_applicable"`
}

type subjectView struct {
	Kind      string `json:"kind"`
	Code      string `json:"code"`
	Title     string `json:"title"`
	UnitID    int64  `json:"unit_id"`
	UnitTitle string `json:"unit_title,omitempty" doc:"where a person serves; none for a unit, whose title says it"`
	TownID    int64  `json:"town_id"`
	TownTitle string `json:"town_title"`
}

type EntryRow struct {
	ID          int64         `json:"id"`
	Subject     subjectView   `json:"subject"`
	Rank        *int          `json:"rank"`
	Total       string        `json:"total"`
	Criteria    []entryPoints `json:"criteria"`
	Indicators  []entryPoints `json:"indicators,omitempty"`
	Vetoed      bool          `json:"vetoed"`
	VetoReasons []string      `json:"veto_reasons"`
	Incomplete  bool          `json:"incomplete"`
	Tied        bool          `json:"tied"`
	Stage       string        `json:"stage"`
	Status      string        `json:"status" enum:"open,submitted,recommended,not_recommended,reviewed,selected,not_selected,published,objected,reopened,confirmed,withdrawn,revoked,rejected"`
	Returned    string        `json:"returned_reason,omitempty"`
}

type roundsView struct {
	Items []RoundRow `json:"items"`
}

type entriesView struct {
	Items []EntryRow `json:"items"`
}

type openRound struct {
	Body struct {
		Scheme        string `json:"scheme"`
		Period        string `json:"period" example:"2022"`
		ReferenceDate string `json:"reference_date" format:"date"`
		Title         string `json:"title,omitempty" maxLength:"100"`
	}
}

func (s *Server) roundRoutes() {
	query(s, "/rounds", "List rounds, the newest first", func(c call, _ *struct{}) (roundsView, error) { return s.listRounds(c) })
	query(s, "/rounds/{id}", "A round with its stages, criteria and frozen parameters", func(c call, in *RoundPath) (roundView, error) {
		return s.findRound(c, in.ID)
	})
	command(s, http.MethodPost, "/rounds", "Open a round", func(c call, in *openRound) (roundView, error) { return s.openRound(c, in) })
	query(s, "/rounds/{id}/entries", "The entries that the asker may see, in rank order", func(c call, in *struct {
		RoundPath
		TownID int64 `query:"town_id"`
		Detail bool  `query:"detail" doc:"with the points of every indicator"`
	}) (entriesView, error) {
		return s.listEntries(c, in.ID, in.TownID, in.Detail)
	})
	command(s, http.MethodPost, "/rounds/{id}/close", "Close the current stage", func(c call, in *struct {
		RoundPath
		Body struct {
			Stage  string `json:"stage"`
			Reason string `json:"reason,omitempty" maxLength:"500"`
		}
	}) (roundView, error) {
		if _, err := s.rounds.Close(c, c.tx, c.who, in.ID, in.Body.Stage, in.Body.Reason); err != nil {
			return roundView{}, err
		}
		return s.findRound(c, in.ID)
	})
}

func (s *Server) listRounds(c call) (roundsView, error) {
	view := roundsView{Items: []RoundRow{}}
	rounds, err := s.rounds.ListRounds(c, c.tx, c.who.County)
	if err != nil {
		return view, err
	}
	for _, r := range rounds {
		entries, err := r.ListEntries(c, c.tx)
		if err != nil {
			return view, err
		}
		view.Items = append(view.Items, rowOfRound(r, entries))
	}
	return view, nil
}

func rowOfRound(r *round.Running, entries []round.Entry) RoundRow {
	row := RoundRow{ID: r.ID, Scheme: r.Scheme, SchemeTitle: r.Policy.Title, Title: r.Title, Period: r.Period.String(),
		ReferenceDate: r.ReferenceDate.String(), Status: "closed", Stage: r.Stage, Entries: len(entries), OpenedAt: r.OpenedAt}
	if current := r.Current(); current != nil {
		row.Status, row.StageTitle = "open", current.Title
	}
	for _, e := range entries {
		switch e.Status {
		case procedure.Selected, procedure.Published, procedure.Objected, procedure.Confirmed:
			row.Selected++
		}
	}
	return row
}

func (s *Server) openRound(c call, in *openRound) (roundView, error) {
	period, err := calendar.ParsePeriod(in.Body.Period)
	if err != nil {
		return roundView{}, fault.Invalid("server.period", fault.Args{"period": in.Body.Period}).At("period")
	}
	reference, err := calendar.ParseDate(in.Body.ReferenceDate)
	if err != nil {
		return roundView{}, fault.Invalid("server.date", fault.Args{"date": in.Body.ReferenceDate}).At("reference_date")
	}
	r, err := s.rounds.Open(c, c.tx, c.who, round.Opening{Scheme: in.Body.Scheme, Period: period, ReferenceDate: reference, Title: in.Body.Title})
	if err != nil {
		return roundView{}, err
	}
	return s.findRound(c, r.ID)
}

func (s *Server) findRound(c call, id int64) (roundView, error) {
	r, err := s.rounds.FindRound(c, c.tx, c.who.County, id)
	if err != nil {
		return roundView{}, err
	}
	entries, err := r.ListEntries(c, c.tx)
	if err != nil {
		return roundView{}, err
	}
	recused, err := s.recused(c, r)
	if err != nil {
		return roundView{}, err
	}
	stages, err := stageViews(c, r, entries)
	if err != nil {
		return roundView{}, err
	}
	return roundView{RoundRow: rowOfRound(r, entries), Stages: stages, Criteria: criterionViews(r), Parameters: parameterViews(r),
		Select: r.Places(len(entries)), ApprovalBasis: r.Policy.ApprovalBasis, Pack: r.Pack.Name(), May: mayDo(c, r), Recused: len(recused)}, nil
}

// recused gives what a judge must stand aside from; others have nothing to stand aside from.
func (s *Server) recused(c call, r *round.Running) (map[int64]string, error) {
	if r.RatingStage(c.who) == nil {
		return nil, nil
	}
	return r.Recused(c, c.tx, c.who)
}

func stageViews(c call, r *round.Running, entries []round.Entry) ([]stageView, error) {
	views := make([]stageView, 0, len(r.Stages))
	current, _ := procedure.StageOf(r.Policy.Procedure, r.Stage)
	today := calendar.DateOf(c.tx.Now).String()
	for i, stage := range r.Stages {
		progress, err := progressOf(c, r, entries, stage.Stage)
		if err != nil {
			return nil, err
		}
		view := stageView{ID: stage.ID, Title: stage.Title, Action: string(stage.Action), RoleTitle: roleTitle(r.Pack, stage.By), Due: stage.Due.String(),
			State: "next", OpenedAt: stage.OpenedAt, ClosedAt: stage.ClosedAt, ClosedBy: stage.ClosedBy, Reason: stage.Reason,
			Done: progress.Done, Total: progress.Total}
		switch {
		case i == current:
			view.State, view.Late = "current", stage.Due.String() < today
		case stage.ClosedAt != "":
			view.State = "done"
		}
		views = append(views, view)
	}
	return views, nil
}

// progressOf counts the entries that a stage has dealt with or, while it reviews, the reviewers who have finished.
func progressOf(c call, r *round.Running, entries []round.Entry, stage *pack.Stage) (round.Progress, error) {
	if stage.Action != pack.Review || stage.ID != r.Stage {
		return r.Progress(entries, stage), nil
	}
	reviewers, err := r.ListReviewers(c, c.tx)
	progress := round.Progress{Total: len(reviewers)}
	for _, v := range reviewers {
		if v.Finished() {
			progress.Done++
		}
	}
	return progress, err
}

func roleTitle(p *pack.Pack, id string) string {
	if role, found := p.FindRole(id); found {
		return role.Title
	}
	return id
}

func criterionViews(r *round.Running) []criterionView {
	var views []criterionView
	for _, criterion := range r.Policy.Criteria {
		view := criterionView{ID: criterion.ID, Title: criterion.Title, Points: criterion.Points.Resolve(r.Values).String()}
		for _, indicator := range r.Indicators() {
			if indicator.Criterion == criterion {
				view.Indicators = append(view.Indicators, indicatorView{Key: indicator.Key, ID: indicator.ID, Title: indicator.Title,
					Points: indicator.Points.Resolve(r.Values).String(), Rule: indicator.Rule(), Basis: indicator.Basis,
					Rated: indicator.RatedBy != nil, Self: indicator.Self})
			}
		}
		views = append(views, view)
	}
	return views
}

func parameterViews(r *round.Running) []parameterView {
	views := []parameterView{}
	for _, parameter := range r.Pack.ParametersOf(r.Policy) {
		value, has := r.Values[parameter.ID]
		if !has {
			continue
		}
		dated, _ := parameter.On(r.ReferenceDate.String())
		views = append(views, parameterView{ID: parameter.ID, Title: parameter.Title, Unit: parameter.Unit, Value: value.String(), Display: score.Display(value, parameter.Unit, "zh"),
			From: dated.From, Basis: dated.Basis, Confirmed: dated.Confirmed})
	}
	return views
}

// mayDo says what the asker can do in a round now, so that a page offers nothing that would be refused.
func mayDo(c call, r *round.Running) []string {
	may := []string{}
	if round.May(c.who, r.Pack, pack.ManageRounds, "") {
		may = append(may, "manage", "what_if", "sheet")
	}
	for _, stage := range r.Stages {
		if stage.By == "" || !c.who.Has(stage.By) {
			continue
		}
		may = append(may, string(stage.Action))
		if stage.Action == pack.Decide {
			may = append(may, "sheet")
		}
	}
	return may
}

func (s *Server) listEntries(c call, id, town int64, detail bool) (entriesView, error) {
	view := entriesView{Items: []EntryRow{}}
	r, err := s.rounds.FindRound(c, c.tx, c.who.County, id)
	if err != nil {
		return view, err
	}
	scored, err := s.rounds.Score(c, c.tx, r)
	if err != nil {
		return view, err
	}
	recused, err := s.recused(c, r)
	if err != nil {
		return view, err
	}
	books, err := s.books(c)
	if err != nil {
		return view, err
	}
	for _, i := range scored.Result.Order() {
		e := scored.Entries[i]
		if r.Visible(c.who, e) && recused[e.ID] == "" && (town == 0 || e.TownID == town) {
			view.Items = append(view.Items, rowOfEntry(r, scored, i, books.Tree, detail))
		}
	}
	return view, nil
}

func rowOfEntry(r *round.Running, scored *round.Scored, i int, tree *org.Tree, detail bool) EntryRow {
	e, result := scored.Entries[i], scored.Result
	row := EntryRow{ID: e.ID, Subject: subjectView{Kind: e.Kind, Code: e.Code, Title: e.Title, UnitID: e.UnitID, TownID: e.TownID, TownTitle: e.TownTitle},
		Total: result.Total(i).String(), Vetoed: len(result.Vetoed(i)) > 0, VetoReasons: append([]string{}, result.Vetoed(i)...),
		Incomplete: incomplete(r, scored, i), Tied: result.Tied(i), Stage: e.Stage, Status: string(e.Status), Returned: e.Returned}
	if rank := result.Rank(i); rank > 0 {
		row.Rank = &rank
	}
	if e.PersonID != 0 {
		row.Subject.UnitTitle = unitTitle(tree, e.UnitID)
	}
	for _, criterion := range r.Policy.Criteria {
		row.Criteria = append(row.Criteria, entryPoints{ID: criterion.ID, Points: result.Criterion(criterion.ID, i).String(), Of: criterion.Points.Resolve(r.Values).String()})
	}
	if detail {
		for _, indicator := range r.Indicators() {
			row.Indicators = append(row.Indicators, entryPoints{ID: indicator.Key, Points: result.Points(indicator.Key, i).String(),
				Of: indicator.Points.Resolve(r.Values).String(), State: stateName(result.State(indicator.Key, i))})
		}
	}
	return row
}

func parsePoints(text, field string) (fixed.Points, error) {
	points, err := fixed.ParsePoints(text)
	if err != nil {
		return 0, fault.Invalid("server.points", fault.Args{"points": text}).At(field)
	}
	return points, nil
}

func itoa(id int64) string { return strconv.FormatInt(id, 10) }
