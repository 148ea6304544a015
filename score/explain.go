package score

import (
	"slices"

	"qixing/expression"
	"qixing/fixed"
	"qixing/pack"
)

// Explanation takes a subject's result apart, down to the inputs of each indicator.
type Explanation struct {
	Subject    Subject
	Rank       int // 0: shut out
	Total, Of  fixed.Points
	Grade      string
	Grades     []ExplainedGrade
	Incomplete bool
	Tied       bool
	Criteria   []ExplainedCriterion
	Vetoes     []ExplainedVeto
	Difference *Difference // nil for the first, and for who is shut out
}

// ExplainedVeto is a veto that shuts the subject out (Present), or that can't be answered (Missing).
type ExplainedVeto struct {
	Reason string
	State  expression.State
}

// Difference compares with the entry ranked just before: its points less the subject's.
type Difference struct {
	Subject
	Total    fixed.Points
	Criteria []CriterionDifference
}

// CriterionDifference is the part of a difference that one criterion makes.
type CriterionDifference struct {
	ID     string
	Title  string
	Points fixed.Points
}

// ExplainedCriterion is a criterion with its indicators. Waived are the points that don't apply.
type ExplainedCriterion struct {
	ID, Title  string
	Points, Of fixed.Points
	Waived     fixed.Points
	Indicators []ExplainedIndicator
	whole      bool // nothing of it applies
	lapses     bool
}

// ExplainedIndicator is an indicator's points, where they come from and by which rule.
type ExplainedIndicator struct {
	Key, ID, Title string
	Points, Of     fixed.Points
	Rule           Rule
	State          expression.State
	Inputs         []ExplainedInput
	Parameters     []ExplainedParameter
	Records        int
	Decision       *Decision // what people made of a missing input
	sentence       sentence
}

// ExplainedInput is a measure's value for the subject.
type ExplainedInput struct {
	Measure, Title string
	Value          fixed.Value
	State          expression.State
	measure        *pack.Measure
}

// ExplainedParameter is a number of the policy that took part, with its value in this round.
type ExplainedParameter struct {
	ID, Title, Unit string
	Value           fixed.Value
}

// Text is the value as an exact decimal, "" when there is none.
func (x ExplainedInput) Text() string {
	if x.State != expression.Present {
		return ""
	}
	return x.Value.String()
}

// Explain takes the result of subject i apart.
func (plan *Plan) Explain(in *Input, r *Result, i int) Explanation {
	x := Explanation{Subject: in.Subjects[i], Rank: r.Rank(i), Total: r.Total(i), Of: fixed.Points(plan.full), Grade: r.Grade(i),
		Grades: r.explainGrades(i), Incomplete: r.Incomplete(i), Tied: r.Tied(i), Difference: r.difference(i)}
	for c := range plan.criteria {
		x.Criteria = append(x.Criteria, r.explainCriterion(c, i))
	}
	for v, program := range plan.vetoes {
		value, err := program.Evaluate(r.lookup(i))
		if err == nil && (value.True() || value.State == expression.Missing) {
			x.Vetoes = append(x.Vetoes, ExplainedVeto{Reason: plan.scheme.Veto[v].Reason, State: value.State})
		}
	}
	return x
}

func (r *Result) explainCriterion(c, i int) ExplainedCriterion {
	one := &r.plan.criteria[c]
	waived := r.waived(c, i)
	x := ExplainedCriterion{ID: one.id, Title: one.declared.Title, Points: fixed.Points(r.criteria[c][i]), Of: fixed.Points(one.full),
		Waived: fixed.Points(waived), whole: waived > 0 && waived >= one.sum, lapses: r.plan.lapses}
	for k := one.from; k < one.to; k++ {
		x.Indicators = append(x.Indicators, r.explainIndicator(k, i))
	}
	return x
}

func (r *Result) explainIndicator(k, i int) ExplainedIndicator {
	ind := &r.plan.indicators[k]
	points, state := r.cell(k, i)
	x := ExplainedIndicator{Key: ind.key, ID: ind.declared.ID, Title: ind.declared.Title, Of: fixed.Points(ind.full), Rule: ind.rule, State: state}
	if state == expression.Present {
		x.Points = fixed.Points(points)
	}
	for _, id := range ind.inputs(r.plan) {
		x.Inputs = append(x.Inputs, r.explainInput(id, i))
		x.Records += r.records(id, i)
	}
	x.Parameters = r.plan.explainParameters(ind)
	if decision, ok := r.in.Decided[Cell{Indicator: ind.key, Subject: i}]; ok && r.isMissingWithoutDecision(k, i) {
		x.Decision = &decision
	}
	x.sentence = r.sentence(ind, &x, i)
	return x
}

