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
			return
		}
	}
	for _, part := range one.Parts {
		if part.By == one.Of && part.Recuse == "" {
			c.fail(part.Place, "pack.contest_recusal", fault.Args{"part": part.Title})
		}
	}
}
