package round

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"qixing/fault"
	"qixing/fixed"
	"qixing/org"
	"qixing/pack"
	"qixing/procedure"
	"qixing/store"
)

// Rating is what a reviewer gives on one indicator.
type Rating struct {
	Key    string       `json:"key"`
	Points fixed.Points `json:"points"`
	Reason string       `json:"reason,omitempty"` // asked for at the extremes
}

// EntryReview is one reviewer's word on one entry.
type EntryReview struct {
	EntryID     int64
	AccountID   int64
	Version     int64
	Ratings     []Rating
	Opinion     string
	SavedAt     string
	SubmittedAt string
}

const reviewColumns = `entry_id, account_id, version, ratings, opinion, saved_at, submitted_at`

// FindReview gives a reviewer's review of an entry; one that was never begun is empty, with version 0.
func FindReview(ctx context.Context, tx *store.Tx, county string, entry, account int64) (EntryReview, error) {
	row := tx.QueryRow(ctx, `SELECT `+reviewColumns+` FROM reviews WHERE county = $1 AND entry_id = $2 AND account_id = $3`, county, entry, account)
	found, err := scanReview(row)
	if errors.Is(err, sql.ErrNoRows) {
		return EntryReview{EntryID: entry, AccountID: account}, nil
	}
	return found, err
}

// ListReviews gives all reviews of a round, by entry and reviewer.
func (r *Running) ListReviews(ctx context.Context, tx *store.Tx) ([]EntryReview, error) {
	rows, err := tx.Query(ctx, `SELECT `+reviewColumns+` FROM reviews WHERE county = $1 AND round_id = $2 ORDER BY entry_id, account_id`, r.County, r.ID)
	if err != nil {
		return nil, fmt.Errorf("reviews of round %d: %w", r.ID, err)
	}
	defer rows.Close()
	var reviews []EntryReview
	for rows.Next() {
		one, err := scanReview(rows)
		if err != nil {
			return nil, err
		}
		reviews = append(reviews, one)
	}
	return reviews, rows.Err()
}

func scanReview(row scanner) (EntryReview, error) {
	var one EntryReview
	var ratings string
	var submitted sql.NullString
	if err := row.Scan(&one.EntryID, &one.AccountID, &one.Version, &ratings, &one.Opinion, &one.SavedAt, &submitted); err != nil {
		return one, err
	}
	one.SubmittedAt = submitted.String
	return one, json.Unmarshal([]byte(ratings), &one.Ratings)
}

// Rated gives the indicators that a role's reviewers score.
func (r *Running) Rated(role string) []Keyed {
	var rated []Keyed
	for _, indicator := range r.Indicators() {
		if indicator.RatedBy != nil && indicator.RatedBy.Role == role {
			rated = append(rated, indicator)
		}
	}
	return rated
}

// rates tells whether a stage's role gives ratings there: every review, and a recommendation where the scheme asks its role for points.
func (r *Running) rates(stage *pack.Stage) bool {
	return stage.Action == pack.Review || (stage.Action == pack.Recommend && len(r.Rated(stage.By)) > 0)
}

// RatingStage gives the stage at which someone rates: the current one if they do so there, or else the first.
func (r *Running) RatingStage(who org.Principal) *pack.Stage {
	if current := r.Current(); current != nil && r.rates(current.Stage) && who.Has(current.By) {
		return current.Stage
	}
	for _, stage := range r.Policy.Procedure {
		if r.rates(stage) && who.Has(stage.By) {
			return stage
		}
	}
	return nil
}

// SaveReview keeps a draft; SubmitReview hands it in.
func (d *Desk) SaveReview(ctx context.Context, tx *store.Tx, who org.Principal, round, entry, version int64, ratings []Rating, opinion string) (EntryReview, error) {
	r, review, err := d.ownReview(ctx, tx, who, round, entry, version)
	if err != nil {
		return review, err
	}
	for _, rating := range ratings {
		if err := r.checkRating(rating); err != nil {
			return review, err
		}
	}
	review.Ratings, review.Opinion = ratings, opinion
	return review.save(ctx, tx, r, nil)
}

// SubmitReview hands a review in: every indicator rated, with reasons at the extremes.
func (d *Desk) SubmitReview(ctx context.Context, tx *store.Tx, who org.Principal, round, entry, version int64) (EntryReview, error) {
	r, review, err := d.ownReview(ctx, tx, who, round, entry, version)
	if err != nil {
		return review, err
	}
	stage := r.Current()
	if err := r.checkReview(review, stage.By); err != nil {
		return review, err
	}
	if review, err = review.save(ctx, tx, r, tx.Timestamp()); err != nil {
		return review, err
	}
	e, err := r.FindEntry(ctx, tx, entry)
	if err != nil {
		return review, err
	}
	if stage.Action == pack.Review {
		err = r.apply(ctx, tx, who, &e, procedure.FinishReview, r.Stage, review.Opinion)
	} else {
		err = addOpinion(ctx, tx, who, e, r.Stage, string(procedure.FinishReview), review.Opinion)
	}
	if err != nil {
		return review, err
	}
	return review, record(ctx, tx, who, "review_submitted", e.Title, map[string]any{"round": r.ID, "entry": e.ID, "ratings": review.Ratings, "opinion": review.Opinion})
}

