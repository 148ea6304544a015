package main

import (
	"os"
	"runtime"
	"runtime/debug"
)

// startPercent lets the heap grow to 32 MB before anything is collected, where Go begins at 4: most commands are over by then.
const startPercent = 800

// postponeCollection puts off the first collection of garbage. From then on Go's usual rule holds; where the environment sets a rule, it
// holds from the start.
func postponeCollection() {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	usual := debug.SetGCPercent(startPercent)
	runtime.SetFinalizer(&[64]byte{}, func(*[64]byte) { debug.SetGCPercent(usual) })
}
