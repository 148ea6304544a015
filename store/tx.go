package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
)

// runner is what a transaction's statements run on: a *sql.Tx on PostgreSQL,
// a session on SQLite.
type runner interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// Tx is a transaction. It belongs to the function it was given to, and to one
// goroutine.
type Tx struct {
	// Now is the time of the transaction, UTC in milliseconds.
	Now time.Time

	run      runner
	dialect  Dialect
	readOnly bool
	open     *Rows // rows not yet read to their end
	failed   error // the first statement that failed
	over     bool  // the function has returned
	changed  bool  // a statement may have changed something

	taken    []int64 // ids that nobody has yet
	asked    int     // how often ids were taken
	touched  map[part]bool
	kept     map[part]map[string]any // by Keep, until the part is touched
	versions versions                // as first read, on PostgreSQL
}

var errOver = errors.New("store: the transaction is over")

// Dialect tells which database the transaction is on.
func (tx *Tx) Dialect() Dialect { return tx.dialect }

// Timestamp is Now as a column holds it.
func (tx *Tx) Timestamp() string { return FormatTime(tx.Now) }

// Exec runs a statement that gives no rows.
func (tx *Tx) Exec(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if err := tx.ready(ctx, query); err != nil {
		return nil, err
	}
	tx.changed = true
	result, err := tx.run.ExecContext(ctx, query, args...)
	return result, tx.keep(err)
}

// Query runs a statement that gives rows. The caller closes them, or reads
// them to their end, before the next statement.
func (tx *Tx) Query(ctx context.Context, query string, args ...any) (*Rows, error) {
	if err := tx.ready(ctx, query); err != nil {
		return nil, err
	}
	tx.changed = tx.changed || !onlyReads(query)
	inner, err := tx.run.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, tx.keep(err)
	}
	tx.open = &Rows{Rows: inner, tx: tx, query: query}
	return tx.open, nil
}

// onlyReads tells what certainly changes nothing.
func onlyReads(query string) bool {
	return strings.HasPrefix(query, "SELECT ") || query == "PRAGMA data_version"
}

// QueryRow runs a statement that gives one row; no row shows at Scan, as
// sql.ErrNoRows.
func (tx *Tx) QueryRow(ctx context.Context, query string, args ...any) *Row {
	rows, err := tx.Query(ctx, query, args...)
	return &Row{rows: rows, err: err}
}

// NextID gives an id that nothing in this database has yet.
func (tx *Tx) NextID(ctx context.Context) (int64, error) {
	ids, err := tx.NextIDs(ctx, 1)
	if err != nil {
		return 0, err
	}
	return ids[0], nil
}

// mostTaken is how many ids a transaction takes at once that has asked for many one by one.
const mostTaken = 64

// NextIDs gives n new ids, ascending. A transaction that asks again and again takes more at once, and gives out what it has taken.
func (tx *Tx) NextIDs(ctx context.Context, n int) ([]int64, error) {
	if n < 1 {
		return nil, nil
	}
	if missing := n - len(tx.taken); missing > 0 {
		tx.asked++
		more, err := tx.takeIDs(ctx, max(missing, min(tx.asked*tx.asked/2, mostTaken)))
		if err != nil {
			return nil, err
		}
		tx.taken = append(tx.taken, more...)
	}
	ids := tx.taken[:n:n]
	tx.taken = tx.taken[n:]
	return ids, nil
}

func (tx *Tx) takeIDs(ctx context.Context, n int) ([]int64, error) {
	if tx.dialect == PostgreSQL {
		return tx.nextFromSequence(ctx, n)
	}
	s := tx.session()
	if len(s.spare) < n {
		all := n
		if n <= mostTaken { // those who wait for the same commit will want as many
			all = n * max(s.waiting, 1)
		}
		var last int64
		if err := tx.QueryRow(ctx, `UPDATE qixing_ids SET last = last + $1 RETURNING last`, all).Scan(&last); err != nil {
			return nil, fmt.Errorf("take %d ids: %w", n, err)
		}
		s.spare = make([]int64, all)
		for i := range s.spare {
			s.spare[i] = last - int64(all) + int64(i) + 1
		}
	}
	ids := s.spare[:n:n]
	s.spare = s.spare[n:]
	return ids, nil
}

func (tx *Tx) nextFromSequence(ctx context.Context, n int) ([]int64, error) {
	rows, err := tx.Query(ctx, `SELECT nextval('qixing_ids') FROM generate_series(1, $1)`, n)
	if err != nil {
		return nil, fmt.Errorf("take %d ids: %w", n, err)
	}
	defer rows.Close()
	ids := make([]int64, 0, n)
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}

// Lock keeps other transactions that lock the same name waiting until this
// one ends. SQLite needs none: it has one writer.
func (tx *Tx) Lock(ctx context.Context, name string) error {
	if tx.dialect == SQLite {
		return nil
	}
	_, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, name)
	return err
}

// ready refuses a statement when the transaction can't take one. Both
// databases behave alike here, so that a test on SQLite finds what would only
// fail on PostgreSQL.
func (tx *Tx) ready(ctx context.Context, query string) error {
	switch {
	case tx.over:
		return errOver
	case tx.failed != nil:
		return fmt.Errorf("an earlier statement failed: %w", tx.failed)
	case tx.open != nil:
		return fmt.Errorf("store: %q runs while the rows of %q are open: close them first", query, tx.open.query)
	}
	return tx.keep(ctx.Err())
}

func (tx *Tx) keep(err error) error {
	if err == nil {
		return nil
	}
	err = translate(err)
	if tx.failed == nil {
		tx.failed = err
	}
	return err
}

// end closes what fn left open and gives the transaction's outcome.
func (tx *Tx) end(err error) error {
	tx.closeRows()
	tx.over = true
	if err == nil {
		err = tx.failed
	}
	return err
}

func (tx *Tx) closeRows() {
	if tx.open != nil {
		_ = tx.open.Close()
	}
}

// call runs fn and leaves the transaction ended however fn leaves.
func (tx *Tx) call(ctx context.Context, fn func(*Tx) error) (err error) {
	defer func() { err = tx.end(err) }()
	if err := fn(tx); err != nil {
		return err
	}
	tx.closeRows()
	return tx.countTouched(ctx)
}
