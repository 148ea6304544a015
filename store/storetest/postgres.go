package storetest

import (
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"qixing/store"
)

// NewPostgres gives the DSN of a copy, dropped when the test ends. Without a
// server it skips the test, or fails it where CI is set.
func (x *Template) NewPostgres(t *testing.T) string {
	t.Helper()
	server := os.Getenv("QIXING_TEST_POSTGRES")
	if server == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("QIXING_TEST_POSTGRES is empty: in CI every suite runs on PostgreSQL too")
		}
		t.Skip("QIXING_TEST_POSTGRES is empty: no PostgreSQL to test on")
	}
	template, err := x.database()
	if err != nil {
		t.Fatalf("make PostgreSQL template: %v", err)
	}
	name := newName()
	// A template nobody is connected to can still be busy for a moment: the server
	// lets go of a closed connection a little after the client does.
	if err := administer(server, `CREATE DATABASE `+name+` TEMPLATE `+template); err != nil {
		t.Fatalf("create test database: %v", err)
	}
	t.Cleanup(func() {
		if err := administer(server, `DROP DATABASE `+name+` WITH (FORCE)`); err != nil {
			t.Errorf("drop test database: %v", err)
		}
	})
	return withDatabase(server, name)
}

// makeDatabase makes the database that the others are copied from. It stays
// behind: the server is meant to be a throwaway one, see scripts/postgres.sh.
func makeDatabase(fill func(db *store.DB) error) (string, error) {
	server, name := os.Getenv("QIXING_TEST_POSTGRES"), newName()+"_template"
	if err := administer(server, `CREATE DATABASE `+name); err != nil {
		return "", err
	}
	return name, makeAt(withDatabase(server, name), fill)
}

func newName() string {
	var random [6]byte
	_, _ = rand.Read(random[:])
	return "qixing_test_" + hex.EncodeToString(random[:])
}

func administer(server, statement string) error {
	pool, err := sql.Open("pgx", server)
	if err != nil {
		return err
	}
	defer pool.Close()
	for attempt := 0; ; attempt++ {
		_, err = pool.Exec(statement)
		if err == nil || attempt == 100 || !strings.Contains(err.Error(), "55006") {
			return err
		}
		time.Sleep(50 * time.Millisecond)
	}
}

func withDatabase(server, name string) string {
	u, err := url.Parse(server)
	if err != nil {
		return server
	}
	u.Path = "/" + name
	return u.String()
}
