package journal

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"qixing/fault"
	"qixing/store"
)

// Entry is what is to be remembered.
type Entry struct {
	Kind    string    // what happened: "round.decided"
	Subject string    // to what: "round/12"
	Actor   string    // who did it: "account/7", "system"
	At      time.Time // zero takes the transaction's time
	Data    any       // anything that becomes JSON; no floats
	Bound   []Bound   // rows that must stay as they are until bound anew
}

// Leaf is an entry in its place.
type Leaf struct {
	County  string
	Index   int64
	Kind    string
	Subject string
	Actor   string
	At      time.Time
	Data    json.RawMessage // the entry's data
	Bound   []Bound
	Text    string // canonical JSON of all of the above: what the hash is over
}

// Hash is the leaf's hash in the Merkle tree.
func (l Leaf) Hash() tlog.Hash { return tlog.RecordHash([]byte(l.Text)) }

// content is the leaf's canonical form. Its keys are in alphabetical order.
type content struct {
	Actor   string          `json:"actor"`
	At      string          `json:"at"`
	Bound   []Bound         `json:"bound,omitempty"`
	County  string          `json:"county"`
	Data    json.RawMessage `json:"data"`
	Index   int64           `json:"index"`
	Kind    string          `json:"kind"`
	Subject string          `json:"subject"`
}

// Append adds an entry to the county's log. It becomes durable, or vanishes,
// with the rest of tx; other appends to the same county wait until then.
func Append(ctx context.Context, tx *store.Tx, county string, entry Entry) (Leaf, error) {
	if err := lock(ctx, tx, county); err != nil {
		return Leaf{}, err
	}
	size, err := findSize(ctx, tx, county)
	if err != nil {
		return Leaf{}, err
	}
	leaf, err := newLeaf(tx, county, size, entry)
	if err != nil {
		return Leaf{}, err
	}
	hashes, err := tlog.StoredHashes(size, []byte(leaf.Text), hashReader(ctx, tx, county))
	if err != nil {
		return Leaf{}, fmt.Errorf("hash journal leaf %d: %w", size, err)
	}
	if err := insertLeaf(ctx, tx, leaf); err != nil {
		return Leaf{}, fmt.Errorf("insert journal leaf %d: %w", size, err)
	}
	return leaf, insertHashes(ctx, tx, county, tlog.StoredHashIndex(0, size), hashes)
}

func newLeaf(tx *store.Tx, county string, index int64, entry Entry) (Leaf, error) {
	if county == "" || entry.Kind == "" || entry.Actor == "" {
		return Leaf{}, fault.Internal(fmt.Errorf("journal entry %q lacks county, kind or actor", entry.Kind))
	}
	if entry.At.IsZero() {
		entry.At = tx.Now
	}
	data, err := canonical(entry.Data)
	if err != nil {
		return Leaf{}, fmt.Errorf("journal entry %s: %w", entry.Kind, err)
	}
	text, err := canonical(content{
		Actor: entry.Actor, At: store.FormatTime(entry.At), Bound: entry.Bound, County: county,
		Data: data, Index: index, Kind: entry.Kind, Subject: entry.Subject,
	})
	if err != nil {
		return Leaf{}, fmt.Errorf("journal entry %s: %w", entry.Kind, err)
	}
	return readLeaf(string(text))
}

// readLeaf takes a leaf's canonical text apart.
func readLeaf(text string) (Leaf, error) {
	var c content
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		return Leaf{}, fmt.Errorf("read journal leaf: %w", err)
	}
	at, err := store.ParseTime(c.At)
	if err != nil {
		return Leaf{}, fmt.Errorf("read journal leaf: %w", err)
	}
	return Leaf{County: c.County, Index: c.Index, Kind: c.Kind, Subject: c.Subject, Actor: c.Actor,
		At: at, Data: c.Data, Bound: c.Bound, Text: text}, nil
}

// Filter says which leaves to list; zero fields don't narrow.
type Filter struct {
	Kind    string
	Subject string
	From    int64 // the first index wanted; with Newest the last
	Newest  bool  // newest first
	Limit   int   // 0 takes 100
}

// ListLeaves lists a county's leaves, in order.
func ListLeaves(ctx context.Context, tx *store.Tx, county string, filter Filter) ([]Leaf, error) {
	query, args := filter.query(county)
	rows, err := tx.Query(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("list journal leaves: %w", err)
	}
	defer rows.Close()
	var leaves []Leaf
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		leaf, err := readLeaf(text)
		if err != nil {
			return nil, err
		}
		leaves = append(leaves, leaf)
	}
	return leaves, rows.Err()
}

func (f Filter) query(county string) (string, []any) {
	var where strings.Builder
	args := []any{county}
	narrow := func(condition string, value any) {
		args = append(args, value)
		fmt.Fprintf(&where, " AND %s $%d", condition, len(args))
	}
	if f.Kind != "" {
		narrow("kind =", f.Kind)
	}
	if f.Subject != "" {
		narrow("subject =", f.Subject)
	}
	order := "leaf_index"
	switch {
	case f.Newest:
		order = "leaf_index DESC"
		if f.From > 0 {
			narrow("leaf_index <=", f.From)
		}
	default:
		narrow("leaf_index >=", f.From)
	}
	if f.Limit <= 0 {
		f.Limit = 100
	}
	args = append(args, f.Limit)
	return fmt.Sprintf(`SELECT data FROM journal_leaves WHERE county = $1%s ORDER BY %s LIMIT $%d`,
		where.String(), order, len(args)), args
}

// FindLeaf finds one leaf.
func FindLeaf(ctx context.Context, tx *store.Tx, county string, index int64) (Leaf, error) {
	leaves, err := ListLeaves(ctx, tx, county, Filter{From: index, Limit: 1})
	if err != nil {
		return Leaf{}, err
	}
	if len(leaves) == 0 || leaves[0].Index != index {
		return Leaf{}, fault.NotFound("journal.leaf_not_found", fault.Args{"leaf": index})
	}
	return leaves[0], nil
}
