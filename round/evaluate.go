package round

import (
	"context"
	"fmt"

	"qixing/calendar"
	"qixing/fault"
	"qixing/pack"
	"qixing/score"
	"qixing/store"
)

// Evaluation is which result is asked for.
type Evaluation struct {
	County string
	Scheme string
	Period calendar.Period
	WhatIf *pack.Pack // the policy to try; nil for the one that holds
}

// Evaluate gives the result of a scheme for a period. Where a round was opened, it is that round's: its policy, its parameters, its ratings,
// and once decided the inputs that the decision saw. Where none was, everyone who would enter is scored from the registers under the policy in
// force. A policy to try is run over the registers as they stand, with the round's roster and ratings if there is one.
func (d *Desk) Evaluate(ctx context.Context, tx *store.Tx, asked Evaluation) (*Running, *Scored, error) {
	r, err := d.findPeriod(ctx, tx, asked)
	if err != nil {
		return nil, nil, err
	}
	opened := r != nil
	if r == nil {
		if r, err = d.unopened(ctx, tx, asked); err != nil {
			return nil, nil, err
		}
	}
	if asked.WhatIf != nil {
		if r, err = r.underPack(asked.WhatIf); err != nil {
			return nil, nil, err
		}
	}
	if opened && asked.WhatIf == nil {
		scored, err := d.Score(ctx, tx, r)
		return r, scored, err
	}
	entries, err := d.entriesFor(ctx, tx, r, opened)
	if err != nil {
		return nil, nil, err
	}
	scored, err := d.scoreEntries(ctx, tx, r, entries)
	return r, scored, err
}

// findPeriod gives the round of a scheme for a period, or nil.
func (d *Desk) findPeriod(ctx context.Context, tx *store.Tx, asked Evaluation) (*Running, error) {
	rounds, err := readRounds(ctx, tx, asked.County)
	if err != nil {
		return nil, fmt.Errorf("rounds: %w", err)
	}
	for _, r := range rounds {
		if r.Scheme == asked.Scheme && r.Period == asked.Period {
			return d.withPolicy(ctx, tx, r)
		}
	}
	return nil, nil
}

// unopened is the round that nobody has opened: of the policy in force, on the last day of its period.
func (d *Desk) unopened(ctx context.Context, tx *store.Tx, asked Evaluation) (*Running, error) {
	id, policy, err := d.Packs.ActivePack(ctx, tx, asked.County)
	if err != nil {
		return nil, err
	}
	r := &Running{Round: Round{County: asked.County, Scheme: asked.Scheme, Period: asked.Period, ReferenceDate: asked.Period.End(), PackID: id}}
	return r.underPack(policy)
}

// underPack gives a round as it would be under another policy, with that policy's parameters of the round's reference date.
func (r *Running) underPack(policy *pack.Pack) (*Running, error) {
	scheme, found := policy.FindScheme(r.Scheme)
	if !found {
		return nil, fault.NotFound("round.no_scheme", fault.Args{"scheme": r.Scheme})
	}
	if string(r.Period.Kind()) != scheme.Period {
		return nil, fault.Invalid("round.period_kind", fault.Args{"period": r.Period.String(), "kind": scheme.Period})
	}
	other := *r
	other.Pack, other.Policy, other.Values = policy, scheme, policy.Values(r.ReferenceDate.String())
	if other.Title == "" {
		other.Title = r.Period.Chinese() + scheme.Title
	}
	return &other, nil
}

func (d *Desk) entriesFor(ctx context.Context, tx *store.Tx, r *Running, opened bool) ([]Entry, error) {
	if opened {
		return r.ListEntries(ctx, tx)
	}
	l, err := d.ledger(ctx, tx, r)
	if err != nil {
		return nil, err
	}
	roster, err := r.roster(ctx, tx, l)
	if err != nil {
		return nil, fmt.Errorf("roster of %s: %w", r.Title, err)
	}
	entries := make([]Entry, 0, len(roster)) // of a round that nobody opened: an entry's id is its place
	for i, s := range roster {
		entries = append(entries, r.newEntry(int64(i+1), s, l.Tree))
	}
	return entries, nil
}

func (d *Desk) scoreEntries(ctx context.Context, tx *store.Tx, r *Running, entries []Entry) (*Scored, error) {
	plan, err := score.Compile(r.Pack, r.Policy, r.Values)
	if err != nil {
		return nil, fmt.Errorf("compile %s: %w", r.Scheme, err)
	}
	input, err := d.gather(ctx, tx, r, entries, plan)
	if err != nil {
		return nil, err
	}
	return r.run(entries, plan, input)
}
