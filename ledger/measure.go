package ledger

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"qixing/calendar"
	"qixing/expression"
	"qixing/fault"
	"qixing/fixed"
	"qixing/pack"
	"qixing/store"
)

// Subject is whom a measure is taken of: a unit or a person.
type Subject struct {
	UnitID   int64
	PersonID int64 // not 0: the person
}

// Reading is a measure of many subjects: a value each, and how many records are behind it.
type Reading struct {
	expression.Column
	Records []int32
}

// Measuring is what to measure.
type Measuring struct {
	Subjects   []Subject
	Period     calendar.Period
	Parameters map[string]fixed.Value // in force on the reference date, or frozen
	Afterwards bool                   // for no round: a scheme's results of the period itself count too
}

// farthest is how many periods back a chain of previous: goes before there is nothing.
const farthest = 12

// Measures takes the named measures, and those that they need, over the records that count: one statement for all that look at the same
// records of a register. A unit's figure holds the records of the units below it. Readings come by id and follow the order
// of the subjects; of a computed measure, Records adds up those of its inputs.
func (l *Ledger) Measures(ctx context.Context, tx *store.Tx, of Measuring, ids ...string) (map[string]Reading, error) {
	m := &measurer{ledger: l, of: of, rows: len(of.Subjects), done: map[wanted]Reading{}}
	m.place()
	if err := m.takeTogether(ctx, tx, ids); err != nil {
		return nil, err
	}
	readings := make(map[string]Reading, len(ids))
	for _, id := range ids {
		reading, err := m.take(ctx, tx, id, of.Period, 0)
		if err != nil {
			return nil, fmt.Errorf("measure %s: %w", id, err)
		}
		readings[id] = reading
	}
	return readings, nil
}

type measurer struct {
	ledger  *Ledger
	of      Measuring
	rows    int
	units   map[int64][]int32 // unit → the subjects that its records count for, with roll-up
	own     map[int64][]int32 // unit → the subject that is this unit
	persons map[int64][]int32
	mergers []merger
	done    map[wanted]Reading
}

// place finds for each unit which subjects stand at or above it, once for all measures.
func (m *measurer) place() {
	m.units, m.own, m.persons = make(map[int64][]int32, m.rows), make(map[int64][]int32, m.rows), map[int64][]int32{}
	room := make([]int32, m.rows) // most units stand in one place only, which then needs no room of its own
	for i, subject := range m.of.Subjects {
		room[i] = int32(i)
		here := room[i : i+1 : i+1]
		if subject.PersonID != 0 {
			addPlace(m.persons, subject.PersonID, here)
			continue
		}
		addPlace(m.own, subject.UnitID, here)
		for _, unit := range m.ledger.Tree.Subtree(subject.UnitID) {
			addPlace(m.units, unit.ID, here)
		}
	}
	m.placeMerged()
}

func addPlace(places map[int64][]int32, id int64, here []int32) {
	if before, some := places[id]; some {
		here = append(before, here...)
	}
	places[id] = here
}

// merger is a unit that became part of another.
type merger struct {
	unit, into int64
	lastDay    string
}

// placeMerged finds the units that have become part of others, the latest first, so that a chain of mergers arrives at its end.
func (m *measurer) placeMerged() {
	for _, unit := range m.ledger.Tree.Units() {
		if unit.MergedInto != 0 {
			m.mergers = append(m.mergers, merger{unit.ID, unit.MergedInto, unit.ValidTo})
		}
	}
	slices.SortStableFunc(m.mergers, func(a, b merger) int { return strings.Compare(b.lastDay, a.lastDay) })
}

// withMerged adds to the places of units those of the units that had become part of them by a day.
func (m *measurer) withMerged(units map[int64][]int32, day string) map[int64][]int32 {
	added, copied := units, false
	for _, one := range m.mergers {
		if one.lastDay > day || len(added[one.into]) == 0 {
			continue
		}
		if !copied {
			added, copied = maps.Clone(units), true
		}
		for _, place := range added[one.into] {
			if !slices.Contains(added[one.unit], place) { // a town holds both
				added[one.unit] = append(slices.Clone(added[one.unit]), place)
			}
		}
	}
	return added
}

func (m *measurer) take(ctx context.Context, tx *store.Tx, id string, period calendar.Period, depth int) (Reading, error) {
	measure, ok := m.ledger.Pack.FindMeasure(id)
	if !ok {
		return Reading{}, fault.NotFound("ledger.no_measure", fault.Args{"measure": id})
	}
	key := wanted{measure, period}
	if reading, ok := m.done[key]; ok {
		return reading, nil
	}
	reading, err := m.compute(ctx, tx, measure, period, depth)
	if err == nil {
		m.done[key] = reading
	}
	return reading, err
}

func (m *measurer) compute(ctx context.Context, tx *store.Tx, measure *pack.Measure, period calendar.Period, depth int) (Reading, error) {
	switch {
	case depth > farthest:
		return m.nothing(), nil
	case measure.Is != nil:
		return m.takeIs(ctx, tx, measure, period, depth)
	case measure.Previous != "":
		return m.take(ctx, tx, measure.Previous, period.Previous(), depth+1)
	case measure.Scheme != "" || measure.Contest != "":
		return m.takeResults(ctx, tx, measure, period)
	}
	return m.takeRecords(ctx, tx, measure, period)
}

// nothing is a reading that is missing for all.
func (m *measurer) nothing() Reading {
	return Reading{Column: expression.Column{Values: make([]fixed.Value, m.rows), States: slices.Repeat([]expression.State{expression.Missing}, m.rows)},
		Records: make([]int32, m.rows)}
}

func (m *measurer) takeIs(ctx context.Context, tx *store.Tx, measure *pack.Measure, period calendar.Period, depth int) (Reading, error) {
	inputs, records := map[string]expression.Column{}, make([]int32, m.rows)
	for _, name := range measure.Is.Compiled.Names() {
		if _, ok := m.ledger.Pack.FindMeasure(name); !ok {
			inputs[name] = m.constant(name)
			continue
		}
		input, err := m.take(ctx, tx, name, period, depth)
		if err != nil {
			return Reading{}, err
		}
		inputs[name] = input.Column
		for i, n := range input.Records {
			records[i] += n
		}
	}
	column, err := measure.Is.Compiled.Columns(m.rows, func(name string) expression.Column { return inputs[name] })
	if err != nil {
		if errors.Is(err, fixed.ErrRange) {
			err = fault.Invalid("ledger.measure_range", fault.Args{"title": measure}).Because(err)
		}
		return Reading{}, err
	}
	return Reading{Column: rounded(column, measure.Decimals), Records: records}, nil
}

// constant is a parameter as a column; one that is not in force is missing.
func (m *measurer) constant(name string) expression.Column {
	value, ok := m.of.Parameters[name]
	if !ok {
		return m.nothing().Column
	}
	return expression.Column{Values: slices.Repeat([]fixed.Value{value}, m.rows)}
}

func rounded(column expression.Column, decimals *int) expression.Column {
	if decimals == nil {
		return column
	}
	values := make([]fixed.Value, len(column.Values))
	for i, value := range column.Values {
		values[i] = value.Round(*decimals)
	}
	return expression.Column{Values: values, States: column.States}
}
