package matter

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"qixing/store"
)

const takenColumns = `id, step, from_status, to_status, account_id, actor, at, note, changed, revision`

// keep writes down a step that was taken.
func keep(ctx context.Context, tx *store.Tx, county, register string, record int64, request string, t Taken) error {
	id, err := tx.NextID(ctx)
	if err != nil {
		return err
	}
	changed, err := json.Marshal(t.Changed)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO matter_steps (county, id, register, record_id, revision, step, from_status, to_status, account_id, actor, at, note, changed, request)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`, county, id, register, record, t.Revision, t.Step, t.From, t.To,
		t.AccountID, t.Actor, store.FormatTime(t.At), t.Note, string(changed), request)
	if err != nil {
		return fmt.Errorf("keep a step of record %d: %w", record, err)
	}
	return nil
}

// listTaken gives the steps of a record, the oldest first.
func listTaken(ctx context.Context, tx *store.Tx, county, register string, record int64) ([]Taken, error) {
	rows, err := tx.Query(ctx, `SELECT `+takenColumns+` FROM matter_steps WHERE county = $1 AND register = $2 AND record_id = $3 ORDER BY id`, county, register, record)
	if err != nil {
		return nil, fmt.Errorf("steps of record %d: %w", record, err)
	}
	defer rows.Close()
	var taken []Taken
	for rows.Next() {
		t, err := scanTaken(rows)
		if err != nil {
			return nil, err
		}
		taken = append(taken, t)
	}
	return taken, rows.Err()
}

func scanTaken(row interface{ Scan(...any) error }, more ...any) (Taken, error) {
	var t Taken
	var at, changed string
	err := row.Scan(append([]any{&t.ID, &t.Step, &t.From, &t.To, &t.AccountID, &t.Actor, &at, &t.Note, &changed, &t.Revision}, more...)...)
	if err != nil {
		return t, err
	}
	if t.At, err = store.ParseTime(at); err != nil {
		return t, err
	}
	return t, json.Unmarshal([]byte(changed), &t.Changed)
}

// findRequest gives the step that a request has taken, or record 0.
func findRequest(ctx context.Context, tx *store.Tx, county, request string) (register string, record int64, t Taken, err error) {
	row := tx.QueryRow(ctx, `SELECT `+takenColumns+`, register, record_id FROM matter_steps WHERE county = $1 AND request = $2`, county, request)
	t, err = scanTaken(row, &register, &record)
	if errors.Is(err, sql.ErrNoRows) {
		return "", 0, t, nil
	}
	return register, record, t, err
}

// listEntered tells for every record of a register that a step has moved when it came into its state.
func listEntered(ctx context.Context, tx *store.Tx, county, register string) (map[int64]string, error) {
	rows, err := tx.Query(ctx, `SELECT record_id, MAX(at) FROM matter_steps WHERE county = $1 AND register = $2 AND from_status <> to_status GROUP BY record_id`, county, register)
	if err != nil {
		return nil, fmt.Errorf("steps of %s: %w", register, err)
	}
	defer rows.Close()
	entered := map[int64]string{}
	for rows.Next() {
		var id int64
		var at string
		if err := rows.Scan(&id, &at); err != nil {
			return nil, err
		}
		entered[id] = at
	}
	return entered, rows.Err()
}
