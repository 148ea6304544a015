package main

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"qixing/calendar"
	"qixing/fault"
	"qixing/journal"
	"qixing/ledger"
	"qixing/org"
	"qixing/round"
	"qixing/store"
)

// place is an open data folder: the database, the keys, the evidence.
type place struct {
	folder string
	db     *store.DB
	keys   *org.Keyring
	signer journal.Key
	files  *ledger.Blobs
	shelf  *ledger.Shelf
	county string // "" while there is none, or several and none was named
}

// open opens the data folder, makes what is missing, and brings the database up to date.
func (c *cli) open(now func() time.Time) (*place, error) {
	p := &place{folder: c.settings.text("data"), shelf: &ledger.Shelf{}, county: c.settings.text("county")}
	if err := os.MkdirAll(p.folder, 0o700); err != nil {
		return nil, fault.Unavailable("cli.folder", fault.Args{"folder": p.folder}).Because(err)
	}
	var err error
	if p.db, err = store.Open(c.ctx, c.database(), now); err != nil {
		return nil, err
	}
	if err := p.fill(c.ctx); err != nil {
		_ = p.db.Close()
		return nil, err
	}
	return p, nil
}

// openThere is open for commands that read: a folder without a database is a slip of the fingers, not a new county.
func (c *cli) openThere() (*place, error) {
	if c.settings.text("database") == "" {
		if _, err := os.Stat(c.database()); err != nil {
			return nil, fault.Invalid("cli.no_data", fault.Args{"folder": c.settings.text("data")}).Because(err)
		}
	}
	return c.open(time.Now)
}

func (c *cli) database() string {
	if dsn := c.settings.text("database"); dsn != "" {
		return dsn
	}
	return filepath.Join(c.settings.text("data"), "qixing.db")
}

func (p *place) fill(ctx context.Context) error {
	err := p.db.Migrate(ctx)
	if err != nil {
		return err
	}
	if p.signer, err = journal.OpenKey(p.folder, rand.Reader); err != nil {
		return err
	}
	if p.keys, err = org.OpenKeyring(filepath.Join(p.folder, "keys"), rand.Reader); err != nil {
		return err
	}
	if p.files, err = ledger.OpenBlobs(filepath.Join(p.folder, "files")); err != nil {
		return err
	}
	if p.county != "" {
		return nil
	}
	return p.db.Read(ctx, func(tx *store.Tx) error {
		var failed error
		p.county, failed = onlyCounty(ctx, tx)
		return failed
	})
}

// onlyCounty is the county of the database when there is exactly one.
func onlyCounty(ctx context.Context, tx *store.Tx) (string, error) {
	var first, last sql.NullString
	err := tx.QueryRow(ctx, `SELECT (SELECT MIN(county) FROM units), (SELECT MAX(county) FROM units)`).Scan(&first, &last) // the ends of the key: nothing is counted
	if err != nil {
		return "", fmt.Errorf("find the county: %w", err)
	}
	if first != last {
		return "", nil
	}
	return first.String, nil
}

// needCounty is for commands about one county.
func (p *place) needCounty() error {
	if p.county == "" {
		return fault.Usage("cli.which_county", nil)
	}
	return nil
}

func (p *place) close() { _ = p.db.Close() }

func (p *place) desk() *round.Desk {
	return &round.Desk{Calendar: calendar.Default(), Packs: p.shelf, Keys: p.keys}
}

// books opens the registers as the policy in force knows them.
func (p *place) books(ctx context.Context, tx *store.Tx) (*ledger.Ledger, error) {
	_, policy, err := p.shelf.ActivePack(ctx, tx, p.county)
	if err != nil {
		return nil, err
	}
	tree, err := org.LoadTree(ctx, tx, p.county)
	if err != nil {
		return nil, err
	}
	return ledger.Open(ctx, tx, policy, tree, p.keys)
}

// principal is the account in whose name the shell acts on records: there is nobody who may do everything.
func (p *place) principal(ctx context.Context, tx *store.Tx, login string) (org.Principal, error) {
	if login == "" {
		return org.Principal{}, fault.Usage("cli.as", nil)
	}
	account, err := org.FindAccountByLogin(ctx, tx, p.county, login)
	if err != nil {
		return org.Principal{}, err
	}
	return org.LoadPrincipal(ctx, tx, p.county, account.ID)
}

// openFor opens the data folder for one county and runs do.
func (c *cli) openFor(do func(*place) error) error {
	p, err := c.openThere()
	if err != nil {
		return err
	}
	defer p.close()
	if err := p.needCounty(); err != nil {
		return err
	}
	return do(p)
}
