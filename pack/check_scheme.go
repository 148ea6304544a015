package pack

import (
	"reflect"
	"slices"
	"strings"

	"qixing/expression"
	"qixing/fault"
	"qixing/fixed"
)

func (c *checker) checkScheme(s *Scheme) {
	c.checkWeights(s)
	for _, criterion := range s.Criteria {
		for _, indicator := range criterion.Indicators {
			c.checkIndicator(s, indicator)
		}
	}
	c.checkEntries(s)
	for _, veto := range s.Veto {
		c.compile(veto.When, c.numbers, expression.Bool)
		c.checkSubjectOf(s, veto.When)
	}
	for i, tie := range s.Ties {
		id := strings.TrimPrefix(tie, "-")
		if _, ok := c.p.FindMeasure(id); !ok {
			c.unknown(c.at(&s.Ties[i], s.Place), "measure", id, idsOf(c.p.Measures))
		}
		c.checkOwner(s, id, c.at(&s.Ties[i], s.Place))
	}
	c.checkGrades(s)
	c.checkProcedure(s)
	c.checkAwards(s)
	c.checkLinks(s)
	if s.ApprovalBasis == Unconfirmed {
		c.warn(c.at(&s.ApprovalBasis, s.Place), "pack.approval_missing", fault.Args{"scheme": s.Title})
	}
	if e := s.Extremes; e != nil && e.Below.Resolve(c.latest()) >= e.Above.Resolve(c.latest()) {
		c.fail(e.Below.Place, "pack.bounds_contradict", fault.Args{"least": e.Below.String(), "most": e.Above.String()})
	}
}

func (c *checker) checkEntries(s *Scheme) {
	if s.Entries == nil {
		return
	}
	c.checkForm(reflect.ValueOf(s.Entries).Elem(), "who", s.Entries.Place)
	if role, ok := c.p.FindRole(s.Entries.Holders); ok && (!role.Post || s.Subject != "person") {
		c.fail(c.at(&s.Entries.Holders, s.Place), "pack.entries_holders", fault.Args{"role": role.Title})
	}
	if register, ok := c.p.FindRegister(s.Entries.Register); ok {
		c.compile(s.Entries.Where, register.Environment(), expression.Bool)
		c.checkOptions(s.Entries.Where, register)
		if register.Owner != s.Subject {
			c.fail(c.at(&s.Entries.Register, s.Place), "pack.entries_owner", fault.Args{"register": register.Title, "owner": register.Owner, "subject": s.Subject})
		}
	}
}

// checkWeights checks, on every day on which a parameter changes, that the indicators' full marks add up to their criterion's.
func (c *checker) checkWeights(s *Scheme) {
	for _, day := range c.turningPoints() {
		values := c.p.Values(day)
		for _, criterion := range s.Criteria {
			sum, complete := fixed.Value(0), inForce(values, criterion.Points)
			for _, indicator := range criterion.Indicators {
				sum += max(0, indicator.Points.Resolve(values))
				complete = complete && inForce(values, indicator.Points)
			}
			if want := criterion.Points.Resolve(values); complete && sum != want {
				c.weightsFail(criterion, day, fault.Args{"sum": sum, "want": want, "day": day})
			}
		}
	}
}

// weightsFail names the day only where the points change with time.
func (c *checker) weightsFail(criterion *Criterion, day string, args fault.Args) {
	dated := slices.ContainsFunc(numbersOf(criterion), func(n Number) bool { return n.Parameter != "" })
	switch {
	case !dated:
		c.fail(criterion.Points.Place, "pack.weights", args)
	case day != forever:
		c.fail(criterion.Points.Place, "pack.weights_on", args)
	}
}

func (c *checker) checkIndicator(s *Scheme, i *Indicator) {
	c.checkForm(reflect.ValueOf(i).Elem(), "rule", i.Place)
	if full := i.Points.Resolve(c.latest()); full < 0 || full%10_000 != 0 {
		c.fail(i.Points.Place, "pack.bad_points", fault.Args{"written": i.Points.String()})
	}
	c.compile(i.AppliesWhen, c.numbers, expression.Bool)
	c.compile(i.Expr, c.numbers, expression.Number)
	c.checkSubjectOf(s, i.AppliesWhen)
	c.checkSubjectOf(s, i.Expr)
	if measure := measureOf(i); measure != nil {
		c.checkOwner(s, *measure, c.at(measure, i.Place))
	}
	if i.Rank != nil {
		for n, measure := range i.Rank.Alike {
			c.checkOwner(s, measure, c.at(&i.Rank.Alike[n], i.Place))
		}
	}
	c.checkRule(s, i)
	c.checkBurden(i)
}

// measureOf points to the measure that an indicator's rule reads, or is nil.
func measureOf(i *Indicator) *string {
	switch {
	case i.Linear != nil:
		return &i.Linear.Measure
	case i.Bands != nil:
		return &i.Bands.Measure
	case i.Each != nil:
		return &i.Each.Measure
	case i.Rank != nil:
		return &i.Rank.Measure
	}
	return nil
}

