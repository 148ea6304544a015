package round

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"qixing/fault"
	"qixing/org"
	"qixing/pack"
	"qixing/procedure"
	"qixing/store"
)

// Pick is what a recommending body says of one entry; Recommended is nil while it hasn't said.
type Pick struct {
	Entry       int64  `json:"entry"`
	Recommended *bool  `json:"recommended"`
	Reason      string `json:"reason,omitempty"` // asked for whoever is not recommended
}

// Recommendation is one pool's: a town's, or the whole county's where the quota is not per town.
type Recommendation struct {
	UnitID      int64
	Quota       int
	Pool        int
	Version     int64
	Picks       []Pick
	SavedAt     string
	SavedBy     string
	SubmittedAt string
}

// FindRecommendation gives a pool's recommendation with a pick for every entry of the pool.
func (d *Desk) FindRecommendation(ctx context.Context, tx *store.Tx, who org.Principal, round, unit int64) (*Running, Recommendation, []Entry, error) {
	r, err := d.FindRound(ctx, tx, who.County, round)
	if err != nil {
		return nil, Recommendation{}, nil, err
	}
	stage := procedure.FirstOf(r.Policy.Procedure, pack.Recommend)
	if stage == nil {
		return nil, Recommendation{}, nil, fault.NotFound("round.no_recommendation", fault.Args{"round": r.Title})
	}
	pool, err := r.pool(ctx, tx, stage, unit)
	if err != nil {
		return nil, Recommendation{}, nil, err
	}
	if len(pool) == 0 || !r.mayRecommend(who, stage, pool[0]) {
		return nil, Recommendation{}, nil, fault.NotFound("round.no_pool", fault.Args{"round": r.Title})
	}
	found, err := readRecommendation(ctx, tx, r, unit)
	found.Pool = len(pool)
	found.Quota = stage.Quota.Places(len(pool), r.Values)
	found.fill(pool)
	return r, found, pool, err
}

func (r *Running) mayRecommend(who org.Principal, stage *pack.Stage, one Entry) bool {
	return Holds(who, stage.By, one.UnitPath) || May(who, r.Pack, pack.ManageRounds, one.UnitPath)
}

// pool gives the entries among which a body chooses: those of its town that are still in play, or all.
func (r *Running) pool(ctx context.Context, tx *store.Tx, stage *pack.Stage, unit int64) ([]Entry, error) {
	all, err := r.ListEntries(ctx, tx)
	if err != nil {
		return nil, err
	}
	var pool []Entry
	for _, e := range all {
		if e.Status == procedure.Withdrawn || (stage.Quota != nil && stage.Quota.Per == "town" && e.TownID != unit) {
			continue
		}
		pool = append(pool, e)
	}
	return pool, nil
}

func readRecommendation(ctx context.Context, tx *store.Tx, r *Running, unit int64) (Recommendation, error) {
	found := Recommendation{UnitID: unit}
	var picks string
	var submitted sql.NullString
	err := tx.QueryRow(ctx, `SELECT version, picks, saved_at, saved_by, submitted_at FROM recommendations
		WHERE county = $1 AND round_id = $2 AND unit_id = $3`, r.County, r.ID, unit).
		Scan(&found.Version, &picks, &found.SavedAt, &found.SavedBy, &submitted)
	if errors.Is(err, sql.ErrNoRows) {
		return found, nil
	}
	if err != nil {
		return found, fmt.Errorf("recommendation of round %d: %w", r.ID, err)
	}
	found.SubmittedAt = submitted.String
	return found, json.Unmarshal([]byte(picks), &found.Picks)
}

func (rec *Recommendation) fill(pool []Entry) {
	said := map[int64]Pick{}
	for _, pick := range rec.Picks {
		said[pick.Entry] = pick
	}
	rec.Picks = rec.Picks[:0]
	for _, e := range pool {
		pick := said[e.ID]
		pick.Entry = e.ID
		rec.Picks = append(rec.Picks, pick)
	}
}

// SaveRecommendation keeps a draft of a pool's picks.
func (d *Desk) SaveRecommendation(ctx context.Context, tx *store.Tx, who org.Principal, round, unit, version int64, picks []Pick) (Recommendation, error) {
	r, rec, pool, err := d.ownRecommendation(ctx, tx, who, round, unit, version)
	if err != nil {
		return rec, err
	}
	rec.Picks = picks
	rec.fill(pool)
	return rec.save(ctx, tx, who, r, nil)
}

