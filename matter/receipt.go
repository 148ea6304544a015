package matter

import (
	"context"
	"database/sql"
	"encoding/base32"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"qixing/fault"
	"qixing/ledger"
	"qixing/store"
)

// receiptOf makes the number by which whoever asked follows a matter: 80 bits that can be read aloud, the same for the same request, so
// that a form sent twice gives one receipt.
func (d *Desk) receiptOf(county, request string) string {
	return strings.ToLower(base32.StdEncoding.EncodeToString(d.Keys.BlindIndex("matter_receipts", "number", []byte(county+request))[:10]))
}

// hashOf is what the database keeps of a receipt. People leave out or add spaces and hyphens.
func (d *Desk) hashOf(county, receipt string) string {
	plain := strings.ToLower(strings.NewReplacer(" ", "", "-", "", "　", "").Replace(receipt))
	return hex.EncodeToString(d.Keys.BlindIndex("matter_receipts", "hash", []byte(county+plain)))
}

// issue keeps a receipt's hash beside the record.
func (d *Desk) issue(ctx context.Context, tx *store.Tx, county, register string, record int64, receipt string) error {
	_, err := tx.Exec(ctx, `INSERT INTO matter_receipts (county, receipt, register, record_id, issued_at) VALUES ($1, $2, $3, $4, $5)`,
		county, d.hashOf(county, receipt), register, record, tx.Timestamp())
	if err != nil {
		return fmt.Errorf("issue a receipt for record %d: %w", record, err)
	}
	return nil
}

// FindReceipt gives the matter that a receipt is for, as whoever asked sees it.
func (d *Desk) FindReceipt(ctx context.Context, tx *store.Tx, books *ledger.Ledger, receipt string) (Matter, error) {
	var register string
	var record int64
	err := tx.QueryRow(ctx, `SELECT register, record_id FROM matter_receipts WHERE county = $1 AND receipt = $2`,
		books.County, d.hashOf(books.County, receipt)).Scan(&register, &record)
	if errors.Is(err, sql.ErrNoRows) {
		return Matter{}, fault.NotFound("matter.no_receipt", nil)
	}
	if err != nil {
		return Matter{}, fmt.Errorf("find receipt: %w", err)
	}
	policy, ok := books.Pack.MatterOf(register)
	if !ok {
		return Matter{}, fault.NotFound("matter.no_receipt", nil)
	}
	return d.open(ctx, tx, public(books.County), books, policy, record, receipt)
}

// isHolder tells whether a receipt is one for the record.
func (d *Desk) isHolder(ctx context.Context, tx *store.Tx, county, register string, record int64, receipt string) (bool, error) {
	if receipt == "" {
		return false, nil
	}
	var found int
	err := tx.QueryRow(ctx, `SELECT count(*) FROM matter_receipts WHERE county = $1 AND receipt = $2 AND register = $3 AND record_id = $4`,
		county, d.hashOf(county, receipt), register, record).Scan(&found)
	return found > 0, err
}

// listReceipted gives the records of a register that were asked for with a receipt.
func listReceipted(ctx context.Context, tx *store.Tx, county, register string) (map[int64]bool, error) {
	rows, err := tx.Query(ctx, `SELECT record_id FROM matter_receipts WHERE county = $1 AND register = $2`, county, register)
	if err != nil {
		return nil, fmt.Errorf("receipts of %s: %w", register, err)
	}
	defer rows.Close()
	found := map[int64]bool{}
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		found[id] = true
	}
	return found, rows.Err()
}

func hasReceipt(ctx context.Context, tx *store.Tx, county, register string, record int64) (bool, error) {
	var found int
	err := tx.QueryRow(ctx, `SELECT count(*) FROM matter_receipts WHERE county = $1 AND register = $2 AND record_id = $3`, county, register, record).Scan(&found)
	return found > 0, err
}
