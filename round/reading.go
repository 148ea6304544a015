package round

import (
	"context"
	"fmt"

	"qixing/store"
)

// Reading is that someone read an entry's result.
type Reading struct {
	Reader  string
	Purpose string
	At      string
}

// ListReadings tells who read an entry's result, the latest first.
func ListReadings(ctx context.Context, tx *store.Tx, county string, entry int64) ([]Reading, error) {
	rows, err := tx.Query(ctx, `SELECT reader, purpose, at FROM readings WHERE county = $1 AND entry_id = $2 ORDER BY at DESC, reader`, county, entry)
	if err != nil {
		return nil, fmt.Errorf("readings of entry %d: %w", entry, err)
	}
	defer rows.Close()
	var readings []Reading
	for rows.Next() {
		var one Reading
		if err := rows.Scan(&one.Reader, &one.Purpose, &one.At); err != nil {
			return nil, err
		}
		readings = append(readings, one)
	}
	return readings, rows.Err()
}
