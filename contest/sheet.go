package contest

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"qixing/fault"
	"qixing/fixed"
	"qixing/org"
	"qixing/store"
)

// Sheet is what one hand gave one contestant in one part.
type Sheet struct {
	ID         int64
	Contestant int64
	Part       string
	AccountID  int64
	Key        string // made by the device that it was written on
	Revision   int64  // 1 for the first sheet, and one more for each that replaces it
	Marks      Marks
	At         string
	Actor      string
	Reason     string // why it was corrected; "" where the scorer wrote it
}

const sheetColumns = `s.id, s.contestant_id, s.part, s.account_id, s.request_key, s.revision, s.marks, s.at, s.actor, s.reason`

func scanSheet(row scanner) (Sheet, error) {
	var s Sheet
	var marks string
	if err := row.Scan(&s.ID, &s.Contestant, &s.Part, &s.AccountID, &s.Key, &s.Revision, &marks, &s.At, &s.Actor, &s.Reason); err != nil {
		return s, err
	}
	return s, json.Unmarshal([]byte(marks), &s.Marks)
}

// GiveScore takes a sheet. The same sheet sent again, by its key, changes nothing and answers as the first time, whatever has happened meanwhile: so a
// device whose connection broke may send until it hears that it arrived.
func (d *Desk) GiveScore(ctx context.Context, tx *store.Tx, who org.Principal, id int64, in Sheet) (Sheet, error) {
	given, err := d.GiveScores(ctx, tx, who, id, []Sheet{in})
	if err != nil {
		return in, err
	}
	return given[0], nil
}

// GiveScores takes several sheets of one hand, all or none.
func (d *Desk) GiveScores(ctx context.Context, tx *store.Tx, who org.Principal, id int64, in []Sheet) ([]Sheet, error) {
	c, refused := hold(ctx, tx, who, id, Give)
	if c == nil {
		return nil, refused
	}
	given := make([]Sheet, 0, len(in))
	var hand *Hand
	for _, sheet := range in {
		sheet.AccountID = who.AccountID
		before, err := c.findGiven(ctx, tx, sheet)
		if err != nil {
			return nil, err
		}
		if before != nil {
			given = append(given, *before)
			continue
		}
		if refused != nil {
			return nil, refused
		}
		if hand == nil {
			if hand, err = c.FindHand(ctx, tx, who); err != nil {
				return nil, err
			}
		}
		if sheet, err = c.give(ctx, tx, who, hand, sheet); err != nil {
			return nil, err
		}
		given = append(given, sheet)
	}
	return given, nil
}

// findGiven gives the sheet that came with this key before, or nil. Another sheet under the same key is refused.
func (c *Contest) findGiven(ctx context.Context, tx *store.Tx, in Sheet) (*Sheet, error) {
	if in.Key == "" || len(in.Key) > 80 {
		return nil, fault.Invalid("contest.key", nil).At("key")
	}
	before, err := c.findByKey(ctx, tx, in.AccountID, in.Key)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("sheet %s: %w", in.Key, err)
	case before.Contestant != in.Contestant || before.Part != in.Part || !maps.Equal(before.Marks, in.Marks):
		return nil, fault.Conflict("contest.key_reused", nil)
	}
	return &before, nil
}

func (c *Contest) give(ctx context.Context, tx *store.Tx, who org.Principal, hand *Hand, in Sheet) (Sheet, error) {
	part, found := c.Rules.FindPart(in.Part)
	if !found {
		return in, fault.NotFound("contest.no_part", fault.Args{"part": in.Part}).At("part")
	}
	one, err := c.FindContestant(ctx, tx, in.Contestant)
	if err != nil {
		return in, err
	}
	if err := hand.may(part, one); err != nil {
		return in, err
	}
	if err := part.check(in.Marks); err != nil {
		return in, err
	}
	last, err := c.lastRevision(ctx, tx, in)
	if err != nil {
		return in, err
	}
	if in.Revision != last+1 {
		return in, fault.Conflict("contest.revision", fault.Args{"contestant": one.Name})
	}
	if in, err = c.insertSheet(ctx, tx, who, in); err != nil {
		return in, err
	}
	return in, c.record(ctx, tx, who, kindScored, scored{Contestant: in.Contestant, Part: in.Part, Account: in.AccountID, Key: in.Key, Revision: in.Revision, Marks: in.Marks})
}

// check wants a mark for every aspect, within its full marks and in whole steps.
func (p Part) check(marks Marks) error {
	for _, aspect := range p.Aspects {
		points, given := marks[aspect.ID]
		switch {
		case !given:
			return fault.Invalid("contest.mark_missing", fault.Args{"aspect": aspect.Title}).At(aspect.ID)
		case points < 0 || points > aspect.Points:
			return fault.Invalid("contest.mark_range", fault.Args{"aspect": aspect.Title, "of": aspect.Points.Value().String()}).At(aspect.ID)
		case points%p.Step != 0:
			return fault.Invalid("contest.mark_step", fault.Args{"aspect": aspect.Title, "step": p.Step.Value().String()}).At(aspect.ID)
		}
	}
	for id := range marks {
		if !slices.ContainsFunc(p.Aspects, func(a Aspect) bool { return a.ID == id }) {
			return fault.Invalid("contest.no_aspect", fault.Args{"aspect": id}).At(id)
		}
	}
	return nil
}

