package expression

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	_ "modernc.org/sqlite"
	"pgregory.net/rapid"

	"qixing/fixed"
)

// The table of the tests has one stored column of each form, and its names are the expression's.
var stored = map[string]struct {
	kind  Kind
	scale int64
}{
	"whole": {Number, 1_000_000}, "money": {Number, 10_000}, "portion": {Number, 1}, "checked": {Bool, 1},
	"day": {Date, 1}, "line": {Text, 1}, "tags": {Set, 1},
}

func storedKinds() Environment {
	env := Environment{}
	for name, column := range stored {
		env[name] = column.kind
	}
	return env
}

type row struct {
	whole, money, portion, checked *int64
	day, line                      *string
	tags                           *[]string
}

func drawRow(t *rapid.T) row {
	word := rapid.SampledFrom([]string{"a", "b", "a_b", `x"y`, ""})
	return row{
		whole:   rapid.Ptr(rapid.Int64Range(-50, 50), true).Draw(t, "whole"),
		money:   rapid.Ptr(rapid.Int64Range(-9_000, 9_000), true).Draw(t, "money"),
		portion: rapid.Ptr(rapid.Int64Range(-3_000_000, 3_000_000), true).Draw(t, "portion"),
		checked: rapid.Ptr(rapid.Int64Range(0, 1), true).Draw(t, "checked"),
		day:     rapid.Ptr(rapid.SampledFrom([]string{"2022-01-31", "2024-02-29", "2023-12-31", "2022-06", "2022Q2"}), true).Draw(t, "day"),
		line:    rapid.Ptr(word, true).Draw(t, "line"),
		tags:    rapid.Ptr(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "a_b"}), 0, 2), true).Draw(t, "tags"),
	}
}

func (r row) operand(name string) Operand {
	numbers := map[string]*int64{"whole": r.whole, "money": r.money, "portion": r.portion}
	if number, ok := numbers[name]; ok {
		if number == nil {
			return Operand{State: Missing}
		}
		return Operand{Number: fixed.Value(*number * stored[name].scale)}
	}
	switch {
	case name == "checked" && r.checked != nil:
		return boolean(*r.checked == 1)
	case name == "day" && r.day != nil:
		return Operand{Text: *r.day}
	case name == "line" && r.line != nil:
		return Operand{Text: *r.line}
	case name == "tags" && r.tags != nil:
		return Operand{Set: *r.tags}
	}
	return Operand{State: Missing}
}

func (r row) tagsJSON() any {
	if r.tags == nil {
		return nil
	}
	text, _ := json.Marshal(*r.tags)
	return string(text)
}

// drawSource writes an expression of a kind, fully in parentheses.
func drawSource(t *rapid.T, kind Kind, depth int) string {
	pick := func(choices ...string) string { return rapid.SampledFrom(choices).Draw(t, "choice") }
	sub := func(kind Kind) string { return drawSource(t, kind, depth-1) }
	if depth == 0 {
		switch kind {
		case Number:
			return pick("whole", "money", "portion", "0", "2.5", "-3", "0.333333", "7")
		case Bool:
			return pick("checked", "true", "false", `line in ["a", "b"]`, `line in tags`, `"a" in tags`, "missing(tags)", `whole in [1, 2.5, -3]`)
		case Date:
			return pick("day", `"2022-06-01"`)
		}
		return pick("line", `"a"`, `"x\"y"`)
	}
	switch form := pick("operator", "if", "coalesce", "leaf", "function"); {
	case form == "leaf" || (kind != Number && kind != Bool && form != "if" && form != "coalesce"):
		return drawSource(t, kind, 0)
	case form == "if":
		return fmt.Sprintf("(%s ? %s : %s)", sub(Bool), sub(kind), sub(kind))
	case form == "coalesce":
		return fmt.Sprintf("coalesce(%s, %s)", sub(kind), sub(kind))
	case kind == Number && form == "operator":
		return fmt.Sprintf("(%s %s %s)", sub(Number), pick("+", "-", "*"), sub(Number))
	case kind == Number:
		call := pick("(%s / 3)", "(%s / -0.7)", "(-%s)", "abs(%s)", "round(%s, 2)", "round(%s)", "floor(%s)", "ceil(%s)", "min(%s, 1.5)", "max(2, %s)", "year#", "month#", "days#")
		if date, ok := strings.CutSuffix(call, "#"); ok {
			second := map[string]string{"days": ", " + sub(Date)}[date]
			return date + "(" + sub(Date) + second + ")"
		}
		return fmt.Sprintf(call, sub(Number))
	case form == "operator":
		return fmt.Sprintf("(%s %s %s)", sub(Bool), pick("and", "or", "==", "!="), sub(Bool))
	}
	switch compared := rapid.SampledFrom([]Kind{Number, Date, Text}).Draw(t, "compared"); compared {
	case Text:
		return fmt.Sprintf("(%s %s %s)", sub(Text), pick("==", "!="), sub(Text))
	default:
		return fmt.Sprintf("not (%s %s %s)", sub(compared), pick("==", "!=", "<", "<=", ">", ">="), sub(compared))
	}
}

func compileDrawn(t *rapid.T, source string) *Program {
	p, err := Compile(source, storedKinds())
	if err == nil {
		return p
	}
	known, ok := err.(*Error) // two date literals side by side are texts, which have no order
	if !ok || !slices.Contains([]string{"expression.mixed", "expression.order", "expression.divide_by_zero"}, known.Key) {
		t.Fatalf("Compile(%s): %v", source, err)
	}
	return nil
}

