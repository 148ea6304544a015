package round

import (
	"context"
	"fmt"
	"slices"

	"qixing/fault"
	"qixing/org"
	"qixing/pack"
	"qixing/procedure"
	"qixing/store"
)

// Decide writes down a body's decision, selects and passes over, and opens the next stage once every body has decided.
func (d *Desk) Decide(ctx context.Context, tx *store.Tx, who org.Principal, round int64, decision Decision) (*Running, error) {
	if err := Lock(ctx, tx, who.County, round); err != nil {
		return nil, err
	}
	r, err := d.FindRound(ctx, tx, who.County, round)
	if err != nil {
		return nil, err
	}
	stage, err := r.At(pack.Decide)
	if err != nil {
		return nil, err
	}
	scored, err := d.scoreNow(ctx, tx, r)
	if err != nil {
		return nil, err
	}
	own := *scored // what is remembered is shared
	own.Entries = slices.Clone(scored.Entries)
	m := &meeting{Running: r, scored: &own, stage: stage.Stage, decision: decision, places: scored.before(r, stage.Stage, decision.UnitID)}
	if len(m.places) == 0 || !Holds(who, stage.By, scored.Entries[m.places[0]].UnitPath) {
		return nil, fault.Forbidden("round.decide_forbidden", nil)
	}
	if err := m.check(); err != nil {
		return nil, err
	}
	if err := m.write(ctx, tx, who); err != nil {
		return nil, err
	}
	digest, err := r.freeze(ctx, tx, m.scored)
	if err != nil || r.undecided(m.scored.Entries) {
		return r, err
	}
	return r, r.moveOn(ctx, tx, who, digest, decision.VacantReason)
}

// meeting is a decision under way: what it is about, and what was decided.
type meeting struct {
	*Running
	scored   *Scored
	stage    *pack.Stage
	decision Decision
	places   []int // of the entries that the body is for
}

// entries visits those that the body is for.
func (m *meeting) entries(visit func(i int, e *Entry) error) error {
	for _, i := range m.places {
		if err := visit(i, &m.scored.Entries[i]); err != nil {
			return err
		}
	}
	return nil
}

// undecided tells whether something is still before a body.
func (r *Running) undecided(entries []Entry) bool {
	return slices.ContainsFunc(entries, r.Decidable)
}

// write keeps the decision and moves the entries.
func (m *meeting) write(ctx context.Context, tx *store.Tx, who org.Principal) error {
	if err := m.writeDecision(ctx, tx, who, m.decision); err != nil {
		return err
	}
	return m.entries(func(i int, e *Entry) error {
		if !m.Decidable(*e) {
			return nil
		}
		event := procedure.NotSelect
		if m.decision.Selects(*e) {
			event = procedure.Select
		}
		if err := m.apply(ctx, tx, who, e, event, m.Stage, m.decision.Reasons[e.ID]); err != nil {
			return err
		}
		return m.giveGrade(ctx, tx, i, e)
	})
}

// giveGrade keeps the grade with the entry: later it is read, not computed anew.
func (m *meeting) giveGrade(ctx context.Context, tx *store.Tx, i int, e *Entry) error {
	if len(m.Policy.Grades) == 0 {
		return nil
	}
	given := m.given(i, *e)
	e.Given = &given
	_, err := tx.Exec(ctx, `UPDATE entries SET grade = $1, grade_reason = $2 WHERE county = $3 AND id = $4`, given.Grade, given.Reason, e.County, e.ID)
	if err != nil {
		return fmt.Errorf("grade of entry %d: %w", e.ID, err)
	}
	return nil
}
