package ledger_test

import (
	"io"
	"os"
	"testing"

	"qixing/calendar"
	"qixing/ledger"
	"qixing/pack"
	"qixing/store"
)

// A pack of the house gets its tables, every measure runs on them, and every register has its form.
func TestPackOfTheHouseApplies(t *testing.T) {
	withHouse(t, func(h *house) {
		p, problems := pack.Load(os.DirFS("../packs/longxian"))
		if p == nil {
			t.Fatal(problems)
		}
		must(t, h.Apply(p, "accounts", "projects", "conduct"))
		var ids []string
		for _, m := range p.Measures {
			ids = append(ids, m.ID)
		}
		h.Read(func(tx *store.Tx) error {
			_, err := h.Measures(ctx, tx, ledger.Measuring{Subjects: []ledger.Subject{{UnitID: h.Unit("610327900201").ID}}, Period: calendar.MustPeriod("2022")}, ids...)
			return err
		})
		for _, r := range p.Registers {
			must(t, h.Template(r.ID, "zh", io.Discard))
		}
	})
}
