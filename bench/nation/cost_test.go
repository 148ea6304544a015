package nation

import (
	"runtime"
	"slices"
	"syscall"
	"testing"
	"time"
)

// costs are what several runs took, in seconds by the clock and of processor time.
type costs struct{ clocks, processors []float64 }

// add runs do, with no garbage of others before it.
func (c *costs) add(b *testing.B, do func() error) {
	runtime.GC()
	clock, processor := time.Now(), processorTime(b)
	must(b, do())
	c.clocks = append(c.clocks, time.Since(clock).Seconds())
	c.processors = append(c.processors, (processorTime(b) - processor).Seconds())
}

func (c *costs) clock() float64     { return median(c.clocks) }
func (c *costs) processor() float64 { return median(c.processors) }

func median(all []float64) float64 {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[len(sorted)/2]
}

// processorTime is what this process has taken so far.
func processorTime(b *testing.B) time.Duration {
	var used syscall.Rusage
	must(b, syscall.Getrusage(syscall.RUSAGE_SELF, &used))
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
