package contest_test

import (
	"testing"

	"pgregory.net/rapid"

	"qixing/contest"
	"qixing/fixed"
)

func rules(dropFrom, atLeast int64) contest.Rules {
	part := func(id string, weight int64, full fixed.Points) contest.Part {
		return contest.Part{ID: id, Title: id, Weight: fixed.Value(weight * 10_000), DropFrom: dropFrom, AtLeast: atLeast, Step: 50, Aspects: []contest.Aspect{{ID: "all", Points: full}}}
	}
	return contest.Rules{Parts: []contest.Part{part("live", 70, 10_000), part("peers", 30, 5_000)}}
}

func TestScore(t *testing.T) {
	cases := []struct {
		name            string
		dropFrom, least int64
		live, peers     []fixed.Points
		total           string
		missing         bool
	}{
		{"full marks make a hundred", 5, 1, []fixed.Points{10_000}, []fixed.Points{5_000}, "100.00", false},
		{"five sheets: without the highest and the lowest", 5, 1, []fixed.Points{0, 8_000, 8_000, 8_000, 10_000}, []fixed.Points{5_000}, "86.00", false},
		{"four sheets: all of them", 5, 1, []fixed.Points{0, 8_000, 8_000, 10_000}, []fixed.Points{5_000}, "75.50", false},
		{"equal extremes: one of each", 5, 1, []fixed.Points{9_000, 9_000, 9_000, 6_000, 6_000}, []fixed.Points{5_000}, "86.00", false},
		{"never dropped", 0, 1, []fixed.Points{0, 10_000, 10_000, 10_000, 10_000}, []fixed.Points{5_000}, "86.00", false},
		{"a third is rounded once, half up", 5, 1, []fixed.Points{8_050, 8_100, 8_100}, []fixed.Points{4_150}, "81.48", false},
		{"no sheet isn't zero", 5, 1, []fixed.Points{9_000}, nil, "0.00", true},
		{"zero is a score", 5, 1, []fixed.Points{9_000}, []fixed.Points{0}, "63.00", false},
		{"too few are missing", 5, 3, []fixed.Points{9_000, 9_000}, []fixed.Points{5_000, 5_000, 5_000}, "0.00", true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := rules(c.dropFrom, c.least).Score(map[string][]fixed.Points{"live": c.live, "peers": c.peers})
			if err != nil || got.Total.String() != c.total || got.Missing != c.missing {
				t.Errorf("got %s missing %t, %v; want %s %t", got.Total, got.Missing, err, c.total, c.missing)
			}
		})
	}
}

// The order of the sheets changes nothing; the result lies between nothing and a hundred; a better sheet never makes it worse.
func TestScoreProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sheets := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) fixed.Points { return fixed.Points(rapid.Int64Range(0, 200).Draw(t, "halves") * 50) }), 1, 9).Draw(t, "sheets")
		score := func(live []fixed.Points) fixed.Points {
			result, err := rules(5, 1).Score(map[string][]fixed.Points{"live": live, "peers": {2_500}})
			if err != nil {
				t.Fatal(err)
			}
			return result.Total
		}
		total := score(sheets)
		if total < 0 || total > 10_000 {
			t.Errorf("total %s", total)
		}
		if shuffled := rapid.Permutation(sheets).Draw(t, "shuffled"); score(shuffled) != total {
			t.Errorf("%v gives %s, %v gives %s", sheets, total, shuffled, score(shuffled))
		}
		i := rapid.IntRange(0, len(sheets)-1).Draw(t, "which")
		better := append([]fixed.Points{}, sheets...)
		better[i] = min(10_000, better[i]+50)
		if score(better) < total {
			t.Errorf("a better sheet made %s out of %s", score(better), total)
		}
	})
}

func TestPlacesWithinGroups(t *testing.T) {
	points := func(n fixed.Points) *fixed.Points { return &n }
	got := contest.Places([]contest.Contestant{
		{ID: 1, Group: 1, Points: points(9000)}, {ID: 2, Group: 1, Points: points(9500)}, {ID: 3, Group: 1, Points: points(9500)},
		{ID: 4, Group: 2, Points: points(7000)}, {ID: 5, Group: 2}})
	want := map[int64]int{1: 3, 2: 1, 3: 1, 4: 1}
	for id := range int64(6) {
		if got[id] != want[id] {
			t.Errorf("contestant %d has place %d, want %d", id, got[id], want[id])
		}
	}
}
