package round

import (
	"context"
	"fmt"

	"qixing/expression"
	"qixing/fixed"
	"qixing/ledger"
	"qixing/org"
	"qixing/procedure"
	"qixing/score"
	"qixing/store"
)

// Scored is a round's entries with what they score; all slices of score's are in the order of Entries.
type Scored struct {
	Entries []Entry
	Plan    *score.Plan
	Input   *score.Input
	Result  *score.Result
	Frozen  bool // the inputs are those that the decision saw
}

// Score scores a round: from the inputs that the decision saw once there is one, and from the registers as they stand until then.
func (d *Desk) Score(ctx context.Context, tx *store.Tx, r *Running) (*Scored, error) {
	decided, err := d.recall(ctx, tx, r, "decided", []string{PartOf(r.ID)}, func() (*Scored, error) {
		snapshot, err := r.decidedOn(ctx, tx)
		if err != nil || snapshot == nil {
			return nil, err
		}
		return r.scoreFrozen(ctx, tx, snapshot)
	})
	if err != nil || decided != nil {
		return decided, err
	}
	return d.ScoreLive(ctx, tx, r)
}

// ScoreLive scores from the registers as they stand now.
func (d *Desk) ScoreLive(ctx context.Context, tx *store.Tx, r *Running) (*Scored, error) {
	parts := append(ledger.MeasureParts(r.Pack), org.Part, PartOf(r.ID))
	return d.recall(ctx, tx, r, "live", parts, func() (*Scored, error) { return d.scoreAnew(ctx, tx, r) })
}

func (d *Desk) scoreAnew(ctx context.Context, tx *store.Tx, r *Running) (*Scored, error) {
	plan, err := score.Compile(r.Pack, r.Policy, r.Values)
	if err != nil {
		return nil, fmt.Errorf("compile %s: %w", r.Scheme, err)
	}
	entries, err := r.ListEntries(ctx, tx)
	if err != nil {
		return nil, err
	}
	input, err := d.gather(ctx, tx, r, entries, plan)
	if err != nil {
		return nil, err
	}
	return r.run(entries, plan, input)
}

func (r *Running) run(entries []Entry, plan *score.Plan, input *score.Input) (*Scored, error) {
	result, err := plan.Run(input, 1)
	if err != nil {
		return nil, fmt.Errorf("score %s: %w", r.Title, err)
	}
	return &Scored{Entries: entries, Plan: plan, Input: input, Result: result}, nil
}

// gather brings together what a scheme needs: measures from the registers, ratings from reviews and self-assessments, rulings.
func (d *Desk) gather(ctx context.Context, tx *store.Tx, r *Running, entries []Entry, plan *score.Plan) (*score.Input, error) {
	input, err := d.measure(ctx, tx, r, entries, plan)
	if err != nil {
		return nil, err
	}
	if input.Ratings, err = r.ratings(ctx, tx, entries); err != nil {
		return nil, err
	}
	input.Decided, err = r.rulings(ctx, tx, entries)
	return input, err
}

// measure takes from the registers what a plan needs of these entries.
func (d *Desk) measure(ctx context.Context, tx *store.Tx, r *Running, entries []Entry, plan *score.Plan) (*score.Input, error) {
	l, err := d.ledger(ctx, tx, r)
	if err != nil {
		return nil, err
	}
	of := ledger.Measuring{Period: r.Period, Parameters: r.Values}
	for _, e := range entries {
		of.Subjects = append(of.Subjects, ledger.Subject{UnitID: e.UnitID, PersonID: e.PersonID})
	}
	readings, err := l.Measures(ctx, tx, of, plan.Measures()...)
	if err != nil {
		return nil, fmt.Errorf("measures of %s: %w", r.Title, err)
	}
	return newInput(entries, readings), nil
}

// newInput lays measures beside the entries that they are about.
func newInput(entries []Entry, measured map[string]ledger.Reading) *score.Input {
	input := &score.Input{Measures: map[string]expression.Column{}, Records: map[string][]int32{}}
	towns := map[int64]int32{}
	for _, e := range entries {
		if _, seen := towns[e.TownID]; !seen {
			towns[e.TownID] = int32(len(towns))
		}
		input.Subjects = append(input.Subjects, score.Subject{Code: e.Code, Title: e.Title})
		input.Town = append(input.Town, towns[e.TownID])
		input.County = append(input.County, 0)
	}
	for id, column := range measured {
		input.Measures[id] = column.Column
		input.Records[id] = column.Records
	}
	return input
}

// ratings gives what was handed in: by reviewers who haven't stood aside since, and by the subjects on themselves.
func (r *Running) ratings(ctx context.Context, tx *store.Tx, entries []Entry) (map[string][][]fixed.Points, error) {
	at := map[int64]int{}
	for i, e := range entries {
		at[e.ID] = i
	}
	ratings := map[string][][]fixed.Points{}
	add := func(key string, entry int64, points fixed.Points) {
		if ratings[key] == nil {
			ratings[key] = make([][]fixed.Points, len(entries))
		}
		if i, known := at[entry]; known {
			ratings[key][i] = append(ratings[key][i], points)
		}
	}
	reviews, err := r.ListReviews(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, review := range reviews {
		for _, rating := range review.Ratings {
			if review.SubmittedAt != "" {
				add(rating.Key, review.EntryID, rating.Points)
			}
		}
	}
	return ratings, r.eachAssessment(ctx, tx, entries, func(entry int64, item AssessmentItem) {
		if item.Points != nil {
			add(item.Key, entry, *item.Points)
		}
	})
}

func (r *Running) eachAssessment(ctx context.Context, tx *store.Tx, entries []Entry, visit func(int64, AssessmentItem)) error {
	if !r.asksSelf() {
		return nil
	}
	for _, e := range entries {
		if e.Status == procedure.Open {
			continue
		}
		assessment, err := FindAssessment(ctx, tx, r.County, e.ID)
		if err != nil {
			return err
		}
		for _, item := range assessment.Items {
			visit(e.ID, item)
		}
	}
	return nil
}

func (r *Running) asksSelf() bool {
	for _, indicator := range r.Indicators() {
		if indicator.SelfScored() {
			return true
		}
	}
	return false
}

// Changed gives the indicators of an entry whose points would be others from today's registers than from those that the decision saw.
func (d *Desk) Changed(ctx context.Context, tx *store.Tx, r *Running, frozen *Scored, i int) ([]Change, error) {
	if !frozen.Frozen {
		return nil, nil
	}
	live, err := d.ScoreLive(ctx, tx, r)
	if err != nil {
		return nil, err
	}
	var changes []Change
	for _, indicator := range r.Indicators() {
		before, after := frozen.Result.Points(indicator.Key, i), live.Result.Points(indicator.Key, i)
		if before != after {
			changes = append(changes, Change{Key: indicator.Key, Title: indicator.Title, Before: before, After: after})
		}
	}
	return changes, nil
}

// Change is an indicator whose points have changed since the decision.
type Change struct {
	Key    string
	Title  string
	Before fixed.Points
	After  fixed.Points
}

// Read notes who read an entry's result for what, once a day, so that the one concerned can see it.
func (r *Running) Read(ctx context.Context, tx *store.Tx, who org.Principal, e Entry, purpose string) error {
	if r.Concerns(who, e) {
		return nil
	}
	_, err := tx.Exec(ctx, `INSERT INTO readings (county, entry_id, account_id, reader, day, purpose, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (county, entry_id, account_id, day, purpose) DO NOTHING`,
		r.County, e.ID, who.AccountID, who.Title, tx.Timestamp()[:10], purpose, tx.Timestamp())
	return err
}
