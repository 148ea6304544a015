package score

import (
	"cmp"
	"fmt"
	"slices"

	"qixing/expression"
	"qixing/fixed"
)

// extremesFrom is the number of ratings from which the highest and the lowest can be left out.
const extremesFrom = 5

// prepare finds each indicator's column, and computes the points that don't come from the row alone.
func (r *Result) prepare() error {
	for k := range r.plan.indicators {
		ind, src := &r.plan.indicators[k], &r.sources[k]
		if ind.measure != "" {
			column := r.measure(ind.measure)
			src.values, src.states = column.Values, column.States
		}
		switch ind.rule {
		case Rank:
			if err := r.rankAmong(ind, src); err != nil {
				return fmt.Errorf("indicator %s: %w", ind.key, err)
			}
		case RatedBy, Ballot, Self:
			r.rate(ind, src)
		}
	}
	for cell, decision := range r.in.Decided {
		k, ok := r.plan.byKey[cell.Indicator]
		if !ok || cell.Subject < 0 || cell.Subject >= r.rows {
			return fmt.Errorf("%w: a decision on %s of subject %d", ErrInput, cell.Indicator, cell.Subject)
		}
		src := &r.sources[k]
		if src.decided == nil {
			src.decided = map[int32]Decision{}
		}
		src.decided[int32(cell.Subject)] = decision
	}
	return nil
}

// measure gives a measure's column; one that wasn't handed in is missing everywhere.
func (r *Result) measure(id string) expression.Column {
	if column, ok := r.in.Measures[id]; ok {
		return column
	}
	r.absent.Do(func() {
		r.missing = expression.Column{Values: make([]fixed.Value, r.rows), States: slices.Repeat([]expression.State{expression.Missing}, r.rows)}
	})
	return r.missing
}

// rate makes points of ratings.
func (r *Result) rate(ind *indicator, src *source) {
	src.given = make([]int32, r.rows)
	ratings := r.in.Ratings[ind.key]
	least, drop := 1, false
	if by := ind.declared.RatedBy; by != nil {
		drop = by.DropExtremes
		if by.AtLeast != nil {
			least = max(1, int(by.AtLeast.Resolve(r.plan.values)/fixed.One))
		}
	}
	for i := range r.rows {
		if ratings == nil || len(ratings[i]) < least {
			if src.states == nil {
				src.states = make([]expression.State, r.rows)
			}
			src.states[i] = expression.Missing
			continue
		}
		src.given[i] = min(max(mean(ratings[i], drop), 0), ind.full)
	}
}

// mean of ratings, half up; from five on without one highest and one lowest, if so declared.
func mean(ratings []fixed.Points, drop bool) int32 {
	sum, n := fixed.Points(0), int64(len(ratings))
	for _, rating := range ratings {
		sum += rating
	}
	if drop && n >= extremesFrom {
		sum -= slices.Max(ratings) + slices.Min(ratings)
		n -= 2
	}
	return int32((2*int64(sum) + n) / (2 * n))
}

// rankAmong gives points by place among the peers that have a value: full marks to the first, none to the last, and to equals
// the mean of their places. Who has no peers is the first.
func (r *Result) rankAmong(ind *indicator, src *source) error {
	src.given = make([]int32, r.rows)
	src.states = r.withoutPeers(ind, src.states)
	groups := r.peers(ind)
	if r.in.Town == nil && ind.declared.Rank.Among == "town" {
		return fmt.Errorf("%w: no towns to rank among", ErrInput)
	}
	for members := range partition(groups, r.rows).all() {
		members = slices.DeleteFunc(slices.Clone(members), func(i int32) bool { return src.states != nil && src.states[i] != expression.Present })
		sign := -1
		if ind.declared.Rank.Order == "asc" {
			sign = 1
		}
		slices.SortFunc(members, func(a, b int32) int { return sign * cmp.Compare(src.values[a], src.values[b]) })
		placePoints(members, src, ind.full)
	}
	return nil
}

// peers numbers the groups within which an indicator ranks: the town's or the county's subjects, and of those the ones that are alike.
func (r *Result) peers(ind *indicator) []int32 {
	groups := r.in.County
	if ind.declared.Rank.Among == "town" {
		groups = r.in.Town
	}
	for _, id := range ind.declared.Rank.Alike {
		groups = split(groups, r.measure(id).Values)
	}
	return groups
}

// split parts each group by a value, and numbers the parts in the order in which they come.
func split(groups []int32, values []fixed.Value) []int32 {
	type part struct {
		group int32
		value fixed.Value
	}
	numbers, parts := map[part]int32{}, make([]int32, len(values))
	for i, value := range values {
		key := part{value: value}
		if groups != nil {
			key.group = groups[i]
		}
		if _, known := numbers[key]; !known {
			numbers[key] = int32(len(numbers))
		}
		parts[i] = numbers[key]
	}
	return parts
}

// withoutPeers gives the states of an indicator's measure, which is missing too where nobody knows who is alike.
func (r *Result) withoutPeers(ind *indicator, states []expression.State) []expression.State {
	if len(ind.declared.Rank.Alike) == 0 {
		return states
	}
	own := make([]expression.State, r.rows)
	copy(own, states)
	for _, id := range ind.declared.Rank.Alike {
		for i, state := range r.measure(id).States {
			if state != expression.Present {
				own[i] = state
			}
		}
	}
	return own
}

func placePoints(members []int32, src *source, full int32) {
	last := int64(len(members) - 1)
	for first := 0; first < len(members); {
		next := first + 1
		for next < len(members) && src.values[members[next]] == src.values[members[first]] {
			next++
		}
		points := full
		if last > 0 { // twice the mean place is first + (next-1)
			points = scale(full, int32(2*last-int64(first+next-1)), int32(2*last))
		}
		for _, i := range members[first:next] {
			src.given[i] = points
		}
		first = next
	}
}
