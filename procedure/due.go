package procedure

import (
	"strconv"
	"strings"

	"qixing/calendar"
	"qixing/fault"
	"qixing/fixed"
	"qixing/pack"
)

// defaultWorkdays is how long a stage has that names neither a date nor a duration.
const defaultWorkdays = 10

// Due is the last day of a stage: the date that the policy names in (or after) the period's year, or so many working days after the stage before.
func Due(stage *pack.Stage, period calendar.Period, previous calendar.Date, days *calendar.Calendar, values map[string]fixed.Value) (calendar.Date, error) {
	if stage.Due != "" {
		return dueDate(stage.Due, period)
	}
	duration := defaultWorkdays
	if stage.Workdays != nil {
		duration = int(stage.Workdays.Resolve(values) / fixed.One)
	}
	due, _ := days.AddWorkdays(previous, duration)
	return due, nil
}

// dueDate reads 11-15, the day in the period's last year, and +1-01-20, the day one year later.
func dueDate(text string, period calendar.Period) (calendar.Date, error) {
	year, day := period.End().Year, text
	if strings.HasPrefix(text, "+") {
		count, rest, found := strings.Cut(text[1:], "-")
		years, err := strconv.Atoi(count)
		if err != nil || !found {
			return calendar.Date{}, fault.Invalid("procedure.bad_due", fault.Args{"due": text})
		}
		year, day = year+years, rest
	}
	date, err := calendar.ParseDate(strconv.Itoa(year) + "-" + day)
	if err != nil {
		return calendar.Date{}, fault.Invalid("procedure.bad_due", fault.Args{"due": text}).Because(err)
	}
	return date, nil
}
