package contest

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"qixing/calendar"
	"qixing/fault"
	"qixing/org"
	"qixing/store"
)

// Contest is one contest of a period.
type Contest struct {
	County      string
	ID          int64
	Policy      string // its id in the pack
	Title       string
	Period      calendar.Period
	HeldOn      calendar.Date
	Place       string
	PackID      int64
	Rules       Rules
	State       State
	Seed        string // of the last draw; "" before
	Current     int64  // the contestant on stage, or 0
	PlannedAt   string
	PlannedBy   string
	OpenedAt    string
	ScoredAt    string
	ConfirmedAt string
	ConfirmedBy string
	PublishedAt string
}

// PartOf names what the board of a contest is made from, as store.Tx.Touch does. Nothing that isn't released touches it.
func PartOf(id int64) string { return fmt.Sprintf("contest/%d", id) }

// Subject is how the journal calls a contest.
func (c *Contest) Subject() string { return PartOf(c.ID) }

const contestColumns = `county, id, contest, title, period, held_on, place, pack_id, rules, state, seed, current_id, planned_at, planned_by,
	coalesce(opened_at, ''), coalesce(scored_at, ''), coalesce(confirmed_at, ''), coalesce(confirmed_by, ''), coalesce(published_at, '')`

// FindContest gives a contest.
func FindContest(ctx context.Context, tx *store.Tx, county string, id int64) (*Contest, error) {
	row := tx.QueryRow(ctx, `SELECT `+contestColumns+` FROM contests WHERE county = $1 AND id = $2`, county, id)
	c, err := scanContest(row)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fault.NotFound("contest.not_found", fault.Args{"id": id})
	}
	if err != nil {
		return nil, fmt.Errorf("contest %d: %w", id, err)
	}
	return c, nil
}

// ListContests gives a county's contests, the newest period first.
func ListContests(ctx context.Context, tx *store.Tx, county string) ([]*Contest, error) {
	rows, err := tx.Query(ctx, `SELECT `+contestColumns+` FROM contests WHERE county = $1 ORDER BY held_on DESC, id DESC`, county)
	if err != nil {
		return nil, fmt.Errorf("contests: %w", err)
	}
	defer rows.Close()
	var contests []*Contest
	for rows.Next() {
		c, err := scanContest(rows)
		if err != nil {
			return nil, err
		}
		contests = append(contests, c)
	}
	return contests, rows.Err()
}

type scanner interface{ Scan(...any) error }

func scanContest(row scanner) (*Contest, error) {
	var c Contest
	var period, held, rules string
	err := row.Scan(&c.County, &c.ID, &c.Policy, &c.Title, &period, &held, &c.Place, &c.PackID, &rules, &c.State, &c.Seed, &c.Current, &c.PlannedAt, &c.PlannedBy,
		&c.OpenedAt, &c.ScoredAt, &c.ConfirmedAt, &c.ConfirmedBy, &c.PublishedAt)
	if err != nil {
		return nil, err
	}
	if c.Period, err = calendar.ParsePeriod(period); err != nil {
		return nil, err
	}
	if c.HeldOn, err = calendar.ParseDate(held); err != nil {
		return nil, err
	}
	return &c, json.Unmarshal([]byte(rules), &c.Rules)
}

// set changes one column of a contest, which its board may show.
func (c *Contest) set(ctx context.Context, tx *store.Tx, column string, value any) error {
	tx.Touch(c.County, PartOf(c.ID))
	_, err := tx.Exec(ctx, `UPDATE contests SET `+column+` = $1 WHERE county = $2 AND id = $3`, value, c.County, c.ID)
	if err != nil {
		return fmt.Errorf("contest %d: %w", c.ID, err)
	}
	return nil
}

// hold makes whoever else changes this contest wait, and refuses what can't happen now.
func hold(ctx context.Context, tx *store.Tx, who org.Principal, id int64, action Action) (*Contest, error) {
	if err := tx.Lock(ctx, fmt.Sprintf("contest:%s:%d", who.County, id)); err != nil {
		return nil, err
	}
	c, err := FindContest(ctx, tx, who.County, id)
	if err != nil {
		return nil, err
	}
	return c, c.refuse(action)
}

// Runs tells whether someone runs the contest.
func (c *Contest) Runs(who org.Principal) bool { return who.Has(c.Rules.Office) }

// chair holds a contest for whoever runs it.
func (d *Desk) chair(ctx context.Context, tx *store.Tx, who org.Principal, id int64, action Action) (*Contest, error) {
	c, err := hold(ctx, tx, who, id, action)
	if c != nil && !c.Runs(who) {
		return nil, fault.Forbidden("contest.forbidden", nil)
	}
	return c, err
}

// move takes the contest into the state that an action leads to.
func (c *Contest) move(ctx context.Context, tx *store.Tx, who org.Principal, action Action) error {
	c.State = transitions[action].to
	if err := c.set(ctx, tx, "state", string(c.State)); err != nil {
		return err
	}
	stamps := map[Action]string{Begin: "opened_at", Close: "scored_at", Confirm: "confirmed_at", Publish: "published_at"}
	if action == Confirm {
		if err := c.set(ctx, tx, "confirmed_by", who.Title); err != nil {
			return err
		}
	}
	return c.set(ctx, tx, stamps[action], tx.Timestamp())
}
