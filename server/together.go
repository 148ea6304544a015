package server

import (
	"errors"
	"runtime"
	"sync"
)

// together lets those who ask for the same thing at the same time share one answer. Work for an answer begins after each of those who share
// it has asked, so nobody is told what was true before. The zero value is ready.
type together[V any] struct {
	mu      sync.Mutex
	next    map[string]*shared[V] // whoever asks now joins it
	current map[string]*shared[V] // under way: too late to join
}

type shared[V any] struct {
	done  chan struct{}
	value V
	err   error
}

var errUnshared = errors.New("nobody finished the answer")

// ask gives the answer to key. The first who asks makes it, once the answer before it is made; who comes meanwhile waits.
func (t *together[V]) ask(key string, work func() (V, error)) (V, error) {
	one, before, mine := t.join(key)
	if mine {
		if before != nil {
			<-before.done
		}
		runtime.Gosched() // requests that are there already come to ask before the work begins; alone, this takes nothing
		t.make(key, one, work)
	}
	<-one.done
	return one.value, one.err
}

func (t *together[V]) join(key string) (one, before *shared[V], mine bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.next == nil {
		t.next, t.current = map[string]*shared[V]{}, map[string]*shared[V]{}
	}
	if one = t.next[key]; one == nil {
		one, mine = &shared[V]{done: make(chan struct{}), err: errUnshared}, true
		t.next[key] = one
	}
	return one, t.current[key], mine
}

// make lets nobody join any more, and then works.
func (t *together[V]) make(key string, one *shared[V], work func() (V, error)) {
	t.mu.Lock()
	delete(t.next, key)
	t.current[key] = one
	t.mu.Unlock()
	defer func() { // also when work panics
		t.mu.Lock()
		delete(t.current, key)
		t.mu.Unlock()
		close(one.done)
	}()
	one.value, one.err = work()
}
