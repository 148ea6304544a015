package pack

import (
	"regexp"
	"slices"

	"qixing/fault"
	"qixing/fixed"
)

var (
	countyShape  = regexp.MustCompile(`^[1-9][0-9]{5}$`)
	versionShape = regexp.MustCompile(`^[0-9]{4}\.[0-9]{1,4}$`)
)

func (c *checker) checkPolicy() {
	if p := &c.p.Policy; p.Place.File != "" {
		if !idShape.MatchString(p.ID) {
			c.fail(c.at(&p.ID, p.Place), "pack.bad_id", fault.Args{"id": p.ID})
		}
		if p.County != "" && !countyShape.MatchString(p.County) {
			c.fail(c.at(&p.County, p.Place), "pack.bad_county", fault.Args{"written": p.County})
		}
		if p.Version != "" && !versionShape.MatchString(p.Version) {
			c.fail(c.at(&p.Version, p.Place), "pack.bad_version", fault.Args{"written": p.Version})
		}
	}
}

// checkParameters looks at each parameter's dates, and says which are not used and which are not confirmed.
func (c *checker) checkParameters() {
	for _, parameter := range c.p.Parameters {
		place := c.at(&parameter.ID, parameter.Place)
		for i := range parameter.Dated {
			dated := &parameter.Dated[i]
			if i > 0 && dated.From <= parameter.Dated[i-1].From {
				c.fail(c.at(&dated.From, dated.Place), "pack.order", fault.Args{"what": dated.From})
			}
			if !dated.Confirmed {
				c.note(c.at(&dated.Value, place), "pack.unconfirmed", fault.Args{"title": parameter.Title, "basis": dated.Basis})
			}
		}
		if !c.used[parameter.ID] {
			c.warn(place, "pack.parameter_unused", fault.Args{"id": parameter.ID, "title": parameter.Title})
		}
	}
}

// latest gives every parameter's last value.
func (c *checker) latest() map[string]fixed.Value { return c.p.Values(forever) }

// turningPoints are the days on which some parameter takes a value, in order.
func (c *checker) turningPoints() []string {
	days := []string{forever}
	for _, parameter := range c.p.Parameters {
		for _, dated := range parameter.Dated {
			days = append(days, dated.From)
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// inForce says that all numbers have a value among values.
func inForce(values map[string]fixed.Value, numbers ...Number) bool {
	return !slices.ContainsFunc(numbers, func(n Number) bool {
		_, ok := values[n.Parameter]
		return n.Parameter != "" && !ok
	})
}
