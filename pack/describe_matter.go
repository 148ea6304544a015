package pack

import (
	"strings"

	"qixing/fault"
)

// matters says for each matter which way its records go, step by step.
func (d *describer) matters() {
	for _, m := range d.p.Matters {
		register, ok := d.p.FindRegister(m.Register)
		if !ok {
			continue
		}
		status, _ := register.FindField(m.Status)
		d.section(d.say("matter_section", fault.Args{"title": d.title(m.Title, m.TitleEN)}))
		args := fault.Args{"title": d.title(m.Title, m.TitleEN), "register": d.title(register.Title, register.TitleEN), "start": d.statusName(status, m.Start), "final": d.statusNames(status, m.Final)}
		d.article(d.say("matter", args))
		if m.Note != "" {
			d.note(d.title(m.Note, m.NoteEN))
		}
		if len(m.Public) > 0 {
			d.note(d.say("matter_public", nil))
		}
		if m.Facts != nil {
			d.facts(m, register)
		}
		for _, step := range m.Steps {
			d.step(m, step, status)
		}
	}
}

// facts says what is known already and not asked for.
func (d *describer) facts(m *Matter, register *Register) {
	names := make([]string, len(m.Facts.Measures))
	for i, id := range m.Facts.Measures {
		names[i] = d.named(id, key{Ref: "measure"})
	}
	of := m.Facts.Of
	if field, ok := register.FindField(of); ok {
		of = d.title(field.Title, field.TitleEN)
	}
	d.note(d.say("matter_facts", fault.Args{"measures": strings.Join(names, d.title("、", ", ")), "of": of}))
}

// reminders says what is due, and who is told.
func (d *describer) reminders() {
	if len(d.p.Reminders) > 0 {
		d.section(d.say("reminders", nil))
	}
	for _, r := range d.p.Reminders {
		register, ok := d.p.FindRegister(r.Register)
		if !ok {
			continue
		}
		to := r.To
		if len(to) == 0 {
			to = register.FilledBy
		}
		args := fault.Args{"title": d.title(r.Title, r.TitleEN), "register": d.title(register.Title, register.TitleEN), "to": d.roleNames(to)}
		name := "reminder_near"
		if r.Fill != "" {
			name, args["period"] = "reminder_fill", d.say("period_"+r.Fill, nil)
		} else {
			args["field"] = d.fieldTitle(register, r.On)
		}
		d.article(d.say(name, args), numbersOf(r)...)
		if r.When != nil {
			d.note(d.say("where", fault.Args{"condition": d.condition(r.When, r.Register)}))
		}
	}
}

func (d *describer) step(m *Matter, step *Step, status *Field) {
	args := fault.Args{"title": d.title(step.Title, step.TitleEN), "from": d.statusNames(status, step.From), "to": d.statusName(status, step.To), "by": d.takerNames(step.By)}
	var numbers []Number
	for _, number := range []*Number{step.Within, step.People} {
		if number != nil {
			numbers = append(numbers, *number)
		}
	}
	d.article(d.say("step", args), numbers...)
	if step.Within != nil {
		d.note(d.say("step_within", fault.Args{"days": d.shower.number(*step.Within)}))
	}
	if step.When != nil {
		d.note(d.say("step_when", fault.Args{"condition": d.condition(step.When, m.Register)}))
	}
	if step.Given != nil {
		d.note(d.say("step_given", fault.Args{"condition": d.condition(step.Given, "")}))
	}
	if step.People != nil {
		d.note(d.say("step_people", fault.Args{"people": d.shower.number(*step.People)}))
	}
	if step.Recuse != "" {
		d.note(d.say("step_recuse_"+step.Recuse, nil))
	}
	if step.Reason {
		d.note(d.say("step_reason", nil))
	}
	if len(step.NotBy) > 0 {
		d.note(d.say("step_not_by", fault.Args{"steps": d.stepNames(m, step.NotBy)}))
	}
	if len(step.Suggest) > 0 {
		d.note(d.say("step_suggest", nil))
	}
}

func (d *describer) statusName(field *Field, id string) string {
	if option, ok := field.FindOption(id); ok {
		return d.title(option.Title, option.TitleEN)
	}
	return id
}

func (d *describer) statusNames(field *Field, ids []string) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = d.statusName(field, id)
	}
	return strings.Join(names, d.title("、", ", "))
}

// takerNames are roles, or the word for whoever asked.
func (d *describer) takerNames(ids []string) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		if names[i] = d.named(id, key{Ref: "role"}); id == Asker {
			names[i] = d.say("asker", nil)
		}
	}
	return strings.Join(names, d.title("、", ", "))
}

func (d *describer) stepNames(m *Matter, ids []string) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		if step, ok := m.FindStep(id); ok {
			names[i] = d.title(step.Title, step.TitleEN)
		} else {
			names[i] = d.say("asker", nil)
		}
	}
	return strings.Join(names, d.title("、", ", "))
}
