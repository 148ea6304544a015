package contest

import (
	"context"
	"fmt"

	"qixing/fault"
	"qixing/org"
	"qixing/store"
)

// Judge is somebody appointed by name to score the parts of a role.
type Judge struct {
	AccountID int64
	Role      string
	Number    int64
	Title     string
}

// ListJudges gives a contest's judges by their numbers.
func (c *Contest) ListJudges(ctx context.Context, tx *store.Tx) ([]Judge, error) {
	rows, err := tx.Query(ctx, `SELECT account_id, role, number, title FROM contest_judges WHERE county = $1 AND contest_id = $2 ORDER BY number`, c.County, c.ID)
	if err != nil {
		return nil, fmt.Errorf("judges of contest %d: %w", c.ID, err)
	}
	defer rows.Close()
	var judges []Judge
	for rows.Next() {
		var j Judge
		if err := rows.Scan(&j.AccountID, &j.Role, &j.Number, &j.Title); err != nil {
			return nil, err
		}
		judges = append(judges, j)
	}
	return judges, rows.Err()
}

// AppointJudges names those who judge, in the order of their numbers, in place of those named before.
func (d *Desk) AppointJudges(ctx context.Context, tx *store.Tx, who org.Principal, id int64, accounts []int64) error {
	c, err := d.chair(ctx, tx, who, id, Appoint)
	if err != nil {
		return err
	}
	contestants, err := c.ListContestants(ctx, tx)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `DELETE FROM contest_judges WHERE county = $1 AND contest_id = $2`, c.County, c.ID); err != nil {
		return err
	}
	leaf := appointed{Judges: []appointedOne{}}
	for i, account := range accounts {
		judge, err := org.LoadPrincipal(ctx, tx, c.County, account)
		if err != nil {
			return err
		}
		role, err := c.judgeRole(judge, contestants)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `INSERT INTO contest_judges (county, contest_id, account_id, role, number, title) VALUES ($1, $2, $3, $4, $5, $6)`,
			c.County, c.ID, account, role, i+1, judge.Title)
		if err != nil {
			return fmt.Errorf("appoint %s: %w", judge.Title, err)
		}
		leaf.Judges = append(leaf.Judges, appointedOne{Account: account, Role: role, Number: int64(i + 1)})
	}
	return c.record(ctx, tx, who, kindAppointed, leaf)
}

// judgeRole gives the role by which somebody may judge. Whoever runs the contest, or competes, may not.
func (c *Contest) judgeRole(judge org.Principal, contestants []Contestant) (string, error) {
	if c.Runs(judge) {
		return "", fault.Invalid("contest.judge_is_office", fault.Args{"judge": judge.Title}).At("judges")
	}
	for _, one := range contestants {
		if judge.PersonID != 0 && one.PersonID == judge.PersonID {
			return "", fault.Invalid("contest.judge_competes", fault.Args{"judge": judge.Title}).At("judges")
		}
	}
	for _, part := range c.Rules.Parts {
		if !part.Peer && judge.Has(part.Role) {
			return part.Role, nil
		}
	}
	return "", fault.Invalid("contest.judge_role", fault.Args{"judge": judge.Title}).At("judges")
}

// BeginContest opens a contest to the judges once it is drawn and has judges enough.
func (d *Desk) BeginContest(ctx context.Context, tx *store.Tx, who org.Principal, id int64) (*Contest, error) {
	c, err := d.chair(ctx, tx, who, id, Begin)
	if err != nil {
		return nil, err
	}
	if c.Seed == "" {
		return nil, fault.Conflict("contest.draw_first", nil)
	}
	judges, err := c.ListJudges(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, part := range c.Rules.Parts {
		var n int64
		for _, judge := range judges {
			if judge.Role == part.Role {
				n++
			}
		}
		if !part.Peer && n < max(1, part.AtLeast) {
			return nil, fault.Conflict("contest.judges_needed", fault.Args{"part": part.Title, "n": part.AtLeast, "there": n})
		}
	}
	if err := c.move(ctx, tx, who, Begin); err != nil {
		return nil, err
	}
	return c, c.record(ctx, tx, who, kindOpened, map[string]any{"contest": c.ID})
}
