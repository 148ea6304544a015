package round

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"qixing/fault"
	"qixing/org"
	"qixing/pack"
	"qixing/procedure"
	"qixing/store"
)

// Progress is how far a stage is, in entries.
type Progress struct {
	Done  int
	Total int
}

// Progress counts the entries that a stage has dealt with, among those that reach it.
func (r *Running) Progress(entries []Entry, stage *pack.Stage) Progress {
	var p Progress
	for _, e := range entries {
		if !e.Status.InPlay() && !r.leftAt(e, stage) {
			continue
		}
		p.Total++
		if procedure.Done(e.Status, stage.Action) {
			p.Done++
		}
	}
	return p
}

// leftAt tells whether an entry left the competition at this stage or later, so that the stage had to do with it.
func (r *Running) leftAt(e Entry, stage *pack.Stage) bool {
	left, _ := procedure.StageOf(r.Policy.Procedure, e.Stage)
	at, _ := procedure.StageOf(r.Policy.Procedure, stage.ID)
	return left >= at
}

// Close ends the current stage and opens the next. The inputs that the stage saw are kept with it. What is unfinished is
// named; with a reason the stage closes all the same, and what was not done then is not done.
// A decision, a notice and a confirmation close their stages themselves.
func (d *Desk) Close(ctx context.Context, tx *store.Tx, who org.Principal, round int64, stage, reason string) (*Running, error) {
	if err := Lock(ctx, tx, who.County, round); err != nil {
		return nil, err
	}
	r, err := d.FindRound(ctx, tx, who.County, round)
	if err != nil {
		return nil, err
	}
	if err := r.mayClose(who, stage); err != nil {
		return nil, err
	}
	entries, err := r.ListEntries(ctx, tx)
	if err != nil {
		return nil, err
	}
	if err := r.refuseUnfinished(entries, reason); err != nil {
		return nil, err
	}
	if err := r.refuseUnheard(ctx, tx, reason); err != nil {
		return nil, err
	}
	if err := r.lapse(ctx, tx, who, entries, reason); err != nil {
		return nil, err
	}
	return r, d.advance(ctx, tx, who, r, reason)
}

func (r *Running) mayClose(who org.Principal, stage string) error {
	current := r.Current()
	switch {
	case !May(who, r.Pack, pack.ManageRounds, ""):
		return fault.Forbidden("round.close_forbidden", nil)
	case current == nil:
		return fault.Conflict("round.closed", fault.Args{"round": r.Title})
	case current.ID != stage:
		return fault.Conflict("round.other_stage", fault.Args{"round": r.Title, "stage": current})
	case current.Action != pack.Assess && current.Action != pack.Recommend && current.Action != pack.Review:
		return fault.Conflict("round.closes_itself", fault.Args{"stage": current})
	}
	return nil
}

// refuseUnfinished names who is late: the towns where a town has to act, else the entries.
func (r *Running) refuseUnfinished(entries []Entry, reason string) error {
	left := 0
	var late []string
	for _, e := range entries {
		if !e.Status.InPlay() || procedure.Done(e.Status, r.Current().Action) {
			continue
		}
		left++
		title := e.Title
		if r.Current().Action == pack.Recommend {
			title = e.TownTitle
		}
		if !slices.Contains(late, title) {
			late = append(late, title)
		}
	}
	if left == 0 || strings.TrimSpace(reason) != "" {
		return nil
	}
	return fault.Conflict("round.unfinished", fault.Args{"stage": r.Current(), "left": left, "titles": someOf(late)})
}

// lateNamed is how many of those who are late a refusal names.
const lateNamed = 12

func someOf(late []string) string {
	named := strings.Join(late[:min(len(late), lateNamed)], "、")
	if len(late) > lateNamed {
		named += "……"
	}
	return named
}

// lapse deals with what was not done when the stage closed: without its own assessment an entry leaves or goes on, as the policy says, and whom
// nobody recommended is not recommended. An entry without reviews goes on; that ratings are missing shows in its score.
func (r *Running) lapse(ctx context.Context, tx *store.Tx, who org.Principal, entries []Entry, reason string) error {
	events := map[pack.Action]procedure.Event{pack.Assess: procedure.Withdraw, pack.Recommend: procedure.PassOver}
	if r.Current().Without == "go_on" {
		events[pack.Assess] = procedure.GoOn
	}
	event, leaves := events[r.Current().Action]
	for i := range entries {
		e := &entries[i]
		if !leaves || !e.Status.InPlay() || procedure.Done(e.Status, r.Current().Action) {
			continue
		}
		if err := r.apply(ctx, tx, who, e, event, r.Stage, reason); err != nil {
			return err
		}
	}
	return nil
}

// advance closes the current stage with a snapshot and opens the next, taking along every entry in play.
func (d *Desk) advance(ctx context.Context, tx *store.Tx, who org.Principal, r *Running, reason string) error {
	scored, err := d.scoreNow(ctx, tx, r)
	if err != nil {
		return err
	}
	digest, err := r.freeze(ctx, tx, scored)
	if err != nil {
		return err
	}
	return r.moveOn(ctx, tx, who, digest, reason)
}

// moveOn closes the current stage, which saw the inputs with this fingerprint.
func (r *Running) moveOn(ctx context.Context, tx *store.Tx, who org.Principal, digest, reason string) error {
	closing := r.Stage
	at, _ := procedure.StageOf(r.Policy.Procedure, closing)
	next := procedure.Following(r.Policy.Procedure, at)
	if err := r.switchStage(ctx, tx, who, next, reason); err != nil {
		return err
	}
	return record(ctx, tx, who, "stage_closed", r.Title, map[string]any{"round": r.ID, "stage": closing, "next": r.Stage, "inputs_sha256": digest, "reason": reason})
}

func (r *Running) switchStage(ctx context.Context, tx *store.Tx, who org.Principal, next *pack.Stage, reason string) error {
	_, err := tx.Exec(ctx, `UPDATE round_stages SET closed_at = $1, closed_by = $2, reason = $3 WHERE county = $4 AND round_id = $5 AND stage = $6`,
		tx.Timestamp(), who.Title, reason, r.County, r.ID, r.Stage)
	if err != nil {
		return fmt.Errorf("close stage %s: %w", r.Stage, err)
	}
	var to string
	var closed any = tx.Timestamp()
	if next != nil {
		to, closed = next.ID, nil
		_, err = tx.Exec(ctx, `UPDATE round_stages SET opened_at = $1 WHERE county = $2 AND round_id = $3 AND stage = $4`, tx.Timestamp(), r.County, r.ID, to)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `UPDATE entries SET stage = $1 WHERE county = $2 AND round_id = $3 AND stage = $4 AND status NOT IN ('withdrawn', 'not_recommended', 'rejected', 'not_selected')`,
			to, r.County, r.ID, r.Stage)
		if err != nil {
			return err
		}
	}
	r.Stage = to
	_, err = tx.Exec(ctx, `UPDATE rounds SET stage = $1, closed_at = $2 WHERE county = $3 AND id = $4`, to, closed, r.County, r.ID)
	return err
}
