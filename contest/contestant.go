package contest

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"qixing/fault"
	"qixing/fixed"
	"qixing/ledger"
	"qixing/org"
	"qixing/store"
)

// Contestant is who competes: the holder of a post, for the unit of the post.
type Contestant struct {
	ID            int64
	UnitID        int64
	PersonID      int64
	Code          string
	Title         string // the unit's
	Name          string // the person's
	TownID        int64
	TownTitle     string
	UnitPath      string
	Group         int64
	Base          *fixed.Value // the starting position; nil where it is missing
	Position      int64        // in the order of the draw; 0 before
	Absence       ledger.Absence
	AbsenceReason string
	Points        *fixed.Points // as released; nil before
	Parts         []PartResult  // as released
	ReleasedAt    string
}

const contestantColumns = `id, unit_id, person_id, code, title, name, town_id, town_title, unit_path, group_no, base, position, absence, absence_reason, points, parts,
	coalesce(released_at, '')`

// ListContestants gives everyone who competes, in the order of the draw.
func (c *Contest) ListContestants(ctx context.Context, tx *store.Tx) ([]Contestant, error) {
	rows, err := tx.Query(ctx, `SELECT `+contestantColumns+` FROM contestants WHERE county = $1 AND contest_id = $2 ORDER BY position, group_no, code`, c.County, c.ID)
	if err != nil {
		return nil, fmt.Errorf("contestants of contest %d: %w", c.ID, err)
	}
	defer rows.Close()
	var contestants []Contestant
	for rows.Next() {
		one, err := scanContestant(rows)
		if err != nil {
			return nil, err
		}
		contestants = append(contestants, one)
	}
	return contestants, rows.Err()
}

// FindContestant gives one who competes.
func (c *Contest) FindContestant(ctx context.Context, tx *store.Tx, id int64) (Contestant, error) {
	row := tx.QueryRow(ctx, `SELECT `+contestantColumns+` FROM contestants WHERE county = $1 AND contest_id = $2 AND id = $3`, c.County, c.ID, id)
	one, err := scanContestant(row)
	if errors.Is(err, sql.ErrNoRows) {
		return one, fault.NotFound("contest.contestant_not_found", fault.Args{"id": id})
	}
	return one, err
}

func scanContestant(row scanner) (Contestant, error) {
	var c Contestant
	var base, points sql.NullInt64
	var parts string
	err := row.Scan(&c.ID, &c.UnitID, &c.PersonID, &c.Code, &c.Title, &c.Name, &c.TownID, &c.TownTitle, &c.UnitPath, &c.Group, &base, &c.Position, &c.Absence,
		&c.AbsenceReason, &points, &parts, &c.ReleasedAt)
	if err != nil {
		return c, err
	}
	if base.Valid {
		value := fixed.Value(base.Int64)
		c.Base = &value
	}
	if points.Valid {
		released := fixed.Points(points.Int64)
		c.Points = &released
		err = json.Unmarshal([]byte(parts), &c.Parts)
	}
	return c, err
}

func (c *Contest) insertContestant(ctx context.Context, tx *store.Tx, one Contestant) error {
	var base any
	if one.Base != nil {
		base = int64(*one.Base)
	}
	_, err := tx.Exec(ctx, `INSERT INTO contestants (county, id, contest_id, unit_id, person_id, code, title, name, town_id, town_title, unit_path, group_no, base, position,
		absence, absence_reason, parts) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0, '', '', '')`,
		c.County, one.ID, c.ID, one.UnitID, one.PersonID, one.Code, one.Title, one.Name, one.TownID, one.TownTitle, one.UnitPath, one.Group, base)
	if err != nil {
		return fmt.Errorf("contestant %s: %w", one.Title, err)
	}
	return nil
}

// MarkAbsence notes that a contestant isn't there, with leave or without; an empty absence takes it back.
func (d *Desk) MarkAbsence(ctx context.Context, tx *store.Tx, who org.Principal, id, contestant int64, absence ledger.Absence, reason string) error {
	c, err := d.chair(ctx, tx, who, id, Excuse)
	if err != nil {
		return err
	}
	one, err := c.FindContestant(ctx, tx, contestant)
	if err != nil {
		return err
	}
	switch {
	case one.Points != nil:
		return fault.Conflict("contest.released", fault.Args{"contestant": one.Name})
	case absence != "" && absence != ledger.Excused && absence != ledger.Absent:
		return fault.Invalid("contest.absence", nil).At("absence")
	case reason == "":
		return fault.Invalid("contest.reason_needed", nil).At("reason")
	}
	tx.Touch(c.County, PartOf(c.ID))
	_, err = tx.Exec(ctx, `UPDATE contestants SET absence = $1, absence_reason = $2 WHERE county = $3 AND id = $4`, string(absence), reason, c.County, contestant)
	if err != nil {
		return fmt.Errorf("absence of contestant %d: %w", contestant, err)
	}
	return c.record(ctx, tx, who, kindAbsent, absent{Contestant: contestant, Absence: absence, Reason: reason})
}
