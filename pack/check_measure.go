package pack

import (
	"reflect"
	"slices"
	"strings"

	"qixing/expression"
	"qixing/fault"
)

func (c *checker) checkMeasure(m *Measure) {
	c.checkForm(reflect.ValueOf(m).Elem(), "how", m.Place)
	if m.Decimals != nil && *m.Decimals > 6 {
		c.fail(c.at(m.Decimals, m.Place), "pack.too_many_decimals", nil)
	}
	if m.Scheme != "" && m.Take == "" {
		c.fail(m.Place, "pack.missing_key", missing[Measure]("take"))
	}
	c.checkContestMeasure(m)
	c.checkCountedGrade(m)
	c.compile(m.Is, c.numbers, expression.Number)
	c.recordInputs(m)
	register, ok := c.p.FindRegister(m.Register)
	if m.readsRecords() && m.Register == "" {
		c.fail(m.Place, "pack.missing_key", missing[Measure]("register"))
	}
	if ok {
		c.checkRegisterUse(m, register)
	}
}

// selected is the grade of whoever was confirmed under a scheme without grades.
const selected = "selected"

// checkCountedGrade checks that a measure of earlier results counts a grade that its scheme gives.
func (c *checker) checkCountedGrade(m *Measure) {
	scheme, ok := c.p.FindScheme(m.Scheme)
	if !ok || m.Grade == "" {
		return
	}
	grades := idsOf(scheme.Grades)
	if len(grades) == 0 {
		grades = []string{selected}
	}
	if !slices.Contains(grades, m.Grade) {
		c.unknown(c.at(&m.Grade, m.Place), "grade", m.Grade, grades)
	}
}

// missing gives the arguments of pack.missing_key.
func missing[T any](name string) fault.Args {
	k, _ := findKey(keysOf(reflect.TypeFor[T]()), name)
	return fault.Args{"key": name, "meaning": k.Doc}
}

// checkForm checks that exactly one key of a form is given.
func (c *checker) checkForm(v reflect.Value, form string, place Place) {
	given, names := only(v, form)
	switch {
	case len(given) == 0:
		c.fail(place, "pack.form_missing", fault.Args{"allowed": strings.Join(names, "、")})
	case len(given) > 1:
		written := make([]string, len(given))
		for i, k := range given {
			written[i] = k.Name
		}
		c.fail(c.at(v.Field(given[1].Index).Addr().Interface(), place), "pack.form_twice", fault.Args{"given": strings.Join(written, "、")})
	}
}

func (m *Measure) readsRecords() bool {
	return m.Count || m.Share != nil || m.Distinct+m.Sum+m.Average+m.Latest+m.Lowest+m.Highest != ""
}

// recordInputs keeps which measures this one is computed from.
func (c *checker) recordInputs(m *Measure) {
	inputs := []string{}
	if m.Previous != "" {
		inputs = append(inputs, m.Previous)
	}
	if m.Is != nil && m.Is.Compiled != nil {
		inputs = append(inputs, m.Is.Compiled.Names()...)
	}
	c.measures[m.ID] = slices.DeleteFunc(inputs, func(name string) bool {
		_, ok := c.p.FindMeasure(name)
		return !ok
	})
}

func (c *checker) checkRegisterUse(m *Measure, r *Register) {
	c.compile(m.Where, r.MeasureEnvironment(), expression.Bool)
	c.compile(m.Share, r.MeasureEnvironment(), expression.Bool)
	c.checkOptions(m.Where, r)
	c.checkOptions(m.Share, r)
	for _, field := range []*string{&m.Sum, &m.Average, &m.Latest, &m.Lowest, &m.Highest} {
		if f := c.checkColumn(r, c.at(field, m.Place), *field, false); f != nil && !f.Type.IsNumber() && f.Type != Year {
			c.fail(c.at(field, m.Place), "pack.field_not_number", fault.Args{"field": f.Title, "type": f.Type})
		}
	}
	c.checkColumn(r, c.at(&m.Distinct, m.Place), m.Distinct, true)
	c.checkColumn(r, c.at(&m.Subject, m.Place), m.Subject, true)
	if _, ok := r.DatedField(); !ok && (m.Window != "as_of_end" || m.Latest != "") {
		c.fail(c.at(&m.Register, m.Place), "pack.register_undated", fault.Args{"register": r.Title})
	}
}

// checkCycles names each circle of measures once.
func (c *checker) checkCycles() {
	done := map[string]bool{}
	for _, m := range c.p.Measures {
		c.follow(m.ID, nil, done)
	}
}

func (c *checker) follow(id string, path []string, done map[string]bool) {
	if i := slices.Index(path, id); i >= 0 {
		m, _ := c.p.FindMeasure(id)
		c.fail(m.Place, "pack.measure_cycle", fault.Args{"path": strings.Join(append(path[i:], id), " → ")})
		return
	}
	if done[id] {
		return
	}
	for _, input := range c.measures[id] {
		// A measure of the period before does not run in a circle: it looks further back each time.
		if m, _ := c.p.FindMeasure(id); m.Previous == "" {
			c.follow(input, append(slices.Clone(path), id), done)
		}
	}
	done[id] = true
}

func (c *checker) checkTarget(t *Target) {
	c.checkForm(reflect.ValueOf(t).Elem(), "what", t.Place)
	c.compile(t.Where, c.numbers, expression.Bool)
	if t.ShareOf+t.CountOf != "" && t.Where == nil {
		c.fail(t.Place, "pack.missing_key", missing[Target]("where"))
	}
	if t.From != "" && t.From > t.By {
		c.fail(c.at(&t.By, t.Place), "pack.dates_reversed", fault.Args{"from": t.From, "by": t.By})
	}
	if t.ShareOf != "" {
		c.checkShare(&t.Goal)
	}
	for i := 1; i < len(t.Milestones); i++ {
		if t.Milestones[i].Period <= t.Milestones[i-1].Period {
			c.fail(t.Milestones[i].Value.Place, "pack.order", fault.Args{"what": t.Milestones[i].Period})
		}
	}
}

// checkShare checks that a number lies between nothing and the whole.
func (c *checker) checkShare(n *Number) {
	if n == nil {
		return
	}
	if value := n.Resolve(c.latest()); value < 0 || value > 1_000_000 {
		c.fail(n.Place, "pack.share_over_one", fault.Args{"written": n.String()})
	}
}
