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
	recent  *list.List // of *remembered[V], the latest first
}

type remembered[V any] struct {
	key, version string
	value        V
}

// NewMemory makes a memory of so many things.
func NewMemory[V any](limit int) *Memory[V] {
	return &Memory[V]{limit: limit, entries: map[string]*list.Element{}, recent: list.New()}
}

// Source is what something is made from: parts of a county's data, in the words of Tx.Touch, and a key that says which thing
// is made from them. The key must hold everything else that the thing depends on.
type Source struct {
	County string
	Parts  []string
	Key    string
}

// Recall gives what from names: out of memory if its parts are as they were, or made anew. What it gives is shared, so nobody
// may change it. A transaction that writes recalls what it doesn't change itself, but adds nothing to the memory: what it sees may
// never come to be.
func (m *Memory[V]) Recall(ctx context.Context, tx *Tx, from Source, remake func() (V, error)) (V, error) {
	version, err := tx.version(ctx, from.County, from.Parts)
	if err != nil {
		var none V
		return none, err
	}
	if version == "" {
		return remake()
	}
	key := from.County + " " + from.Key
	if value, found := m.find(key, version); found {
		return value, nil
	}
	value, err := remake()
	if err == nil && tx.readOnly {
		m.keep(&remembered[V]{key, version, value})
	}
	return value, err
}

func (m *Memory[V]) find(key, version string) (value V, found bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	element, known := m.entries[key]
	if !known {
		return value, false
	}
	one := element.Value.(*remembered[V])
	if one.version != version {
		return value, false
	}
	m.recent.MoveToFront(element)
	return one.value, true
}

func (m *Memory[V]) keep(one *remembered[V]) {
	m.mu.Lock()
	defer m.mu.Unlock()
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
