package org

import (
	"strings"

	"qixing/fault"
)

// suffixes are what people leave out or write out in a unit's name, longest first.
var suffixes = map[Kind][]string{
	Village:   {"村民委员会", "村委会", "行政村", "村"},
	Community: {"社区居民委员会", "社区居委会", "居民委员会", "居委会", "社区"},
	Town:      {"街道办事处", "街道", "镇", "乡"},
	County:    {"县", "区", "市"},
}

// FindByTitle gives the unit of a kind ("" for any) that people mean by a title within a subtree (0 for the whole county):
// 西关村, 西关 and 西关村委会 are the same. A title that two existing units have is a fault that says so.
func (t *Tree) FindByTitle(kind Kind, title string, within int64) (Unit, error) {
	units := t.units
	if within != 0 {
		units = t.Subtree(within)
	}
	title = strings.Join(strings.Fields(title), "")
	for _, same := range []func(Unit) bool{
		func(u Unit) bool { return u.Title == title },
		func(u Unit) bool { return strings.EqualFold(strings.Join(strings.Fields(u.TitleEN), ""), title) },
		func(u Unit) bool { return stem(u.Kind, u.Title) == stem(u.Kind, title) },
	} {
		if matches := match(units, kind, same); len(matches) == 1 {
			return matches[0], nil
		} else if len(matches) > 1 {
			return Unit{}, fault.Invalid("org.unit_ambiguous", fault.Args{"title": title, "count": len(matches)})
		}
	}
	return Unit{}, fault.NotFound("org.unit_not_found", fault.Args{"unit": title})
}

// TitleOf is what a unit is called in a language; "" for one that there is not.
func (t *Tree) TitleOf(id int64, lang string) string {
	unit, err := t.FindUnit(id)
	if err != nil {
		return ""
	}
	return unit.In(lang)
}

// TownOf is what the town above a unit is called in a language; "" for a unit that has none above it.
func (t *Tree) TownOf(id int64, lang string) string {
	town, err := t.Ancestor(id, Town)
	if err != nil || town.ID == id {
		return ""
	}
	return town.In(lang)
}

// match leaves out units of the past as long as one of the present matches.
func match(units []Unit, kind Kind, same func(Unit) bool) []Unit {
	var present, past []Unit
	for _, u := range units {
		switch {
		case kind != "" && u.Kind != kind || !same(u):
		case u.ValidTo == "":
			present = append(present, u)
		default:
			past = append(past, u)
		}
	}
	if len(present) > 0 {
		return present
	}
	return past
}

func stem(kind Kind, title string) string {
	for _, suffix := range suffixes[kind] {
		if rest, ok := strings.CutSuffix(title, suffix); ok && rest != "" {
			return rest
		}
	}
	return title
}
