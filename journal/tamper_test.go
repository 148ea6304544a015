package journal_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"

	"qixing/fault"
	"qixing/journal"
	"qixing/store"
	"qixing/store/storetest"
)

// Each case changes a sealed journal of 11 leaves behind the server's back.
func TestTampering(t *testing.T) {
	cases := []struct {
		name   string
		tamper func(t *testing.T, db *store.DB)
		key    string
		leaf   int64 // -1: the problem names none
	}{
		{"a leaf's data changed", func(t *testing.T, db *store.DB) {
			mustExec(t, db, `UPDATE journal_leaves SET data = replace(data, '"points":400', '"points":900') WHERE leaf_index = 4`)
		}, "journal.leaf_changed", 4},
		{"a leaf's data is no JSON", func(t *testing.T, db *store.DB) {
			mustExec(t, db, `UPDATE journal_leaves SET data = 'x' WHERE leaf_index = 4`)
		}, "journal.leaf_changed", 4},
		{"a column for searching changed", func(t *testing.T, db *store.DB) {
			mustExec(t, db, `UPDATE journal_leaves SET subject = 'round/99' WHERE leaf_index = 6`)
		}, "journal.leaf_changed", 6},
		{"a leaf deleted", func(t *testing.T, db *store.DB) {
			mustExec(t, db, `DELETE FROM journal_leaves WHERE leaf_index = 3`)
		}, "journal.leaf_missing", 3},
		{"the last leaf deleted", func(t *testing.T, db *store.DB) {
			mustExec(t, db, `DELETE FROM journal_leaves WHERE leaf_index = 10`)
		}, "journal.leaf_missing", 10},
		{"the last leaf deleted with its hashes", func(t *testing.T, db *store.DB) {
			mustExec(t, db, `DELETE FROM journal_leaves WHERE leaf_index = 10`)
			mustExec(t, db, `DELETE FROM journal_hashes WHERE hash_index >= $1`, tlog.StoredHashIndex(0, 10))
		}, "journal.leaf_missing", 10},
		{"two leaves swapped", func(t *testing.T, db *store.DB) {
			swap(t, db, 2, 5)
		}, "journal.leaf_changed", 2},
		{"a hash changed", func(t *testing.T, db *store.DB) {
			mustExec(t, db, `UPDATE journal_hashes SET hash = $1 WHERE hash_index = $2`, []byte("x"), tlog.StoredHashIndex(0, 7))
		}, "journal.leaf_changed", 7},
		{"a hash deleted", func(t *testing.T, db *store.DB) {
			mustExec(t, db, `DELETE FROM journal_hashes WHERE hash_index = $1`, tlog.StoredHashIndex(0, 7))
		}, "journal.hash_missing", 7},
		{"history written anew", rewrite, "journal.range_changed", -1},
		{"a checkpoint's signature changed", func(t *testing.T, db *store.DB) {
			mustExec(t, db, `UPDATE journal_checkpoints SET note = replace(note, 'qixing/journal/610327', 'qixing/journal/610328')`)
		}, "journal.bad_signature", -1},
	}
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				clear(t, db)
				key, verifiers := newKey(t)
				fill(t, db, 11)
				sign(t, db, key)
				c.tamper(t, db)
				problem := verify(t, db, verifiers).Problem
				if problem == nil || problem.Key != c.key {
					t.Fatalf("problem = %v, want %s", problem, c.key)
				}
				if c.leaf >= 0 && problem.Args["leaf"] != c.leaf {
					t.Errorf("leaf = %v, want %d", problem.Args["leaf"], c.leaf)
				}
			})
		}
	})
}

func clear(t *testing.T, db *store.DB) {
	t.Helper()
	mustWrite(t, db, func(tx *store.Tx) error {
		for _, table := range []string{"journal_leaves", "journal_hashes", "journal_checkpoints"} {
			if _, err := tx.Exec(ctx, `DELETE FROM `+table); err != nil {
				return err
			}
		}
		return nil
	})
}