// isMissingWithoutDecision asks what the cell would be if nobody had decided.
func (r *Result) isMissingWithoutDecision(k, i int) bool {
	w := &worker{Result: &Result{plan: r.plan, in: r.in, rows: r.rows, sources: slices.Clone(r.sources)}, low: i, high: i + 1,
		points: make([]int32, 1), states: make([]expression.State, 1)}
	w.sources[k].decided = nil
	return w.cells(k) == nil && w.states[0] == expression.Missing
}

func (r *Result) explainInput(id string, i int) ExplainedInput {
	column := r.measure(id)
	x := ExplainedInput{Measure: id, Title: id, State: stateAt(column, int32(i))}
	if x.State == expression.Present {
		x.Value = column.Values[i]
	}
	if measure, ok := r.plan.pack.FindMeasure(id); ok {
		x.Title, x.measure = measure.Title, measure
	}
	return x
}

func (r *Result) records(id string, i int) int {
	if records := r.in.Records[id]; records != nil {
		return int(records[i])
	}
	return 0
}

// inputs are the measures that an indicator reads.
func (ind *indicator) inputs(plan *Plan) []string {
	var ids []string
	if ind.measure != "" {
		ids = append(ids, ind.measure)
	}
	if ind.declared.Rank != nil {
		ids = append(ids, ind.declared.Rank.Alike...)
	}
	for _, program := range []*expression.Program{ind.program, ind.applies} {
		if program == nil {
			continue
		}
		for _, name := range program.Names() {
			if _, isConstant := plan.constants[name]; !isConstant && !slices.Contains(ids, name) {
				ids = append(ids, name)
			}
		}
	}
	return ids
}

func (plan *Plan) explainParameters(ind *indicator) []ExplainedParameter {
	var list []ExplainedParameter
	for _, id := range plan.parametersOf(ind) {
		x := ExplainedParameter{ID: id, Title: id, Value: plan.values[id]}
		if declared, ok := plan.pack.FindParameter(id); ok {
			x.Title, x.Unit = declared.Title, declared.Unit
		}
		if !slices.Contains(list, x) {
			list = append(list, x)
		}
	}
	return list
}

// parametersOf lists the ids of the parameters that an indicator names, whether as a number or in an expression.
func (plan *Plan) parametersOf(ind *indicator) []string {
	d := ind.declared
	numbers := []pack.Number{d.Points}
	switch {
	case d.Linear != nil:
		numbers = append(numbers, d.Linear.From, d.Linear.To)
	case d.Bands != nil:
		numbers = append(numbers, d.Bands.Else)
		for _, band := range slices.Concat(d.Bands.AtLeast, d.Bands.Above, d.Bands.AtMost) {
			numbers = append(numbers, band.Bound, band.Points)
		}
	case d.Each != nil:
		numbers = append(numbers, d.Each.Points)
		for _, limit := range []*pack.Number{d.Each.AtMost, d.Each.AtLeast} {
			if limit != nil {
				numbers = append(numbers, *limit)
			}
		}
	}
	var ids []string
	for _, number := range numbers {
		if number.Parameter != "" {
			ids = append(ids, number.Parameter)
		}
	}
	for _, program := range []*expression.Program{ind.program, ind.applies} {
		if program != nil {
			ids = append(ids, slices.DeleteFunc(program.Names(), func(name string) bool { return plan.constants[name] == nil })...)
		}
	}
	return ids
}

func (r *Result) difference(i int) *Difference {
	ahead := r.ahead(int32(i))
	if ahead < 0 {
		return nil
	}
	d := &Difference{Subject: r.in.Subjects[ahead], Total: fixed.Points(r.total[ahead] - r.total[i])}
	for c := range r.plan.criteria {
		one := &r.plan.criteria[c]
		d.Criteria = append(d.Criteria, CriterionDifference{ID: one.id, Title: one.declared.Title, Points: fixed.Points(r.criteria[c][ahead] - r.criteria[c][i])})
	}
	return d
}

// ahead finds the entry that stands just before a subject in its county; -1 for none.
func (r *Result) ahead(i int32) int32 {
	if r.ranks[i] == 0 {
		return -1
	}
	county := int32(0)
	if r.in.County != nil {
		county = r.in.County[i]
	}
	members := r.counties.group(int(county))
	if at := slices.Index(members, i); at > 0 {
		return members[at-1]
	}
	return -1
}
