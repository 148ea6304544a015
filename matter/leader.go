package matter

import (
	"context"

	"qixing/calendar"
	"qixing/fault"
	"qixing/ledger"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

// Leader is who leads a matter by holding a post, now or for a part of its time. The matter stays with the post.
type Leader struct {
	Role   *pack.Role
	UnitID int64
	Person org.Person
	From   string
	To     string // "" while the post is held
	Now    bool
}

// ListLeaders gives who has led a matter since it began, the present one last.
func ListLeaders(ctx context.Context, tx *store.Tx, books *ledger.Ledger, m Matter) ([]Leader, error) {
	var leaders []Leader
	began := calendar.DateOf(m.Record.FilledAt).String()
	if len(m.Taken) > 0 {
		began = calendar.DateOf(m.Taken[0].At).String()
	}
	for _, rule := range m.Policy.LedBy {
		role, ok := books.Pack.FindRole(rule.ID)
		if !ok || !ledger.Holds(m.Register, rule.When, m.Record.Values) {
			continue
		}
		unit, err := books.Tree.Ancestor(m.Record.UnitID, org.Kind(role.At))
		if err != nil {
			continue
		}
		found, err := holders(ctx, tx, books.County, role, unit.ID, began)
		if err != nil {
			return nil, err
		}
		leaders = append(leaders, found...)
	}
	return leaders, nil
}

// holders gives who has held a post since a day.
func holders(ctx context.Context, tx *store.Tx, county string, role *pack.Role, unit int64, since string) ([]Leader, error) {
	posts, err := org.ListPostsAt(ctx, tx, county, unit, role.ID)
	if err != nil {
		return nil, err
	}
	today := calendar.DateOf(tx.Now).String()
	var leaders []Leader
	for _, post := range posts {
		if post.HeldTo != "" && post.HeldTo < since {
			continue
		}
		person, err := org.FindPerson(ctx, tx, county, post.PersonID)
		if err != nil && fault.CodeOf(err) != fault.CodeNotFound {
			return nil, err
		}
		leaders = append(leaders, Leader{Role: role, UnitID: unit, Person: person, From: post.HeldFrom, To: post.HeldTo, Now: post.HeldOn(today)})
	}
	return leaders, nil
}
