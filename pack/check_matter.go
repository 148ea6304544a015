package pack

import (
	"slices"

	"qixing/expression"
	"qixing/fault"
)

// checkMatter checks that a matter's states are the options of its status field and that each can be reached and left.
func (c *checker) checkMatter(m *Matter) {
	register, ok := c.p.FindRegister(m.Register)
	if !ok {
		return
	}
	field, ok := register.FindField(m.Status)
	if !ok || field.Type != Choice {
		c.fail(c.at(&m.Status, m.Place), "pack.status_not_choice", fault.Args{"field": m.Status, "register": register.Title})
		return
	}
	if other, _ := c.p.MatterOf(m.Register); other != m {
		c.fail(c.at(&m.Register, m.Place), "pack.matter_twice", fault.Args{"register": register.Title, "matter": other.Title})
	}
	c.checkStatus(field, m.Start, c.at(&m.Start, m.Place))
	for i := range m.Final {
		c.checkStatus(field, m.Final[i], c.at(&m.Final[i], m.Place))
	}
	for i := range m.Public {
		c.checkColumn(register, c.at(&m.Public[i], m.Place), m.Public[i], true)
	}
	for _, step := range m.Steps {
		c.checkStep(m, step, register, field)
	}
	c.checkWays(m, field)
}

func (c *checker) checkStatus(field *Field, written string, place Place) {
	if _, ok := field.FindOption(written); written != "" && !ok {
		c.failNear(place, "pack.unknown_status", written, idsOf(field.Options), fault.Args{"written": written, "options": optionList(field.Options)})
	}
}

func (c *checker) checkStep(m *Matter, step *Step, register *Register, status *Field) {
	for i, from := range step.From {
		place := c.at(&step.From[i], step.Place)
		c.checkStatus(status, from, place)
		if slices.Contains(m.Final, from) {
			c.fail(place, "pack.step_after_end", fault.Args{"step": step.Title, "status": from})
		}
	}
	c.checkStatus(status, step.To, c.at(&step.To, step.Place))
	for i, role := range step.By {
		if _, ok := c.p.FindRole(role); !ok && role != Asker {
			c.unknown(c.at(&step.By[i], step.Place), "role", role, append(idsOf(c.p.Roles), Asker))
		}
	}
	for _, list := range [][]string{step.Fills, step.Needs} {
		for i := range list {
			c.checkColumn(register, c.at(&list[i], step.Place), list[i], false)
		}
	}
	for i, other := range step.NotBy {
		if _, ok := m.FindStep(other); !ok {
			c.unknown(c.at(&step.NotBy[i], step.Place), "step", other, idsOf(m.Steps))
		}
	}
	c.compile(step.When, register.Environment(), expression.Bool)
	c.checkOptions(step.When, register)
}

// checkWays reports states that no step reaches, and those that no step leaves though the matter isn't over.
func (c *checker) checkWays(m *Matter, status *Field) {
	reached, left := map[string]bool{m.Start: true}, map[string]bool{}
	for _, step := range m.Steps {
		reached[step.To] = true
		for _, from := range step.From {
			left[from] = true
		}
	}
	for _, option := range status.Options {
		switch {
		case !reached[option.ID]:
			c.fail(m.Place, "pack.status_unreached", fault.Args{"status": option.Title})
		case !left[option.ID] && !slices.Contains(m.Final, option.ID):
			c.fail(m.Place, "pack.status_stuck", fault.Args{"status": option.Title})
		}
	}
}