func TestSQLEqualsEvaluate(t *testing.T) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec("CREATE TABLE r (whole BIGINT, money BIGINT, portion BIGINT, checked INTEGER, day TEXT, line TEXT, tags TEXT)"); err != nil {
		t.Fatal(err)
	}
	written := 0
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom([]Kind{Number, Bool}).Draw(t, "kind")
		source := drawSource(t, kind, rapid.IntRange(0, 3).Draw(t, "depth"))
		if p := compileDrawn(t, source); p != nil {
			written += compareWithSQL(t, db, p, drawRow(t))
		}
	})
	if written < 50 {
		t.Errorf("only %d expressions became SQL", written)
	}
}

func compareWithSQL(t *rapid.T, db *sql.DB, p *Program, r row) int {
	want, evaluateErr := p.Evaluate(r.operand)
	args := []any{}
	text, err := p.SQL(func(name string) (string, Kind, int64) { return "r." + name, stored[name].kind, stored[name].scale }, &args)
	if err != nil || evaluateErr != nil {
		return 0
	}
	if _, err := db.Exec("DELETE FROM r"); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("INSERT INTO r VALUES ($1, $2, $3, $4, $5, $6, $7)", r.whole, r.money, r.portion, r.checked, r.day, r.line, r.tagsJSON()); err != nil {
		t.Fatal(err)
	}
	var got sql.NullInt64
	if err := db.QueryRow("SELECT "+text+" FROM r", args...).Scan(&got); err != nil {
		t.Fatalf("%s\n%s\n%v: %v", p.Source(), text, args, err)
	}
	value := fixed.Value(got.Int64)
	if p.Kind() == Bool {
		value *= fixed.One
	}
	if got.Valid != (want.State == Present) || (got.Valid && value != want.Number) {
		t.Fatalf("%s\n%s %v\nSQL gave %v %s, Evaluate %s", p.Source(), text, args, got.Valid, value, describe(want))
	}
	return 1
}

func TestColumnsEqualEvaluate(t *testing.T) {
	env := Environment{"a": Number, "b": Number, "yes": Bool}
	rapid.Check(t, func(t *rapid.T) {
		source := drawNumeric(t, rapid.SampledFrom([]Kind{Number, Bool}).Draw(t, "kind"), rapid.IntRange(0, 4).Draw(t, "depth"))
		p, err := Compile(source, env)
		if err != nil {
			return // dividing by a literal zero, or a literal out of range
		}
		columns := map[string]Column{"a": drawColumn(t, Number), "b": drawColumn(t, Number), "yes": drawColumn(t, Bool)}
		got, columnsErr := p.Columns(4, func(name string) Column { return columns[name] })
		for i := range 4 {
			want, err := p.Evaluate(func(name string) Operand { return columns[name].operand(i) })
			if err != nil {
				if columnsErr == nil {
					t.Fatalf("%s: Evaluate fails, Columns does not", source)
				}
				return
			}
			if columnsErr == nil && describe(got.operandOf(p.Kind(), i)) != describe(want) {
				t.Fatalf("%s row %d: Columns gives %s, Evaluate %s", source, i, describe(got.operandOf(p.Kind(), i)), describe(want))
			}
		}
		if columnsErr != nil {
			t.Fatalf("%s: Columns fails with %v, Evaluate does not", source, columnsErr)
		}
	})
}

func (c Column) operand(i int) Operand { return c.operandOf(0, i) }

func (c Column) operandOf(kind Kind, i int) Operand {
	value := Operand{Kind: kind, Number: c.Values[i]}
	if c.States != nil {
		value.State = c.States[i]
	}
	return value
}

func drawColumn(t *rapid.T, kind Kind) Column {
	value := rapid.SampledFrom([]fixed.Value{0, fixed.One, -1_500_000, 333_333, 9_000_000_000_000_000_000})
	if kind == Bool {
		value = rapid.SampledFrom([]fixed.Value{0, fixed.One})
	}
	column := Column{Values: rapid.SliceOfN(value, 4, 4).Draw(t, "values")}
	if rapid.Bool().Draw(t, "states") {
		column.States = rapid.SliceOfN(rapid.SampledFrom([]State{Present, Present, Missing, NotApplicable}), 4, 4).Draw(t, "states")
	}
	return column
}

func drawNumeric(t *rapid.T, kind Kind, depth int) string {
	forms := []string{"a", "b", "2.5", "-1"}
	if kind == Bool {
		forms = []string{"yes", "true", "missing(a)"}
	}
	if depth > 0 && kind == Number {
		forms = append(forms, "(N + N)", "(N - N)", "(N * N)", "(N / N)", "min(N, N)", "max(N, N)", "abs(N)", "-(N)", "round(N, 1)", "floor(N)", "ceil(N)", "(B ? N : N)", "coalesce(N, N)")
	} else if depth > 0 {
		forms = append(forms, "(N < N)", "(N <= N)", "(N > N)", "(N >= N)", "(N == N)", "(N != N)", "(B and B)", "(B or B)", "not (B)", "(B == B)", "N in [1, 2.5]", "(B ? B : B)", "missing(N)", "coalesce(B, B)")
	}
	var written strings.Builder
	for _, r := range rapid.SampledFrom(forms).Draw(t, "form") {
		switch r {
		case 'N':
			written.WriteString(drawNumeric(t, Number, depth-1))
		case 'B':
			written.WriteString(drawNumeric(t, Bool, depth-1))
		default:
			written.WriteRune(r)
		}
	}
	return written.String()
}
