package pack

import (
	"qixing/fault"
	"qixing/fixed"
)

// checkContest checks that the weights of a contest's parts make the whole, whatever day's parameters count.
func (c *checker) checkContest(one *Contest) {
	if role, ok := c.p.FindRole(one.Of); ok && !role.Post {
		c.fail(c.at(&one.Of, one.Place), "pack.contest_not_post", fault.Args{"role": role.Title})
	}
	for _, day := range c.turningPoints() {
		values := c.p.Values(day)
		var sum fixed.Value
		for _, part := range one.Parts {
			sum += part.Weight.Resolve(values)
		}
		if sum != fixed.One {
			c.fail(one.Place, "pack.contest_weights", fault.Args{"sum": sum.String(), "from": day})
			break
		}
	}
	for _, part := range one.Parts {
		c.checkPart(one, part)
	}
}

// checkPart checks that a part can be scored: its steps are hundredths that make up full marks, and whoever runs the contest is no judge.
func (c *checker) checkPart(one *Contest, part *ContestPart) {
	if part.By == one.Office {
		c.fail(c.at(&part.By, part.Place), "pack.contest_office_judges", fault.Args{"part": part.Title})
	}
	for _, day := range c.turningPoints() {
		values := c.p.Values(day)
		step := fixed.Value(DefaultStep)
		if part.Step != nil {
			step = part.Step.Resolve(values)
		}
		if step <= 0 || step%(fixed.One/100) != 0 {
			c.fail(part.Place, "pack.contest_step", fault.Args{"part": part.Title, "step": step.String()})
			return
		}
		for _, facet := range part.Aspects {
			if points := facet.Points.Resolve(values); points <= 0 || points%step != 0 {
				c.fail(facet.Place, "pack.contest_points", fault.Args{"aspect": facet.Title, "points": points.String(), "step": step.String()})
				return
			}
		}
	}
}

// checkContestMeasure checks a measure of contests' results.
func (c *checker) checkContestMeasure(m *Measure) {
	if m.Contest == "" {
		for place, given := range map[Place]bool{c.at(&m.AtLeast, m.Place): m.AtLeast != nil, c.at(&m.Absent, m.Place): m.Absent != nil} {
			if given {
				c.fail(place, "pack.contest_only", nil)
			}
		}
		return
	}
	if m.Take == "" {
		c.fail(m.Place, "pack.missing_key", missing[Measure]("take"))
	}
}
