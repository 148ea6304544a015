package store

import (
	"net/url"

	"github.com/pressly/goose/v3"
)

// Dialect is which of the two databases a DB is.
type Dialect int

const (
	SQLite Dialect = iota
	PostgreSQL
)

func (d Dialect) String() string {
	if d == PostgreSQL {
		return "postgres"
	}
	return "sqlite"
}

func (d Dialect) goose() goose.Dialect {
	if d == PostgreSQL {
		return goose.DialectPostgres
	}
	return goose.DialectSQLite3
}

// idSource makes where ids come from. It runs before the migrations, which
// therefore need no statement that only one of the databases knows.
var idSource = map[Dialect][]string{
	PostgreSQL: {`CREATE SEQUENCE IF NOT EXISTS qixing_ids`},
	SQLite: {
		`CREATE TABLE IF NOT EXISTS qixing_ids (one INTEGER PRIMARY KEY CHECK (one = 1), last BIGINT NOT NULL)`,
		`INSERT INTO qixing_ids (one, last) VALUES (1, 0) ON CONFLICT (one) DO NOTHING`,
	},
}

// withoutPassword is a DSN that may be shown.
func withoutPassword(dsn string) string {
	u, err := url.Parse(dsn)
	if err != nil || u.User == nil {
		return dsn
	}
	return u.Redacted()
}
