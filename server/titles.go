package server

import (
	"strconv"

	"qixing/fault"
	"qixing/org"
	"qixing/store"
)

// titles gives, during one request, what accounts and persons are called.
type titles struct {
	c     call
	asked map[titled]string // in this request
	known *store.Memory[string]
}

// titled is an account or a person.
type titled struct {
	kind string
	id   int64
}

func (s *Server) newTitles(c call) *titles {
	return &titles{c: c, asked: map[titled]string{}, known: s.remembered.titles}
}

func number(id int64) string { return strconv.FormatInt(id, 10) }

// account is an account's title; 0 is whoever sits at the machine itself, and one that can't be found is its number.
func (t *titles) account(id int64) string {
	return t.find(titled{"account", id}, func() (string, error) {
		account, err := org.FindAccount(t.c, t.c.tx, t.c.who.County, id)
		if fault.CodeOf(err) == fault.CodeNotFound {
			return "#" + number(id), nil
		}
		return account.Title, err
	})
}

func (t *titles) person(id int64) string {
	return t.find(titled{"person", id}, func() (string, error) {
		person, err := org.FindPerson(t.c, t.c.tx, t.c.who.County, id)
		return person.Name, err
	})
}

func (t *titles) find(of titled, read func() (string, error)) string {
	if of.id == 0 {
		return ""
	}
	title, asked := t.asked[of]
	if !asked {
		from := store.Source{County: t.c.who.County, Parts: []string{org.Part}, Key: of.kind + number(of.id)}
		title, _ = t.known.Recall(t.c, t.c.tx, from, read) // a list can do without a name
		t.asked[of] = title
	}
	return title
}
