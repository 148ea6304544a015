package org

// Level is the level of the administration at which a unit stands: "county"; "town", as towns, subdistricts and the county's own departments do;
// "village", as villages and communities do; "" for whatever lies within one of these.
func (t *Tree) Level(u Unit) string {
	switch u.Kind {
	case County:
		return "county"
	case Town:
		return "town"
	case Department:
		if parent, err := t.FindUnit(u.ParentID); err == nil && parent.Kind == County {
			return "town"
		}
	case Village, Community:
		return "village"
	}
	return ""
}

// AtLevel gives the unit at a level that an id stands for or lies within; false where there is none, as the village of a town's clerk.
func (t *Tree) AtLevel(id int64, level string) (Unit, bool) {
	for at, ok := t.byID[id]; ok; at, ok = t.byID[t.units[at].ParentID] {
		if t.Level(t.units[at]) == level {
			return t.units[at], true
		}
	}
	return Unit{}, false
}
