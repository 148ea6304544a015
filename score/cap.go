package score

import (
	"maps"
	"slices"

	"qixing/pack"
)

// pool is those among whom one cap of one grade is counted, in the order of rank, and how many of them may have the grade.
type pool struct {
	grade   int
	limit   *pack.Quota
	members []int32
	places  int
}

// holders are the members that have the pool's grade.
func (p pool) holders(grades []int8) []int32 {
	var held []int32
	for _, i := range p.members {
		if int(grades[i]) == p.grade {
			held = append(held, i)
		}
	}
	return held
}

// poolName tells pools of different grades' caps of the same kind apart.
type poolName struct {
	county int
	per    string
	number int32
}

// joined is the number of the pool of all those whose own would be too small.
const joined int32 = -1

// eachPool visits the pools of every cap, from the highest grade down and the caps of a grade as they are written, and is told how many hold the
// grade then: places that are left pass on to the next grade's pool of the same kind where the policy says so.
func (r *Result) eachPool(visit func(pool) (int, error)) error {
	passed := map[poolName]int{}
	for g := range r.plan.grades {
		left := map[poolName]int{}
		for _, limit := range r.plan.grades[g].declared.Cap {
			county := 0
			for ranked := range r.counties.all() {
				pools := r.poolsOf(limit, ranked)
				for _, number := range slices.Sorted(maps.Keys(pools)) {
					name, members := poolName{county, limit.Per, number}, pools[number]
					p := pool{grade: g, limit: limit, members: members, places: limit.Places(len(members), r.plan.values) + passed[name]}
					held, err := visit(p)
					if err != nil {
						return err
					}
					if limit.Unused == "pass_on" {
						left[name] = max(0, p.places-held)
					}
				}
				county++
			}
		}
		passed = left
	}
	return nil
}

// poolsOf parts a county's entries, which keep their order, into the pools of a cap.
func (r *Result) poolsOf(limit *pack.Quota, ranked []int32) map[int32][]int32 {
	pools := map[int32][]int32{}
	for _, i := range ranked {
		number := r.poolNumber(limit, i)
		pools[number] = append(pools[number], i)
	}
	var small []int32
	for number, members := range pools {
		if limit.Joins(len(members), r.plan.values) {
			small = append(small, number)
		}
	}
	if len(small) == 0 {
		return pools
	}
	for _, i := range ranked { // in the order of rank again
		if slices.Contains(small, r.poolNumber(limit, i)) {
			pools[joined] = append(pools[joined], i)
		}
	}
	for _, number := range small {
		delete(pools, number)
	}
	return pools
}

func (r *Result) poolNumber(limit *pack.Quota, i int32) int32 {
	switch {
	case limit.Per == "town" && r.in.Town != nil:
		return r.in.Town[i]
	case limit.Per == "village" && r.in.Village != nil:
		return r.in.Village[i]
	}
	return 0
}

// moveBeyond keeps as many as there are places, in the order of rank, moves the rest to the next grade that they reach, and gives how many are kept.
// Where entries of one rank stand across the line, none of them is kept: the policy doesn't say which, so people do. It may say that all are.
func (r *Result) moveBeyond(p pool, held []int32) (int, error) {
	keep, line := r.cut(p, held)
	for _, i := range held[keep:] {
		to, err := r.gradeFrom(p.grade+1, int(i))
		if err != nil {
			return keep, err
		}
		move := GradeMove{From: r.plan.grades[p.grade].declared.ID, Rule: BeyondCap, Places: p.places}
		if to >= 0 {
			move.To = r.plan.grades[to].declared.ID
		}
		if r.ranks[i] == line && p.limit.Tie != "all_out" {
			move.Rule = AtTheLine
			r.flags[i] |= isAtLine
		}
		r.grades[i] = int8(to)
		r.moves[i] = append(r.moves[i], move)
	}
	return keep, nil
}

// cut gives how many of those who hold a grade keep it, and the rank of those who are tied across the line, or -1.
func (r *Result) cut(p pool, held []int32) (keep int, line int32) {
	keep, line = p.places, -1
	if keep > 0 && r.ranks[held[keep-1]] == r.ranks[held[keep]] {
		line = r.ranks[held[keep]]
	}
	if p.limit.Tie == "all_in" {
		for line >= 0 && keep < len(held) && r.ranks[held[keep]] == line {
			keep++
		}
		return keep, line
	}
	for keep > 0 && r.ranks[held[keep-1]] == line {
		keep--
	}
	return keep, line
}

// CapsVillages tells whether a grade's cap is counted in each village, so that the inputs must say who belongs to which.
func (plan *Plan) CapsVillages() bool {
	for g := range plan.grades {
		for _, limit := range plan.grades[g].declared.Cap {
			if limit.Per == "village" {
				return true
			}
		}
	}
	return false
}
