package store

import (
	"context"
	"database/sql"
	"strings"
)

// statementLimit is how many prepared statements a connection keeps.
const statementLimit = 300

// session is one SQLite connection with the statements prepared on it.
type session struct {
	conn       *sql.Conn
	statements map[string]*sql.Stmt

	versions   versions // of what was asked for
	versionsAt int64    // the data version of SQLite that they are of
	asked      bool     // it was asked for since the transaction began

	touched   map[part]bool // by transactions that wait for their commit
	touchedAt string

	waiting int     // for their turn, with the one at work
	spare   []int64 // ids that one of the transactions took for those after it
}

func newSession(ctx context.Context, pool *sql.DB) (*session, error) {
	conn, err := pool.Conn(ctx)
	if err != nil {
		return nil, err
	}
	return &session{conn: conn, statements: map[string]*sql.Stmt{}}, nil
}

func (s *session) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	statement, err := s.prepare(ctx, query)
	if err != nil {
		return nil, err
	}
	if statement == nil {
		return s.conn.ExecContext(ctx, query, args...)
	}
	return statement.ExecContext(ctx, args...)
}

func (s *session) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	statement, err := s.prepare(ctx, query)
	if err != nil {
		return nil, err
	}
	if statement == nil {
		return s.conn.QueryContext(ctx, query, args...)
	}
	return statement.QueryContext(ctx, args...)
}

// prepare gives the kept statement for query, or nil when it isn't one to keep.
func (s *session) prepare(ctx context.Context, query string) (*sql.Stmt, error) {
	if statement, ok := s.statements[query]; ok {
		return statement, nil
	}
	if len(s.statements) >= statementLimit || changesSchema(query) {
		return nil, nil
	}
	statement, err := s.conn.PrepareContext(ctx, query)
	if err == nil {
		s.statements[query] = statement
	}
	return statement, err
}

// tidy forgets all statements when there is no room for new ones, so that
// statements made for one occasion can't crowd out the daily ones for ever.
func (s *session) tidy() {
	if len(s.statements) >= statementLimit {
		s.forget()
	}
}

func (s *session) forget() {
	for _, statement := range s.statements {
		_ = statement.Close()
	}
	clear(s.statements)
}

func (s *session) close() {
	s.forget()
	_ = s.conn.Close()
}

// begin begins a transaction.
func (s *session) begin(statement string) error {
	s.tidy()
	s.asked = false
	return s.do(statement)
}

// do runs one of the statements that begin and end transactions.
func (s *session) do(query string) error {
	_, err := s.ExecContext(context.Background(), query)
	return err
}

func changesSchema(query string) bool {
	query = strings.TrimSpace(query)
	if query == "PRAGMA data_version" {
		return false
	}
	for _, word := range []string{"CREATE", "ALTER", "DROP", "PRAGMA", "VACUUM"} {
		if len(query) > len(word) && strings.EqualFold(query[:len(word)], word) {
			return true
		}
	}
	return false
}

// steady runs each statement to its end once begun: SQLite answers an
// interrupted statement by undoing the whole transaction, and with it the work
// of others in the same group. The caller's context is asked between statements.
type steady struct{ *session }

func (s steady) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	return s.session.ExecContext(context.WithoutCancel(ctx), query, args...)
}

func (s steady) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return s.session.QueryContext(context.WithoutCancel(ctx), query, args...)
}
