package round

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"qixing/fault"
	"qixing/fixed"
	"qixing/org"
	"qixing/pack"
	"qixing/procedure"
	"qixing/store"
)

// Verdict is what the assessed say of a figure that the registers know.
type Verdict string

// The verdicts.
const (
	Right Verdict = "right"
	Wrong Verdict = "wrong" // with a remark
)

// AssessmentItem is what an entry says on one indicator.
type AssessmentItem struct {
	Key     string        `json:"key"` // criterion.indicator
	Verdict Verdict       `json:"verdict,omitempty"`
	Remark  string        `json:"remark,omitempty"`
	Points  *fixed.Points `json:"points,omitempty"` // where the indicator is scored by the subject itself
}

// Assessment is an entry's own word on itself.
type Assessment struct {
	Version     int64
	Items       []AssessmentItem
	Statement   string
	Files       []int64
	SavedAt     string
	SavedBy     string
	SubmittedAt string
}

// FindAssessment gives an entry's assessment; one that was never begun is empty, with version 0.
func FindAssessment(ctx context.Context, tx *store.Tx, county string, entry int64) (Assessment, error) {
	var a Assessment
	var items, files string
	var submitted sql.NullString
	err := tx.QueryRow(ctx, `SELECT version, items, statement, files, saved_at, saved_by, submitted_at FROM assessments
		WHERE county = $1 AND entry_id = $2`, county, entry).Scan(&a.Version, &items, &a.Statement, &files, &a.SavedAt, &a.SavedBy, &submitted)
	if errors.Is(err, sql.ErrNoRows) {
		return Assessment{}, nil
	}
	if err != nil {
		return a, fmt.Errorf("assessment of entry %d: %w", entry, err)
	}
	a.SubmittedAt = submitted.String
	return a, errors.Join(json.Unmarshal([]byte(items), &a.Items), json.Unmarshal([]byte(files), &a.Files))
}

// Merge puts a change over a draft: items by key, the rest where it is given.
func (a *Assessment) Merge(change AssessmentChange) {
	for _, item := range change.Items {
		a.put(item)
	}
	if change.Statement != nil {
		a.Statement = *change.Statement
	}
	if change.Files != nil {
		a.Files = *change.Files
	}
}

func (a *Assessment) put(item AssessmentItem) {
	for i := range a.Items {
		if a.Items[i].Key == item.Key {
			a.Items[i] = item
			return
		}
	}
	a.Items = append(a.Items, item)
}

// AssessmentChange is any part of an assessment that someone just filled in.
type AssessmentChange struct {
	Version   int64 // the version that they saw
	Items     []AssessmentItem
	Statement *string
	Files     *[]int64
}

// SaveAssessment keeps a draft. Whoever saves over a version that they haven't seen is told so, and nothing is lost.
func (d *Desk) SaveAssessment(ctx context.Context, tx *store.Tx, who org.Principal, round, entry int64, change AssessmentChange) (Assessment, error) {
	r, e, err := d.ownEntry(ctx, tx, who, round, entry)
	if err != nil {
		return Assessment{}, err
	}
	if err := r.checkItems(change.Items); err != nil {
		return Assessment{}, err
	}
	draft, err := FindAssessment(ctx, tx, r.County, e.ID)
	if err != nil {
		return draft, err
	}
	if draft.Version != change.Version {
		return draft, fault.Conflict("round.assessment_changed", fault.Args{"by": draft.SavedBy, "at": draft.SavedAt})
	}
	draft.Merge(change)
	return saveAssessment(ctx, tx, who, e, draft, nil)
}

