package org

import (
	"context"
	"fmt"

	"github.com/alexedwards/argon2id"

	"qixing/fault"
	"qixing/store"
)

// IssuePassword gives an account a new random password, to be shown once and changed at the next sign-in. It lifts a lock and
// ends the account's sessions. It takes a system administrator.
func (g *Gate) IssuePassword(ctx context.Context, by Principal, account int64) (string, error) {
	if !by.administers(SystemAdmin) {
		return "", fault.Forbidden("org.account_forbidden", nil)
	}
	password, err := randomPassword(g.Random)
	if err != nil {
		return "", err
	}
	hash, err := g.hash(ctx, password)
	if err != nil {
		return "", err
	}
	err = g.DB.Write(ctx, func(tx *store.Tx) error {
		return setPassword(ctx, tx, by.County, account, hash, true)
	})
	return password, err
}

// ChangePassword replaces one's own password. Every other session of the account ends: the server makes a new one.
func (g *Gate) ChangePassword(ctx context.Context, who Principal, old, new string) error {
	a, earlier, err := g.passwordsOf(ctx, who)
	if err != nil {
		return err
	}
	if len(earlier) == 0 {
		return fault.Unauthenticated("org.password_wrong", nil).At("old")
	}
	if err := g.proveOld(ctx, who, a, old, earlier[0]); err != nil {
		return err
	}
	if err := g.Rules.check(a.Login, new); err != nil {
		return err
	}
	for _, hash := range earlier {
		if used, err := g.compare(ctx, new, hash); err != nil {
			return err
		} else if used {
			return fault.Invalid("org.password_used", fault.Args{"last": g.Rules.Remember}).At("password")
		}
	}
	hash, err := g.hash(ctx, new)
	if err != nil {
		return err
	}
	return g.DB.Write(ctx, func(tx *store.Tx) error { return setPassword(ctx, tx, who.County, a.ID, hash, false) })
}

// proveOld counts as a sign-in does: a screen left open is no way to guess a password.
func (g *Gate) proveOld(ctx context.Context, who Principal, a Account, old, hash string) error {
	attempt, err := g.begin(ctx, who.County, a.Login)
	if err != nil {
		return err
	}
	credentials := Credentials{Login: a.Login}
	if !attempt.taken {
		return g.refuse(ctx, who.County, attempt, credentials, "locked", lockedFault(g.Rules, attempt.LockedUntil))
	}
	right, err := g.compare(ctx, old, hash)
	if err != nil {
		return err
	}
	if !right {
		return g.refuse(ctx, who.County, attempt, credentials, "wrong", fault.Unauthenticated("org.password_wrong", nil).At("old"))
	}
	return nil
}

// passwordsOf gives the hashes of the account's last passwords, the one in use first.
func (g *Gate) passwordsOf(ctx context.Context, who Principal) (a Account, hashes []string, err error) {
	err = g.DB.Read(ctx, func(tx *store.Tx) error {
		if a, err = FindAccount(ctx, tx, who.County, who.AccountID); err != nil {
			return err
		}
		rows, err := tx.Query(ctx, `SELECT hash FROM passwords WHERE county = $1 AND account_id = $2 ORDER BY id DESC LIMIT $3`,
			who.County, who.AccountID, max(g.Rules.Remember, 1))
		hashes, err = list(rows, err, func(row scanner) (hash string, err error) { err = row.Scan(&hash); return hash, err })
		return err
	})
	return a, hashes, err
}

func (g *Gate) hash(ctx context.Context, password string) (hash string, err error) {
	err = g.seated(ctx, func() error {
		hash, err = argon2id.CreateHash(password, &g.Rules.Hash)
		return err
	})
	return hash, err
}

func setPassword(ctx context.Context, tx *store.Tx, county string, account int64, hash string, mustChange bool) error {
	id, err := tx.NextID(ctx)
	if err != nil {
		return err
	}
	tx.Touch(county, Part)
	result, err := tx.Exec(ctx, `UPDATE accounts SET password_hash = $3, must_change = $4, password_changed_at = $5, failed = 0, locked_until = ''
		WHERE county = $1 AND id = $2`, county, account, hash, flag(mustChange), tx.Timestamp())
	if err := changed(result, err, "password", fault.NotFound("org.account_not_found", fault.Args{"account": account})); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO passwords (county, id, account_id, hash, set_at) VALUES ($1, $2, $3, $4, $5)`, county, id, account, hash, tx.Timestamp())
	if err != nil {
		return fmt.Errorf("remember password: %w", err)
	}
	return EndSessionsOf(ctx, tx, county, account)
}
