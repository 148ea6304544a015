package org

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"time"

	"qixing/fault"
	"qixing/store"
)

// Session is one sign-in on one device. It lives in the database, so that any server can serve it.
type Session struct {
	County    string
	AccountID int64
	Data      string // the server's own, as JSON
	CreatedAt string
	SeenAt    string
	ExpiresAt string
	hash      string
}

// tokenSize is 256 bits: beyond guessing.
const tokenSize = 32

// CreateSession gives the token of a new session, to be kept by the browser only: the database has its hash. The token begins
// with the county, so that it is looked up where the county's rows are.
func CreateSession(ctx context.Context, tx *store.Tx, county string, account int64, data string, lasts time.Duration, random io.Reader) (string, error) {
	secret := make([]byte, tokenSize)
	if _, err := io.ReadFull(random, secret); err != nil {
		return "", fmt.Errorf("make session token: %w", err)
	}
	token := county + "." + base64.RawURLEncoding.EncodeToString(secret)
	tx.Touch(county, SessionsPart)
	_, err := tx.Exec(ctx, `INSERT INTO sessions (county, token_hash, account_id, data, created_at, seen_at, expires_at)
		VALUES ($1, $2, $3, $4, $5, $5, $6)`, county, hashToken(token), account, data, tx.Timestamp(), store.FormatTime(tx.Now.Add(lasts)))
	if err != nil {
		return "", fmt.Errorf("save session: %w", err)
	}
	return token, nil
}

func hashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// FindSession gives the session of a token, as long as it lasts.
func FindSession(ctx context.Context, tx *store.Tx, token string) (Session, error) {
	county := CountyOfToken(token)
	s := Session{County: county, hash: hashToken(token)}
	err := tx.QueryRow(ctx, `SELECT account_id, data, created_at, seen_at, expires_at FROM sessions
		WHERE county = $1 AND token_hash = $2 AND expires_at > $3`, county, s.hash, tx.Timestamp()).
		Scan(&s.AccountID, &s.Data, &s.CreatedAt, &s.SeenAt, &s.ExpiresAt)
	return s, found(err, "session", fault.Unauthenticated("org.session_over", nil))
}

// CountyOfToken is the county whose session a token claims to be of.
func CountyOfToken(token string) string {
	county, _, _ := strings.Cut(token, ".")
	return county
}

// IsOver tells whether a session found earlier can't be used any more.
func (s Session) IsOver(tx *store.Tx) bool { return s.ExpiresAt <= tx.Timestamp() }

// KeepSession prolongs a session that is being used, and saves its data.
func KeepSession(ctx context.Context, tx *store.Tx, s Session, lasts time.Duration) error {
	tx.Touch(s.County, SessionsPart)
	_, err := tx.Exec(ctx, `UPDATE sessions SET data = $1, seen_at = $2, expires_at = $3 WHERE county = $4 AND token_hash = $5`,
		s.Data, tx.Timestamp(), store.FormatTime(tx.Now.Add(lasts)), s.County, s.hash)
	if err != nil {
		return fmt.Errorf("keep session: %w", err)
	}
	return nil
}

// EndSession signs one device out.
func EndSession(ctx context.Context, tx *store.Tx, token string) error {
	county := CountyOfToken(token)
	tx.Touch(county, SessionsPart)
	return endSessions(ctx, tx, `county = $1 AND token_hash = $2`, county, hashToken(token))
}

// EndSessionsOf signs an account out everywhere.
func EndSessionsOf(ctx context.Context, tx *store.Tx, county string, account int64) error {
	tx.Touch(county, SessionsPart)
	return endSessions(ctx, tx, `county = $1 AND account_id = $2`, county, account)
}

// EndExpiredSessions clears away what nobody can use any more, remembered or not.
func EndExpiredSessions(ctx context.Context, tx *store.Tx) error {
	return endSessions(ctx, tx, `expires_at <= $1`, tx.Timestamp())
}

func endSessions(ctx context.Context, tx *store.Tx, where string, args ...any) error {
	if _, err := tx.Exec(ctx, `DELETE FROM sessions WHERE `+where, args...); err != nil {
		return fmt.Errorf("end sessions: %w", err)
	}
	return nil
}
