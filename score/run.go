package score

import (
	"fmt"
	"sync"
	"sync/atomic"

	"qixing/expression"
	"qixing/fixed"
)

// blockRows is how many subjects are scored at a time: a block's columns fit the processor's first cache.
const blockRows = 1024

// Run scores and ranks all subjects, on so many threads. The result is the same for any number of them, and for any order of the subjects.
func (plan *Plan) Run(in *Input, threads int) (*Result, error) {
	if err := in.check(plan); err != nil {
		return nil, err
	}
	r := newResult(plan, in)
	if err := r.prepare(); err != nil {
		return nil, err
	}
	blocks := (r.rows + blockRows - 1) / blockRows
	err := eachOf(blocks, threads, func() func(int) error {
		w := newWorker(r)
		return func(block int) error { return w.score(block*blockRows, min((block+1)*blockRows, r.rows)) }
	})
	if err != nil {
		return nil, fmt.Errorf("scheme %s: %w", plan.scheme.ID, err)
	}
	r.rank(threads)
	if err := r.gradeAll(); err != nil {
		return nil, fmt.Errorf("scheme %s: %w", plan.scheme.ID, err)
	}
	return r, nil
}

// eachOf spreads n pieces of work over threads; each thread gets a worker of its own. It gives the first error by piece.
func eachOf(n, threads int, newWorker func() func(int) error) error {
	errs := make([]error, max(1, min(threads, n)))
	var next atomic.Int64
	var group sync.WaitGroup
	for t := range errs {
		group.Go(func() {
			work := newWorker()
			for piece := int(next.Add(1)) - 1; piece < n && errs[t] == nil; piece = int(next.Add(1)) - 1 {
				errs[t] = work(piece)
			}
		})
	}
	group.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// source is where an indicator's numbers come from in one run.
type source struct {
	values  []fixed.Value // of a measure
	states  []expression.State
	given   []int32 // points that are known already: ranks and ratings
	decided map[int32]Decision
}

// worker scores blocks, with scratch memory of its own.
type worker struct {
	*Result
	low, high int // the block
	points    []int32
	states    []expression.State
	waived    []int32 // points of the criterion that don't apply, a row each
	waivedAny bool
	lost      []int32 // the same of whole criteria
	lostAny   bool
}

func newWorker(r *Result) *worker {
	return &worker{Result: r, points: make([]int32, blockRows), states: make([]expression.State, blockRows),
		waived: make([]int32, blockRows), lost: make([]int32, blockRows)}
}

// score computes the rows low..high, at most a block.
func (w *worker) score(low, high int) error {
	w.low, w.high = low, high
	total := w.total[low:high]
	for c := range w.plan.criteria {
		points := w.criteria[c][low:high]
		if err := w.criterion(&w.plan.criteria[c], points); err != nil {
			return err
		}
		for i, p := range points {
			total[i] += p
		}
	}
	w.shareOutCriteria(total)
	return w.veto()
}

func (w *worker) criterion(c *criterion, points []int32) error {
	for k := c.from; k < c.to; k++ {
		if k+1 < c.to && w.both(k, points) {
			k++
			continue
		}
		if err := w.indicator(k, points); err != nil {
			return fmt.Errorf("indicator %s: %w", w.plan.indicators[k].key, err)
		}
	}
	w.shareOut(c, points)
	return nil
}

// both adds the points of an indicator and the next in one go, where both are the most common kind of rule over columns without gaps.
func (w *worker) both(k int, points []int32) bool {
	a, first := w.plan.indicators[k].kernel.(narrow)
	b, second := w.plan.indicators[k+1].kernel.(narrow)
	if !first || !second || !w.isWhole(k) || !w.isWhole(k+1) {
		return false
	}
	addNarrow(points, w.sources[k].values[w.low:w.high], w.sources[k+1].values[w.low:w.high], a, b)
	return true
}

// isWhole tells whether every row of an indicator has a value that counts.
func (w *worker) isWhole(k int) bool {
	ind, src := &w.plan.indicators[k], &w.sources[k]
	return src.states == nil && ind.applies == nil && src.decided == nil && ind.program == nil
}

// indicator adds an indicator's points: straight from a column where every row has a value, and row by row where not.
func (w *worker) indicator(k int, points []int32) error {
	ind, src := &w.plan.indicators[k], &w.sources[k]
	if w.isWhole(k) {
		if ind.kernel != nil {
			ind.kernel.add(points, src.values[w.low:w.high])
			return nil
		}
		for i, p := range src.given[w.low:w.high] {
			points[i] += p
		}
		return nil
	}
	if err := w.cells(k); err != nil {
		return err
	}
	for i, state := range w.states[:len(points)] {
		switch state {
		case expression.Present:
			points[i] += w.points[i]
		case expression.Missing:
			if !ind.zero {
				w.flags[w.low+i] |= isIncomplete
			}
		default:
			w.waive(i, ind.full)
		}
	}
	return nil
}

func (w *worker) waive(i int, full int32) {
	if !w.waivedAny {
		w.waivedAny = true
		clear(w.waived)
	}
	w.waived[i] += full
	w.flags[w.low+i] |= isShared
}

// veto marks the rows that a veto shuts out. A veto whose input is missing leaves the entry incomplete, not shut out.
func (w *worker) veto() error {
	for _, program := range w.plan.vetoes {
		column, err := w.run(program)
		if err != nil {
			return err
		}
		flags := w.flags[w.low:w.high]
		for i, value := range column.Values {
			switch {
			case column.States != nil && column.States[i] == expression.Missing:
				flags[i] |= isIncomplete
			case value != 0 && (column.States == nil || column.States[i] == expression.Present):
				flags[i] |= isVetoed
			}
		}
	}
	return nil
}

// run computes a condition over the block.
func (w *worker) run(program *expression.Program) (expression.Column, error) {
	return program.Columns(w.high-w.low, w.column)
}

func (w *worker) column(name string) expression.Column {
	if constant, ok := w.plan.constants[name]; ok {
		return expression.Column{Values: constant[:w.high-w.low]}
	}
	column := w.measure(name)
	column.Values = column.Values[w.low:w.high]
	if column.States != nil {
		column.States = column.States[w.low:w.high]
	}
	return column
}
