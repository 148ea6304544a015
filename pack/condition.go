package pack

import (
	"errors"
	"maps"

	"qixing/expression"
	"qixing/fault"
)

// fieldKinds says what a field is in a condition. Types that are not here can't be read by one: units, persons and records are
// named by number, files are not data, and phone and identity numbers are encrypted.
var fieldKinds = map[FieldType]expression.Kind{
	Text: expression.Text, LongText: expression.Text, Choice: expression.Text, Choices: expression.Set, Bool: expression.Bool,
	Integer: expression.Number, Decimal: expression.Number, Money: expression.Number, Share: expression.Number,
	Year: expression.Number, Formula: expression.Number,
	Date: expression.Date, Month: expression.Date, Quarter: expression.Date, HalfYear: expression.Date,
}

// Environment is what a condition on the register's records can name: its fields, but for those that are encrypted or are no data.
// Money is in 元.
func (r *Register) Environment() expression.Environment {
	env := expression.Environment{}
	for _, field := range r.Fields {
		if kind, ok := fieldKinds[field.Type]; ok && !field.Sensitive {
			env[field.ID] = kind
		}
	}
	return env
}

// PeriodStart and PeriodEnd are the first and last day of the period that is measured. A measure's conditions can name them besides the
// register's fields, and so tell what was in effect, open or overdue on that day.
const (
	PeriodStart = "period_start"
	PeriodEnd   = "period_end"
)

// MeasureEnvironment is what the conditions of a measure over the register's records can name.
func (r *Register) MeasureEnvironment() expression.Environment {
	return with(expression.Environment{PeriodStart: expression.Date, PeriodEnd: expression.Date}, r.Environment())
}

// compile compiles a condition; a nil one is none. Wherever the expression is wrong, the place is that in the file.
func (c *checker) compile(condition *Condition, env expression.Environment, want ...expression.Kind) {
	if condition == nil || condition.Source == "" {
		return
	}
	program, err := expression.Compile(condition.Source, env, want...)
	if err != nil {
		c.expressionError(condition, err)
		return
	}
	condition.Compiled = program
	for _, name := range program.Names() {
		c.used[name] = true
	}
}

func (c *checker) expressionError(condition *Condition, err error) {
	var at *expression.Error
	if !errors.As(err, &at) {
		c.fail(condition.Place, "pack.bad_expression", fault.Args{"detail": err.Error()})
		return
	}
	if at.Key == "expression.unknown_name" && (c.broken["measure"] || c.broken["parameter"]) {
		return
	}
	c.addWithHint(Failure, inside(condition, at.Line, at.Column), at.Key, at.Args, at.Hint)
}

// inside gives the file's place of a line and column of the expression.
func inside(condition *Condition, line, column int) Place {
	place := condition.Place
	place.Line += max(line, 1) - 1
	place.Column += max(column, 1) - 1
	return place
}

// with adds names to an environment.
func with(env expression.Environment, more expression.Environment) expression.Environment {
	all := maps.Clone(env)
	maps.Copy(all, more)
	return all
}