func (c *Contest) findByKey(ctx context.Context, tx *store.Tx, account int64, key string) (Sheet, error) {
	return scanSheet(tx.QueryRow(ctx, `SELECT `+sheetColumns+` FROM contest_scores s WHERE s.county = $1 AND s.contest_id = $2 AND s.account_id = $3 AND s.request_key = $4`,
		c.County, c.ID, account, key))
}

func (c *Contest) lastRevision(ctx context.Context, tx *store.Tx, of Sheet) (last int64, err error) {
	err = tx.QueryRow(ctx, `SELECT coalesce(max(revision), 0) FROM contest_scores WHERE county = $1 AND contest_id = $2 AND contestant_id = $3 AND part = $4 AND account_id = $5`,
		c.County, c.ID, of.Contestant, of.Part, of.AccountID).Scan(&last)
	return last, err
}

func (c *Contest) insertSheet(ctx context.Context, tx *store.Tx, who org.Principal, s Sheet) (Sheet, error) {
	marks, err := json.Marshal(s.Marks)
	if err != nil {
		return s, err
	}
	if s.ID, err = tx.NextID(ctx); err != nil {
		return s, err
	}
	s.At, s.Actor = tx.Timestamp(), who.Title
	_, err = tx.Exec(ctx, `INSERT INTO contest_scores (county, id, contest_id, contestant_id, part, account_id, request_key, revision, marks, at, actor, reason)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		c.County, s.ID, c.ID, s.Contestant, s.Part, s.AccountID, s.Key, s.Revision, string(marks), s.At, s.Actor, s.Reason)
	if err != nil {
		return s, fmt.Errorf("sheet for contestant %d: %w", s.Contestant, err)
	}
	return s, nil
}

// Counting narrows ListSheets; zero fields don't.
type Counting struct {
	Contestant int64
	AccountID  int64
}

// ListSheets gives the sheets that count: of each part, contestant and hand the last, without those whose hand stood aside since.
func (c *Contest) ListSheets(ctx context.Context, tx *store.Tx, of Counting) ([]Sheet, error) {
	return c.listSheets(ctx, tx, of, `AND NOT EXISTS (SELECT 1 FROM contest_scores n WHERE n.county = s.county AND n.contest_id = s.contest_id AND n.contestant_id = s.contestant_id
			AND n.part = s.part AND n.account_id = s.account_id AND n.revision > s.revision)
		AND NOT EXISTS (SELECT 1 FROM contest_recusals r WHERE r.county = s.county AND r.contest_id = s.contest_id AND r.contestant_id = s.contestant_id AND r.account_id = s.account_id)`)
}

// ListHistory gives every sheet that was ever handed in, the replaced ones too.
func (c *Contest) ListHistory(ctx context.Context, tx *store.Tx, of Counting) ([]Sheet, error) {
	return c.listSheets(ctx, tx, of, "")
}

func (c *Contest) listSheets(ctx context.Context, tx *store.Tx, of Counting, narrow string) ([]Sheet, error) {
	rows, err := tx.Query(ctx, `SELECT `+sheetColumns+` FROM contest_scores s WHERE s.county = $1 AND s.contest_id = $2
		AND ($3 = 0 OR s.contestant_id = $3) AND ($4 = 0 OR s.account_id = $4) `+narrow+` ORDER BY s.contestant_id, s.part, s.account_id, s.revision`,
		c.County, c.ID, of.Contestant, of.AccountID)
	if err != nil {
		return nil, fmt.Errorf("sheets of contest %d: %w", c.ID, err)
	}
	defer rows.Close()
	var sheets []Sheet
	for rows.Next() {
		s, err := scanSheet(rows)
		if err != nil {
			return nil, err
		}
		sheets = append(sheets, s)
	}
	return sheets, rows.Err()
}

// sums lays the sums of sheets out by part.
func sums(sheets []Sheet) map[string][]fixed.Points {
	all := map[string][]fixed.Points{}
	for _, s := range sheets {
		all[s.Part] = append(all[s.Part], s.Marks.Sum())
	}
	return all
}

// Standing computes what a contestant comes to by now, released or not. Only whoever runs the contest may know.
func (c *Contest) Standing(ctx context.Context, tx *store.Tx, contestant int64) (Result, error) {
	sheets, err := c.ListSheets(ctx, tx, Counting{Contestant: contestant})
	if err != nil {
		return Result{}, err
	}
	return c.Rules.Score(sums(sheets))
}
