package main

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// The rule of the start must not outlive the first collection: a server's memory would grow ninefold.
func TestCollectionIsPutOffOnce(t *testing.T) {
	t.Setenv("GOGC", "")
	t.Setenv("GOMEMLIMIT", "")
	usual := debug.SetGCPercent(100)
	defer debug.SetGCPercent(usual)
	postponeCollection()
	if got := percent(); got != startPercent && got != 100 { // the test's own heap may have been collected already
		t.Errorf("at the start the rule is %d%%, want %d%%", got, startPercent)
	}
	for range 200 {
		runtime.GC()
		if percent() == 100 {
			return
		}
		time.Sleep(5 * time.Millisecond) // finalizers run beside
	}
	t.Errorf("after collections the rule is %d%%, want 100%%", percent())
}

func TestCollectionOfTheEnvironmentHolds(t *testing.T) {
	usual := debug.SetGCPercent(100)
	defer debug.SetGCPercent(usual)
	t.Setenv("GOGC", "50")
	postponeCollection()
	if got := percent(); got != 100 {
		t.Errorf("with GOGC set the rule becomes %d%%", got)
	}
}

func percent() int {
	now := debug.SetGCPercent(100)
	debug.SetGCPercent(now)
	return now
}
