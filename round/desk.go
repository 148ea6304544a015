package round

import (
	"context"
	"fmt"

	"qixing/calendar"
	"qixing/journal"
	"qixing/ledger"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

// Packs finds the policy that a round froze, by the id it was stored under.
type Packs interface {
	FindPack(ctx context.Context, tx *store.Tx, county string, id int64) (*pack.Pack, error)
	// ActivePack gives the policy in force with its id.
	ActivePack(ctx context.Context, tx *store.Tx, county string) (int64, *pack.Pack, error)
}

// Desk is where rounds are kept: what their rules need and the database doesn't hold.
type Desk struct {
	Calendar *calendar.Calendar
	Packs    Packs
	Keys     *org.Keyring
	Scores   *store.Memory[*Scored] // nil remembers nothing
}

// recall scores a round unless it is remembered from the same state of these parts. What it gives is shared: nobody may change it.
func (d *Desk) recall(ctx context.Context, tx *store.Tx, r *Running, from string, parts []string, run func() (*Scored, error)) (*Scored, error) {
	if d.Scores == nil {
		return run()
	}
	source := store.Source{County: r.County, Parts: parts, Key: fmt.Sprintf("%s %d %s", from, r.ID, r.Pack.Fingerprint)}
	return d.Scores.Recall(ctx, tx, source, run)
}

// ledger opens the registers as the round's policy knows them.
func (d *Desk) ledger(ctx context.Context, tx *store.Tx, r *Running) (*ledger.Ledger, error) {
	tree, err := org.LoadTree(ctx, tx, r.County)
	if err != nil {
		return nil, err
	}
	return ledger.Open(ctx, tx, r.Pack, tree, d.Keys)
}

// record appends what happened to the county's journal, in the same transaction. Rows that are bound can't be changed later without the journal
// showing it.
func record(ctx context.Context, tx *store.Tx, who org.Principal, kind, subject string, data any, bound ...journal.Bound) error {
	_, err := journal.Append(ctx, tx, who.County, journal.Entry{Kind: kind, Subject: subject, Actor: who.Title, At: tx.Now, Data: data, Bound: bound})
	return err
}

// bindStatuses binds the statuses of entries as they now are.
func bindStatuses(ctx context.Context, tx *store.Tx, entries ...Entry) ([]journal.Bound, error) {
	var bound []journal.Bound
	for _, e := range entries {
		one, err := journal.Bind(ctx, tx, e.County, "entries", e.ID, "unit_id", "person_id", "status", "grade")
		if err != nil {
			return nil, err
		}
		bound = append(bound, one)
	}
	return bound, nil
}
