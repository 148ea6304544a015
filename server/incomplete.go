package server

import (
	"qixing/expression"
	"qixing/round"
)

// incomplete tells whether an entry lacks what it should have by now: ratings that are still to come are not lacking.
func incomplete(r *round.Running, scored *round.Scored, i int) bool {
	if !scored.Result.Incomplete(i) {
		return false
	}
	x := scored.Plan.Explain(scored.Input, scored.Result, i)
	for _, veto := range x.Vetoes {
		if veto.State == expression.Missing {
			return true
		}
	}
	for _, criterion := range x.Criteria {
		for _, indicator := range criterion.Indicators {
			declared, found := r.FindIndicator(criterion.ID + "." + indicator.ID)
			if indicator.State == expression.Missing && indicator.Decision == nil && !(found && r.Awaits(declared, scored.Entries[i])) {
				return true
			}
		}
	}
	return false
}
