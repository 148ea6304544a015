package org_test

import (
	"context"
	"strings"
	"testing"

	"qixing/fault"
	"qixing/org"
	"qixing/store"
	"qixing/store/storetest"
)

var ctx = context.Background()

const county = "610327"

// list is a county of two towns with a village of the same name in each.
const list = `code,kind,title,parent,title_en
610327,county,演示县,,Demo County
610327900,town,东镇,610327,
610327900901,village,西关村,610327900,
610327900902,village,柳沟村,610327900,
610327901,town,河北镇,610327,
610327901901,village,西关村,610327901,
610327901902,community,东街社区,610327901,
`

// withCounty gives fn a database that holds the county of list.
func withCounty(t *testing.T, fn func(t *testing.T, db *store.DB)) {
	t.Helper()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		importList(t, db, list)
		fn(t, db)
	})
}

func importList(t *testing.T, db *store.DB, list string) (report org.UnitReport) {
	t.Helper()
	rows, err := org.ReadUnits(strings.NewReader(list))
	if err != nil {
		t.Fatal(err)
	}
	write(t, db, func(tx *store.Tx) (err error) {
		report, err = org.ImportUnits(ctx, tx, county, rows, true)
		return err
	})
	return report
}

func write(t *testing.T, db *store.DB, fn func(tx *store.Tx) error) {
	t.Helper()
	if err := db.Write(ctx, fn); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, db *store.DB, fn func(tx *store.Tx) error) {
	t.Helper()
	if err := db.Read(ctx, fn); err != nil {
		t.Fatal(err)
	}
}

// refused runs fn in a transaction and wants its fault to have the key.
func refused(t *testing.T, db *store.DB, key string, fn func(tx *store.Tx) error) {
	t.Helper()
	wantFault(t, key, db.Write(ctx, fn))
}

func wantFault(t *testing.T, key string, err error) {
	t.Helper()
	for _, f := range fault.List(err) {
		if f.Key == key {
			return
		}
	}
	t.Errorf("error is %v, want %s", err, key)
}

func loadTree(t *testing.T, db *store.DB) (tree *org.Tree) {
	t.Helper()
	read(t, db, func(tx *store.Tx) (err error) {
		tree, err = org.LoadTree(ctx, tx, county)
		return err
	})
	return tree
}

func unit(t *testing.T, db *store.DB, code string) org.Unit {
	t.Helper()
	u, err := loadTree(t, db).FindByCode(code)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func titles(units []org.Unit) string {
	var all []string
	for _, u := range units {
		all = append(all, u.Title)
	}
	return strings.Join(all, " ")
}

// account makes an account and gives it roles, each as "role@code".
func account(t *testing.T, db *store.DB, login string, roles ...string) (p org.Principal) {
	t.Helper()
	write(t, db, func(tx *store.Tx) error {
		a, err := org.CreateAccount(ctx, tx, org.Console(county), org.NewAccount{Login: login, Title: login, Demo: true})
		if err != nil {
			return err
		}
		p.AccountID = a.ID
		return nil
	})
	for _, text := range roles {
		role, code, _ := strings.Cut(text, "@")
		at := unit(t, db, code)
		write(t, db, func(tx *store.Tx) error {
			_, err := org.CreateGrant(ctx, tx, org.Console(county), org.NewGrant{AccountID: p.AccountID, Role: role, UnitID: at.ID})
			return err
		})
	}
	read(t, db, func(tx *store.Tx) (err error) {
		p, err = org.LoadPrincipal(ctx, tx, county, p.AccountID)
		return err
	})
	return p
}
