package trial

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"qixing/ledger"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

// scratch is where the cases of one run keep their databases.
type scratch struct {
	folder string
	policy *pack.Pack
	keys   *org.Keyring
	empty  []byte // the policy's tables without a record, made once and copied for each case
	opened int
}

func newScratch(policy *pack.Pack, folder string, random io.Reader) (*scratch, error) {
	keys, err := org.OpenKeyring(folder, random)
	return &scratch{folder: folder, policy: policy, keys: keys}, err
}

// open gives a database of its own with the policy applied.
func (s *scratch) open(ctx context.Context, now func() time.Time) (*store.DB, error) {
	if s.empty == nil {
		if err := s.make(ctx, now); err != nil {
			return nil, err
		}
	}
	s.opened++
	path := filepath.Join(s.folder, fmt.Sprint(s.opened, ".db"))
	if err := os.WriteFile(path, s.empty, 0o600); err != nil {
		return nil, err
	}
	return store.OpenScratch(ctx, path, now)
}

func (s *scratch) make(ctx context.Context, now func() time.Time) error {
	path := filepath.Join(s.folder, "empty.db")
	db, err := store.OpenScratch(ctx, path, now)
	if err != nil {
		return err
	}
	if err = db.Migrate(ctx); err == nil {
		err = db.Write(ctx, func(tx *store.Tx) error { return s.apply(ctx, tx) })
	}
	if err = errors.Join(err, db.Close()); err != nil {
		return err
	}
	s.empty, err = os.ReadFile(path)
	return err
}

func (s *scratch) apply(ctx context.Context, tx *store.Tx) error {
	plan, err := ledger.PlanTables(ctx, tx, s.policy.County, s.policy)
	if err != nil {
		return err
	}
	return ledger.Apply(ctx, tx, plan, ledger.Applying{})
}
