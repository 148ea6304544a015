package round

import (
	"qixing/fault"
	"qixing/fixed"
	"qixing/pack"
)

// Keyed is an indicator with the key that names it in a round: criterion.indicator.
type Keyed struct {
	Key       string
	Criterion *pack.Criterion
	*pack.Indicator
}

// Indicators gives the scheme's indicators in order.
func (r *Running) Indicators() []Keyed {
	var all []Keyed
	for _, criterion := range r.Policy.Criteria {
		for _, indicator := range criterion.Indicators {
			all = append(all, Keyed{criterion.ID + "." + indicator.ID, criterion, indicator})
		}
	}
	return all
}

// FindIndicator gives one by its key.
func (r *Running) FindIndicator(key string) (Keyed, bool) {
	for _, one := range r.Indicators() {
		if one.Key == key {
			return one, true
		}
	}
	return Keyed{}, false
}

// IndicatorTitle is the title that goes with a key, or the key itself.
func (r *Running) IndicatorTitle(key string) string {
	if one, found := r.FindIndicator(key); found {
		return one.Title
	}
	return key
}

// FullPoints is what an indicator is worth in this round.
func (r *Running) FullPoints(k Keyed) fixed.Points { return k.Points.Resolve(r.Values).Points() }

// SelfScored tells whether the subject gives itself points on an indicator.
func (k Keyed) SelfScored() bool { return k.Self }

// checkItems refuses an item for no indicator, points out of range or where none are asked, and "wrong" without a remark.
func (r *Running) checkItems(items []AssessmentItem) error {
	for _, item := range items {
		indicator, found := r.FindIndicator(item.Key)
		switch {
		case !found:
			return fault.Invalid("round.no_indicator", fault.Args{"key": item.Key}).At(item.Key)
		case item.Points != nil && !indicator.SelfScored():
			return fault.Invalid("round.points_not_asked", fault.Args{"indicator": indicator}).At(item.Key)
		case item.Points != nil && (*item.Points < 0 || *item.Points > r.FullPoints(indicator)):
			return fault.Invalid("round.points_range", fault.Args{"indicator": indicator, "of": r.FullPoints(indicator)}).At(item.Key)
		case item.Verdict != "" && item.Verdict != Right && item.Verdict != Wrong:
			return fault.Invalid("round.verdict", fault.Args{"verdict": string(item.Verdict)}).At(item.Key)
		case len([]rune(item.Remark)) > 2000:
			return fault.Invalid("round.remark_long", fault.Args{"indicator": indicator}).At(item.Key)
		}
	}
	return nil
}

// Unanswered gives the keys of what a subject still has to say: its points where it scores itself, a word on every figure of a register,
// and a remark wherever it says that a figure is wrong.
func (r *Running) Unanswered(a Assessment) []string {
	answered := map[string]bool{}
	for _, item := range a.Items {
		said := item.Points != nil || item.Verdict == Right || (item.Verdict == Wrong && item.Remark != "")
		answered[item.Key] = said
	}
	var left []string
	for _, indicator := range r.Indicators() {
		if indicator.RatedBy == nil && indicator.Ballot == nil && !answered[indicator.Key] {
			left = append(left, indicator.Key)
		}
	}
	return left
}

// Awaits tells whether it is in order that an entry has no ratings on an indicator: the stage at which its role rates isn't over, or the entry left
// before it.
func (r *Running) Awaits(k Keyed, e Entry) bool {
	if k.RatedBy == nil {
		return false
	}
	for _, stage := range r.Stages {
		if stage.By == k.RatedBy.Role && r.rates(stage.Stage) {
			return stage.ClosedAt == "" || !r.Reviewable(e, stage.Stage)
		}
	}
	return false
}
