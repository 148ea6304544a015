package storetest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"qixing/store"
)

// Template is what test databases are copied from: migrated, and filled, once a process on each of the two.
type Template struct {
	file     func() ([]byte, error) // SQLite's
	database func() (string, error) // the name of PostgreSQL's
}

var empty = NewTemplate(func(*store.Tx) error { return nil })

// NewTemplate says what test databases begin with: what one transaction writes.
func NewTemplate(fill func(tx *store.Tx) error) *Template {
	return NewLargeTemplate(func(db *store.DB) error { return db.Write(context.Background(), fill) })
}

// NewLargeTemplate says the same for what takes many transactions.
func NewLargeTemplate(fill func(db *store.DB) error) *Template {
	return &Template{file: sync.OnceValues(func() ([]byte, error) { return makeFile(fill) }),
		database: sync.OnceValues(func() (string, error) { return makeDatabase(fill) })}
}

// Run is RunAt on copies of the template.
func (x *Template) Run(t *testing.T, now func() time.Time, fn func(t *testing.T, db *store.DB)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { fn(t, Open(t, x.NewSQLite(t), now)) })
	t.Run("postgres", func(t *testing.T) { fn(t, Open(t, x.NewPostgres(t), now)) })
}

// NewSQLite gives the path of a copy.
func (x *Template) NewSQLite(t testing.TB) string {
	t.Helper()
	data, err := x.file()
	if err != nil {
		t.Fatalf("make SQLite test database: %v", err)
	}
	path := filepath.Join(t.TempDir(), "qixing.db")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func makeFile(fill func(db *store.DB) error) ([]byte, error) {
	folder, err := os.MkdirTemp("", "storetest")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "template.db")
	if err := makeAt(path, fill); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
}

func makeAt(dsn string, fill func(db *store.DB) error) error {
	db, err := store.OpenScratch(context.Background(), dsn, func() time.Time { return Now })
	if err != nil {
		return err
	}
	if err = db.Migrate(context.Background()); err == nil {
		err = fill(db)
	}
	return errors.Join(err, db.Close())
}
