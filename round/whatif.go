package round

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"qixing/fault"
	"qixing/fixed"
	"qixing/org"
	"qixing/pack"
	"qixing/score"
	"qixing/store"
)

// Question is a what-if: other values of parameters, other full points of indicators. Nothing of it is kept.
type Question struct {
	Parameters map[string]fixed.Value
	Points     map[string]fixed.Points // by criterion.indicator
}

// Prospect is what a question would change.
type Prospect struct {
	Before    *Scored
	After     *Scored
	Places    int           // the quota that decides
	Stability []fixed.Value // per entry: in which share of small changes of the weights it keeps within the places
	Towns     []TownLeftOut
}

// perturbations and their seed are fixed, so that the same round gives the same answer to everyone who asks.
const (
	perturbations = 1000
	seed          = 20220429
)

// Ask answers what would be, from the inputs that the round has now, without touching it.
func (d *Desk) Ask(ctx context.Context, tx *store.Tx, who org.Principal, round int64, q Question) (*Running, *Prospect, error) {
	r, err := d.FindRound(ctx, tx, who.County, round)
	if err != nil {
		return nil, nil, err
	}
	if !May(who, r.Pack, pack.ManageRounds, "") {
		return nil, nil, fault.Forbidden("round.ask_forbidden", nil)
	}
	before, err := d.Score(ctx, tx, r)
	if err != nil {
		return nil, nil, err
	}
	other, err := r.under(q)
	if err != nil {
		return nil, nil, err
	}
	after, err := other.rescore(before)
	if err != nil {
		return nil, nil, err
	}
	prospect := &Prospect{Before: before, After: after, Places: other.Places(len(before.Entries))}
	prospect.Stability = after.Plan.Stability(after.Input, after.Result, prospect.Places, perturbations, seed)
	prospect.Towns, err = other.leaveOut(after)
	return r, prospect, err
}

// under gives the round as it would be under a question's parameters and points.
func (r *Running) under(q Question) (*Running, error) {
	other := *r
	other.Values = maps.Clone(r.Values)
	for id, value := range q.Parameters {
		if _, known := r.Values[id]; !known {
			return nil, fault.Invalid("round.no_parameter", fault.Args{"parameter": id}).At(id)
		}
		other.Values[id] = value
	}
	for key, points := range q.Points {
		if _, known := r.FindIndicator(key); !known || points < 0 {
			return nil, fault.Invalid("round.no_indicator", fault.Args{"key": key}).At(key)
		}
	}
	policy := *r.Policy
	policy.Criteria = reweighted(r, q.Points)
	other.Policy = &policy
	return &other, nil
}

// reweighted copies the criteria with other full points; a criterion is worth what its indicators add up to.
func reweighted(r *Running, points map[string]fixed.Points) []*pack.Criterion {
	criteria := make([]*pack.Criterion, len(r.Policy.Criteria))
	for c, criterion := range r.Policy.Criteria {
		copied := *criterion
		copied.Indicators = slices.Clone(criterion.Indicators)
		var sum fixed.Points
		changed := false
		for i, indicator := range criterion.Indicators {
			full := indicator.Points.Resolve(r.Values).Points()
			if other, asked := points[criterion.ID+"."+indicator.ID]; asked && other != full {
				one := *indicator
				one.Points = pack.Number{Literal: other.Value(), Place: indicator.Points.Place}
				copied.Indicators[i], full, changed = &one, other, true
			}
			sum += full
		}
		if changed {
			copied.Points = pack.Number{Literal: sum.Value(), Place: criterion.Points.Place}
		}
		criteria[c] = &copied
	}
	return criteria
}

func (r *Running) rescore(before *Scored) (*Scored, error) {
	plan, err := score.Compile(r.Pack, r.Policy, r.Values)
	if err != nil {
		return nil, fmt.Errorf("compile what-if of %s: %w", r.Scheme, err)
	}
	return r.run(before.Entries, plan, before.Input)
}
