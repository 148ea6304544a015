package org

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"qixing/fault"
	"qixing/store"
)

// Account is what someone signs in with.
type Account struct {
	ID                int64
	Login             string
	PersonID          int64 // 0 when nobody's in particular
	Title             string
	HasPassword       bool
	MustChange        bool // the password was issued by someone else, or has grown old
	PasswordChangedAt string
	LockedUntil       string
	HasCode           bool // a one-time code is asked for besides the password
	Disabled          bool
	Subject           string // who it is at the single sign-on, or ""
	Language          string
	Demo              bool // may be entered by one tap where the server runs as a demonstration
}

// NewAccount is what an account is made of. It has no password until Gate.IssuePassword.
type NewAccount struct {
	Login    string
	Title    string
	PersonID int64
	Language string // "" is zh
	Demo     bool
}

// loginForm takes milliseconds to compile, which a start needn't wait for.
var loginForm = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N}._-]{1,39}$`) })

// normalizeLogin makes one of the ways in which people type a login.
func normalizeLogin(login string) string { return strings.ToLower(strings.TrimSpace(login)) }

const accountColumns = `id, login, person_id, title, password_hash <> '', must_change, password_changed_at, locked_until,
	totp_confirmed, disabled, oidc_subject, language, demo`

func scanAccount(row scanner) (Account, error) {
	var a Account
	err := row.Scan(&a.ID, &a.Login, &a.PersonID, &a.Title, &a.HasPassword, &a.MustChange, &a.PasswordChangedAt, &a.LockedUntil,
		&a.HasCode, &a.Disabled, &a.Subject, &a.Language, &a.Demo)
	return a, err
}

// CreateAccount adds an account that nobody can enter yet. It takes a system administrator.
func CreateAccount(ctx context.Context, tx *store.Tx, by Principal, n NewAccount) (Account, error) {
	if !by.administers(SystemAdmin) {
		return Account{}, fault.Forbidden("org.account_forbidden", nil)
	}
	a := Account{Login: normalizeLogin(n.Login), Title: strings.TrimSpace(n.Title), PersonID: n.PersonID, Language: language(n.Language), Demo: n.Demo}
	if !loginForm().MatchString(a.Login) {
		return Account{}, fault.Invalid("org.login_form", fault.Args{"login": n.Login}).At("login")
	}
	if a.PersonID != 0 {
		p, err := FindPerson(ctx, tx, by.County, a.PersonID)
		if err != nil {
			return Account{}, err
		}
		if a.Title == "" {
			a.Title = p.Name
		}
	}
	if err := insertAccount(ctx, tx, by.County, &a); err != nil {
		return Account{}, err
	}
	return a, nil
}

func insertAccount(ctx context.Context, tx *store.Tx, county string, a *Account) (err error) {
	loginTaken := fault.Conflict("org.login_taken", fault.Args{"login": a.Login}).At("login")
	if _, err := FindAccountByLogin(ctx, tx, county, a.Login); err == nil {
		return loginTaken
	}
	if a.ID, err = tx.NextID(ctx); err != nil {
		return err
	}
	a.MustChange = true
	tx.Touch(county, Part)
	_, err = tx.Exec(ctx, `INSERT INTO accounts (county, id, login, password_hash, person_id, title, must_change, password_changed_at, failed,
		locked_until, totp_secret, totp_confirmed, totp_step, disabled, oidc_subject, language, demo)
		VALUES ($1, $2, $3, '', $4, $5, 1, '', 0, '', NULL, 0, 0, 0, '', $6, $7)`,
		county, a.ID, a.Login, a.PersonID, a.Title, a.Language, flag(a.Demo))
	return taken(err, "account", loginTaken)
}

func language(code string) string {
	if strings.HasPrefix(code, "en") {
		return "en"
	}
	return "zh"
}

// FindAccount gives one account, disabled or not.
func FindAccount(ctx context.Context, tx *store.Tx, county string, id int64) (Account, error) {
	return findAccount(ctx, tx, county, `id = $2`, id)
}

// FindAccountByLogin gives the account of a login, however it is typed.
func FindAccountByLogin(ctx context.Context, tx *store.Tx, county, login string) (Account, error) {
	return findAccount(ctx, tx, county, `login = $2`, normalizeLogin(login))
}

// FindAccountBySubject gives the account of someone whom the single sign-on has vouched for.
func FindAccountBySubject(ctx context.Context, tx *store.Tx, county, subject string) (Account, error) {
	if subject == "" {
		return Account{}, fault.NotFound("org.account_not_found", fault.Args{"account": ""})
	}
	return findAccount(ctx, tx, county, `oidc_subject = $2 AND disabled = 0`, subject)
}

func findAccount(ctx context.Context, tx *store.Tx, county, where string, key any) (Account, error) {
	a, err := scanAccount(tx.QueryRow(ctx, `SELECT `+accountColumns+` FROM accounts WHERE county = $1 AND `+where, county, key))
	return a, found(err, "account", fault.NotFound("org.account_not_found", fault.Args{"account": key}))
}

// ListAccounts gives the county's accounts by login.
func ListAccounts(ctx context.Context, tx *store.Tx, county string) ([]Account, error) {
	return listAccounts(ctx, tx, `county = $1`, county)
}

// ListDemoAccounts gives those that a demonstration lets in by one tap.
func ListDemoAccounts(ctx context.Context, tx *store.Tx, county string) ([]Account, error) {
	return listAccounts(ctx, tx, `county = $1 AND demo = 1 AND disabled = 0`, county)
}

func listAccounts(ctx context.Context, tx *store.Tx, where string, args ...any) ([]Account, error) {
	rows, err := tx.Query(ctx, `SELECT `+accountColumns+` FROM accounts WHERE `+where+` ORDER BY id`, args...)
	accounts, err := list(rows, err, scanAccount)
	if err != nil {
		return nil, fmt.Errorf("list accounts: %w", err)
	}
	return accounts, nil
}

// DisableAccount shuts an account out at once: its sessions end. EnableAccount lets it in again, and lifts a lock.
func DisableAccount(ctx context.Context, tx *store.Tx, by Principal, id int64) error {
	if id == by.AccountID {
		return fault.Invalid("org.account_own", nil)
	}
	if err := administer(ctx, tx, by, id, `disabled = 1`); err != nil {
		return err
	}
	return EndSessionsOf(ctx, tx, by.County, id)
}

// EnableAccount lets an account in again, and lifts a lock.
func EnableAccount(ctx context.Context, tx *store.Tx, by Principal, id int64) error {
	return administer(ctx, tx, by, id, `disabled = 0, failed = 0, locked_until = ''`)
}

// LinkSubject says who an account is at the single sign-on; "" takes it back.
func LinkSubject(ctx context.Context, tx *store.Tx, by Principal, id int64, subject string) error {
	if other, err := FindAccountBySubject(ctx, tx, by.County, subject); err == nil && other.ID != id {
		return fault.Conflict("org.subject_taken", fault.Args{"login": other.Login})
	}
	return administer(ctx, tx, by, id, `oidc_subject = $3`, subject)
}

// SetLanguage is the account's own choice of language.
func SetLanguage(ctx context.Context, tx *store.Tx, by Principal, code string) error {
	tx.Touch(by.County, Part)
	result, err := tx.Exec(ctx, `UPDATE accounts SET language = $3 WHERE county = $1 AND id = $2`, by.County, by.AccountID, language(code))
	return changed(result, err, "account", fault.NotFound("org.account_not_found", fault.Args{"account": by.AccountID}))
}

// administer changes an account on behalf of a system administrator.
func administer(ctx context.Context, tx *store.Tx, by Principal, id int64, set string, args ...any) error {
	if !by.administers(SystemAdmin) {
		return fault.Forbidden("org.account_forbidden", nil)
	}
	tx.Touch(by.County, Part)
	result, err := tx.Exec(ctx, `UPDATE accounts SET `+set+` WHERE county = $1 AND id = $2`, append([]any{by.County, id}, args...)...)
	return changed(result, err, "account", fault.NotFound("org.account_not_found", fault.Args{"account": id}))
}
