package store_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"qixing/fault"
	"qixing/store"
	"qixing/store/storetest"
)

// withSQLite gives fn a SQLite database with the table notes, for what only
// the grouping writer promises.
func withSQLite(t *testing.T) *store.DB {
	t.Helper()
	db := storetest.Open(t, storetest.NewSQLite(t), func() time.Time { return storetest.Now })
	mustWrite(t, db, func(tx *store.Tx) error {
		_, err := tx.Exec(ctx, `CREATE TABLE notes (county TEXT NOT NULL, id BIGINT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (county, id), UNIQUE (county, text))`)
		return err
	})
	return db
}

var errBusy = errors.New("kept the writer busy")

// together runs the functions so that all of them are in one group: the
// writer is kept busy until they wait, by one who fails and so has no part in what they do.
func together(t *testing.T, db *store.DB, fns ...func(*store.Tx) error) []error {
	t.Helper()
	busy, release := make(chan bool), make(chan bool)
	var wg sync.WaitGroup
	wg.Go(func() {
		err := db.Write(ctx, func(*store.Tx) error { close(busy); <-release; return errBusy })
		if !errors.Is(err, errBusy) {
			t.Error(err)
		}
	})
	<-busy
	answers := make([]error, len(fns))
	for i, fn := range fns {
		wg.Go(func() {
			defer func() {
				if v := recover(); v != nil {
					answers[i] = fmt.Errorf("panic: %v", v)
				}
			}()
			answers[i] = db.Write(ctx, fn)
		})
	}
	time.Sleep(50 * time.Millisecond) // until all wait in Write
	close(release)
	wg.Wait()
	return answers
}

func adding(text string) func(*store.Tx) error {
	return func(tx *store.Tx) error { return add(tx, text) }
}

func TestGroupSharesOneCommit(t *testing.T) {
	db := withSQLite(t)
	var fns []func(*store.Tx) error
	var want []string
	for i := range 8 {
		want = append(want, fmt.Sprint("n", i))
		fns = append(fns, func(tx *store.Tx) error {
			// Nobody outside sees the group before its commit.
			if got := listNotes(t, db); len(got) != 0 {
				t.Errorf("a reader sees %q before the commit", got)
			}
			return add(tx, fmt.Sprint("n", i))
		})
	}
	for i, err := range together(t, db, fns...) {
		if err != nil {
			t.Errorf("write %d: %v", i, err)
		}
	}
	expectNotes(t, db, want...)
}

func TestGroupSurvivesAFailingMember(t *testing.T) {
	db := withSQLite(t)
	boom := errors.New("boom")
	answers := together(t, db,
		adding("a"),
		func(tx *store.Tx) error { _ = add(tx, "failing"); return boom },
		adding("b"),
		func(tx *store.Tx) error { _ = add(tx, "panicking"); panic("oops") },
		adding("c"),
	)
	want := []string{"<nil>", "boom", "<nil>", "panic: oops", "<nil>"}
	for i, err := range answers {
		if fmt.Sprint(err) != want[i] {
			t.Errorf("answer %d = %v, want %s", i, err, want[i])
		}
	}
	expectNotes(t, db, "a", "b", "c")
}

// Who fails before a change costs the others nothing; who fails after one has them run again, once, however many fail.
func TestGroupRunsAgainOnlyAfterAChange(t *testing.T) {
	db, boom := withSQLite(t), errors.New("boom")
	for _, c := range []struct {
		title   string
		failing func(*store.Tx) error
		runs    int
	}{
		{"nobody changed anything", func(tx *store.Tx) error { return errors.Join(boom, tx.QueryRow(ctx, `SELECT 1`).Scan(new(int))) }, 1},
		{"something was changed", func(tx *store.Tx) error { return errors.Join(boom, add(tx, "undone")) }, 2},
	} {
		var first, last int
		ids := map[int64]bool{}
		answers := together(t, db,
			func(tx *store.Tx) error { first++; return add(tx, c.title) },
			c.failing, c.failing, c.failing,
			func(tx *store.Tx) error {
				last++
				taken, err := tx.NextIDs(ctx, 2)
				ids[taken[0]], ids[taken[1]] = true, true
				return err
			})
		if first > c.runs || last > c.runs || first+last < c.runs {
			t.Errorf("%s: the others ran %d and %d times, want at most %d", c.title, first, last, c.runs)
		}
		for i, want := range []error{nil, boom, boom, boom, nil} {
			if !errors.Is(answers[i], want) {
				t.Errorf("%s: answer %d is %v, want %v", c.title, i, answers[i], want)
			}
		}
		mustWrite(t, db, func(tx *store.Tx) error {
			id, err := tx.NextID(ctx)
			if ids[id] {
				t.Errorf("%s: the id %d is given twice", c.title, id)
			}
			return err
		})
	}
	expectNotes(t, db, "nobody changed anything", "something was changed")
}

