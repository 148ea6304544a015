package pack

import (
	"slices"

	"qixing/expression"
	"qixing/fault"
)

// checkMatter checks that a matter's states are the options of its status field, that each can be reached and left, and that its steps
// can be taken by somebody.
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
	if len(register.CheckedBy) > 0 {
		c.fail(c.at(&m.Register, m.Place), "pack.matter_checked", fault.Args{"register": register.Title})
	}
	c.checkStatus(field, m.Start, c.at(&m.Start, m.Place))
	for _, list := range [][]string{m.Final, m.EditIn} {
		for i := range list {
			c.checkStatus(field, list[i], c.at(&list[i], m.Place))
		}
	}
	c.checkStatus(field, m.Aim, c.at(&m.Aim, m.Place))
	c.checkFacts(m, register)
	c.checkMatterFields(m, register)
	for _, step := range m.Steps {
		c.checkStep(m, step, register, field)
	}
	c.checkWays(m, field)
	c.checkFollowers(m, register, field)
}

func (c *checker) checkStatus(field *Field, written string, place Place) {
	if _, ok := field.FindOption(written); written != "" && !ok {
		c.failNear(place, "pack.unknown_status", written, idsOf(field.Options), fault.Args{"written": written, "options": optionList(field.Options)})
	}
}

// checkFacts checks that the period of what is known can be told, wherever a step or the page asks for it.
func (c *checker) checkFacts(m *Matter, register *Register) {
	for _, step := range m.Steps {
		if step.Given != nil && m.Facts == nil {
			c.fail(step.Given.Place, "pack.given_without_facts", fault.Args{"step": step.Title})
		}
		c.compile(step.Given, c.numbers, expression.Bool)
	}
	if m.Facts == nil {
		return
	}
	field := c.checkColumn(register, c.at(&m.Facts.Of, m.Facts.Place), m.Facts.Of, false)
	if field != nil && !field.Type.IsDate() && field.Type != Year {
		c.fail(c.at(&m.Facts.Of, m.Facts.Place), "pack.facts_of", fault.Args{"field": field.Title})
	}
}

// checkMatterFields checks the lists of fields; what must be filled in has to stand on the public form, but for the date of asking.
func (c *checker) checkMatterFields(m *Matter, register *Register) {
	for _, list := range [][]string{m.Form, m.Public, m.GroupedBy} {
		for i := range list {
			c.checkColumn(register, c.at(&list[i], m.Place), list[i], false)
		}
	}
	for i, id := range m.GroupedBy {
		if field, ok := register.FindField(id); ok && field.Type != Choice && field.Type != RecordRef {
			c.fail(c.at(&m.GroupedBy[i], m.Place), "pack.grouped_by", fault.Args{"field": field.Title})
		}
	}
	if len(m.Public) == 0 {
		return
	}
	dated, _ := register.DatedField()
	for _, field := range register.Fields {
		if field.Required && field.ID != m.Status && field != dated && !slices.Contains(m.Public, field.ID) {
			c.fail(c.at(&m.Public, m.Place), "pack.public_lacks", fault.Args{"field": field.Title})
		}
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
	c.checkStepFields(m, step, register)
	if step.People != nil && step.People.Resolve(c.latest()) < 1_000_000 {
		c.fail(step.People.Place, "pack.people_none", fault.Args{"step": step.Title})
	}
	for i, other := range step.NotBy {
		if _, ok := m.FindStep(other); !ok && other != Asker {
			c.unknown(c.at(&step.NotBy[i], step.Place), "step", other, append(idsOf(m.Steps), Asker))
		}
	}
	c.compileOn(step.When, register)
	for _, one := range step.Suggest {
		c.checkSuggestion(step, one, register)
	}
}

func (c *checker) checkStepFields(m *Matter, step *Step, register *Register) {
	for _, list := range [][]string{step.Fills, step.Needs} {
		for i := range list {
			field := c.checkColumn(register, c.at(&list[i], step.Place), list[i], false)
			if field != nil && field.ID == m.Status {
				c.fail(c.at(&list[i], step.Place), "pack.status_filled", fault.Args{"step": step.Title})
			}
		}
	}
}

// compileOn compiles a condition on a register's records.
func (c *checker) compileOn(condition *Condition, register *Register) {
	c.compile(condition, register.Environment(), expression.Bool)
	c.checkOptions(condition, register)
}

func (c *checker) checkSuggestion(step *Step, one *Suggestion, register *Register) {
	place := c.at(&one.ID, one.Place)
	field := c.checkColumn(register, place, one.ID, false)
	if field == nil {
		return
	}
	from, ok := c.p.FindRegister(field.Of)
	if field.Type != RecordRef || !ok || !slices.Contains(step.Fills, one.ID) {
		c.fail(place, "pack.suggest_field", fault.Args{"field": field.Title, "step": step.Title})
		return
	}
	for i := range one.Match {
		at := c.at(&one.Match[i], one.Place)
		if c.checkColumn(register, at, one.Match[i], false) != nil {
			c.checkColumn(from, at, one.Match[i], false)
		}
	}
	if near := c.checkColumn(from, c.at(&one.Near, one.Place), one.Near, true); near != nil && near.Type != UnitRef {
		c.fail(c.at(&one.Near, one.Place), "pack.suggest_near", fault.Args{"field": near.Title})
	}
	c.compileOn(one.Load, register)
	c.compileOn(one.Where, from)
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

// checkFollowers checks what goes with a matter: child registers, the posts that lead it, the states of earlier records.
func (c *checker) checkFollowers(m *Matter, register *Register, status *Field) {
	for _, child := range m.Children {
		c.checkChild(m, child)
	}
	for _, leader := range m.LedBy {
		place := c.at(&leader.ID, leader.Place)
		if role, ok := c.p.FindRole(leader.ID); !ok {
			c.unknown(place, "role", leader.ID, idsOf(c.p.Roles))
		} else if !role.Post {
			c.fail(place, "pack.leader_not_post", fault.Args{"role": role.Title})
		}
		c.compileOn(leader.When, register)
	}
	for _, earlier := range m.Existing {
		c.checkStatus(status, earlier.ID, c.at(&earlier.ID, earlier.Place))
		c.compileOn(earlier.When, register)
	}
}

func (c *checker) checkChild(m *Matter, child *Child) {
	place := c.at(&child.ID, child.Place)
	register, ok := c.p.FindRegister(child.ID)
	if !ok {
		c.unknown(place, "register", child.ID, idsOf(c.p.Registers))
		return
	}
	field := c.checkColumn(register, c.at(&child.Field, child.Place), child.Field, false)
	if field != nil && (field.Type != RecordRef || field.Of != m.Register) {
		c.fail(c.at(&child.Field, child.Place), "pack.child_field", fault.Args{"field": field.Title, "register": m.Register})
	}
	for i := range child.Carry {
		c.checkColumn(register, c.at(&child.Carry[i], child.Place), child.Carry[i], false)
	}
}
