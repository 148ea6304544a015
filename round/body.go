package round

import (
	"slices"

	"qixing/org"
	"qixing/pack"
)

// Part gives the unit for whose entries the body of a stage acts, of which an entry is one: 0 where it acts for the whole county.
func (r *Running) Part(stage *pack.Stage, e Entry) int64 {
	role, _ := r.Pack.FindRole(stage.By)
	switch {
	case role == nil:
		return 0
	case role.At == "town":
		return e.TownID
	case role.At == "village":
		return e.VillageID
	}
	return 0
}

// Parts gives, in the order of the entries, the parts of a stage that someone may act for, each with its first entry.
func (r *Running) Parts(who org.Principal, stage *pack.Stage, entries []Entry) []Entry {
	var firsts []Entry
	for _, e := range entries {
		part := r.Part(stage, e)
		seen := slices.ContainsFunc(firsts, func(one Entry) bool { return r.Part(stage, one) == part })
		if !seen && Holds(who, stage.By, e.UnitPath) {
			firsts = append(firsts, e)
		}
	}
	return firsts
}

// before gives the places, in a round's list, of the entries of one part.
func (s *Scored) before(r *Running, stage *pack.Stage, unit int64) []int {
	var places []int
	for i, e := range s.Entries {
		if r.Part(stage, e) == unit {
			places = append(places, i)
		}
	}
	return places
}
