package outcome

import (
	"context"
	"fmt"

	"qixing/store"
)

// Kind is what sort of thing an award is.
type Kind string

// The kinds.
const (
	Honor   Kind = "honor"
	Funds   Kind = "funds"
	Subsidy Kind = "subsidy"
	Flag    Kind = "flag"
)

// State is where an award stands.
type State string

// The states.
const (
	Granted State = "granted"
	Revoked State = "revoked"
)

// Award is something that an entry was given.
type Award struct {
	County    string
	ID        int64
	RoundID   int64
	EntryID   int64
	Award     string // which of the scheme's awards
	Kind      Kind
	Title     string
	UnitID    int64
	PersonID  int64 // 0 where it goes to the organisation
	Role      string
	Payee     string
	Amount    int64 // 分, each time
	Times     int
	UsedBy    string // the role that may use a flag
	State     State
	GrantedAt string
}

const awardColumns = `county, id, round_id, entry_id, award, kind, title, unit_id, person_id, role, payee, amount, times, used_by, state, granted_at`

// ListAwards gives a county's awards, those of one round where roundID isn't 0, the newest first.
func ListAwards(ctx context.Context, tx *store.Tx, county string, roundID int64) ([]Award, error) {
	return readAwards(ctx, tx, `SELECT `+awardColumns+` FROM awards WHERE county = $1 AND (round_id = $2 OR $2 = 0) ORDER BY id DESC`, county, roundID)
}

// ListFlags gives the flags in force that a role may use.
func ListFlags(ctx context.Context, tx *store.Tx, county string) ([]Award, error) {
	return readAwards(ctx, tx, `SELECT `+awardColumns+` FROM awards WHERE county = $1 AND kind = $2 AND state = $3 ORDER BY id`, county, string(Flag), string(Granted))
}

// ListEntryAwards gives what one entry was given.
func ListEntryAwards(ctx context.Context, tx *store.Tx, county string, entry int64) ([]Award, error) {
	return readAwards(ctx, tx, `SELECT `+awardColumns+` FROM awards WHERE county = $1 AND entry_id = $2 ORDER BY id`, county, entry)
}

func readAwards(ctx context.Context, tx *store.Tx, query string, args ...any) ([]Award, error) {
	rows, err := tx.Query(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("awards: %w", err)
	}
	defer rows.Close()
	var awards []Award
	for rows.Next() {
		var a Award
		err := rows.Scan(&a.County, &a.ID, &a.RoundID, &a.EntryID, &a.Award, &a.Kind, &a.Title, &a.UnitID, &a.PersonID, &a.Role, &a.Payee, &a.Amount,
			&a.Times, &a.UsedBy, &a.State, &a.GrantedAt)
		if err != nil {
			return nil, err
		}
		awards = append(awards, a)
	}
	return awards, rows.Err()
}

func (a *Award) insert(ctx context.Context, tx *store.Tx) error {
	var err error
	if a.ID, err = tx.NextID(ctx); err != nil {
		return err
	}
	a.State, a.GrantedAt = Granted, tx.Timestamp()
	_, err = tx.Exec(ctx, `INSERT INTO awards (`+awardColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
		a.County, a.ID, a.RoundID, a.EntryID, a.Award, string(a.Kind), a.Title, a.UnitID, a.PersonID, a.Role, a.Payee, a.Amount, a.Times, a.UsedBy,
		string(a.State), a.GrantedAt)
	if err != nil {
		return fmt.Errorf("grant %s to %s: %w", a.Title, a.Payee, err)
	}
	return nil
}
