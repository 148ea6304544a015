package org_test

import (
	"strings"
	"testing"

	"qixing/org"
	"qixing/store"
	"qixing/store/storetest"
)

func TestTree(t *testing.T) {
	withCounty(t, func(t *testing.T, db *store.DB) {
		tree := loadTree(t, db)
		if got, want := titles(tree.Units()), "演示县 东镇 西关村 柳沟村 河北镇 西关村 东街社区"; got != want {
			t.Errorf("units %q, want %q", got, want)
		}
		east, village := unit(t, db, "610327900"), unit(t, db, "610327901901")
		if got := titles(tree.Subtree(east.ID)); got != "东镇 西关村 柳沟村" {
			t.Errorf("subtree of 东镇 is %q", got)
		}
		if got := titles(tree.Roster(org.Village, 1<<40, "2022-11-20")); got != "" {
			t.Errorf("roster below an unknown unit is %q", got)
		}
		if town, err := tree.Ancestor(village.ID, org.Town); err != nil || town.Title != "河北镇" {
			t.Errorf("town of %s is %v, %v", village.Title, town.Title, err)
		}
		if tree.Contains(east.ID, village.ID) || !tree.Contains(village.ID, village.ID) {
			t.Error("Contains is wrong")
		}
		if long, err := tree.FindByCode("610327900000"); err != nil || long.ID != east.ID {
			t.Errorf("the 12-digit code of a town gives %v, %v", long.Title, err)
		}
	})
}

func TestFindByTitle(t *testing.T) {
	withCounty(t, func(t *testing.T, db *store.DB) {
		tree, west := loadTree(t, db), unit(t, db, "610327901")
		cases := []struct {
			name, title string
			kind        org.Kind
			within      int64
			code, fault string
		}{
			{"its full title", "柳沟村", org.Village, 0, "610327900902", ""},
			{"without its ending", "柳沟", org.Village, 0, "610327900902", ""},
			{"with the office's ending", "柳沟 村委会", org.Village, 0, "610327900902", ""},
			{"of any kind", "东街", "", 0, "610327901902", ""},
			{"of two it is ambiguous", "西关村", org.Village, 0, "", "org.unit_ambiguous"},
			{"of two, within a town", "西关", org.Village, west.ID, "610327901901", ""},
			{"of another kind", "东镇", org.Village, 0, "", "org.unit_not_found"},
		}
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				got, err := tree.FindByTitle(c.kind, c.title, c.within)
				if c.fault != "" {
					wantFault(t, c.fault, err)
				} else if err != nil || got.Code != c.code {
					t.Errorf("got %s %s, %v; want %s", got.Code, got.Title, err, c.code)
				}
			})
		}
	})
}

func TestImportUnits(t *testing.T) {
	withCounty(t, func(t *testing.T, db *store.DB) {
		before := unit(t, db, "610327900902")
		if got := importList(t, db, list); got != (org.UnitReport{Unchanged: 7}) {
			t.Errorf("again: %+v, want 7 unchanged", got)
		}
		moved := strings.Replace(list, "柳沟村,610327900", "新柳沟村,610327901", 1) + "610327901903,village,新村,610327901,\n"
		if got := importList(t, db, moved); got != (org.UnitReport{Created: 1, Updated: 1, Unchanged: 6}) {
			t.Errorf("changed: %+v, want 1 created, 1 updated, 6 unchanged", got)
		}
		after := unit(t, db, "610327900902")
		if after.ID != before.ID || after.Title != "新柳沟村" || after.Pinyin != "xinliugoucun" || !after.Within(unit(t, db, "610327901").Path) {
			t.Errorf("the moved village is %+v", after)
		}
	})
}

