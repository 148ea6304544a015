package target

import (
	"cmp"
	"slices"

	"qixing/calendar"
	"qixing/fixed"
)

// farAhead is how many years beyond its deadline a target's arrival still means something.
const farAhead = 10

// Margin is how far a value is ahead of where it should be by now, as a share of the goal; below zero it is behind.
func (s Standing) Margin() fixed.Value {
	ahead, err := fixed.Sub(s.Value, s.ByNow)
	if err != nil || s.Goal <= 0 {
		return 0
	}
	part, err := fixed.Div(ahead, s.Goal)
	if err != nil {
		return 0
	}
	return part
}

var urgency = map[Pace]int{Missed: 0, Behind: 1, OnPace: 2}

// Worst gives the targets that need attention most, at most so many: those that were missed, those that are behind, then the slimmest
// of those on pace. What is reached needs nobody.
func Worst(all []Standing, most int) []Standing {
	open := slices.DeleteFunc(slices.Clone(all), func(s Standing) bool { return s.Pace == Reached })
	slices.SortStableFunc(open, func(a, b Standing) int {
		return cmp.Or(cmp.Compare(urgency[a.Pace], urgency[b.Pace]), cmp.Compare(a.Margin(), b.Margin()))
	})
	return open[:min(most, len(open))]
}

// arrival is the day on which the goal is reached when things go on as until now; none while it is too early to say, or without anything yet.
func arrival(value, goal fixed.Value, s span, day calendar.Date) calendar.Date {
	if value <= 0 || value >= goal || s.passed(day) < tooEarly {
		return calendar.Date{}
	}
	days, err := fixed.MulDiv(int64(day.DaysSince(s.from)+1), int64(goal), int64(value))
	if err != nil || days > int64(s.by.DaysSince(s.from))+farAhead*366 {
		return calendar.Date{}
	}
	return s.from.AddDays(int(days) - 1)
}
