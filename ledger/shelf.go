package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"

	"qixing/fault"
	"qixing/pack"
	"qixing/store"
)

// Shelf finds stored packs and keeps what it has read in memory: a stored pack never changes. It is safe for concurrent use.
type Shelf struct {
	mu    sync.Mutex
	packs map[string]*pack.Pack // by county and fingerprint, so that an id which a failed transaction gave back can't mislead
}

// FindPack gives one stored version.
func (s *Shelf) FindPack(ctx context.Context, tx *store.Tx, county string, id int64) (*pack.Pack, error) {
	_, found, err := s.find(ctx, tx, county, id, `SELECT id, fingerprint FROM packs WHERE county = $1 AND id = $2`, county, id)
	return found, err
}

// ActivePack gives the version in force with its id.
func (s *Shelf) ActivePack(ctx context.Context, tx *store.Tx, county string) (int64, *pack.Pack, error) {
	return s.find(ctx, tx, county, 0, `SELECT id, fingerprint FROM packs WHERE county = $1 ORDER BY id DESC LIMIT 1`, county)
}

func (s *Shelf) find(ctx context.Context, tx *store.Tx, county string, id int64, query string, args ...any) (int64, *pack.Pack, error) {
	var fingerprint string
	err := tx.QueryRow(ctx, query, args...).Scan(&id, &fingerprint)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil, fault.NotFound("ledger.no_pack", fault.Args{"county": county})
	}
	if err != nil {
		return 0, nil, fmt.Errorf("find the pack of %s: %w", county, err)
	}
	if known := s.known(county + fingerprint); known != nil {
		return id, known, nil
	}
	read, err := FindPack(ctx, tx, county, id)
	if err != nil {
		return 0, nil, err
	}
	s.keep(county+fingerprint, read)
	return id, read, nil
}

func (s *Shelf) known(key string) *pack.Pack {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.packs[key]
}

func (s *Shelf) keep(key string, p *pack.Pack) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.packs == nil {
		s.packs = map[string]*pack.Pack{}
	}
	s.packs[key] = p
}
