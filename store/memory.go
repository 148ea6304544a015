package store

import (
	"container/list"
	"context"
	"sync"
)

// Memory keeps what was made from parts of a county's data for as long as these parts don't change, whichever server
// changes them. It forgets what was not asked for longest. It is safe for concurrent use.
type Memory[V any] struct {
	limit   int
	mu      sync.Mutex
	entries map[string]*list.Element
	recent  *list.List               // of *remembered[V], the latest first
	making  map[string]chan struct{} // closed once made
}

type remembered[V any] struct {
	key, version string
	value        V
}

// NewMemory makes a memory of so many things.
func NewMemory[V any](limit int) *Memory[V] {
	return &Memory[V]{limit: limit, entries: map[string]*list.Element{}, recent: list.New(), making: map[string]chan struct{}{}}
}

// Source is what something is made from: parts of a county's data, in the words of Tx.Touch, and a key that says which thing
// is made from them. The key must hold everything else that the thing depends on.
type Source struct {
	County string
	Parts  []string
	Key    string
}

// Recall gives what from names: out of memory if its parts are as they were, or made anew. What it gives is shared, so nobody
// may change it. A transaction that writes recalls what it doesn't change itself, and adds to the memory until its first change: what it sees from then on may
// never come to be.
func (m *Memory[V]) Recall(ctx context.Context, tx *Tx, from Source, remake func() (V, error)) (V, error) {
	version, err := tx.version(ctx, from.County, from.Parts)
	if err != nil {
		var none V
		return none, err
	}
	key := from.County + " " + from.Key
	switch {
	case version == "":
		return remake()
	case !tx.readOnly:
		if value, found := m.find(key, version); found {
			return value, nil
		}
		return m.remakeInWriter(ctx, tx, from, remembered[V]{key: key, version: version}, remake)
	}
	return m.share(ctx, key, version, remake)
}

// remakeInWriter makes a value that isn't remembered, and remembers it if it is certainly of that version. On PostgreSQL a transaction that writes
// may see what others have committed meanwhile, so it asks again.
func (m *Memory[V]) remakeInWriter(ctx context.Context, tx *Tx, from Source, one remembered[V], remake func() (V, error)) (V, error) {
	value, err := remake()
	if err != nil || tx.changed {
		return value, err
	}
	tx.versions = nil
	version, err := tx.version(ctx, from.County, from.Parts)
	if one.value = value; err == nil && version == one.version {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.keep(&one)
	}
	return value, err
}

// share finds a value or makes it. Whoever asks while it is being made waits for it rather than making it too.
func (m *Memory[V]) share(ctx context.Context, key, version string, remake func() (V, error)) (value V, err error) {
	for {
		value, found, others := m.findOrBegin(key, version)
		if found {
			return value, nil
		}
		if others == nil {
			break
		}
		select {
		case <-others:
		case <-ctx.Done():
			return value, ctx.Err()
		}
	}
	made := false
	defer func() { m.settle(&remembered[V]{key, version, value}, made) }()
	value, err = remake()
	made = err == nil
	return value, err
}

// findOrBegin gives what is remembered, or what to wait for while others make it; with neither it is the caller's to make.
func (m *Memory[V]) findOrBegin(key, version string) (value V, found bool, others chan struct{}) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if value, found = m.lookUp(key, version); found {
		return value, true, nil
	}
	if others = m.making[key+"\n"+version]; others == nil {
		m.making[key+"\n"+version] = make(chan struct{})
	}
	return value, false, others
}

// settle keeps what was made, if it could be, and lets those go on who wait for it.
func (m *Memory[V]) settle(one *remembered[V], made bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	close(m.making[one.key+"\n"+one.version])
	delete(m.making, one.key+"\n"+one.version)
	if made {
		m.keep(one)
	}
}

func (m *Memory[V]) find(key, version string) (V, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.lookUp(key, version)
}

// lookUp and keep are for whoever holds the lock.
func (m *Memory[V]) lookUp(key, version string) (value V, found bool) {
	element, known := m.entries[key]
	if !known || element.Value.(*remembered[V]).version != version {
		return value, false
	}
	m.recent.MoveToFront(element)
	return element.Value.(*remembered[V]).value, true
}

func (m *Memory[V]) keep(one *remembered[V]) {
	if element, known := m.entries[one.key]; known {
		element.Value = one
		m.recent.MoveToFront(element)
		return
	}
	m.entries[one.key] = m.recent.PushFront(one)
	if m.recent.Len() > m.limit {
		oldest := m.recent.Back()
		delete(m.entries, m.recent.Remove(oldest).(*remembered[V]).key)
	}
}
