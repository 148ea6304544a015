package score

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"qixing/fixed"
	"qixing/pack"
)

// number is a literal of a pack.
func number(text string) *pack.Number {
	value, err := fixed.Parse(text)
	if err != nil {
		panic(err)
	}
	return &pack.Number{Literal: value}
}

// graded compiles the scheme with grades good, fair and poor, the first two with these caps and without a least total.
func graded(tb testing.TB, good, fair []*pack.Quota) *Plan {
	return loadPlan(tb, func(s *pack.Scheme) {
		s.Criteria[1].Indicators[2].Rank.Among = "county"
		s.Grades = []*pack.Grade{{ID: "good", Title: "好", Cap: good}, {ID: "fair", Title: "较好", Cap: fair}, {ID: "poor", Title: "差"}}
	})
}

// inRow makes villages of one county in the order of their totals; equals have the same letter.
func inRow(letters string, towns ...int32) []village {
	rows := make([]village, len(letters))
	for i, letter := range letters {
		rows[i] = village{code: fmt.Sprintf("%02d", i), town: towns[i], facts: map[string]string{"growth": "0", "meetings": fmt.Sprint(12 - int(letter-'a'))}}
	}
	return rows
}

// initials are the grades in one word: g, f, p.
func initials(r *Result) string {
	var word strings.Builder
	for i := range r.Len() {
		word.WriteString((r.Grade(i) + "-")[:1])
	}
	return word.String()
}

func TestCaps(t *testing.T) {
	one := func(per, tie string) *pack.Quota { return &pack.Quota{AtMost: number("1"), Per: per, Tie: tie} }
	for name, c := range map[string]struct {
		good, fair []*pack.Quota
		letters    string
		towns      []int32
		want       string
	}{
		"each town has its places":                       {good: []*pack.Quota{one("town", "")}, letters: "abcd", towns: []int32{0, 0, 1, 1}, want: "gfgf"},
		"first each town's, then the county's":           {good: []*pack.Quota{one("town", ""), one("", "")}, letters: "abcd", towns: []int32{0, 0, 1, 1}, want: "gfff"},
		"tied at the line: people decide":                {good: []*pack.Quota{one("", "")}, letters: "aabb", towns: []int32{0, 0, 0, 0}, want: "ffff"},
		"tied at the line: all in":                       {good: []*pack.Quota{one("", "all_in")}, letters: "aabb", towns: []int32{0, 0, 0, 0}, want: "ggff"},
		"tied at the line: all out":                      {good: []*pack.Quota{one("", "all_out")}, letters: "aabb", towns: []int32{0, 0, 0, 0}, want: "ffff"},
		"half of two small towns is one each":            {good: []*pack.Quota{{Share: number("0.4"), Per: "town"}}, letters: "abcd", towns: []int32{0, 0, 1, 1}, want: "ffff"},
		"towns of fewer than three are counted together": {good: []*pack.Quota{{Share: number("0.4"), Per: "town", JoinBelow: number("3")}}, letters: "abcdefg", towns: []int32{0, 1, 0, 1, 2, 2, 2}, want: "gfffgff"},
		"a place that nobody has lapses":                 {good: []*pack.Quota{one("", "")}, fair: []*pack.Quota{one("", "")}, letters: "aabc", towns: []int32{0, 0, 0, 0}, want: "pppp"},
		"a place that nobody has passes on":              {good: []*pack.Quota{{AtMost: number("1"), Unused: "pass_on"}}, fair: []*pack.Quota{one("", "")}, letters: "aabc", towns: []int32{0, 0, 0, 0}, want: "ffpp"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := initials(runOf(t, graded(t, c.good, c.fair), inRow(c.letters, c.towns...)...)); got != c.want {
				t.Errorf("grades %s, want %s", got, c.want)
			}
		})
	}
}

