package main

import (
	"context"
	"errors"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"qixing/delivery"
	"qixing/org"
	"qixing/rollup"
	"qixing/store"
)

// job is something that a server does besides answering.
type job struct {
	title string
	every time.Duration
	do    func(context.Context) error
}

// jobs are what no request asks for.
func (p *place) jobs(reminders *delivery.Desk) []job {
	sums := &rollup.Desk{DB: p.db, County: p.county, Packs: p.shelf, Keys: p.keys}
	return []job{
		{"housekeeping", time.Minute, func(ctx context.Context) error {
			return errors.Join(p.sign(ctx), p.db.Write(ctx, func(tx *store.Tx) error { return org.EndExpiredSessions(ctx, tx) }))
		}},
		{"reminders", time.Minute, func(ctx context.Context) error {
			_, unprepared := reminders.Prepare(ctx)
			_, unsent := reminders.Send(ctx)
			return errors.Join(unprepared, unsent)
		}},
		{"roll-ups", time.Minute, func(ctx context.Context) error {
			_, err := sums.RefreshStale(ctx)
			return err
		}},
	}
}

// settling is how long after the start a server gives back the memory that only starting took.
const settling = 2 * time.Second

// work does the jobs until the context ends, each in a line of its own: none waits for another.
func work(ctx context.Context, log *slog.Logger, jobs []job) {
	var group sync.WaitGroup
	for _, one := range jobs {
		group.Go(func() { one.repeat(ctx, log) })
	}
	select {
	case <-ctx.Done():
	case <-time.After(settling):
		debug.FreeOSMemory()
	}
	group.Wait()
}

func (j job) repeat(ctx context.Context, log *slog.Logger) {
	next := time.NewTicker(j.every)
	defer next.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-next.C:
			if err := j.do(ctx); err != nil && ctx.Err() == nil {
				log.Error(j.title, "error", err)
			}
		}
	}
}
