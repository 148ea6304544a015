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
// and all others that wait with it or come while they run, has each run in its turn, commits once, and
// only then answers. Should one fail after it has changed something, what the group did is undone, and the others have their turn again, now
// each inside a savepoint of its own: so the many that succeed don't pay for the few that fail. The functions run on their
// callers' goroutines, so a panic or a test's Fatal goes where it belongs.
type writer struct {
	pool    *sql.DB
	session *session // nil until something is written
	jobs    chan *job
	ran     chan struct{} // those who were to run have run
	stop    chan struct{} // closed when no more jobs are taken
	stopped chan struct{} // closed when the last group is done
	once    sync.Once
}

// job is one waiting function.
type job struct {
	turn chan []*job // run now, and then let these run
	done chan error  // the answer

	tx  *Tx   // of its latest turn
	err error // what the function returned
}

// spoils tells whether a job has left behind what must be undone.
func (j *job) spoils() bool { return j.err != nil && j.tx.changed }

var errAbandoned = errors.New("the function did not return")

func startWriter(pool *sql.DB) *writer {
	w := &writer{pool: pool, jobs: make(chan *job), ran: make(chan struct{}, 1), stop: make(chan struct{}), stopped: make(chan struct{})}
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
	j := &job{turn: make(chan []*job, 1), done: make(chan error, 1)}
	select {
	case w.jobs <- j:
	case <-ctx.Done():
		return ctx.Err()
	case <-w.stop:
		return fault.Unavailable("store.closed", nil)
	}
	for {
		select {
		case behind := <-j.turn:
			w.session.waiting = 1 + len(behind)
			w.run(ctx, j, behind, begin(steady{w.session}), fn)
		case err := <-j.done:
			return err
		}
	}
}

// run runs a job's function, and passes the turn on also when it panics.
func (w *writer) run(ctx context.Context, j *job, behind []*job, tx *Tx, fn func(*Tx) error) {
	j.tx, j.err = tx, errAbandoned
	defer w.pass(j, behind)
	if j.err = ctx.Err(); j.err == nil {
		j.err = errAbandoned
		j.err = tx.call(ctx, fn)
	}
}

// pass gives the turn to the next, or back to the writer after the last and after one that spoils the transaction.
func (w *writer) pass(j *job, behind []*job) {
	if len(behind) == 0 || j.spoils() {
		w.ran <- struct{}{}
		return
	}
	behind[0].turn <- behind[1:]
}

// runAll has jobs run one after the other, until all have or one has spoiled the transaction.
func (w *writer) runAll(jobs []*job) {
	jobs[0].turn <- jobs[1:]
	<-w.ran
}

func (w *writer) loop() {
	defer close(w.stopped)
	for {
		select {
		case first := <-w.jobs:
			for again := w.serve(w.gather(first)); len(again) > 0; {
				again = w.serveCarefully(again)
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
		group = w.takeWaiting(group, groupLimit)
	}
	return group
}

// takeWaiting adds those who wait to a group of so many at most.
func (w *writer) takeWaiting(group []*job, most int) []*job {
	for len(group) < most {
		select {
		case next := <-w.jobs:
			group = append(group, next)
		default:
			return group
		}
	}
	return group
}

// serve runs a group, and whoever comes meanwhile, in one transaction. It returns the jobs that are to have their turn in another one, because
// this one was spoiled.
func (w *writer) serve(group []*job) (again []*job) {
	if err := w.begin(); err != nil {
		answer(group, err)
		return nil
	}
	var succeeded []*job
	for had := 0; len(group) > 0; group = w.takeWaiting(nil, groupLimit-had) {
		had += len(group)
		w.runAll(group)
		for i, j := range group {
			if j.err == nil {
				succeeded = append(succeeded, j)
				continue
			}
			j.done <- j.err
			if j.spoils() {
				w.undo()
				return append(succeeded, group[i+1:]...)
			}
		}
	}
	answer(succeeded, w.commit(len(succeeded) > 0))
	return nil
}

// serveCarefully runs a group in one transaction, each job with a savepoint to go back to. It returns those that are to have their turn in another
// one, because this one is lost, as a full disk makes SQLite lose it.
func (w *writer) serveCarefully(group []*job) (again []*job) {
	if err := w.begin(); err != nil {
		answer(group, err)
		return nil
	}
	var succeeded []*job
	for i, j := range group {
		lost := w.attempt(j)
		if j.err != nil {
			j.done <- j.err
		} else {
			succeeded = append(succeeded, j)
		}
		if lost {
			w.undo()
			return append(succeeded, group[i+1:]...)
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

// attempt runs one job inside a savepoint, and tells whether the whole transaction is lost.
func (w *writer) attempt(j *job) (lost bool) {
	if j.err = w.session.do("SAVEPOINT turn"); j.err != nil {
		return true
	}
	w.runAll([]*job{j})
	if j.err == nil {
		j.err = w.session.do("RELEASE turn")
		return j.err != nil
	}
	w.session.spare = nil
	return w.session.do("ROLLBACK TO turn") != nil || w.session.do("RELEASE turn") != nil
}

func (w *writer) commit(changed bool) error {
	if !changed {
		w.undo()
		return nil
	}
	w.session.spare = nil
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
	w.session.versions, w.session.spare = nil, nil
	clear(w.session.touched)
}

func answer(jobs []*job, err error) {
	for _, j := range jobs {
		j.done <- err
	}
}
