package round

import (
	"context"
	"fmt"
	"strings"

	"qixing/fault"
	"qixing/org"
	"qixing/store"
)

// Recused gives the entries of a round that someone must not open as a judge, each with the reason: they belong to the unit (or its
// town, where the stage says so), or have declared a conflict of interest, in general or for this entry.
func (r *Running) Recused(ctx context.Context, tx *store.Tx, who org.Principal) (map[int64]string, error) {
	aside, err := r.aside(ctx, tx, who)
	if err != nil {
		return nil, err
	}
	entries, err := r.ListEntries(ctx, tx)
	if err != nil {
		return nil, err
	}
	recused := map[int64]string{}
	for _, e := range entries {
		if why := aside.from(e); why != "" {
			recused[e.ID] = why
		}
	}
	return recused, nil
}

// RecusedFrom tells why someone must stand aside from one entry, or "".
func (r *Running) RecusedFrom(ctx context.Context, tx *store.Tx, who org.Principal, e Entry) (string, error) {
	aside, err := r.aside(ctx, tx, who)
	return aside.from(e), err
}

// aside is what keeps one person from judging.
type aside struct {
	who      org.Principal
	declared map[int64]string // for single entries
	ties     []org.Tie
	wide     bool // the stage recuses by town
	own      bool // the stage is for those who belong to the unit: they appraise their own people
}

func (r *Running) aside(ctx context.Context, tx *store.Tx, who org.Principal) (aside, error) {
	a := aside{who: who}
	stage := r.RatingStage(who)
	a.wide = stage != nil && stage.Recuse == "town"
	a.own = stage != nil && stage.Recuse == "self"
	var err error
	if a.declared, err = r.declared(ctx, tx, who); err != nil {
		return a, err
	}
	a.ties, err = org.ListTies(ctx, tx, who, r.ReferenceDate.String())
	return a, err
}

// from gives the reason to stand aside from an entry, or "".
func (a aside) from(e Entry) string {
	if why := a.declared[e.ID]; why != "" {
		return why
	}
	if e.PersonID != 0 && e.PersonID == a.who.PersonID {
		return "本人"
	}
	for _, tie := range a.ties {
		if a.own && !tie.Declared {
			continue
		}
		if tie.Touches(e.UnitPath, e.TownID, a.wide) {
			return tie.Reason
		}
	}
	return ""
}

func (r *Running) declared(ctx context.Context, tx *store.Tx, who org.Principal) (map[int64]string, error) {
	rows, err := tx.Query(ctx, `SELECT entry_id, reason FROM recusals WHERE county = $1 AND round_id = $2 AND account_id = $3`, r.County, r.ID, who.AccountID)
	if err != nil {
		return nil, fmt.Errorf("recusals of round %d: %w", r.ID, err)
	}
	defer rows.Close()
	recused := map[int64]string{}
	for rows.Next() {
		var entry int64
		var reason string
		if err := rows.Scan(&entry, &reason); err != nil {
			return nil, err
		}
		recused[entry] = reason
	}
	return recused, rows.Err()
}

// Recuse lets a judge stand aside from one entry. What they gave before no longer counts.
func (d *Desk) Recuse(ctx context.Context, tx *store.Tx, who org.Principal, round, entry int64, reason string) error {
	r, e, err := d.hold(ctx, tx, who, round, entry)
	if err != nil {
		return err
	}
	if strings.TrimSpace(reason) == "" {
		return fault.Invalid("round.reason_needed", nil).At("reason")
	}
	_, err = tx.Exec(ctx, `INSERT INTO recusals (county, entry_id, account_id, round_id, reason, at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (county, entry_id, account_id) DO NOTHING`, r.County, e.ID, who.AccountID, r.ID, reason, tx.Timestamp())
	if err != nil {
		return fmt.Errorf("recuse from entry %d: %w", e.ID, err)
	}
	if _, err = tx.Exec(ctx, `DELETE FROM reviews WHERE county = $1 AND entry_id = $2 AND account_id = $3`, r.County, e.ID, who.AccountID); err != nil {
		return err
	}
	return record(ctx, tx, who, "recused", e.Title, map[string]any{"round": r.ID, "entry": e.ID, "reason": reason})
}