// SubmitRecommendation hands a pool's picks in: everyone answered for, none beyond the quota, a reason for each who is not recommended.
func (d *Desk) SubmitRecommendation(ctx context.Context, tx *store.Tx, who org.Principal, round, unit, version int64) (Recommendation, error) {
	r, rec, pool, err := d.ownRecommendation(ctx, tx, who, round, unit, version)
	if err != nil {
		return rec, err
	}
	if err := rec.check(pool); err != nil {
		return rec, err
	}
	if err := r.checkRated(ctx, tx, rec, pool); err != nil {
		return rec, err
	}
	if rec, err = rec.save(ctx, tx, who, r, tx.Timestamp()); err != nil {
		return rec, err
	}
	if err := r.recommendAll(ctx, tx, who, rec, pool); err != nil {
		return rec, err
	}
	return rec, record(ctx, tx, who, "recommendation_submitted", r.Title, map[string]any{"round": r.ID, "unit": unit, "quota": rec.Quota, "picks": rec.Picks})
}

func (d *Desk) ownRecommendation(ctx context.Context, tx *store.Tx, who org.Principal, round, unit, version int64) (*Running, Recommendation, []Entry, error) {
	if err := Lock(ctx, tx, who.County, round); err != nil {
		return nil, Recommendation{}, nil, err
	}
	r, rec, pool, err := d.FindRecommendation(ctx, tx, who, round, unit)
	if err != nil {
		return nil, rec, nil, err
	}
	stage, err := r.At(pack.Recommend)
	if err != nil {
		return nil, rec, nil, err
	}
	switch {
	case !Holds(who, stage.By, pool[0].UnitPath):
		err = fault.Forbidden("round.recommend_forbidden", nil)
	case rec.SubmittedAt != "":
		err = fault.Conflict("round.recommended_already", fault.Args{"by": rec.SavedBy, "at": rec.SubmittedAt})
	case rec.Version != version:
		err = fault.Conflict("round.recommendation_changed", fault.Args{"by": rec.SavedBy, "at": rec.SavedAt})
	}
	return r, rec, pool, err
}

func (rec *Recommendation) check(pool []Entry) error {
	chosen := 0
	for i, pick := range rec.Picks {
		e := pool[i]
		switch {
		case pick.Recommended == nil:
			return fault.Invalid("round.pick_missing", fault.Args{"entry": e.Title}).At(fmt.Sprint(e.ID))
		case *pick.Recommended && e.Status == procedure.Open:
			return fault.Invalid("round.pick_unassessed", fault.Args{"entry": e.Title}).At(fmt.Sprint(e.ID))
		case !*pick.Recommended && strings.TrimSpace(pick.Reason) == "":
			return fault.Invalid("round.pick_reason", fault.Args{"entry": e.Title}).At(fmt.Sprint(e.ID))
		case *pick.Recommended:
			chosen++
		}
	}
	if chosen > rec.Quota {
		return fault.Conflict("round.over_quota", fault.Args{"chosen": chosen, "quota": rec.Quota})
	}
	return nil
}

// checkRated refuses to recommend whom the recommending role has not rated, where the scheme asks it for points.
func (r *Running) checkRated(ctx context.Context, tx *store.Tx, rec Recommendation, pool []Entry) error {
	if len(r.Rated(r.Current().By)) == 0 {
		return nil
	}
	reviews, err := r.ListReviews(ctx, tx)
	if err != nil {
		return err
	}
	rated := map[int64]bool{}
	for _, review := range reviews {
		rated[review.EntryID] = rated[review.EntryID] || review.SubmittedAt != ""
	}
	for i, pick := range rec.Picks {
		if *pick.Recommended && !rated[pick.Entry] {
			return fault.Invalid("round.pick_unrated", fault.Args{"entry": pool[i].Title}).At(fmt.Sprint(pick.Entry))
		}
	}
	return nil
}

func (rec Recommendation) save(ctx context.Context, tx *store.Tx, who org.Principal, r *Running, submitted any) (Recommendation, error) {
	picks, err := json.Marshal(rec.Picks)
	if err != nil {
		return rec, err
	}
	rec.Version, rec.SavedAt, rec.SavedBy = rec.Version+1, tx.Timestamp(), who.Title
	_, err = tx.Exec(ctx, `INSERT INTO recommendations (county, round_id, unit_id, version, picks, saved_at, saved_by, submitted_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (county, round_id, unit_id) DO UPDATE SET version = excluded.version, picks = excluded.picks,
		saved_at = excluded.saved_at, saved_by = excluded.saved_by, submitted_at = excluded.submitted_at`,
		r.County, r.ID, rec.UnitID, rec.Version, string(picks), rec.SavedAt, rec.SavedBy, submitted)
	if err != nil {
		return rec, fmt.Errorf("save recommendation of round %d: %w", r.ID, err)
	}
	if text, isText := submitted.(string); isText {
		rec.SubmittedAt = text
	}
	return rec, nil
}

