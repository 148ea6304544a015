package org_test

import (
	"testing"

	"qixing/org"
	"qixing/store"
)

func TestTies(t *testing.T) {
	withCounty(t, func(t *testing.T, db *store.DB) {
		xiguan, liugou := unit(t, db, "610327900901"), unit(t, db, "610327900902")
		east, west, hebei := unit(t, db, "610327900"), unit(t, db, "610327901901"), unit(t, db, "610327901")
		judge := account(t, db, "judge", "leading_group@610327", "town_committee@610327900")
		var declared org.Conflict
		write(t, db, func(tx *store.Tx) error {
			p, err := org.CreatePerson(ctx, tx, nil, county, org.NewPerson{UnitID: xiguan.ID, Name: "张三"})
			if err != nil {
				return err
			}
			judge.PersonID = p.ID
			_, err = org.AppointPost(ctx, tx, county, org.Post{PersonID: p.ID, UnitID: liugou.ID, Role: "x", HeldFrom: "2015-01-01", HeldTo: "2019-06-30"}, false)
			return err
		})
		reaches := func(day string, u org.Unit) (yes bool) {
			read(t, db, func(tx *store.Tx) error {
				ties, err := org.ListTies(ctx, tx, judge, day)
				for _, tie := range ties {
					yes = yes || tie.Reaches(u)
				}
				return err
			})
			return yes
		}
		cases := []struct {
			name, day string
			unit      org.Unit
			want      bool
		}{
			{"their own village", "2022-11-20", xiguan, true},
			{"a post left less than three years ago", "2022-06-30", liugou, true},
			{"a post left more than three years ago", "2022-07-01", liugou, false},
			{"the town of their village", "2022-11-20", east, true},
			{"a village of another town", "2022-11-20", west, false},
		}
		for _, c := range cases {
			if got := reaches(c.day, c.unit); got != c.want {
				t.Errorf("%s: %v, want %v", c.name, got, c.want)
			}
		}
		refused(t, db, "org.conflict_reason_missing", func(tx *store.Tx) error {
			_, err := org.DeclareConflict(ctx, tx, judge, hebei.ID, " ")
			return err
		})
		refused(t, db, "org.conflict_forbidden", func(tx *store.Tx) error {
			_, err := org.DeclareConflict(ctx, tx, judge, unit(t, db, county).ID, "全县")
			return err
		})
		write(t, db, func(tx *store.Tx) (err error) {
			declared, err = org.DeclareConflict(ctx, tx, judge, hebei.ID, "配偶在该镇工作")
			return err
		})
		if !reaches("2022-11-20", west) {
			t.Error("a declared town does not reach its villages")
		}
		other := account(t, db, "other")
		refused(t, db, "org.conflict_not_found", func(tx *store.Tx) error { return org.WithdrawConflict(ctx, tx, other, declared.ID) })
		write(t, db, func(tx *store.Tx) error { return org.WithdrawConflict(ctx, tx, judge, declared.ID) })
		if reaches("2022-11-20", west) {
			t.Error("a withdrawn conflict still holds")
		}
	})
}