func TestCapPerVillage(t *testing.T) {
	plan := graded(t, []*pack.Quota{{AtMost: number("1"), Per: "village"}, {AtMost: number("2"), Per: "town"}}, nil)
	in := inputOf(t, plan, inRow("abcde", 0, 0, 0, 0, 1))
	in.Village = []int32{0, 0, 1, 2, 3}
	r, err := plan.Run(in, 1)
	if err != nil {
		t.Fatal(err)
	}
	if got := initials(r); got != "gfgfg" {
		t.Errorf("grades %s, want gfgfg: one of each village, then two of each town", got)
	}
	with := plan.Digest(in)
	if in.Village[1] = 1; plan.Digest(in) == with {
		t.Error("the fingerprint doesn't tell villages apart")
	}
}

func TestPeopleGiveGrades(t *testing.T) {
	plan := graded(t, []*pack.Quota{{AtMost: number("1")}}, nil)
	r := runOf(t, plan, inRow("abc", 0, 0, 0)...)
	if err := r.GiveGrades(map[int]GivenGrade{0: {Grade: "fair", Reason: "漏报一件"}, 1: {Grade: "good", Reason: "补上突出贡献"}, 2: {Reason: "借调半年以上，不定等次"}}); err != nil {
		t.Fatal(err)
	}
	if got := initials(r); got != "fg-" {
		t.Errorf("grades %s, want fg-", got)
	}
	for i, want := range []string{"会议定为“较好”：漏报一件", "会议定为“好”：补上突出贡献", "会议不定等次：借调半年以上，不定等次"} {
		x := plan.Explain(r.in, r, i)
		last := x.Grades[len(x.Grades)-1]
		if last.Sentence("zh") != want || !last.Given || slices.ContainsFunc(x.Grades[:len(x.Grades)-1], func(g ExplainedGrade) bool { return g.Given }) {
			t.Errorf("%d: %q given %v, want %q alone", i, last.Sentence("zh"), last.Given, want)
		}
	}
	if r.Computed(0) != "good" || !r.Lowers("fair", 0) || r.Lowers("good", 1) || !r.Lowers("", 2) {
		t.Error("what is lower is read from what was computed")
	}
	if err := r.GiveGrades(map[int]GivenGrade{0: {Grade: "best"}}); err == nil {
		t.Error("a grade that the scheme doesn't have was given")
	}
}

func TestRooms(t *testing.T) {
	plan := graded(t, []*pack.Quota{{AtMost: number("1"), Per: "town"}}, nil)
	r := runOf(t, plan, inRow("abcd", 0, 0, 1, 1)...)
	if err := r.GiveGrades(map[int]GivenGrade{1: {Grade: "good"}, 2: {Grade: "fair"}}); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, room := range r.Rooms() {
		got = append(got, fmt.Sprintf("%s %s %v: %d of %d", room.Grade, room.Per, room.Of, room.Holds, room.Places))
	}
	if want := []string{"good town [0 1]: 2 of 1", "good town [2 3]: 0 of 1"}; !slices.Equal(got, want) {
		t.Errorf("rooms %q, want %q", got, want)
	}
}

// A fact shuts out of a grade whatever the points are; what can't be answered does not.
func TestFactsBarAGrade(t *testing.T) {
	plan := loadPlan(t, func(s *pack.Scheme) {
		p := loadPack(t)
		village, _ := p.FindScheme("village")
		s.Grades = []*pack.Grade{{ID: "good", Title: "好", When: village.Veto[0].When}, {ID: "fair", Title: "较好"}}
		s.Veto = nil
	})
	r := runOf(t, plan, village{code: "a"}, village{code: "b", facts: map[string]string{"serious": "1"}}, village{code: "c", facts: map[string]string{"serious": "missing"}})
	for i, barred := range []bool{true, false, false} {
		why, err := r.Bars("good", i, "zh")
		if err != nil || (why != "") != barred {
			t.Errorf("%d: %q, %v; barred %v", i, why, err, barred)
		}
	}
}