func swap(t *testing.T, db *store.DB, a, b int64) {
	t.Helper()
	for _, move := range [][2]int64{{a, -1}, {b, a}, {-1, b}} {
		mustExec(t, db, `UPDATE journal_leaves SET leaf_index = $2 WHERE leaf_index = $1`, move[0], move[1])
	}
}

// rewrite replaces the log by a well-made one with other content, as someone
// with the database but without the key could.
func rewrite(t *testing.T, db *store.DB) {
	t.Helper()
	mustExec(t, db, `DELETE FROM journal_leaves`)
	mustExec(t, db, `DELETE FROM journal_hashes`)
	for i := range 11 {
		mustWrite(t, db, func(tx *store.Tx) error {
			_, err := journal.Append(ctx, tx, county, journal.Entry{Kind: "k", Actor: "a", Data: i})
			return err
		})
	}
}

func TestRewrittenLogIsNotSigned(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		key, _ := newKey(t)
		fill(t, db, 11)
		sign(t, db, key)
		rewrite(t, db)
		fill(t, db, 1)
		_, err := journal.Sign(ctx, db, county, key.Signer)
		if !errors.Is(err, fault.Conflict("journal.rewritten", nil)) {
			t.Errorf("Sign = %v, want journal.rewritten", err)
		}
	})
}

// Who deletes checkpoints too is still found out by one that was exported.
func TestExportedCheckpoint(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		key, verifiers := newKey(t)
		fill(t, db, 11)
		exported := sign(t, db, key)
		mustExec(t, db, `DELETE FROM journal_checkpoints`)
		rewrite(t, db)
		if report := verify(t, db, verifiers); !report.Holds() {
			t.Fatalf("without the export nothing shows, but: %v", report.Problem)
		}
		if report := verify(t, db, verifiers, exported.Note); report.Holds() {
			t.Error("the exported checkpoint found nothing")
		}
	})
}

func withPayouts(t *testing.T, db *store.DB) {
	t.Helper()
	mustExec(t, db, `CREATE TABLE test_payouts (county TEXT NOT NULL, id BIGINT NOT NULL, amount BIGINT NOT NULL, title TEXT, seal BYTEA, remark TEXT, PRIMARY KEY (county, id))`)
	for id := int64(1); id <= 3; id++ {
		mustExec(t, db, `INSERT INTO test_payouts VALUES ($1, $2, $3, $4, $5, '')`, county, id, 5000000, "工作经费", []byte{1, 2})
		bind(t, db, id)
	}
}

func bind(t *testing.T, db *store.DB, id int64) {
	t.Helper()
	mustWrite(t, db, func(tx *store.Tx) error {
		bound, err := journal.Bind(ctx, tx, county, "test_payouts", id, "amount", "title", "seal")
		if err != nil {
			return err
		}
		_, err = journal.Append(ctx, tx, county, journal.Entry{Kind: "payout.made", Subject: fmt.Sprint("payout/", id),
			Actor: "system", Bound: []journal.Bound{bound}})
		return err
	})
}

