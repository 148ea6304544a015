package store

import (
	"context"
	"path/filepath"
	"testing"
	"time"
)

// A connection is opened only when all that are open are in use.
func TestReadersShareConnections(t *testing.T) {
	ctx := context.Background()
	db, err := Open(ctx, filepath.Join(t.TempDir(), "qixing.db"), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	read := func(during func()) {
		t.Helper()
		if err := db.Read(ctx, func(*Tx) error { during(); return nil }); err != nil {
			t.Fatal(err)
		}
	}
	nothing := func() {}
	for range 3 {
		read(nothing)
	}
	if open := db.readers.pool.Stats().OpenConnections; open != 1 {
		t.Errorf("three readers, one after the other, have opened %d connections", open)
	}
	read(func() { read(nothing) })
	read(func() { read(nothing) })
	if open := db.readers.pool.Stats().OpenConnections; open != 2 {
		t.Errorf("two readers at a time have opened %d connections", open)
	}
	if open := db.pool.Stats().OpenConnections; open != 0 {
		t.Errorf("who only reads has opened %d writing connections", open)
	}
}
