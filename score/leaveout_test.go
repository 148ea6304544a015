package score

import (
	"slices"
	"testing"

	"qixing/expression"
	"qixing/fixed"
)

func TestRatingsOfOneTownLeftOut(t *testing.T) {
	plan := loadPlan(t, nil)
	const key = "organization.leaders"
	in := inputOf(t, plan, []village{
		{code: "a", town: 0, ratings: []fixed.Points{600, 600}},
		{code: "b", town: 1, ratings: []fixed.Points{400, 500}},
		{code: "c", town: 0, ratings: []fixed.Points{}},
	})
	without, left := in.WithoutRatings([]string{key}, func(i int) bool { return in.Town[i] == 0 })
	if left != 2 {
		t.Errorf("%d ratings were left out, want the two of the town", left)
	}
	before, after := mustRun(t, plan, in), mustRun(t, plan, without)
	for _, test := range []struct {
		subject       int
		before, after string
		state         expression.State
	}{
		{0, "6.00", "0.00", expression.NotApplicable},
		{1, "4.50", "4.50", expression.Present},
		{2, "0.00", "0.00", expression.Missing}, // nobody had rated it: that is still a lack
	} {
		if got := before.Points(key, test.subject).String(); got != test.before {
			t.Errorf("subject %d had %s points, want %s", test.subject, got, test.before)
		}
		if got, state := after.Points(key, test.subject).String(), after.State(key, test.subject); got != test.after || state != test.state {
			t.Errorf("subject %d has %s points, state %d; want %s, state %d", test.subject, got, state, test.after, test.state)
		}
	}
	if after.Incomplete(0) || !after.Incomplete(2) || before.Total(1) != after.Total(1) {
		t.Error("what is left out lacks nothing, and touches nobody else")
	}
	if !slices.Equal(in.Ratings[key][0], []fixed.Points{600, 600}) || len(in.Decided) != 0 {
		t.Error("the input was changed")
	}
}

func mustRun(t *testing.T, plan *Plan, in *Input) *Result {
	t.Helper()
	r, err := plan.Run(in, 1)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
