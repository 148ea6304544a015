package score

import (
	"math/rand/v2"
	"slices"

	"qixing/expression"
	"qixing/fixed"
)

// Stability says how firmly each subject stands: in which share of small changes of the weights it keeps a rank within the first
// places of its county. Each run multiplies every criterion's weight by a factor of its own between 0.95 and 1.05; dividing by
// their sum would change no order, and is left out. The same seed gives the same answer.
func (plan *Plan) Stability(in *Input, r *Result, places, runs int, seed uint64) []fixed.Value {
	random := rand.New(rand.NewPCG(seed, 0))
	kept, weighted := make([]int64, len(in.Subjects)), make([]int64, len(in.Subjects))
	weights := make([]int64, len(plan.criteria))
	shared := r.wholeCriteriaWaived()
	for range runs {
		for c := range weights {
			weights[c] = 950_000 + random.Int64N(100_001)
		}
		for i := range weighted {
			weighted[i] = r.weighted(i, weights, shared[int32(i)])
		}
		for members := range r.counties.all() {
			r.keepFirst(members, weighted, places, kept)
		}
	}
	shares := make([]fixed.Value, len(kept))
	for i, n := range kept {
		shares[i] = fixed.Value(n * int64(fixed.One) / int64(max(runs, 1)))
	}
	return shares
}

// wholeCriteriaWaived lists, for the subjects to which a whole criterion doesn't apply, which criteria those are.
func (r *Result) wholeCriteriaWaived() map[int32][]bool {
	found := map[int32][]bool{}
	for i := range int32(r.rows) {
		if r.flags[i]&isShared == 0 || r.plan.lapses {
			continue
		}
		for c := range r.plan.criteria {
			if r.waived(c, int(i)) < r.plan.criteria[c].sum {
				continue
			}
			if found[i] == nil {
				found[i] = make([]bool, len(r.plan.criteria))
			}
			found[i][c] = true
		}
	}
	return found
}

// waived are the points of a criterion that don't apply to a subject.
func (r *Result) waived(c, i int) int32 {
	sum := int32(0)
	for k := r.plan.criteria[c].from; k < r.plan.criteria[c].to; k++ {
		if _, state := r.cell(k, i); state == expression.NotApplicable {
			sum += r.plan.indicators[k].full
		}
	}
	return sum
}

func (r *Result) weighted(i int, weights []int64, waived []bool) int64 {
	sum, full, applicable := int64(0), int64(0), int64(0)
	for c, weight := range weights {
		sum += weight * int64(r.criteria[c][i])
		full += weight * int64(r.plan.criteria[c].full)
		if waived == nil || !waived[c] {
			applicable += weight * int64(r.plan.criteria[c].full)
		}
	}
	if applicable == full || applicable == 0 {
		return sum
	}
	scaled, err := fixed.MulDiv(sum, full, applicable)
	if err != nil {
		return sum
	}
	return scaled
}

// keepFirst counts whoever has fewer than so many places strictly above.
func (r *Result) keepFirst(members []int32, weighted []int64, places int, kept []int64) {
	var scores []int64
	for _, i := range members {
		if r.flags[i]&isVetoed == 0 {
			scores = append(scores, weighted[i])
		}
	}
	slices.Sort(scores)
	if places <= 0 || len(scores) == 0 {
		return
	}
	line := scores[max(0, len(scores)-places)]
	for _, i := range members {
		if r.flags[i]&isVetoed == 0 && weighted[i] >= line {
			kept[i]++
		}
	}
}
