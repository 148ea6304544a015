package contest

import (
	"context"
	"io"

	"qixing/journal"
	"qixing/org"
	"qixing/round"
	"qixing/store"
)

// Desk is where contests are run: what their rules need and the database doesn't hold.
type Desk struct {
	Packs  round.Packs
	Keys   *org.Keyring
	Random io.Reader // seeds of draws
}

// record appends what happened to the county's journal, in the same transaction.
func (c *Contest) record(ctx context.Context, tx *store.Tx, who org.Principal, kind string, data any, bound ...journal.Bound) error {
	_, err := journal.Append(ctx, tx, c.County, journal.Entry{Kind: kind, Subject: c.Subject(), Actor: who.Title, At: tx.Now, Data: data, Bound: bound})
	return err
}
