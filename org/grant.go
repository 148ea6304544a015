package org

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"qixing/fault"
	"qixing/journal"
	"qixing/store"
)

// Grant is a role given to an account at a unit. It holds for the whole subtree below the unit.
type Grant struct {
	ID          int64
	AccountID   int64
	Role        string
	UnitID      int64
	UnitPath    string
	UnitTitle   string
	GrantedBy   int64 // account; 0 from the shell of the machine
	GrantedAt   string
	Pending     bool // waits for a second security administrator
	ConfirmedBy int64
	RevokedBy   int64
	RevokedAt   string // "" while it is in force
}

// NewGrant is what a grant is made of.
type NewGrant struct {
	AccountID      int64
	Role           string
	UnitID         int64
	RequiresSecond bool // the county wants two security administrators for each grant
}

// CreateGrant gives a role. Only a security administrator may, never to their own account; an administrator's role excludes
// all others. To give the same role at the same unit twice changes nothing and returns what is there.
func CreateGrant(ctx context.Context, tx *store.Tx, by Principal, n NewGrant) (Grant, error) {
	if err := mayGrant(by, n.AccountID); err != nil {
		return Grant{}, err
	}
	if err := tx.Lock(ctx, fmt.Sprintf("grant:%s:%d", by.County, n.AccountID)); err != nil {
		return Grant{}, err
	}
	if _, err := FindAccount(ctx, tx, by.County, n.AccountID); err != nil {
		return Grant{}, err
	}
	unit, err := FindUnit(ctx, tx, by.County, n.UnitID)
	if err != nil {
		return Grant{}, err
	}
	others, err := ListGrants(ctx, tx, by.County, GrantQuery{AccountID: n.AccountID, Current: true})
	if err != nil {
		return Grant{}, err
	}
	for _, g := range others {
		if g.Role == n.Role && g.UnitID == n.UnitID {
			return g, nil
		}
		if exclude(g.Role, n.Role) {
			return Grant{}, fault.Conflict("org.roles_exclude", fault.Args{"role": n.Role, "other": g.Role}).At("role")
		}
	}
	return insertGrant(ctx, tx, by, n, unit)
}

func mayGrant(by Principal, account int64) error {
	if !by.administers(SecurityAdmin) {
		return fault.Forbidden("org.grant_forbidden", nil)
	}
	if account == by.AccountID {
		return fault.Forbidden("org.grant_own", nil)
	}
	return nil
}

// exclude tells whether one account can't have both roles.
func exclude(a, b string) bool { return a != b && (IsAdministrator(a) || IsAdministrator(b)) }

func insertGrant(ctx context.Context, tx *store.Tx, by Principal, n NewGrant, unit Unit) (Grant, error) {
	if n.Role = strings.TrimSpace(n.Role); n.Role == "" {
		return Grant{}, fault.Invalid("org.role_missing", nil).At("role")
	}
	if IsAdministrator(n.Role) && unit.ParentID != 0 {
		return Grant{}, fault.Invalid("org.administrator_at_county", nil).At("unit_id")
	}
	id, err := tx.NextID(ctx)
	if err != nil {
		return Grant{}, err
	}
	g := Grant{ID: id, AccountID: n.AccountID, Role: n.Role, UnitID: unit.ID, UnitPath: unit.Path, UnitTitle: unit.Title,
		GrantedBy: by.AccountID, GrantedAt: tx.Timestamp(), Pending: n.RequiresSecond}
	tx.Touch(by.County, Part)
	_, err = tx.Exec(ctx, `INSERT INTO grants (county, id, account_id, role, unit_id, granted_by, granted_at, pending, confirmed_by,
		revoked_by, revoked_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, '')`,
		by.County, g.ID, g.AccountID, g.Role, g.UnitID, g.GrantedBy, g.GrantedAt, flag(g.Pending))
	if err != nil {
		return Grant{}, fmt.Errorf("save grant: %w", err)
	}
	return g, remember(ctx, tx, by, "grant_given", g)
}

// remember writes into the journal who changed what somebody may do.
func remember(ctx context.Context, tx *store.Tx, by Principal, kind string, g Grant) error {
	_, err := journal.Append(ctx, tx, by.County, journal.Entry{Kind: kind, Subject: fmt.Sprintf("grant/%d", g.ID), Actor: by.Title,
		Data: map[string]any{"account": g.AccountID, "role": g.Role, "unit": g.UnitTitle, "unit_id": g.UnitID, "by": by.AccountID, "pending": g.Pending}})
	if err != nil {
		return fmt.Errorf("journal %s: %w", kind, err)
	}
	return nil
}

