package score

import (
	"sync"

	"qixing/expression"
	"qixing/fixed"
)

// Result is what a run gives. Subjects are named by their index in the input; an index or id that isn't there is a programming error.
type Result struct {
	plan     *Plan
	in       *Input
	rows     int
	total    []int32
	criteria [][]int32
	ranks    []int32
	flags    []uint8
	grades   []int8 // in plan.grades; -1 for none
	moves    map[int32][]GradeMove
	given    map[int32]givenGrade // what people decided

	sources    []source
	tieColumns []expression.Column
	counties   groups // members in rank order
	absent     sync.Once
	missing    expression.Column
}

const (
	isVetoed uint8 = 1 << iota
	isIncomplete
	isTied
	isShared // points of something that doesn't apply were shared out, or lapsed
	isAtLine // tied at the line of a cap
)

func newResult(plan *Plan, in *Input) *Result {
	rows := len(in.Subjects)
	r := &Result{plan: plan, in: in, rows: rows, total: make([]int32, rows), ranks: make([]int32, rows), flags: make([]uint8, rows),
		sources: make([]source, len(plan.indicators)), moves: map[int32][]GradeMove{}}
	for range plan.criteria {
		r.criteria = append(r.criteria, make([]int32, rows))
	}
	return r
}

// Len is the number of subjects.
func (r *Result) Len() int { return r.rows }

// Total is what a subject scores.
func (r *Result) Total(i int) fixed.Points { return fixed.Points(r.total[i]) }

// Rank is the place within the county; 0 for who is shut out.
func (r *Result) Rank(i int) int { return int(r.ranks[i]) }

// Incomplete says that an input is missing and nobody has decided what that means.
func (r *Result) Incomplete(i int) bool { return r.flags[i]&isIncomplete != 0 }

// Tied says that the place is shared, after everything that the policy declares for ties.
func (r *Result) Tied(i int) bool { return r.flags[i]&isTied != 0 }

// TieAtLine says that entries of the same rank stand on both sides of a grade's cap, so that people must choose.
func (r *Result) TieAtLine(i int) bool { return r.flags[i]&isAtLine != 0 }

// Criterion is what a subject scores on a criterion.
func (r *Result) Criterion(id string, i int) fixed.Points {
	for c := range r.plan.criteria {
		if r.plan.criteria[c].id == id {
			return fixed.Points(r.criteria[c][i])
		}
	}
	return 0
}

// Points are what a subject scores on an indicator, by its key "criterion.indicator".
func (r *Result) Points(key string, i int) fixed.Points {
	points, state := r.cell(r.plan.byKey[key], i)
	if state != expression.Present {
		return 0
	}
	return fixed.Points(points)
}

// State says whether an indicator has a value for a subject.
func (r *Result) State(key string, i int) expression.State {
	_, state := r.cell(r.plan.byKey[key], i)
	return state
}

// cell computes one indicator of one subject once more. Run has computed the same, so it can't fail.
func (r *Result) cell(k, i int) (int32, expression.State) {
	w := &worker{Result: r, low: i, high: i + 1, points: make([]int32, 1), states: make([]expression.State, 1)}
	if err := w.cells(k); err != nil {
		return 0, expression.Missing
	}
	return w.points[0], w.states[0]
}

// Vetoed gives the reasons for which a subject is shut out.
func (r *Result) Vetoed(i int) []string {
	if r.flags[i]&isVetoed == 0 {
		return nil
	}
	var reasons []string
	for v, program := range r.plan.vetoes {
		if value, err := program.Evaluate(r.lookup(i)); err == nil && value.True() {
			reasons = append(reasons, r.plan.scheme.Veto[v].Reason)
		}
	}
	return reasons
}

// lookup gives a subject's measures, and parameters, to an expression.
func (r *Result) lookup(i int) func(string) expression.Operand {
	return func(name string) expression.Operand {
		if constant, ok := r.plan.constants[name]; ok {
			return expression.Operand{Number: constant[0]}
		}
		column := r.measure(name)
		return expression.Operand{State: stateAt(column, int32(i)), Number: column.Values[i]}
	}
}

// Order gives the subjects county by county, in each by rank, equals by code, whoever is shut out last.
func (r *Result) Order() []int {
	order := make([]int, r.rows)
	for at, i := range r.counties.members {
		order[at] = int(i)
	}
	return order
}

// Grade is the id of a subject's grade, as people gave it or else as computed, or "".
func (r *Result) Grade(i int) string {
	given, decided := r.given[int32(i)]
	switch {
	case !decided:
		return r.Computed(i)
	case given.at < 0:
		return ""
	}
	return r.plan.grades[given.at].declared.ID
}
