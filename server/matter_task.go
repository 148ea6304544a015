package server

import (
	"fmt"
	"strings"

	"qixing/fault"
	"qixing/ledger"
	"qixing/matter"
	"qixing/pack"
)

// mostMatters is how many matters of one kind stand in somebody's tasks one by one; more are one line.
const mostMatters = 6

// addMatters adds the matters that wait for the asker, each with its due date; a pile of one kind is one line, due with its first.
func (b *inbox) addMatters() error {
	books, err := b.s.books(b.c)
	if err != nil {
		return err
	}
	waiting, err := b.s.matters.ListWaiting(b.c, b.c.tx, b.c.who, books)
	if err != nil {
		return err
	}
	piles := map[string][]matter.Waiting{}
	for _, one := range waiting {
		key := one.Policy.ID + " " + one.Record.Values[one.Policy.Status].Text
		piles[key] = append(piles[key], one)
	}
	for _, one := range waiting {
		key := one.Policy.ID + " " + one.Record.Values[one.Policy.Status].Text
		if pile := piles[key]; len(pile) > mostMatters {
			b.addPile(pile)
		} else if pile != nil {
			for _, each := range pile {
				b.addMatter(each)
			}
		}
		piles[key] = nil
	}
	return nil
}

func (b *inbox) addMatter(w matter.Waiting) {
	books, err := b.s.books(b.c)
	if err != nil {
		return
	}
	place := strings.TrimPrefix(books.Tree.TownOf(w.Record.UnitID, b.c.lang)+" "+books.Tree.TitleOf(w.Record.UnitID, b.c.lang), " ")
	b.add(taskView{Kind: "matter", Title: stepTitles(b.c.lang, w.Steps) + " · " + titleIn(b.c.lang, w.Policy.Title, w.Policy.TitleEN),
		About: b.aboutMatter(books, w, place), Why: b.asRole(books.Pack, w.Role),
		Href: fmt.Sprintf("/matters/%s/%d", w.Policy.ID, w.Record.ID)}, w.Due)
}

// aboutMatter says which matter a task is about, and where.
func (b *inbox) aboutMatter(books *ledger.Ledger, w matter.Waiting, place string) string {
	if name := books.TitleOf(w.Register, w.Record, b.c.lang); !strings.HasSuffix(place, name) {
		return name + " · " + place
	}
	return place
}

func (b *inbox) addPile(pile []matter.Waiting) {
	first := pile[0]
	for _, one := range pile {
		if one.Due.Before(first.Due) {
			first = one
		}
	}
	books, err := b.s.books(b.c)
	if err != nil {
		return
	}
	status := first.Record.Values[first.Policy.Status].Text
	b.add(taskView{Kind: "matter", Title: stepTitles(b.c.lang, first.Steps) + " · " + titleIn(b.c.lang, first.Policy.Title, first.Policy.TitleEN),
		About: fault.Sentence("server.task_records", b.c.lang, fault.Args{"count": len(pile)}), Why: b.asRole(books.Pack, first.Role), Total: len(pile),
		Href: fmt.Sprintf("/matters/%s?status=%s", first.Policy.ID, status)}, first.Due)
}

func stepTitles(lang string, steps []*pack.Step) string {
	titles := make([]string, len(steps))
	for i, step := range steps {
		titles[i] = titleIn(lang, step.Title, step.TitleEN)
	}
	return strings.Join(titles, titleIn(lang, "、", " / "))
}

// asRole says as whom the asker owes a task.
func (b *inbox) asRole(policy *pack.Pack, role string) string {
	if role == pack.Asker {
		return fault.Sentence("server.task_asker", b.c.lang, nil)
	}
	return fault.Sentence("server.task_role", b.c.lang, fault.Args{"role": roleIn(b.c.lang, policy, role)})
}
