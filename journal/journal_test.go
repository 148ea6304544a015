package journal_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"qixing/fault"
	"qixing/journal"
	"qixing/store"
	"qixing/store/storetest"
)

var ctx = context.Background()

const county = "610327"

func newKey(t *testing.T) (journal.Key, note.Verifiers) {
	t.Helper()
	key, err := journal.OpenKey(t.TempDir(), bytes.NewReader(bytes.Repeat([]byte{7}, 64)))
	if err != nil {
		t.Fatal(err)
	}
	verifiers, err := key.Verifiers()
	if err != nil {
		t.Fatal(err)
	}
	return key, verifiers
}

func mustWrite(t *testing.T, db *store.DB, fn func(*store.Tx) error) {
	t.Helper()
	if err := db.Write(ctx, fn); err != nil {
		t.Fatal(err)
	}
}

func mustExec(t *testing.T, db *store.DB, query string, args ...any) {
	t.Helper()
	mustWrite(t, db, func(tx *store.Tx) error {
		result, err := tx.Exec(ctx, query, args...)
		if err == nil && !strings.HasPrefix(query, "CREATE") {
			if n, _ := result.RowsAffected(); n == 0 {
				t.Errorf("%s changed nothing", query)
			}
		}
		return err
	})
}

// fill appends n leaves, one a transaction.
func fill(t *testing.T, db *store.DB, n int) {
	t.Helper()
	for i := range n {
		mustWrite(t, db, func(tx *store.Tx) error {
			_, err := journal.Append(ctx, tx, county, journal.Entry{
				Kind: []string{"round.decided", "notice.published"}[i%2], Subject: fmt.Sprint("round/", i%3),
				Actor: "account/1", Data: map[string]any{"points": 100 * i, "text": "第<" + fmt.Sprint(i) + ">条"}})
			return err
		})
	}
}

func verify(t *testing.T, db *store.DB, verifiers note.Verifiers, earlier ...string) journal.Report {
	t.Helper()
	report, err := journal.Verify(ctx, db, county, verifiers, earlier...)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func sign(t *testing.T, db *store.DB, key journal.Key) journal.Checkpoint {
	t.Helper()
	checkpoint, err := journal.Sign(ctx, db, county, key.Signer)
	if err != nil {
		t.Fatal(err)
	}
	return checkpoint
}

func TestUntouchedJournalHolds(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		key, verifiers := newKey(t)
		fill(t, db, 5)
		first := sign(t, db, key)
		fill(t, db, 6)
		sign(t, db, key)
		again := sign(t, db, key)
		fill(t, db, 1)
		report := verify(t, db, verifiers, first.Note)
		if !report.Holds() {
			t.Fatalf("report = %v", report.Problem)
		}
		if report.Leaves != 12 || report.Signed != 11 || report.Checkpoints != 3 || again.Size != 11 {
			t.Errorf("report = %+v, signed again at %d", report, again.Size)
		}
	})
}

func TestEmptyJournal(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		key, verifiers := newKey(t)
		if c := sign(t, db, key); c.Size != 0 {
			t.Errorf("an empty journal was signed: %+v", c)
		}
		if report := verify(t, db, verifiers); !report.Holds() || report.Leaves != 0 {
			t.Errorf("report = %+v", report)
		}
	})
}

func TestListLeaves(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		fill(t, db, 7)
		cases := []struct {
			name   string
			filter journal.Filter
			want   []int64
		}{
			{"all", journal.Filter{}, []int64{0, 1, 2, 3, 4, 5, 6}},
			{"by kind", journal.Filter{Kind: "notice.published"}, []int64{1, 3, 5}},
			{"by subject", journal.Filter{Subject: "round/0"}, []int64{0, 3, 6}},
			{"both", journal.Filter{Kind: "round.decided", Subject: "round/0"}, []int64{0, 6}},
			{"from", journal.Filter{From: 5}, []int64{5, 6}},
			{"newest", journal.Filter{Newest: true, Limit: 2}, []int64{6, 5}},
			{"newest, on", journal.Filter{Newest: true, From: 4, Limit: 2}, []int64{4, 3}},
		}
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				var got []int64
				err := db.Read(ctx, func(tx *store.Tx) error {
					got = nil
					leaves, err := journal.ListLeaves(ctx, tx, county, c.filter)
					for _, leaf := range leaves {
						got = append(got, leaf.Index)
					}
					return err
				})
				if err != nil || fmt.Sprint(got) != fmt.Sprint(c.want) {
					t.Errorf("leaves = %v, %v; want %v", got, err, c.want)
				}
			})
		}
	})
}

// The bytes that are hashed are the same on both databases and for ever.
func TestLeafText(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		mustWrite(t, db, func(tx *store.Tx) error {
			leaf, err := journal.Append(ctx, tx, county, journal.Entry{Kind: "round.decided", Subject: "round/1",
				Actor: "account/1", Data: map[string]any{"z": 1, "a": "<红旗村>", "m": []int{2, 1}}})
			want := `{"actor":"account/1","at":"2022-11-20T08:00:00.000Z","county":"610327","data":{"a":"<红旗村>","m":[2,1],"z":1},"index":0,"kind":"round.decided","subject":"round/1"}`
			if leaf.Text != want {
				t.Errorf("leaf = %s\nwant   %s", leaf.Text, want)
			}
			return err
		})
	})
}

