package score

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"qixing/expression"
)

// rank orders each county by total, then by what the policy declares for ties. Equal entries share a rank, the next one counts them
// all (1, 2, 2, 4), and stand by code. Whoever is shut out stands last and has no rank.
func (r *Result) rank(threads int) {
	r.counties = partition(r.in.County, r.rows)
	for _, t := range r.plan.ties {
		r.tieColumns = append(r.tieColumns, r.measure(t.measure))
	}
	_ = eachOf(r.counties.len(), threads, func() func(int) error {
		var keys []uint64
		return func(g int) error {
			keys = r.rankCounty(r.counties.group(g), keys[:0])
			return nil
		}
	})
}

// rankCounty sorts members in place and gives its scratch memory back. A key holds, from the top: shut out, the total upside
// down, and where the member stands, so that sorting numbers does nearly all of the work.
func (r *Result) rankCounty(members []int32, keys []uint64) []uint64 {
	for _, i := range members {
		key := uint64(math.MaxInt32-int64(r.total[i])) << 31
		if r.flags[i]&isVetoed != 0 {
			key |= 1 << 63
		}
		keys = append(keys, key)
	}
	for at := range keys {
		keys[at] |= uint64(members[at])
	}
	slices.Sort(keys)
	for at, key := range keys {
		members[at] = int32(key & math.MaxInt32)
	}
	for first := 0; first < len(keys); {
		next := first + 1
		for next < len(keys) && keys[next]>>31 == keys[first]>>31 {
			next++
		}
		if next > first+1 {
			r.rankEquals(members[first:next], first+1)
		}
		if keys[first]>>63 == 0 { // who is shut out keeps rank 0
			r.ranks[members[first]] = int32(first + 1)
		}
		first = next
	}
	return keys
}

// rankEquals ranks all but the first of entries of one total; the first has this place.
func (r *Result) rankEquals(equals []int32, place int) {
	if len(r.tieColumns) > 0 || !r.in.isByCode() {
		r.sortEquals(equals)
	}
	if r.flags[equals[0]]&isVetoed != 0 {
		return
	}
	shared := int32(place)
	for at := 1; at < len(equals); at++ {
		i, before := equals[at], equals[at-1]
		if r.compareTies(before, i) != 0 {
			shared = int32(place + at)
		} else {
			r.flags[i] |= isTied
			r.flags[before] |= isTied
		}
		r.ranks[i] = shared
	}
}

// sortEquals sorts by the declared ties, then by code. Where subjects come by code, keys have sorted them by code already.
func (r *Result) sortEquals(equals []int32) {
	slices.SortFunc(equals, func(a, b int32) int {
		if order := r.compareTies(a, b); order != 0 {
			return order
		}
		return cmp.Or(strings.Compare(r.in.Subjects[a].Code, r.in.Subjects[b].Code), cmp.Compare(a, b))
	})
}

// compareTies puts the greater value of each tie measure first, or the less, and a missing one last.
func (r *Result) compareTies(a, b int32) int {
	for t, column := range r.tieColumns {
		stateA, stateB := stateAt(column, a), stateAt(column, b)
		if stateA != stateB {
			return cmp.Compare(stateA, stateB)
		}
		if stateA != expression.Present || column.Values[a] == column.Values[b] {
			continue
		}
		if (column.Values[a] < column.Values[b]) == r.plan.ties[t].ascends {
			return -1
		}
		return 1
	}
	return 0
}

func stateAt(column expression.Column, i int32) expression.State {
	if column.States == nil {
		return expression.Present
	}
	return column.States[i]
}
