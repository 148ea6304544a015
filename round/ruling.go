package round

import (
	"context"
	"fmt"
	"strings"

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

// Rule decides what a missing input of an entry means, with a reason that everyone concerned can read.
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
	}
	_, err = tx.Exec(ctx, `INSERT INTO rulings (county, entry_id, indicator, ruling, reason, actor, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (county, entry_id, indicator) DO UPDATE SET ruling = excluded.ruling, reason = excluded.reason, actor = excluded.actor, at = excluded.at`,
		r.County, e.ID, key, string(ruling), reason, who.Title, tx.Timestamp())
	if err != nil {
		return fmt.Errorf("rule on entry %d: %w", e.ID, err)
	}
	return record(ctx, tx, who, "missing_input_ruled", e.Title, map[string]any{"round": r.ID, "entry": e.ID, "indicator": indicator.Key, "ruling": ruling, "reason": reason})
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
