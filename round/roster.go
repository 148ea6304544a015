package round

import (
	"context"
	"fmt"

	"qixing/ledger"
	"qixing/org"
	"qixing/store"
)

// person is the kind of subject that is no unit.
const person = "person"

// subject is who enters a round.
type subject struct {
	unit     org.Unit
	personID int64
	code     string
	title    string
}

// roster gives who enters: every unit of the scheme's kind, whoever holds the post that the scheme names, or has a record in its register.
func (r *Running) roster(ctx context.Context, tx *store.Tx, l *ledger.Ledger) ([]subject, error) {
	if r.Policy.Entries != nil && r.Policy.Entries.Holders != "" {
		return r.holders(ctx, tx, l)
	}
	if r.Policy.Entries != nil {
		return r.applicants(ctx, tx, l)
	}
	var subjects []subject
	for _, unit := range l.Tree.Roster(org.Kind(r.Policy.Subject), 0, r.ReferenceDate.String()) {
		one := subject{unit: unit}
		one.name()
		subjects = append(subjects, one)
	}
	return subjects, nil
}

// holders gives those who hold the scheme's post on the reference date, each at the unit of the post.
func (r *Running) holders(ctx context.Context, tx *store.Tx, l *ledger.Ledger) ([]subject, error) {
	posts, err := org.ListPosts(ctx, tx, r.County, r.Policy.Entries.Holders)
	if err != nil {
		return nil, err
	}
	var subjects []subject
	for _, post := range posts {
		if !post.HeldOn(r.ReferenceDate.String()) {
			continue
		}
		who, err := org.FindPerson(ctx, tx, r.County, post.PersonID)
		if err != nil {
			return nil, err
		}
		one := subject{personID: who.ID, title: who.Name}
		if one.unit, err = l.Tree.FindUnit(post.UnitID); err != nil {
			return nil, err
		}
		one.name()
		subjects = append(subjects, one)
	}
	return subjects, nil
}

func (r *Running) applicants(ctx context.Context, tx *store.Tx, l *ledger.Ledger) ([]subject, error) {
	applicants, err := l.ListApplicants(ctx, tx, r.Policy.Entries, r.Period)
	if err != nil {
		return nil, err
	}
	subjects := make([]subject, 0, len(applicants))
	for _, id := range applicants {
		one := subject{}
		unit := id
		if r.Policy.Subject == person {
			who, err := org.FindPerson(ctx, tx, r.County, id)
			if err != nil {
				return nil, err
			}
			one.personID, one.title, unit = who.ID, who.Name, who.UnitID
		}
		if one.unit, err = l.Tree.FindUnit(unit); err != nil {
			return nil, err
		}
		one.name()
		subjects = append(subjects, one)
	}
	return subjects, nil
}

// name gives a subject its code and title. A person is named by unit and internal number: names repeat, and an identity number has no place
// in a ranking.
func (s *subject) name() {
	s.code = s.unit.Code
	if s.personID != 0 {
		s.code = fmt.Sprintf("%s-%d", s.unit.Code, s.personID)
		return
	}
	s.title = s.unit.Title
}
