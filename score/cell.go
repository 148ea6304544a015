package score

import (
	"qixing/expression"
	"qixing/fixed"
)

// cells computes an indicator's points and states over the block, with everything that can happen to a cell: it may not apply,
// its input may be missing, and people may have said what that means.
func (w *worker) cells(k int) error {
	ind, src := &w.plan.indicators[k], &w.sources[k]
	points, states := w.points[:w.high-w.low], w.states[:w.high-w.low]
	clear(points)
	clear(states)
	if src.states != nil {
		copy(states, src.states[w.low:w.high])
	}
	if err := w.rawPoints(k, points, states); err != nil {
		return err
	}
	if err := w.apply(ind, states); err != nil {
		return err
	}
	w.decide(src, points, states)
	return nil
}

// rawPoints fills in the rule's points; those of a row without a value mean nothing.
func (w *worker) rawPoints(k int, points []int32, states []expression.State) error {
	ind, src := &w.plan.indicators[k], &w.sources[k]
	switch {
	case ind.program != nil:
		column, err := w.run(ind.program)
		if err != nil {
			return err
		}
		copy(states, column.States)
		for i, value := range column.Values {
			points[i] = int32(min(max(value.Points(), 0), fixed.Points(ind.full)))
		}
	case ind.kernel != nil:
		ind.kernel.add(points, src.values[w.low:w.high])
	default:
		copy(points, src.given[w.low:w.high])
	}
	return nil
}

// apply waives the rows where the indicator doesn't apply, whatever their input; where that is unknown the row is missing.
func (w *worker) apply(ind *indicator, states []expression.State) error {
	if ind.applies == nil {
		return nil
	}
	column, err := w.run(ind.applies)
	if err != nil {
		return err
	}
	for i, value := range column.Values {
		state := expression.Present
		if column.States != nil {
			state = column.States[i]
		}
		switch {
		case state != expression.Present:
			states[i] = state
		case value == 0:
			states[i] = expression.NotApplicable
		}
	}
	return nil
}

func (w *worker) decide(src *source, points []int32, states []expression.State) {
	if src.decided == nil {
		return
	}
	for i := range states {
		decision, ok := src.decided[int32(w.low+i)]
		if !ok || states[i] != expression.Missing {
			continue
		}
		points[i], states[i] = int32(decision.Points), expression.Present
		if decision.NotApplicable {
			states[i] = expression.NotApplicable
		}
	}
}

// shareOut gives the points of what doesn't apply to the rest of the criterion, in proportion; a criterion of which nothing
// applies is shared out over the others. Where the policy lets such points lapse there is nothing to do.
func (w *worker) shareOut(c *criterion, points []int32) {
	if !w.waivedAny {
		return
	}
	w.waivedAny = false
	if w.plan.lapses {
		return
	}
	for i, waived := range w.waived[:len(points)] {
		switch {
		case waived == 0:
		case waived < c.sum:
			points[i] = scale(points[i], c.full, c.sum-waived)
		default:
			w.lose(i, c.full)
		}
	}
}

func (w *worker) lose(i int, full int32) {
	if !w.lostAny {
		w.lostAny = true
		clear(w.lost)
	}
	w.lost[i] += full
}

func (w *worker) shareOutCriteria(total []int32) {
	if !w.lostAny {
		return
	}
	w.lostAny = false
	for i, lost := range w.lost[:len(total)] {
		switch {
		case lost == 0:
		case lost < w.plan.full:
			total[i] = scale(total[i], w.plan.full, w.plan.full-lost)
		default: // nothing applies at all: people have to say what that means
			w.flags[w.low+i] |= isIncomplete
		}
	}
}

// scale gives points × full ÷ part, rounded half away from zero.
func scale(points, full, part int32) int32 {
	n, d := int64(points)*int64(full), int64(part)
	if n < 0 {
		return int32(-((-n + d/2) / d))
	}
	return int32((n + d/2) / d)
}
