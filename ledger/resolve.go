package ledger

import (
	"context"
	"strconv"
	"strings"

	"qixing/fault"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

// resolver finds the units and people that a sheet names, each text once.
type resolver struct {
	ledger *Ledger
	lang   string
	within []int64 // the tops of what who may fill
	units  map[string]foundUnit
	people map[string][]org.Person
	calls  map[string]*callbook // by register
}

type foundUnit struct {
	id  int64
	err error
}

func newResolver(l *Ledger, who org.Principal, roles []string) *resolver {
	r := &resolver{ledger: l, lang: who.Language, units: map[string]foundUnit{}, calls: map[string]*callbook{}}
	for _, path := range who.ScopeOf(roles...).Paths() {
		ids := strings.Split(strings.Trim(path, "/"), "/")
		if id, err := strconv.ParseInt(ids[len(ids)-1], 10, 64); err == nil {
			r.within = append(r.within, id)
		}
	}
	return r
}

// unit finds a unit of a kind ("" for any) by its title or division code, in a town if one is given.
func (r *resolver) unit(kind, title, town string) (int64, error) {
	key := kind + "|" + title + "|" + town
	found, ok := r.units[key]
	if !ok {
		found.id, found.err = r.findUnit(org.Kind(kind), compact(title), compact(town))
		r.units[key] = found
	}
	return found.id, found.err
}

func (r *resolver) findUnit(kind org.Kind, title, town string) (int64, error) {
	if allDigits(title) && len(title) >= 6 {
		unit, err := r.ledger.Tree.FindByCode(title)
		if err == nil && kind != "" && unit.Kind != kind {
			err = fault.Invalid("ledger.wrong_kind", fault.Args{"unit": unit.In(r.lang)})
		}
		return unit.ID, err
	}
	if !IsBlank(town) {
		in, err := r.ledger.Tree.FindByTitle(org.Town, town, 0)
		if err != nil {
			return 0, err
		}
		if kind == org.Town {
			return in.ID, nil
		}
		unit, err := r.ledger.Tree.FindByTitle(kind, title, in.ID)
		return unit.ID, err
	}
	unit, err := r.ledger.Tree.FindByTitle(kind, title, 0)
	if err == nil {
		return unit.ID, nil
	}
	if id, ok := r.inScope(kind, title); ok {
		return id, nil
	}
	if id, ok := r.afterTown(kind, title); ok {
		return id, nil
	}
	if f := fault.Find(err); f != nil && f.Key == "org.unit_ambiguous" {
		err = fault.Invalid("ledger.unit_ambiguous", f.Args)
	}
	return 0, err
}

// inScope finds the one village of the name among those that who may fill.
func (r *resolver) inScope(kind org.Kind, title string) (int64, bool) {
	var ids []int64
	for _, top := range r.within {
		if unit, err := r.ledger.Tree.FindByTitle(kind, title, top); err == nil {
			ids = append(ids, unit.ID)
		}
	}
	if len(ids) != 1 {
		return 0, false
	}
	return ids[0], true
}

// afterTown reads 东镇西关村, the town written before the village, in either language.
func (r *resolver) afterTown(kind org.Kind, title string) (int64, bool) {
	for _, unit := range r.ledger.Tree.Units() {
		for _, town := range []string{unit.Title, compact(unit.TitleEN)} {
			rest, ok := strings.CutPrefix(title, town)
			if !ok || unit.Kind != org.Town || town == "" || rest == "" {
				continue
			}
			if found, err := r.ledger.Tree.FindByTitle(kind, rest, unit.ID); err == nil {
				return found.ID, true
			}
		}
	}
	return 0, false
}

// person finds a person by name, at a unit if one is given (0: anywhere).
func (r *resolver) person(ctx context.Context, tx *store.Tx, name string, unit int64) (org.Person, error) {
	if err := r.loadPeople(ctx, tx); err != nil {
		return org.Person{}, err
	}
	var matches []org.Person
	for _, person := range r.people[personName(name)] {
		if unit == 0 || r.ledger.Tree.Contains(unit, person.UnitID) {
			matches = append(matches, person)
		}
	}
	switch len(matches) {
	case 1:
		return matches[0], nil
	case 0:
		return org.Person{}, fault.Invalid("ledger.no_person", fault.Args{"name": name})
	}
	return org.Person{}, fault.Invalid("ledger.person_ambiguous", fault.Args{"name": name, "count": len(matches)})
}

func (r *resolver) loadPeople(ctx context.Context, tx *store.Tx) error {
	if r.people != nil {
		return nil
	}
	people, _, err := org.ListPersons(ctx, tx, r.ledger.County, org.PersonQuery{Scope: org.WholeCounty()})
	if err != nil {
		return err
	}
	r.people = map[string][]org.Person{}
	for _, person := range people {
		name := personName(person.Name)
		r.people[name] = append(r.people[name], person)
	}
	return nil
}

// personName makes one of 张  三 and 张三, and of the points in 扎西•顿珠.
func personName(name string) string {
	return strings.NewReplacer("•", "·", "‧", "·", "・", "·", "．", "·").Replace(compact(name))
}

// reference reads a cell that names a unit, a person or a record; unit is where the row's own record is.
func (r *resolver) reference(ctx context.Context, tx *store.Tx, field *pack.Field, text string, unit int64) (Value, error) {
	switch field.Type {
	case pack.UnitRef:
		id, err := r.unit(field.Of, text, "")
		return NumberValue(id), err
	case pack.PersonRef:
		name, unit := text, int64(0)
		if at := strings.LastIndexAny(compact(text), "(/"); at > 0 { // 张三(西关村)
			text = compact(text)
			name = text[:at]
			id, err := r.unit("", strings.Trim(text[at:], "()/"), "")
			if err != nil {
				return Value{}, err
			}
			unit = id
		}
		person, err := r.person(ctx, tx, name, unit)
		return NumberValue(person.ID), err
	}
	id, err := r.record(ctx, tx, field.Of, text, unit)
	return NumberValue(id), err
}
