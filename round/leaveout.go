package round

import (
	"fmt"

	"qixing/pack"
	"qixing/procedure"
	"qixing/score"
)

// TownLeftOut is what would be if the ratings that one town gave its own didn't count.
type TownLeftOut struct {
	Town    string
	Ratings int // how many were left out
	Result  *score.Result
}

// leaveOut leaves the ratings of each town out in turn. A town that has given none, and a scheme that asks none of towns, have nothing to leave out.
func (r *Running) leaveOut(scored *Scored) ([]TownLeftOut, error) {
	keys := r.ratedByTowns()
	seen := map[int64]bool{}
	var towns []TownLeftOut
	for _, e := range scored.Entries {
		if seen[e.TownID] {
			continue
		}
		seen[e.TownID] = true
		input, ratings := scored.Input.WithoutRatings(keys, func(i int) bool { return scored.Entries[i].TownID == e.TownID })
		if ratings == 0 {
			continue
		}
		result, err := scored.Plan.Run(input, 1)
		if err != nil {
			return nil, fmt.Errorf("%s without %s: %w", r.Title, e.TownTitle, err)
		}
		towns = append(towns, TownLeftOut{Town: e.TownTitle, Ratings: ratings, Result: result})
	}
	return towns, nil
}

// ratedByTowns gives the indicators that the recommending bodies score for their own.
func (r *Running) ratedByTowns() []string {
	stage := procedure.FirstOf(r.Policy.Procedure, pack.Recommend)
	if stage == nil {
		return nil
	}
	var keys []string
	for _, indicator := range r.Rated(stage.By) {
		keys = append(keys, indicator.Key)
	}
	return keys
}