// However many come and fail, whoever succeeded isn't kept waiting for the commit.
func TestAStreamOfFailuresHoldsNobodyUp(t *testing.T) {
	db, stop, boom := withSQLite(t), make(chan bool), errors.New("boom")
	var wg sync.WaitGroup
	for range 16 { // while some run, others come
		wg.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
					_ = db.Write(ctx, func(*store.Tx) error { time.Sleep(100 * time.Microsecond); return boom })
				}
			}
		})
	}
	time.Sleep(20 * time.Millisecond)
	saved := make(chan error)
	go func() { saved <- db.Write(ctx, adding("saved")) }()
	select {
	case err := <-saved:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(5 * time.Second):
		t.Error("still waiting")
	}
	close(stop)
	wg.Wait()
}

func TestGroupMembersSeeEachOther(t *testing.T) {
	db := withSQLite(t)
	answers := together(t, db, adding("same"), adding("same"))
	failed := 0
	for _, err := range answers {
		if errors.Is(err, fault.CodeConflict) {
			failed++
		} else if err != nil {
			t.Error(err)
		}
	}
	if failed != 1 {
		t.Errorf("%d of two equal notes were refused, want 1", failed)
	}
	expectNotes(t, db, "same")
}

func TestWriterOutlivesGoexit(t *testing.T) {
	db := withSQLite(t)
	done := make(chan bool)
	go func() {
		defer close(done)
		_ = db.Write(ctx, func(tx *store.Tx) error {
			_ = add(tx, "gone")
			exitGoroutine()
			return nil
		})
	}()
	<-done
	mustWrite(t, db, adding("next"))
	expectNotes(t, db, "next")
}

// A commit that fails tells all of the group: foreign keys checked at the
// commit are the one failure that can be made at will.
func TestFailedCommitTellsAll(t *testing.T) {
	db := withSQLite(t)
	mustWrite(t, db, func(tx *store.Tx) error {
		_, err := tx.Exec(ctx, `CREATE TABLE children (of BIGINT REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED)`)
		if err == nil {
			_, err = tx.Exec(ctx, `CREATE TABLE parents (id BIGINT PRIMARY KEY)`)
		}
		return err
	})
	orphan := func(tx *store.Tx) error { _, err := tx.Exec(ctx, `INSERT INTO children VALUES (9)`); return err }
	for i, err := range together(t, db, adding("a"), orphan, adding("b")) {
		if !errors.Is(err, fault.CodeConflict) {
			t.Errorf("answer %d = %v, want the commit's conflict", i, err)
		}
	}
	mustWrite(t, db, adding("after"))
	expectNotes(t, db, "after")
}

func TestFullDiskSavesNothingAndRecovers(t *testing.T) {
	db := withSQLite(t)
	limit := func(pages int) {
		mustWrite(t, db, func(tx *store.Tx) error {
			_, err := tx.Exec(ctx, fmt.Sprintf(`PRAGMA max_page_count = %d`, pages))
			return err
		})
	}
	limit(1)
	big := strings.Repeat("x", 1<<20)
	answers := together(t, db, adding("a"), adding(big), adding("b"))
	full := 0
	for _, err := range answers {
		if err == nil {
			continue
		}
		full++
		if f := fault.Find(err); f == nil || f.Key != "store.disk_full" {
			t.Errorf("answer = %.80v, want store.disk_full", err)
		}
	}
	if full == 0 {
		t.Fatal("nobody was told that the disk is full")
	}
	if got := listNotes(t, db); len(got) != len(answers)-full {
		t.Errorf("%d notes are there, %d were answered as saved", len(got), len(answers)-full)
	}
	limit(1 << 30)
	mustWrite(t, db, adding("after"))
}

