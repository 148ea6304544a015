package server

import (
	"slices"

	"qixing/fault"
	"qixing/ledger"
	"qixing/org"
	"qixing/pack"
	"qixing/target"
)

type gridMeasure struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Unit    string `json:"unit"`
	Chapter string `json:"chapter" doc:"the chapter of the register that it comes from"`
}

func viewMeasure(lang string, p *pack.Pack, m *pack.Measure) gridMeasure {
	view := gridMeasure{ID: m.ID, Title: titleIn(lang, m.Title, m.TitleEN), Unit: pack.UnitIn(lang, m.Unit)}
	if leaves, _ := leavesOf(p, m, 0); len(leaves) > 0 {
		view.Chapter = leaves[0].Chapter
	}
	return view
}

// gridMeasures are those about villages that aren't sensitive and that the asker may read the records of.
func gridMeasures(c call, books *ledger.Ledger) []gridMeasure {
	views := []gridMeasure{}
	for _, measure := range books.Pack.Measures {
		if leaves, plain := leavesOf(books.Pack, measure, 0); !plain || !aboutVillages(leaves) {
			continue
		}
		if _, may := sightOf(c, books, measure); may {
			views = append(views, viewMeasure(c.lang, books.Pack, measure))
		}
	}
	return views
}

// deepest bounds how far a measure is followed into those that it is computed from.
const deepest = 8

// leavesOf are the registers that a measure is computed from. It isn't plain when one of them is sensitive, or when it comes from an
// evaluation or a contest, which show their results themselves.
func leavesOf(p *pack.Pack, m *pack.Measure, depth int) (leaves []*pack.Register, plain bool) {
	var inputs []string
	switch {
	case m.Scheme+m.Contest != "" || depth > deepest:
		return nil, false
	case m.Previous != "":
		inputs = []string{m.Previous}
	case m.Is != nil && m.Is.Compiled != nil:
		inputs = m.Is.Compiled.Names()
	default:
		register, found := p.FindRegister(m.Register)
		if !found || register.Sensitive {
			return nil, false
		}
		return []*pack.Register{register}, true
	}
	for _, name := range inputs {
		input, is := p.FindMeasure(name)
		if !is {
			continue // a parameter
		}
		below, fine := leavesOf(p, input, depth+1)
		if !fine {
			return nil, false
		}
		leaves = append(leaves, below...)
	}
	return leaves, len(leaves) > 0
}

func aboutVillages(leaves []*pack.Register) bool {
	return !slices.ContainsFunc(leaves, func(r *pack.Register) bool { return r.Owner != string(org.Village) })
}

// sightOf tells about which units the asker may see a measure: those of which they may read every record behind it.
func sightOf(c call, books *ledger.Ledger, m *pack.Measure) (sees func(org.Unit) bool, may bool) {
	leaves, plain := leavesOf(books.Pack, m, 0)
	if !plain {
		return nil, false
	}
	scopes := make([]org.Scope, len(leaves))
	for i, leaf := range leaves {
		if scopes[i] = books.ReadScope(c.who, leaf); scopes[i].IsEmpty() {
			return nil, false
		}
	}
	return func(unit org.Unit) bool {
		return !slices.ContainsFunc(scopes, func(scope org.Scope) bool { return !scope.Contains(unit) })
	}, true
}

func offers(offered []gridMeasure, id string) bool {
	return slices.ContainsFunc(offered, func(m gridMeasure) bool { return m.ID == id })
}

// measureAtHand is what the grid shows: what was asked for, else what the worst target that has one is about, else what any target is about.
func measureAtHand(p *pack.Pack, offered []gridMeasure, asked string, worst []target.Standing) string {
	if asked != "" {
		return asked
	}
	for _, standing := range worst {
		if measure, about := target.MemberMeasure(p, standing.Target); about && offers(offered, measure.ID) {
			return measure.ID
		}
	}
	for _, t := range p.Targets {
		if measure, about := target.MemberMeasure(p, t); about && offers(offered, measure.ID) {
			return measure.ID
		}
	}
	return ""
}

// measureAsked finds a measure that the asker may see about a unit; 0 is the county.
func measureAsked(c call, books *ledger.Ledger, id string, unit int64) (*pack.Measure, org.Unit, error) {
	measure, found := books.Pack.FindMeasure(id)
	if !found {
		return nil, org.Unit{}, fault.NotFound("server.no_measure", fault.Args{"measure": id})
	}
	where, err := books.Tree.Root()
	if unit != 0 && err == nil {
		where, err = books.Tree.FindUnit(unit)
	}
	if err != nil {
		return nil, where, err
	}
	if sees, may := sightOf(c, books, measure); !may || !sees(where) {
		return nil, where, fault.Forbidden("server.may_not_measure", fault.Args{"measure": titleIn(c.lang, measure.Title, measure.TitleEN)})
	}
	return measure, where, nil
}