// ConfirmGrant puts a pending grant into force. It takes a security administrator other than the one who gave it, and
// other than the one who gets it.
func ConfirmGrant(ctx context.Context, tx *store.Tx, by Principal, id int64) error {
	g, err := FindGrant(ctx, tx, by.County, id)
	if err != nil {
		return err
	}
	if err := mayGrant(by, g.AccountID); err != nil {
		return err
	}
	if g.GrantedBy == by.AccountID {
		return fault.Forbidden("org.grant_second", nil)
	}
	tx.Touch(by.County, Part)
	result, err := tx.Exec(ctx, `UPDATE grants SET pending = 0, confirmed_by = $1 WHERE county = $2 AND id = $3 AND pending = 1 AND revoked_at = ''`,
		by.AccountID, by.County, id)
	if err := changed(result, err, "grant", fault.Conflict("org.grant_not_pending", nil)); err != nil {
		return err
	}
	g.Pending = false
	return remember(ctx, tx, by, "grant_confirmed", g)
}

// RevokeGrant takes a role back, at once. To revoke twice changes nothing.
func RevokeGrant(ctx context.Context, tx *store.Tx, by Principal, id int64) error {
	g, err := FindGrant(ctx, tx, by.County, id)
	if err != nil {
		return err
	}
	if err := mayGrant(by, g.AccountID); err != nil {
		return err
	}
	if g.RevokedAt != "" {
		return nil
	}
	tx.Touch(by.County, Part)
	_, err = tx.Exec(ctx, `UPDATE grants SET revoked_by = $1, revoked_at = $2 WHERE county = $3 AND id = $4 AND revoked_at = ''`,
		by.AccountID, tx.Timestamp(), by.County, id)
	if err != nil {
		return fmt.Errorf("revoke grant: %w", err)
	}
	return remember(ctx, tx, by, "grant_revoked", g)
}

// GrantQuery is which grants to list. Empty fields ask for all.
type GrantQuery struct {
	ID        int64
	AccountID int64
	Role      string
	UnitID    int64
	InForce   bool // neither pending nor revoked
	Current   bool // not revoked
}

const grantColumns = `g.id, g.account_id, g.role, g.unit_id, u.path, u.title, g.granted_by, g.granted_at, g.pending, g.confirmed_by,
	g.revoked_by, g.revoked_at`

func scanGrant(row scanner) (Grant, error) {
	var g Grant
	err := row.Scan(&g.ID, &g.AccountID, &g.Role, &g.UnitID, &g.UnitPath, &g.UnitTitle, &g.GrantedBy, &g.GrantedAt, &g.Pending,
		&g.ConfirmedBy, &g.RevokedBy, &g.RevokedAt)
	return g, err
}

// ListGrants gives the grants in the order in which they were made.
func ListGrants(ctx context.Context, tx *store.Tx, county string, q GrantQuery) ([]Grant, error) {
	args, where := []any{county}, []string{"g.county = $1"}
	ask := func(column string, value any) {
		args = append(args, value)
		where = append(where, fmt.Sprintf("%s = $%d", column, len(args)))
	}
	if q.ID != 0 {
		ask("g.id", q.ID)
	}
	if q.AccountID != 0 {
		ask("g.account_id", q.AccountID)
	}
	if q.Role != "" {
		ask("g.role", q.Role)
	}
	if q.UnitID != 0 {
		ask("g.unit_id", q.UnitID)
	}
	if q.InForce {
		where = append(where, "g.pending = 0")
	}
	if q.InForce || q.Current {
		where = append(where, "g.revoked_at = ''")
	}
	rows, err := tx.Query(ctx, `SELECT `+grantColumns+` FROM grants g JOIN units u ON u.county = g.county AND u.id = g.unit_id
		WHERE `+strings.Join(where, " AND ")+` ORDER BY g.id`, args...)
	grants, err := list(rows, err, scanGrant)
	if err != nil {
		return nil, fmt.Errorf("list grants: %w", err)
	}
	return grants, nil
}

// FindGrant gives one grant, revoked or not.
func FindGrant(ctx context.Context, tx *store.Tx, county string, id int64) (Grant, error) {
	grants, err := ListGrants(ctx, tx, county, GrantQuery{ID: id})
	if err != nil {
		return Grant{}, err
	}
	if i := slices.IndexFunc(grants, func(g Grant) bool { return g.ID == id }); i >= 0 {
		return grants[i], nil
	}
	return Grant{}, fault.NotFound("org.grant_not_found", fault.Args{"grant": id})
}
