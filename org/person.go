package org

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"qixing/fault"
	"qixing/store"
)

// Person is someone who holds a post, is evaluated, or takes part. No identity number is ever kept here.
type Person struct {
	ID          int64
	UnitID      int64 // where the person belongs now
	Name        string
	Pinyin      string
	Initials    string
	Sex         string // 男, 女 or ""
	BirthMonth  string // 1971-03 or ""
	JoinedParty string // 1996-07-01 or ""
	Demo        bool
}

// NewPerson is what a person is made of.
type NewPerson struct {
	UnitID      int64
	Name        string
	Sex         string
	BirthMonth  string
	JoinedParty string
	Phone       string // kept encrypted
	Demo        bool
}

var (
	monthForm = regexp.MustCompile(`^(\d{4}-(0[1-9]|1[0-2]))?$`)
	dayForm   = regexp.MustCompile(`^(\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))?$`)
)

// longestName leaves room for names of other nations, as 阿卜杜热西提·买买提.
const longestName = 50

func (n *NewPerson) check() error {
	n.Name = strings.TrimSpace(strings.NewReplacer("•", "·", "‧", "·", "・", "·").Replace(n.Name))
	switch {
	case n.Name == "" || utf8.RuneCountInString(n.Name) > longestName:
		return fault.Invalid("org.name_length", fault.Args{"most": longestName}).At("name")
	case n.Sex != "" && n.Sex != "男" && n.Sex != "女":
		return fault.Invalid("org.sex_unknown", nil).At("sex")
	case !monthForm.MatchString(n.BirthMonth):
		return fault.Invalid("org.month_form", fault.Args{"value": n.BirthMonth}).At("birth_month")
	case !dayForm.MatchString(n.JoinedParty):
		return fault.Invalid("org.day_form", fault.Args{"value": n.JoinedParty}).At("joined_party")
	}
	return nil
}

const personColumns = `id, unit_id, name, pinyin, initials, sex, birth_month, joined_party, demo`

func scanPerson(row scanner) (Person, error) {
	var p Person
	err := row.Scan(&p.ID, &p.UnitID, &p.Name, &p.Pinyin, &p.Initials, &p.Sex, &p.BirthMonth, &p.JoinedParty, &p.Demo)
	return p, err
}

// CreatePerson adds one person to a unit.
func CreatePerson(ctx context.Context, tx *store.Tx, keys *Keyring, county string, n NewPerson) (Person, error) {
	people, err := CreatePersons(ctx, tx, keys, county, []NewPerson{n})
	if err != nil {
		return Person{}, err
	}
	return people[0], nil
}

// CreatePersons adds many, all or nothing, in the order given. keys may be nil when nobody has a phone.
func CreatePersons(ctx context.Context, tx *store.Tx, keys *Keyring, county string, news []NewPerson) ([]Person, error) {
	ids, err := tx.NextIDs(ctx, len(news))
	if err != nil {
		return nil, err
	}
	people, rows := make([]Person, len(news)), make([][]any, len(news))
	for i, n := range news {
		if err := n.check(); err != nil {
			return nil, err
		}
		p := Person{ID: ids[i], UnitID: n.UnitID, Name: n.Name, Sex: n.Sex, BirthMonth: n.BirthMonth, JoinedParty: n.JoinedParty, Demo: n.Demo}
		p.Pinyin, p.Initials = NamePinyin(p.Name)
		people[i] = p
		phone, err := sealText(keys, phoneCell(county, p.ID), n.Phone)
		if err != nil {
			return nil, err
		}
		rows[i] = []any{county, p.ID, p.UnitID, p.Name, p.Pinyin, p.Initials, p.Sex, p.BirthMonth, p.JoinedParty, flag(p.Demo), phone}
	}
	tx.Touch(county, Part)
	if err := insertRows(ctx, tx, `INSERT INTO persons (county, `+personColumns+`, phone) VALUES `, rows); err != nil {
		return nil, fmt.Errorf("save persons: %w", err)
	}
	return people, nil
}

func phoneCell(county string, person int64) Cell {
	return Cell{County: county, Table: "persons", Row: person, Column: "phone"}
}

// FindPerson gives one person.
func FindPerson(ctx context.Context, tx *store.Tx, county string, id int64) (Person, error) {
	p, err := scanPerson(tx.QueryRow(ctx, `SELECT `+personColumns+` FROM persons WHERE county = $1 AND id = $2`, county, id))
	return p, found(err, "person", fault.NotFound("org.person_not_found", fault.Args{"person": id}))
}

// FindPhone opens a person's phone number, "" when none is kept. The caller has asked whether it may, and logs it.
func FindPhone(ctx context.Context, tx *store.Tx, keys *Keyring, county string, person int64) (string, error) {
	var sealed []byte
	err := tx.QueryRow(ctx, `SELECT phone FROM persons WHERE county = $1 AND id = $2`, county, person).Scan(&sealed)
	if err != nil {
		return "", found(err, "phone", fault.NotFound("org.person_not_found", fault.Args{"person": person}))
	}
	return openText(keys, phoneCell(county, person), sealed)
}

