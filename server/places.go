package server

import (
	"qixing/contest"
	"qixing/org"
	"qixing/round"
)

// places names units that a result, a notice or a grant keeps the title of: to a reader of English by the English name that the unit has
// by now, otherwise as it was written.
type places struct {
	lang string
	tree *org.Tree // nil where nothing is to be looked up
}

func (s *Server) places(c call) places {
	if c.lang != "en" {
		return places{lang: c.lang}
	}
	books, err := s.books(c)
	if err != nil { // no policy is applied yet: a name can stay as it was written
		return places{lang: c.lang}
	}
	return places{lang: c.lang, tree: books.Tree}
}

func (p places) unit(id int64, written string) string {
	if p.tree == nil {
		return written
	}
	if unit, err := p.tree.FindUnit(id); err == nil && unit.TitleEN != "" {
		return unit.In(p.lang)
	}
	return written
}

// entry is what an entry is called: a person by the name they have, a unit as a unit is.
func (p places) entry(e round.Entry) string {
	if e.PersonID != 0 {
		return e.Title
	}
	return p.unit(e.UnitID, e.Title)
}

func (p places) town(e round.Entry) string { return p.unit(e.TownID, e.TownTitle) }

// contestants gives contestants with the names of their units; those that it is given stay as they are.
func (p places) contestants(list []contest.Contestant) []contest.Contestant {
	named := make([]contest.Contestant, len(list))
	for i, one := range list {
		one.Title, one.TownTitle = p.unit(one.UnitID, one.Title), p.unit(one.TownID, one.TownTitle)
		named[i] = one
	}
	return named
}