func TestWaitingWriteIsCancelled(t *testing.T) {
	db := withSQLite(t)
	busy, release := make(chan bool), make(chan bool)
	finished := make(chan error)
	go func() {
		finished <- db.Write(ctx, func(*store.Tx) error { close(busy); <-release; return nil })
	}()
	<-busy
	short, cancel := contextWithTimeout(20 * time.Millisecond)
	defer cancel()
	err := db.Write(short, func(*store.Tx) error { t.Error("a cancelled function ran"); return nil })
	if fault.CodeOf(err) != fault.CodeUnavailable {
		t.Errorf("Write = %v, want unavailable", err)
	}
	close(release)
	if err := <-finished; err != nil {
		t.Error(err)
	}
}

func TestOnlyScratchDoesNotWaitForTheDisk(t *testing.T) {
	const off, full = 0, 2
	for want, open := range map[int]func(context.Context, string, func() time.Time) (*store.DB, error){full: store.Open, off: store.OpenScratch} {
		db, err := open(ctx, filepath.Join(t.TempDir(), "x.db"), time.Now)
		if err != nil {
			t.Fatal(err)
		}
		mustWrite(t, db, func(tx *store.Tx) error {
			var got int
			err := tx.QueryRow(ctx, `PRAGMA synchronous`).Scan(&got)
			if got != want {
				t.Errorf("synchronous is %d, want %d", got, want)
			}
			return err
		})
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestWriteAfterClose(t *testing.T) {
	db, err := store.Open(ctx, filepath.Join(t.TempDir(), "x.db"), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	nothing := func(*store.Tx) error { return nil }
	if err := db.Write(ctx, nothing); !errors.Is(err, fault.CodeUnavailable) {
		t.Errorf("Write after Close = %v, want unavailable", err)
	}
	if err := db.Read(ctx, nothing); err == nil {
		t.Error("Read after Close succeeded")
	}
}

// TestKill starts this test as a child that writes and prints each id after
// Write has answered, kills it with signal 9, and finds every printed id.
func TestKill(t *testing.T) {
	if path := os.Getenv("STORE_TEST_KILL"); path != "" {
		writeUntilKilled(path)
	}
	path := storetest.NewSQLite(t)
	db := storetest.Open(t, path, time.Now)
	mustWrite(t, db, func(tx *store.Tx) error {
		_, err := tx.Exec(ctx, `CREATE TABLE notes (county TEXT NOT NULL, id BIGINT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (county, id))`)
		return err
	})
	printed := killAfterLines(t, path, 400)
	saved := listNotes(t, db)
	for _, text := range printed {
		if _, found := slices.BinarySearch(saved, text); !found {
			t.Errorf("%s was answered as saved and is lost", text)
		}
	}
	t.Logf("%d answered, %d found", len(printed), len(saved))
}

func killAfterLines(t *testing.T, path string, lines int) []string {
	t.Helper()
	child := exec.Command(os.Args[0], "-test.run=^TestKill$")
	child.Env = append(os.Environ(), "STORE_TEST_KILL="+path)
	output, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	var printed []string
	scanner := bufio.NewScanner(output)
	for scanner.Scan() {
		printed = append(printed, scanner.Text())
		if len(printed) == lines {
			_ = child.Process.Kill()
		}
	}
	if err := child.Wait(); err == nil || len(printed) < lines {
		t.Fatalf("the child ended by itself after %d lines: %v", len(printed), err)
	}
	return printed[:len(printed)-1] // the last line may be cut
}

func writeUntilKilled(path string) {
	db, err := store.Open(ctx, path, time.Now)
	if err != nil {
		panic(err)
	}
	for worker := range 8 {
		go func() {
			for i := 0; ; i++ {
				text := fmt.Sprintf("worker %d note %08d", worker, i)
				if err := db.Write(ctx, adding(text)); err != nil {
					panic(err)
				}
				fmt.Println(text)
			}
		}()
	}
	select {}
}
