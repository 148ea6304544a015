package ledger

import (
	"strings"
	"unicode/utf8"

	"qixing/expression"
	"qixing/fault"
	"qixing/fixed"
	"qixing/pack"
)

// validate checks one value against its field. An error is about this field only; all fields are checked before any is reported.
func validate(field *pack.Field, value Value, parameters map[string]fixed.Value, lang string) *fault.Error {
	problem := validateValue(field, value, parameters)
	if problem == nil {
		return nil
	}
	if problem.Args == nil {
		problem.Args = fault.Args{}
	}
	problem.Args["title"] = titleOf(field, lang)
	return problem.At(field.ID)
}

func validateValue(field *pack.Field, value Value, parameters map[string]fixed.Value) *fault.Error {
	if !value.Present {
		if field.Required {
			return fault.Invalid("ledger.required", nil)
		}
		return nil
	}
	switch storageOf(field) {
	case numberStorage:
		return validateRange(field, value, parameters)
	case textStorage:
		return validateText(field, value.Text)
	}
	return validateList(field, value.List)
}

// largest is the largest number a field takes, in its stored unit: its Value must fit.
func largest(field *pack.Field) int64 { return 9_000_000_000_000_000_000 / scaleOf(field) }

func validateRange(field *pack.Field, value Value, parameters map[string]fixed.Value) *fault.Error {
	if field.Type == pack.Formula {
		return nil
	}
	if value.Number > largest(field) || value.Number < -largest(field) {
		return fault.Invalid("ledger.number_too_large", fault.Args{"value": value.Number})
	}
	n := fixed.Value(value.Number * scaleOf(field))
	if field.Type == pack.Bool && value.Number != 0 && value.Number != 1 {
		return fault.Invalid("ledger.not_yes_or_no", fault.Args{"value": value.Number})
	}
	if least, ok := resolve(field.Min, parameters); ok && n < least {
		return fault.Invalid("ledger.too_small", fault.Args{"value": n.String(), "least": least.String()})
	}
	if most, ok := resolve(field.Max, parameters); ok && n > most {
		return fault.Invalid("ledger.too_big", fault.Args{"value": n.String(), "most": most.String()})
	}
	return nil
}

func resolve(number *pack.Number, parameters map[string]fixed.Value) (fixed.Value, bool) {
	switch {
	case number == nil:
		return 0, false
	case number.Parameter == "":
		return number.Literal, true
	}
	value, ok := parameters[number.Parameter]
	return value, ok
}

func validateText(field *pack.Field, text string) *fault.Error {
	if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		return fault.Invalid("ledger.not_text", nil)
	}
	if length := utf8.RuneCountInString(text); length > maxLength(field) {
		return fault.Invalid("ledger.too_long", fault.Args{"length": length, "most": maxLength(field)})
	}
	if field.Type == pack.Choice {
		return validateOption(field, text)
	}
	if err := validateForm(field, text); err != nil {
		return err
	}
	return nil
}

// validateForm reads a text again as its type: what is stored has one form only.
func validateForm(field *pack.Field, text string) *fault.Error {
	if field.Type == pack.Text || field.Type == pack.LongText || field.Type == pack.Formula {
		return nil
	}
	again, err := ParseCell(field, Cell{Text: text}, NoScale)
	if err != nil {
		return fault.Find(err)
	}
	if again.Text != text {
		return fault.Invalid("ledger.wrong_form", fault.Args{"value": text, "form": again.Text})
	}
	return nil
}

func maxLength(field *pack.Field) int {
	switch {
	case field.MaxLength > 0:
		return field.MaxLength
	case field.Type == pack.LongText:
		return 5000
	}
	return 200
}

func validateList(field *pack.Field, list []string) *fault.Error {
	if len(list) > 100 {
		return fault.Invalid("ledger.too_many", fault.Args{"most": 100})
	}
	if field.Type != pack.Choices {
		return nil
	}
	for _, id := range list {
		if err := validateOption(field, id); err != nil {
			return err
		}
	}
	return nil
}

func validateOption(field *pack.Field, id string) *fault.Error {
	if _, ok := field.FindOption(id); ok {
		return nil
	}
	return fault.Invalid("ledger.no_option", fault.Args{"value": id, "options": optionTitles(field)})
}

func titleOf(field *pack.Field, lang string) string {
	return pack.In(lang, field.Title, field.TitleEN)
}

// compute fills in the formula fields. A formula whose inputs are missing is missing.
func compute(register *pack.Register, values map[string]Value) error {
	for _, field := range register.Fields {
		if field.Type != pack.Formula || field.Formula == nil {
			continue
		}
		result, err := field.Formula.Compiled.Evaluate(func(name string) expression.Operand {
			return operandOf(register, name, values)
		})
		if err != nil {
			return fault.Invalid("ledger.formula_range", fault.Args{"title": field}).At(field.ID).Because(err)
		}
		values[field.ID] = valueOf(field, result)
	}
	return nil
}

func operandOf(register *pack.Register, name string, values map[string]Value) expression.Operand {
	field, ok := register.FindField(name)
	if !ok {
		return expression.Operand{State: expression.Missing}
	}
	value, operand := values[name], expression.Operand{Kind: kindOf(field)}
	if !value.Present {
		operand.State = expression.Missing
	}
	operand.Number = fixed.Value(value.Number * scaleOf(field))
	operand.Text, operand.Set = value.Text, value.List
	return operand
}

func valueOf(field *pack.Field, result expression.Operand) Value {
	switch {
	case result.State != expression.Present:
		return Value{}
	case storageOf(field) == textStorage:
		return TextValue(result.Text)
	}
	return NumberValue(int64(result.Number) / scaleOf(field))
}
