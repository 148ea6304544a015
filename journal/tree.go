package journal

import (
	"context"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"qixing/store"
)

// lock makes appends and checkpoints of one county follow one another.
func lock(ctx context.Context, tx *store.Tx, county string) error {
	if err := tx.Lock(ctx, "journal:"+county); err != nil {
		return fmt.Errorf("lock journal: %w", err)
	}
	return nil
}

// findSize is the number of leaves.
func findSize(ctx context.Context, tx *store.Tx, county string) (size int64, err error) {
	err = tx.QueryRow(ctx, `SELECT coalesce(max(leaf_index), -1) + 1 FROM journal_leaves WHERE county = $1`, county).Scan(&size)
	if err != nil {
		return 0, fmt.Errorf("read journal size: %w", err)
	}
	return size, nil
}

func insertLeaf(ctx context.Context, tx *store.Tx, leaf Leaf) error {
	_, err := tx.Exec(ctx, `INSERT INTO journal_leaves (county, leaf_index, kind, subject, actor, at, data)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		leaf.County, leaf.Index, leaf.Kind, leaf.Subject, leaf.Actor, store.FormatTime(leaf.At), leaf.Text)
	return err
}

func insertHashes(ctx context.Context, tx *store.Tx, county string, first int64, hashes []tlog.Hash) error {
	for i, hash := range hashes {
		_, err := tx.Exec(ctx, `INSERT INTO journal_hashes (county, hash_index, hash) VALUES ($1, $2, $3)`,
			county, first+int64(i), hash[:])
		if err != nil {
			return fmt.Errorf("insert journal hash %d: %w", first+int64(i), err)
		}
	}
	return nil
}

// hashReader reads stored hashes for tlog, in the order it asks for them.
func hashReader(ctx context.Context, tx *store.Tx, county string) tlog.HashReader {
	return tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		if len(indexes) == 0 {
			return nil, nil
		}
		found, err := readHashes(ctx, tx, county, indexes)
		if err != nil {
			return nil, fmt.Errorf("read journal hashes: %w", err)
		}
		hashes := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			hash, ok := found[index]
			if !ok {
				return nil, fmt.Errorf("journal hash %d is missing", index)
			}
			hashes[i] = hash
		}
		return hashes, nil
	})
}

func readHashes(ctx context.Context, tx *store.Tx, county string, indexes []int64) (map[int64]tlog.Hash, error) {
	args := []any{county}
	marks := make([]string, len(indexes))
	for i, index := range indexes {
		args = append(args, index)
		marks[i] = fmt.Sprintf("$%d", i+2)
	}
	rows, err := tx.Query(ctx, `SELECT hash_index, hash FROM journal_hashes WHERE county = $1 AND hash_index IN (`+
		strings.Join(marks, ", ")+`)`, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	found := map[int64]tlog.Hash{}
	for rows.Next() {
		index, hash, err := scanHash(rows)
		if err != nil {
			return nil, err
		}
		found[index] = hash
	}
	return found, rows.Err()
}

func scanHash(rows *store.Rows) (index int64, hash tlog.Hash, err error) {
	var data []byte
	if err := rows.Scan(&index, &data); err != nil {
		return 0, hash, err
	}
	copy(hash[:], data) // of another length it differs from the right one, which Verify reports
	return index, hash, nil
}

// ListCounties lists the counties that have a journal.
func ListCounties(ctx context.Context, tx *store.Tx) ([]string, error) {
	var counties []string
	for last := ""; ; { // from one county to the next on the index, not over all leaves
		var next *string
		err := tx.QueryRow(ctx, `SELECT min(county) FROM journal_leaves WHERE county > $1`, last).Scan(&next)
		if err != nil {
			return nil, fmt.Errorf("list journals: %w", err)
		}
		if next == nil {
			return counties, nil
		}
		counties = append(counties, *next)
		last = *next
	}
}
