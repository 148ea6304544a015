package score

import (
	"slices"
	"testing"

	"qixing/expression"
	"qixing/fixed"
	"qixing/pack"
)

func TestIndicatorPoints(t *testing.T) {
	tests := map[string]struct {
		fact, value, key string
		want             string
	}{
		"linear below its beginning":                    {"standards", "0.5999", "organization.standards", "0.00"},
		"linear half-way":                               {"standards", "0.8", "organization.standards", "4.00"},
		"linear half up":                                {"standards", "0.60025", "organization.standards", "0.01"},
		"linear just under half":                        {"standards", "0.600249", "organization.standards", "0.00"},
		"linear above its end":                          {"standards", "1.2", "organization.standards", "8.00"},
		"each":                                          {"meetings", "3", "organization.meetings", "1.50"},
		"each, no more than full marks":                 {"meetings", "40", "organization.meetings", "6.00"},
		"income exactly 500,000 is 以上":                  {"income", "500000", "industry.income", "12.00"},
		"one fen less is not":                           {"income", "499999.99", "industry.income", "8.00"},
		"the bound of a parameter":                      {"income", "100000", "industry.income", "8.00"},
		"below every band":                              {"income", "49999.99", "industry.income", "0.00"},
		"surplus exactly 100,000 is not 突破":             {"surplus", "100000", "industry.surplus", "0.00"},
		"one fen more is":                               {"surplus", "100000.01", "industry.surplus", "4.00"},
		"no disputes":                                   {"disputes", "0", "order.disputes", "6.00"},
		"at most two includes two":                      {"disputes", "2", "order.disputes", "3.00"},
		"three are beyond":                              {"disputes", "3", "order.disputes", "0.00"},
		"an expression":                                 {"clean", "33", "order.clean", "1.32"},
		"an expression, no more than full marks":        {"clean", "333", "order.clean", "4.00"},
		"deducted":                                      {"late", "2", "order.late", "-3.00"},
		"deducted, no more than its limit":              {"late", "30", "order.late", "-4.00"},
		"the only one in its town is the first of them": {"growth", "-3", "industry.growth", "4.00"},
	}
	plan := loadPlan(t, nil)
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := runOf(t, plan, village{code: "a", facts: map[string]string{test.fact: test.value}})
			if got := r.Points(test.key, 0).String(); got != test.want {
				t.Errorf("%s at %s %s = %s, want %s", test.key, test.fact, test.value, got, test.want)
			}
			if r.Incomplete(0) {
				t.Error("the entry is incomplete")
			}
		})
	}
}

func TestRatings(t *testing.T) {
	tests := map[string]struct {
		ratings []fixed.Points
		want    string
		state   expression.State
	}{
		"five without the extremes": {[]fixed.Points{600, 100, 300, 400, 400}, "3.67", expression.Present},
		"four with them":            {[]fixed.Points{600, 100, 300, 400}, "3.50", expression.Present},
		"half up":                   {[]fixed.Points{301, 300}, "3.01", expression.Present},
		"too few":                   {[]fixed.Points{600}, "0.00", expression.Missing},
		"above full marks":          {[]fixed.Points{900, 900}, "6.00", expression.Present},
	}
	plan := loadPlan(t, nil)
	for name, test := range tests {
		r := runOf(t, plan, village{code: "a", ratings: test.ratings})
		if got, state := r.Points("organization.leaders", 0).String(), r.State("organization.leaders", 0); got != test.want || state != test.state {
			t.Errorf("%s: %s, state %d; want %s, state %d", name, got, state, test.want, test.state)
		}
		if r.Incomplete(0) != (test.state == expression.Missing) {
			t.Errorf("%s: incomplete %v", name, r.Incomplete(0))
		}
	}
}

func TestRankAmongTown(t *testing.T) {
	plan := loadPlan(t, nil)
	growth := func(code string, town int32, value string) village {
		return village{code: code, town: town, facts: map[string]string{"growth": value}}
	}
	r := runOf(t, plan, growth("a", 0, "0.3"), growth("b", 0, "0.2"), growth("c", 0, "0.2"), growth("d", 0, "0.1"), growth("e", 0, "missing"), growth("f", 1, "0"))
	for i, want := range []string{"4.00", "2.00", "2.00", "0.00", "0.00", "4.00"} {
		if got := r.Points("industry.growth", i).String(); got != want {
			t.Errorf("%d has %s, want %s", i, got, want)
		}
	}
	if !r.Incomplete(4) || r.Incomplete(0) {
		t.Error("only the one without a value is incomplete")
	}
}

