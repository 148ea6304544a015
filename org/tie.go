package org

import (
	"context"
	"fmt"
	"slices"
	"time"

	"qixing/store"
)

// Tie is what keeps somebody from judging a unit: they belong to it, or have declared a conflict of interest about it.
type Tie struct {
	UnitID int64
	Path   string
	TownID int64 // the town or department that the unit is or lies in, or 0: for a stage that recuses by town
	Reason string
	// Declared says that it is a conflict of interest which they declared; otherwise they belong to the unit.
	Declared bool
}

// Reaches tells whether the tie is to the unit at path or to something inside it. A tie to a town does not reach its
// villages: whoever works for a town recommends among them, that is their task.
func (t Tie) Reaches(unit Unit) bool { return Unit{Path: t.Path}.Within(unit.Path) }

// Touches tells whether the tie keeps somebody from judging whoever stands at path, in a town: the tie is to that unit or, for a tie to a
// village or below where recusal goes by town, to its town.
func (t Tie) Touches(path string, town int64, wide bool) bool {
	return t.Reaches(Unit{Path: path}) || wide && t.TownID != 0 && t.TownID == town
}

// tieYears is for how long somebody who has left a post is still tied to its unit.
const tieYears = 3

// ListTies gives all ties that who has on a day: the unit they belong to, units at which they hold or in the last three
// years held a post or now have a grant, and what they have declared. Ties to the county itself count for nothing.
func ListTies(ctx context.Context, tx *store.Tx, who Principal, day string) ([]Tie, error) {
	tree, err := LoadTree(ctx, tx, who.County)
	if err != nil {
		return nil, err
	}
	ties := tiesOfGrants(tree, who)
	conflicts, err := ListConflicts(ctx, tx, who)
	if err != nil {
		return nil, err
	}
	for _, c := range conflicts {
		for _, u := range tree.Subtree(c.UnitID) { // who declares a town stands aside for all of its villages
			tie := tree.tie(u.ID, c.Reason)
			tie.Declared = true
			ties = append(ties, tie)
		}
	}
	own, err := tiesOfPerson(ctx, tx, tree, who, day)
	if err != nil {
		return nil, err
	}
	ties = append(ties, own...)
	return slices.DeleteFunc(ties, func(t Tie) bool { return t.Path == "" }), nil
}

func tiesOfGrants(tree *Tree, who Principal) []Tie {
	var ties []Tie
	for _, g := range who.Grants {
		ties = append(ties, tree.tie(g.UnitID, "本人在该单位有工作权限："+g.UnitTitle))
	}
	return ties
}

func tiesOfPerson(ctx context.Context, tx *store.Tx, tree *Tree, who Principal, day string) ([]Tie, error) {
	if who.PersonID == 0 {
		return nil, nil
	}
	unit, err := UnitOn(ctx, tx, who.County, who.PersonID, day)
	if err != nil {
		return nil, err
	}
	posts, err := ListPostsOf(ctx, tx, who.County, who.PersonID)
	if err != nil {
		return nil, err
	}
	ties := []Tie{tree.tie(unit, "本人所在单位")}
	since := yearsBefore(day, tieYears)
	for _, post := range posts {
		if post.HeldFrom <= day && (post.HeldTo == "" || post.HeldTo >= since) {
			ties = append(ties, tree.tie(post.UnitID, fmt.Sprintf("近%d年在该单位任职", tieYears)))
		}
	}
	return ties, nil
}

// tie makes a tie to a unit, an empty one when it is the county or unknown.
func (t *Tree) tie(unit int64, reason string) Tie {
	u, err := t.FindUnit(unit)
	if err != nil || u.ParentID == 0 {
		return Tie{}
	}
	tie := Tie{UnitID: u.ID, Path: u.Path, Reason: reason}
	if town, found := t.AtLevel(u.ID, "town"); found {
		tie.TownID = town.ID
	}
	return tie
}

func yearsBefore(day string, years int) string {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return at.AddDate(-years, 0, 0).Format(time.DateOnly)
}
