package round

import (
	"context"

	"qixing/fixed"
	"qixing/pack"
	"qixing/procedure"
	"qixing/score"
	"qixing/store"
)

// Spread is how one reviewer's ratings are distributed, beside everyone else's, in tenths of full marks.
type Spread struct {
	Mine   []int       `json:"mine"`
	Others []int       `json:"others"`
	Mean   fixed.Value `json:"-"` // of the reviewer's shares of full marks
}

// SpreadOf gives a reviewer's spread from the reviews that were handed in. Nothing is normalised: people see it and draw their own conclusions.
func (r *Running) SpreadOf(reviews []EntryReview, account int64) Spread {
	spread := Spread{Mine: make([]int, 10), Others: make([]int, 10)}
	var sum, count int64
	for _, review := range reviews {
		for _, rating := range review.Ratings {
			indicator, found := r.FindIndicator(rating.Key)
			if !found || review.SubmittedAt == "" || r.FullPoints(indicator) == 0 {
				continue
			}
			tenth := min(9, int(int64(rating.Points)*10/int64(r.FullPoints(indicator))))
			if review.AccountID != account {
				spread.Others[tenth]++
				continue
			}
			spread.Mine[tenth]++
			share, _ := fixed.MulDiv(int64(rating.Points), int64(fixed.One), int64(r.FullPoints(indicator)))
			sum, count = sum+share, count+1
		}
	}
	if count > 0 {
		spread.Mean = fixed.Value(sum / count).Round(2)
	}
	return spread
}

// Reviewable tells whether an entry is, or was, before those who rate at a stage.
func (r *Running) Reviewable(e Entry, stage *pack.Stage) bool {
	if stage == nil {
		return false
	}
	at, _ := procedure.StageOf(r.Policy.Procedure, stage.ID)
	stands, _ := procedure.StageOf(r.Policy.Procedure, e.Stage)
	return stands >= at
}

// Places is how many of a pool the deciding body may select.
func (r *Running) Places(pool int) int {
	if _, stage := r.deciding(); stage != nil {
		return stage.Limit(pool, r.Values)
	}
	return pool
}

// ScoreOne scores a single entry from the registers as they stand. Ranks mean nothing then, and an indicator that compares peers sees only this one.
func (d *Desk) ScoreOne(ctx context.Context, tx *store.Tx, r *Running, e Entry) (*Scored, error) {
	plan, err := score.Compile(r.Pack, r.Policy, r.Values)
	if err != nil {
		return nil, err
	}
	input, err := d.measure(ctx, tx, r, []Entry{e}, plan)
	if err != nil {
		return nil, err
	}
	return r.run([]Entry{e}, plan, input)
}
