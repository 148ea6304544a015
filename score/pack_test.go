package score

import (
	"os"
	"testing"

	"qixing/expression"
	"qixing/fixed"
	"qixing/pack"
)

// village is one row of a test: measures by id as numbers, "missing" or "n/a"; what isn't named takes the value of usual.
type village struct {
	code    string
	town    int32
	facts   map[string]string
	ratings []fixed.Points // of organization.leaders; nil: 4.00, twice
	decided map[string]Decision
}

// usual is a village that scores 4.00 + 6.00 + 4.00, 12.00 + 4.00 + its rank, 6.00 + 4.00.
var usual = map[string]string{"standards": "0.8", "meetings": "12", "income": "600000", "surplus": "200000", "growth": "0.1", "disputes": "0",
	"households": "100", "clean": "100", "late": "0", "serious": "0"}

func loadPack(tb testing.TB) *pack.Pack {
	tb.Helper()
	p, errs := pack.Load(os.DirFS("testdata/pack"))
	for _, err := range errs {
		if err.Severity == pack.Failure {
			tb.Fatalf("%v", err)
		}
	}
	return p
}

func loadPlan(tb testing.TB, change func(*pack.Scheme)) *Plan {
	tb.Helper()
	p := loadPack(tb)
	scheme, ok := p.FindScheme("village")
	if !ok {
		tb.Fatal("no scheme")
	}
	if change != nil {
		change(scheme)
	}
	plan, err := Compile(p, scheme, p.Values("2022-12-31"))
	if err != nil {
		tb.Fatal(err)
	}
	return plan
}

func inputOf(tb failer, plan *Plan, villages []village) *Input {
	tb.Helper()
	in := &Input{Measures: map[string]expression.Column{}, Records: map[string][]int32{}, Ratings: map[string][][]fixed.Points{}, Decided: map[Cell]Decision{}}
	for _, id := range plan.Measures() {
		column := expression.Column{Values: make([]fixed.Value, len(villages)), States: make([]expression.State, len(villages))}
		for i, v := range villages {
			column.Values[i], column.States[i] = readFact(tb, v, id)
		}
		in.Measures[id] = column
	}
	for i, v := range villages {
		in.Subjects = append(in.Subjects, Subject{Code: v.code, Title: v.code + "村"})
		in.Town = append(in.Town, v.town)
		ratings := v.ratings
		if ratings == nil {
			ratings = []fixed.Points{400, 400}
		}
		in.Ratings["organization.leaders"] = append(in.Ratings["organization.leaders"], ratings)
		for key, decision := range v.decided {
			in.Decided[Cell{Indicator: key, Subject: i}] = decision
		}
	}
	in.Records["income"] = make([]int32, len(villages))
	return in
}

func readFact(tb failer, v village, id string) (fixed.Value, expression.State) {
	text, ok := v.facts[id]
	if !ok {
		text = usual[id]
	}
	switch text {
	case "missing":
		return 77, expression.Missing
	case "n/a":
		return 77, expression.NotApplicable
	}
	value, err := fixed.Parse(text)
	if err != nil {
		tb.Fatalf("%s of %s: %v", id, v.code, err)
	}
	return value, expression.Present
}

func runOf(tb testing.TB, plan *Plan, villages ...village) *Result {
	tb.Helper()
	r, err := plan.Run(inputOf(tb, plan, villages), 2)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// failer is what a builder needs of a test or of a property.
type failer interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}
