package server

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// Nobody is told what was true before they asked, however many ask.
func TestNobodyIsToldWhatWasBefore(t *testing.T) {
	var now, works atomic.Int64
	var flight together[int64]
	var group sync.WaitGroup
	for range 32 {
		group.Go(func() {
			for range 200 {
				asked := now.Add(1)
				got, err := flight.ask("key", func() (int64, error) { works.Add(1); return now.Load(), nil })
				if err != nil || got < asked {
					t.Errorf("asked at %d, told what was at %d (%v)", asked, got, err)
				}
			}
		})
	}
	group.Wait()
	if len(flight.next)+len(flight.current) > 0 {
		t.Error("something is left over")
	}
}

func TestWhoAsksMeanwhileSharesTheNextAnswer(t *testing.T) {
	var flight together[int]
	begun, finish := make(chan bool), make(chan bool)
	var group sync.WaitGroup
	group.Go(func() { _, _ = flight.ask("key", func() (int, error) { close(begun); <-finish; return 1, nil }) })
	<-begun
	var works atomic.Int64
	for range 10 {
		group.Go(func() {
			if got, _ := flight.ask("key", func() (int, error) { works.Add(1); return 2, nil }); got != 2 {
				t.Errorf("got %d of the answer under way, want the next", got)
			}
		})
	}
	if got, _ := flight.ask("other", func() (int, error) { return 3, nil }); got != 3 {
		t.Errorf("another key: got %d, want 3", got)
	}
	for joined := 0; joined < 1; time.Sleep(time.Millisecond) {
		flight.mu.Lock()
		joined = len(flight.next)
		flight.mu.Unlock()
	}
	time.Sleep(20 * time.Millisecond) // until all have joined; who comes later only adds an answer
	close(finish)
	group.Wait()
	if works.Load() >= 10 {
		t.Errorf("%d answers for 10 who asked together", works.Load())
	}
}

func TestAnAnswerThatFailsOrPanicsHoldsNobodyUp(t *testing.T) {
	var flight together[int]
	failed := errors.New("failed")
	if _, err := flight.ask("key", func() (int, error) { return 0, failed }); !errors.Is(err, failed) {
		t.Errorf("got %v, want the failure", err)
	}
	func() {
		defer func() { _ = recover() }()
		_, _ = flight.ask("key", func() (int, error) { panic("oops") })
	}()
	if got, err := flight.ask("key", func() (int, error) { return 4, nil }); got != 4 || err != nil {
		t.Errorf("afterwards: %d, %v", got, err)
	}
}
