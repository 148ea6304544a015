package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"qixing/store"
	"qixing/store/storetest"
)

// shelf is one server's memory of how many units there are.
type shelf struct {
	*store.Memory[int]
	db   *store.DB
	made int // how often it was counted
}

func newShelf(db *store.DB) *shelf { return &shelf{Memory: store.NewMemory[int](2), db: db} }

func (s *shelf) count(t *testing.T, in func(context.Context, func(*store.Tx) error) error, county string) (n int) {
	t.Helper()
	err := in(ctx, func(tx *store.Tx) (err error) {
		n, err = s.recall(tx, county)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func (s *shelf) recall(tx *store.Tx, county string) (int, error) {
	return s.Recall(ctx, tx, store.Source{County: county, Parts: []string{"days"}, Key: "count"}, func() (n int, err error) {
		s.made++
		err = tx.QueryRow(ctx, `SELECT count(*) FROM calendar_days WHERE county = $1`, county).Scan(&n)
		return n, err
	})
}

var days int

// addDay writes into the part "days" of a county.
func addDay(tx *store.Tx, county string) error {
	days++
	tx.Touch(county, "days")
	_, err := tx.Exec(ctx, `INSERT INTO calendar_days (county, day, works, title) VALUES ($1, $2, 0, '')`, county, fmt.Sprint(days))
	return err
}

func TestMemoryHoldsUntilAnyServerChangesThePart(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		here, there := newShelf(db), newShelf(db)
		for round := range 3 {
			for _, server := range []*shelf{here, there, here, there} {
				if got := server.count(t, db.Read, "610327"); got != round {
					t.Fatalf("after %d changes a server remembers %d", round, got)
				}
			}
			if here.made != round+1 || there.made != round+1 {
				t.Fatalf("counted %d and %d times, want %d: nothing is remembered", here.made, there.made, round+1)
			}
			mustWrite(t, db, func(tx *store.Tx) error { return addDay(tx, "610327") })
		}
	})
}

func TestATransactionKeepsWhatItMadeUntilItTouchesThePart(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		mustWrite(t, db, func(tx *store.Tx) error {
			made := 0
			get := func(name string) int {
				got, err := store.Keep(tx, "610327", name, "count", func() (int, error) { made++; return made, nil })
				if err != nil {
					t.Fatal(err)
				}
				return got
			}
			first, again := get("days"), get("days")
			tx.Touch("610327", "other")
			still := get("days")
			tx.Touch("610327", "days")
			if after := get("days"); first != 1 || again != 1 || still != 1 || after != 2 {
				t.Errorf("made %d, %d, %d and %d, want 1 until the part is touched, then 2", first, again, still, after)
			}
			return nil
		})
	})
}

func TestMemoryIgnoresWhatWasUndone(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s, undone := newShelf(db), errors.New("undone")
		s.count(t, db.Read, "610327")
		err := db.Write(ctx, func(tx *store.Tx) error {
			if err := addDay(tx, "610327"); err != nil {
				return err
			}
			if n, err := s.recall(tx, "610327"); n != 1 || err != nil {
				t.Errorf("the change itself sees %d, %v", n, err)
			}
			return undone
		})
		if !errors.Is(err, undone) {
			t.Fatal(err)
		}
		if got := s.count(t, db.Read, "610327"); got != 0 || s.made != 2 {
			t.Errorf("after an undone change: %d, counted %d times; want 0, twice", got, s.made)
		}
	})
}

// What a transaction has seen after a change of its own, also of another part, may never come to be.
func TestMemoryIsFilledByWhoWritesUntilTheirFirstChange(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newShelf(db)
		changing := func(ctx context.Context, fn func(*store.Tx) error) error {
			return db.Write(ctx, func(tx *store.Tx) error { return errors.Join(addDay(tx, "610324"), fn(tx)) })
		}
		s.count(t, changing, "610327")
		s.count(t, changing, "610327")
		if s.made != 2 {
			t.Errorf("counted %d times, want twice: whoever has changed something keeps nothing", s.made)
		}
		s.count(t, db.Write, "610327")
		s.count(t, db.Write, "610327")
		s.count(t, db.Read, "610327")
		s.count(t, changing, "610327")
		if s.made != 3 {
			t.Errorf("counted %d times, want 3: what a writer made before its first change is kept", s.made)
		}
	})
}

