package ledger_test

import (
	"context"
	"os"
	"testing"

	"qixing/ledger"
	"qixing/ledger/ledgertest"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

var ctx = context.Background()

const county = ledgertest.Code

// units has two villages of the same name.
const units = `code,kind,title,parent
610327,county,演示县,
610327900,town,东镇,610327
610327900201,village,西关村,610327900
610327900202,village,柳沟村,610327900
610327901,town,河北镇,610327
610327901201,village,西关村,610327901
610327901202,village,东风村,610327901
`

var (
	policy = os.DirFS("testdata/pack")
	place  = ledgertest.NewPlace(units, policy)
)

type house struct{ *ledgertest.County }

// withHouse runs fn on both databases.
func withHouse(t *testing.T, fn func(h *house)) {
	t.Helper()
	place.Run(t, func(c *ledgertest.County) { fn(&house{c}) })
}

var (
	must       = ledgertest.Must
	wantFaults = ledgertest.WantFaults
)

func loadPack(t testing.TB, replace ...string) *pack.Pack {
	t.Helper()
	return ledgertest.LoadPack(t, policy, replace...)
}

func (h *house) write(fn func(tx *store.Tx) error) error { return h.DB.Write(ctx, fn) }

type values = map[string]ledger.Value

func account(month, line string, yuan int64, voucher string) values {
	return values{"month": ledger.TextValue(month), "line": ledger.TextValue(line),
		"amount": ledger.NumberValue(yuan * 100), "voucher": ledger.TextValue(voucher)}
}

func (h *house) save(who org.Principal, register string, in ledger.Record) (saved ledger.Record, err error) {
	err = h.write(func(tx *store.Tx) (err error) {
		saved, err = h.Save(ctx, tx, who, register, in)
		return err
	})
	return saved, err
}

func (h *house) mustSave(who org.Principal, register string, in ledger.Record) ledger.Record {
	h.Helper()
	saved, err := h.save(who, register, in)
	h.Must(err)
	return saved
}

func (h *house) check(who org.Principal, register string, r ledger.Record) (checked ledger.Record, err error) {
	err = h.write(func(tx *store.Tx) (err error) {
		checked, err = h.Check(ctx, tx, who, register, r.ID, r.Revision)
		return err
	})
	return checked, err
}

func (h *house) list(who org.Principal, q ledger.Query) (page ledger.Page) {
	h.Helper()
	h.Read(func(tx *store.Tx) (err error) {
		page, err = h.List(ctx, tx, who, q)
		return err
	})
	return page
}
