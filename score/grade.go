package score

import (
	"fmt"

	"qixing/expression"
	"qixing/pack"
)

// grade is one step of the scheme's list, highest first.
type grade struct {
	declared *pack.Grade
	hasLeast bool
	least    int32
	floors   []floor
	when     *expression.Program
}

type floor struct {
	criterion int
	least     int32
}

// GradeMove says that a cap moved an entry from one grade to another ("" for none): places is how many the grade had.
type GradeMove struct {
	From, To string
	Rule     MoveRule
	Places   int
}

// MoveRule is why an entry was moved.
type MoveRule string

// The rules. TieAtLine means that entries of equal rank stand on both sides of the cap: none of them is kept, and people choose.
const (
	BeyondCap MoveRule = "cap"
	AtTheLine MoveRule = "tie_at_line"
)

// totalName is how a grade's condition calls the total.
const totalName = "total"

func (c *compiler) addGrades() error {
	env := expression.Environment{totalName: expression.Number}
	for name, kind := range c.env {
		env[name] = kind
	}
	for _, declared := range c.plan.scheme.Grades {
		g, err := c.grade(declared, env)
		if err != nil {
			return fmt.Errorf("grade %s: %w", declared.ID, err)
		}
		c.plan.grades = append(c.plan.grades, g)
	}
	return nil
}

func (c *compiler) grade(declared *pack.Grade, env expression.Environment) (g grade, err error) {
	g = grade{declared: declared, hasLeast: declared.AtLeast != nil}
	if g.least, err = c.optionalPoints(declared.AtLeast, 0); err != nil {
		return g, err
	}
	for _, f := range declared.Floors {
		least, err := c.points(f.AtLeast)
		if err != nil {
			return g, err
		}
		g.floors = append(g.floors, floor{criterion: c.criterionIndex(f.Criterion), least: least})
	}
	for _, f := range g.floors {
		if f.criterion < 0 {
			return g, fmt.Errorf("%w: a floor of no criterion", ErrScheme)
		}
	}
	g.when, err = c.condition(declared.When, env, expression.Bool)
	return g, err
}

func (c *compiler) criterionIndex(id string) int {
	for i := range c.plan.criteria {
		if c.plan.criteria[i].id == id {
			return i
		}
	}
	return -1
}

// gradeAll gives each entry the first grade whose bounds hold, then applies the caps.
func (r *Result) gradeAll() error {
	if len(r.plan.grades) == 0 {
		return nil
	}
	r.grades = make([]int8, r.rows)
	for i := range r.rows {
		first, err := r.gradeFrom(0, i)
		if err != nil {
			return err
		}
		r.grades[i] = int8(first)
	}
	return r.eachPool(func(p pool) (int, error) {
		held := p.holders(r.grades)
		if len(held) <= p.places {
			return len(held), nil
		}
		return r.moveBeyond(p, held)
	})
}

// gradeFrom finds the first grade from one on whose bounds hold; -1 for none, and for who is shut out.
func (r *Result) gradeFrom(from, i int) (int, error) {
	if r.flags[i]&isVetoed != 0 {
		return -1, nil
	}
	for g := from; g < len(r.plan.grades); g++ {
		state, err := r.holds(g, i)
		if err != nil {
			return -1, err
		}
		if state == expression.Missing {
			r.flags[i] |= isIncomplete
		}
		if state == expression.Present {
			return g, nil
		}
	}
	return -1, nil
}

// holds is Present when a grade's bounds hold, NotApplicable when one doesn't, Missing when the last question can't be answered.
func (r *Result) holds(g, i int) (expression.State, error) {
	bounds := &r.plan.grades[g]
	if bounds.hasLeast && r.total[i] < bounds.least {
		return expression.NotApplicable, nil
	}
	for _, f := range bounds.floors {
		if r.criteria[f.criterion][i] < f.least {
			return expression.NotApplicable, nil
		}
	}
	if bounds.when == nil {
		return expression.Present, nil
	}
	value, err := bounds.when.Evaluate(r.lookupWithTotal(i))
	if err != nil || value.True() {
		return expression.Present, err
	}
	if value.State == expression.Missing {
		return expression.Missing, nil
	}
	return expression.NotApplicable, nil
}

func (r *Result) lookupWithTotal(i int) func(string) expression.Operand {
	lookup := r.lookup(i)
	return func(name string) expression.Operand {
		if name == totalName {
			return expression.Operand{Number: r.Total(i).Value()}
		}
		return lookup(name)
	}
}
