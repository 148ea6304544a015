package target

import (
	"slices"

	"qixing/calendar"
	"qixing/fixed"
	"qixing/pack"
)

// Pace is how a value compares with what a target asks for by now.
type Pace string

// The paces.
const (
	Reached Pace = "reached"
	OnPace  Pace = "on_pace"
	Behind  Pace = "behind"
	Missed  Pace = "missed" // the deadline is over
)

// span is the time that a target has: its own, or that of the period it starts anew with.
type span struct{ from, by calendar.Date }

// spanOf gives the time that counts on a day.
func spanOf(t *pack.Target, day calendar.Date) (span, error) {
	by, err := calendar.ParseDate(t.By)
	if err != nil {
		return span{}, err
	}
	s := span{from: by.In(calendar.Year).Start(), by: by}
	if t.From != "" {
		if s.from, err = calendar.ParseDate(t.From); err != nil {
			return span{}, err
		}
	}
	if t.Period == "" {
		return s, nil
	}
	period := earlier(day, by).In(calendar.Kind(t.Period))
	if t.From == "" || period.Start().After(s.from) {
		s.from = period.Start()
	}
	s.by = earlier(by, period.End())
	return s, nil
}

func earlier(a, b calendar.Date) calendar.Date {
	if b.Before(a) {
		return b
	}
	return a
}

// passed is the share of the time that is gone at the end of a day.
func (s span) passed(day calendar.Date) fixed.Value {
	gone, whole := int64(day.DaysSince(s.from)+1), int64(s.by.DaysSince(s.from)+1)
	if whole <= 0 || gone >= whole {
		return fixed.One
	}
	return fixed.Value(max(gone, 0) * int64(fixed.One) / whole)
}

// expected is what should be reached by a day: nothing before the target begins, then in proportion to the time gone, between the milestones on
// either side of it.
func expected(t *pack.Target, s span, goal fixed.Value, values map[string]fixed.Value, day calendar.Date) (fixed.Value, error) {
	if day.Before(s.from) {
		return 0, nil
	}
	marks := []mark{{s.from.AddDays(-1), 0}}
	for _, milestone := range t.Milestones {
		period, err := calendar.ParsePeriod(milestone.Period)
		if err != nil {
			return 0, err
		}
		if end := period.End(); end.After(s.from) && end.Before(s.by) {
			marks = append(marks, mark{end, milestone.Value.Resolve(values)})
		}
	}
	marks = append(marks, mark{s.by, goal})
	slices.SortStableFunc(marks, func(a, b mark) int { return a.on.Compare(b.on) })
	for i := 1; i < len(marks); i++ {
		if !day.After(marks[i].on) {
			return between(marks[i-1], marks[i], day)
		}
	}
	return goal, nil
}

type mark struct {
	on    calendar.Date
	value fixed.Value
}

func between(a, b mark, day calendar.Date) (fixed.Value, error) {
	part, err := fixed.MulDiv(int64(b.value-a.value), max(int64(day.DaysSince(a.on)), 0), int64(b.on.DaysSince(a.on)))
	return a.value + fixed.Value(part), err
}

// tooEarly is the share of the time before which a forecast says nothing.
const tooEarly = fixed.One / 10

// forecast carries on as until now, to the deadline.
func forecast(value fixed.Value, s span, day calendar.Date, most fixed.Value) *fixed.Value {
	passed := s.passed(day)
	if passed < tooEarly || passed >= fixed.One {
		return nil
	}
	ahead, err := fixed.Div(value, passed)
	if err != nil {
		return nil
	}
	if most > 0 {
		ahead = min(ahead, most)
	}
	return &ahead
}

// paceOf compares. A goal is reached at the goal itself.
func paceOf(value, goal, expected fixed.Value, over bool) Pace {
	switch {
	case value >= goal:
		return Reached
	case over:
		return Missed
	case value >= expected:
		return OnPace
	}
	return Behind
}
