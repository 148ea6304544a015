package score

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"qixing/expression"
	"qixing/fixed"
	"qixing/pack"
)

func drawVillages(t *rapid.T, least, most int) []village {
	rows := make([]village, rapid.IntRange(least, most).Draw(t, "rows"))
	for i := range rows {
		rows[i] = village{code: fmt.Sprintf("%03d", i), town: rapid.Int32Range(0, 2).Draw(t, "town"), facts: map[string]string{}}
		for id, values := range map[string][]string{
			"standards": {"0.5", "0.8", "0.81", "missing"}, "meetings": {"0", "3", "99"}, "income": {"0", "60000", "500000", "missing", "n/a"},
			"surplus": {"100000", "100000.01"}, "growth": {"-1", "0", "0.2", "n/a", "missing"}, "disputes": {"0", "1", "5", "n/a"},
			"households": {"0", "100"}, "clean": {"17", "33"}, "late": {"0", "3", "missing"}, "serious": {"0", "0", "1", "missing"},
		} {
			rows[i].facts[id] = rapid.SampledFrom(values).Draw(t, id)
		}
		rows[i].ratings = rapid.SliceOfN(rapid.SampledFrom([]fixed.Points{0, 333, 600}), 0, 6).Draw(t, "ratings")
	}
	return rows
}

func TestPartsAddUp(t *testing.T) {
	plan := loadPlan(t, nil)
	rapid.Check(t, func(t *rapid.T) {
		rows := drawVillages(t, 1, 6)
		r := runRapid(t, plan, rows)
		for i := range rows {
			sum, anyWhole := fixed.Points(0), false
			for c, one := range plan.criteria {
				points := fixed.Points(0)
				for _, ind := range plan.indicators[one.from:one.to] {
					points += r.Points(ind.key, i)
				}
				if r.waived(c, i) == 0 && points != r.Criterion(one.id, i) {
					t.Fatalf("%v: indicators of %s add up to %s, the criterion has %s", rows[i], one.id, points, r.Criterion(one.id, i))
				}
				anyWhole = anyWhole || r.waived(c, i) >= one.sum
				sum += r.Criterion(one.id, i)
			}
			if !anyWhole && sum != r.Total(i) {
				t.Fatalf("%v: criteria add up to %s, the total is %s", rows[i], sum, r.Total(i))
			}
			if r.Total(i) > 5000 {
				t.Fatalf("%v: total %s is above 50", rows[i], r.Total(i))
			}
		}
	})
}

