package server

import (
	"qixing/calendar"
	"qixing/pack"
	"qixing/procedure"
	"qixing/round"
	"qixing/score"
)

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
	Approved      bool            `json:"approved" doc:"false while the approval is still to be confirmed"`
	Pack          string          `json:"pack"`
	May           []string        `json:"may" enum:"manage,what_if,sheet,assess,recommend,review,decide,publish,confirm"`
	Recused       int             `json:"recused"`
}

func rowOfRound(lang string, r *round.Running, entries []round.Entry) RoundRow {
	row := RoundRow{ID: r.ID, Scheme: r.Scheme, SchemeTitle: titleIn(lang, r.Policy.Title, r.Policy.TitleEN), Title: roundIn(lang, r), Period: r.Period.String(),
		ReferenceDate: r.ReferenceDate.String(), Status: "closed", Stage: r.Stage, Entries: len(entries), OpenedAt: r.OpenedAt}
	if current := r.Current(); current != nil {
		row.Status, row.StageTitle = "open", titleIn(lang, current.Title, current.TitleEN)
	}
	for _, e := range entries {
		if e.HoldsPlace() {
			row.Selected++
		}
	}
	return row
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
		view := stageView{ID: stage.ID, Title: titleIn(c.lang, stage.Title, stage.TitleEN), Action: string(stage.Action), RoleTitle: roleIn(c.lang, r.Pack, stage.By), Due: stage.Due.String(),
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

func criterionViews(lang string, r *round.Running) []criterionView {
	var views []criterionView
	for _, criterion := range r.Policy.Criteria {
		view := criterionView{ID: criterion.ID, Title: titleIn(lang, criterion.Title, criterion.TitleEN), Points: criterion.Points.Resolve(r.Values).String()}
		for _, indicator := range r.Indicators() {
			if indicator.Criterion == criterion {
				view.Indicators = append(view.Indicators, indicatorView{Key: indicator.Key, ID: indicator.ID, Title: titleIn(lang, indicator.Title, indicator.TitleEN),
					Points: indicator.Points.Resolve(r.Values).String(), Rule: indicator.Rule(), Basis: titleIn(lang, indicator.Basis, indicator.BasisEN),
					Rated: indicator.RatedBy != nil, Self: indicator.Self})
			}
		}
		views = append(views, view)
	}
	return views
}

func parameterViews(lang string, r *round.Running) []parameterView {
	views := []parameterView{}
	for _, parameter := range r.Pack.ParametersOf(r.Policy) {
		value, has := r.Values[parameter.ID]
		if !has {
			continue
		}
		dated, _ := parameter.On(r.ReferenceDate.String())
		views = append(views, parameterView{ID: parameter.ID, Title: titleIn(lang, parameter.Title, parameter.TitleEN), Unit: pack.UnitIn(lang, parameter.Unit), Value: value.String(), Display: score.Display(value, parameter.ShownIn(), lang),
			From: dated.From, Basis: titleIn(lang, dated.Basis, dated.BasisEN), Confirmed: dated.Confirmed})
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
