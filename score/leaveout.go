package score

import (
	"maps"
	"slices"

	"qixing/fixed"
)

// WithoutRatings gives the input as it would be if some subjects had no ratings on these indicators, and if that were in order: to them the
// indicators don't apply, so that nobody falls behind for want of points that nobody else could earn either. The input itself stays as it is.
// The second result counts the ratings that were left out.
func (in *Input) WithoutRatings(indicators []string, of func(subject int) bool) (*Input, int) {
	other := *in
	other.Ratings, other.Decided = maps.Clone(in.Ratings), maps.Clone(in.Decided)
	if other.Decided == nil {
		other.Decided = map[Cell]Decision{}
	}
	left := 0
	for _, key := range indicators {
		ratings := slices.Clone(in.Ratings[key])
		for i := range ratings {
			if len(ratings[i]) > 0 && of(i) {
				left += len(ratings[i])
				ratings[i] = []fixed.Points{}
				other.Decided[Cell{Indicator: key, Subject: i}] = Decision{NotApplicable: true}
			}
		}
		if ratings != nil {
			other.Ratings[key] = ratings
		}
	}
	return &other, left
}
