package calendar

import (
	_ "embed"
	"maps"
	"sync"
	"time"

	"qixing/fault"
)

// Day is a day on which the rule "Monday to Friday" does not hold.
type Day struct {
	Date  Date
	Works bool   // true: a make-up workday, false: a holiday
	Title string // "春节", "国庆节调休"
}

// Calendar tells working days. It does not change and is safe for concurrent use.
type Calendar struct {
	days map[Date]Day
}

//go:embed days.csv
var embedded string

// Default is the calendar the program carries.
var Default = sync.OnceValue(func() *Calendar {
	days, err := ParseDays(embedded)
	if err != nil {
		panic(err) // TestDefault finds it first
	}
	return New(days...)
})

// New makes a calendar of days; of several for one date the last counts.
func New(days ...Day) *Calendar {
	return (&Calendar{days: map[Date]Day{}}).With(days...)
}

// With gives a calendar in which days take the place of what is there.
func (c *Calendar) With(days ...Day) *Calendar {
	merged := &Calendar{days: maps.Clone(c.days)}
	for _, day := range days {
		merged.days[day.Date] = day
	}
	return merged
}

// FindDay gives the day's entry, if it has one.
func (c *Calendar) FindDay(d Date) (Day, bool) {
	day, ok := c.days[d]
	return day, ok
}

// Known tells whether the year's holidays are in the calendar. They are
// announced for a whole year at once, so New Year and National Day speak for
// the rest.
func (c *Calendar) Known(year int) bool {
	_, newYear := c.days[Date{year, time.January, 1}]
	_, national := c.days[Date{year, time.October, 1}]
	return newYear && national
}

// IsWorkday tells whether offices are open.
func (c *Calendar) IsWorkday(d Date) bool {
	if day, ok := c.days[d]; ok {
		return day.Works
	}
	weekday := d.Weekday()
	return weekday != time.Saturday && weekday != time.Sunday
}

// Warning says that a count went through a year without data, as if that had
// no holidays.
type Warning struct{ Year int }

// Text is the warning's sentence in "zh" or "en".
func (w Warning) Text(lang string) string {
	return fault.Sentence("calendar.unknown_year", lang, fault.Args{"year": w.Year})
}

// Warnings are a count's warnings, one a year.
type Warnings []Warning

// Warn gives a warning for each unknown year between two days.
func (c *Calendar) Warn(from, to Date) Warnings {
	var warnings Warnings
	for year := min(from.Year, to.Year); year <= max(from.Year, to.Year); year++ {
		if !c.Known(year) {
			warnings = append(warnings, Warning{year})
		}
	}
	return warnings
}

// AddWorkdays gives the n-th workday after from, which itself is not counted;
// before from when n is negative. With n 0 it is from, workday or not.
func (c *Calendar) AddWorkdays(from Date, n int) (Date, Warnings) {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	day := from
	for n > 0 {
		day = day.AddDays(step)
		if c.IsWorkday(day) {
			n--
		}
	}
	return day, c.Warn(from, day)
}

// Workdays counts the workdays after from up to and including to: the inverse
// of AddWorkdays. It is negative when to lies before from.
func (c *Calendar) Workdays(from, to Date) int {
	if to.Before(from) {
		return -c.Workdays(to.AddDays(-1), from.AddDays(-1))
	}
	count := 0
	for day := from.AddDays(1); !day.After(to); day = day.AddDays(1) {
		if c.IsWorkday(day) {
			count++
		}
	}
	return count
}

// Deadline is the moment a term of n workdays that begins on from ends: 18:00
// in Beijing on the n-th.
func (c *Calendar) Deadline(from Date, n int) (time.Time, Warnings) {
	day, warnings := c.AddWorkdays(from, n)
	return day.At(18, 0), warnings
}
