package ledgertest

import (
	"context"
	"crypto/rand"
	"io/fs"
	"strings"
	"testing"

	"qixing/ledger"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
	"qixing/store/storetest"
)

// Code is the county's.
const Code = "610327"

// Units are two towns with two villages each.
const Units = `code,kind,title,parent
610327,county,演示县,
610327900,town,东镇,610327
610327900201,village,甲村,610327900
610327900202,village,乙村,610327900
610327901,town,西镇,610327
610327901201,village,丙村,610327901
610327901202,village,丁村,610327901
`

var ctx = context.Background()

// Place is where a package's tests happen.
type Place struct {
	policy   fs.FS
	template *storetest.Template
}

// NewPlace names the units, as a CSV file has them, and the folder of the policy.
func NewPlace(units string, policy fs.FS) *Place {
	return &Place{policy, storetest.NewTemplate(func(tx *store.Tx) error { return Found(tx, Code, units, policy) })}
}

// Found imports a county's units and applies its policy.
func Found(tx *store.Tx, county, units string, policy fs.FS) error {
	rows, err := org.ReadUnits(strings.NewReader(units))
	if err != nil {
		return err
	}
	if _, err := org.ImportUnits(ctx, tx, county, rows, true); err != nil {
		return err
	}
	p, problems := pack.Load(policy)
	if p == nil {
		return problems.Err()
	}
	files, err := ledger.ZipFiles(policy)
	if err != nil {
		return err
	}
	return apply(tx, county, p, ledger.Applying{By: 1, Files: files})
}

func apply(tx *store.Tx, county string, p *pack.Pack, with ledger.Applying) error {
	plan, err := ledger.PlanTables(ctx, tx, county, p)
	if err != nil {
		return err
	}
	return ledger.Apply(ctx, tx, plan, with)
}

// Run runs fn on both databases, each time in a county as it was founded, at storetest.Now.
func (p *Place) Run(t *testing.T, fn func(c *County)) {
	t.Helper()
	at := newClock()
	p.template.Run(t, at.read, func(t *testing.T, db *store.DB) {
		at.set(storetest.Now)
		c := p.Enter(t, db)
		c.clock = at
		fn(c)
	})
}

// NewSQLite gives the path of a database with the county in it.
func (p *Place) NewSQLite(t testing.TB) string { return p.template.NewSQLite(t) }

// Enter opens the county in a database that has it. The clock is the database's own.
func (p *Place) Enter(t testing.TB, db *store.DB) *County {
	t.Helper()
	keys, err := org.OpenKeyring(t.TempDir(), rand.Reader)
	Must(t, err)
	c := &County{TB: t, DB: db, Keys: keys}
	Must(t, c.Open(LoadPack(t, p.policy)))
	return c
}