// Only those are peers for whom the named measures are the same; where one of them is missing, so is the rank.
func TestRankAmongAlike(t *testing.T) {
	plan := loadPlan(t, func(s *pack.Scheme) {
		s.Criteria[1].Indicators[2].Rank.Among = "county"
		s.Criteria[1].Indicators[2].Rank.Alike = []string{"meetings"}
	})
	growth := func(code, value, meetings string) village {
		return village{code: code, facts: map[string]string{"growth": value, "meetings": meetings}}
	}
	r := runOf(t, plan, growth("a", "0.9", "1"), growth("b", "0.2", "2"), growth("c", "0.1", "2"), growth("d", "0.3", "missing"), growth("e", "0.5", "1"))
	for i, want := range []string{"4.00", "4.00", "0.00", "0.00", "0.00"} {
		if got := r.Points("industry.growth", i).String(); got != want {
			t.Errorf("%d has %s, want %s", i, got, want)
		}
	}
	if state := r.State("industry.growth", 3); state != expression.Missing {
		t.Errorf("without what makes alike the state is %d, want missing", state)
	}
}

func TestMissingAndNotApplicable(t *testing.T) {
	tests := map[string]struct {
		facts      map[string]string
		decided    map[string]Decision
		lapse      bool
		order      string // the criterion's points
		total      string
		incomplete bool
	}{
		"complete":                   {order: "10.00", total: "44.00"},
		"missing is counted apart":   {facts: map[string]string{"disputes": "missing"}, order: "4.00", total: "38.00", incomplete: true},
		"missing that counts zero":   {facts: map[string]string{"late": "missing"}, order: "10.00", total: "44.00"},
		"does not apply":             {facts: map[string]string{"households": "0", "disputes": "1"}, order: "5.00", total: "39.00"},
		"does not apply and lapses":  {facts: map[string]string{"households": "0", "disputes": "1"}, lapse: true, order: "3.00", total: "37.00"},
		"unknown whether it applies": {facts: map[string]string{"households": "missing"}, order: "6.00", total: "40.00", incomplete: true},
		"missing but doesn't apply":  {facts: map[string]string{"households": "0", "clean": "missing"}, order: "10.00", total: "44.00"},
		"nothing of a criterion":     {facts: map[string]string{"households": "0", "disputes": "n/a"}, order: "0.00", total: "42.50"},
		"decided to be points": {facts: map[string]string{"disputes": "missing"}, decided: map[string]Decision{"order.disputes": {Points: 250, Reason: "核实"}},
			order: "6.50", total: "40.50"},
		"decided not to apply": {facts: map[string]string{"disputes": "missing"}, decided: map[string]Decision{"order.disputes": {NotApplicable: true, Reason: "新设"}},
			order: "10.00", total: "44.00"},
		"decided before the fact came": {facts: map[string]string{"disputes": "2"}, decided: map[string]Decision{"order.disputes": {Points: 600}},
			order: "7.00", total: "41.00"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			plan := loadPlan(t, func(s *pack.Scheme) {
				if test.lapse {
					s.NotApplicable = "lapse"
				}
			})
			r := runOf(t, plan, village{code: "a", facts: test.facts, decided: test.decided})
			if got := r.Criterion("order", 0).String(); got != test.order {
				t.Errorf("order = %s, want %s", got, test.order)
			}
			if got := r.Total(0).String(); got != test.total || r.Incomplete(0) != test.incomplete {
				t.Errorf("total = %s, incomplete %v; want %s, %v", got, r.Incomplete(0), test.total, test.incomplete)
			}
		})
	}
}

func TestVeto(t *testing.T) {
	plan := loadPlan(t, nil)
	serious := func(code, value string) village {
		return village{code: code, facts: map[string]string{"serious": value}}
	}
	r := runOf(t, plan, serious("a", "1"), serious("b", "0"), serious("c", "missing"))
	if got := r.Vetoed(0); !slices.Equal(got, []string{"发生严重问题"}) || r.Rank(0) != 0 || r.Grade(0) != "" {
		t.Errorf("Vetoed = %v, rank %d, grade %q; want the reason and no rank or grade", got, r.Rank(0), r.Grade(0))
	}
	if got := r.Vetoed(2); got != nil || !r.Incomplete(2) || r.Rank(2) == 0 {
		t.Errorf("a veto that can't be answered: Vetoed %v, incomplete %v, rank %d", got, r.Incomplete(2), r.Rank(2))
	}
	if got, want := r.Order(), []int{1, 2, 0}; !slices.Equal(got, want) {
		t.Errorf("Order = %v, want %v", got, want)
	}
}

