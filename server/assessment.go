package server

import (
	"net/http"

	"qixing/fixed"
	"qixing/round"
)

type AssessmentItem struct {
	Key        string  `json:"key"`
	Verdict    string  `json:"verdict,omitempty" enum:"right,wrong,"`
	Remark     string  `json:"remark,omitempty" maxLength:"2000"`
	SelfPoints *string `json:"self_points,omitempty"`
}

type figureView struct {
	Measure string `json:"measure"`
	Title   string `json:"title"`
	Display string `json:"display"`
	Records int    `json:"records"`
}

type assessmentItemView struct {
	AssessmentItem
	Criterion      string       `json:"criterion"`
	CriterionTitle string       `json:"criterion_title"`
	Title          string       `json:"title"`
	Of             string       `json:"of"`
	Points         string       `json:"points" doc:"what the registers give today"`
	State          string       `json:"state"`
	Sentence       string       `json:"sentence"`
	Figures        []figureView `json:"figures"`
	NeedsPoints    bool         `json:"needs_points"`
	Rated          bool         `json:"rated" doc:"others score it; nothing to say here"`
	Answered       bool         `json:"answered"`
}

type assessmentView struct {
	Version     int64                `json:"version"`
	SavedAt     string               `json:"saved_at,omitempty"`
	SavedBy     string               `json:"saved_by,omitempty"`
	SubmittedAt string               `json:"submitted_at,omitempty"`
	Returned    string               `json:"returned_reason,omitempty"`
	Title       string               `json:"title"`
	RoundTitle  string               `json:"round_title"`
	Due         string               `json:"due"`
	May         bool                 `json:"may" doc:"whether the asker can change it now"`
	Done        int                  `json:"done"`
	Total       int                  `json:"total"`
	Items       []assessmentItemView `json:"items"`
	Statement   string               `json:"statement"`
	Files       []int64              `json:"files"`
}

type saveAssessment struct {
	EntryPath
	Body struct {
		Version   int64            `json:"version"`
		Items     []AssessmentItem `json:"items,omitempty" maxItems:"200"`
		Statement *string          `json:"statement,omitempty" maxLength:"5000"`
		Files     *[]int64         `json:"files,omitempty" maxItems:"50"`
	}
}

type versioned struct {
	Version int64 `json:"version"`
}

func (s *Server) assessmentRoutes() {
	query(s, "/rounds/{id}/entries/{entry}/assessment", "An entry's own assessment, filled with what the registers know", func(c call, in *EntryPath) (assessmentView, error) {
		return s.findAssessment(c, in.ID, in.Entry)
	})
	command(s, http.MethodPut, "/rounds/{id}/entries/{entry}/assessment", "Keep any part of it as a draft", func(c call, in *saveAssessment) (versioned, error) {
		change := round.AssessmentChange{Version: in.Body.Version, Statement: in.Body.Statement, Files: in.Body.Files}
		for _, item := range in.Body.Items {
			one, err := item.read()
			if err != nil {
				return versioned{}, err
			}
			change.Items = append(change.Items, one)
		}
		saved, err := s.rounds.SaveAssessment(c, c.tx, c.who, in.ID, in.Entry, change)
		return versioned{Version: saved.Version}, err
	})
	command(s, http.MethodPost, "/rounds/{id}/entries/{entry}/assessment/submit", "Hand it in", func(c call, in *struct {
		EntryPath
		Body versioned
	}) (versioned, error) {
		saved, err := s.rounds.SubmitAssessment(c, c.tx, c.who, in.ID, in.Entry, in.Body.Version)
		return versioned{Version: saved.Version}, err
	})
}

func (item AssessmentItem) read() (round.AssessmentItem, error) {
	one := round.AssessmentItem{Key: item.Key, Verdict: round.Verdict(item.Verdict), Remark: item.Remark}
	if item.SelfPoints != nil && *item.SelfPoints != "" {
		points, err := parsePoints(*item.SelfPoints, item.Key)
		if err != nil {
			return one, err
		}
		one.Points = &points
	}
	return one, nil
}

func (s *Server) findAssessment(c call, id, entry int64) (assessmentView, error) {
	r, err := s.rounds.FindRound(c, c.tx, c.who.County, id)
	if err != nil {
		return assessmentView{}, err
	}
	e, err := r.FindEntry(c, c.tx, entry)
	if err != nil {
		return assessmentView{}, err
	}
	if !r.Visible(c.who, e) {
		return assessmentView{}, notSeen(entry)
	}
	scored, err := s.rounds.ScoreOne(c, c.tx, r, e)
	if err != nil {
		return assessmentView{}, err
	}
	draft, err := round.FindAssessment(c, c.tx, r.County, e.ID)
	if err != nil {
		return assessmentView{}, err
	}
	view := assessmentView{Version: draft.Version, SavedAt: draft.SavedAt, SavedBy: draft.SavedBy, SubmittedAt: draft.SubmittedAt, Returned: reasonIn(c.lang, r, e.Returned),
		Title: s.places(c).entry(e), RoundTitle: roundIn(c.lang, r), Statement: draft.Statement, Files: append([]int64{}, draft.Files...), Items: []assessmentItemView{}}
	if stage := r.FindStage(e.Stage); stage != nil {
		view.Due = stage.Due.String()
	}
	for _, may := range mayDoWith(c, r, e) {
		view.May = view.May || may == "assess"
	}
	view.fill(r, draft, explain(r, scored, 0, c.lang))
	return view, nil
}

func (v *assessmentView) fill(r *round.Running, draft round.Assessment, x explanationView) {
	said := map[string]round.AssessmentItem{}
	for _, item := range draft.Items {
		said[item.Key] = item
	}
	left := map[string]bool{}
	for _, key := range r.Unanswered(draft) {
		left[key] = true
	}
	for _, criterion := range x.Criteria {
		for _, indicator := range criterion.Indicators {
			declared, _ := r.FindIndicator(indicator.Key)
			item := assessmentItemView{Criterion: criterion.ID, CriterionTitle: criterion.Title, Title: indicator.Title, Of: indicator.Of, Points: indicator.Points,
				State: indicator.State, Sentence: indicator.Sentence, NeedsPoints: declared.SelfScored(), Rated: declared.RatedBy != nil || declared.Ballot != nil,
				Answered: !left[indicator.Key], Figures: []figureView{}}
			item.AssessmentItem = viewItem(indicator.Key, said[indicator.Key])
			for _, input := range indicator.Inputs {
				item.Figures = append(item.Figures, figureView{Measure: input.Measure, Title: input.Title, Display: input.Display, Records: indicator.Records})
			}
			v.Items = append(v.Items, item)
			if !item.Rated {
				v.Total++
				if item.Answered {
					v.Done++
				}
			}
		}
	}
}

func viewItem(key string, said round.AssessmentItem) AssessmentItem {
	item := AssessmentItem{Key: key, Verdict: string(said.Verdict), Remark: said.Remark}
	if said.Points != nil {
		text := fixed.Points(*said.Points).String()
		item.SelfPoints = &text
	}
	return item
}