func TestBoundRows(t *testing.T) {
	cases := []struct {
		name   string
		change func(t *testing.T, db *store.DB)
		row    int64 // 0: everything holds
	}{
		{"untouched", func(*testing.T, *store.DB) {}, 0},
		{"a column that is not bound", func(t *testing.T, db *store.DB) {
			mustExec(t, db, `UPDATE test_payouts SET remark = 'x'`)
		}, 0},
		{"an integer", func(t *testing.T, db *store.DB) {
			mustExec(t, db, `UPDATE test_payouts SET amount = 9000000 WHERE id = 2`)
		}, 2},
		{"a text made null", func(t *testing.T, db *store.DB) {
			mustExec(t, db, `UPDATE test_payouts SET title = NULL WHERE id = 3`)
		}, 3},
		{"bytes", func(t *testing.T, db *store.DB) {
			mustExec(t, db, `UPDATE test_payouts SET seal = $1 WHERE id = 1`, []byte{1, 3})
		}, 1},
		{"two rows, the first is named", func(t *testing.T, db *store.DB) {
			mustExec(t, db, `UPDATE test_payouts SET amount = 1 WHERE id >= 2`)
		}, 2},
		{"deleted", func(t *testing.T, db *store.DB) { mustExec(t, db, `DELETE FROM test_payouts WHERE id = 2`) }, 2},
		{"changed and bound anew", func(t *testing.T, db *store.DB) {
			mustExec(t, db, `UPDATE test_payouts SET amount = 1 WHERE id = 2`)
			bind(t, db, 2)
		}, 0},
		{"deleted and bound anew", func(t *testing.T, db *store.DB) {
			mustExec(t, db, `DELETE FROM test_payouts WHERE id = 2`)
			bind(t, db, 2)
		}, 0},
		{"put back though its end was recorded", func(t *testing.T, db *store.DB) {
			mustExec(t, db, `DELETE FROM test_payouts WHERE id = 2`)
			bind(t, db, 2)
			mustExec(t, db, `INSERT INTO test_payouts VALUES ($1, 2, 1, '', NULL, '')`, county)
		}, 2},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			storetest.Run(t, func(t *testing.T, db *store.DB) {
				_, verifiers := newKey(t)
				withPayouts(t, db)
				c.change(t, db)
				report := verify(t, db, verifiers)
				if c.row == 0 {
					if !report.Holds() || report.Rows != 3 {
						t.Errorf("report = %+v, want 3 rows that hold", report)
					}
					return
				}
				if report.Holds() || report.Problem.Key != "journal.row_changed" || report.Problem.Args["id"] != c.row {
					t.Errorf("problem = %v, want row %d", report.Problem, c.row)
				}
			})
		})
	}
}

func TestBindRefusesStrangeNames(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		for _, name := range []string{`payouts"; DROP TABLE x; --`, "", "Payouts", "a b"} {
			err := db.Write(ctx, func(tx *store.Tx) error {
				_, err := journal.Bind(ctx, tx, county, name, 1, "amount")
				return err
			})
			if !errors.Is(err, fault.CodeInternal) {
				t.Errorf("Bind(%q) = %v, want internal", name, err)
			}
		}
	})
}

// Whatever byte of whatever leaf changes, Verify names that leaf; and every
// log holds when nothing does.
func TestAnyChangedByteIsFound(t *testing.T) {
	db := storetest.Open(t, storetest.NewSQLite(t), func() time.Time { return storetest.Now })
	key, verifiers := newKey(t)
	rapid.Check(t, func(r *rapid.T) {
		clear(t, db)
		n := rapid.IntRange(1, 40).Draw(r, "leaves")
		fill(t, db, n)
		if rapid.Bool().Draw(r, "signed") {
			sign(t, db, key)
		}
		if report := verify(t, db, verifiers); !report.Holds() {
			r.Fatalf("untouched: %v", report.Problem)
		}
		target := rapid.Int64Range(0, int64(n-1)).Draw(r, "leaf")
		changeByte(t, db, target, rapid.IntRange(0, 90).Draw(r, "byte"))
		problem := verify(t, db, verifiers).Problem
		if problem == nil || problem.Args["leaf"] != target {
			r.Fatalf("problem = %v, want leaf %d", problem, target)
		}
	})
}

func changeByte(t *testing.T, db *store.DB, leaf int64, at int) {
	t.Helper()
	var text string
	err := db.Read(ctx, func(tx *store.Tx) error {
		return tx.QueryRow(ctx, `SELECT data FROM journal_leaves WHERE leaf_index = $1`, leaf).Scan(&text)
	})
	if err != nil {
		t.Fatal(err)
	}
	changed := []byte(text)
	changed[at] ^= 1
	mustExec(t, db, `UPDATE journal_leaves SET data = $1 WHERE leaf_index = $2`, string(changed), leaf)
}