func (c *checker) checkRule(s *Scheme, i *Indicator) {
	values := c.latest()
	switch {
	case i.Linear != nil && i.Linear.From.Resolve(values) == i.Linear.To.Resolve(values):
		c.fail(i.Linear.From.Place, "pack.linear_flat", nil)
	case i.Bands != nil:
		c.checkBands(i, values)
	case i.Each != nil:
		c.checkEach(i.Each, values)
	case i.RatedBy != nil:
		c.checkRater(s, i)
	case i.Self && !slices.ContainsFunc(s.Procedure, func(x *Stage) bool { return x.Action == Assess }):
		c.fail(c.at(&i.Self, i.Place), "pack.self_without_stage", nil)
	}
}

func (c *checker) checkEach(e *Each, values map[string]fixed.Value) {
	if e.AtMost != nil && e.AtLeast != nil && e.AtLeast.Resolve(values) > e.AtMost.Resolve(values) {
		c.fail(e.AtLeast.Place, "pack.bounds_contradict", fault.Args{"least": e.AtLeast, "most": e.AtMost})
	}
	if e.Points.Resolve(values) < 0 && e.AtLeast == nil {
		c.warn(e.Points.Place, "pack.deduction_unbounded", nil)
	}
}

// checkBands checks that the bands stand in order: the further a band, the more points, and never more than full marks.
func (c *checker) checkBands(i *Indicator, values map[string]fixed.Value) {
	b := i.Bands
	c.checkForm(reflect.ValueOf(b).Elem(), "bound", i.Place)
	full := i.Points.Resolve(values)
	for _, bands := range [][]Band{b.AtLeast, b.Above, b.AtMost} {
		for n, band := range bands {
			points := band.Points.Resolve(values)
			if points > full {
				c.fail(band.Points.Place, "pack.over_full_marks", fault.Args{"points": points, "full": full})
			}
			if n > 0 && !inOrder(bands[n-1], band, len(b.AtMost) > 0, values) {
				c.fail(band.Bound.Place, "pack.bands_order", fault.Args{"bound": band.Bound.String()})
			}
		}
	}
}

func inOrder(before, band Band, rising bool, values map[string]fixed.Value) bool {
	step := before.Bound.Resolve(values) - band.Bound.Resolve(values)
	if rising {
		step = -step
	}
	return step > 0 && before.Points.Resolve(values) > band.Points.Resolve(values)
}

// checkRater checks that whoever rates takes part: at a stage that reviews or recommends.
func (c *checker) checkRater(s *Scheme, i *Indicator) {
	acts := slices.ContainsFunc(s.Procedure, func(x *Stage) bool {
		return x.By == i.RatedBy.Role && (x.Action == Review || x.Action == Recommend)
	})
	if _, known := c.p.FindRole(i.RatedBy.Role); known && !acts {
		c.fail(c.at(&i.RatedBy.Role, i.Place), "pack.rater_without_stage", fault.Args{"role": i.RatedBy.Role})
	}
}

// levels orders owners from the least to the whole.
var levels = []string{"person", "village", "town", "county"}

// checkOwner checks that a measure can be had for each subject of the scheme: its records are kept at or below that level.
func (c *checker) checkOwner(s *Scheme, measure string, place Place) {
	for _, register := range c.registersOf(measure, map[string]bool{}) {
		if slices.Index(levels, register.Owner) > slices.Index(levels, s.Subject) {
			c.fail(place, "pack.measure_above_subject", fault.Args{"measure": measure, "register": register.Title, "owner": register.Owner, "subject": s.Subject})
		}
	}
}

// checkSubjectOf does the same for the measures that a condition reads.
func (c *checker) checkSubjectOf(s *Scheme, condition *Condition) {
	if condition == nil || condition.Compiled == nil {
		return
	}
	for _, name := range condition.Compiled.Names() {
		c.checkOwner(s, name, condition.Place)
	}
}

// registersOf lists the registers that a measure reads, those of its inputs included.
func (c *checker) registersOf(measure string, seen map[string]bool) []*Register {
	m, ok := c.p.FindMeasure(measure)
	if !ok || seen[measure] {
		return nil
	}
	seen[measure] = true
	var list []*Register
	if register, ok := c.p.FindRegister(m.Register); ok && m.Subject == "" {
		list = append(list, register)
	}
	for _, input := range c.measures[measure] {
		list = append(list, c.registersOf(input, seen)...)
	}
	return list
}

func (c *checker) checkGrades(s *Scheme) {
	env := with(c.numbers, expression.Environment{"total": expression.Number})
	for _, grade := range s.Grades {
		c.compile(grade.When, env, expression.Bool)
		for _, limit := range grade.Cap {
			c.checkQuota(limit)
			if limit.Per == s.Subject {
				c.fail(c.at(limit, grade.Place), "pack.cap_of_itself", fault.Args{"per": limit.Per})
			}
		}
		for _, floor := range grade.Floors {
			if _, ok := s.FindCriterion(floor.Criterion); !ok {
				c.unknown(floor.AtLeast.Place, "criterion", floor.Criterion, idsOf(s.Criteria))
			}
		}
	}
}
