package org

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"qixing/fault"
	"qixing/store"
)

// Kind is what a unit is.
type Kind string

// The kinds. A 街道 or 乡 is a town here: it stands at the same level.
const (
	County      Kind = "county"
	Town        Kind = "town"
	Village     Kind = "village"
	Community   Kind = "community"
	Department  Kind = "department"
	Branch      Kind = "branch"
	Cooperative Kind = "cooperative"
	Base        Kind = "base"
	Enterprise  Kind = "enterprise"
)

// Kinds lists the closed set.
func Kinds() []Kind {
	return []Kind{County, Town, Village, Community, Department, Branch, Cooperative, Base, Enterprise}
}

// Unit is a node of the tree that a county is.
type Unit struct {
	ID         int64
	ParentID   int64 // 0 for the county
	Kind       Kind
	Code       string // division code of 6, 9 or 12 digits, or ""
	Title      string
	TitleEN    string
	Pinyin     string
	Path       string // /1/5/12/: the ids from the county down to the unit
	Position   int64  // order among its siblings
	ValidFrom  string // first day, or "" for always
	ValidTo    string // last day, or "" while it exists
	MergedInto int64  // what it became part of when it was closed, or 0
	Demo       bool
}

// In is what the unit is called in a language. Nothing is romanised: a unit without an English name keeps the one it has.
func (u Unit) In(lang string) string {
	if strings.HasPrefix(lang, "en") && u.TitleEN != "" {
		return u.TitleEN
	}
	return u.Title
}

// ValidOn tells whether the unit exists on a day.
func (u Unit) ValidOn(day string) bool {
	return u.ValidFrom <= day && (u.ValidTo == "" || day <= u.ValidTo)
}

// Within tells whether u is the unit at path or below it.
func (u Unit) Within(path string) bool { return path != "" && strings.HasPrefix(u.Path, path) }

const unitColumns = `id, parent_id, kind, code, title, title_en, pinyin, path, position, valid_from, valid_to, merged_into, demo`

type scanner interface{ Scan(dest ...any) error }

func scanUnit(row scanner) (Unit, error) {
	var u Unit
	err := row.Scan(&u.ID, &u.ParentID, &u.Kind, &u.Code, &u.Title, &u.TitleEN, &u.Pinyin, &u.Path, &u.Position,
		&u.ValidFrom, &u.ValidTo, &u.MergedInto, &u.Demo)
	return u, err
}

// FindUnit gives one unit.
func FindUnit(ctx context.Context, tx *store.Tx, county string, id int64) (Unit, error) {
	u, err := scanUnit(tx.QueryRow(ctx, `SELECT `+unitColumns+` FROM units WHERE county = $1 AND id = $2`, county, id))
	return u, found(err, "unit", fault.NotFound("org.unit_not_found", fault.Args{"unit": id}))
}

// NewUnit is a unit to be made by hand, as a department or a cooperative.
type NewUnit struct {
	ParentID       int64
	Kind           Kind
	Code           string
	Title, TitleEN string
	ValidFrom      string
	Demo           bool
}

// CreateUnit adds one unit below another. Only an import makes the county itself.
func CreateUnit(ctx context.Context, tx *store.Tx, county string, n NewUnit) (Unit, error) {
	n.Title = strings.TrimSpace(n.Title)
	if n.Title == "" {
		return Unit{}, fault.Invalid("org.title_missing", nil).At("title")
	}
	if n.Kind == County || !slices.Contains(Kinds(), n.Kind) {
		return Unit{}, fault.Invalid("org.kind_unknown", fault.Args{"kind": n.Kind}).At("kind")
	}
	parent, err := FindUnit(ctx, tx, county, n.ParentID)
	if err != nil {
		return Unit{}, err
	}
	id, err := tx.NextID(ctx)
	if err != nil {
		return Unit{}, err
	}
	u := Unit{ID: id, ParentID: parent.ID, Kind: n.Kind, Code: n.Code, Title: n.Title, TitleEN: n.TitleEN, Position: id,
		Pinyin: Pinyin(n.Title), Path: childPath(parent.Path, id), ValidFrom: n.ValidFrom, Demo: n.Demo}
	return u, insertUnits(ctx, tx, county, []Unit{u})
}

func childPath(parent string, id int64) string {
	if parent == "" {
		parent = "/"
	}
	return parent + strconv.FormatInt(id, 10) + "/"
}

// insertBatch is how many rows one statement carries: enough to make a round trip to a server cheap.
const insertBatch = 50

func insertUnits(ctx context.Context, tx *store.Tx, county string, units []Unit) error {
	rows := make([][]any, len(units))
	for i, u := range units {
		rows[i] = []any{county, u.ID, u.ParentID, string(u.Kind), u.Code, u.Title, u.TitleEN, u.Pinyin, u.Path, u.Position,
			u.ValidFrom, u.ValidTo, u.MergedInto, flag(u.Demo)}
	}
	tx.Touch(county, Part)
	err := insertRows(ctx, tx, `INSERT INTO units (county, `+unitColumns+`) VALUES `, rows)
	return taken(err, "units", fault.Conflict("org.code_taken", nil))
}
