package outcome_test

import (
	"slices"
	"testing"

	"qixing/calendar"
	"qixing/expression"
	"qixing/ledger"
	"qixing/outcome"
	"qixing/store"
)

// earlier reads a measure of a village for a year: its figure, or "missing".
func (h *house) earlier(id, village, year string) string {
	h.Helper()
	figure := "missing"
	h.Read(func(tx *store.Tx) error {
		period := calendar.MustPeriod(year)
		readings, err := h.Measures(ctx, tx, ledger.Measuring{Subjects: []ledger.Subject{{UnitID: h.Unit(village).ID}}, Period: period,
			Parameters: h.Pack.Values(period.End().String())}, id)
		if err == nil && readings[id].States[0] == expression.Present {
			figure = readings[id].Values[0].String()
		}
		return err
	})
	return figure
}

func TestResultsOfEarlierYearsAreMeasures(t *testing.T) {
	withHouse(t, func(h *house) {
		if got := h.earlier("honours", "甲村", "2023"); got != "0" {
			t.Errorf("before any round %s times, want 0", got)
		}
		if got := h.earlier("best", "甲村", "2023"); got != "missing" {
			t.Errorf("before any round the best is %s, want missing", got)
		}
		h.confirmed()
		for _, want := range []struct{ measure, village, year, value string }{
			{"honours", "甲村", "2023", "1"}, {"honours", "乙村", "2023", "0"}, {"best", "甲村", "2023", "18"},
			{"best", "甲村", "2022", "missing"}, // the period that is measured is not its own past
			{"honours", "甲村", "2021", "0"},
		} {
			if got := h.earlier(want.measure, want.village, want.year); got != want.value {
				t.Errorf("%s of %s for %s: %s, want %s", want.measure, want.village, want.year, got, want.value)
			}
		}
		h.Write(func(tx *store.Tx) error {
			return h.outcome.Revoke(ctx, tx, h.committee(), h.round, h.entry("甲村").ID, "弄虚作假")
		})
		if got := h.earlier("honours", "甲村", "2023"); got != "0" {
			t.Errorf("after it was revoked %s times, want 0", got)
		}
	})
}

// A link puts a proposal before its body, which takes or leaves it; nothing else follows by itself.
func TestLinksPropose(t *testing.T) {
	withHouse(t, func(h *house) {
		h.confirmed()
		var proposed []string
		var id int64
		h.Read(func(tx *store.Tx) error {
			flags, err := outcome.ListFlags(ctx, tx, county)
			for _, flag := range flags {
				proposed = append(proposed, flag.Payee+" "+flag.Title+" "+flag.UsedBy)
				id = flag.ID
			}
			return err
		})
		if want := []string{"甲村 推先评优：首次获评，优先推荐 town"}; !slices.Equal(proposed, want) {
			t.Fatalf("proposed %q, want %q", proposed, want)
		}
		h.Refused("outcome.flag_forbidden", func(tx *store.Tx) error {
			return h.outcome.UseFlag(ctx, tx, h.office(), id, true, "推荐")
		})
		h.Write(func(tx *store.Tx) error {
			return h.outcome.UseFlag(ctx, tx, h.who("town", "东镇", 21), id, false, "已另有人选")
		})
	})
}
