package store

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"qixing/fault"
)

// DB is one open database. It is safe for concurrent use.
type DB struct {
	dialect Dialect
	dsn     string
	now     func() time.Time
	pool    *sql.DB  // PostgreSQL: everything; SQLite: the writer's and readers' connections
	writer  *writer  // SQLite only
	readers *readers // SQLite only
}

// Open opens the database at dsn: a file path or sqlite:PATH for SQLite,
// postgres://… for PostgreSQL. It does not migrate. now is the clock.
func Open(ctx context.Context, dsn string, now func() time.Time) (*DB, error) {
	return open(ctx, dsn, now, "FULL") // each commit reaches the disk; NORMAL would not in WAL mode
}

// OpenScratch is Open for a database that is thrown away with the program: on SQLite nothing waits for the disk.
func OpenScratch(ctx context.Context, dsn string, now func() time.Time) (*DB, error) {
	return open(ctx, dsn, now, "OFF")
}

func open(ctx context.Context, dsn string, now func() time.Time, synchronous string) (*DB, error) {
	dialect, err := dialectOf(dsn)
	if err != nil {
		return nil, err
	}
	db := &DB{dialect: dialect, dsn: dsn, now: now}
	if dialect == PostgreSQL {
		err = db.openPostgres(ctx)
	} else {
		err = db.openSQLite(strings.TrimPrefix(dsn, "sqlite:"), "synchronous("+synchronous+")")
	}
	if err != nil {
		_ = db.Close()
		return nil, translate(err)
	}
	return db, nil
}

func dialectOf(dsn string) (Dialect, error) {
	switch {
	case strings.HasPrefix(dsn, "postgres://"), strings.HasPrefix(dsn, "postgresql://"):
		return PostgreSQL, nil
	case dsn == "", dsn == "sqlite:", strings.Contains(dsn, "://"), strings.Contains(dsn, ":memory:"):
		return SQLite, fault.Usage("store.bad_dsn", fault.Args{"dsn": withoutPassword(dsn)})
	}
	return SQLite, nil
}

// Close waits for what is being written and closes the database.
func (db *DB) Close() error {
	if db.writer != nil {
		db.writer.close()
	}
	if db.readers != nil {
		db.readers.close()
	}
	if db.pool == nil {
		return nil
	}
	return db.pool.Close()
}

// Dialect tells which of the two databases this is.
func (db *DB) Dialect() Dialect { return db.dialect }

// Write runs fn in a transaction and returns once its changes are durable, or
// undone. fn can run more than once, so it must set what it captures anew each
// time, and must not call Write itself. A statement that failed ends the
// transaction, also when fn hides the error.
func (db *DB) Write(ctx context.Context, fn func(*Tx) error) error {
	if db.dialect == SQLite {
		return outcome(db.writer.write(ctx, db.begin, fn))
	}
	return outcome(db.retry(ctx, &sql.TxOptions{}, fn))
}

// Read runs fn on one consistent, read-only view of the database. On
// PostgreSQL fn can run more than once.
func (db *DB) Read(ctx context.Context, fn func(*Tx) error) error {
	if db.dialect == SQLite {
		return outcome(db.readers.read(ctx, db.beginRead, fn))
	}
	return outcome(db.retry(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}, fn))
}

// begin makes the Tx for a transaction that has begun on r; its time is fixed here.
func (db *DB) begin(r runner) *Tx {
	return &Tx{Now: db.now().UTC().Truncate(time.Millisecond), run: r, dialect: db.dialect}
}

func (db *DB) beginRead(r runner) *Tx {
	tx := db.begin(r)
	tx.readOnly = true
	return tx
}
