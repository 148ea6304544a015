package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"sync"

	"qixing/fault"
)

// groupLimit is how many functions share one commit at most.
const groupLimit = 256

// writer owns SQLite's one writing connection, opened when it is first needed. It takes a function that waits
// and all others that wait with it, gives each its turn inside a savepoint of
// its own, commits once, and only then answers. The functions run on their
// callers' goroutines, so a panic or a test's Fatal goes where it belongs.
type writer struct {
	pool    *sql.DB
	session *session // nil until something is written
	jobs    chan *job
	stop    chan struct{} // closed when no more jobs are taken
	stopped chan struct{} // closed when the last group is done
	once    sync.Once
}

// job is one waiting function.
type job struct {
	turn chan bool  // true: run now; false: the answer is in done
	ran  chan error // what the function returned
	done chan error // the answer
}

var errAbandoned = errors.New("the function did not return")

func startWriter(pool *sql.DB) *writer {
	w := &writer{pool: pool, jobs: make(chan *job), stop: make(chan struct{}), stopped: make(chan struct{})}
	go w.loop()
	return w
}

// close lets the group at work finish; whoever waits still is told "closed".
func (w *writer) close() {
	w.once.Do(func() { close(w.stop) })
	<-w.stopped
	if w.session != nil {
		w.session.close()
	}
}

// write queues fn, runs it when its turn comes, and waits for the commit.
func (w *writer) write(ctx context.Context, begin func(runner) *Tx, fn func(*Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	j := &job{turn: make(chan bool, 1), ran: make(chan error, 1), done: make(chan error, 1)}
	select {
	case w.jobs <- j:
	case <-ctx.Done():
		return ctx.Err()
	case <-w.stop:
		return fault.Unavailable("store.closed", nil)
	}
	if <-j.turn {
		j.run(ctx, func() error { return begin(steady{w.session}).call(ctx, fn) })
	}
	return <-j.done
}

// run tells the writer how fn ended, also when it panics.
func (j *job) run(ctx context.Context, fn func() error) {
	err := errAbandoned
	defer func() { j.ran <- err }()
	if ctx.Err() != nil {
		err = ctx.Err()
		return
	}
	err = fn()
}

func (w *writer) loop() {
	defer close(w.stopped)
	for {
		select {
		case first := <-w.jobs:
			for group := w.gather(first); len(group) > 0; {
				group = w.serve(group)
			}
		case <-w.stop:
			return
		}
	}
}

// gather takes whatever waits at this moment. Those who are just about to wait, as all are who were answered together, come along: it
// steps back for them as long as someone comes.
func (w *writer) gather(first *job) []*job {
	group := []*job{first}
	for before := 0; before < len(group) && len(group) < groupLimit; {
		before = len(group)
		runtime.Gosched()
		group = w.takeWaiting(group)
	}
	return group
}

func (w *writer) takeWaiting(group []*job) []*job {
	for len(group) < groupLimit {
		select {
		case next := <-w.jobs:
			group = append(group, next)
		default:
			return group
		}
	}
	return group
}

// serve runs a group in one transaction. When the transaction is lost half-way
// it returns the jobs that have not had their turn.
func (w *writer) serve(group []*job) (rest []*job) {
	if err := w.begin(); err != nil {
		refuse(group, err)
		return nil
	}
	var succeeded []*job
	for i, j := range group {
		err, lost := w.attempt(j)
		switch {
		case lost != nil:
			w.undo()
			answer(append(succeeded, j), lost)
			return group[i+1:]
		case err != nil:
			j.done <- err
		default:
			succeeded = append(succeeded, j)
		}
	}
	answer(succeeded, w.commit(len(succeeded) > 0))
	return nil
}

func (w *writer) begin() error {
	if w.session == nil {
		s, err := newSession(context.Background(), w.pool)
		if err != nil {
			return err
		}
		w.session = s
	}
	return w.session.begin("BEGIN IMMEDIATE")
}

// attempt gives one job its turn inside a savepoint. lost says that the whole
// transaction is gone, as SQLite does on a full disk.
func (w *writer) attempt(j *job) (err, lost error) {
	if err := w.session.do("SAVEPOINT turn"); err != nil {
		j.turn <- false
		return err, err
	}
	j.turn <- true
	if err = <-j.ran; err != nil {
		if w.session.do("ROLLBACK TO turn") != nil || w.session.do("RELEASE turn") != nil {
			return err, err
		}
		return err, nil
	}
	if err = w.session.do("RELEASE turn"); err != nil {
		return err, err
	}
	return nil, nil
}

func (w *writer) commit(changed bool) error {
	if !changed {
		w.undo()
		return nil
	}
	err := w.session.countTouched()
	if err == nil {
		err = w.session.do("COMMIT")
	}
	if err != nil {
		w.undo()
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// undo gives the transaction up, and with it what was read in it.
func (w *writer) undo() {
	_ = w.session.do("ROLLBACK")
	w.session.versions = nil
	clear(w.session.touched)
}

func refuse(group []*job, err error) {
	for _, j := range group {
		j.turn <- false
	}
	answer(group, err)
}

func answer(jobs []*job, err error) {
	for _, j := range jobs {
		j.done <- err
	}
}
