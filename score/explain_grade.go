package score

import (
	"qixing/expression"
	"qixing/fault"
	"qixing/fixed"
)

// ExplainedGrade says why a grade was given, not given, or taken back by a cap.
type ExplainedGrade struct {
	ID, Title string
	Given     bool
	Rule      GradeRule
	sentence  sentence
}

// GradeRule is what decided about a grade.
type GradeRule string

// The rules, in the order in which they are asked.
const (
	ByTotal     GradeRule = "total"
	ByFloor     GradeRule = "floor"
	ByCondition GradeRule = "condition"
	ByCap       GradeRule = "cap"
	ByTie       GradeRule = "tie_at_line"
	Reached     GradeRule = "reached"
	ByPeople    GradeRule = "people"
)

// Sentence says it in words.
func (x ExplainedGrade) Sentence(lang string) string { return x.sentence.in(lang) }

// explainGrades goes down the list to the grade that was computed, or to its end, and ends with what people gave instead.
func (r *Result) explainGrades(i int) []ExplainedGrade {
	if r.grades == nil || r.flags[i]&isVetoed != 0 {
		return nil
	}
	var list []ExplainedGrade
	for g := range r.plan.grades {
		x := r.explainGrade(g, i)
		list = append(list, x)
		if x.Rule == Reached {
			break
		}
	}
	return r.explainGiven(i, list)
}

// explainGiven adds the grade that people gave where it isn't the computed one.
func (r *Result) explainGiven(i int, list []ExplainedGrade) []ExplainedGrade {
	given, decided := r.given[int32(i)]
	if !decided || given.at == r.grades[i] {
		return list
	}
	for at := range list {
		list[at].Given = false
	}
	x := ExplainedGrade{Given: true, Rule: ByPeople, sentence: newSentence("score.grade.none_given", "reason", both(given.reason))}
	if given.at >= 0 {
		declared := r.plan.grades[given.at].declared
		x.ID, x.Title = declared.ID, declared.Title
		x.sentence = newSentence("score.grade.given", "grade", titled(declared.Title, declared.TitleEN), "reason", both(given.reason))
	}
	return append(list, x)
}

func (r *Result) explainGrade(g, i int) ExplainedGrade {
	bounds := &r.plan.grades[g]
	title := titled(bounds.declared.Title, bounds.declared.TitleEN)
	x := ExplainedGrade{ID: bounds.declared.ID, Title: bounds.declared.Title, Given: int(r.grades[i]) == g}
	for _, move := range r.moves[int32(i)] {
		if move.From == x.ID {
			x.Rule = ByCap
			if move.Rule == AtTheLine {
				x.Rule = ByTie
			}
			x.sentence = newSentence("score.grade."+string(x.Rule), "grade", title, "places", whole64(int64(move.Places)))
			return x
		}
	}
	x.Rule, x.sentence = r.gradeRule(bounds, i, x.Given)
	x.sentence.words["grade"] = title
	return x
}

func (r *Result) gradeRule(bounds *grade, i int, given bool) (GradeRule, sentence) {
	total := both(r.Total(i).String())
	least := both(fixed.Points(bounds.least).String())
	if given {
		return Reached, newSentence("score.grade.reached", "total", total)
	}
	if bounds.hasLeast && r.total[i] < bounds.least {
		return ByTotal, newSentence("score.grade.total", "total", total, "least", least)
	}
	for _, f := range bounds.floors {
		if points := r.criteria[f.criterion][i]; points < f.least {
			declared := r.plan.criteria[f.criterion].declared
			return ByFloor, newSentence("score.grade.floor", "criterion", titled(declared.Title, declared.TitleEN),
				"points", both(fixed.Points(points).String()), "least", both(fixed.Points(f.least).String()))
		}
	}
	return ByCondition, newSentence("score.grade.condition", "condition", r.plan.readable(bounds.when))
}

// Note says what became of the points that don't apply, or "".
func (x ExplainedCriterion) Note(lang string) string {
	key := "score.waived.shared"
	switch {
	case x.Waived == 0:
		return ""
	case x.lapses:
		key = "score.waived.lapsed"
	case x.whole:
		key = "score.waived.whole"
	}
	return fault.Sentence(key, lang, fault.Args{"points": x.Waived.Value().String(), "of": x.Of.Value().String()})
}

// Sentence says in words where an indicator's points come from.
func (x ExplainedIndicator) Sentence(lang string) string { return x.sentence.in(lang) }

// isAbsent tells whether there is nothing to compute from.
func (x *ExplainedIndicator) isAbsent() bool {
	return x.State != expression.Present || x.Decision != nil
}
