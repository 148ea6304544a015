package server

import (
	"strconv"

	"qixing/org"
	"qixing/store"
)

// titles gives, during one request, what accounts and persons are called.
type titles struct {
	c     call
	known map[string]string // asked for in this request
	all   *store.Memory[string]
}

func (s *Server) newTitles(c call) *titles {
	return &titles{c: c, known: map[string]string{}, all: s.remembered.titles}
}

func number(id int64) string { return strconv.FormatInt(id, 10) }

// account is an account's title; 0 is whoever sits at the machine itself, and one that can't be found is its number.
func (t *titles) account(id int64) string {
	return t.find("account "+number(id), id, func() (string, error) {
		account, err := org.FindAccount(t.c, t.c.tx, t.c.who.County, id)
		return account.Title, err
	}, "#"+number(id))
}

func (t *titles) person(id int64) string {
	return t.find("person "+number(id), id, func() (string, error) {
		person, err := org.FindPerson(t.c, t.c.tx, t.c.who.County, id)
		return person.Name, err
	}, "")
}

func (t *titles) find(key string, id int64, find func() (string, error), otherwise string) string {
	if id == 0 {
		return ""
	}
	title, known := t.known[key]
	if !known {
		var err error
		if title, err = t.all.Recall(t.c, t.c.tx, store.Source{County: t.c.who.County, Parts: []string{org.Part}, Key: key}, find); err != nil {
			title = otherwise
		}
		t.known[key] = title
	}
	return title
}
