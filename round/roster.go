package round

import (
	"context"
	"fmt"

	"qixing/ledger"
	"qixing/org"
	"qixing/store"
)

// subject is who enters a round.
type subject struct {
	unit     org.Unit
	personID int64
	code     string
	title    string
}

// roster gives who enters: every unit of the scheme's kind, or whoever has a record in the register that the scheme names.
func (r *Running) roster(ctx context.Context, tx *store.Tx, tree *org.Tree) ([]subject, error) {
	if r.Policy.Entries != nil {
		return r.applicants(ctx, tx, tree)
	}
	if r.Policy.Subject == "person" {
		return r.everybody(ctx, tx, tree)
	}
	var subjects []subject
	for _, unit := range tree.Roster(org.Kind(r.Policy.Subject), 0, r.ReferenceDate.String()) {
		subjects = append(subjects, subject{unit: unit, code: unit.Code, title: unit.Title})
	}
	return subjects, nil
}

func (r *Running) applicants(ctx context.Context, tx *store.Tx, tree *org.Tree) ([]subject, error) {
	refs, err := ledger.ListSubjects(ctx, tx, r.Pack, r.Values, r.County, r.Policy.Entries, r.Period)
	if err != nil {
		return nil, err
	}
	var subjects []subject
	for _, ref := range refs {
		unit, err := tree.FindUnit(ref.UnitID)
		if err != nil {
			return nil, err
		}
		one := subject{unit: unit, code: unit.Code, title: unit.Title}
		if ref.PersonID != 0 {
			person, err := org.FindPerson(ctx, tx, r.County, ref.PersonID)
			if err != nil {
				return nil, err
			}
			one.asPerson(person)
		}
		subjects = append(subjects, one)
	}
	return subjects, nil
}

func (r *Running) everybody(ctx context.Context, tx *store.Tx, tree *org.Tree) ([]subject, error) {
	persons, err := org.AllPersons(ctx, tx, r.County)
	if err != nil {
		return nil, err
	}
	subjects := make([]subject, 0, len(persons))
	for _, person := range persons {
		unit, err := tree.FindUnit(person.UnitID)
		if err != nil {
			return nil, err
		}
		one := subject{unit: unit}
		one.asPerson(person)
		subjects = append(subjects, one)
	}
	return subjects, nil
}

// asPerson names a person by unit and internal number: names repeat, and an identity number has no place in a ranking.
func (s *subject) asPerson(person org.Person) {
	s.personID = person.ID
	s.code = fmt.Sprintf("%s-%d", s.unit.Code, person.ID)
	s.title = person.Name
}
