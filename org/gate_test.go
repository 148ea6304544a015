package org_test

import (
	"crypto/rand"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"qixing/org"
	"qixing/store"
	"qixing/store/storetest"
)

// clock is what the database's clock says; tests move it on.
type clock struct{ at atomic.Int64 }

func (c *clock) now() time.Time           { return storetest.Now.Add(time.Duration(c.at.Load())) }
func (c *clock) advance(by time.Duration) { c.at.Add(int64(by)) }

// gate is a gate with quick hashes and an account "clerk" whose first password is known.
type gate struct {
	*org.Gate
	*clock
	who   org.Principal
	first string
}

func withGate(t *testing.T, fn func(t *testing.T, g gate)) {
	t.Helper()
	c := &clock{}
	storetest.RunAt(t, c.now, func(t *testing.T, db *store.DB) {
		c.at.Store(0)
		importList(t, db, list)
		g := gate{Gate: org.NewGate(db, openKeys(t, t.TempDir()), rand.Reader), clock: c}
		g.Rules.Hash.Memory = 1024
		g.who = account(t, db, "Clerk", "town_committee@610327900")
		first, err := g.IssuePassword(ctx, org.Console(county), g.who.AccountID)
		if err != nil {
			t.Fatal(err)
		}
		g.first = first
		fn(t, g)
	})
}

func (g gate) signIn(login, password string) (org.Account, error) {
	return g.SignIn(ctx, county, org.Credentials{Login: login, Password: password, Address: "192.0.2.1"})
}

func TestSignIn(t *testing.T) {
	withGate(t, func(t *testing.T, g gate) {
		a, err := g.signIn(" CLERK ", g.first)
		if err != nil || a.ID != g.who.AccountID || !a.MustChange {
			t.Errorf("got %+v, %v; want the clerk, who must change the password", a, err)
		}
		for _, wrong := range [][2]string{{"clerk", "wrong"}, {"clerk", ""}, {"nobody", g.first}, {"clerk", strings.Repeat("x", 10_000)}} {
			_, err := g.signIn(wrong[0], wrong[1])
			wantFault(t, "org.sign_in_wrong", err)
		}
		if err := g.DB.Write(ctx, func(tx *store.Tx) error { return org.DisableAccount(ctx, tx, org.Console(county), a.ID) }); err != nil {
			t.Fatal(err)
		}
		_, err = g.signIn("clerk", g.first)
		wantFault(t, "org.sign_in_wrong", err)
	})
}

func TestLock(t *testing.T) {
	withGate(t, func(t *testing.T, g gate) {
		for range 5 {
			_, err := g.signIn("clerk", "wrong")
			wantFault(t, "org.sign_in_wrong", err)
		}
		_, err := g.signIn("clerk", g.first)
		wantFault(t, "org.locked", err)
		g.advance(20*time.Minute - time.Second)
		_, err = g.signIn("clerk", g.first)
		wantFault(t, "org.locked", err)
		g.advance(time.Second)
		for range 4 {
			_, err := g.signIn("clerk", "wrong")
			wantFault(t, "org.sign_in_wrong", err)
		}
		if _, err := g.signIn("clerk", g.first); err != nil {
			t.Errorf("after the lock: %v", err)
		}
		for range 4 { // the success has cleared the count
			_, err := g.signIn("clerk", "wrong")
			wantFault(t, "org.sign_in_wrong", err)
		}
	})
}

// Many guesses at once get no more tries than one after the other.
func TestLockHoldsAgainstManyAtOnce(t *testing.T) {
	withGate(t, func(t *testing.T, g gate) {
		var looked atomic.Int64
		var group sync.WaitGroup
		for range 30 {
			group.Go(func() {
				if _, err := g.signIn("clerk", "wrong"); strings.Contains(err.Error(), "登录名或密码不正确") {
					looked.Add(1)
				}
			})
		}
		group.Wait()
		if got := looked.Load(); got != 5 {
			t.Errorf("%d passwords were looked at, want 5", got)
		}
	})
}

