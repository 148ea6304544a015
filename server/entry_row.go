package server

import (
	"qixing/org"
	"qixing/round"
)

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
	Grade       string        `json:"grade,omitempty" doc:"the title of the grade that the rules give so far; none where the policy has no grades"`
	GradesAll   bool          `json:"grades_all,omitempty" doc:"everyone is to have a grade; nobody is chosen"`
	Criteria    []entryPoints `json:"criteria"`
	Indicators  []entryPoints `json:"indicators,omitempty"`
	Vetoed      bool          `json:"vetoed"`
	VetoReasons []string      `json:"veto_reasons"`
	Incomplete  bool          `json:"incomplete"`
	Tied        bool          `json:"tied"`
	Stage       string        `json:"stage"`
	Status      string        `json:"status" enum:"open,entered,submitted,recommended,not_recommended,reviewed,selected,not_selected,published,objected,reopened,confirmed,withdrawn,revoked,rejected"`
	Returned    string        `json:"returned_reason,omitempty"`
}

func rowOfEntry(lang string, r *round.Running, scored *round.Scored, i int, tree *org.Tree, detail bool) EntryRow {
	e, result, named := scored.Entries[i], scored.Result, places{lang, tree}
	row := EntryRow{ID: e.ID, Subject: subjectView{Kind: e.Kind, Code: e.Code, Title: named.entry(e), UnitID: e.UnitID, TownID: e.TownID, TownTitle: named.town(e)},
		Total: result.Total(i).String(), Vetoed: len(result.Vetoed(i)) > 0, VetoReasons: vetoesIn(lang, r, result.Vetoed(i)),
		Incomplete: r.Completeness(scored, i) == round.Lacking, Tied: result.Tied(i), Stage: e.Stage, Status: string(e.Status), Returned: reasonIn(lang, r, e.Returned), GradesAll: r.GradesAll()}
	if rank := result.Rank(i); rank > 0 {
		row.Rank = &rank
	}
	if grade, ok := r.Policy.FindGrade(result.Grade(i)); ok {
		row.Grade = titleIn(lang, grade.Title, grade.TitleEN)
	}
	if e.PersonID != 0 {
		row.Subject.UnitTitle = tree.TitleOf(e.UnitID, lang)
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
