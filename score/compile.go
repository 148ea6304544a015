package score

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"qixing/expression"
	"qixing/fixed"
	"qixing/pack"
)

// Plan is a scheme ready to run under one set of parameters. It is immutable.
type Plan struct {
	pack       *pack.Pack
	scheme     *pack.Scheme
	values     map[string]fixed.Value // the parameters in force
	constants  map[string][]fixed.Value
	criteria   []criterion
	indicators []indicator
	byKey      map[string]int
	vetoes     []*expression.Program
	links      []*expression.Program
	awards     []*expression.Program // by the award's number; nil: for everyone who is confirmed
	ties       []tie
	grades     []grade
	measures   []string
	full       int32
	lapses     bool
}

// criterion is indicators[from:to] and their points.
type criterion struct {
	id       string
	declared *pack.Criterion
	full     int32 // as the scheme says
	sum      int32 // of its indicators; the same, but in a what-if
	from, to int
}

type indicator struct {
	key      string
	declared *pack.Indicator
	full     int32
	rule     Rule
	measure  string
	kernel   kernel
	program  *expression.Program // an expr rule
	applies  *expression.Program // nil: always
	zero     bool                // a missing input counts as no points
}

type tie struct {
	measure string
	ascends bool
}

// Rule names how an indicator scores, by its key in the pack.
type Rule string

// The rules.
const (
	Linear  Rule = "linear"
	Bands   Rule = "bands"
	Each    Rule = "each"
	Rank    Rule = "rank"
	RatedBy Rule = "rated_by"
	Ballot  Rule = "ballot"
	Self    Rule = "self"
	Expr    Rule = "expr"
)

// ErrScheme says that a scheme can't be compiled. A pack that was loaded without errors never gives it.
var ErrScheme = errors.New("scheme can't be scored")

// maxFull keeps every sum of points within 32 bits.
const maxFull = 10_000_000

// Compile prepares a scheme to be scored under these parameters.
func Compile(p *pack.Pack, scheme *pack.Scheme, parameters map[string]fixed.Value) (*Plan, error) {
	plan := &Plan{pack: p, scheme: scheme, values: maps.Clone(parameters), byKey: map[string]int{}, lapses: scheme.NotApplicable == "lapse"}
	c := &compiler{plan: plan, env: environment(p, parameters), used: map[string]bool{}, needed: map[string]bool{}}
	for _, declared := range scheme.Criteria {
		if err := c.addCriterion(declared); err != nil {
			return nil, fmt.Errorf("scheme %s, criterion %s: %w", scheme.ID, declared.ID, err)
		}
	}
	if err := c.addRest(); err != nil {
		return nil, fmt.Errorf("scheme %s: %w", scheme.ID, err)
	}
	c.finish()
	return plan, nil
}

// Measures are the ids of the measures that Run needs, sorted.
func (plan *Plan) Measures() []string { return slices.Clone(plan.measures) }

// environment is what a scheme's conditions can name: measures and parameters, all of them numbers.
func environment(p *pack.Pack, parameters map[string]fixed.Value) expression.Environment {
	env := expression.Environment{}
	for id := range parameters {
		env[id] = expression.Number
	}
	for _, measure := range p.Measures {
		env[measure.ID] = expression.Number
	}
	return env
}

type compiler struct {
	plan   *Plan
	env    expression.Environment
	used   map[string]bool // names in expressions
	needed map[string]bool // measures named outright
}

func (c *compiler) addCriterion(declared *pack.Criterion) error {
	plan := c.plan
	one := criterion{id: declared.ID, declared: declared, from: len(plan.indicators)}
	full, err := c.points(declared.Points)
	if err != nil {
		return err
	}
	one.full = full
	for _, d := range declared.Indicators {
		ind, err := c.indicator(declared.ID+"."+d.ID, d)
		if err != nil {
			return fmt.Errorf("indicator %s: %w", d.ID, err)
		}
		plan.byKey[ind.key] = len(plan.indicators)
		plan.indicators = append(plan.indicators, ind)
		one.sum += ind.full
	}
	one.to = len(plan.indicators)
	plan.criteria = append(plan.criteria, one)
	plan.full += one.full
	return nil
}

// points resolves a number to hundredths.
func (c *compiler) points(number pack.Number) (int32, error) {
	points := number.Resolve(c.plan.values).Points()
	if points > maxFull || points < -maxFull {
		return 0, fmt.Errorf("%w: %s points", ErrScheme, points)
	}
	return int32(points), nil
}

func (c *compiler) optionalPoints(number *pack.Number, otherwise int32) (int32, error) {
	if number == nil {
		return otherwise, nil
	}
	return c.points(*number)
}

// condition gives a condition's program; one that the pack's reader hasn't compiled is compiled here.
func (c *compiler) condition(condition *pack.Condition, env expression.Environment, want expression.Kind) (*expression.Program, error) {
	if condition == nil {
		return nil, nil
	}
	program := condition.Compiled
	if program == nil {
		compiled, err := expression.Compile(condition.Source, env, want)
		if err != nil {
			return nil, fmt.Errorf("condition %q: %w", condition.Source, err)
		}
		program = compiled
	}
	for _, name := range program.Names() {
		c.used[name] = true
	}
	return program, nil
}

func (c *compiler) addRest() error {
	plan := c.plan
	for _, veto := range plan.scheme.Veto {
		program, err := c.condition(veto.When, c.env, expression.Bool)
		if err != nil {
			return err
		}
		plan.vetoes = append(plan.vetoes, program)
	}
	for _, written := range plan.scheme.Ties {
		id, ascends := strings.CutPrefix(written, "-")
		plan.ties = append(plan.ties, tie{measure: id, ascends: ascends})
		c.needed[id] = true
	}
	if err := c.addGrades(); err != nil {
		return err
	}
	return c.addConsequences()
}

// finish lists the measures, and lays out the parameters as columns of one block.
func (c *compiler) finish() {
	plan := c.plan
	plan.constants = map[string][]fixed.Value{}
	for name := range c.used {
		if _, isMeasure := plan.pack.FindMeasure(name); isMeasure {
			c.needed[name] = true
			continue
		}
		if value, ok := plan.values[name]; ok {
			plan.constants[name] = slices.Repeat([]fixed.Value{value}, blockRows)
		}
	}
	plan.measures = slices.Sorted(maps.Keys(c.needed))
}

func sortLevels(levels []step) {
	slices.SortStableFunc(levels, func(a, b step) int { return cmp.Compare(a.from, b.from) })
}