// What changes while a writer makes something belongs to another version. Only PostgreSQL lets it happen.
func TestWriterKeepsNothingThatChangedMeanwhile(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		if db.Dialect() == store.SQLite {
			return
		}
		s := newShelf(db)
		mustWrite(t, db, func(tx *store.Tx) error {
			_, err := s.Recall(ctx, tx, store.Source{County: "610327", Parts: []string{"days"}, Key: "count"}, func() (int, error) {
				mustWrite(t, db, func(tx *store.Tx) error { return addDay(tx, "610327") })
				return 0, nil
			})
			return err
		})
		if got := s.count(t, db.Read, "610327"); got != 1 {
			t.Errorf("remembered %d, want 1", got)
		}
	})
}

// A writer keeps what it knows of changes between its transactions: it must notice its own, those that were undone, and another program's.
func TestWriterNoticesEveryChange(t *testing.T) {
	file := storetest.NewSQLite(t)
	db, other := storetest.Open(t, file, time.Now), storetest.Open(t, file, time.Now)
	s, want := newShelf(db), 0
	expect := func(after string) {
		t.Helper()
		for _, in := range []func(context.Context, func(*store.Tx) error) error{db.Write, db.Read, db.Write} {
			if got := s.count(t, in, "610327"); got != want {
				t.Fatalf("after %s: %d, want %d", after, got, want)
			}
		}
	}
	expect("nothing")
	for range 2 {
		want++
		mustWrite(t, db, func(tx *store.Tx) error { return addDay(tx, "610327") })
		expect("its own change")
		undone := errors.New("undone")
		_ = db.Write(ctx, func(tx *store.Tx) error { return errors.Join(addDay(tx, "610327"), undone) })
		expect("an undone change")
		want++
		mustWrite(t, other, func(tx *store.Tx) error { return addDay(tx, "610327") })
		expect("another program's change")
	}
	want += 2
	member := func(tx *store.Tx) error {
		var have int
		err := tx.QueryRow(ctx, `SELECT count(*) FROM calendar_days WHERE county = '610327'`).Scan(&have)
		if n, recalled := s.recall(tx, "610327"); n != have || err != nil || recalled != nil {
			t.Errorf("in a group: %d, want %d (%v, %v)", n, have, err, recalled)
		}
		return addDay(tx, "610327")
	}
	together(t, db, member, member)
	expect("a group")
	made := s.made
	expect("all that")
	if s.made != made {
		t.Error("nothing is remembered")
	}
}

func TestMemoryKeepsCountiesApartAndForgets(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newShelf(db)
		mustWrite(t, db, func(tx *store.Tx) error { return addDay(tx, "610324") })
		for county, want := range map[string]int{"610327": 0, "610324": 1} {
			if got := s.count(t, db.Read, county); got != want {
				t.Errorf("%s: %d, want %d", county, got, want)
			}
		}
		s.count(t, db.Read, "610000")
		made := s.made
		for range 3 {
			s.count(t, db.Read, "610000")
		}
		if s.made != made {
			t.Error("the latest was forgotten")
		}
		s.count(t, db.Read, "610327")
		s.count(t, db.Read, "610324")
		if s.made == made {
			t.Error("three are kept in a memory of two")
		}
	})
}

func TestMemoryIsMadeOnceForAllWhoWait(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		var made atomic.Int32
		begun, memory := make(chan struct{}), store.NewMemory[int](1)
		ask := func(remake func() (int, error)) (n int, err error) {
			err = db.Read(ctx, func(tx *store.Tx) (err error) {
				n, err = memory.Recall(ctx, tx, store.Source{County: "610327", Parts: []string{"days"}}, remake)
				return err
			})
			return n, err
		}
		failed := errors.New("failed")
		var all sync.WaitGroup
		all.Go(func() {
			_, err := ask(func() (int, error) { close(begun); time.Sleep(20 * time.Millisecond); return 0, failed })
			if !errors.Is(err, failed) {
				t.Errorf("the one that failed: %v", err)
			}
		})
		<-begun
		for range 4 {
			all.Go(func() {
				n, err := ask(func() (int, error) { made.Add(1); time.Sleep(20 * time.Millisecond); return 7, nil })
				if n != 7 || err != nil {
					t.Errorf("got %d, %v", n, err)
				}
			})
		}
		all.Wait()
		if made.Load() != 1 {
			t.Errorf("made %d times by four who ask at once", made.Load())
		}
	})
}
