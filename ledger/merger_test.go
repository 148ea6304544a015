package ledger_test

import (
	"testing"

	"qixing/calendar"
	"qixing/ledger"
	"qixing/org"
	"qixing/store"
)

// What a village earned before it became part of another counts for that one from the day of the merger on, and for itself before.
func TestRecordsFollowAMerger(t *testing.T) {
	withHouse(t, func(h *house) {
		must(t, h.Apply(loadPack(t)))
		west, ditch, town := h.Unit("610327900201"), h.Unit("610327900202"), h.Unit("610327900")
		clerk, checker := h.Who(11, "village_secretary@610327"), h.Who(12, "town_committee@610327")
		book := func(village int64, month string, yuan int64) {
			saved := h.mustSave(clerk, "accounts", ledger.Record{UnitID: village, Values: account(month, "operation", yuan, month)})
			_, err := h.check(checker, "accounts", saved)
			must(t, err)
		}
		book(west.ID, "2021-05", 100)
		book(ditch.ID, "2021-05", 10)
		book(west.ID, "2022-03", 200)
		book(ditch.ID, "2022-03", 20)
		h.Write(func(tx *store.Tx) error {
			return org.MergeUnits(ctx, tx, county, []int64{ditch.ID}, west.ID, "2022-06-30")
		})
		must(t, h.Apply(loadPack(t))) // the tree is read anew
		book(west.ID, "2022-09", 1)
		for _, c := range []struct {
			name, period, want string
			unit               int64
		}{
			{"before the merger each has its own", "2021", "100", west.ID},
			{"before the merger each has its own", "2021", "10", ditch.ID},
			{"a half-year that ends with the merger", "2022H1", "220", west.ID},
			{"the year of the merger", "2022", "221", west.ID},
			{"the town counts everything once", "2022", "221", town.ID},
		} {
			h.Read(func(tx *store.Tx) error {
				readings, err := h.Measures(ctx, tx, ledger.Measuring{Subjects: []ledger.Subject{{UnitID: c.unit}}, Period: calendar.MustPeriod(c.period)}, "operating_income")
				if err == nil && readings["operating_income"].Values[0].String() != c.want {
					t.Errorf("%s, %s: %s, want %s", c.name, c.period, readings["operating_income"].Values[0], c.want)
				}
				return err
			})
		}
		h.Read(func(tx *store.Tx) error {
			behind, err := h.ListBehind(ctx, tx, "operating_income", ledger.Subject{UnitID: west.ID}, calendar.MustPeriod("2022"), 10)
			if err == nil && (len(behind) != 1 || len(behind[0].Records) != 3) {
				t.Errorf("behind the figure stand %+v, want three records", behind)
			}
			return err
		})
	})
}
