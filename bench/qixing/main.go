// Command qixing serves a demonstration county whose accounts of collectives hold 100,000 records.
//
//	qixing FOLDER ADDRESS
package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"io/fs"
	"log"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"qixing/calendar"
	"qixing/demo"
	"qixing/ledger"
	"qixing/org"
	"qixing/packs"
	"qixing/server"
	"qixing/store"
	"qixing/web"
)

const (
	county   = "610327"
	register = "collective_accounts"
	total    = 100_000
)

func main() {
	folder, address := os.Args[1], os.Args[2]
	ctx := context.Background()
	begun, epoch := time.Now(), time.Date(2022, 11, 25, 1, 0, 0, 0, time.UTC)
	db, err := store.Open(ctx, filepath.Join(folder, "qixing.db"), func() time.Time { return epoch.Add(time.Since(begun)) })
	must(err)
	must(db.Migrate(ctx))
	keys, err := org.OpenKeyring(folder, rand.Reader)
	must(err)
	must(fill(ctx, db, keys))
	files, err := ledger.OpenBlobs(filepath.Join(folder, "files"))
	must(err)
	handler := server.New(server.Config{DB: db, County: county, Packs: &ledger.Shelf{}, Calendar: calendar.Default(), Keys: keys, Files: files, Web: web.Files(),
		Random: rand.Reader, Gate: org.NewGate(db, keys, rand.Reader), Log: slog.Default(), Version: "bench", Demonstration: true})
	fmt.Fprintln(os.Stderr, "ready after", time.Since(begun).Round(time.Millisecond))
	must(http.ListenAndServe(address, handler))
}

// fill makes the county, and of the accounts as many as are missing.
func fill(ctx context.Context, db *store.DB, keys *org.Keyring) error {
	var seeded bool
	err := db.Read(ctx, func(tx *store.Tx) (err error) { seeded, err = demo.IsSeeded(ctx, tx, county); return err })
	if err != nil || seeded {
		return err
	}
	policy, err := fs.Sub(packs.Files, "longxian")
	if err != nil {
		return err
	}
	if err := demo.Seed(ctx, db, policy, demo.Options{Keys: keys, Seed: 1}); err != nil {
		return err
	}
	var books *ledger.Ledger
	var have int
	err = db.Read(ctx, func(tx *store.Tx) error {
		_, p, err := (&ledger.Shelf{}).ActivePack(ctx, tx, county)
		if err != nil {
			return err
		}
		tree, err := org.LoadTree(ctx, tx, county)
		if err != nil {
			return err
		}
		if books, err = ledger.Open(ctx, tx, p, tree, keys); err != nil {
			return err
		}
		return tx.QueryRow(ctx, `SELECT count(*) FROM reg_`+register+` WHERE county = $1`, county).Scan(&have)
	})
	if err != nil {
		return err
	}
	return db.Write(ctx, func(tx *store.Tx) error { return books.AddAll(ctx, tx, register, accounts(books.Tree, total-have)) })
}

// accounts are vouchers of the ten years before the demonstration's, of all villages and lines in turn.
func accounts(tree *org.Tree, count int) []ledger.Record {
	lines := []string{"operation", "contracting", "investment", "other_operating", "subsidy", "other_income", "operating_expense", "management_expense", "other_expense"}
	villages := tree.Roster(org.Village, 0, "2022-01-01")
	records := make([]ledger.Record, count)
	for i := range records {
		month := fmt.Sprintf("20%02d-%02d", 10+i/len(villages)%10, 1+i%12)
		records[i] = ledger.Record{UnitID: villages[i%len(villages)].ID, State: ledger.Checked, FilledBy: 1, CheckedBy: 2, Values: map[string]ledger.Value{
			"month": ledger.TextValue(month), "line": ledger.TextValue(lines[i%len(lines)]), "amount": ledger.NumberValue(int64(i) * 100),
			"voucher": ledger.TextValue(fmt.Sprintf("v%06d", i)), "note": ledger.TextValue("承包费 第" + fmt.Sprint(i) + "号")}}
	}
	return records
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
