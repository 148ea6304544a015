package org

import (
	"context"
	"errors"
	"fmt"
	"io"

	"qixing/fault"
	"qixing/store"
)

// PersonRow is a person as a list of people states them, perhaps with a post.
type PersonRow struct {
	Unit string // the unit's code
	NewPerson
	Post, From string // a role that is a post, and the first day; "" for none
	Line       int    // where it stands in its file, for messages
}

// PeopleReport says what an import did.
type PeopleReport struct{ Created, Unchanged, Appointed int }

// ReadPeople reads a list of people: CSV with the columns unit and name and, if wanted, sex, birth_month, joined_party, phone, post
// and from, in any order.
func ReadPeople(r io.Reader) ([]PersonRow, error) {
	table, err := newTable(r, "unit", "name")
	if err != nil {
		return nil, fmt.Errorf("read people: %w", err)
	}
	var rows []PersonRow
	for {
		err := table.next()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read people: %w", err)
		}
		line, _ := table.csv.FieldPos(0)
		rows = append(rows, PersonRow{Unit: table.cell("unit"), Post: table.cell("post"), From: table.cell("from"), Line: line,
			NewPerson: NewPerson{Name: table.cell("name"), Sex: table.cell("sex"), BirthMonth: table.cell("birth_month"),
				JoinedParty: table.cell("joined_party"), Phone: table.cell("phone")}})
	}
}

// ImportPeople adds the people of a list who aren't there yet, and gives them their posts; all or nothing. Someone is recognised by unit
// and name; whoever is there stays as they are. Which roles are posts is the caller's to know.
func ImportPeople(ctx context.Context, tx *store.Tx, keys *Keyring, county string, rows []PersonRow) (PeopleReport, error) {
	in := peopleImport{ctx: ctx, tx: tx, keys: keys, county: county, known: map[personKey]int64{}}
	var err error
	if in.tree, err = LoadTree(ctx, tx, county); err != nil {
		return PeopleReport{}, err
	}
	everyone, err := ListEveryone(ctx, tx, county)
	if err != nil {
		return PeopleReport{}, err
	}
	for _, p := range everyone {
		in.known[personKey{p.UnitID, p.Name}] = p.ID
	}
	for _, row := range rows {
		err := in.take(row)
		if fault.Find(err) == nil && err != nil {
			return PeopleReport{}, err
		}
		if err != nil {
			return PeopleReport{}, fault.Invalid("org.person_row", fault.Args{"line": row.Line, "name": row.Name, "why": err}).Because(err)
		}
	}
	return in.report, nil
}

type personKey struct {
	unit int64
	name string
}

type peopleImport struct {
	ctx    context.Context
	tx     *store.Tx
	keys   *Keyring
	county string
	tree   *Tree
	known  map[personKey]int64
	report PeopleReport
}

func (in *peopleImport) take(row PersonRow) error {
	unit, err := in.tree.FindByCode(row.Unit)
	if err != nil {
		return err
	}
	id, known := in.known[personKey{unit.ID, row.Name}]
	if known {
		in.report.Unchanged++
	} else {
		row.NewPerson.UnitID = unit.ID
		person, err := CreatePerson(in.ctx, in.tx, in.keys, in.county, row.NewPerson)
		if err != nil {
			return err
		}
		id, in.known[personKey{unit.ID, row.Name}] = person.ID, person.ID
		in.report.Created++
	}
	if row.Post == "" {
		return nil
	}
	return in.appoint(Post{PersonID: id, UnitID: unit.ID, Role: row.Post, HeldFrom: row.From})
}

// appoint gives a post to whoever doesn't hold it from that day already.
func (in *peopleImport) appoint(post Post) error {
	posts, err := ListPostsOf(in.ctx, in.tx, in.county, post.PersonID)
	if err != nil {
		return err
	}
	for _, held := range posts {
		if held.UnitID == post.UnitID && held.Role == post.Role && held.HeldFrom == post.HeldFrom {
			return nil
		}
	}
	if _, err = AppointPost(in.ctx, in.tx, in.county, post, false); err == nil {
		in.report.Appointed++
	}
	return err
}
