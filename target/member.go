package target

import (
	"context"
	"fmt"
	"slices"

	"qixing/calendar"
	"qixing/expression"
	"qixing/fixed"
	"qixing/ledger"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

// Member is one of the units that a target counts, or whose records it adds up, and whether it does its part.
type Member struct {
	Unit      org.Unit
	Town      org.Unit
	Known     bool
	Value     fixed.Value
	Satisfies bool
}

// MemberMeasure names the figure of a target's members: what it adds up, or the first measure of its condition. None where the target isn't
// about villages or towns.
func MemberMeasure(p *pack.Pack, t *pack.Target) (*pack.Measure, bool) {
	if t.Measure != "" {
		measure, found := p.FindMeasure(t.Measure)
		if !found {
			return nil, false
		}
		register, kept := p.FindRegister(measure.Register)
		return measure, kept && register.Owner == string(org.Village) && measure.Subject == ""
	}
	if kind := MemberKind(t); t.CountOf+t.ShareOf != string(kind) || t.Where == nil || t.Where.Compiled == nil {
		return nil, false
	}
	for _, name := range t.Where.Compiled.Names() {
		if measure, found := p.FindMeasure(name); found {
			return measure, true
		}
	}
	return nil, false
}

// MemberKind is what a target's members are: the towns that it counts, or villages.
func MemberKind(t *pack.Target) org.Kind {
	if t.CountOf+t.ShareOf == string(org.Town) {
		return org.Town
	}
	return org.Village
}

// ListMembers gives a target's villages or towns on a day, in the order of the tree. One does its part when it satisfies the condition or,
// where a target adds something up, when it has anything at all.
func ListMembers(ctx context.Context, tx *store.Tx, l *ledger.Ledger, t *pack.Target, day calendar.Date) ([]Member, error) {
	measure, about := MemberMeasure(l.Pack, t)
	root, err := l.Tree.Root()
	if err != nil || !about {
		return nil, err
	}
	r, err := newReader(ctx, tx, l, t, day)
	if err != nil {
		return nil, err
	}
	var members []Member
	var subjects []ledger.Subject
	for _, unit := range l.Tree.Roster(MemberKind(t), root.ID, day.String()) {
		town, _ := l.Tree.Ancestor(unit.ID, org.Town)
		members, subjects = append(members, Member{Unit: unit, Town: town}), append(subjects, ledger.Subject{UnitID: unit.ID})
	}
	if t.Measure != "" {
		return members, r.addUp(members, subjects)
	}
	return members, r.judgeMembers(members, subjects, measure.ID)
}

func (r *reader) addUp(members []Member, subjects []ledger.Subject) error {
	for _, period := range r.periods() {
		readings, err := r.ledger.Measures(r.ctx, r.tx, r.measuring(subjects, period), r.target.Measure)
		if err != nil {
			return fmt.Errorf("members of target %s: %w", r.target.ID, err)
		}
		column := readings[r.target.Measure]
		for i := range members {
			if column.States != nil && column.States[i] != expression.Present {
				continue
			}
			one := &members[i]
			one.Known = true
			if one.Value, err = fixed.Add(one.Value, column.Values[i]); err != nil {
				return err
			}
			one.Satisfies = one.Value > 0
		}
	}
	return nil
}

func (r *reader) judgeMembers(members []Member, subjects []ledger.Subject, measure string) error {
	tally, readings, err := r.count(subjects)
	if err != nil {
		return fmt.Errorf("members of target %s: %w", r.target.ID, err)
	}
	column := readings[measure]
	for i := range members {
		members[i].Satisfies = tally.Satisfies[i]
		if members[i].Known = column.States == nil || column.States[i] == expression.Present; members[i].Known {
			members[i].Value = column.Values[i]
		}
	}
	return nil
}

// Drag is what holds a target back in a town: so many of its members don't do their part.
type Drag struct {
	Town  org.Unit
	Of    int
	Short int
	Best  Member // of those that don't do their part, the one with the highest value
}

// ListDrags gathers members by town: the towns that hold a target back, the one with the most such members first.
func ListDrags(members []Member) []Drag {
	var drags []Drag
	for _, one := range members {
		if len(drags) == 0 || drags[len(drags)-1].Town.ID != one.Town.ID {
			drags = append(drags, Drag{Town: one.Town})
		}
		last := &drags[len(drags)-1]
		last.Of++
		if one.Satisfies {
			continue
		}
		if last.Short++; last.Short == 1 || one.Known && one.Value > last.Best.Value {
			last.Best = one
		}
	}
	drags = slices.DeleteFunc(drags, func(d Drag) bool { return d.Short == 0 })
	slices.SortStableFunc(drags, func(a, b Drag) int { return b.Short - a.Short })
	return drags
}
