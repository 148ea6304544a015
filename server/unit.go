package server

import (
	"qixing/org"
	"qixing/pack"
)

type unitView struct {
	ID       int64  `json:"id"`
	ParentID int64  `json:"parent_id"`
	Kind     string `json:"kind"`
	Code     string `json:"code"`
	Title    string `json:"title"`
	ValidTo  string `json:"valid_to,omitempty" doc:"its last day, once it is closed"`
}

type postView struct {
	Role      string `json:"role"`
	RoleTitle string `json:"role_title"`
	UnitTitle string `json:"unit_title"`
	From      string `json:"from"`
	To        string `json:"to,omitempty"`
}

type personView struct {
	ID        int64      `json:"id"`
	Name      string     `json:"name"`
	UnitID    int64      `json:"unit_id"`
	UnitTitle string     `json:"unit_title"`
	Posts     []postView `json:"posts"`
}

type personsView struct {
	Total int          `json:"total"`
	Items []personView `json:"items"`
}

type personsQuery struct {
	Q      string `query:"q" maxLength:"50"`
	UnitID int64  `query:"unit_id"`
	Page   int    `query:"page" minimum:"1" default:"1"`
	Size   int    `query:"size" minimum:"1" maximum:"200" default:"30"`
}

func (s *Server) orgRoutes() {
	query(s, "/units", "The county's units, each before what is below it", func(c call, _ *struct{}) (listOf[unitView], error) {
		tree, err := org.LoadTree(c, c.tx, c.who.County)
		if err != nil {
			return listOf[unitView]{}, err
		}
		return listed(tree.Units(), func(u org.Unit) unitView {
			return unitView{ID: u.ID, ParentID: u.ParentID, Kind: string(u.Kind), Code: u.Code, Title: u.In(c.lang), ValidTo: u.ValidTo}
		}), nil
	})
	query(s, "/persons", "People at the units that the asker's grants open", func(c call, in *personsQuery) (personsView, error) {
		return s.listPersons(c, in)
	})
}

func (s *Server) listPersons(c call, in *personsQuery) (personsView, error) {
	_, policy, err := s.Packs.ActivePack(c, c.tx, c.who.County)
	if err != nil {
		return personsView{}, err
	}
	tree, err := org.LoadTree(c, c.tx, c.who.County)
	if err != nil {
		return personsView{}, err
	}
	persons, total, err := org.ListPersons(c, c.tx, c.who.County, org.PersonQuery{Scope: c.who.ScopeOf(peopleRoles(c.who)...), UnitID: in.UnitID, Search: in.Q,
		Limit: in.Size, Offset: (in.Page - 1) * in.Size})
	view := personsView{Total: total, Items: make([]personView, 0, len(persons))}
	if err != nil {
		return view, err
	}
	for _, person := range persons {
		one, err := viewPerson(c, policy, tree, person)
		if err != nil {
			return view, err
		}
		view.Items = append(view.Items, one)
	}
	return view, nil
}

// peopleRoles are the roles that know the people of their units: all of the policy's, and whoever makes accounts for people.
func peopleRoles(who org.Principal) []string {
	var roles []string
	for _, role := range who.Roles() {
		if role != org.SecurityAdmin && role != org.AuditAdmin {
			roles = append(roles, role)
		}
	}
	return roles
}

func viewPerson(c call, policy *pack.Pack, tree *org.Tree, person org.Person) (personView, error) {
	view := personView{ID: person.ID, Name: person.Name, UnitID: person.UnitID, UnitTitle: tree.TitleOf(person.UnitID, c.lang), Posts: []postView{}}
	posts, err := org.ListPostsOf(c, c.tx, c.who.County, person.ID)
	for _, post := range posts {
		view.Posts = append(view.Posts, postView{Role: post.Role, RoleTitle: roleIn(c.lang, policy, post.Role), UnitTitle: tree.TitleOf(post.UnitID, c.lang),
			From: post.HeldFrom, To: post.HeldTo})
	}
	return view, err
}
