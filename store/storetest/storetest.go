package storetest

import (
	"context"
	"testing"
	"time"

	"qixing/store"
)

// Now is what the clock of every test database says.
var Now = time.Date(2022, 11, 20, 8, 0, 0, 0, time.UTC)

// Run runs fn as the subtests "sqlite" and "postgres".
func Run(t *testing.T, fn func(t *testing.T, db *store.DB)) {
	t.Helper()
	RunAt(t, func() time.Time { return Now }, fn)
}

// RunAt is Run with another clock.
func RunAt(t *testing.T, now func() time.Time, fn func(t *testing.T, db *store.DB)) {
	t.Helper()
	empty.Run(t, now, fn)
}

// Open opens dsn, migrates it, and closes it when the test ends.
func Open(t *testing.T, dsn string, now func() time.Time) *store.DB {
	t.Helper()
	db, err := store.OpenScratch(context.Background(), dsn, now)
	if err != nil {
		t.Fatalf("open test database: %v", err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close test database: %v", err)
		}
	})
	if err := db.Migrate(context.Background()); err != nil {
		t.Fatalf("migrate test database: %v", err)
	}
	return db
}

// NewSQLite gives the path of a new, migrated database file.
func NewSQLite(t *testing.T) string { return empty.NewSQLite(t) }
