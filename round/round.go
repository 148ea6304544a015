package round

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"qixing/calendar"
	"qixing/fault"
	"qixing/fixed"
	"qixing/pack"
	"qixing/procedure"
	"qixing/store"
)

// Round is one run of a scheme for a period.
type Round struct {
	County        string
	ID            int64
	Scheme        string
	Title         string
	Period        calendar.Period
	ReferenceDate calendar.Date
	PackID        int64
	Values        map[string]fixed.Value // the parameters in force on the reference date
	Stage         string                 // the current stage; "" once the round is closed
	OpenedAt      string
	OpenedBy      string
	ClosedAt      string
}

// Stage is one stage of a round with what became of it.
type Stage struct {
	*pack.Stage
	Due      calendar.Date
	OpenedAt string
	ClosedAt string
	ClosedBy string
	Reason   string
}

// Running is a round with the policy it runs under, as both stood when it opened.
type Running struct {
	Round
	Pack   *pack.Pack
	Policy *pack.Scheme
	Stages []Stage
}

const roundColumns = `county, id, scheme, title, period, reference_date, pack_id, parameters, stage, opened_at, opened_by, closed_at`

// FindRound gives a round with its policy.
func (d *Desk) FindRound(ctx context.Context, tx *store.Tx, county string, id int64) (*Running, error) {
	row := tx.QueryRow(ctx, `SELECT `+roundColumns+` FROM rounds WHERE county = $1 AND id = $2`, county, id)
	found, err := scanRound(row)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fault.NotFound("round.not_found", fault.Args{"id": id})
	}
	if err != nil {
		return nil, fmt.Errorf("round %d: %w", id, err)
	}
	return d.withPolicy(ctx, tx, found)
}

// ListRounds gives a county's rounds, the newest first.
func (d *Desk) ListRounds(ctx context.Context, tx *store.Tx, county string) ([]*Running, error) {
	rounds, err := readRounds(ctx, tx, county)
	if err != nil {
		return nil, fmt.Errorf("rounds: %w", err)
	}
	running := make([]*Running, 0, len(rounds))
	for _, r := range rounds {
		one, err := d.withPolicy(ctx, tx, r)
		if err != nil {
			return nil, err
		}
		running = append(running, one)
	}
	return running, nil
}

func readRounds(ctx context.Context, tx *store.Tx, county string) ([]Round, error) {
	rows, err := tx.Query(ctx, `SELECT `+roundColumns+` FROM rounds WHERE county = $1 ORDER BY id DESC`, county)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var rounds []Round
	for rows.Next() {
		r, err := scanRound(rows)
		if err != nil {
			return nil, err
		}
		rounds = append(rounds, r)
	}
	return rounds, rows.Err()
}

type scanner interface{ Scan(...any) error }

func scanRound(row scanner) (Round, error) {
	var r Round
	var period, reference, values string
	var closed sql.NullString
	err := row.Scan(&r.County, &r.ID, &r.Scheme, &r.Title, &period, &reference, &r.PackID, &values, &r.Stage, &r.OpenedAt, &r.OpenedBy, &closed)
	if err != nil {
		return r, err
	}
	r.ClosedAt = closed.String
	if r.Period, err = calendar.ParsePeriod(period); err != nil {
		return r, err
	}
	if r.ReferenceDate, err = calendar.ParseDate(reference); err != nil {
		return r, err
	}
	return r, json.Unmarshal([]byte(values), &r.Values)
}

func (d *Desk) withPolicy(ctx context.Context, tx *store.Tx, r Round) (*Running, error) {
	policy, err := d.Packs.FindPack(ctx, tx, r.County, r.PackID)
	if err != nil {
		return nil, fmt.Errorf("policy of round %d: %w", r.ID, err)
	}
	scheme, found := policy.FindScheme(r.Scheme)
	if !found {
		return nil, fault.Internal(fmt.Errorf("round %d: pack %d has no scheme %s", r.ID, r.PackID, r.Scheme))
	}
	running := &Running{Round: r, Pack: policy, Policy: scheme}
	running.Stages, err = readStages(ctx, tx, running)
	return running, err
}

func readStages(ctx context.Context, tx *store.Tx, r *Running) ([]Stage, error) {
	rows, err := tx.Query(ctx, `SELECT stage, due, opened_at, closed_at, closed_by, reason FROM round_stages
		WHERE county = $1 AND round_id = $2 ORDER BY position`, r.County, r.ID)
	if err != nil {
		return nil, fmt.Errorf("stages of round %d: %w", r.ID, err)
	}
	defer rows.Close()
	var stages []Stage
	for rows.Next() {
		var s Stage
		var id, due string
		var opened, closed, by, reason sql.NullString
		if err := rows.Scan(&id, &due, &opened, &closed, &by, &reason); err != nil {
			return nil, err
		}
		s.OpenedAt, s.ClosedAt, s.ClosedBy, s.Reason = opened.String, closed.String, by.String, reason.String
		if s.Due, err = calendar.ParseDate(due); err != nil {
			return nil, err
		}
		if _, s.Stage = procedure.StageOf(r.Policy.Procedure, id); s.Stage == nil {
			return nil, fault.Internal(fmt.Errorf("round %d: no stage %s", r.ID, id))
		}
		stages = append(stages, s)
	}
	return stages, rows.Err()
}

// Current gives the stage that the round is in, or nil once it is closed.
func (r *Running) Current() *Stage { return r.FindStage(r.Stage) }

// FindStage gives a stage by its id, or nil.
func (r *Running) FindStage(id string) *Stage {
	for i := range r.Stages {
		if r.Stages[i].ID == id {
			return &r.Stages[i]
		}
	}
	return nil
}

// At tells whether the round is at a stage with this action, and refuses with the stage it is in.
func (r *Running) At(action pack.Action) (*Stage, error) {
	current := r.Current()
	if current == nil {
		return nil, fault.Conflict("round.closed", fault.Args{"round": r.Title})
	}
	if current.Action != action {
		return nil, fault.Conflict("round.other_stage", fault.Args{"round": r.Title, "stage": current})
	}
	return current, nil
}

// Lock makes whoever else changes this round wait until the transaction ends. Who locks a round means to change it, so its part is touched.
func Lock(ctx context.Context, tx *store.Tx, county string, id int64) error {
	tx.Touch(county, PartOf(id))
	return tx.Lock(ctx, fmt.Sprintf("round:%s:%d", county, id))
}
