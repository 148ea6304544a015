package store

import (
	"context"
	"database/sql"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
)

// sqlitePragmas hold on every connection. FULL makes each commit reach the
// disk; NORMAL would not in WAL mode.
var sqlitePragmas = []string{
	"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)",
	"foreign_keys(1)", "cache_size(-16000)", "temp_store(2)",
}

func (db *DB) openSQLite(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	pool, err := sql.Open("sqlite", sqliteDSN(path, "immediate"))
	if err != nil {
		return err
	}
	db.pool, db.writer = pool, startWriter(pool)
	db.readers, err = newReaders(sqliteDSN(path, "deferred", "query_only(1)"), 2+2*runtime.GOMAXPROCS(0))
	return err
}

func sqliteDSN(path, lock string, more ...string) string {
	if absolute, err := filepath.Abs(path); err == nil {
		path = absolute
	}
	values := url.Values{"_txlock": {lock}}
	for _, pragma := range append(append([]string{}, sqlitePragmas...), more...) {
		values.Add("_pragma", pragma)
	}
	file := url.URL{Scheme: "file", OmitHost: true, Path: filepath.ToSlash(path), RawQuery: values.Encode()}
	return file.String()
}

// readers is a set of read-only connections, opened as they are needed.
type readers struct {
	pool *sql.DB
	idle chan *session // nil stands for one not yet opened
}

func newReaders(dsn string, count int) (*readers, error) {
	pool, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	r := &readers{pool: pool, idle: make(chan *session, count)}
	for range count {
		r.idle <- nil
	}
	return r, nil
}

func (r *readers) read(ctx context.Context, begin func(runner) *Tx, fn func(*Tx) error) error {
	s, err := r.take(ctx)
	if err != nil {
		return err
	}
	defer func() { r.idle <- r.release(s) }()
	if err := s.begin("BEGIN"); err != nil {
		return err
	}
	return begin(s).call(ctx, fn)
}

// release ends the transaction. A connection that can't is given up for a new one.
func (r *readers) release(s *session) *session {
	if s.do("ROLLBACK") == nil {
		return s
	}
	s.close()
	return nil
}

func (r *readers) take(ctx context.Context) (*session, error) {
	select {
	case s := <-r.idle:
		if s != nil {
			return s, nil
		}
		s, err := newSession(ctx, r.pool)
		if err != nil {
			r.idle <- nil
		}
		return s, err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (r *readers) close() {
	for range cap(r.idle) {
		if s := <-r.idle; s != nil {
			s.close()
		}
	}
	_ = r.pool.Close()
	for range cap(r.idle) {
		r.idle <- nil // whoever comes later is told that the database is closed
	}
}
