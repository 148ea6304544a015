package round

import (
	"context"
	"strings"

	"qixing/fault"
	"qixing/org"
	"qixing/pack"
	"qixing/procedure"
	"qixing/store"
)

// Reviewer is someone who holds the reviewing role, and how far they are.
type Reviewer struct {
	AccountID int64
	Title     string
	Done      int
	Total     int
	Recused   int
}

// Finished tells whether a reviewer has nothing left to hand in.
func (v Reviewer) Finished() bool { return v.Done >= v.Total }

// reviewing is the stage whose reviewers are asked for: the current one where it reviews, or else the first.
func (r *Running) reviewing() *pack.Stage {
	if current := r.Current(); current != nil && current.Action == pack.Review {
		return current.Stage
	}
	return procedure.FirstOf(r.Policy.Procedure, pack.Review)
}

// ListReviewers gives those who review in a round, with how many of the entries before them they have handed in.
func (r *Running) ListReviewers(ctx context.Context, tx *store.Tx) ([]Reviewer, error) {
	stage := r.reviewing()
	if stage == nil {
		return nil, nil
	}
	grants, err := org.ListGrants(ctx, tx, r.County, org.GrantQuery{InForce: true})
	if err != nil {
		return nil, err
	}
	entries, err := r.ListEntries(ctx, tx)
	if err != nil {
		return nil, err
	}
	reviews, err := r.ListReviews(ctx, tx)
	if err != nil {
		return nil, err
	}
	var reviewers []Reviewer
	for _, grant := range grants {
		if grant.Role != stage.By {
			continue
		}
		who, err := org.LoadPrincipal(ctx, tx, r.County, grant.AccountID)
		if err != nil {
			return nil, err
		}
		aside, err := r.aside(ctx, tx, who)
		if err != nil {
			return nil, err
		}
		reviewers = append(reviewers, r.count(who, aside, stage, entries, reviews))
	}
	return reviewers, nil
}

func (r *Running) count(who org.Principal, aside aside, stage *pack.Stage, entries []Entry, reviews []EntryReview) Reviewer {
	v := Reviewer{AccountID: who.AccountID, Title: who.Title}
	before := map[int64]bool{}
	for _, e := range entries {
		switch {
		case !r.Reviewable(e, stage) || !Holds(who, stage.By, e.UnitPath):
		case aside.from(e) != "":
			v.Recused++
		default:
			before[e.ID] = true
		}
	}
	v.Total = len(before)
	for _, review := range reviews {
		if review.AccountID == who.AccountID && review.SubmittedAt != "" && before[review.EntryID] {
			v.Done++
		}
	}
	return v
}

// refuseUnheard names the reviewers who haven't finished, unless there is a reason to go on without them.
func (r *Running) refuseUnheard(ctx context.Context, tx *store.Tx, reason string) error {
	if r.Current().Action != pack.Review || strings.TrimSpace(reason) != "" {
		return nil
	}
	reviewers, err := r.ListReviewers(ctx, tx)
	if err != nil {
		return err
	}
	var late []string
	for _, v := range reviewers {
		if !v.Finished() {
			late = append(late, v.Title)
		}
	}
	if len(late) == 0 {
		return nil
	}
	return fault.Conflict("round.unheard", fault.Args{"stage": r.Current(), "left": len(late), "titles": someOf(late)})
}
