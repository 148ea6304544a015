package journal

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"qixing/fault"
	"qixing/store"
)

// Report is what Verify found.
type Report struct {
	County      string
	Leaves      int64
	Signed      int64        // how many of them a checkpoint covers
	Checkpoints int          // that were checked, exported ones included
	Rows        int          // bound rows that were checked
	Root        string       // of all leaves
	Problem     *fault.Error // the first thing that does not hold, or nil
}

// Holds tells whether nothing was changed or removed.
func (r Report) Holds() bool { return r.Problem == nil }

// verification is the state of one Verify.
type verification struct {
	tx        *store.Tx
	county    string
	verifiers note.Verifiers
	report    Report
	hashes    []tlog.Hash              // recomputed from the leaves, by stored hash index
	latest    map[rowKey]latestBinding // of each bound row
}

type rowKey struct {
	table string
	id    int64
}

type latestBinding struct {
	bound Bound
	leaf  int64
}

// Verify recomputes a county's log from its leaves and compares it with the
// stored hashes, with every checkpoint, and with earlier ones that were
// exported; then it reads every bound row again. It stops at the first thing
// that does not hold and names it in the report; the error is for what kept it
// from looking.
func Verify(ctx context.Context, db *store.DB, county string, verifiers note.Verifiers, earlier ...string) (Report, error) {
	var v *verification
	err := db.Read(ctx, func(tx *store.Tx) error {
		v = &verification{tx: tx, county: county, verifiers: verifiers,
			report: Report{County: county}, latest: map[rowKey]latestBinding{}}
		return v.run(ctx, earlier)
	})
	if err != nil {
		return Report{}, fmt.Errorf("verify journal of %s: %w", county, err)
	}
	return v.report, nil
}

// run takes the steps in turn; a *fault.Error with a key of problemKeys is a
// finding, any other error ends the look.
func (v *verification) run(ctx context.Context, earlier []string) error {
	err := v.checkLeaves(ctx)
	if err == nil {
		err = v.checkHashes(ctx)
	}
	if err == nil {
		err = v.checkCheckpoints(ctx, earlier)
	}
	if err == nil {
		err = v.checkRows(ctx)
	}
	var p *problem
	if errors.As(err, &p) {
		v.report.Problem = p.fault
		return nil
	}
	return err
}

// problem is a finding on its way to the report.
type problem struct{ fault *fault.Error }

func (p *problem) Error() string { return p.fault.Error() }

func found(f *fault.Error) error { return &problem{fault: f} }

func (v *verification) checkLeaves(ctx context.Context) error {
	rows, err := v.tx.Query(ctx, `SELECT leaf_index, kind, subject, actor, at, data
		FROM journal_leaves WHERE county = $1 ORDER BY leaf_index`, v.county)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var index int64
		var kind, subject, actor, at, text string
		if err := rows.Scan(&index, &kind, &subject, &actor, &at, &text); err != nil {
			return err
		}
		next := v.report.Leaves
		if index != next {
			return found(fault.Invalid("journal.leaf_missing", fault.Args{"leaf": next}))
		}
		leaf, err := readLeaf(text)
		if err != nil || leaf.Index != index || leaf.County != v.county || leaf.Kind != kind ||
			leaf.Subject != subject || leaf.Actor != actor || store.FormatTime(leaf.At) != at {
			return found(fault.Invalid("journal.leaf_changed", fault.Args{"leaf": index}))
		}
		if err := v.take(leaf); err != nil {
			return err
		}
	}
	return rows.Err()
}

// take adds a leaf to the recomputed tree.
func (v *verification) take(leaf Leaf) error {
	hashes, err := tlog.StoredHashes(leaf.Index, []byte(leaf.Text), v.recomputed())
	if err != nil {
		return err
	}
	v.hashes = append(v.hashes, hashes...)
	v.report.Leaves++
	for _, bound := range leaf.Bound {
		v.latest[rowKey{bound.Table, bound.ID}] = latestBinding{bound: bound, leaf: leaf.Index}
	}
	return nil
}

func (v *verification) recomputed() tlog.HashReader {
	return tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			if index < 0 || index >= int64(len(v.hashes)) {
				return nil, fmt.Errorf("hash %d lies outside the log", index)
			}
			hashes[i] = v.hashes[index]
		}
		return hashes, nil
	})
}

// checkHashes compares the stored hashes, which were made when each leaf was
// appended, with the recomputed ones.
func (v *verification) checkHashes(ctx context.Context) error {
	rows, err := v.tx.Query(ctx, `SELECT hash_index, hash FROM journal_hashes WHERE county = $1 ORDER BY hash_index`, v.county)
	if err != nil {
		return err
	}
	defer rows.Close()
	next := int64(0)
	for rows.Next() {
		index, hash, err := scanHash(rows)
		if err != nil {
			return err
		}
		switch {
		case index >= int64(len(v.hashes)):
			return found(fault.Invalid("journal.leaf_missing", fault.Args{"leaf": v.report.Leaves}))
		case index != next:
			return found(fault.Invalid("journal.hash_missing", fault.Args{"leaf": leafOfHash(next)}))
		case hash != v.hashes[index]:
			return found(fault.Invalid("journal.leaf_changed", fault.Args{"leaf": leafOfHash(index)}))
		}
		next++
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if next < int64(len(v.hashes)) {
		return found(fault.Invalid("journal.hash_missing", fault.Args{"leaf": leafOfHash(next)}))
	}
	return nil
}

// leafOfHash is the leaf with which a stored hash was written.
func leafOfHash(index int64) int64 {
	level, n := tlog.SplitStoredHashIndex(index)
	return (n+1)<<level - 1
}

func (v *verification) checkCheckpoints(ctx context.Context, earlier []string) error {
	notes, err := v.listNotes(ctx)
	if err != nil {
		return err
	}
	for _, text := range notes {
		size, err := v.checkCheckpoint(text)
		if err != nil {
			return err
		}
		v.report.Signed = size
	}
	for _, text := range earlier {
		if _, err := v.checkCheckpoint(text); err != nil {
			return err
		}
	}
	root, err := tlog.TreeHash(v.report.Leaves, v.recomputed())
	v.report.Root = root.String()
	return err
}

func (v *verification) listNotes(ctx context.Context) (notes []string, err error) {
	rows, err := v.tx.Query(ctx, `SELECT note FROM journal_checkpoints WHERE county = $1 ORDER BY size`, v.county)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		notes = append(notes, text)
	}
	return notes, rows.Err()
}

// checkCheckpoint checks the signature and that the log's beginning is still
// what was signed.
func (v *verification) checkCheckpoint(text string) (size int64, err error) {
	c, err := OpenCheckpoint(text, v.verifiers)
	if err != nil {
		return 0, found(fault.Find(err))
	}
	if c.County != v.county {
		return 0, found(fault.Invalid("journal.other_county", fault.Args{"county": c.County}))
	}
	if c.Size > v.report.Leaves {
		return 0, found(fault.Invalid("journal.leaf_missing", fault.Args{"leaf": v.report.Leaves}))
	}
	root, err := tlog.TreeHash(c.Size, v.recomputed())
	if err != nil {
		return 0, err
	}
	if root != c.Root {
		return 0, found(fault.Invalid("journal.range_changed", fault.Args{"first": v.report.Signed, "last": c.Size - 1}))
	}
	v.report.Checkpoints++
	return c.Size, nil
}
