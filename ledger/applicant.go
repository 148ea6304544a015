package ledger

import (
	"context"
	"fmt"
	"slices"

	"qixing/calendar"
	"qixing/pack"
	"qixing/store"
)

// ListApplicants gives whom the records of a register are about that count in a period: the ids of persons or of units, as the
// register's owner is, ascending.
func (l *Ledger) ListApplicants(ctx context.Context, tx *store.Tx, entries *pack.Entries, period calendar.Period) ([]int64, error) {
	table, err := l.FindTable(entries.Register)
	if err != nil {
		return nil, err
	}
	w, err := l.selectMeasure(table, &pack.Measure{Register: entries.Register, Where: entries.Where, Count: true}, period)
	if err != nil {
		return nil, err
	}
	rows, err := tx.Query(ctx, w.query, w.args...)
	if err != nil {
		return nil, fmt.Errorf("applicants of %s: %w", entries.Register, err)
	}
	defer rows.Close()
	var applicants []int64
	for rows.Next() {
		var owner int64
		var row tally
		if err := rows.Scan(&owner, &row.all, &row.counted, &row.sum, &row.least, &row.most); err != nil {
			return nil, err
		}
		if row.counted > 0 {
			applicants = append(applicants, owner)
		}
	}
	slices.Sort(applicants)
	return applicants, rows.Err()
}