// SubmitAssessment hands the assessment in. Twice is once: the second is told that it was handed in already.
func (d *Desk) SubmitAssessment(ctx context.Context, tx *store.Tx, who org.Principal, round, entry, version int64) (Assessment, error) {
	r, e, err := d.ownEntry(ctx, tx, who, round, entry)
	if err != nil {
		return Assessment{}, err
	}
	draft, err := FindAssessment(ctx, tx, r.County, e.ID)
	if err != nil {
		return draft, err
	}
	if draft.Version != version {
		return draft, fault.Conflict("round.assessment_changed", fault.Args{"by": draft.SavedBy, "at": draft.SavedAt})
	}
	if left := r.Unanswered(draft); len(left) > 0 {
		return draft, fault.Invalid("round.assessment_unfinished", fault.Args{"left": len(left), "first": r.IndicatorTitle(left[0])}).At(left[0])
	}
	draft, err = saveAssessment(ctx, tx, who, e, draft, tx.Timestamp())
	if err != nil {
		return draft, err
	}
	stage := e.Stage
	if err := r.apply(ctx, tx, who, &e, procedure.Submit, stage, ""); err != nil {
		return draft, err
	}
	if err := r.passOn(ctx, tx, &e); err != nil {
		return draft, err
	}
	return draft, record(ctx, tx, who, "assessment_submitted", e.Title, map[string]any{"round": r.ID, "entry": e.ID, "items": draft.Items, "statement": draft.Statement})
}

// ownEntry gives an entry to whoever assesses it, while it is at a stage where that is done.
func (d *Desk) ownEntry(ctx context.Context, tx *store.Tx, who org.Principal, round, entry int64) (*Running, Entry, error) {
	r, e, err := d.hold(ctx, tx, who, round, entry)
	if err != nil {
		return nil, e, err
	}
	stage := r.FindStage(e.Stage)
	if stage == nil || stage.Action != pack.Assess || e.Status != procedure.Open {
		return nil, e, fault.Conflict("round.assessed_already", fault.Args{"entry": e.Title})
	}
	if !Holds(who, stage.By, e.UnitPath) && (e.PersonID == 0 || e.PersonID != who.PersonID) {
		return nil, e, fault.Forbidden("round.not_yours", fault.Args{"entry": e.Title})
	}
	return r, e, nil
}

// hold locks a round and gives one of its entries, if the asker may see it.
func (d *Desk) hold(ctx context.Context, tx *store.Tx, who org.Principal, round, entry int64) (*Running, Entry, error) {
	if err := Lock(ctx, tx, who.County, round); err != nil {
		return nil, Entry{}, err
	}
	r, err := d.FindRound(ctx, tx, who.County, round)
	if err != nil {
		return nil, Entry{}, err
	}
	e, err := r.FindEntry(ctx, tx, entry)
	if err == nil && !r.Visible(who, e) {
		err = fault.NotFound("round.entry_not_found", fault.Args{"id": entry})
	}
	return r, e, err
}

// passOn lets an entry that was returned catch up with its round.
func (r *Running) passOn(ctx context.Context, tx *store.Tx, e *Entry) error {
	at, _ := procedure.StageOf(r.Policy.Procedure, e.Stage)
	next := procedure.Following(r.Policy.Procedure, at)
	if e.Stage == r.Stage || next == nil {
		return nil
	}
	e.Stage = next.ID
	_, err := tx.Exec(ctx, `UPDATE entries SET stage = $1, returned = NULL WHERE county = $2 AND id = $3`, e.Stage, e.County, e.ID)
	return err
}

func saveAssessment(ctx context.Context, tx *store.Tx, who org.Principal, e Entry, a Assessment, submitted any) (Assessment, error) {
	items, err := json.Marshal(a.Items)
	if err != nil {
		return a, err
	}
	files, err := json.Marshal(a.Files)
	if err != nil {
		return a, err
	}
	a.Version, a.SavedAt, a.SavedBy = a.Version+1, tx.Timestamp(), who.Title
	_, err = tx.Exec(ctx, `INSERT INTO assessments (county, entry_id, version, items, statement, files, saved_at, saved_by, submitted_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		ON CONFLICT (county, entry_id) DO UPDATE SET version = excluded.version, items = excluded.items, statement = excluded.statement,
		files = excluded.files, saved_at = excluded.saved_at, saved_by = excluded.saved_by, submitted_at = excluded.submitted_at`,
		e.County, e.ID, a.Version, string(items), a.Statement, string(files), a.SavedAt, a.SavedBy, submitted)
	if err != nil {
		return a, fmt.Errorf("save assessment of %s: %w", e.Title, err)
	}
	if text, isText := submitted.(string); isText {
		a.SubmittedAt = text
	}
	return a, nil
}
