package ledgertest

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"qixing/calendar"
	"qixing/ledger"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
	"qixing/store/storetest"
)

// County is a county under test. It is a shelf too, with the policy in force and no other.
type County struct {
	testing.TB
	*ledger.Ledger
	DB   *store.DB
	Keys *org.Keyring

	*clock
}

// clock is read by whoever works for the test, on whichever goroutine.
type clock struct{ at atomic.Int64 }

func newClock() *clock {
	c := &clock{}
	c.set(storetest.Now)
	return c
}

func (c *clock) read() time.Time  { return time.UnixMilli(c.at.Load()).UTC() }
func (c *clock) set(at time.Time) { c.at.Store(at.UnixMilli()) }

// Now is what the clock says.
func (c *clock) Now() time.Time { return c.read() }

// Wait moves the clock on.
func (c *clock) Wait(time time.Duration) { c.at.Add(time.Milliseconds()) }

// SetDay sets the clock to ten in the morning.
func (c *clock) SetDay(day string) { c.set(calendar.MustDate(day).At(10, 0)) }

// Write changes something, which has to succeed.
func (c *County) Write(fn func(tx *store.Tx) error) {
	c.Helper()
	c.Must(c.DB.Write(ctx, fn))
}

// Read reads something, which has to succeed.
func (c *County) Read(fn func(tx *store.Tx) error) {
	c.Helper()
	c.Must(c.DB.Read(ctx, fn))
}

// Refused tries a change that must be refused with this message.
func (c *County) Refused(key string, fn func(tx *store.Tx) error) {
	c.Helper()
	WantFaults(c, c.DB.Write(ctx, fn), key)
}

// Must ends the test with an error.
func (c *County) Must(err error) {
	c.Helper()
	Must(c, err)
}

// Apply applies another policy and opens the ledger anew. What it would lose is allowed by name.
func (c *County) Apply(p *pack.Pack, allow ...string) error {
	err := c.DB.Write(ctx, func(tx *store.Tx) error { return apply(tx, Code, p, ledger.Applying{By: 1, Allow: allow}) })
	if err != nil {
		return err
	}
	return c.Open(p)
}

// Open opens the ledger anew under the policy that was applied.
func (c *County) Open(p *pack.Pack) error {
	return c.DB.Read(ctx, func(tx *store.Tx) error {
		tree, err := org.LoadTree(ctx, tx, Code)
		if err != nil {
			return err
		}
		c.Ledger, err = ledger.Open(ctx, tx, p, tree, c.Keys)
		return err
	})
}

// FindPack gives the policy in force, whatever the version.
func (c *County) FindPack(context.Context, *store.Tx, string, int64) (*pack.Pack, error) {
	return c.Pack, nil
}

// ActivePack gives the policy in force.
func (c *County) ActivePack(context.Context, *store.Tx, string) (int64, *pack.Pack, error) {
	return 1, c.Pack, nil
}

// Unit finds a unit by its code or its title.
func (c *County) Unit(name string) org.Unit {
	c.Helper()
	for _, unit := range c.Tree.Units() {
		if unit.Code == name || unit.Title == name {
			return unit
		}
	}
	c.Fatalf("no unit %s", name)
	return org.Unit{}
}

// Who is an account with grants as "role@unit".
func (c *County) Who(account int64, grants ...string) org.Principal {
	c.Helper()
	who := org.Principal{County: Code, AccountID: account, Title: strings.Join(grants, " "), Language: "zh"}
	for _, grant := range grants {
		role, at, _ := strings.Cut(grant, "@")
		unit := c.Unit(at)
		who.Grants = append(who.Grants, org.Grant{AccountID: account, Role: role, UnitID: unit.ID, UnitPath: unit.Path, UnitTitle: unit.Title})
	}
	return who
}
