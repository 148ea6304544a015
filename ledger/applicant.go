package ledger

import (
	"context"
	"fmt"

	"qixing/calendar"
	"qixing/pack"
	"qixing/store"
)

// ListApplicants gives the owners, units or persons, that have a counted record in a register within a period, each once, by id.
func (l *Ledger) ListApplicants(ctx context.Context, tx *store.Tx, entries *pack.Entries, period calendar.Period) ([]int64, error) {
	table, err := l.FindTable(entries.Register)
	if err != nil {
		return nil, err
	}
	w, err := l.newMeasureSelection(table, &pack.Measure{ID: entries.Register, Title: table.Register.Title}, period)
	if err != nil {
		return nil, err
	}
	where, err := w.condition(entries.Where)
	if err != nil {
		return nil, err
	}
	w.add(where)
	rows, err := tx.Query(ctx, `SELECT DISTINCT `+w.group+` FROM `+table.Name+` WHERE `+w.where()+` ORDER BY `+w.group, w.args...)
	if err != nil {
		return nil, fmt.Errorf("list the applicants of %s: %w", entries.Register, err)
	}
	defer rows.Close()
	var owners []int64
	for rows.Next() {
		var owner int64
		if err := rows.Scan(&owner); err != nil {
			return nil, err
		}
		owners = append(owners, owner)
	}
	return owners, rows.Err()
}
