package server

import (
	"strconv"

	"qixing/fault"
	"qixing/ledger"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

// titles gives, during one request, what accounts and persons are called, and what records refer to.
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

// referred names what records of a register refer to, records, people and units, by field:id: one question for each register that is
// referred to. Whoever may read a record may read these names.
func (t *titles) referred(books *ledger.Ledger, register *pack.Register, records []ledger.Record) (map[string]string, error) {
	named, wanted := map[string]string{}, map[string][]int64{}
	for _, field := range register.Fields {
		for _, record := range records {
			id := record.Values[field.ID].Number
			key := reference(field, id)
			if _, known := named[key]; known || id == 0 {
				continue
			}
			switch field.Type {
			case pack.UnitRef:
				named[key] = books.Tree.TitleOf(id, t.c.lang)
			case pack.PersonRef:
				named[key] = t.person(id)
			case pack.RecordRef:
				named[key] = ""
				wanted[field.Of] = append(wanted[field.Of], id)
			}
		}
	}
	return named, t.nameRecords(books, register, wanted, named)
}

// nameRecords names the records that are wanted, by register.
func (t *titles) nameRecords(books *ledger.Ledger, register *pack.Register, wanted map[string][]int64, named map[string]string) error {
	for of, ids := range wanted {
		called, err := books.Titles(t.c, t.c.tx, of, ids, t.c.lang)
		if err != nil {
			return err
		}
		for _, field := range register.Fields {
			for id, title := range called {
				if _, is := named[reference(field, id)]; is && field.Of == of {
					named[reference(field, id)] = title
				}
			}
		}
	}
	return nil
}

// reference names a reference: product:12.
func reference(field *pack.Field, id int64) string { return field.ID + ":" + number(id) }

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