func TestImportUnitsRefusals(t *testing.T) {
	cases := []struct{ name, list, fault string }{
		{"an unknown parent", list + "610327902901,village,某村,610327902,\n", "org.row_parent"},
		{"a code twice", list + "610327900901,village,某村,610327900,\n", "org.row_twice"},
		{"a second county", list + "610324,county,另县,,\n", "org.row_root"},
		{"no title", list + "610327900909,village,,610327900,\n", "org.row_title"},
		{"no such kind", list + "610327900909,hamlet,某村,610327900,\n", "org.row_kind"},
		{"letters in a code", list + "61032790090x,village,某村,610327900,\n", "org.row_code"},
		{"a circle", list + "610327905,town,甲,610327906,\n610327906,town,乙,610327905,\n", "org.rows_circular"},
	}
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				rows, err := org.ReadUnits(strings.NewReader(c.list))
				if err != nil {
					t.Fatal(err)
				}
				refused(t, db, c.fault, func(tx *store.Tx) error {
					_, err := org.ImportUnits(ctx, tx, county, rows, true)
					return err
				})
				if left := loadTree(t, db).Units(); len(left) > 0 {
					t.Errorf("%d units were imported all the same", len(left))
				}
			})
		}
	})
	if _, err := org.ReadUnits(strings.NewReader("代码,名称\n1,2\n")); err == nil {
		t.Error("a list without the columns was read")
	}
}

func TestMergeUnits(t *testing.T) {
	withCounty(t, func(t *testing.T, db *store.DB) {
		from, into := unit(t, db, "610327900901"), unit(t, db, "610327900902")
		var branch org.Unit
		var person org.Person
		write(t, db, func(tx *store.Tx) (err error) {
			if branch, err = org.CreateUnit(ctx, tx, county, org.NewUnit{ParentID: from.ID, Kind: org.Branch, Title: "西关党支部"}); err != nil {
				return err
			}
			person, err = org.CreatePerson(ctx, tx, nil, county, org.NewPerson{UnitID: from.ID, Name: "张三"})
			return err
		})
		refused(t, db, "org.unit_cannot_merge", func(tx *store.Tx) error {
			return org.MergeUnits(ctx, tx, county, []int64{from.ID}, unit(t, db, "610327901").ID, "2022-06-30")
		})
		write(t, db, func(tx *store.Tx) error {
			return org.MergeUnits(ctx, tx, county, []int64{from.ID}, into.ID, "2022-06-30")
		})
		tree, town := loadTree(t, db), unit(t, db, "610327900")
		if got := titles(tree.Roster(org.Village, town.ID, "2022-06-30")); got != "西关村 柳沟村" {
			t.Errorf("the roster of June is %q", got)
		}
		if got := titles(tree.Roster(org.Village, town.ID, "2022-07-01")); got != "柳沟村" {
			t.Errorf("the roster of July is %q", got)
		}
		if !tree.Contains(into.ID, branch.ID) || tree.Contains(from.ID, branch.ID) {
			t.Error("the branch did not move")
		}
		read(t, db, func(tx *store.Tx) error {
			for day, want := range map[string]int64{"2022-06-30": from.ID, "2022-07-01": into.ID} {
				if got, err := org.UnitOn(ctx, tx, county, person.ID, day); err != nil || got != want {
					t.Errorf("on %s the person is in %d, want %d (%v)", day, got, want, err)
				}
			}
			return nil
		})
	})
}

func TestRenameAndCloseUnit(t *testing.T) {
	withCounty(t, func(t *testing.T, db *store.DB) {
		village := unit(t, db, "610327900901")
		write(t, db, func(tx *store.Tx) error { return org.RenameUnit(ctx, tx, county, village.ID, "东关村", "Dongguan") })
		write(t, db, func(tx *store.Tx) error { return org.CloseUnit(ctx, tx, county, village.ID, "2022-12-31") })
		got := unit(t, db, village.Code)
		if got.Title != "东关村" || got.Pinyin != "dongguancun" || got.ValidOn("2023-01-01") || !got.ValidOn("2022-12-31") {
			t.Errorf("the village is %+v", got)
		}
		refused(t, db, "org.unit_cannot_close", func(tx *store.Tx) error {
			return org.CloseUnit(ctx, tx, county, unit(t, db, county).ID, "2022-12-31")
		})
	})
}
