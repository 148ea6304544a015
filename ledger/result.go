package ledger

import (
	"context"
	"fmt"

	"qixing/calendar"
	"qixing/fixed"
	"qixing/store"
)

// Source is where results come from: a contest or a scheme of the pack.
type Source string

// ContestSource is the results of a contest.
func ContestSource(contest string) Source { return Source("contest/" + contest) }

// SchemeSource is the results of a scheme's rounds.
func SchemeSource(scheme string) Source { return Source("scheme/" + scheme) }

// Absence is how somebody was not there. Who took part has none.
type Absence string

// The two ways of not being there: with leave, and without.
const (
	Excused Absence = "excused"
	Absent  Absence = "absent"
)

// Result is what one subject came to.
type Result struct {
	UnitID   int64
	PersonID int64
	Points   fixed.Points
	Grade    string // a grade of the scheme; "" for none
	Absence  Absence

	period string // of which it is, where it is read
}

// resultsPart is the part of a county's data that results are.
const resultsPart = "results"

// SetResults keeps the results for a period, in place of what was kept before. From now on measures count them.
func SetResults(ctx context.Context, tx *store.Tx, county string, source Source, period calendar.Period, results []Result) error {
	tx.Touch(county, resultsPart)
	_, err := tx.Exec(ctx, `DELETE FROM results WHERE county = $1 AND source = $2 AND period_from = $3 AND period_to = $4`,
		county, string(source), period.Start().String(), period.End().String())
	if err != nil {
		return fmt.Errorf("results of %s: %w", source, err)
	}
	for _, r := range results {
		_, err := tx.Exec(ctx, `INSERT INTO results (county, source, period_from, period_to, unit_id, person_id, points, grade, absence)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, county, string(source), period.Start().String(), period.End().String(), r.UnitID, r.PersonID,
			int64(r.Points), r.Grade, string(r.Absence))
		if err != nil {
			return fmt.Errorf("result of %s: %w", source, err)
		}
	}
	return nil
}

// DropResult takes back what one subject came to.
func DropResult(ctx context.Context, tx *store.Tx, county string, source Source, period calendar.Period, subject Subject) error {
	tx.Touch(county, resultsPart)
	_, err := tx.Exec(ctx, `DELETE FROM results WHERE county = $1 AND source = $2 AND period_from = $3 AND period_to = $4 AND unit_id = $5 AND person_id = $6`,
		county, string(source), period.Start().String(), period.End().String(), subject.UnitID, subject.PersonID)
	if err != nil {
		return fmt.Errorf("result of %s: %w", source, err)
	}
	return nil
}
