package expression

import (
	"errors"
	"testing"

	"qixing/fixed"
)

// facts are the values of the tests: gone is missing, never is not applicable.
func facts(name string) Operand {
	switch name {
	case "gone":
		return Operand{State: Missing}
	case "never":
		return Operand{State: NotApplicable}
	case "income":
		return Operand{Number: fixed.FromInt(500_000)}
	case "half":
		return Operand{Number: fixed.One / 2}
	case "zero":
		return Operand{}
	case "line":
		return Operand{Text: "operation"}
	case "day":
		return Operand{Text: "2024-02-29"}
	case "quarter":
		return Operand{Text: "2024Q1"}
	case "tags":
		return Operand{Set: []string{"apple", "goat"}}
	}
	return Operand{State: Missing}
}

var factKinds = Environment{
	"gone": Number, "never": Number, "income": Number, "half": Number, "zero": Number, "line": Text, "day": Date,
	"quarter": Date, "tags": Set,
}

func TestEvaluateNumbers(t *testing.T) {
	tests := map[string]string{
		"1 + 2 * 3":                       "7",
		"-(1 - 2.5) / 3":                  "0.5",
		"1 / 3":                           "0.333333",
		"2 / 3":                           "0.666667",
		"0.1 + 0.2":                       "0.3",
		"round(2.345, 2)":                 "2.35",
		"round(-2.5)":                     "-3",
		"floor(-2.5) + ceil(-2.5)":        "-5",
		"floor(2.000001)":                 "2",
		"min(3, 1, 2) + max(3, 1, 2, -9)": "4",
		"abs(-4) - abs(4)":                "0",
		"income / 10000":                  "50",
		"income >= 500000 ? 12 : 8":       "12",
		"income > 500000 ? 12 : 8":        "8",
		"coalesce(gone, never, 3)":        "3",
		"coalesce(half, 3)":               "0.5",
		"year(day) * 100 + month(day)":    "202402",
		"year(quarter)":                   "2024",
		`days("2024-01-31", day)`:         "29",
		`days(day, "2023-03-01")`:         "-365",
		"gone + 1":                        "missing",
		"gone + never":                    "not applicable",
		"half / zero":                     "not applicable",
		"gone / zero":                     "missing",
		"month(quarter)":                  "missing",
		"gone > 1 ? 1 : 2":                "missing",
		"never > 1 ? 1 : 2":               "not applicable",
		"min(gone, 1)":                    "missing",
	}
	for source, want := range tests {
		value, err := compiled(t, source).Evaluate(facts)
		if got := describe(value); err != nil || got != want {
			t.Errorf("%s = %s, %v; want %s", source, got, err, want)
		}
	}
}

func TestEvaluateLogic(t *testing.T) {
	tests := map[string]string{
		`line == "operation" and income == 500000`:  "true",
		`line != "operation"`:                       "false",
		`line in ["expense", "operation"]`:          "true",
		`line not in ["expense"]`:                   "true",
		`income in [1, 500000.0]`:                   "true",
		`"goat" in tags and not ("cow" in tags)`:    "true",
		`line in tags`:                              "false",
		`day >= "2024-02" and day < "2024-03"`:      "true",
		`day in ["2024-02-29"]`:                     "true",
		`true == (1 < 2)`:                           "true",
		`gone > 1 and 1 > 2`:                        "false",
		`gone > 1 and 2 > 1`:                        "missing",
		`gone > 1 or 2 > 1`:                         "true",
		`gone > 1 or 1 > 2`:                         "missing",
		`never > 1 or gone > 1`:                     "not applicable",
		`never > 1 and gone > 1`:                    "not applicable",
		`not (gone == 1)`:                           "missing",
		`gone != 1`:                                 "missing",
		`missing(gone) and not missing(half)`:       "true",
		`missing(never)`:                            "false",
		`gone in [1]`:                               "missing",
		`1 < half * 4 < 3 && !(2 < 1) || gone == 1`: "true",
	}
	for source, want := range tests {
		value, err := compiled(t, source).Evaluate(facts)
		if got := describe(value); err != nil || got != want {
			t.Errorf("%s = %s, %v; want %s", source, got, err, want)
		}
	}
}

func TestEvaluateOutOfRange(t *testing.T) {
	for _, source := range []string{"income * income * income", "income / 0.000001 * 1000000"} {
		if value, err := compiled(t, source).Evaluate(facts); !errors.Is(err, fixed.ErrRange) {
			t.Errorf("%s = %s, %v; want fixed.ErrRange", source, describe(value), err)
		}
	}
}

func compiled(t *testing.T, source string) *Program {
	t.Helper()
	p, err := Compile(source, factKinds)
	if err != nil {
		t.Fatalf("Compile(%q): %v", source, err)
	}
	return p
}

func describe(o Operand) string {
	switch {
	case o.State == Missing:
		return "missing"
	case o.State == NotApplicable:
		return "not applicable"
	case o.Kind == Bool && o.Number != 0:
		return "true"
	case o.Kind == Bool:
		return "false"
	}
	return o.Number.String()
}