func TestTies(t *testing.T) {
	plan := loadPlan(t, func(s *pack.Scheme) { s.Criteria[1].Indicators[2].Rank.Among = "county" })
	row := func(code, income, late string) village {
		return village{code: code, facts: map[string]string{"income": income, "late": late, "growth": "0"}}
	}
	r := runOf(t, plan, row("d", "600000", "0"), row("c", "600000", "0"), row("b", "700000", "0"), row("a", "missing", "0"), row("e", "600000", "1"))
	wantRanks, wantTied := []int{2, 2, 1, 5, 4}, []bool{true, true, false, false, false}
	for i := range wantRanks {
		if r.Rank(i) != wantRanks[i] || r.Tied(i) != wantTied[i] {
			t.Errorf("%d: rank %d, tied %v; want %d, %v", i, r.Rank(i), r.Tied(i), wantRanks[i], wantTied[i])
		}
	}
	if got, want := r.Order(), []int{2, 1, 0, 4, 3}; !slices.Equal(got, want) {
		t.Errorf("Order = %v, want %v: equals by code", got, want)
	}
}

func TestCountiesAreRankedApart(t *testing.T) {
	plan := loadPlan(t, nil)
	in := inputOf(t, plan, []village{{code: "a"}, {code: "b", facts: map[string]string{"income": "1"}}, {code: "c"}})
	in.County = []int32{1, 0, 0}
	r, err := plan.Run(in, 1)
	if err != nil {
		t.Fatal(err)
	}
	if got := []int{r.Rank(0), r.Rank(1), r.Rank(2)}; !slices.Equal(got, []int{1, 2, 1}) {
		t.Errorf("ranks = %v, want 1, 2, 1", got)
	}
}

func TestGrades(t *testing.T) {
	plan := loadPlan(t, nil)
	rows := []village{{code: "a", town: 1}, {code: "b", town: 2, facts: map[string]string{"late": "1"}}, {code: "c", town: 3, facts: map[string]string{"late": "2"}},
		{code: "d", town: 4, facts: map[string]string{"income": "1"}}, {code: "e", town: 5, facts: map[string]string{"standards": "0", "meetings": "0", "disputes": "9", "clean": "0"}}}
	r := runOf(t, plan, rows...)
	for i, want := range []string{"excellent", "excellent", "good", "good", "poor"} {
		if got := r.Grade(i); got != want {
			t.Errorf("%s (total %s) has grade %q, want %q", rows[i].code, r.Total(i), got, want)
		}
	}
	x := plan.Explain(r.in, r, 2)
	if got, want := x.Grades[0].Sentence("zh"), "达到“优秀”的条件，但位次在名额 2 个之外"; got != want {
		t.Errorf("grade sentence %q, want %q", got, want)
	}
	x = plan.Explain(r.in, r, 3)
	if got := x.Grades[0]; got.Rule != ByTotal {
		t.Errorf("rule = %s (%s), want total", got.Rule, got.Sentence("zh"))
	}
}

// Quotas are maximums: of entries that the policy can't tell apart, none is kept beyond the line.
func TestTieAtTheLineIsForPeople(t *testing.T) {
	plan := loadPlan(t, nil)
	r := runOf(t, plan, village{code: "a", town: 1, facts: map[string]string{"income": "900000"}}, village{code: "b", town: 2}, village{code: "c", town: 3},
		village{code: "d", town: 4, facts: map[string]string{"late": "2"}}, village{code: "e", town: 5, facts: map[string]string{"late": "2"}})
	for i, want := range []string{"excellent", "good", "good", "good", "good"} {
		if got := r.Grade(i); got != want {
			t.Errorf("%d has grade %q, want %q", i, got, want)
		}
		if got, want := r.TieAtLine(i), i == 1 || i == 2; got != want {
			t.Errorf("%d stands at the line: %v, want %v", i, got, want)
		}
	}
}

func TestInputIsChecked(t *testing.T) {
	plan := loadPlan(t, nil)
	for name, spoil := range map[string]func(*Input){
		"short measure":      func(in *Input) { in.Measures["income"] = expression.Column{} },
		"short groups":       func(in *Input) { in.Town = in.Town[:1] },
		"negative group":     func(in *Input) { in.Town[0] = -1 },
		"unknown decision":   func(in *Input) { in.Decided[Cell{Indicator: "x.y"}] = Decision{} },
		"decision on no one": func(in *Input) { in.Decided[Cell{Indicator: "order.late", Subject: 9}] = Decision{} },
		"no towns":           func(in *Input) { in.Town = nil },
		"short ratings":      func(in *Input) { in.Ratings["organization.leaders"] = nil; in.Ratings["x"] = make([][]fixed.Points, 1) },
	} {
		in := inputOf(t, plan, []village{{code: "a"}, {code: "b"}})
		spoil(in)
		if _, err := plan.Run(in, 1); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// Caps round down unless the policy says otherwise: 40% of 7 is 2, 20% of 4 is none.
