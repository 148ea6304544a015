package matter

import (
	"context"
	"fmt"
	"slices"

	"qixing/calendar"
	"qixing/expression"
	"qixing/fault"
	"qixing/fixed"
	"qixing/ledger"
	"qixing/pack"
	"qixing/store"
)

// Fact is what the registers know of whom a matter is about.
type Fact struct {
	Measure *pack.Measure
	Value   fixed.Value
	State   expression.State
}

// ListFacts gives the measures that the policy shows with a matter, and the period that they are of. Without a period there are none.
func ListFacts(ctx context.Context, tx *store.Tx, books *ledger.Ledger, m Matter) (calendar.Period, []Fact, error) {
	if m.Policy.Facts == nil {
		return calendar.Period{}, nil, nil
	}
	period, known := periodOf(m, m.Record.Values)
	if !known {
		return period, nil, nil
	}
	readings, err := read(ctx, tx, books, m.Record, period, m.Policy.Facts.Measures)
	if err != nil {
		return period, nil, err
	}
	var facts []Fact
	for _, id := range m.Policy.Facts.Measures {
		measure, ok := books.Pack.FindMeasure(id)
		if !ok {
			continue
		}
		operand := firstOf(readings[id])
		facts = append(facts, Fact{Measure: measure, Value: operand.Number, State: operand.State})
	}
	return period, facts, nil
}

// periodOf is the period that a record names as that of its facts; of a date it is the year.
func periodOf(m Matter, values map[string]ledger.Value) (calendar.Period, bool) {
	field, ok := m.Register.FindField(m.Policy.Facts.Of)
	value := values[m.Policy.Facts.Of]
	if !ok || !value.Present {
		return calendar.Period{}, false
	}
	text := value.Text
	switch field.Type {
	case pack.Year:
		text = fmt.Sprintf("%04d", value.Number)
	case pack.Date:
		day, err := calendar.ParseDate(text)
		return day.In(calendar.Year), err == nil
	}
	period, err := calendar.ParsePeriod(text)
	return period, err == nil
}

func read(ctx context.Context, tx *store.Tx, books *ledger.Ledger, record ledger.Record, period calendar.Period, ids []string) (map[string]ledger.Reading, error) {
	of := ledger.Measuring{Subjects: []ledger.Subject{{UnitID: record.UnitID, PersonID: record.PersonID}}, Period: period,
		Parameters: books.Pack.Values(period.End().String())}
	return books.Measures(ctx, tx, of, ids...)
}

// firstOf is what a reading of one subject says.
func firstOf(reading ledger.Reading) expression.Operand {
	operand := expression.Operand{Kind: expression.Number, Number: reading.Column.Values[0]}
	if reading.Column.States != nil {
		operand.State = reading.Column.States[0]
	}
	return operand
}

// dataAllow says why the data don't allow a step to be taken on a record with these values, or nothing. What is missing allows nothing.
func dataAllow(ctx context.Context, tx *store.Tx, books *ledger.Ledger, m Matter, step *pack.Step, values map[string]ledger.Value, lang string) error {
	if step.Given == nil || step.Given.Compiled == nil || m.Policy.Facts == nil {
		return nil
	}
	refused := fault.Conflict("matter.given", fault.Args{"step": stepTitle(step, lang), "condition": books.Pack.Words(step.Given, lang)})
	period, known := periodOf(m, values)
	if !known {
		return refused
	}
	var ids []string
	for _, name := range step.Given.Compiled.Names() {
		if _, is := books.Pack.FindMeasure(name); is {
			ids = append(ids, name)
		}
	}
	readings, err := read(ctx, tx, books, m.Record, period, ids)
	if err != nil {
		return err
	}
	parameters := books.Pack.Values(period.End().String())
	result, err := step.Given.Compiled.Evaluate(func(name string) expression.Operand {
		if slices.Contains(ids, name) {
			return firstOf(readings[name])
		}
		value, inForce := parameters[name]
		if !inForce {
			return expression.Operand{Kind: expression.Number, State: expression.Missing}
		}
		return expression.Operand{Kind: expression.Number, Number: value}
	})
	if err != nil || !result.True() {
		return refused
	}
	return nil
}

// Allows says why a step can't be taken on a record as it stands, whoever takes it: its state, its own condition, or the data; or nothing.
func Allows(ctx context.Context, tx *store.Tx, books *ledger.Ledger, policy *pack.Matter, record ledger.Record, step *pack.Step) error {
	table, err := books.FindTable(policy.Register)
	if err != nil {
		return err
	}
	m := Matter{Policy: policy, Register: table.Register, Record: record}
	switch {
	case !slices.Contains(step.From, m.Status()):
		return fault.Conflict("matter.wrong_state", fault.Args{"step": step.Title, "status": statusTitle(m, "zh")})
	case !ledger.Holds(m.Register, step.When, record.Values):
		return fault.Conflict("matter.condition", fault.Args{"step": step.Title, "condition": step.When.Source})
	}
	return dataAllow(ctx, tx, books, m, step, record.Values, "zh")
}
