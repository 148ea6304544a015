package pack

import (
	"regexp"
	"time"
)

var (
	periodShape = regexp.MustCompile(`^[0-9]{4}(H[12]|Q[1-4]|-(0[1-9]|1[0-2]))?$`)
	dueShape    = regexp.MustCompile(`^(\+1-)?([0-9]{2}-[0-9]{2})$`)
)

// forever is a day after every other: the values in force on it are the last ones.
const forever = "9999-12-31"

// isDate says that a text is a day of the calendar, as 2022-04-29.
func isDate(written string) bool {
	_, err := time.Parse(time.DateOnly, written)
	return err == nil
}

// isPeriod says that a text is a year, a half-year, a quarter or a month: 2022, 2022H1, 2022Q2, 2022-06.
func isPeriod(written string) bool { return periodShape.MatchString(written) }

// isDue says that a text is a day of the year evaluated or, after "+1-", of the next: 11-15, +1-01-20.
func isDue(written string) bool {
	match := dueShape.FindStringSubmatch(written)
	return match != nil && isDate("2024-"+match[2])
}