func (d *Desk) ownReview(ctx context.Context, tx *store.Tx, who org.Principal, round, entry, version int64) (*Running, EntryReview, error) {
	r, e, err := d.hold(ctx, tx, who, round, entry)
	if err != nil {
		return nil, EntryReview{}, err
	}
	stage := r.Current()
	if stage == nil || !r.rates(stage.Stage) {
		return nil, EntryReview{}, fault.Conflict("round.rating_not_now", fault.Args{"entry": e.Title})
	}
	if err := r.mayReview(ctx, tx, who, stage, e); err != nil {
		return nil, EntryReview{}, err
	}
	review, err := FindReview(ctx, tx, r.County, e.ID, who.AccountID)
	switch {
	case err != nil:
	case review.SubmittedAt != "":
		err = fault.Conflict("round.reviewed_already", fault.Args{"at": review.SubmittedAt})
	case review.Version != version:
		err = fault.Conflict("round.review_changed", fault.Args{"at": review.SavedAt})
	}
	return r, review, err
}

func (r *Running) mayReview(ctx context.Context, tx *store.Tx, who org.Principal, stage *Stage, e Entry) error {
	if !Holds(who, stage.By, e.UnitPath) {
		return fault.Forbidden("round.review_forbidden", nil)
	}
	if e.Stage != r.Stage || !e.Status.InPlay() {
		return fault.Conflict("round.entry_elsewhere", fault.Args{"entry": e.Title})
	}
	why, err := r.RecusedFrom(ctx, tx, who, e)
	if err == nil && why != "" {
		err = fault.Forbidden("round.recused", fault.Args{"why": why})
	}
	return err
}

func (r *Running) checkRating(rating Rating) error {
	indicator, found := r.FindIndicator(rating.Key)
	if !found || indicator.RatedBy == nil {
		return fault.Invalid("round.no_indicator", fault.Args{"key": rating.Key}).At(rating.Key)
	}
	if of := r.FullPoints(indicator); rating.Points < 0 || rating.Points > of {
		return fault.Invalid("round.points_range", fault.Args{"indicator": indicator, "of": of}).At(rating.Key)
	}
	return nil
}

func (r *Running) checkReview(review EntryReview, role string) error {
	given := map[string]Rating{}
	for _, rating := range review.Ratings {
		given[rating.Key] = rating
	}
	for _, indicator := range r.Rated(role) {
		rating, rated := given[indicator.Key]
		if !rated {
			return fault.Invalid("round.rating_missing", fault.Args{"indicator": indicator}).At(indicator.Key)
		}
		if r.Extreme(indicator, rating.Points) && strings.TrimSpace(rating.Reason) == "" {
			return fault.Invalid("round.extreme_reason", fault.Args{"indicator": indicator, "points": rating.Points}).At(indicator.Key)
		}
	}
	return nil
}

// Extreme tells whether points are so high or so low that the policy asks for a reason.
func (r *Running) Extreme(indicator Keyed, points fixed.Points) bool {
	bounds := r.Policy.Extremes
	if bounds == nil {
		return false
	}
	of := int64(r.FullPoints(indicator))
	scaled := int64(points) * int64(fixed.One)
	return scaled > of*int64(bounds.Above.Resolve(r.Values)) || scaled < of*int64(bounds.Below.Resolve(r.Values))
}

func (review EntryReview) save(ctx context.Context, tx *store.Tx, r *Running, submitted any) (EntryReview, error) {
	ratings, err := json.Marshal(review.Ratings)
	if err != nil {
		return review, err
	}
	review.Version, review.SavedAt = review.Version+1, tx.Timestamp()
	_, err = tx.Exec(ctx, `INSERT INTO reviews (county, round_id, entry_id, account_id, version, ratings, opinion, saved_at, submitted_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		ON CONFLICT (county, entry_id, account_id) DO UPDATE SET version = excluded.version, ratings = excluded.ratings, opinion = excluded.opinion,
		saved_at = excluded.saved_at, submitted_at = excluded.submitted_at`,
		r.County, r.ID, review.EntryID, review.AccountID, review.Version, string(ratings), review.Opinion, review.SavedAt, submitted)
	if err != nil {
		return review, fmt.Errorf("save review of entry %d: %w", review.EntryID, err)
	}
	if text, isText := submitted.(string); isText {
		review.SubmittedAt = text
	}
	return review, nil
}