func TestAppendRefuses(t *testing.T) {
	cases := []struct {
		name  string
		entry journal.Entry
	}{
		{"no kind", journal.Entry{Actor: "a"}},
		{"no actor", journal.Entry{Kind: "k"}},
		{"a float", journal.Entry{Kind: "k", Actor: "a", Data: map[string]any{"points": 1.5}}},
		{"a float within", journal.Entry{Kind: "k", Actor: "a", Data: []any{map[string]any{"x": 1e30}}}},
	}
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				err := db.Write(ctx, func(tx *store.Tx) error {
					_, err := journal.Append(ctx, tx, county, c.entry)
					return err
				})
				if err == nil {
					t.Error("Append took it")
				}
			})
		}
	})
}

func TestConcurrentAppends(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		_, verifiers := newKey(t)
		var wg sync.WaitGroup
		for range 6 {
			wg.Go(func() {
				for range 5 {
					err := db.Write(ctx, func(tx *store.Tx) error {
						_, err := journal.Append(ctx, tx, county, journal.Entry{Kind: "k", Actor: "a", At: time.Unix(9, 0)})
						return err
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		if report := verify(t, db, verifiers); !report.Holds() || report.Leaves != 30 {
			t.Errorf("report = %+v, want 30 leaves that hold", report)
		}
	})
}

func TestUndoneAppendLeavesNothing(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		_, verifiers := newKey(t)
		fill(t, db, 2)
		boom := errors.New("boom")
		err := db.Write(ctx, func(tx *store.Tx) error {
			_, err := journal.Append(ctx, tx, county, journal.Entry{Kind: "k", Actor: "a"})
			return errors.Join(err, boom)
		})
		if !errors.Is(err, boom) {
			t.Fatal(err)
		}
		fill(t, db, 1)
		if report := verify(t, db, verifiers); !report.Holds() || report.Leaves != 3 {
			t.Errorf("report = %+v", report)
		}
	})
}

func TestCountiesAreApart(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		key, verifiers := newKey(t)
		fill(t, db, 3)
		mustWrite(t, db, func(tx *store.Tx) error {
			leaf, err := journal.Append(ctx, tx, "610324", journal.Entry{Kind: "k", Actor: "a"})
			if leaf.Index != 0 {
				t.Errorf("the other county's first leaf has index %d", leaf.Index)
			}
			return err
		})
		if err := journal.SignAll(ctx, db, key.Signer); err != nil {
			t.Fatal(err)
		}
		other, err := journal.Verify(ctx, db, "610324", verifiers)
		if err != nil || !other.Holds() || other.Signed != 1 {
			t.Errorf("other = %+v, %v", other, err)
		}
		if report := verify(t, db, verifiers); report.Signed != 3 {
			t.Errorf("report = %+v", report)
		}
	})
}

func TestProof(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		key, verifiers := newKey(t)
		fill(t, db, 9)
		sign(t, db, key)
		fill(t, db, 1)
		prove := func(index int64) (proof journal.Inclusion, err error) {
			err = db.Read(ctx, func(tx *store.Tx) (err error) {
				proof, err = journal.Proof(ctx, tx, county, index)
				return err
			})
			return proof, err
		}
		for index := range int64(9) {
			proof, err := prove(index)
			if err != nil {
				t.Fatal(err)
			}
			if err := proof.Check(verifiers); err != nil {
				t.Errorf("proof of leaf %d: %v", index, err)
			}
			proof.Leaf = strings.Replace(proof.Leaf, `"points":`, `"points":1`, 1)
			if err := proof.Check(verifiers); err == nil {
				t.Errorf("a changed leaf %d passed its proof", index)
			}
		}
		if _, err := prove(9); !errors.Is(err, fault.NotFound("journal.not_signed_yet", nil)) {
			t.Errorf("unsigned leaf: %v", err)
		}
		if _, err := prove(10); !errors.Is(err, fault.NotFound("journal.leaf_not_found", nil)) {
			t.Errorf("leaf that is not there: %v", err)
		}
	})
}

func TestKey(t *testing.T) {
	folder := t.TempDir()
	first, err := journal.OpenKey(folder, bytes.NewReader(bytes.Repeat([]byte{1}, 64)))
	if err != nil {
		t.Fatal(err)
	}
	again, err := journal.OpenKey(folder, bytes.NewReader(bytes.Repeat([]byte{2}, 64)))
	if err != nil || again.Public != first.Public {
		t.Errorf("second OpenKey = %q, %v; want %q", again.Public, err, first.Public)
	}
	info, err := os.Stat(filepath.Join(folder, "keys", "journal.key"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("key file: %v %v, want mode 0600", info.Mode(), err)
	}
	files, _ := os.ReadDir(filepath.Join(folder, "keys"))
	if len(files) != 2 {
		t.Errorf("%d files in keys, want journal.key and journal.pub", len(files))
	}
}

// The stored hashes are those of RFC 6962, checked with tlog itself.
func TestRootIsRFC6962(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		_, verifiers := newKey(t)
		fill(t, db, 3)
		var h []tlog.Hash
		err := db.Read(ctx, func(tx *store.Tx) error {
			leaves, err := journal.ListLeaves(ctx, tx, county, journal.Filter{})
			h = nil
			for _, leaf := range leaves {
				h = append(h, leaf.Hash())
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		want := tlog.NodeHash(tlog.NodeHash(h[0], h[1]), h[2]).String()
		if got := verify(t, db, verifiers).Root; got != want {
			t.Errorf("root = %s, want %s", got, want)
		}
	})
}
