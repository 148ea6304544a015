package round

import (
	"context"
	"fmt"

	"qixing/org"
	"qixing/store"
)

// Opinion is what someone did or said about an entry at a stage.
type Opinion struct {
	Stage string
	Event string
	Actor string
	At    string
	Text  string
}

func addOpinion(ctx context.Context, tx *store.Tx, who org.Principal, e Entry, stage, event, text string) error {
	id, err := tx.NextID(ctx)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO opinions (county, id, round_id, entry_id, stage, event, actor, at, text)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, e.County, id, e.RoundID, e.ID, stage, event, who.Title, tx.Timestamp(), text)
	if err != nil {
		return fmt.Errorf("opinion on entry %d: %w", e.ID, err)
	}
	return nil
}

// ListOpinions gives what was done and said about an entry, the oldest first.
func ListOpinions(ctx context.Context, tx *store.Tx, county string, entry int64) ([]Opinion, error) {
	rows, err := tx.Query(ctx, `SELECT stage, event, actor, at, text FROM opinions WHERE county = $1 AND entry_id = $2 ORDER BY id`, county, entry)
	if err != nil {
		return nil, fmt.Errorf("opinions on entry %d: %w", entry, err)
	}
	defer rows.Close()
	var opinions []Opinion
	for rows.Next() {
		var o Opinion
		if err := rows.Scan(&o.Stage, &o.Event, &o.Actor, &o.At, &o.Text); err != nil {
			return nil, err
		}
		opinions = append(opinions, o)
	}
	return opinions, rows.Err()
}
