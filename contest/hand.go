package contest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"qixing/fault"
	"qixing/ledger"
	"qixing/org"
	"qixing/store"
)

// Hand is somebody who scores: a judge, or a contestant who scores the others.
type Hand struct {
	AccountID int64
	PersonID  int64
	Title     string
	Judge     *Judge      // nil for a contestant
	Self      *Contestant // nil for a judge
	ties      []org.Tie
	declared  map[int64]string // by contestant
}

// FindHand gives what somebody may score in a contest.
func (c *Contest) FindHand(ctx context.Context, tx *store.Tx, who org.Principal) (*Hand, error) {
	judges, err := c.ListJudges(ctx, tx)
	if err != nil {
		return nil, err
	}
	h := &Hand{AccountID: who.AccountID, PersonID: who.PersonID, Title: who.Title}
	for i := range judges {
		if judges[i].AccountID == who.AccountID && who.Has(judges[i].Role) {
			h.Judge = &judges[i]
		}
	}
	if h.Self, err = c.findSelf(ctx, tx, who.PersonID); err != nil {
		return nil, err
	}
	if h.Judge == nil && h.Self == nil {
		return nil, fault.Forbidden("contest.not_judge", nil)
	}
	if h.declared, err = c.declared(ctx, tx, who.AccountID); err != nil {
		return nil, err
	}
	h.ties, err = org.ListTies(ctx, tx, who, c.HeldOn.String())
	return h, err
}

// findSelf gives the contestant that a person is and who is there, or nil: most people are none.
func (c *Contest) findSelf(ctx context.Context, tx *store.Tx, person int64) (*Contestant, error) {
	if person == 0 {
		return nil, nil
	}
	row := tx.QueryRow(ctx, `SELECT `+contestantColumns+` FROM contestants WHERE county = $1 AND contest_id = $2 AND person_id = $3 AND absence = '' ORDER BY id`,
		c.County, c.ID, person)
	one, err := scanContestant(row)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return &one, err
}

// Scores tells whether the hand scores a part at all.
func (h *Hand) Scores(part Part) bool {
	return part.Peer && h.Self != nil || !part.Peer && h.Judge != nil && h.Judge.Role == part.Role
}

// StandsAside gives the reason why the hand must not score a contestant in a part, or "". Ties are those that keep reviewers from a round's entries.
func (h *Hand) StandsAside(part Part, one Contestant) string {
	if why := h.declared[one.ID]; why != "" {
		return why
	}
	if h.PersonID != 0 && one.PersonID == h.PersonID {
		return "本人"
	}
	for _, tie := range h.ties {
		if tie.Touches(one.UnitPath, one.TownID, part.ByTown) {
			return tie.Reason
		}
	}
	return ""
}

// may refuses what the hand must not score now.
func (h *Hand) may(part Part, one Contestant) error {
	if !h.Scores(part) {
		return fault.Forbidden("contest.not_judge", nil)
	}
	if why := h.StandsAside(part, one); why != "" {
		return fault.Forbidden("contest.recused", fault.Args{"why": why})
	}
	switch {
	case one.Absence == ledger.Absent || one.Absence == ledger.Excused:
		return fault.Conflict("contest.absent", fault.Args{"contestant": one.Name})
	case one.Points != nil:
		return fault.Conflict("contest.released", fault.Args{"contestant": one.Name})
	}
	return nil
}

func (c *Contest) declared(ctx context.Context, tx *store.Tx, account int64) (map[int64]string, error) {
	rows, err := tx.Query(ctx, `SELECT contestant_id, reason FROM contest_recusals WHERE county = $1 AND contest_id = $2 AND account_id = $3`, c.County, c.ID, account)
	if err != nil {
		return nil, fmt.Errorf("recusals of contest %d: %w", c.ID, err)
	}
	defer rows.Close()
	declared := map[int64]string{}
	for rows.Next() {
		var contestant int64
		var reason string
		if err := rows.Scan(&contestant, &reason); err != nil {
			return nil, err
		}
		declared[contestant] = reason
	}
	return declared, rows.Err()
}

// Recuse lets somebody stand aside from one contestant. What they gave before no longer counts.
func (d *Desk) Recuse(ctx context.Context, tx *store.Tx, who org.Principal, id, contestant int64, reason string) error {
	c, err := hold(ctx, tx, who, id, Give)
	if err != nil {
		return err
	}
	if _, err := c.FindHand(ctx, tx, who); err != nil {
		return err
	}
	one, err := c.FindContestant(ctx, tx, contestant)
	if err != nil {
		return err
	}
	if one.Points != nil {
		return fault.Conflict("contest.released", fault.Args{"contestant": one.Name})
	}
	if strings.TrimSpace(reason) == "" {
		return fault.Invalid("contest.reason_needed", nil).At("reason")
	}
	_, err = tx.Exec(ctx, `INSERT INTO contest_recusals (county, contest_id, contestant_id, account_id, reason, at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (county, contest_id, contestant_id, account_id) DO NOTHING`, c.County, c.ID, contestant, who.AccountID, reason, tx.Timestamp())
	if err != nil {
		return fmt.Errorf("recuse from contestant %d: %w", contestant, err)
	}
	return c.record(ctx, tx, who, kindRecused, recused{Contestant: contestant, Account: who.AccountID, Reason: reason})
}