func runRapid(t *rapid.T, plan *Plan, rows []village) *Result {
	r, err := plan.Run(inputOf(t, plan, rows), rapid.IntRange(1, 3).Draw(t, "threads"))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestOrderOfSubjectsDoesNotMatter(t *testing.T) {
	plan := loadPlan(t, nil)
	rapid.Check(t, func(t *rapid.T) {
		rows := drawVillages(t, 2, 12)
		shuffled := rapid.Permutation(rows).Draw(t, "shuffled")
		a, b := runRapid(t, plan, rows), runRapid(t, plan, shuffled)
		for j, row := range shuffled {
			i := slices.IndexFunc(rows, func(v village) bool { return v.code == row.code })
			if a.Total(i) != b.Total(j) || a.Rank(i) != b.Rank(j) || a.Grade(i) != b.Grade(j) || a.Tied(i) != b.Tied(j) || a.Incomplete(i) != b.Incomplete(j) {
				t.Fatalf("%s: total %s, rank %d, grade %s; in another order %s, %d, %s", row.code, a.Total(i), a.Rank(i), a.Grade(i), b.Total(j), b.Rank(j), b.Grade(j))
			}
		}
		if x, y := plan.Digest(a.in), plan.Digest(b.in); x != y {
			t.Fatalf("the digest depends on the order")
		}
	})
}

func TestRanksAreConsistent(t *testing.T) {
	plan := loadPlan(t, nil)
	rapid.Check(t, func(t *rapid.T) {
		rows := drawVillages(t, 1, 12)
		r := runRapid(t, plan, rows)
		order := r.Order()
		for at, i := range order {
			if (r.Rank(i) == 0) != (len(r.Vetoed(i)) > 0) {
				t.Fatalf("rank %d with vetoes %v", r.Rank(i), r.Vetoed(i))
			}
			if r.Rank(i) == 0 {
				continue
			}
			better := 0
			for _, j := range order[:at] {
				if r.Total(j) < r.Total(i) {
					t.Fatalf("%s stands before %s", r.Total(j), r.Total(i))
				}
				if r.Rank(j) < r.Rank(i) {
					better++
				}
			}
			if r.Rank(i) != better+1 {
				t.Fatalf("rank %d with %d before it", r.Rank(i), better)
			}
		}
	})
}

func TestMoreIncomeIsNeverLess(t *testing.T) {
	plan := loadPlan(t, nil)
	rapid.Check(t, func(t *rapid.T) {
		low := rapid.Int64Range(-1e9, 1e9).Draw(t, "low")
		high := low + rapid.Int64Range(0, 1e8).Draw(t, "more")
		rows := []village{{code: "a", facts: map[string]string{"income": fixed.FromMoney(low).String()}}, {code: "b", facts: map[string]string{"income": fixed.FromMoney(high).String()}}}
		r := runRapid(t, plan, rows)
		if r.Points("industry.income", 0) > r.Points("industry.income", 1) {
			t.Fatalf("%d 分 gives %s, %d 分 gives %s", low, r.Points("industry.income", 0), high, r.Points("industry.income", 1))
		}
	})
}

// Blocks and threads are seams: each row scores the same alone.
func TestBlocksScoreAsRowsDo(t *testing.T) {
	plan := loadPlan(t, func(s *pack.Scheme) { s.Criteria[1].Indicators[2].Rank.Among = "town" })
	var rows []village
	for n := range 2*blockRows + 100 {
		facts := map[string]string{"standards": fmt.Sprintf("0.%d", 5+n%5), "income": fmt.Sprint(n * 311), "growth": "0", "households": fmt.Sprint(n % 3)}
		if n%7 == 0 {
			facts["disputes"] = []string{"missing", "n/a", "2"}[n%3]
		}
		rows = append(rows, village{code: fmt.Sprintf("%05d", n), town: int32(n), facts: facts})
	}
	all := runOf(t, plan, rows...)
	for _, n := range []int{0, 1, 7, blockRows - 1, blockRows, blockRows + 1, 2*blockRows - 1, 2 * blockRows, len(rows) - 1} {
		alone := runOf(t, plan, rows[n])
		if all.Total(n) != alone.Total(0) || all.Incomplete(n) != alone.Incomplete(0) {
			t.Errorf("row %d: total %s among all, %s alone", n, all.Total(n), alone.Total(0))
		}
	}
}

func TestDigestSeesEveryInput(t *testing.T) {
	plan := loadPlan(t, nil)
	base := []village{{code: "a"}, {code: "b", facts: map[string]string{"income": "0"}}}
	want := plan.Digest(inputOf(t, plan, base))
	changes := map[string]func(in *Input){
		"a value":   func(in *Input) { in.Measures["income"].Values[0]++ },
		"a state":   func(in *Input) { in.Measures["income"].States[1] = expression.Missing },
		"a rating":  func(in *Input) { in.Ratings["organization.leaders"][0][1]++ },
		"a town":    func(in *Input) { in.Town[1] = 3 },
		"a verdict": func(in *Input) { in.Decided[Cell{Indicator: "order.late", Subject: 1}] = Decision{Reason: "x"} },
		"a code":    func(in *Input) { in.Subjects[0].Code = "A" },
	}
	for name, change := range changes {
		in := inputOf(t, plan, base)
		change(in)
		if plan.Digest(in) == want {
			t.Errorf("the digest doesn't see %s", name)
		}
	}
	same := inputOf(t, plan, base)
	same.Measures["unused"] = expression.Column{Values: []fixed.Value{1, 2}}
	if plan.Digest(same) != want {
		t.Error("the digest depends on a measure that the scheme doesn't read")
	}
}

func TestStability(t *testing.T) {
	plan := loadPlan(t, nil)
	rows := []village{{code: "a"}, {code: "b", facts: map[string]string{"income": "0", "surplus": "0"}}, {code: "c", facts: map[string]string{"serious": "1"}},
		{code: "d", facts: map[string]string{"income": "100000", "surplus": "0"}}, {code: "e", facts: map[string]string{"standards": "0.6", "meetings": "9", "growth": "0.09"}}}
	r := runOf(t, plan, rows...)
	got := plan.Stability(r.in, r, 2, 400, 7)
	if got[0] != fixed.One || got[2] != 0 || got[1] != 0 {
		t.Errorf("the clear first keeps its place in %s, the last in %s, the one shut out in %s; want 1, 0, 0", got[0], got[1], got[2])
	}
	if sum := got[3] + got[4]; sum < fixed.One || got[3] == 0 || got[4] == 0 {
		t.Errorf("the close ones keep theirs in %s and %s (totals %s, %s); want each sometimes", got[3], got[4], r.Total(3), r.Total(4))
	}
	if again := plan.Stability(r.in, r, 2, 400, 7); !slices.Equal(again, got) {
		t.Error("the same seed gave another answer")
	}
}
