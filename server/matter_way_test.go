package server

import (
	"testing"
	"time"

	"qixing/ledger"
	"qixing/matter"
	"qixing/pack"
	"qixing/store"
)

// TestWaySaysWhenAStateWasEntered: a step that stays in its state, as the first of two people's, doesn't date it anew.
func TestWaySaysWhenAStateWasEntered(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2022, time.November, n, 2, 0, 0, 0, time.UTC) }
	m := matter.Matter{Policy: &pack.Matter{Status: "status", Start: "applied", Final: []string{"inspected"}, Steps: []*pack.Step{{ID: "inspect", From: []string{"applied"}, To: "inspected"}}},
		Register: &pack.Register{}, Record: ledger.Record{Values: map[string]ledger.Value{"status": ledger.TextValue("applied")}},
		Taken: []matter.Taken{{To: "applied", At: day(1)}, {Step: "inspect", From: "applied", To: "applied", At: day(3)}}}
	if way := viewWay("zh", m); len(way) != 2 || way[0].At != store.FormatTime(day(1)) {
		t.Errorf("the way is %+v, want applied on the first", way)
	}
}
