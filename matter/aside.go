package matter

import (
	"context"
	"slices"

	"qixing/calendar"
	"qixing/fault"
	"qixing/fixed"
	"qixing/ledger"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

// tiesTo gives what ties who to units, where a step of the matter keeps such people from it.
func tiesTo(ctx context.Context, tx *store.Tx, who org.Principal, policy *pack.Matter) ([]org.Tie, error) {
	if who.AccountID == 0 || !slices.ContainsFunc(policy.Steps, func(s *pack.Step) bool { return s.Recuse != "" }) {
		return nil, nil
	}
	return org.ListTies(ctx, tx, who, calendar.DateOf(tx.Now).String())
}

// standsAside says why who must leave a step to others: a tie to the unit or its town, or that they took it themselves and it takes several.
func standsAside(who org.Principal, ties []org.Tie, books *ledger.Ledger, m Matter, step *pack.Step, unit org.Unit) error {
	for _, t := range sinceEntered(m.Taken) {
		if step.People != nil && t.Step == step.ID && t.AccountID == who.AccountID {
			return fault.Conflict("matter.taken_by_you", fault.Args{"step": stepTitle(step, who.Language)})
		}
	}
	if step.Recuse == "" {
		return nil
	}
	town := int64(0)
	if found, err := books.Tree.Ancestor(unit.ID, org.Town); err == nil {
		town = found.ID
	}
	for _, tie := range ties {
		if tie.Touches(unit.Path, town, step.Recuse == "town") {
			return fault.Forbidden("matter.recused", fault.Args{"step": stepTitle(step, who.Language), "why": tie.Reason})
		}
	}
	return nil
}

// sinceEntered are the steps that were taken since the matter came into its state.
func sinceEntered(taken []Taken) []Taken {
	for i := len(taken) - 1; i >= 0; i-- {
		if taken[i].From != taken[i].To {
			return taken[i+1:]
		}
	}
	return taken
}

// takers counts how many people a step needs, and how many have taken it since the matter came into its state.
func takers(tx *store.Tx, books *ledger.Ledger, m Matter, step *pack.Step) (needed, done int) {
	if step.People == nil {
		return 1, 0
	}
	needed = max(1, int(step.People.Resolve(books.Pack.Values(calendar.DateOf(tx.Now).String()))/fixed.One))
	for _, t := range sinceEntered(m.Taken) {
		if t.Step == step.ID {
			done++
		}
	}
	return needed, done
}
