package target

import (
	"testing"

	"qixing/calendar"
	"qixing/expression"
	"qixing/fixed"
	"qixing/pack"
)

func TestPace(t *testing.T) {
	threeYears := &pack.Target{ID: "sites", Measure: "sites", From: "2022-01-01", By: "2024-12-31",
		Milestones: []pack.Milestone{{Period: "2022", Value: literal(10)}, {Period: "2023", Value: literal(22)}}}
	plain := &pack.Target{ID: "plain", Measure: "sites", From: "2022-01-01", By: "2022-12-31"}
	yearly := &pack.Target{ID: "yearly", Measure: "sites", Period: "year", From: "2022-01-01", By: "2024-12-31"}
	always := &pack.Target{ID: "always", Measure: "sites", Period: "year", By: "2024-12-31"}
	cases := []struct {
		name     string
		target   *pack.Target
		day      string
		value    int64
		expected string
		pace     Pace
	}{
		{"reached at the goal itself", plain, "2022-06-30", 35, "17.356164", Reached},
		{"half of the time, half of the goal", plain, "2022-07-02", 18, "17.547945", OnPace},
		{"half of the time, less", plain, "2022-07-02", 17, "17.547945", Behind},
		{"the last day is still in time", plain, "2022-12-31", 34, "35", Behind},
		{"the day after isn't", plain, "2023-01-01", 34, "35", Missed},
		{"late, but there", plain, "2023-05-01", 35, "35", Reached},
		{"a milestone's own day", threeYears, "2022-12-31", 10, "10", OnPace},
		{"between two milestones", threeYears, "2023-07-02", 15, "16.016438", Behind},
		{"behind the last milestone", threeYears, "2024-12-31", 34, "35", Behind},
		{"anew each year", yearly, "2023-01-31", 3, "2.972603", OnPace},
		{"anew each year, years before the last", always, "2022-01-31", 2, "2.972603", Behind},
		{"years before the first", yearly, "2020-06-30", 0, "0", OnPace},
		{"after the last year", yearly, "2025-03-01", 3, "35", Missed},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			day := calendar.MustDate(c.day)
			s, err := spanOf(c.target, day)
			if err != nil {
				t.Fatal(err)
			}
			want, err := expected(c.target, s, fixed.FromInt(35), nil, day)
			if err != nil || want.String() != c.expected {
				t.Errorf("expected %v, %v; want %s", want, err, c.expected)
			}
			if got := paceOf(fixed.FromInt(c.value), fixed.FromInt(35), want, day.After(s.by)); got != c.pace {
				t.Errorf("pace %s, want %s", got, c.pace)
			}
		})
	}
}

func literal(n int64) pack.Number { return pack.Number{Literal: fixed.FromInt(n)} }

func TestForecast(t *testing.T) {
	s := span{calendar.MustDate("2022-01-01"), calendar.MustDate("2022-12-31")}
	cases := []struct {
		name, day, value string
		most             fixed.Value
		want             string
	}{
		{"too early to say", "2022-01-10", "3", 0, ""},
		{"goes on as until now", "2022-07-02", "0.5", 0, "0.997269"},
		{"a share is never above all of it", "2022-07-02", "0.8", fixed.One, "1"},
		{"over", "2022-12-31", "3", 0, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			value, _ := fixed.Parse(c.value)
			got := ""
			if ahead := forecast(value, s, calendar.MustDate(c.day), c.most); ahead != nil {
				got = ahead.String()
			}
			if got != c.want {
				t.Errorf("forecast %q, want %q", got, c.want)
			}
		})
	}
}

func TestCount(t *testing.T) {
	program, err := expression.Compile("surplus > line", expression.Environment{"surplus": expression.Number, "line": expression.Number}, expression.Bool)
	if err != nil {
		t.Fatal(err)
	}
	share := &pack.Target{ID: "share", ShareOf: "village", Where: &pack.Condition{Compiled: program}}
	surplus := expression.Column{Values: []fixed.Value{fixed.FromInt(11), fixed.FromInt(10), 0, 0},
		States: []expression.State{expression.Present, expression.Present, expression.Missing, expression.NotApplicable}}
	tally, err := Count(share, 4, func(name string) expression.Column {
		if name == "surplus" {
			return surplus
		}
		return Constant(map[string]fixed.Value{"line": fixed.FromInt(10)}, name, 4)
	})
	if err != nil || tally.Satisfy != 1 || tally.Missing != 1 || !tally.Satisfies[0] {
		t.Errorf("tally %+v, %v", tally, err)
	}
	if value, known := tally.Value(share); value.String() != "0.25" || !known {
		t.Errorf("share %v, %v", value, known)
	}
	if value, known := tally.Value(&pack.Target{CountOf: "village"}); value != fixed.One || !known {
		t.Errorf("count %v, %v", value, known)
	}
	if _, known := (Tally{}).Value(share); known {
		t.Error("a share of nobody is known")
	}
}

func TestAParameterNotInForceIsMissing(t *testing.T) {
	column := Constant(nil, "line", 2)
	if column.States[0] != expression.Missing || column.States[1] != expression.Missing {
		t.Errorf("states %v", column.States)
	}
}
