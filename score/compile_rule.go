package score

import (
	"fmt"
	"math"

	"qixing/expression"
	"qixing/fixed"
	"qixing/pack"
)

func (c *compiler) indicator(key string, declared *pack.Indicator) (indicator, error) {
	full, err := c.points(declared.Points)
	if err != nil {
		return indicator{}, err
	}
	ind := indicator{key: key, declared: declared, full: full, zero: declared.Missing == "zero"}
	if ind.applies, err = c.condition(declared.AppliesWhen, c.env, expression.Bool); err != nil {
		return indicator{}, err
	}
	if err = c.rule(&ind); err != nil {
		return indicator{}, err
	}
	if ind.measure != "" {
		c.needed[ind.measure] = true
	}
	return ind, nil
}

// rule fills in the one form that the indicator has.
func (c *compiler) rule(ind *indicator) (err error) {
	switch d := ind.declared; {
	case d.Linear != nil:
		ind.rule, ind.measure = Linear, d.Linear.Measure
		from, to := d.Linear.From.Resolve(c.plan.values), d.Linear.To.Resolve(c.plan.values)
		if from == to {
			return fmt.Errorf("%w: linear from %s to itself", ErrScheme, from)
		}
		ind.kernel = newLinear(from, to, ind.full)
	case d.Bands != nil:
		ind.rule, ind.measure = Bands, d.Bands.Measure
		ind.kernel, err = c.bands(d.Bands, ind.full)
	case d.Each != nil:
		ind.rule, ind.measure = Each, d.Each.Measure
		ind.kernel, err = c.each(d.Each, ind.full)
	case d.Rank != nil:
		ind.rule, ind.measure = Rank, d.Rank.Measure
		for _, measure := range d.Rank.Alike {
			c.needed[measure] = true
		}
	case d.Expr != nil:
		ind.rule = Expr
		ind.program, err = c.condition(d.Expr, c.env, expression.Number)
	default:
		ind.rule, err = givenRule(d)
	}
	return err
}

// givenRule knows the rules whose points come from people.
func givenRule(d *pack.Indicator) (Rule, error) {
	switch {
	case d.RatedBy != nil:
		return RatedBy, nil
	case d.Ballot != nil:
		return Ballot, nil
	case d.Self:
		return Self, nil
	}
	return "", fmt.Errorf("%w: no rule", ErrScheme)
}

// bands makes thresholds of bounds: "at least b" begins at b, "above b" a millionth later, and so does what follows "at most b".
func (c *compiler) bands(b *pack.Bands, full int32) (kernel, error) {
	otherwise, err := c.clamped(b.Else, full)
	if err != nil {
		return nil, err
	}
	if len(b.AtMost) > 0 {
		return c.upperBands(b.AtMost, otherwise, full)
	}
	var levels []step
	for _, list := range []struct {
		bands  []pack.Band
		beyond fixed.Value
	}{{b.AtLeast, 0}, {b.Above, 1}} {
		for _, band := range list.bands {
			points, err := c.clamped(band.Points, full)
			if err != nil {
				return nil, err
			}
			levels = append(levels, step{from: band.Bound.Resolve(c.plan.values) + list.beyond, change: points})
		}
	}
	sortLevels(levels)
	return newSteps(otherwise, levels), nil
}

func (c *compiler) upperBands(bands []pack.Band, otherwise, full int32) (kernel, error) {
	levels := make([]step, len(bands)) // first: up to this bound, these points
	for i, band := range bands {
		points, err := c.clamped(band.Points, full)
		if err != nil {
			return nil, err
		}
		levels[i] = step{from: band.Bound.Resolve(c.plan.values), change: points}
	}
	sortLevels(levels)
	base := levels[0].change
	for i := range levels { // then: beyond this bound, the next band's points
		next := otherwise
		if i+1 < len(levels) {
			next = levels[i+1].change
		}
		levels[i] = step{from: min(levels[i].from, math.MaxInt64-1) + 1, change: next}
	}
	return newSteps(base, levels), nil
}

func (c *compiler) clamped(number pack.Number, full int32) (int32, error) {
	points, err := c.points(number)
	return min(max(points, 0), full), err
}

func (c *compiler) each(e *pack.Each, full int32) (kernel, error) {
	if _, err := c.points(e.Points); err != nil {
		return nil, err
	}
	most, err := c.optionalPoints(e.AtMost, full)
	if err != nil {
		return nil, err
	}
	least, err := c.optionalPoints(e.AtLeast, 0)
	if err != nil {
		return nil, err
	}
	return newEach(e.Points.Resolve(c.plan.values), min(least, 0), min(most, full)), nil
}