func TestChangePassword(t *testing.T) {
	withGate(t, func(t *testing.T, g gate) {
		cases := []struct{ old, new, fault string }{
			{g.first, "Short-1", "org.password_short"},
			{g.first, "alllowercase1", "org.password_classes"},
			{g.first, "My-Clerk-2022", "org.password_login"},
			{g.first, strings.Repeat("Aa1-", 40), "org.password_long"},
			{"wrong", "Good-Word-2022", "org.password_wrong"},
			{g.first, g.first, "org.password_used"},
		}
		for _, c := range cases {
			wantFault(t, c.fault, g.ChangePassword(ctx, g.who, c.old, c.new))
			if _, err := g.signIn("clerk", g.first); err != nil {
				t.Fatalf("after %s: %v", c.fault, err)
			}
		}
		old := g.first
		for _, next := range []string{"Good-Word-1", "Good-Word-2", "Good-Word-3", "Good-Word-4"} {
			if err := g.ChangePassword(ctx, g.who, old, next); err != nil {
				t.Fatal(err)
			}
			old = next
		}
		wantFault(t, "org.password_used", g.ChangePassword(ctx, g.who, old, "Good-Word-1"))
		wantFault(t, "org.password_used", g.ChangePassword(ctx, g.who, old, g.first))
		if err := g.ChangePassword(ctx, g.who, old, "Good-Word-5"); err != nil {
			t.Fatal(err)
		}
		if err := g.ChangePassword(ctx, g.who, "Good-Word-5", g.first); err != nil {
			t.Errorf("the sixth last password: %v", err)
		}
		if a, err := g.signIn("clerk", g.first); err != nil || a.MustChange {
			t.Errorf("%+v, %v; want a password that need not be changed", a, err)
		}
		g.advance(91 * 24 * time.Hour)
		if a, err := g.signIn("clerk", g.first); err != nil || !a.MustChange {
			t.Errorf("%+v, %v; want a password grown old", a, err)
		}
	})
}

func TestOneTimeCode(t *testing.T) {
	withGate(t, func(t *testing.T, g gate) {
		_, secret, err := g.EnrolCode(ctx, g.who, "旗星")
		if err != nil {
			t.Fatal(err)
		}
		code := func() string {
			code, err := totp.GenerateCode(secret, g.now())
			if err != nil {
				t.Fatal(err)
			}
			return code
		}
		try := func(code string) error {
			_, err := g.SignIn(ctx, county, org.Credentials{Login: "clerk", Password: g.first, Code: code})
			return err
		}
		if err := try(""); err != nil {
			t.Errorf("before it is confirmed: %v", err)
		}
		wantFault(t, "org.code_wrong", g.ConfirmCode(ctx, g.who, "000000"))
		if err := g.ConfirmCode(ctx, g.who, code()); err != nil {
			t.Fatal(err)
		}
		wantFault(t, "org.code_needed", try(""))
		wantFault(t, "org.code_wrong", try(code())) // used when it was confirmed
		g.advance(30 * time.Second)
		used := code()
		if err := try(used); err != nil {
			t.Errorf("a fresh code: %v", err)
		}
		wantFault(t, "org.code_wrong", try(used))
		g.advance(2 * time.Minute)
		wantFault(t, "org.code_wrong", try(used))
		_, _, err = g.EnrolCode(ctx, g.who, "旗星")
		wantFault(t, "org.code_enrolled", err)
		wantFault(t, "org.account_own", g.DB.Write(ctx, func(tx *store.Tx) error { return org.DropCode(ctx, tx, g.who, g.who.AccountID) }))
		write(t, g.DB, func(tx *store.Tx) error { return org.DropCode(ctx, tx, org.Console(county), g.who.AccountID) })
		if err := try(""); err != nil {
			t.Errorf("after it was dropped: %v", err)
		}
	})
}

func TestSignInDemoAndSubject(t *testing.T) {
	withGate(t, func(t *testing.T, g gate) {
		if a, err := g.SignInDemo(ctx, county, "clerk", ""); err != nil || a.MustChange {
			t.Errorf("demo: %+v, %v", a, err)
		}
		var real org.Account
		write(t, g.DB, func(tx *store.Tx) (err error) {
			real, err = org.CreateAccount(ctx, tx, org.Console(county), org.NewAccount{Login: "real", Title: "真实账号"})
			return err
		})
		for _, login := range []string{"real", "nobody"} {
			_, err := g.SignInDemo(ctx, county, login, "")
			wantFault(t, "org.not_demonstration", err)
		}
		_, err := g.SignInSubject(ctx, county, "", "")
		wantFault(t, "org.account_not_found", err)
		write(t, g.DB, func(tx *store.Tx) error {
			return org.LinkSubject(ctx, tx, org.Console(county), real.ID, "https://sso|42")
		})
		if a, err := g.SignInSubject(ctx, county, "https://sso|42", ""); err != nil || a.ID != real.ID {
			t.Errorf("subject: %+v, %v", a, err)
		}
		refused(t, g.DB, "org.subject_taken", func(tx *store.Tx) error {
			return org.LinkSubject(ctx, tx, org.Console(county), g.who.AccountID, "https://sso|42")
		})
	})
}

