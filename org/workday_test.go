package org_test

import (
	"testing"

	"qixing/calendar"
	"qixing/fault"
	"qixing/org"
	"qixing/store"
	"qixing/store/storetest"
)

func TestAddedDaysCount(t *testing.T) {
	days, err := calendar.ParseDays("日期,安排,名称\n2027-10-01,放假,国庆节\n2027-09-26,上班,国庆节调休\n")
	if err != nil {
		t.Fatal(err)
	}
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		err := db.Write(ctx, func(tx *store.Tx) error { return org.AddDays(ctx, tx, org.Principal{County: county}, days) })
		if found := fault.Find(err); found == nil || found.Key != "org.days_forbidden" {
			t.Errorf("whoever is no administrator added days: %v", err)
		}
		for range 2 { // twice is once
			if err := db.Write(ctx, func(tx *store.Tx) error { return org.AddDays(ctx, tx, org.Console(county), days) }); err != nil {
				t.Fatal(err)
			}
		}
		var known *calendar.Calendar
		if err := db.Read(ctx, func(tx *store.Tx) (err error) {
			known, err = org.LoadCalendar(ctx, tx, county)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if known.IsWorkday(calendar.MustDate("2027-10-01")) || !known.IsWorkday(calendar.MustDate("2027-09-26")) {
			t.Error("the added days don't count")
		}
	})
}
