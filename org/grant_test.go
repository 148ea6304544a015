package org_test

import (
	"fmt"
	"testing"

	"qixing/journal"
	"qixing/org"
	"qixing/store"
)

func TestGrantOpensItsSubtree(t *testing.T) {
	withCounty(t, func(t *testing.T, db *store.DB) {
		clerk := account(t, db, "clerk", "town_committee@610327900", "reader@610327901901")
		cases := []struct {
			role, code string
			want       bool
		}{
			{"town_committee", "610327900", true},
			{"town_committee", "610327900901", true},
			{"town_committee", "610327901901", false},
			{"town_committee", "610327", false},
			{"village_secretary", "610327900901", false},
			{"reader", "610327901901", true},
			{"reader", "610327901", false},
		}
		for _, c := range cases {
			if got := clerk.Can(c.role, unit(t, db, c.code)); got != c.want {
				t.Errorf("%s at %s: %v, want %v", c.role, c.code, got, c.want)
			}
		}
		if s := clerk.ScopeOf("town_committee"); !s.Contains(unit(t, db, "610327900902")) || s.Contains(unit(t, db, "610327901")) {
			t.Errorf("the scope is %v", s.Paths())
		}
		if s := clerk.ScopeOf("nothing"); !s.IsEmpty() {
			t.Errorf("a role that is not there opens %v", s.Paths())
		}
	})
}

func TestScopeWhere(t *testing.T) {
	withCounty(t, func(t *testing.T, db *store.DB) {
		both := account(t, db, "both", "a@610327900", "b@610327900901", "b@610327901901")
		whole := account(t, db, "whole", "a@610327", "b@610327900")
		cases := []struct {
			name  string
			scope org.Scope
			want  int
		}{
			{"two subtrees, one inside the other counted once", both.ScopeOf("a", "b"), 4},
			{"the county", whole.ScopeOf("a", "b"), 7},
			{"nothing", org.Scope{}, 0},
			{"one unit", org.SubtreeOf(unit(t, db, "610327901902")), 1},
		}
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				read(t, db, func(tx *store.Tx) error {
					args, got := []any{county}, 0
					err := tx.QueryRow(ctx, `SELECT count(*) FROM units WHERE county = $1 AND `+c.scope.Where("id", &args), args...).Scan(&got)
					if got != c.want {
						t.Errorf("got %d units, want %d", got, c.want)
					}
					return err
				})
			})
		}
	})
}

func TestWhoMayGrant(t *testing.T) {
	withCounty(t, func(t *testing.T, db *store.DB) {
		system := account(t, db, "system", org.SystemAdmin+"@610327")
		security := account(t, db, "security", org.SecurityAdmin+"@610327")
		office := account(t, db, "office", "county_office@610327")
		someone := account(t, db, "someone")
		root, town := unit(t, db, "610327"), unit(t, db, "610327900")
		cases := []struct {
			name  string
			by    org.Principal
			grant org.NewGrant
			fault string
		}{
			{"the system administrator can't", system, org.NewGrant{AccountID: someone.AccountID, Role: "reader", UnitID: town.ID}, "org.grant_forbidden"},
			{"an office can't", office, org.NewGrant{AccountID: someone.AccountID, Role: "reader", UnitID: town.ID}, "org.grant_forbidden"},
			{"nobody to themselves", security, org.NewGrant{AccountID: security.AccountID, Role: org.AuditAdmin, UnitID: root.ID}, "org.grant_own"},
			{"no administrator beside business", security, org.NewGrant{AccountID: office.AccountID, Role: org.AuditAdmin, UnitID: root.ID}, "org.roles_exclude"},
			{"no business beside an administrator", security, org.NewGrant{AccountID: system.AccountID, Role: "reader", UnitID: town.ID}, "org.roles_exclude"},
			{"no two administrators in one", security, org.NewGrant{AccountID: system.AccountID, Role: org.AuditAdmin, UnitID: root.ID}, "org.roles_exclude"},
			{"an administrator is the county's", security, org.NewGrant{AccountID: someone.AccountID, Role: org.AuditAdmin, UnitID: town.ID}, "org.administrator_at_county"},
			{"at a unit that isn't there", security, org.NewGrant{AccountID: someone.AccountID, Role: "reader", UnitID: 1 << 40}, "org.unit_not_found"},
		}
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				refused(t, db, c.fault, func(tx *store.Tx) error {
					_, err := org.CreateGrant(ctx, tx, c.by, c.grant)
					return err
				})
			})
		}
	})
}

func TestTwoPersonGrant(t *testing.T) {
	withCounty(t, func(t *testing.T, db *store.DB) {
		one := account(t, db, "one", org.SecurityAdmin+"@610327")
		two := account(t, db, "two", org.SecurityAdmin+"@610327")
		someone := account(t, db, "someone")
		town := unit(t, db, "610327900")
		var g org.Grant
		write(t, db, func(tx *store.Tx) (err error) {
			g, err = org.CreateGrant(ctx, tx, one, org.NewGrant{AccountID: someone.AccountID, Role: "reader", UnitID: town.ID, RequiresSecond: true})
			return err
		})
		holds := func() (can bool) {
			read(t, db, func(tx *store.Tx) error {
				p, err := org.LoadPrincipal(ctx, tx, county, someone.AccountID)
				can = p.Can("reader", town)
				return err
			})
			return can
		}
		if holds() {
			t.Error("a pending grant holds")
		}
		refused(t, db, "org.grant_second", func(tx *store.Tx) error { return org.ConfirmGrant(ctx, tx, one, g.ID) })
		write(t, db, func(tx *store.Tx) error { return org.ConfirmGrant(ctx, tx, two, g.ID) })
		if !holds() {
			t.Error("a confirmed grant does not hold")
		}
		refused(t, db, "org.grant_not_pending", func(tx *store.Tx) error { return org.ConfirmGrant(ctx, tx, two, g.ID) })
		write(t, db, func(tx *store.Tx) error { return org.RevokeGrant(ctx, tx, one, g.ID) })
		if holds() {
			t.Error("a revoked grant holds")
		}
		read(t, db, func(tx *store.Tx) error {
			for _, kind := range []string{"grant_given", "grant_confirmed", "grant_revoked"} {
				leaves, err := journal.ListLeaves(ctx, tx, county, journal.Filter{Kind: kind, Subject: fmt.Sprintf("grant/%d", g.ID)})
				if err != nil || len(leaves) != 1 {
					t.Errorf("%d leaves of %s, want 1 (%v)", len(leaves), kind, err)
				}
			}
			return nil
		})
	})
}
