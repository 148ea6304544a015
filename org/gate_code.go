package org

import (
	"context"
	"crypto/subtle"
	"fmt"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"qixing/fault"
	"qixing/store"
)

// One-time codes are those of RFC 6238 with the values that every authenticator knows: 6 digits, 30 seconds, SHA-1.
const (
	codePeriod = 30
	codeSkew   = 1 // steps before and after that a slow clock is forgiven
)

// EnrolCode begins to bind an authenticator to one's own account. Nothing is asked for until ConfirmCode has seen a code; a
// binding in force must be dropped first.
func (g *Gate) EnrolCode(ctx context.Context, who Principal, issuer string) (uri, secret string, err error) {
	key, err := totp.Generate(totp.GenerateOpts{Issuer: issuer, AccountName: who.Login, Period: codePeriod, Rand: g.Random})
	if err != nil {
		return "", "", fmt.Errorf("make one-time secret: %w", err)
	}
	err = g.DB.Write(ctx, func(tx *store.Tx) error {
		sealed, err := g.Keys.Seal(codeCell(who.County, who.AccountID), []byte(key.Secret()))
		if err != nil {
			return err
		}
		result, err := tx.Exec(ctx, `UPDATE accounts SET totp_secret = $3, totp_step = 0 WHERE county = $1 AND id = $2 AND totp_confirmed = 0`,
			who.County, who.AccountID, sealed)
		return changed(result, err, "one-time secret", fault.Conflict("org.code_enrolled", nil))
	})
	if err != nil {
		return "", "", err
	}
	return key.URL(), key.Secret(), nil
}

func codeCell(county string, account int64) Cell {
	return Cell{County: county, Table: "accounts", Row: account, Column: "totp_secret"}
}

// ConfirmCode puts the binding into force: from the next sign-in on a code is asked for.
func (g *Gate) ConfirmCode(ctx context.Context, who Principal, code string) error {
	return g.DB.Write(ctx, func(tx *store.Tx) error {
		if err := g.useCode(ctx, tx, who.County, who.AccountID, code); err != nil {
			return err
		}
		tx.Touch(who.County, Part)
		_, err := tx.Exec(ctx, `UPDATE accounts SET totp_confirmed = 1 WHERE county = $1 AND id = $2`, who.County, who.AccountID)
		return err
	})
}

// DropCode takes a binding away, as when a phone is lost. It takes a system administrator; one's own is another's to drop.
func DropCode(ctx context.Context, tx *store.Tx, by Principal, account int64) error {
	if account == by.AccountID {
		return fault.Forbidden("org.account_own", nil)
	}
	return administer(ctx, tx, by, account, `totp_confirmed = 0, totp_secret = NULL, totp_step = 0`)
}

func (g *Gate) checkCode(ctx context.Context, county string, a Account, c Credentials) error {
	if !a.HasCode {
		return nil
	}
	if strings.TrimSpace(c.Code) == "" {
		return fault.Unauthenticated("org.code_needed", nil).At("code")
	}
	return g.DB.Write(ctx, func(tx *store.Tx) error { return g.useCode(ctx, tx, county, a.ID, c.Code) })
}

// useCode accepts each code once: the step that it belongs to must be later than the last one used.
func (g *Gate) useCode(ctx context.Context, tx *store.Tx, county string, account int64, code string) error {
	var sealed []byte
	err := tx.QueryRow(ctx, `SELECT totp_secret FROM accounts WHERE county = $1 AND id = $2`, county, account).Scan(&sealed)
	if err := found(err, "one-time secret", fault.NotFound("org.account_not_found", fault.Args{"account": account})); err != nil {
		return err
	}
	if sealed == nil {
		return fault.Invalid("org.code_not_enrolled", nil)
	}
	secret, err := g.Keys.Open(codeCell(county, account), sealed)
	if err != nil {
		return err
	}
	step, err := stepOf(string(secret), strings.TrimSpace(code), tx.Now)
	if err != nil {
		return err
	}
	result, err := tx.Exec(ctx, `UPDATE accounts SET totp_step = $3 WHERE county = $1 AND id = $2 AND totp_step < $3`, county, account, step)
	return changed(result, err, "one-time code", codeWrong())
}

func codeWrong() *fault.Error { return fault.Unauthenticated("org.code_wrong", nil).At("code") }

// stepOf gives the time step whose code this is.
func stepOf(secret, code string, now time.Time) (int64, error) {
	matched := int64(0)
	for skew := int64(-codeSkew); skew <= codeSkew; skew++ {
		step := now.Unix()/codePeriod + skew
		want, err := totp.GenerateCodeCustom(secret, time.Unix(step*codePeriod, 0), totp.ValidateOpts{Period: codePeriod, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err != nil {
			return 0, fault.Internal(err)
		}
		if subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			matched = step
		}
	}
	if matched == 0 {
		return 0, codeWrong()
	}
	return matched, nil
}
