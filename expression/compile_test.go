package expression

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"qixing/fault"
)

var village = Environment{
	"amount": Number, "goal": Number, "share": Number, "line": Text, "level": Text, "date": Date, "month": Date,
	"checked": Bool, "tags": Set, "收益": Number,
}

func TestCompileErrors(t *testing.T) {
	tests := map[string]struct{ source, place, key, hint string }{
		"nothing":            {"  ", "1:1", "empty", ""},
		"unknown name":       {"amuont > 1", "1:1", "unknown_name", "unknown_name_near.hint"},
		"nothing near":       {"amount > zzzzzzzz", "1:10", "unknown_name", "unknown_name.hint"},
		"second line":        {"amount > 1 and\n  收入合计数 > 1", "2:3", "unknown_name", "unknown_name.hint"},
		"percent at the end": {"share >= 60%", "1:12", "percent", "percent.hint"},
		"percent inside":     {"share >= 60% and checked", "1:12", "percent", "percent.hint"},
		"remainder":          {"amount % 2 == 0", "1:8", "percent", "percent.hint"},
		"one equals sign":    {"amount = 2", "1:8", "assign", "assign.hint"},
		"full-width":         {"amount ＞ 2", "1:8", "full_width", "full_width.hint"},
		"Chinese quotes":     {"line == “a”", "1:9", "full_width", "full_width.hint"},
		"unfinished":         {"amount >", "1:9", "incomplete", ""},
		"a word too many":    {"amount 12", "1:8", "syntax", "syntax.hint"},
		"seven decimals":     {"amount > 0.1234567", "1:10", "decimals", "decimals.hint"},
		"hexadecimal":        {"amount > 0x10", "1:10", "number", "number.hint"},
		"exponent":           {"amount > 1e3", "1:10", "number", "number.hint"},
		"huge":               {"amount > 9999999999999999", "1:10", "range", ""},
		"number and text":    {`amount > "1"`, "1:8", "mixed", "mixed.hint"},
		"mixed branches":     {`(checked ? 1 : "a") == 1`, "1:16", "mixed", "mixed.hint"},
		"order of texts":     {`line > "a"`, "1:6", "order", "order.hint"},
		"not a date":         {`date > "2022/06/01"`, "1:8", "date", "date.hint"},
		"no such day":        {`date > "2022-13-01"`, "1:8", "date", "date.hint"},
		"text as condition":  {`line and checked`, "1:1", "kind", ""},
		"number as result":   {`amount + 1`, "1:8", "result", ""},
		"empty list":         {`line in []`, "1:9", "list_items", ""},
		"names in a list":    {`line in ["a", level]`, "1:15", "list_items", ""},
		"list alone":         {`[1, 2]`, "1:1", "list", ""},
		"set compared":       {`tags == tags`, "1:6", "list", ""},
		"in a text":          {`"a" in line`, "1:5", "in", ""},
		"zero divisor":       {`amount > 1 / 0`, "1:12", "divide_by_zero", "divide_by_zero.hint"},
		"unknown function":   {`sqrt(amount) > 1`, "1:1", "unknown_function", "unknown_function.hint"},
		"function of lists":  {`count(tags) > 1`, "1:1", "unknown_function", "unknown_function.hint"},
		"arguments":          {`days(date) > 1`, "1:1", "arguments", ""},
		"round to a name":    {`round(amount, goal) > 1`, "1:15", "round", ""},
		"member":             {`amount.x > 1`, "1:8", "unsupported", "unsupported.hint"},
		"regular expression": {`line matches "a"`, "1:6", "unsupported", "unsupported.hint"},
		"statement":          {`let x = 1; x > 0`, "1:5", "unsupported", "unsupported.hint"},
		"pipe":               {`amount | abs() > 1 ?? 2`, "1:20", "unsupported", "unsupported.hint"},
		"power":              {`amount ** 2 > 1`, "1:8", "unsupported", "unsupported.hint"},
		"nothing there":      {`line == nil`, "1:9", "unsupported", "unsupported.hint"},
		"too long":           {strings.Repeat("amount + ", 300) + "1 > 0", "1:2001", "too_long", "too_long.hint"},
		"too deep":           {strings.Repeat("-", 100) + "1 > 0", "1:61", "too_deep", "too_deep.hint"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := Compile(test.source, village, Bool)
			var got *Error
			if !errors.As(err, &got) {
				t.Fatalf("Compile(%q) gave %v, want an *Error", test.source, err)
			}
			hint := strings.TrimPrefix(got.Hint, "expression.")
			if place := fmt.Sprintf("%d:%d", got.Line, got.Column); place != test.place || got.Key != "expression."+test.key || hint != test.hint {
				t.Errorf("Compile(%q) = %s %s, hint %q; want %s expression.%s, hint %q", test.source, place, got.Key, hint, test.place, test.key, test.hint)
			}
			if got.Message("zh") == got.Key || strings.Contains(got.Message("zh")+got.HintText("en"), "{") {
				t.Errorf("Compile(%q) says %q, %q", test.source, got.Message("zh"), got.HintText("en"))
			}
		})
	}
}

// Every key that this package gives a hint for has one in the catalogs, and none is there in vain.
func TestCatalog(t *testing.T) {
	for key, want := range hinted {
		full := "expression." + key + ".hint"
		if got := fault.Sentence(full, "zh", nil) != full; got != want {
			t.Errorf("%s is in the catalog: %v, want %v", full, got, want)
		}
	}
}

func TestMessageNamesKinds(t *testing.T) {
	_, err := Compile(`amount > "1"`, village)
	var got *Error
	if !errors.As(err, &got) {
		t.Fatal(err)
	}
	if got, want := got.Message("zh"), "“数”和“文字”不能放在一起比较或取舍。"; got != want {
		t.Errorf("Message(zh) = %q, want %q", got, want)
	}
	if got, want := got.Error(), "1:8: A number and a text can't be compared or chosen between."; got != want {
		t.Errorf("Error() = %q, want %q", got, want)
	}
}

func TestProgramTellsItsNames(t *testing.T) {
	p, err := Compile(`line in ["b", "a"] and "x" in tags and (amount > 1 or 收益 < amount) and "c" != level`, village, Bool)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := p.Names(), []string{"amount", "level", "line", "tags", "收益"}; !slices.Equal(got, want) {
		t.Errorf("Names() = %v, want %v", got, want)
	}
	want := []Literal{{"line", "b", 1, 10}, {"line", "a", 1, 15}, {"tags", "x", 1, 24}, {"level", "c", 1, 72}}
	if got := p.Literals(); !slices.Equal(got, want) {
		t.Errorf("Literals() = %v, want %v", got, want)
	}
}

func FuzzCompile(f *testing.F) {
	for _, source := range []string{`amount > 1`, `line in ["a"] ? 1 : 2`, `round(min(amount, 2, -3), 2) / 0.5`, `{a: 1}.a?.b[1:2]`, `days(date, "2022-06-01") % 7`, `#|map(.x)`, "if a {1} else {2}", "１＋２", `not "a" in tags`} {
		f.Add(source)
	}
	f.Fuzz(func(t *testing.T, source string) {
		p, err := Compile(source, village)
		var known *Error
		if err != nil {
			if !errors.As(err, &known) || known.Line < 1 || known.Column < 1 {
				t.Fatalf("Compile(%q) gave %v, want a placed *Error", source, err)
			}
			return
		}
		value, err := p.Evaluate(func(string) Operand { return Operand{State: Missing} })
		if err == nil && value.Kind != p.Kind() {
			t.Fatalf("%q promised %v and gave %v", source, p.Kind(), value.Kind)
		}
	})
}
