package round

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"qixing/expression"
	"qixing/fault"
	"qixing/org"
	"qixing/pack"
	"qixing/score"
	"qixing/store"
)

// Ruling is what people decide where an input is missing: it counts as nothing, or the indicator doesn't apply.
type Ruling string

// The rulings.
const (
	AsZero          Ruling = "zero"
	AsNotApplicable Ruling = "not_applicable"
)

// Rule decides what a missing input of an entry means, with a reason that everyone concerned can read. Only what is missing can be ruled on, and only
// while the entry competes; a ruling can be changed until the decision.
func (d *Desk) Rule(ctx context.Context, tx *store.Tx, who org.Principal, round, entry int64, key string, ruling Ruling, reason string) error {
	r, e, err := d.hold(ctx, tx, who, round, entry)
	if err != nil {
		return err
	}
	indicator, found := r.FindIndicator(key)
	switch {
	case !found:
		return fault.Invalid("round.no_indicator", fault.Args{"key": key}).At("indicator")
	case ruling != AsZero && ruling != AsNotApplicable:
		return fault.Invalid("round.no_ruling", fault.Args{"ruling": string(ruling)}).At("ruling")
	case strings.TrimSpace(reason) == "":
		return fault.Invalid("round.reason_needed", nil).At("reason")
	case !May(who, r.Pack, pack.ManageRounds, e.UnitPath):
		return fault.Forbidden("round.rule_forbidden", nil)
	case !r.Rulable(e):
		return fault.Conflict("round.ruling_too_late", fault.Args{"entry": e.Title})
	}
	if err := d.checkMissing(ctx, tx, r, e, indicator); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO rulings (county, entry_id, indicator, ruling, reason, actor, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (county, entry_id, indicator) DO UPDATE SET ruling = excluded.ruling, reason = excluded.reason, actor = excluded.actor, at = excluded.at`,
		r.County, e.ID, key, string(ruling), reason, who.Title, tx.Timestamp())
	if err != nil {
		return fmt.Errorf("rule on entry %d: %w", e.ID, err)
	}
	return record(ctx, tx, who, "missing_input_ruled", e.Title, map[string]any{"round": r.ID, "entry": e.ID, "indicator": indicator.Key, "ruling": ruling, "reason": reason})
}

// Rulable tells whether what an entry lacks can still be ruled on: it competes, and nothing is decided about it.
func (r *Running) Rulable(e Entry) bool {
	return r.Current() != nil && e.Status.InPlay() && !e.Status.Decided()
}

// checkMissing refuses to rule on an input that is there, on ratings that are still to come, and on an entry that a veto shuts out. It looks at the
// registers as they stand now: a ruling is about what the next decision will see.
func (d *Desk) checkMissing(ctx context.Context, tx *store.Tx, r *Running, e Entry, indicator Keyed) error {
	scored, err := d.ScoreLive(ctx, tx, r)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(scored.Entries, func(one Entry) bool { return one.ID == e.ID })
	if reasons := scored.Result.Vetoed(i); len(reasons) > 0 {
		return fault.Conflict("round.ruling_vetoed", fault.Args{"entry": e.Title, "why": strings.Join(reasons, "；")})
	}
	args := fault.Args{"entry": e.Title, "indicator": indicator}
	switch {
	case !scored.lacks(indicator.Key, i):
		return fault.Conflict("round.ruling_not_missing", args).At("indicator")
	case r.Awaits(indicator, e):
		return fault.Conflict("round.ruling_awaited", args).At("indicator")
	}
	return nil
}

// lacks tells whether an entry's input for an indicator is missing, whatever was ruled about it.
func (s *Scored) lacks(key string, i int) bool {
	for _, criterion := range s.Plan.Explain(s.Input, s.Result, i).Criteria {
		for _, indicator := range criterion.Indicators {
			if indicator.Key == key {
				return indicator.State == expression.Missing || indicator.Decision != nil
			}
		}
	}
	return false
}

func (r *Running) rulings(ctx context.Context, tx *store.Tx, entries []Entry) (map[score.Cell]score.Decision, error) {
	at := map[int64]int{}
	for i, e := range entries {
		at[e.ID] = i
	}
	rows, err := tx.Query(ctx, `SELECT r.entry_id, r.indicator, r.ruling, r.reason FROM rulings r
		JOIN entries e ON e.county = r.county AND e.id = r.entry_id WHERE e.county = $1 AND e.round_id = $2`, r.County, r.ID)
	if err != nil {
		return nil, fmt.Errorf("rulings of round %d: %w", r.ID, err)
	}
	defer rows.Close()
	decided := map[score.Cell]score.Decision{}
	for rows.Next() {
		var entry int64
		var key, ruling, reason string
		if err := rows.Scan(&entry, &key, &ruling, &reason); err != nil {
			return nil, err
		}
		decided[score.Cell{Indicator: key, Subject: at[entry]}] = score.Decision{NotApplicable: Ruling(ruling) == AsNotApplicable, Reason: reason}
	}
	return decided, rows.Err()
}
