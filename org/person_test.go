package org_test

import (
	"bytes"
	"crypto/rand"
	"slices"
	"testing"

	"qixing/org"
	"qixing/store"
)

func TestNamePinyin(t *testing.T) {
	cases := []struct{ name, full, initials string }{
		{"张伟", "zhangwei", "zw"},
		{"单雨", "shanyu", "sy"},
		{"曾国强", "zengguoqiang", "zgq"},
		{"仇和", "qiuhe", "qh"},
		{"尉迟恭", "yuchigong", "ycg"},
		{"买买提·艾力", "maimaitiaili", "mmtal"},
		{"刘䶮", "liuyan", "ly"},
		{"", "", ""},
	}
	for _, c := range cases {
		if full, initials := org.NamePinyin(c.name); full != c.full || initials != c.initials {
			t.Errorf("%s is read %q %q, want %q %q", c.name, full, initials, c.full, c.initials)
		}
	}
}

func TestListPersons(t *testing.T) {
	withCounty(t, func(t *testing.T, db *store.DB) {
		east, west := unit(t, db, "610327900901"), unit(t, db, "610327901901")
		write(t, db, func(tx *store.Tx) error {
			_, err := org.CreatePersons(ctx, tx, nil, county, []org.NewPerson{
				{UnitID: east.ID, Name: "单雨"}, {UnitID: east.ID, Name: "单_雨"}, {UnitID: west.ID, Name: "张伟"}, {UnitID: west.ID, Name: "赵㼆"}})
			return err
		})
		cases := []struct {
			name string
			q    org.PersonQuery
			want []string
		}{
			{"all", org.PersonQuery{Scope: org.WholeCounty()}, []string{"单雨", "单_雨", "张伟", "赵㼆"}},
			{"by a part of the name", org.PersonQuery{Scope: org.WholeCounty(), Search: "雨"}, []string{"单雨", "单_雨"}},
			{"by pinyin", org.PersonQuery{Scope: org.WholeCounty(), Search: "Shany"}, []string{"单雨", "单_雨"}},
			{"by initials", org.PersonQuery{Scope: org.WholeCounty(), Search: "zw"}, []string{"张伟"}},
			{"an underscore means itself", org.PersonQuery{Scope: org.WholeCounty(), Search: "_"}, []string{"单_雨"}},
			{"by a rare character", org.PersonQuery{Scope: org.WholeCounty(), Search: "㼆"}, []string{"赵㼆"}},
			{"of one subtree", org.PersonQuery{Scope: org.SubtreeOf(unit(t, db, "610327901"))}, []string{"张伟", "赵㼆"}},
			{"at a unit outside the scope", org.PersonQuery{Scope: org.SubtreeOf(unit(t, db, "610327901")), UnitID: east.ID}, nil},
			{"of an empty scope", org.PersonQuery{}, nil},
		}
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				read(t, db, func(tx *store.Tx) error {
					people, total, err := org.ListPersons(ctx, tx, county, c.q)
					var got []string
					for _, p := range people {
						got = append(got, p.Name)
					}
					slices.Sort(got)
					slices.Sort(c.want)
					if !slices.Equal(got, c.want) || total != len(c.want) {
						t.Errorf("got %v of %d, want %v", got, total, c.want)
					}
					return err
				})
			})
		}
	})
}

func TestCreatePersonRefusals(t *testing.T) {
	withCounty(t, func(t *testing.T, db *store.DB) {
		cases := map[string]org.NewPerson{
			"org.name_length": {Name: "  "},
			"org.sex_unknown": {Name: "张三", Sex: "F"},
			"org.month_form":  {Name: "张三", BirthMonth: "1971-13"},
			"org.day_form":    {Name: "张三", JoinedParty: "1996.7.1"},
		}
		for key, n := range cases {
			refused(t, db, key, func(tx *store.Tx) error {
				_, err := org.CreatePerson(ctx, tx, nil, county, n)
				return err
			})
		}
	})
}

func TestPhoneIsEncrypted(t *testing.T) {
	keys, err := org.OpenKeyring(t.TempDir(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	withCounty(t, func(t *testing.T, db *store.DB) {
		village := unit(t, db, "610327900901")
		var p org.Person
		write(t, db, func(tx *store.Tx) (err error) {
			p, err = org.CreatePerson(ctx, tx, keys, county, org.NewPerson{UnitID: village.ID, Name: "张三", Phone: "13900001111"})
			return err
		})
		read(t, db, func(tx *store.Tx) error {
			var kept []byte
			if err := tx.QueryRow(ctx, `SELECT phone FROM persons WHERE county = $1 AND id = $2`, county, p.ID).Scan(&kept); err != nil {
				return err
			}
			if bytes.Contains(kept, []byte("1390000")) {
				t.Error("the phone is in the database in the clear")
			}
			if got, err := org.FindPhone(ctx, tx, keys, county, p.ID); err != nil || got != "13900001111" {
				t.Errorf("phone is %q, %v", got, err)
			}
			return nil
		})
	})
}

func TestPosts(t *testing.T) {
	withCounty(t, func(t *testing.T, db *store.DB) {
		village := unit(t, db, "610327900901")
		var people []org.Person
		var first org.Post
		write(t, db, func(tx *store.Tx) (err error) {
			if people, err = org.CreatePersons(ctx, tx, nil, county, []org.NewPerson{{UnitID: village.ID, Name: "甲"}, {UnitID: village.ID, Name: "乙"}}); err != nil {
				return err
			}
			first, err = org.AppointPost(ctx, tx, county, org.Post{PersonID: people[0].ID, UnitID: village.ID, Role: "village_secretary", HeldFrom: "2021-01-01"}, false)
			return err
		})
		second := org.Post{PersonID: people[1].ID, UnitID: village.ID, Role: "village_secretary", HeldFrom: "2022-06-01"}
		refused(t, db, "org.post_taken", func(tx *store.Tx) error {
			_, err := org.AppointPost(ctx, tx, county, second, false)
			return err
		})
		refused(t, db, "org.post_days", func(tx *store.Tx) error { return org.EndPost(ctx, tx, county, first.ID, "2020-12-31") })
		write(t, db, func(tx *store.Tx) error {
			if err := org.EndPost(ctx, tx, county, first.ID, "2022-05-31"); err != nil {
				return err
			}
			_, err := org.AppointPost(ctx, tx, county, second, false)
			return err
		})
		read(t, db, func(tx *store.Tx) error {
			for day, want := range map[string]int64{"2022-05-31": people[0].ID, "2022-06-01": people[1].ID} {
				if got, err := org.FindHolder(ctx, tx, county, village.ID, "village_secretary", day); err != nil || got.PersonID != want {
					t.Errorf("on %s the secretary is %d, want %d (%v)", day, got.PersonID, want, err)
				}
			}
			_, err := org.FindHolder(ctx, tx, county, village.ID, "village_secretary", "2020-12-31")
			wantFault(t, "org.holder_not_found", err)
			return nil
		})
	})
}
