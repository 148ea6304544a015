package server

import (
	"strconv"

	"qixing/org"
)

// titles remembers, during one request, what accounts and persons are called.
type titles struct {
	c        call
	accounts map[int64]string
	persons  map[int64]string
}

func newTitles(c call) *titles {
	return &titles{c: c, accounts: map[int64]string{}, persons: map[int64]string{}}
}

// account is an account's title; 0 is whoever sits at the machine itself, and one that can't be found is its number.
func (t *titles) account(id int64) string {
	if id == 0 {
		return ""
	}
	title, known := t.accounts[id]
	if !known {
		title = "#" + strconv.FormatInt(id, 10)
		if account, err := org.FindAccount(t.c, t.c.tx, t.c.who.County, id); err == nil {
			title = account.Title
		}
		t.accounts[id] = title
	}
	return title
}

func (t *titles) person(id int64) string {
	if id == 0 {
		return ""
	}
	name, known := t.persons[id]
	if !known {
		if person, err := org.FindPerson(t.c, t.c.tx, t.c.who.County, id); err == nil {
			name = person.Name
		}
		t.persons[id] = name
	}
	return name
}