// PersonQuery is which persons to list.
type PersonQuery struct {
	Scope  Scope
	UnitID int64  // 0: anywhere in the scope; otherwise at the unit or below
	Search string // a part of the name, or the beginning of its pinyin or initials
	Limit  int    // 0: no limit
	Offset int
}

// ListPersons gives a page of persons by pinyin, and how many there are in all.
func ListPersons(ctx context.Context, tx *store.Tx, county string, q PersonQuery) ([]Person, int, error) {
	args := []any{county}
	where := `county = $1 AND ` + q.Scope.Where("unit_id", &args)
	if q.UnitID != 0 {
		args = append(args, fmt.Sprintf("%%/%d/%%", q.UnitID))
		where += fmt.Sprintf(` AND unit_id IN (SELECT id FROM units WHERE county = $1 AND path LIKE $%d)`, len(args))
	}
	if search := likeText(strings.TrimSpace(q.Search)); search != "" {
		args = append(args, "%"+search+"%", strings.ToLower(search)+"%")
		where += fmt.Sprintf(` AND (name LIKE $%d ESCAPE '\' OR pinyin LIKE $%d ESCAPE '\' OR initials LIKE $%d ESCAPE '\')`, len(args)-1, len(args), len(args))
	}
	var total int
	if err := tx.QueryRow(ctx, `SELECT count(*) FROM persons WHERE `+where, args...).Scan(&total); err != nil {
		return nil, 0, fmt.Errorf("count persons: %w", err)
	}
	page := ` ORDER BY pinyin, id`
	if q.Limit > 0 {
		page += fmt.Sprintf(` LIMIT %d OFFSET %d`, q.Limit, max(q.Offset, 0))
	}
	rows, err := tx.Query(ctx, `SELECT `+personColumns+` FROM persons WHERE `+where+page, args...)
	people, err := list(rows, err, scanPerson)
	if err != nil {
		return nil, 0, fmt.Errorf("list persons: %w", err)
	}
	return people, total, nil
}

// likeText takes the meaning from LIKE's own characters.
func likeText(text string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(text)
}

// MovePerson says that a person belongs to another unit from a day on, that day included.
func MovePerson(ctx context.Context, tx *store.Tx, county string, person, to int64, day string) error {
	p, err := FindPerson(ctx, tx, county, person)
	if err != nil {
		return err
	}
	if _, err := FindUnit(ctx, tx, county, to); err != nil {
		return err
	}
	if !dayForm.MatchString(day) || day == "" {
		return fault.Invalid("org.day_form", fault.Args{"value": day}).At("day")
	}
	return movePersons(ctx, tx, county, []Person{p}, to, day)
}

func moveEveryone(ctx context.Context, tx *store.Tx, county string, from, to int64, day string) error {
	rows, err := tx.Query(ctx, `SELECT `+personColumns+` FROM persons WHERE county = $1 AND unit_id = $2 ORDER BY id`, county, from)
	people, err := list(rows, err, scanPerson)
	if err != nil {
		return fmt.Errorf("list persons to move: %w", err)
	}
	return movePersons(ctx, tx, county, people, to, day)
}

func movePersons(ctx context.Context, tx *store.Tx, county string, people []Person, to int64, day string) error {
	tx.Touch(county, Part)
	for _, p := range people {
		id, err := tx.NextID(ctx)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `INSERT INTO person_moves (county, id, person_id, from_unit, to_unit, moved_on) VALUES ($1, $2, $3, $4, $5, $6)`,
			county, id, p.ID, p.UnitID, to, day)
		if err != nil {
			return fmt.Errorf("note the move of %s: %w", p.Name, err)
		}
		if _, err = tx.Exec(ctx, `UPDATE persons SET unit_id = $1 WHERE county = $2 AND id = $3`, to, county, p.ID); err != nil {
			return fmt.Errorf("move %s: %w", p.Name, err)
		}
	}
	return nil
}

// UnitOn gives the unit that a person belonged to on a day.
func UnitOn(ctx context.Context, tx *store.Tx, county string, person int64, day string) (int64, error) {
	p, err := FindPerson(ctx, tx, county, person)
	if err != nil {
		return 0, err
	}
	rows, err := tx.Query(ctx, `SELECT from_unit FROM person_moves WHERE county = $1 AND person_id = $2 AND moved_on > $3
		ORDER BY moved_on, id LIMIT 1`, county, person, day)
	later, err := list(rows, err, func(row scanner) (unit int64, err error) { err = row.Scan(&unit); return unit, err })
	if err != nil {
		return 0, fmt.Errorf("list moves: %w", err)
	}
	if len(later) > 0 {
		return later[0], nil
	}
	return p.UnitID, nil
}

// ListEveryone gives everybody of the county, by id.
func ListEveryone(ctx context.Context, tx *store.Tx, county string) ([]Person, error) {
	rows, err := tx.Query(ctx, `SELECT `+personColumns+` FROM persons WHERE county = $1 ORDER BY id`, county)
	people, err := list(rows, err, scanPerson)
	if err != nil {
		return nil, fmt.Errorf("list everybody: %w", err)
	}
	return people, nil
}
