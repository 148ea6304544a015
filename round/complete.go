package round

import (
	"qixing/expression"
	"qixing/score"
)

// Completeness is whether an entry has what its points are made of.
type Completeness int

// The degrees of it.
const (
	Complete Completeness = iota
	Awaiting              // only ratings that are still to come, in good order
	Lacking               // something that should be there by now
)

// Completeness tells what is missing of an entry, if anything.
func (r *Running) Completeness(scored *Scored, i int) Completeness {
	if !scored.Result.Incomplete(i) {
		return Complete
	}
	x := scored.Plan.Explain(scored.Input, scored.Result, i)
	for _, veto := range x.Vetoes {
		if veto.State == expression.Missing {
			return Lacking
		}
	}
	for _, criterion := range x.Criteria {
		for _, indicator := range criterion.Indicators {
			if r.isLacking(scored.Entries[i], criterion.ID, indicator) {
				return Lacking
			}
		}
	}
	return Awaiting
}

func (r *Running) isLacking(e Entry, criterion string, indicator score.ExplainedIndicator) bool {
	if indicator.State != expression.Missing || indicator.Decision != nil {
		return false
	}
	declared, found := r.FindIndicator(criterion + "." + indicator.ID)
	return !found || !r.Awaits(declared, e)
}
