package org

import (
	"context"
	"fmt"
	"strings"

	"qixing/fault"
	"qixing/store"
)

// Conflict is a conflict of interest that someone has declared about a unit, as the village they come from.
type Conflict struct {
	ID          int64
	AccountID   int64
	UnitID      int64
	Reason      string
	DeclaredAt  string
	WithdrawnAt string // "" while it holds
}

const conflictColumns = `id, account_id, unit_id, reason, declared_at, withdrawn_at`

func scanConflict(row scanner) (Conflict, error) {
	var c Conflict
	err := row.Scan(&c.ID, &c.AccountID, &c.UnitID, &c.Reason, &c.DeclaredAt, &c.WithdrawnAt)
	return c, err
}

// DeclareConflict records that who won't judge a unit or anything inside it. The county itself can't be declared: to judge
// nothing at all, give the role back.
func DeclareConflict(ctx context.Context, tx *store.Tx, who Principal, unit int64, reason string) (Conflict, error) {
	u, err := FindUnit(ctx, tx, who.County, unit)
	if err != nil {
		return Conflict{}, err
	}
	if who.AccountID == 0 || u.ParentID == 0 {
		return Conflict{}, fault.Forbidden("org.conflict_forbidden", nil)
	}
	c := Conflict{AccountID: who.AccountID, UnitID: u.ID, Reason: strings.TrimSpace(reason), DeclaredAt: tx.Timestamp()}
	if c.Reason == "" {
		return Conflict{}, fault.Invalid("org.conflict_reason_missing", nil).At("reason")
	}
	if c.ID, err = tx.NextID(ctx); err != nil {
		return Conflict{}, err
	}
	tx.Touch(who.County, Part)
	_, err = tx.Exec(ctx, `INSERT INTO conflicts (county, `+conflictColumns+`) VALUES ($1, $2, $3, $4, $5, $6, '')`,
		who.County, c.ID, c.AccountID, c.UnitID, c.Reason, c.DeclaredAt)
	if err != nil {
		return Conflict{}, fmt.Errorf("save conflict: %w", err)
	}
	return c, nil
}

// WithdrawConflict takes back one's own declaration. The declaration stays on record with the day of its end.
func WithdrawConflict(ctx context.Context, tx *store.Tx, who Principal, id int64) error {
	tx.Touch(who.County, Part)
	result, err := tx.Exec(ctx, `UPDATE conflicts SET withdrawn_at = $1 WHERE county = $2 AND id = $3 AND account_id = $4 AND withdrawn_at = ''`,
		tx.Timestamp(), who.County, id, who.AccountID)
	return changed(result, err, "conflict", fault.NotFound("org.conflict_not_found", nil))
}

// ListConflicts gives what who has declared and not withdrawn.
func ListConflicts(ctx context.Context, tx *store.Tx, who Principal) ([]Conflict, error) {
	rows, err := tx.Query(ctx, `SELECT `+conflictColumns+` FROM conflicts WHERE county = $1 AND account_id = $2 AND withdrawn_at = '' ORDER BY id`,
		who.County, who.AccountID)
	conflicts, err := list(rows, err, scanConflict)
	if err != nil {
		return nil, fmt.Errorf("list conflicts: %w", err)
	}
	return conflicts, nil
}
