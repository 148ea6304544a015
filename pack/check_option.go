package pack

import (
	"strings"

	"qixing/expression"
	"qixing/fault"
)

// checkOptions checks that the options that a condition on a register's records names exist.
func (c *checker) checkOptions(condition *Condition, r *Register) {
	if condition == nil || condition.Compiled == nil {
		return
	}
	for _, literal := range condition.Compiled.Literals() {
		if field, ok := r.FindField(literal.Name); ok && len(field.Options) > 0 {
			c.checkOption(inside(condition, literal.Line, literal.Column), literal, field)
		}
	}
}

func (c *checker) checkOption(place Place, literal expression.Literal, field *Field) {
	if _, ok := field.FindOption(literal.Text); ok {
		return
	}
	args := fault.Args{"written": literal.Text, "field": field.Title, "field_id": field.ID, "options": optionList(field.Options)}
	for _, option := range field.Options {
		if option.Title == literal.Text {
			args["near"] = option.ID
			c.fail(place, "pack.unknown_option_near", args)
			return
		}
	}
	c.failNear(place, "pack.unknown_option", literal.Text, idsOf(field.Options), args)
}

func optionList(options []*Option) string {
	texts := make([]string, len(options))
	for i, option := range options {
		texts[i] = option.ID + "（" + option.Title + "）"
	}
	return strings.Join(texts, "、")
}

// checkGradeNames checks that the grades that a condition names are the scheme's.
func (c *checker) checkGradeNames(condition *Condition, s *Scheme) {
	if condition == nil || condition.Compiled == nil {
		return
	}
	for _, literal := range condition.Compiled.Literals() {
		if _, ok := s.FindGrade(literal.Text); literal.Name == "grade" && !ok {
			c.unknown(inside(condition, literal.Line, literal.Column), "grade", literal.Text, idsOf(s.Grades))
		}
	}
}
