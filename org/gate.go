package org

import (
	"context"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/alexedwards/argon2id"

	"qixing/fault"
	"qixing/store"
)

// Gate lets people in. Hashing a password takes 64 MiB and a good part of a second, so it is done outside any
// transaction and by two at a time at most.
type Gate struct {
	DB     *store.DB
	Keys   *Keyring
	Random io.Reader
	Rules  Rules
	seats  chan struct{}
	decoy  func() (string, error)
}

// hashersAtOnce bounds the memory that sign-ins take.
const hashersAtOnce = 2

// NewGate gives a gate with DefaultRules, which may be changed before its first use.
func NewGate(db *store.DB, keys *Keyring, random io.Reader) *Gate {
	g := &Gate{DB: db, Keys: keys, Random: random, Rules: DefaultRules(), seats: make(chan struct{}, hashersAtOnce)}
	g.decoy = sync.OnceValues(func() (string, error) { return argon2id.CreateHash("nobody", &g.Rules.Hash) })
	return g
}

// Credentials are what somebody presents.
type Credentials struct {
	Login    string
	Password string
	Code     string // one-time code, where the account asks for one
	Address  string // where the request came from, for the record of sign-ins
}

// attempt is an account as sign-in sees it.
type attempt struct {
	Account
	hash  string
	taken bool // one of the attempts that the rules allow
}

// SignIn gives the account that the credentials open. Wrong credentials say the same and take as long whether or not there
// is such a login. A login is locked after Rules.Failures wrong passwords: each attempt is counted before its password is
// looked at, so that many at once get no more tries than one after the other.
func (g *Gate) SignIn(ctx context.Context, county string, c Credentials) (Account, error) {
	a, err := g.begin(ctx, county, c.Login)
	if err != nil {
		return Account{}, err
	}
	if a.ID != 0 && !a.taken {
		return Account{}, g.refuse(ctx, county, a, c, "locked", lockedFault(g.Rules, a.LockedUntil))
	}
	right, err := g.compare(ctx, c.Password, a.hash)
	if err != nil {
		return Account{}, err
	}
	if !right || a.Disabled {
		return Account{}, g.refuse(ctx, county, a, c, "wrong", fault.Unauthenticated("org.sign_in_wrong", nil))
	}
	if err := g.checkCode(ctx, county, a.Account, c); err != nil {
		return Account{}, g.refuse(ctx, county, a, c, "code", err)
	}
	return g.admit(ctx, county, a, c)
}

// SignInDemo lets anybody into a demonstration account. The server calls it only where it runs as a demonstration.
func (g *Gate) SignInDemo(ctx context.Context, county, login, address string) (Account, error) {
	a, err := g.begin(ctx, county, login)
	if err != nil {
		return Account{}, err
	}
	if !a.Demo || a.Disabled {
		return Account{}, fault.Forbidden("org.not_demonstration", nil)
	}
	account, err := g.admit(ctx, county, a, Credentials{Login: login, Address: address})
	account.MustChange = false
	return account, err
}

// SignInSubject gives the account of someone whom the single sign-on has vouched for.
func (g *Gate) SignInSubject(ctx context.Context, county, subject, address string) (account Account, err error) {
	err = g.DB.Write(ctx, func(tx *store.Tx) error {
		if account, err = FindAccountBySubject(ctx, tx, county, subject); err != nil {
			return err
		}
		account.MustChange = false // its password is not what opened the gate
		return recordSignIn(ctx, tx, county, account.ID, Credentials{Login: account.Login, Address: address}, "in")
	})
	return account, err
}

// begin counts the attempt. For an unknown login the attempt has no account.
func (g *Gate) begin(ctx context.Context, county, login string) (attempt, error) {
	var a attempt
	err := g.DB.Write(ctx, func(tx *store.Tx) (err error) {
		a = attempt{}
		if a.taken, err = g.count(ctx, tx, county, normalizeLogin(login)); err != nil {
			return err
		}
		accounts, err := listAccounts(ctx, tx, `county = $1 AND login = $2`, county, normalizeLogin(login))
		if err != nil || len(accounts) == 0 {
			return err
		}
		a.Account = accounts[0]
		err = tx.QueryRow(ctx, `SELECT password_hash FROM accounts WHERE county = $1 AND id = $2`, county, a.ID).Scan(&a.hash)
		return found(err, "password", fault.NotFound("org.account_not_found", fault.Args{"account": a.Login}))
	})
	return a, err
}

