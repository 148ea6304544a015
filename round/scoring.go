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
	kept    func(i int) bool // nil where everything is from the registers
}

// Frozen tells whether an entry is scored from what the body that decided about it saw.
func (s *Scored) Frozen(i int) bool { return s.kept != nil && s.kept(i) }

// Score scores a round: from the inputs that the deciding body saw once all is decided, and until then from the registers as they stand, but for
// those entries about which there is a decision already.
func (d *Desk) Score(ctx context.Context, tx *store.Tx, r *Running) (*Scored, error) {
	if !r.pastDecision() {
		return d.scoreNow(ctx, tx, r)
	}
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

// pastDecision tells whether the round has left the stage that decides.
func (r *Running) pastDecision() bool {
	at, decide := r.deciding()
	now, current := procedure.StageOf(r.Policy.Procedure, r.Stage)
	return decide != nil && (current == nil || now > at)
}

// ScoreLive scores everyone from the registers as they stand now, whatever is decided already.
func (d *Desk) ScoreLive(ctx context.Context, tx *store.Tx, r *Running) (*Scored, error) {
	return d.recall(ctx, tx, r, "live", r.parts(), func() (*Scored, error) { return d.scoreAnew(ctx, tx, r, nil) })
}

// scoreNow scores from the registers as they stand now, and keeps what was seen of those about whom there is a decision.
func (d *Desk) scoreNow(ctx context.Context, tx *store.Tx, r *Running) (*Scored, error) {
	snapshot, err := r.decidedOn(ctx, tx)
	if err != nil || snapshot == nil {
		if err != nil {
			return nil, err
		}
		return d.ScoreLive(ctx, tx, r)
	}
	return d.recall(ctx, tx, r, "now", r.parts(), func() (*Scored, error) { return d.scoreAnew(ctx, tx, r, snapshot) })
}

// parts are what the live result of a round depends on.
func (r *Running) parts() []string {
	return append(ledger.MeasureParts(r.Pack), org.Part, PartOf(r.ID))
}

// scoreAnew takes from a snapshot, where there is one, what was seen of the entries that are decided.
func (d *Desk) scoreAnew(ctx context.Context, tx *store.Tx, r *Running, kept *snapshot) (*Scored, error) {
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
	if kept == nil {
		return r.runDecided(entries, plan, input)
	}
	decided := func(i int) bool { return entries[i].Status.Decided() }
	input.Keep(kept.Input, decided)
	scored, err := r.runDecided(entries, plan, input)
	if err == nil {
		scored.kept = decided
	}
	return scored, err
}

func (r *Running) run(entries []Entry, plan *score.Plan, input *score.Input) (*Scored, error) {
	result, err := plan.Run(input, 1)
	if err != nil {
		return nil, fmt.Errorf("score %s: %w", r.Title, err)
	}
	return &Scored{Entries: entries, Plan: plan, Input: input, Result: result}, nil
}

// runDecided scores and puts the grades that were decided in the place of the computed ones.
func (r *Running) runDecided(entries []Entry, plan *score.Plan, input *score.Input) (*Scored, error) {
	scored, err := r.run(entries, plan, input)
	if err != nil || len(r.Policy.Grades) == 0 {
		return scored, err
	}
	if err := scored.Result.GiveGrades(givenGrades(entries)); err != nil {
		return nil, fmt.Errorf("grades of %s: %w", r.Title, err)
	}
	return scored, nil
}

// givenGrades are those that were decided, by place in the list.
func givenGrades(entries []Entry) map[int]score.GivenGrade {
	given := map[int]score.GivenGrade{}
	for i, e := range entries {
		if e.Given != nil {
			given[i] = score.GivenGrade{Grade: e.Given.Grade, Reason: e.Given.Reason}
		}
	}
	return given
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
	return newInput(entries, readings, plan.CapsVillages()), nil
}

// newInput lays measures beside the entries that they are about.
func newInput(entries []Entry, measured map[string]ledger.Reading, villages bool) *score.Input {
	input := &score.Input{Measures: map[string]expression.Column{}, Records: map[string][]int32{}}
	for _, e := range entries {
		input.Subjects = append(input.Subjects, score.Subject{Code: e.Code, Title: e.Title})
		input.County = append(input.County, 0)
	}
	input.Town = numbered(entries, func(e Entry) int64 { return e.TownID })
	if villages {
		input.Village = numbered(entries, func(e Entry) int64 { return e.VillageID })
	}
	for id, column := range measured {
		input.Measures[id] = column.Column
		input.Records[id] = column.Records
	}
	return input
}

// numbered numbers the units of entries from 0, in the order in which they come.
func numbered(entries []Entry, unit func(Entry) int64) []int32 {
	numbers, seen := make([]int32, len(entries)), map[int64]int32{}
	for i, e := range entries {
		if _, known := seen[unit(e)]; !known {
			seen[unit(e)] = int32(len(seen))
		}
		numbers[i] = seen[unit(e)]
	}
	return numbers
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
		if e.Status == procedure.Open || e.Status == procedure.Entered {
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
	if !frozen.Frozen(i) {
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
