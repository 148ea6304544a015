package ledger_test

import (
	"reflect"
	"testing"

	"qixing/ledger"
	"qixing/org"
	"qixing/store"
)

// another is a second server on the same database; it remembers nothing yet.
func (h *house) another() *house {
	h.Helper()
	second := *h.County
	h.Must(second.Open(h.Pack))
	return &house{&second}
}

// TestListsAreNeverStale changes records in every way there is on one server; another, which has listed them before, must answer as
// one that remembers nothing.
func TestListsAreNeverStale(t *testing.T) {
	withHouse(t, func(h *house) {
		village, town := h.Who(11, "village_secretary@610327"), h.Who(12, "town_committee@610327")
		unit := h.Unit("610327900201").ID
		var r ledger.Record
		act := func(do func(tx *store.Tx) (ledger.Record, error)) error {
			return h.write(func(tx *store.Tx) (err error) { r, err = do(tx); return err })
		}
		changes := []struct {
			name string
			do   func() error
		}{
			{"created", func() error {
				return act(func(tx *store.Tx) (ledger.Record, error) {
					return h.Save(ctx, tx, village, "accounts", ledger.Record{UnitID: unit, Values: account("2022-01", "operation", 100, "1")})
				})
			}},
			{"changed", func() error {
				r.Values = account("2022-01", "operation", 200, "1")
				return act(func(tx *store.Tx) (ledger.Record, error) { return h.Save(ctx, tx, village, "accounts", r) })
			}},
			{"checked", func() error {
				return act(func(tx *store.Tx) (ledger.Record, error) {
					return h.Check(ctx, tx, town, "accounts", r.ID, r.Revision)
				})
			}},
			{"corrected", func() error {
				r.Values = account("2022-01", "operation", 300, "1")
				return act(func(tx *store.Tx) (ledger.Record, error) {
					return h.Correct(ctx, tx, village, "accounts", r, "看错了")
				})
			}},
			{"returned", func() error {
				return act(func(tx *store.Tx) (ledger.Record, error) {
					return h.Return(ctx, tx, town, "accounts", r.ID, r.Revision, "缺凭证")
				})
			}},
			{"deleted", func() error {
				return act(func(tx *store.Tx) (ledger.Record, error) {
					return h.Delete(ctx, tx, village, "accounts", r.ID, r.Revision, "重复")
				})
			}},
			{"restored", func() error {
				return act(func(tx *store.Tx) (ledger.Record, error) {
					return h.Restore(ctx, tx, village, "accounts", r.ID, r.Revision)
				})
			}},
			{"added in bulk", func() error {
				return h.write(func(tx *store.Tx) error {
					return h.AddAll(ctx, tx, "accounts", []ledger.Record{{UnitID: unit, State: ledger.Checked, Values: account("2022-02", "operation", 400, "2")}})
				})
			}},
		}
		reader := h.another()
		for _, q := range listed() {
			reader.list(town, q)
		}
		for _, change := range changes {
			must(t, change.do())
			for _, q := range listed() {
				got, want := reader.list(town, q), h.another().list(town, q)
				if !reflect.DeepEqual(got, want) {
					t.Errorf("%s, %+v: the other server still answers %+v, want %+v", change.name, q, got, want)
				}
			}
		}
	})
}

func listed() []ledger.Query {
	filter := []ledger.Filter{{Field: "line", Operator: ledger.Equals, Values: []ledger.Value{ledger.TextValue("operation")}}}
	return []ledger.Query{
		{Register: "accounts", Totals: true},
		{Register: "accounts", Totals: true, Filters: filter, Sort: "-month", Limit: 30},
		{Register: "accounts", Deleted: true},
		{Register: "accounts", States: []ledger.State{ledger.Checked}},
	}
}

// TestListsAreRememberedApart: what one may read isn't shown to another who asks the same.
func TestListsAreRememberedApart(t *testing.T) {
	withHouse(t, func(h *house) {
		all := h.Who(11, "village_secretary@610327")
		for _, code := range []string{"610327900201", "610327901201"} {
			h.mustSave(all, "accounts", ledger.Record{UnitID: h.Unit(code).ID, Values: account("2022-01", "operation", 100, code)})
		}
		for range 2 {
			for _, c := range []struct {
				who  org.Principal
				want int64
			}{{all, 2}, {h.Who(12, "town_committee@610327900"), 1}, {h.Who(13), 0}} {
				page := h.list(c.who, ledger.Query{Register: "accounts", Totals: true})
				if page.Count != c.want || int64(len(page.Records)) != c.want || page.Totals["amount"].Number != c.want*10_000 {
					t.Errorf("account %d sees %d records that come to %v, want %d", c.who.AccountID, page.Count, page.Totals, c.want)
				}
			}
		}
	})
}
