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
	if quota := declared.Cap; quota != nil && quota.Per != "" && quota.Per != "town" {
		return g, fmt.Errorf("%w: a cap per %s", ErrScheme, quota.Per)
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

// gradeAll gives each entry the first grade whose bounds hold, then applies the caps, county by county and from the highest grade.
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
	for g := range r.plan.grades {
		if r.plan.grades[g].declared.Cap == nil {
			continue
		}
		for ranked := range r.counties.all() {
			if err := r.capGrade(g, ranked); err != nil {
				return err
			}
		}
	}
	return nil
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

// capGrade keeps as many as a grade's cap allows in each pool, in the order of rank, and moves the rest to the next grade that
// they reach. Entries of one rank across the line are all moved: the policy doesn't say which of them stays, so people do.
func (r *Result) capGrade(g int, ranked []int32) error {
	sizes, held := map[int32]int{}, map[int32][]int32{}
	for _, i := range ranked {
		pool := r.pool(g, i)
		sizes[pool]++
		if int(r.grades[i]) == g {
			held[pool] = append(held[pool], i)
		}
	}
	for pool, entries := range held {
		places := r.plan.grades[g].declared.Cap.Places(sizes[pool], r.plan.values)
		if len(entries) <= places {
			continue
		}
		if err := r.moveBeyond(g, entries, places); err != nil {
			return err
		}
	}
	return nil
}

func (r *Result) moveBeyond(g int, entries []int32, places int) error {
	keep, line := places, int32(-1)
	if places > 0 && r.ranks[entries[places-1]] == r.ranks[entries[places]] {
		line = r.ranks[entries[places]]
	}
	for keep > 0 && r.ranks[entries[keep-1]] == line {
		keep--
	}
	for _, i := range entries[keep:] {
		to, err := r.gradeFrom(g+1, int(i))
		if err != nil {
			return err
		}
		move := GradeMove{From: r.plan.grades[g].declared.ID, Rule: BeyondCap, Places: places}
		if to >= 0 {
			move.To = r.plan.grades[to].declared.ID
		}
		if r.ranks[i] == line {
			move.Rule = AtTheLine
			r.flags[i] |= isAtLine
		}
		r.grades[i] = int8(to)
		r.moves[i] = append(r.moves[i], move)
	}
	return nil
}

func (r *Result) pool(g int, i int32) int32 {
	if r.plan.grades[g].declared.Cap.Per == "town" && r.in.Town != nil {
		return r.in.Town[i]
	}
	return 0
}
