package ledger

import (
	"regexp"
	"strings"

	"qixing/fault"
	"qixing/pack"
)

// parseChoice takes an option by its title, in either language, or its id.
func parseChoice(field *pack.Field, text string) (Value, error) {
	want := compact(text)
	for _, option := range field.Options {
		if want == compact(option.Title) || want == option.ID || (option.TitleEN != "" && strings.EqualFold(want, compact(option.TitleEN))) {
			return TextValue(option.ID), nil
		}
	}
	return Value{}, fault.Invalid("ledger.no_option", fault.Args{"value": text, "options": optionTitles(field)})
}

func optionTitles(field *pack.Field) pack.Options { return field.Options }

// parseChoices takes several options; they are kept in the order in which the pack has them.
func parseChoices(field *pack.Field, text string) (Value, error) {
	chosen := map[string]bool{}
	for _, part := range strings.FieldsFunc(text, isSeparator) {
		if compact(part) == "" {
			continue
		}
		option, err := parseChoice(field, part)
		if err != nil {
			return Value{}, err
		}
		chosen[option.Text] = true
	}
	var list []string
	for _, option := range field.Options {
		if chosen[option.ID] {
			list = append(list, option.ID)
		}
	}
	return ListValue(list...), nil
}

func isSeparator(r rune) bool { return strings.ContainsRune("、,，;；\n|", r) }

var yesNo = map[string]bool{"是": true, "√": true, "✓": true, "✔": true, "有": true, "对": true, "1": true, "true": true, "yes": true, "y": true,
	"否": false, "×": false, "✗": false, "x": false, "没有": false, "0": false, "false": false, "no": false, "n": false, "不": false}

func parseBool(cell Cell) (Value, error) {
	yes, ok := yesNo[strings.ToLower(compact(cell.Text))]
	if !ok {
		return Value{}, fault.Invalid("ledger.not_yes_or_no", fault.Args{"value": cell.Text})
	}
	return BoolValue(yes), nil
}

var idWeights = [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}

// parseIDNumber checks the 18 digits of GB 11643 with their check digit. The value is not repeated in the error.
func parseIDNumber(cell Cell) (Value, error) {
	text := strings.ToUpper(compact(cell.Text))
	if cell.Number {
		return Value{}, fault.Invalid("ledger.id_number_as_number", nil)
	}
	if len(text) != 18 || !allDigits(text[:17]) {
		return Value{}, fault.Invalid("ledger.id_number_wrong", nil)
	}
	sum := 0
	for i, weight := range idWeights {
		sum += weight * int(text[i]-'0')
	}
	if text[17] != "10X98765432"[sum%11] {
		return Value{}, fault.Invalid("ledger.id_number_wrong", nil)
	}
	return TextValue(text), nil
}

var phonePattern = regexp.MustCompile(`^(1\d{10}|(0\d{2,3})?\d{7,8}|400\d{7})$`)

func parsePhone(cell Cell) (Value, error) {
	text := compact(cell.Text)
	if cell.Number {
		text, _ = wholeNumber(text)
	}
	digits := strings.NewReplacer("-", "", "(", "", ")", "").Replace(strings.TrimPrefix(text, "+86"))
	if !phonePattern.MatchString(digits) {
		return Value{}, fault.Invalid("ledger.not_a_phone", nil)
	}
	return TextValue(digits), nil
}
