package org

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"qixing/fault"
	"qixing/store"
)

// found makes the not-found fault of a row that isn't there, and names the noun of any other failure.
func found(err error, noun string, missing *fault.Error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, sql.ErrNoRows):
		return missing
	}
	return fmt.Errorf("find %s: %w", noun, err)
}

// taken makes the conflict fault of a duplicate.
func taken(err error, noun string, duplicate *fault.Error) error {
	switch {
	case err == nil:
		return nil
	case store.IsDuplicate(err):
		return duplicate.Because(err)
	}
	return fmt.Errorf("save %s: %w", noun, err)
}

// changed makes the not-found fault of an update that met no row.
func changed(result sql.Result, err error, noun string, missing *fault.Error) error {
	if err != nil {
		return fmt.Errorf("change %s: %w", noun, err)
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return errors.Join(missing, err)
	}
	return nil
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

// insertRows runs "INSERT … VALUES " for many rows, in statements of insertBatch rows and then of one, so that only two
// statements are ever prepared.
func insertRows(ctx context.Context, tx *store.Tx, insert string, rows [][]any) error {
	for len(rows) > 0 {
		n := 1
		if len(rows) >= insertBatch {
			n = insertBatch
		}
		var args []any
		for _, row := range rows[:n] {
			args = append(args, row...)
		}
		if _, err := tx.Exec(ctx, insert+tuples(n, len(rows[0])), args...); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

// tuples writes ($1, $2), ($3, $4) for two rows of two.
func tuples(rows, columns int) string {
	var b strings.Builder
	for i := range rows * columns {
		switch {
		case i == 0:
			b.WriteString("($")
		case i%columns == 0:
			b.WriteString("), ($")
		default:
			b.WriteString(", $")
		}
		b.WriteString(strconv.Itoa(i + 1))
	}
	return b.String() + ")"
}

// list reads all rows of a query.
func list[T any](rows *store.Rows, err error, scan func(scanner) (T, error)) ([]T, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}
