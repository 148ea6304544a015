package ledger_test

import (
	"context"
	"crypto/rand"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"qixing/fault"
	"qixing/ledger"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
	"qixing/store/storetest"
)

var ctx = context.Background()

const county = "610327"

const units = `code,kind,title,parent
610327,county,演示县,
610327900,town,东镇,610327
610327900201,village,西关村,610327900
610327900202,village,柳沟村,610327900
610327901,town,河北镇,610327
610327901201,village,西关村,610327901
610327901202,village,东风村,610327901
`

// house is a county with a pack applied and the people who work with it.
type house struct {
	t    *testing.T
	db   *store.DB
	keys *org.Keyring
	*ledger.Ledger
}

// withHouse runs fn on both databases.
func withHouse(t *testing.T, fn func(h *house)) {
	t.Helper()
	storetest.Run(t, func(t *testing.T, db *store.DB) { fn(newHouse(t, db)) })
}

func newHouse(t testing.TB, db *store.DB) *house {
	t.Helper()
	keys, err := org.OpenKeyring(t.TempDir(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	h := &house{db: db, keys: keys}
	h.t, _ = t.(*testing.T)
	rows, err := org.ReadUnits(strings.NewReader(units))
	if err != nil {
		t.Fatal(err)
	}
	must(t, db.Write(ctx, func(tx *store.Tx) error {
		_, err := org.ImportUnits(ctx, tx, county, rows, true)
		return err
	}))
	must(t, h.apply(loadPack(t)))
	return h
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// loadPack reads testdata/pack with texts replaced: old, new, old, new …
func loadPack(t testing.TB, replace ...string) *pack.Pack {
	t.Helper()
	return loadPackWith(t, "", replace...)
}

// loadPackWith is loadPack with one more register, "extra", if its text is given.
func loadPackWith(t testing.TB, extra string, replace ...string) *pack.Pack {
	t.Helper()
	folder := fstest.MapFS{}
	for _, name := range []string{"pack.yaml", "parameters.yaml", "roles.yaml", "measures.yaml", "registers/accounts.yaml",
		"registers/projects.yaml", "registers/conduct.yaml", "registers/sanctions.yaml"} {
		data, err := os.ReadFile("testdata/pack/" + name)
		must(t, err)
		folder[name] = &fstest.MapFile{Data: []byte(strings.NewReplacer(replace...).Replace(string(data)))}
	}
	if extra != "" {
		folder["registers/extra.yaml"] = &fstest.MapFile{Data: []byte(extra)}
	}
	p, problems := pack.Load(folder)
	if p == nil {
		for _, problem := range problems {
			t.Errorf("%v %s", problem.Place, problem.Key)
		}
		t.Fatal("the pack doesn't load")
	}
	return p
}

// apply applies a pack and opens the ledger anew.
func (h *house) apply(p *pack.Pack, allow ...string) error {
	err := h.db.Write(ctx, func(tx *store.Tx) error {
		plan, err := ledger.PlanTables(ctx, tx, county, p)
		if err != nil {
			return err
		}
		return ledger.Apply(ctx, tx, plan, ledger.Applying{By: 1, Allow: allow})
	})
	if err != nil {
		return err
	}
	return h.db.Read(ctx, func(tx *store.Tx) error {
		tree, err := org.LoadTree(ctx, tx, county)
		if err != nil {
			return err
		}
		h.Ledger, err = ledger.Open(ctx, tx, p, tree, h.keys)
		return err
	})
}

func (h *house) unit(code string) org.Unit {
	h.t.Helper()
	unit, err := h.Tree.FindByCode(code)
	must(h.t, err)
	return unit
}

// who is an account with roles as "role@code".
func (h *house) who(account int64, grants ...string) org.Principal {
	p := org.Principal{County: county, AccountID: account, Language: "zh"}
	for _, grant := range grants {
		role, code, _ := strings.Cut(grant, "@")
		unit := h.unit(code)
		p.Grants = append(p.Grants, org.Grant{Role: role, UnitID: unit.ID, UnitPath: unit.Path})
	}
	return p
}

func (h *house) write(fn func(tx *store.Tx) error) error { return h.db.Write(ctx, fn) }

func (h *house) read(fn func(tx *store.Tx) error) {
	h.t.Helper()
	must(h.t, h.db.Read(ctx, fn))
}

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
	h.t.Helper()
	saved, err := h.save(who, register, in)
	must(h.t, err)
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
	h.t.Helper()
	h.read(func(tx *store.Tx) (err error) {
		page, err = h.List(ctx, tx, who, q)
		return err
	})
	return page
}

// wantFaults wants exactly these keys, in any order.
func wantFaults(t *testing.T, err error, keys ...string) {
	t.Helper()
	var got []string
	for _, f := range fault.List(err) {
		got = append(got, f.Key)
	}
	slices.Sort(got)
	slices.Sort(keys)
	if !slices.Equal(got, keys) {
		t.Errorf("faults are %v (%v), want %v", got, err, keys)
	}
}
