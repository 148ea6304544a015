package outcome_test

import (
	"sync"
	"testing"

	"qixing/round"
	"qixing/store"
)

// What is remembered is shared by all who ask: they read it at the same time.
func TestManyReadOneRememberedResult(t *testing.T) {
	withHouse(t, func(h *house) {
		h.open()
		var first *round.Scored
		var mu sync.Mutex
		var group sync.WaitGroup
		for range 8 {
			group.Go(func() {
				err := h.DB.Read(ctx, func(tx *store.Tx) error {
					r, err := h.remembers.FindRound(ctx, tx, county, h.round)
					if err != nil {
						return err
					}
					scored, err := h.remembers.Score(ctx, tx, r)
					if err != nil {
						return err
					}
					_ = scored.Plan.Document(scored.Input, scored.Result, "2022", county)
					mu.Lock()
					defer mu.Unlock()
					if first == nil {
						first = scored
					}
					if first != scored {
						t.Error("the round was scored twice")
					}
					return nil
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
	})
}
