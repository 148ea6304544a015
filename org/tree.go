package org

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"qixing/fault"
	"qixing/store"
)

// Tree is a county's units in memory, those of the past included. It never changes, so it can be shared.
type Tree struct {
	County string
	units  []Unit // a unit stands before its children, and they stand together
	ends   []int  // where the subtree of units[i] ends
	byID   map[int64]int
	byCode map[string]int
}

// LoadTree gives the units of a county as the transaction sees them, read once. Nobody may change it.
func LoadTree(ctx context.Context, tx *store.Tx, county string) (*Tree, error) {
	return store.Keep(tx, county, Part, "tree", func() (*Tree, error) { return readTree(ctx, tx, county) })
}

func readTree(ctx context.Context, tx *store.Tx, county string) (*Tree, error) {
	rows, err := tx.Query(ctx, `SELECT `+unitColumns+` FROM units WHERE county = $1`, county)
	units, err := list(rows, err, scanUnit)
	if err != nil {
		return nil, fmt.Errorf("load units of %s: %w", county, err)
	}
	return NewTree(county, units), nil
}

// NewTree arranges units: children follow their parent by position, code and id. A unit whose parent is missing stands at the top.
func NewTree(county string, units []Unit) *Tree {
	t := &Tree{County: county, byID: map[int64]int{}, byCode: map[string]int{}}
	known := make(map[int64]bool, len(units))
	for _, u := range units {
		known[u.ID] = true
	}
	children := map[int64][]Unit{}
	for _, u := range units {
		parent := u.ParentID
		if !known[parent] {
			parent = 0
		}
		children[parent] = append(children[parent], u)
	}
	for _, siblings := range children {
		slices.SortFunc(siblings, inOrder)
	}
	t.arrange(children, 0)
	return t
}

func inOrder(a, b Unit) int {
	return cmp.Or(cmp.Compare(a.Position, b.Position), cmp.Compare(a.Code, b.Code), cmp.Compare(a.ID, b.ID))
}

func (t *Tree) arrange(children map[int64][]Unit, parent int64) {
	for _, u := range children[parent] {
		at := len(t.units)
		t.units = append(t.units, u)
		t.ends = append(t.ends, 0)
		t.byID[u.ID] = at
		if u.Code != "" {
			t.byCode[u.Code] = at
		}
		if u.ID != 0 {
			t.arrange(children, u.ID)
		}
		t.ends[at] = len(t.units)
	}
}

// Units gives all of them, each before its children. The caller must not change them.
func (t *Tree) Units() []Unit { return t.units }

// Root is the county itself.
func (t *Tree) Root() (Unit, error) {
	if len(t.units) == 0 {
		return Unit{}, fault.NotFound("org.county_empty", fault.Args{"county": t.County})
	}
	return t.units[0], nil
}

// FindUnit gives the unit with an id.
func (t *Tree) FindUnit(id int64) (Unit, error) {
	if at, ok := t.byID[id]; ok {
		return t.units[at], nil
	}
	return Unit{}, fault.NotFound("org.unit_not_found", fault.Args{"unit": id})
}

// FindByCode gives the unit with a division code. Trailing zeros of a 12-digit code may be left out or given.
func (t *Tree) FindByCode(code string) (Unit, error) {
	for _, form := range []string{code, shortCode(code), longCode(code)} {
		if at, ok := t.byCode[form]; ok {
			return t.units[at], nil
		}
	}
	return Unit{}, fault.NotFound("org.unit_not_found", fault.Args{"unit": code})
}

// shortCode gives a county or town its 6 or 9 digits: 610327100000 → 610327100.
func shortCode(code string) string {
	if len(code) != 12 {
		return code
	}
	if town, ok := strings.CutSuffix(code, "000000"); ok {
		return town
	}
	short, _ := strings.CutSuffix(code, "000")
	return short
}

func longCode(code string) string {
	if len(code) > 12 {
		return code
	}
	return code + strings.Repeat("0", 12-len(code))
}

// Subtree gives a unit and all below it, with 0 the whole county; empty when there is no such unit. The caller must not
// change it.
func (t *Tree) Subtree(id int64) []Unit {
	if id == 0 {
		return t.units
	}
	at, ok := t.byID[id]
	if !ok {
		return nil
	}
	return t.units[at:t.ends[at]]
}

// Children gives the units right below one.
func (t *Tree) Children(id int64) []Unit {
	var children []Unit
	for _, u := range t.Subtree(id) {
		if u.ParentID == id && u.ID != id {
			children = append(children, u)
		}
	}
	return children
}

// Roster gives the units of a kind, at or below one (0 for the county), that exist on a day: what a round freezes as
// its subjects.
func (t *Tree) Roster(kind Kind, below int64, day string) []Unit {
	var roster []Unit
	for _, u := range t.Subtree(below) {
		if u.Kind == kind && u.ValidOn(day) {
			roster = append(roster, u)
		}
	}
	return roster
}

// Ancestor gives the nearest unit of a kind at or above one, as the town of a village.
func (t *Tree) Ancestor(id int64, kind Kind) (Unit, error) {
	for at, ok := t.byID[id]; ok; at, ok = t.byID[t.units[at].ParentID] {
		if t.units[at].Kind == kind {
			return t.units[at], nil
		}
	}
	return Unit{}, fault.NotFound("org.ancestor_not_found", fault.Args{"unit": id, "kind": kind})
}

// Contains tells whether id is ancestor itself or below it.
func (t *Tree) Contains(ancestor, id int64) bool {
	top, ok := t.byID[ancestor]
	at, known := t.byID[id]
	return ok && known && top <= at && at < t.ends[top]
}
