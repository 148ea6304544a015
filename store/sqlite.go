package store

import (
	"context"
	"database/sql"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"sync"
)

// sqlitePragmas hold on every connection. 4 MB of pages each, which take twice as much: four times that made nothing faster that was measured.
var sqlitePragmas = []string{
	"busy_timeout(10000)", "journal_mode(WAL)", "foreign_keys(1)", "cache_size(-4000)", "temp_store(2)",
}

func (db *DB) openSQLite(path, synchronous string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	pool, err := sql.Open("sqlite", sqliteDSN(path, "immediate", synchronous))
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

// readers is a set of read-only connections, opened when all that are open are in use: each reads the whole schema first.
type readers struct {
	pool *sql.DB
	busy chan struct{} // holds one for each reader at work
	mu   sync.Mutex
	idle []*session // the one that worked last is the last
}

func newReaders(dsn string, count int) (*readers, error) {
	pool, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	return &readers{pool: pool, busy: make(chan struct{}, count)}, nil
}

func (r *readers) read(ctx context.Context, begin func(runner) *Tx, fn func(*Tx) error) error {
	s, err := r.take(ctx)
	if err != nil {
		return err
	}
	defer r.release(s)
	if err := s.begin("BEGIN"); err != nil {
		return err
	}
	return begin(s).call(ctx, fn)
}

// release ends the transaction. A connection that can't is given up.
func (r *readers) release(s *session) {
	if s.do("ROLLBACK") == nil {
		r.mu.Lock()
		r.idle = append(r.idle, s)
		r.mu.Unlock()
	} else {
		s.close()
	}
	<-r.busy
}

func (r *readers) take(ctx context.Context) (*session, error) {
	select {
	case r.busy <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if s := r.takeIdle(); s != nil {
		return s, nil
	}
	s, err := newSession(ctx, r.pool)
	if err != nil {
		<-r.busy
	}
	return s, err
}

func (r *readers) takeIdle() *session {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.idle) == 0 {
		return nil
	}
	s := r.idle[len(r.idle)-1]
	r.idle = r.idle[:len(r.idle)-1]
	return s
}

// close waits for those at work. Whoever comes later is told that the database is closed.
func (r *readers) close() {
	for range cap(r.busy) {
		r.busy <- struct{}{}
	}
	for s := r.takeIdle(); s != nil; s = r.takeIdle() {
		s.close()
	}
	_ = r.pool.Close()
	for range cap(r.busy) {
		<-r.busy
	}
}
