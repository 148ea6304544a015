package target

import (
	"context"
	"fmt"

	"qixing/calendar"
	"qixing/expression"
	"qixing/fixed"
	"qixing/ledger"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

// Standing is where a target stands on a day, for the county or, where it holds for each unit of a kind, over all of these.
type Standing struct {
	Target   *pack.Target
	Unit     string // of the value: 元, %, 个 …
	Known    bool   // there is a value at all
	Value    fixed.Value
	Goal     fixed.Value
	Expected fixed.Value
	ByNow    fixed.Value // Expected, before it is cut to wholes
	Forecast *fixed.Value
	Arrives  calendar.Date // when the goal is reached if things go on as until now; none where that can't be said
	By       calendar.Date // the last day that counts: the deadline, or the end of the period that it starts anew with
	Pace     Pace
	Missing  int // subjects whose inputs are not known
	Parts    []Part
}

// Part is one unit of a target that holds for each.
type Part struct {
	Unit    org.Unit
	Known   bool
	Value   fixed.Value
	Reached bool
}

// List gives where every target of the policy stands on a day.
func List(ctx context.Context, tx *store.Tx, l *ledger.Ledger, day calendar.Date) ([]Standing, error) {
	standings := make([]Standing, 0, len(l.Pack.Targets))
	for _, t := range l.Pack.Targets {
		one, err := Find(ctx, tx, l, t, day)
		if err != nil {
			return nil, fmt.Errorf("target %s: %w", t.ID, err)
		}
		standings = append(standings, one)
	}
	return standings, nil
}

// Find gives where one target stands on a day.
func Find(ctx context.Context, tx *store.Tx, l *ledger.Ledger, t *pack.Target, day calendar.Date) (Standing, error) {
	r, err := newReader(ctx, tx, l, t, day)
	if err != nil {
		return Standing{}, err
	}
	when := r.span
	s := Standing{Target: t, Unit: UnitOf(l.Pack, t), Goal: t.Goal.Resolve(r.values), By: when.by}
	if t.Each != "" {
		err = r.readEach(&s)
	} else {
		err = r.readWhole(&s)
	}
	if err != nil {
		return s, err
	}
	if s.Expected, err = expected(t, when, s.Goal, r.values, day); err != nil {
		return s, err
	}
	s.ByNow = s.Expected
	if s.Known {
		s.Forecast, s.Arrives = forecast(s.Value, when, day, mostOf(t, s)), arrival(s.Value, s.Goal, when, day)
	}
	if t.ShareOf == "" || t.Each != "" {
		s.inWholes()
	}
	s.Pace = paceOf(s.Value, s.Goal, s.Expected, day.After(when.by))
	return s, nil
}

// inWholes drops fractions of what is counted: nobody can hold a fifth of a course by now.
func (s *Standing) inWholes() {
	s.Expected = s.Expected.Floor()
	if s.Forecast != nil {
		whole := s.Forecast.Floor()
		s.Forecast = &whole
	}
}

// mostOf bounds a forecast: a share by all of it, a number of units by their number. 0 is no bound.
func mostOf(t *pack.Target, s Standing) fixed.Value {
	switch {
	case t.ShareOf != "" && t.Each == "":
		return fixed.One
	case t.Each != "":
		return s.Goal
	}
	return 0
}

// UnitOf is what a target's value is counted in: 元, %, 个 …
func UnitOf(p *pack.Pack, t *pack.Target) string {
	if t.Each != "" {
		return "个"
	}
	if t.ShareOf != "" {
		return "%"
	}
	if measure, found := p.FindMeasure(t.Measure); found {
		return measure.Unit
	}
	return "个"
}

// reader reads what one target needs.
type reader struct {
	ctx    context.Context
	tx     *store.Tx
	ledger *ledger.Ledger
	target *pack.Target
	day    calendar.Date
	span   span
	values map[string]fixed.Value
}

func newReader(ctx context.Context, tx *store.Tx, l *ledger.Ledger, t *pack.Target, day calendar.Date) (*reader, error) {
	when, err := spanOf(t, day)
	return &reader{ctx: ctx, tx: tx, ledger: l, target: t, day: day, span: when, values: l.Pack.Values(earlier(day, when.by).String())}, err
}

func (r *reader) readWhole(s *Standing) error {
	root, err := r.ledger.Tree.Root()
	if err != nil {
		return err
	}
	s.Value, s.Known, s.Missing, err = r.read(root.ID)
	return err
}

// readEach counts the units that reach the goal, among all that it holds for.
func (r *reader) readEach(s *Standing) error {
	goal := s.Goal
	for _, unit := range r.ledger.Tree.Roster(org.Kind(r.target.Each), 0, r.day.String()) {
		part := Part{Unit: unit}
		var missing int
		var err error
		if part.Value, part.Known, missing, err = r.read(unit.ID); err != nil {
			return err
		}
		if part.Reached = part.Known && part.Value >= goal; part.Reached {
			s.Value += fixed.One
		}
		s.Missing += missing
		s.Parts = append(s.Parts, part)
	}
	s.Known, s.Goal = len(s.Parts) > 0, fixed.FromInt(int64(len(s.Parts)))
	return nil
}

// read gives a target's value within a unit.
func (r *reader) read(unit int64) (value fixed.Value, known bool, missing int, err error) {
	if r.target.Measure != "" {
		value, known, err = r.total(unit)
		return value, known, 0, err
	}
	tally, err := r.tally(unit)
	if err != nil {
		return 0, false, 0, err
	}
	value, known = tally.Value(r.target)
	return value, known, tally.Missing, nil
}

// total adds a measure up over the periods that count; one that already says how things are at the end is taken once.
func (r *reader) total(unit int64) (fixed.Value, bool, error) {
	var sum fixed.Value
	known := false
	for _, period := range r.periods() {
		readings, err := r.ledger.Measures(r.ctx, r.tx, r.measuring([]ledger.Subject{{UnitID: unit}}, period), r.target.Measure)
		if err != nil {
			return 0, false, err
		}
		column := readings[r.target.Measure]
		if column.States != nil && column.States[0] != expression.Present {
			continue
		}
		known = true
		if sum, err = fixed.Add(sum, column.Values[0]); err != nil {
			return 0, false, err
		}
	}
	return sum, known, nil
}

// periods are those to add up: the one that has begun anew, or every year from the first day on.
func (r *reader) periods() []calendar.Period {
	last := earlier(r.day, r.span.by)
	if r.target.Period != "" {
		return []calendar.Period{last.In(calendar.Kind(r.target.Period))}
	}
	year := last.In(calendar.Year)
	measure, found := r.ledger.Pack.FindMeasure(r.target.Measure)
	if !found || measure.Window == "as_of_end" || measure.Is != nil {
		return []calendar.Period{year}
	}
	periods := []calendar.Period{year}
	for before := year.Previous(); !before.End().Before(r.span.from); before = before.Previous() {
		periods = append(periods, before)
	}
	return periods
}

func (r *reader) measuring(subjects []ledger.Subject, period calendar.Period) ledger.Measuring {
	return ledger.Measuring{Subjects: subjects, Period: period, Parameters: r.values, Afterwards: true}
}

func (r *reader) tally(unit int64) (Tally, error) {
	subjects, err := r.subjects(unit)
	if err != nil {
		return Tally{}, err
	}
	return r.judge(subjects)
}

// judge tells which subjects satisfy the target's condition.
func (r *reader) judge(subjects []ledger.Subject) (Tally, error) {
	tally, _, err := r.count(subjects)
	return tally, err
}

// count judges subjects by the target's condition, and gives the measures that it read for that.
func (r *reader) count(subjects []ledger.Subject) (Tally, map[string]ledger.Reading, error) {
	var measures []string
	if r.target.Where != nil && r.target.Where.Compiled != nil {
		for _, name := range r.target.Where.Compiled.Names() {
			if _, is := r.ledger.Pack.FindMeasure(name); is {
				measures = append(measures, name)
			}
		}
	}
	readings, err := r.ledger.Measures(r.ctx, r.tx, r.measuring(subjects, r.periods()[0]), measures...)
	if err != nil {
		return Tally{}, nil, err
	}
	tally, err := Count(r.target, len(subjects), func(name string) expression.Column {
		if reading, is := readings[name]; is {
			return reading.Column
		}
		return Constant(r.values, name, len(subjects))
	})
	return tally, readings, err
}

// Constant is a parameter as a column; one that isn't in force is missing.
func Constant(values map[string]fixed.Value, name string, rows int) expression.Column {
	column := expression.Column{Values: make([]fixed.Value, rows)}
	value, has := values[name]
	if !has {
		column.States = make([]expression.State, rows)
	}
	for i := range rows {
		column.Values[i] = value
		if !has {
			column.States[i] = expression.Missing
		}
	}
	return column
}

func (r *reader) subjects(unit int64) ([]ledger.Subject, error) {
	kind := r.target.CountOf + r.target.ShareOf
	var subjects []ledger.Subject
	if kind != "person" {
		for _, one := range r.ledger.Tree.Roster(org.Kind(kind), unit, r.day.String()) {
			subjects = append(subjects, ledger.Subject{UnitID: one.ID})
		}
		return subjects, nil
	}
	people, err := org.ListEveryone(r.ctx, r.tx, r.ledger.County)
	for _, person := range people {
		if r.ledger.Tree.Contains(unit, person.UnitID) {
			subjects = append(subjects, ledger.Subject{UnitID: person.UnitID, PersonID: person.ID})
		}
	}
	return subjects, err
}

// Periods are those whose records stand behind a target's value on a day.
func Periods(p *pack.Pack, t *pack.Target, day calendar.Date) ([]calendar.Period, error) {
	when, err := spanOf(t, day)
	if err != nil {
		return nil, err
	}
	r := &reader{ledger: &ledger.Ledger{Pack: p}, target: t, day: day, span: when}
	return r.periods(), nil
}
