package org

import (
	"context"
	"fmt"
	"net/mail"
	"strings"

	"qixing/fault"
	"qixing/store"
)

func mailCell(county string, account int64) Cell {
	return Cell{County: county, Table: "accounts", Row: account, Column: "mail"}
}

// longestAddress is what mail allows.
const longestAddress = 254

// SetMail is the account's own address for reminders, kept encrypted and shown to nobody else; "" takes it back.
func SetMail(ctx context.Context, tx *store.Tx, keys *Keyring, by Principal, address string) error {
	address = strings.TrimSpace(address)
	if address != "" {
		read, err := mail.ParseAddress(address)
		if err != nil || read.Name != "" || read.Address != address || len(address) > longestAddress || strings.ContainsAny(address, " \"\\\r\n") {
			return fault.Invalid("org.mail_form", nil).At("mail").Because(err)
		}
	}
	sealed, err := sealText(keys, mailCell(by.County, by.AccountID), address)
	if err != nil {
		return err
	}
	tx.Touch(by.County, Part)
	result, err := tx.Exec(ctx, `UPDATE accounts SET mail = $3 WHERE county = $1 AND id = $2`, by.County, by.AccountID, sealed)
	return changed(result, err, "account", fault.NotFound("org.account_not_found", fault.Args{"account": by.AccountID}))
}

// FindMail gives an account's address for reminders, "" without one. It is for that account, and for sending.
func FindMail(ctx context.Context, tx *store.Tx, keys *Keyring, county string, account int64) (string, error) {
	var sealed []byte
	err := tx.QueryRow(ctx, `SELECT mail FROM accounts WHERE county = $1 AND id = $2 AND disabled = 0`, county, account).Scan(&sealed)
	if err != nil {
		return "", found(err, "address", fault.NotFound("org.account_not_found", fault.Args{"account": account}))
	}
	return openText(keys, mailCell(county, account), sealed)
}

// ListMailed gives the accounts that want their reminders by mail.
func ListMailed(ctx context.Context, tx *store.Tx, county string) ([]Account, error) {
	accounts, err := listAccounts(ctx, tx, `county = $1 AND disabled = 0 AND mail IS NOT NULL`, county)
	if err != nil {
		return nil, fmt.Errorf("list who is mailed: %w", err)
	}
	return accounts, nil
}
