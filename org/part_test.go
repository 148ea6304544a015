package org_test

import (
	"fmt"
	"strings"
	"testing"

	"qixing/org"
	"qixing/store"
)

// kept is all that the part holds, as one text.
func kept(tx *store.Tx) (string, error) {
	var all strings.Builder
	for _, columns := range []string{
		`id || path || title || valid_to FROM units`, `id || name || unit_id FROM persons`, `id || role || held_to FROM posts`,
		`id || title || must_change || disabled || language || totp_confirmed FROM accounts`,
		`id || role || pending || revoked_at FROM grants`, `id || reason || withdrawn_at FROM conflicts`,
	} {
		rows, err := tx.Query(ctx, `SELECT `+columns+` WHERE county = $1 ORDER BY 1`, county)
		if err != nil {
			return "", err
		}
		for rows.Next() {
			var text string
			if err := rows.Scan(&text); err != nil {
				return "", err
			}
			fmt.Fprintln(&all, text)
		}
		if err := rows.Close(); err != nil {
			return "", err
		}
	}
	return all.String(), nil
}

// TestEveryChangeTouchesThePart changes everything that org keeps; whoever remembers it must notice each time.
func TestEveryChangeTouchesThePart(t *testing.T) {
	withCounty(t, func(t *testing.T, db *store.DB) {
		security := account(t, db, "security", org.SecurityAdmin+"@610327")
		second := account(t, db, "second", org.SecurityAdmin+"@610327")
		clerk := account(t, db, "clerk", "town_committee@610327900")
		village, town := unit(t, db, "610327900901").ID, unit(t, db, "610327900").ID
		var person org.Person
		var grant org.Grant
		var post org.Post
		var conflict org.Conflict
		console := org.Console(county)
		expectTouched(t, db, org.Part, kept, []change{
			{"unit made", func(tx *store.Tx) error {
				_, err := org.CreateUnit(ctx, tx, county, org.NewUnit{ParentID: town, Kind: org.Cooperative, Title: "合作社"})
				return err
			}},
			{"unit renamed", func(tx *store.Tx) error { return org.RenameUnit(ctx, tx, county, village, "西关新村", "") }},
			{"person made", func(tx *store.Tx) (err error) {
				person, err = org.CreatePerson(ctx, tx, nil, county, org.NewPerson{UnitID: village, Name: "张三"})
				return err
			}},
			{"post given", func(tx *store.Tx) (err error) {
				post, err = org.AppointPost(ctx, tx, county, org.Post{PersonID: person.ID, UnitID: village, Role: "secretary", HeldFrom: "2022-01-01"}, false)
				return err
			}},
			{"post ended", func(tx *store.Tx) error { return org.EndPost(ctx, tx, county, post.ID, "2022-06-30") }},
			{"units merged, with their people", func(tx *store.Tx) error {
				return org.MergeUnits(ctx, tx, county, []int64{village}, unit(t, db, "610327900902").ID, "2022-12-31")
			}},
			{"account made", func(tx *store.Tx) error {
				_, err := org.CreateAccount(ctx, tx, console, org.NewAccount{Login: "another", Title: "另一个"})
				return err
			}},
			{"language chosen", func(tx *store.Tx) error { return org.SetLanguage(ctx, tx, clerk, "en") }},
			{"account shut out", func(tx *store.Tx) error { return org.DisableAccount(ctx, tx, console, clerk.AccountID) }},
			{"account let in", func(tx *store.Tx) error { return org.EnableAccount(ctx, tx, console, clerk.AccountID) }},
			{"grant given", func(tx *store.Tx) (err error) {
				grant, err = org.CreateGrant(ctx, tx, security, org.NewGrant{AccountID: clerk.AccountID, Role: "reader", UnitID: town, RequiresSecond: true})
				return err
			}},
			{"grant confirmed", func(tx *store.Tx) error { return org.ConfirmGrant(ctx, tx, second, grant.ID) }},
			{"grant revoked", func(tx *store.Tx) error { return org.RevokeGrant(ctx, tx, security, grant.ID) }},
			{"conflict declared", func(tx *store.Tx) (err error) {
				conflict, err = org.DeclareConflict(ctx, tx, clerk, unit(t, db, "610327901901").ID, "亲属")
				return err
			}},
			{"conflict withdrawn", func(tx *store.Tx) error { return org.WithdrawConflict(ctx, tx, clerk, conflict.ID) }},
		})
	})
}

type change struct {
	name string
	do   func(tx *store.Tx) error
}

// expectTouched makes changes to a part of the county's data, which list gives as one text: whoever remembers it must notice each of them.
func expectTouched(t *testing.T, db *store.DB, part string, list func(*store.Tx) (string, error), changes []change) {
	t.Helper()
	memory := store.NewMemory[string](1)
	recall := func() (recalled, now string) {
		read(t, db, func(tx *store.Tx) (err error) {
			from := store.Source{County: county, Parts: []string{part}, Key: "all"}
			if recalled, err = memory.Recall(ctx, tx, from, func() (string, error) { return list(tx) }); err != nil {
				return err
			}
			now, err = list(tx)
			return err
		})
		return recalled, now
	}
	_, before := recall()
	for _, one := range changes {
		write(t, db, one.do)
		recalled, now := recall()
		if recalled != now || now == before {
			t.Errorf("%s: recalled\n%s\nbut there is\n%s", one.name, recalled, now)
		}
		before = now
	}
}
