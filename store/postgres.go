package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
)

// poolSize is how many connections one server takes at most.
const poolSize = 16

// attempts is how often a transaction that collided is run in all.
const attempts = 6

func (db *DB) openPostgres(ctx context.Context) error {
	pool, err := sql.Open("pgx", db.dsn)
	if err != nil {
		return err
	}
	pool.SetMaxOpenConns(poolSize)
	pool.SetMaxIdleConns(poolSize)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	db.pool = pool
	return pool.PingContext(ctx)
}

// retry runs fn in a transaction, again when it collided with another.
func (db *DB) retry(ctx context.Context, options *sql.TxOptions, fn func(*Tx) error) error {
	for attempt := 1; ; attempt++ {
		err := db.once(ctx, options, fn)
		if err == nil || attempt == attempts || !worthRepeating(err) {
			return err
		}
		select {
		case <-time.After(time.Duration(attempt*attempt) * 5 * time.Millisecond):
		case <-ctx.Done():
			return err
		}
	}
}

func (db *DB) once(ctx context.Context, options *sql.TxOptions, fn func(*Tx) error) error {
	inner, err := db.pool.BeginTx(ctx, options)
	if err != nil {
		return err
	}
	defer func() { _ = inner.Rollback() }() // does nothing after a commit
	tx := db.begin(inner)
	tx.readOnly = options.ReadOnly
	if err := tx.call(ctx, fn); err != nil {
		return err
	}
	return inner.Commit()
}

// worthRepeating: a collision, or a prepared statement that a changed schema
// has made stale.
func worthRepeating(err error) bool {
	var pg *pgconn.PgError
	if !errors.As(err, &pg) {
		return false
	}
	return retriable(pg.Code) || pg.Code == "0A000" && strings.Contains(pg.Message, "cached plan")
}
