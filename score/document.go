package score

import (
	"qixing/expression"
	"qixing/fixed"
)

// Document is a result as one JSON document: points with two decimals, everything that is exact as a decimal text.
type Document struct {
	Scheme  string          `json:"scheme"`
	Period  string          `json:"period"`
	County  string          `json:"county"`
	Pack    string          `json:"pack"`
	Inputs  string          `json:"inputs_sha256"`
	Entries []DocumentEntry `json:"entries"`
}

// DocumentEntry is a subject. Who is shut out has no rank and comes last, with the reasons.
type DocumentEntry struct {
	Rank        *int                `json:"rank"`
	Subject     DocumentSubject     `json:"subject"`
	Total       string              `json:"total"`
	Grade       *string             `json:"grade"`
	Vetoed      bool                `json:"vetoed"`
	VetoReasons []string            `json:"veto_reasons,omitempty"`
	Incomplete  bool                `json:"incomplete"`
	Criteria    []DocumentCriterion `json:"criteria"`
}

// DocumentSubject is who was scored.
type DocumentSubject struct {
	Code  string `json:"code"`
	Title string `json:"title"`
}

// DocumentCriterion is what a subject scores on a criterion.
type DocumentCriterion struct {
	ID         string              `json:"id"`
	Points     string              `json:"points"`
	Of         string              `json:"of"`
	Indicators []DocumentIndicator `json:"indicators"`
}

// DocumentIndicator is what a subject scores on an indicator, and from what; a missing input is null, and state says so.
type DocumentIndicator struct {
	ID      string             `json:"id"`
	Points  string             `json:"points"`
	Of      string             `json:"of"`
	Rule    Rule               `json:"rule"`
	State   string             `json:"state,omitempty"`
	Inputs  map[string]*string `json:"inputs"`
	Records int                `json:"records"`
}

// Document gives the whole result, in the order of ranks.
func (plan *Plan) Document(in *Input, r *Result, period, county string) *Document {
	d := &Document{Scheme: plan.scheme.ID, Period: period, County: county, Pack: plan.pack.Name(), Inputs: plan.Digest(in), Entries: []DocumentEntry{}}
	for _, i := range r.Order() {
		d.Entries = append(d.Entries, r.documentEntry(i))
	}
	return d
}

func (r *Result) documentEntry(i int) DocumentEntry {
	subject := r.in.Subjects[i]
	entry := DocumentEntry{Subject: DocumentSubject{Code: subject.Code, Title: subject.Title}, Total: r.Total(i).String(),
		Vetoed: r.flags[i]&isVetoed != 0, VetoReasons: r.Vetoed(i), Incomplete: r.Incomplete(i)}
	if rank := r.Rank(i); rank > 0 {
		entry.Rank = &rank
	}
	if grade := r.Grade(i); grade != "" {
		entry.Grade = &grade
	}
	for c := range r.plan.criteria {
		entry.Criteria = append(entry.Criteria, r.documentCriterion(c, i))
	}
	return entry
}

func (r *Result) documentCriterion(c, i int) DocumentCriterion {
	declared := &r.plan.criteria[c]
	criterion := DocumentCriterion{ID: declared.id, Points: fixed.Points(r.criteria[c][i]).String(), Of: of(declared.full), Indicators: []DocumentIndicator{}}
	for k := declared.from; k < declared.to; k++ {
		criterion.Indicators = append(criterion.Indicators, r.documentIndicator(k, i))
	}
	return criterion
}

func (r *Result) documentIndicator(k, i int) DocumentIndicator {
	ind := &r.plan.indicators[k]
	points, state := r.cell(k, i)
	if state != expression.Present {
		points = 0
	}
	one := DocumentIndicator{ID: ind.declared.ID, Points: fixed.Points(points).String(), Of: of(ind.full), Rule: ind.rule, State: stateWord(state), Inputs: map[string]*string{}}
	for _, id := range ind.inputs(r.plan) {
		one.Records += r.records(id, i)
		one.Inputs[id] = nil
		if column := r.measure(id); stateAt(column, int32(i)) == expression.Present {
			text := column.Values[i].String()
			one.Inputs[id] = &text
		}
	}
	return one
}

// stateWord is "" for what is present.
func stateWord(state expression.State) string {
	return [...]string{"", "missing", "not_applicable"}[state]
}

// of writes full marks without trailing zeros.
func of(full int32) string { return fixed.Points(full).Value().String() }