func (r *Running) recommendAll(ctx context.Context, tx *store.Tx, who org.Principal, rec Recommendation, pool []Entry) error {
	for i, pick := range rec.Picks {
		event := procedure.PassOver
		if *pick.Recommended {
			event = procedure.PickUp
		}
		if err := r.apply(ctx, tx, who, &pool[i], event, r.Stage, pick.Reason); err != nil {
			return err
		}
	}
	return nil
}

// ReturnEntry sends an entry back to the stage before, with a reason; a recommendation that was handed in is open again.
func (d *Desk) ReturnEntry(ctx context.Context, tx *store.Tx, who org.Principal, round, entry int64, reason string) (Entry, error) {
	r, e, err := d.hold(ctx, tx, who, round, entry)
	if err != nil {
		return e, err
	}
	back, err := r.returnTo(who, e, reason)
	if err != nil {
		return e, err
	}
	assessed, err := FindAssessment(ctx, tx, r.County, e.ID)
	if err != nil {
		return e, err
	}
	if err := r.move(ctx, tx, who, &e, procedure.Returned(r.Policy.Procedure, back, assessed.SubmittedAt != ""), back.ID, procedure.Return, reason); err != nil {
		return e, err
	}
	if err := r.reopenWork(ctx, tx, e, back.Action); err != nil {
		return e, err
	}
	return e, record(ctx, tx, who, "entry_returned", e.Title, map[string]any{"round": r.ID, "entry": e.ID, "to": back.ID, "reason": reason})
}

func (r *Running) returnTo(who org.Principal, e Entry, reason string) (*pack.Stage, error) {
	current := r.Current()
	if current == nil || (current.Action != pack.Recommend && current.Action != pack.Review) {
		return nil, fault.Conflict("round.return_not_now", fault.Args{"entry": e.Title})
	}
	if strings.TrimSpace(reason) == "" {
		return nil, fault.Invalid("round.reason_needed", nil).At("reason")
	}
	if !Holds(who, current.By, e.UnitPath) && !May(who, r.Pack, pack.ManageRounds, e.UnitPath) {
		return nil, fault.Forbidden("round.return_forbidden", nil)
	}
	if e.Stage != r.Stage || !e.Status.InPlay() {
		return nil, fault.Conflict("round.returned_already", fault.Args{"entry": e.Title})
	}
	at, _ := procedure.StageOf(r.Policy.Procedure, r.Stage)
	if at == 0 {
		return nil, fault.Conflict("round.return_not_now", fault.Args{"entry": e.Title})
	}
	return r.Policy.Procedure[at-1], nil
}

// reopenWork lets what was handed in at a stage be changed again.
func (r *Running) reopenWork(ctx context.Context, tx *store.Tx, e Entry, action pack.Action) error {
	var err error
	switch action {
	case pack.Assess:
		_, err = tx.Exec(ctx, `UPDATE assessments SET submitted_at = NULL WHERE county = $1 AND entry_id = $2`, r.County, e.ID)
	case pack.Recommend:
		_, err = tx.Exec(ctx, `UPDATE recommendations SET submitted_at = NULL WHERE county = $1 AND round_id = $2 AND unit_id IN ($3, 0)`, r.County, r.ID, e.TownID)
	}
	return err
}

// WithdrawEntry takes an entry out at its own wish.
func (d *Desk) WithdrawEntry(ctx context.Context, tx *store.Tx, who org.Principal, round, entry int64, reason string) (Entry, error) {
	r, e, err := d.hold(ctx, tx, who, round, entry)
	if err != nil {
		return e, err
	}
	if !r.Concerns(who, e) {
		return e, fault.Forbidden("round.not_yours", fault.Args{"entry": e.Title})
	}
	if err := r.apply(ctx, tx, who, &e, procedure.Withdraw, e.Stage, reason); err != nil {
		return e, err
	}
	return e, record(ctx, tx, who, "entry_withdrawn", e.Title, map[string]any{"round": r.ID, "entry": e.ID, "reason": reason})
}
