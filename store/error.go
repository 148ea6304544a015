package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"qixing/fault"
)

// Violation is a constraint that a statement broke.
type Violation struct {
	Kind       string   // "unique", "foreign_key", "check" or "not_null"
	Table      string   // may be "" where the database does not say
	Columns    []string // of a unique or not-null constraint
	Constraint string   // its name; SQLite gives one for checks and for indexes on expressions only
}

// FindViolation tells which constraint err is about.
func FindViolation(err error) (Violation, bool) {
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		return violationOfSQLite(lite)
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return violationOfPostgres(pg)
	}
	return Violation{}, false
}

// IsDuplicate tells whether err says that a row with the same key exists.
func IsDuplicate(err error) bool {
	v, ok := FindViolation(err)
	return ok && v.Kind == "unique"
}

// translate makes a fault of what the drivers say. Faults and errors of the
// packages above pass through, and so does sql.ErrNoRows until it leaves the
// transaction.
func translate(err error) error {
	if err == nil || fault.Find(err) != nil || errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if v, ok := FindViolation(err); ok {
		return violationFault(v).Because(err)
	}
	if f := systemFault(err); f != nil {
		return f.Because(err)
	}
	return err
}

// outcome is translate for an error that leaves the transaction.
func outcome(err error) error {
	if errors.Is(err, sql.ErrNoRows) && fault.Find(err) == nil {
		return fault.NotFound("store.not_found", nil).Because(err)
	}
	return translate(err)
}

func violationFault(v Violation) *fault.Error {
	args := fault.Args{"table": v.Table, "columns": strings.Join(v.Columns, ", "), "constraint": v.Constraint}
	switch v.Kind {
	case "unique":
		return fault.Conflict("store.duplicate", args)
	case "foreign_key":
		return fault.Conflict("store.reference", args)
	}
	return fault.Invalid("store.constraint", args)
}

func systemFault(err error) *fault.Error {
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		return systemFaultOfSQLite(lite.Code() & 0xff)
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return systemFaultOfPostgres(pg.Code)
	}
	var network *net.OpError
	var connect *pgconn.ConnectError
	if errors.Is(err, driver.ErrBadConn) || errors.As(err, &network) || errors.As(err, &connect) {
		return fault.Unavailable("store.lost", nil)
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return fault.Unavailable("store.abandoned", nil)
	}
	return nil
}

func systemFaultOfSQLite(code int) *fault.Error {
	switch code {
	case sqlite3.SQLITE_FULL:
		return fault.Unavailable("store.disk_full", nil)
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return fault.Unavailable("store.busy", nil)
	case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN:
		return fault.Unavailable("store.lost", nil)
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return fault.Unavailable("store.damaged", nil)
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM:
		return fault.Unavailable("store.read_only", nil)
	case sqlite3.SQLITE_INTERRUPT:
		return fault.Unavailable("store.abandoned", nil)
	}
	return nil
}

func systemFaultOfPostgres(code string) *fault.Error {
	switch {
	case code == "53100":
		return fault.Unavailable("store.disk_full", nil)
	case code == "25006":
		return fault.Unavailable("store.read_only", nil)
	case code == "57014":
		return fault.Unavailable("store.abandoned", nil)
	case retriable(code), code == "55P03":
		return fault.Unavailable("store.busy", nil)
	case strings.HasPrefix(code, "08"), strings.HasPrefix(code, "53"), strings.HasPrefix(code, "57P"),
		strings.HasPrefix(code, "58"), strings.HasPrefix(code, "28"), strings.HasPrefix(code, "3D"):
		return fault.Unavailable("store.lost", nil)
	case strings.HasPrefix(code, "XX"):
		return fault.Unavailable("store.damaged", nil)
	}
	return nil
}

// retriable says that the same transaction may succeed when run again:
// serialization failure and deadlock.
func retriable(code string) bool { return code == "40001" || code == "40P01" }

func violationOfSQLite(err *sqlite.Error) (Violation, bool) {
	kinds := map[int]string{
		sqlite3.SQLITE_CONSTRAINT_UNIQUE: "unique", sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY: "unique",
		sqlite3.SQLITE_CONSTRAINT_ROWID: "unique", sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY: "foreign_key",
		sqlite3.SQLITE_CONSTRAINT_CHECK: "check", sqlite3.SQLITE_CONSTRAINT_NOTNULL: "not_null",
	}
	v := Violation{Kind: kinds[err.Code()]}
	// "constraint failed: UNIQUE constraint failed: table.a, table.b (2067)"
	_, detail, _ := strings.Cut(err.Error(), "constraint failed: ")
	if _, rest, ok := strings.Cut(detail, "constraint failed: "); ok {
		detail = rest
	}
	detail, _, _ = strings.Cut(detail, " (")
	if v.Kind != "unique" && v.Kind != "not_null" {
		v.Constraint = detail
		return v, v.Kind != ""
	}
	if index, ok := strings.CutPrefix(detail, "index "); ok {
		v.Constraint = strings.Trim(index, "'")
		return v, true
	}
	for _, name := range strings.Split(detail, ", ") {
		table, column, _ := strings.Cut(name, ".")
		v.Table, v.Columns = table, append(v.Columns, column)
	}
	return v, true
}

func violationOfPostgres(err *pgconn.PgError) (Violation, bool) {
	kinds := map[string]string{"23505": "unique", "23503": "foreign_key", "23514": "check", "23502": "not_null"}
	v := Violation{Kind: kinds[err.Code], Table: err.TableName, Constraint: err.ConstraintName}
	if v.Kind == "not_null" {
		v.Columns = []string{err.ColumnName}
	}
	// "Key (a, b)=(1, 2) already exists.": the words are translated, the brackets are not.
	_, key, _ := strings.Cut(err.Detail, "(")
	if key, _, ok := strings.Cut(key, ")="); ok && v.Kind == "unique" {
		v.Columns = strings.Split(key, ", ")
	}
	return v, v.Kind != ""
}
