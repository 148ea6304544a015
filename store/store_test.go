package store_test

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"qixing/fault"
	"qixing/store"
	"qixing/store/storetest"
)

var ctx = context.Background()

// withTable gives fn a database with an empty table notes.
func withTable(t *testing.T, fn func(t *testing.T, db *store.DB)) {
	t.Helper()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		mustWrite(t, db, func(tx *store.Tx) error {
			_, err := tx.Exec(ctx, `CREATE TABLE notes (county TEXT NOT NULL, id BIGINT NOT NULL, text TEXT NOT NULL CHECK (text <> ''), of BIGINT, PRIMARY KEY (county, id), UNIQUE (county, text), FOREIGN KEY (county, of) REFERENCES notes (county, id))`)
			return err
		})
		fn(t, db)
	})
}

func mustWrite(t *testing.T, db *store.DB, fn func(*store.Tx) error) {
	t.Helper()
	if err := db.Write(ctx, fn); err != nil {
		t.Fatal(err)
	}
}

func add(tx *store.Tx, text string) error {
	id, err := tx.NextID(ctx)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO notes (county, id, text) VALUES ($1, $2, $3)`, "610327", id, text)
	return err
}

func listNotes(t *testing.T, db *store.DB) []string {
	t.Helper()
	var notes []string
	err := db.Read(ctx, func(tx *store.Tx) error {
		notes = nil
		rows, err := tx.Query(ctx, `SELECT text FROM notes ORDER BY text`)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var text string
			if err := rows.Scan(&text); err != nil {
				return err
			}
			notes = append(notes, text)
		}
		return rows.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
	return notes
}

func expectNotes(t *testing.T, db *store.DB, want ...string) {
	t.Helper()
	if got := listNotes(t, db); !slices.Equal(got, want) {
		t.Errorf("notes = %q, want %q", got, want)
	}
}

func TestWriteIsAllOrNothing(t *testing.T) {
	withTable(t, func(t *testing.T, db *store.DB) {
		boom := errors.New("boom")
		err := db.Write(ctx, func(tx *store.Tx) error {
			if err := add(tx, "lost"); err != nil {
				return err
			}
			return boom
		})
		if !errors.Is(err, boom) {
			t.Errorf("Write = %v, want the function's own error", err)
		}
		mustWrite(t, db, func(tx *store.Tx) error { return add(tx, "kept") })
		expectNotes(t, db, "kept")
	})
}

func TestTransactionTimeIsFixed(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		mustWrite(t, db, func(tx *store.Tx) error {
			if got, want := tx.Timestamp(), "2022-11-20T08:00:00.000Z"; got != want {
				t.Errorf("Timestamp = %s, want %s", got, want)
			}
			return nil
		})
	})
}

func TestReadCannotWrite(t *testing.T) {
	withTable(t, func(t *testing.T, db *store.DB) {
		err := db.Read(ctx, func(tx *store.Tx) error {
			_, err := tx.Exec(ctx, `INSERT INTO notes (county, id, text) VALUES ('610327', 1, 'x')`)
			return err
		})
		if !errors.Is(err, fault.CodeUnavailable) {
			t.Errorf("writing inside Read = %v, want unavailable", err)
		}
		expectNotes(t, db)
	})
}

func TestReadSeesOneMoment(t *testing.T) {
	withTable(t, func(t *testing.T, db *store.DB) {
		count := func(tx *store.Tx) (n int) {
			if err := tx.QueryRow(ctx, `SELECT count(*) FROM notes`).Scan(&n); err != nil {
				t.Error(err)
			}
			return n
		}
		err := db.Read(ctx, func(tx *store.Tx) error {
			before := count(tx)
			mustWrite(t, db, func(tx *store.Tx) error { return add(tx, "meanwhile") })
			if after := count(tx); after != before {
				t.Errorf("the view moved from %d to %d rows", before, after)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		expectNotes(t, db, "meanwhile")
	})
}

func TestFailedStatementEndsTheTransaction(t *testing.T) {
	withTable(t, func(t *testing.T, db *store.DB) {
		err := db.Write(ctx, func(tx *store.Tx) error {
			if err := add(tx, "first"); err != nil {
				return err
			}
			_ = add(tx, "first") // hidden on purpose
			_ = add(tx, "second")
			return nil
		})
		if !errors.Is(err, fault.CodeConflict) {
			t.Errorf("Write = %v, want conflict", err)
		}
		expectNotes(t, db)
	})
}

func TestViolations(t *testing.T) {
	cases := []struct {
		name, query, kind, columns string
		code                       fault.Code
	}{
		{"unique", `INSERT INTO notes (county, id, text) VALUES ('610327', 2, 'there')`, "unique", "county,text", fault.CodeConflict},
		{"primary key", `INSERT INTO notes (county, id, text) VALUES ('610327', 1, 'new')`, "unique", "county,id", fault.CodeConflict},
		{"foreign key", `INSERT INTO notes (county, id, text, of) VALUES ('610327', 2, 'new', 77)`, "foreign_key", "", fault.CodeConflict},
		{"check", `INSERT INTO notes (county, id, text) VALUES ('610327', 2, '')`, "check", "", fault.CodeInvalid},
		{"not null", `INSERT INTO notes (county, id) VALUES ('610327', 2)`, "not_null", "text", fault.CodeInvalid},
	}
	withTable(t, func(t *testing.T, db *store.DB) {
		mustWrite(t, db, func(tx *store.Tx) error {
			_, err := tx.Exec(ctx, `INSERT INTO notes (county, id, text) VALUES ('610327', 1, 'there')`)
			return err
		})
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				err := db.Write(ctx, func(tx *store.Tx) error { _, err := tx.Exec(ctx, c.query); return err })
				v, ok := store.FindViolation(err)
				if !ok || v.Kind != c.kind || strings.Join(v.Columns, ",") != c.columns {
					t.Errorf("violation = %+v %v, want %s of %s (%v)", v, ok, c.kind, c.columns, err)
				}
				if got := fault.CodeOf(err); got != c.code {
					t.Errorf("code = %s, want %s", got, c.code)
				}
			})
		}
	})
}

func TestNoRowIsNotFound(t *testing.T) {
	withTable(t, func(t *testing.T, db *store.DB) {
		find := func(tx *store.Tx) error {
			var text string
			err := tx.QueryRow(ctx, `SELECT text FROM notes WHERE id = $1`, 5).Scan(&text)
			if !errors.Is(err, sql.ErrNoRows) {
				t.Errorf("Scan = %v, want sql.ErrNoRows", err)
			}
			return err
		}
		if err := db.Read(ctx, find); !errors.Is(err, fault.CodeNotFound) {
			t.Errorf("Read = %v, want not_found", err)
		}
		mustWrite(t, db, func(tx *store.Tx) error {
			_ = find(tx) // finding nothing leaves the transaction whole
			return add(tx, "after")
		})
		expectNotes(t, db, "after")
	})
}

func TestOpenRowsRefuseTheNextStatement(t *testing.T) {
	withTable(t, func(t *testing.T, db *store.DB) {
		mustWrite(t, db, func(tx *store.Tx) error { return errors.Join(add(tx, "a"), add(tx, "b")) })
		err := db.Write(ctx, func(tx *store.Tx) error {
			rows, err := tx.Query(ctx, `SELECT text FROM notes`)
			if err != nil {
				return err
			}
			defer rows.Close()
			rows.Next()
			return add(tx, "c")
		})
		if err == nil || !strings.Contains(err.Error(), "close them first") {
			t.Errorf("Write = %v, want a word about open rows", err)
		}
		expectNotes(t, db, "a", "b")
	})
}

func TestTxIsOverWhenItsFunctionReturns(t *testing.T) {
	withTable(t, func(t *testing.T, db *store.DB) {
		var escaped *store.Tx
		mustWrite(t, db, func(tx *store.Tx) error { escaped = tx; return nil })
		if err := add(escaped, "late"); err == nil {
			t.Error("a statement ran after the transaction's end")
		}
		expectNotes(t, db)
	})
}

func TestNextIDsAreUnique(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		var mu sync.Mutex
		var all []int64
		var wg sync.WaitGroup
		for worker := range 8 {
			wg.Go(func() {
				for range 5 {
					var ids []int64
					err := db.Write(ctx, func(tx *store.Tx) (err error) {
						ids, err = tx.NextIDs(ctx, 1+worker)
						return err
					})
					if err != nil || len(ids) != 1+worker || !slices.IsSorted(ids) {
						t.Errorf("NextIDs = %v, %v", ids, err)
					}
					mu.Lock()
					all = append(all, ids...)
					mu.Unlock()
				}
			})
		}
		wg.Wait()
		slices.Sort(all)
		if got, want := len(slices.Compact(all)), 5*(1+2+3+4+5+6+7+8); got != want {
			t.Errorf("%d different ids, want %d", got, want)
		}
	})
}

func TestLockMakesOthersWait(t *testing.T) {
	withTable(t, func(t *testing.T, db *store.DB) {
		mustWrite(t, db, func(tx *store.Tx) error {
			_, err := tx.Exec(ctx, `CREATE TABLE counters (county TEXT PRIMARY KEY, n BIGINT NOT NULL)`)
			if err == nil {
				_, err = tx.Exec(ctx, `INSERT INTO counters VALUES ('610327', 0)`)
			}
			return err
		})
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				err := db.Write(ctx, func(tx *store.Tx) error { return increment(tx) })
				if err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		var n int
		mustWrite(t, db, func(tx *store.Tx) error { return tx.QueryRow(ctx, `SELECT n FROM counters`).Scan(&n) })
		if n != 8 {
			t.Errorf("counter = %d, want 8: read and write overlapped", n)
		}
	})
}

// increment reads and then writes, which loses an update unless locked.
func increment(tx *store.Tx) error {
	if err := tx.Lock(ctx, "counter"); err != nil {
		return err
	}
	var n int
	if err := tx.QueryRow(ctx, `SELECT n FROM counters`).Scan(&n); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `UPDATE counters SET n = $1`, n+1)
	return err
}

func TestCancelledContextWritesNothing(t *testing.T) {
	withTable(t, func(t *testing.T, db *store.DB) {
		cancelled, cancel := context.WithCancel(ctx)
		cancel()
		ran := false
		err := db.Write(cancelled, func(tx *store.Tx) error { ran = true; return add(tx, "x") })
		if !errors.Is(err, context.Canceled) || ran {
			t.Errorf("Write = %v, ran = %v; want cancelled and not run", err, ran)
		}
		halfway, cancel := context.WithCancel(ctx)
		err = db.Write(halfway, func(tx *store.Tx) error {
			if err := add(tx, "y"); err != nil {
				return err
			}
			cancel()
			_, err := tx.Exec(halfway, `DELETE FROM notes`)
			return err
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("Write = %v, want cancelled", err)
		}
		expectNotes(t, db)
	})
}

func TestOpenRefusesStrangeAddresses(t *testing.T) {
	for _, dsn := range []string{"", "sqlite:", "mysql://root:secret@host/db", ":memory:"} {
		t.Run(dsn, func(t *testing.T) {
			_, err := store.Open(ctx, dsn, nil)
			if !errors.Is(err, fault.CodeUsage) {
				t.Fatalf("Open(%q) = %v, want usage", dsn, err)
			}
			if strings.Contains(err.Error(), "secret") {
				t.Errorf("the password is shown: %v", err)
			}
		})
	}
}
