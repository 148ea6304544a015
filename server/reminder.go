package server

import (
	"fmt"
	"net/url"
	"strings"

	"qixing/fault"
	"qixing/org"
	"qixing/pack"
	"qixing/reminder"
)

// addReminders adds what registers wait for from the asker, one line for each reminder and period, and for each date that comes near.
func (b *inbox) addReminders() error {
	books, err := b.s.books(b.c)
	if err != nil {
		return err
	}
	desk := reminder.Desk{Calendar: b.s.Calendar}
	due, err := desk.List(b.c, b.c.tx, books, b.today, func(roles []string) org.Scope { return b.c.who.ScopeOf(roles...) })
	if err != nil {
		return err
	}
	for len(due) > 0 {
		n := 1
		for n < len(due) && due[0].Record == 0 && due[n].Reminder == due[0].Reminder && due[n].Period == due[0].Period {
			n++
		}
		b.addDue(due[:n])
		due = due[n:]
	}
	return nil
}

// addDue adds one line for units that owe the same.
func (b *inbox) addDue(due []reminder.Due) {
	first := due[0]
	task := taskView{Kind: "fill", Title: titleIn(b.c.lang, first.Reminder.Title, first.Reminder.TitleEN),
		Why: fault.Sentence("server.task_role", b.c.lang, fault.Args{"role": b.roleFor(first)})}
	register := "/registers/" + first.Register.ID
	switch {
	case first.Record != 0:
		task.Kind, task.About = "near", strings.TrimSuffix(first.Unit.In(b.c.lang)+" · "+first.About, " · ")
		task.Href = fmt.Sprintf("%s?record=%d", register, first.Record)
	case len(due) == 1:
		task.About = first.Unit.In(b.c.lang) + " · " + periodIn(b.c.lang, first.Period)
		task.Href = register + "/coverage?period=" + url.QueryEscape(first.Period.String())
	default:
		task.About = fault.Sentence("server.task_units", b.c.lang, fault.Args{"count": len(due), "first": first.Unit.In(b.c.lang), "period": periodIn(b.c.lang, first.Period)})
		task.Total = len(due)
		task.Href = register + "/coverage?period=" + url.QueryEscape(first.Period.String())
	}
	b.add(task, first.On)
}

// roleFor is in what capacity the asker is reminded.
func (b *inbox) roleFor(due reminder.Due) string {
	books, err := b.s.books(b.c)
	if err != nil {
		return ""
	}
	for _, role := range reminder.Roles(books.Pack, due.Reminder) {
		if b.c.who.Has(role) {
			return roleIn(b.c.lang, books.Pack, role)
		}
	}
	return ""
}

// remindersOf are the reminders that ask for records of a register each period.
func remindersOf(p *pack.Pack, register string) []*pack.Reminder {
	var of []*pack.Reminder
	for _, r := range p.Reminders {
		if r.Register == register && r.Fill != "" {
			of = append(of, r)
		}
	}
	return of
}