// count takes one of the attempts, and locks the account together with the last one. A lock that is over starts a new count.
func (g *Gate) count(ctx context.Context, tx *store.Tx, county, login string) (bool, error) {
	now := tx.Timestamp()
	_, err := tx.Exec(ctx, `UPDATE accounts SET failed = 0, locked_until = '' WHERE county = $1 AND login = $2 AND locked_until <> '' AND locked_until <= $3`,
		county, login, now)
	if err != nil {
		return false, fmt.Errorf("lift lock: %w", err)
	}
	result, err := tx.Exec(ctx, `UPDATE accounts SET failed = failed + 1, locked_until = CASE WHEN failed + 1 >= $3 THEN $4 ELSE '' END
		WHERE county = $1 AND login = $2 AND locked_until = ''`, county, login, g.Rules.Failures, store.FormatTime(tx.Now.Add(g.Rules.LockFor)))
	if err != nil {
		return false, fmt.Errorf("count attempt: %w", err)
	}
	n, err := result.RowsAffected()
	return n > 0, err
}

// compare takes as long for a login without a password as for one with.
func (g *Gate) compare(ctx context.Context, password, hash string) (bool, error) {
	known := hash != ""
	if len(password) > 4*longestPassword {
		password = ""
	}
	err := g.seated(ctx, func() (err error) {
		if !known {
			if hash, err = g.decoy(); err != nil {
				return err
			}
		}
		right, err := argon2id.ComparePasswordAndHash(password, hash)
		known = known && right
		return err
	})
	return known, err
}

// seated runs fn when one of the hashers' seats is free.
func (g *Gate) seated(ctx context.Context, fn func() error) error {
	select {
	case g.seats <- struct{}{}:
		defer func() { <-g.seats }()
		return fn()
	case <-ctx.Done():
		return ctx.Err()
	}
}

func lockedFault(rules Rules, until string) error {
	at, err := store.ParseTime(until)
	if err != nil { // lifted just now
		return fault.Unauthenticated("org.sign_in_wrong", nil)
	}
	local := at.In(time.FixedZone("CST", 8*60*60)).Format("2006-01-02 15:04")
	return fault.Limited("org.locked", fault.Args{"times": rules.Failures, "until": local})
}

// refuse records the attempt and returns why it failed.
func (g *Gate) refuse(ctx context.Context, county string, a attempt, c Credentials, outcome string, reason error) error {
	if fault.CodeOf(reason) == fault.CodeInternal || fault.CodeOf(reason) == fault.CodeUnavailable {
		return reason
	}
	err := g.DB.Write(ctx, func(tx *store.Tx) error { return recordSignIn(ctx, tx, county, a.ID, c, outcome) })
	if err != nil {
		return err
	}
	return reason
}

// admit forgets the failures and says whether the password has grown old.
func (g *Gate) admit(ctx context.Context, county string, a attempt, c Credentials) (Account, error) {
	account := a.Account
	err := g.DB.Write(ctx, func(tx *store.Tx) error {
		account = a.Account
		oldest := store.FormatTime(tx.Now.Add(-g.Rules.Age))
		account.MustChange = a.MustChange || g.Rules.Age > 0 && a.PasswordChangedAt < oldest
		_, err := tx.Exec(ctx, `UPDATE accounts SET failed = 0, locked_until = '' WHERE county = $1 AND id = $2`, county, a.ID)
		if err != nil {
			return fmt.Errorf("admit %s: %w", a.Login, err)
		}
		return recordSignIn(ctx, tx, county, a.ID, c, "in")
	})
	account.LockedUntil = ""
	return account, err
}

// recordSignIn is for the audit administrator; nobody is ever ranked by it.
func recordSignIn(ctx context.Context, tx *store.Tx, county string, account int64, c Credentials, outcome string) error {
	id, err := tx.NextID(ctx)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO sign_ins (county, id, account_id, login, address, outcome, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		county, id, account, clip(normalizeLogin(c.Login), 40), clip(c.Address, 60), outcome, tx.Timestamp())
	if err != nil {
		return fmt.Errorf("record sign-in: %w", err)
	}
	return nil
}

// clip cuts what a stranger typed to so many characters.
func clip(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most])
	}
	return text
}