func TestAccounts(t *testing.T) {
	withGate(t, func(t *testing.T, g gate) {
		create := func(by org.Principal, login string) func(tx *store.Tx) error {
			return func(tx *store.Tx) error {
				_, err := org.CreateAccount(ctx, tx, by, org.NewAccount{Login: login, Title: "某人"})
				return err
			}
		}
		refused(t, g.DB, "org.login_taken", create(org.Console(county), "cLeRk"))
		refused(t, g.DB, "org.login_form", create(org.Console(county), "a b"))
		refused(t, g.DB, "org.account_forbidden", create(g.who, "other"))
		if _, err := g.IssuePassword(ctx, g.who, g.who.AccountID); err == nil {
			t.Error("a clerk issued a password")
		}
	})
}

// Whoever remembers a session must notice that it was prolonged or ended.
func TestEveryChangeOfASessionTouchesItsPart(t *testing.T) {
	withGate(t, func(t *testing.T, g gate) {
		token := ""
		signIn := func(tx *store.Tx) (err error) {
			token, err = org.CreateSession(ctx, tx, county, g.who.AccountID, "{}", 15*time.Minute, rand.Reader)
			return err
		}
		list := func(tx *store.Tx) (all string, err error) {
			err = tx.QueryRow(ctx, `SELECT count(*) || ' ' || coalesce(max(expires_at), '') FROM sessions WHERE county = $1`, county).Scan(&all)
			return all, err
		}
		expectTouched(t, g.DB, org.SessionsPart, list, []change{
			{"signed in", signIn},
			{"kept", func(tx *store.Tx) error {
				s, err := org.FindSession(ctx, tx, token)
				return errors.Join(err, org.KeepSession(ctx, tx, s, time.Hour))
			}},
			{"signed out", func(tx *store.Tx) error { return org.EndSession(ctx, tx, token) }},
			{"signed in again", signIn},
			{"signed out everywhere", func(tx *store.Tx) error { return org.EndSessionsOf(ctx, tx, county, g.who.AccountID) }},
		})
	})
}

func TestSessions(t *testing.T) {
	withGate(t, func(t *testing.T, g gate) {
		var tokens [2]string
		write(t, g.DB, func(tx *store.Tx) (err error) {
			for i := range tokens {
				if tokens[i], err = org.CreateSession(ctx, tx, county, g.who.AccountID, `{"a":1}`, 15*time.Minute, rand.Reader); err != nil {
					return err
				}
			}
			return nil
		})
		find := func(token string) (s org.Session, err error) {
			err = g.DB.Read(ctx, func(tx *store.Tx) error { s, err = org.FindSession(ctx, tx, token); return err })
			return s, err
		}
		s, err := find(tokens[0])
		if err != nil || s.AccountID != g.who.AccountID || s.Data != `{"a":1}` {
			t.Errorf("session is %+v, %v", s, err)
		}
		_, err = find("610324" + tokens[0][6:])
		wantFault(t, "org.session_over", err)
		g.advance(10 * time.Minute)
		write(t, g.DB, func(tx *store.Tx) error { return org.KeepSession(ctx, tx, s, 15*time.Minute) })
		g.advance(10 * time.Minute)
		if _, err = find(tokens[0]); err != nil {
			t.Errorf("a session in use: %v", err)
		}
		_, err = find(tokens[1])
		wantFault(t, "org.session_over", err)
		write(t, g.DB, func(tx *store.Tx) error { return org.DisableAccount(ctx, tx, org.Console(county), g.who.AccountID) })
		_, err = find(tokens[0])
		wantFault(t, "org.session_over", err)
		write(t, g.DB, func(tx *store.Tx) error { return org.EndExpiredSessions(ctx, tx) })
	})
}
