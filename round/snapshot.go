package round

import (
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"encoding/gob"
	"fmt"

	"qixing/fault"
	"qixing/score"
	"qixing/store"
)

// snapshot is what a stage saw when it closed.
type snapshot struct {
	Stage   string
	TakenAt string
	SHA256  string
	Input   *score.Input
}

// freeze keeps the inputs of a round with the stage it is in, and gives their fingerprint.
func (r *Running) freeze(ctx context.Context, tx *store.Tx, scored *Scored) (string, error) {
	digest := scored.Plan.Digest(scored.Input)
	_, err := tx.Exec(ctx, `INSERT INTO snapshots (county, round_id, stage, sequence, taken_at, inputs_sha256, inputs)
		SELECT $1, $2, $3, COUNT(*) + 1, $4, $5, $6 FROM snapshots WHERE county = $1 AND round_id = $2 AND stage = $3`,
		r.County, r.ID, r.Stage, tx.Timestamp(), digest, writeColumns(scored.Input))
	if err != nil {
		return "", fmt.Errorf("freeze %s: %w", r.Title, err)
	}
	return digest, nil
}

// decidedOn gives the inputs that the latest decision saw; nil while there is none.
func (r *Running) decidedOn(ctx context.Context, tx *store.Tx) (*snapshot, error) {
	_, stage := r.deciding()
	if stage == nil {
		return nil, nil
	}
	return r.latestSnapshot(ctx, tx, stage.ID)
}

func (r *Running) latestSnapshot(ctx context.Context, tx *store.Tx, stage string) (*snapshot, error) {
	rows, err := tx.Query(ctx, `SELECT taken_at, inputs_sha256, inputs FROM snapshots WHERE county = $1 AND round_id = $2 AND stage = $3
		ORDER BY sequence DESC LIMIT 1`, r.County, r.ID, stage)
	if err != nil {
		return nil, fmt.Errorf("snapshot of %s: %w", r.Title, err)
	}
	defer rows.Close()
	if !rows.Next() {
		return nil, rows.Err()
	}
	s := &snapshot{Stage: stage}
	var packed sql.RawBytes // read before the rows go on, and not copied
	if err := rows.Scan(&s.TakenAt, &s.SHA256, &packed); err != nil {
		return nil, fmt.Errorf("snapshot of %s: %w", r.Title, err)
	}
	if s.Input, err = readFrozen(packed); err != nil {
		return nil, fault.Unavailable("round.snapshot_damaged", fault.Args{"round": r.Title, "stage": stage, "taken": s.TakenAt}).Because(err)
	}
	return s, rows.Close()
}

// readFrozen also opens what was frozen before the form of columns.go: gob, compressed.
func readFrozen(packed []byte) (*score.Input, error) {
	if !bytes.HasPrefix(packed, []byte{0x1f, 0x8b}) {
		return readColumns(packed)
	}
	zip, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	in := &score.Input{}
	return in, gob.NewDecoder(zip).Decode(in)
}

func (r *Running) scoreFrozen(ctx context.Context, tx *store.Tx, s *snapshot) (*Scored, error) {
	plan, err := score.Compile(r.Pack, r.Policy, r.Values)
	if err != nil {
		return nil, fmt.Errorf("compile %s: %w", r.Scheme, err)
	}
	entries, err := r.ListEntries(ctx, tx)
	if err != nil {
		return nil, err
	}
	scored, err := r.runDecided(entries, plan, s.Input)
	if err == nil {
		scored.kept = func(int) bool { return true }
	}
	return scored, err
}
