package round

import (
	"context"
	"fmt"
	"strings"

	"qixing/fault"
	"qixing/org"
	"qixing/pack"
	"qixing/procedure"
	"qixing/store"
)

// Publish marks what was selected as standing in public. Package notice calls it when the notice goes up.
func (d *Desk) Publish(ctx context.Context, tx *store.Tx, who org.Principal, r *Running) ([]Entry, error) {
	if _, err := r.At(pack.Publish); err != nil {
		return nil, err
	}
	return r.applyAll(ctx, tx, who, procedure.Selected, procedure.Publish)
}

// applyAll moves every entry of a status by an event and gives those that it moved.
func (r *Running) applyAll(ctx context.Context, tx *store.Tx, who org.Principal, status procedure.Status, event procedure.Event) ([]Entry, error) {
	entries, err := r.ListEntries(ctx, tx)
	if err != nil {
		return nil, err
	}
	var moved []Entry
	for i := range entries {
		if entries[i].Status != status {
			continue
		}
		if err := r.apply(ctx, tx, who, &entries[i], event, r.Stage, ""); err != nil {
			return nil, err
		}
		moved = append(moved, entries[i])
	}
	return moved, nil
}

// Object marks that someone objects to an entry that stands in public.
func (d *Desk) Object(ctx context.Context, tx *store.Tx, who org.Principal, r *Running, entry int64) error {
	e, err := r.FindEntry(ctx, tx, entry)
	if err != nil {
		return err
	}
	if e.Status != procedure.Published {
		return nil // already objected to, or before the body again: the objection itself is kept
	}
	return r.apply(ctx, tx, who, &e, procedure.Object, e.Stage, "")
}

// Dismiss lets an entry stand on once every objection to it was answered and none upheld.
func (d *Desk) Dismiss(ctx context.Context, tx *store.Tx, who org.Principal, r *Running, entry int64, finding string) error {
	e, err := r.FindEntry(ctx, tx, entry)
	if err != nil {
		return err
	}
	if e.Status != procedure.Objected {
		return nil // another objection was upheld meanwhile
	}
	return r.apply(ctx, tx, who, &e, procedure.Dismiss, e.Stage, finding)
}

// Reopen takes an entry back to the body that decided it, because an objection was upheld. The others stand as they are.
func (d *Desk) Reopen(ctx context.Context, tx *store.Tx, who org.Principal, r *Running, entry int64, finding string) error {
	e, err := r.FindEntry(ctx, tx, entry)
	if err != nil {
		return err
	}
	if e.Status != procedure.Objected {
		return nil // another objection took it back already
	}
	_, decide := r.deciding()
	if err := r.apply(ctx, tx, who, &e, procedure.Uphold, decide.ID, finding); err != nil {
		return err
	}
	if r.Stage == decide.ID {
		return nil
	}
	_, err = tx.Exec(ctx, `UPDATE round_stages SET closed_at = NULL, closed_by = NULL, reason = $1 WHERE county = $2 AND round_id = $3 AND stage = $4`,
		finding, r.County, r.ID, decide.ID)
	if err != nil {
		return fmt.Errorf("reopen %s: %w", r.Title, err)
	}
	r.Stage = decide.ID
	if _, err = tx.Exec(ctx, `UPDATE rounds SET stage = $1 WHERE county = $2 AND id = $3`, r.Stage, r.County, r.ID); err != nil {
		return err
	}
	return record(ctx, tx, who, "entry_reopened", e.Title, map[string]any{"round": r.ID, "entry": e.ID, "finding": finding})
}

// FinishPublicity ends the stage of publicity once nothing is left that anyone objects to.
func (d *Desk) FinishPublicity(ctx context.Context, tx *store.Tx, who org.Principal, r *Running) error {
	if _, err := r.At(pack.Publish); err != nil {
		return err
	}
	entries, err := r.ListEntries(ctx, tx)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Status == procedure.Objected || e.Status == procedure.Reopened || e.Status == procedure.Selected {
			return fault.Conflict("round.publicity_open", fault.Args{"entry": e.Title})
		}
	}
	return d.advance(ctx, tx, who, r, "")
}

// Confirm makes final what stood in public long enough, and closes the round. It gives the entries that are confirmed; what they receive is
// package outcome's.
func (d *Desk) Confirm(ctx context.Context, tx *store.Tx, who org.Principal, round int64) (*Running, []Entry, error) {
	if err := Lock(ctx, tx, who.County, round); err != nil {
		return nil, nil, err
	}
	r, err := d.FindRound(ctx, tx, who.County, round)
	if err != nil {
		return nil, nil, err
	}
	stage, err := r.At(pack.Confirm)
	if err != nil {
		return nil, nil, err
	}
	if !May(who, r.Pack, pack.ManageRounds, "") && (stage.By == "" || !Holds(who, stage.By, "")) {
		return nil, nil, fault.Forbidden("round.confirm_forbidden", nil)
	}
	from := procedure.Selected // where the policy asks for no notice
	if procedure.FirstOf(r.Policy.Procedure, pack.Publish) != nil {
		from = procedure.Published
	}
	confirmed, err := r.applyAll(ctx, tx, who, from, procedure.Confirm)
	if err != nil {
		return nil, nil, err
	}
	titles := make([]string, len(confirmed))
	for i, e := range confirmed {
		titles[i] = e.Title
	}
	bound, err := bindStatuses(ctx, tx, confirmed...)
	if err != nil {
		return nil, nil, err
	}
	if err := record(ctx, tx, who, "confirmed", r.Title, map[string]any{"round": r.ID, "entries": titles}, bound...); err != nil {
		return nil, nil, err
	}
	return r, confirmed, d.advance(ctx, tx, who, r, "")
}

// Revoke takes a confirmed result back for cause, with a reason. What it gave ends; package outcome sees to that.
func (d *Desk) Revoke(ctx context.Context, tx *store.Tx, who org.Principal, round, entry int64, reason string) (*Running, Entry, error) {
	r, e, err := d.hold(ctx, tx, who, round, entry)
	if err != nil {
		return r, e, err
	}
	if strings.TrimSpace(reason) == "" {
		return r, e, fault.Invalid("round.reason_needed", nil).At("reason")
	}
	if _, decide := r.deciding(); decide == nil || !Holds(who, decide.By, e.UnitPath) {
		return r, e, fault.Forbidden("round.revoke_forbidden", nil)
	}
	if err := r.apply(ctx, tx, who, &e, procedure.Revoke, e.Stage, reason); err != nil {
		return r, e, err
	}
	bound, err := bindStatuses(ctx, tx, e)
	if err != nil {
		return r, e, err
	}
	return r, e, record(ctx, tx, who, "revoked", e.Title, map[string]any{"round": r.ID, "entry": e.ID, "reason": reason}, bound...)
}
