package calendar

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"qixing/fault"
)

// Beijing is the one time zone of the country. China has had no daylight
// saving since 1991, so a fixed offset is exact and needs no zone database.
var Beijing = time.FixedZone("Asia/Shanghai", 8*60*60)

// Date is a day of the civil calendar. Its zero value is no day.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf is the day it is in Beijing at t.
func DateOf(t time.Time) Date {
	year, month, day := t.In(Beijing).Date()
	return Date{year, month, day}
}

var dateForm = regexp.MustCompile(`^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|/(\d{1,2})/(\d{1,2})|年(\d{1,2})月(\d{1,2})日?)$`)

// ParseDate reads 2022-04-29, 2022.4.29, 2022/4/29 or 2022年4月29日.
func ParseDate(text string) (Date, error) {
	parts := dateForm.FindStringSubmatch(strings.TrimSpace(text))
	if parts == nil {
		return Date{}, badDate(text)
	}
	var numbers []int
	for _, part := range parts[1:] {
		if n, err := strconv.Atoi(part); err == nil {
			numbers = append(numbers, n)
		}
	}
	date := Date{numbers[0], time.Month(numbers[1]), numbers[2]}
	if date.Year == 0 || dateOfUTC(date.Midnight()) != date {
		return Date{}, badDate(text)
	}
	return date, nil
}

func badDate(text string) error {
	return fault.Invalid("calendar.bad_date", fault.Args{"text": text})
}

// MustDate is ParseDate for dates written in code.
func MustDate(text string) Date {
	date, err := ParseDate(text)
	if err != nil {
		panic(err)
	}
	return date
}

// dateOfUTC and Midnight turn dates into times and back for arithmetic; UTC
// has no gaps.
func dateOfUTC(t time.Time) Date {
	year, month, day := t.Date()
	return Date{year, month, day}
}

// Midnight is the date as a time in UTC.
func (d Date) Midnight() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// At is a moment of the day in Beijing.
func (d Date) At(hour, minute int) time.Time {
	return time.Date(d.Year, d.Month, d.Day, hour, minute, 0, 0, Beijing)
}

// String is 2022-04-29, or "" for no day.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Chinese is 2022年4月29日, as documents write it.
func (d Date) Chinese() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Day)
}

// IsZero tells whether it is no day.
func (d Date) IsZero() bool { return d == Date{} }

// Compare is -1, 0 or 1.
func (d Date) Compare(other Date) int { return d.Midnight().Compare(other.Midnight()) }

// Before tells whether d comes before other.
func (d Date) Before(other Date) bool { return d.Compare(other) < 0 }

// After tells whether d comes after other.
func (d Date) After(other Date) bool { return d.Compare(other) > 0 }

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.Midnight().Weekday() }

// AddDays moves by calendar days.
func (d Date) AddDays(n int) Date { return dateOfUTC(d.Midnight().AddDate(0, 0, n)) }

// DaysSince counts the calendar days from other to d.
func (d Date) DaysSince(other Date) int {
	return int(d.Midnight().Sub(other.Midnight()) / (24 * time.Hour))
}

// AddMonths moves to the same day n months on, or to the month's last day
// where it has no such day (民法典 art. 202).
func (d Date) AddMonths(n int) Date {
	first := time.Date(d.Year, d.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Date{first.Year(), first.Month(), min(d.Day, last)}
}

// MarshalText writes the date as String does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what ParseDate reads; "" is no day.
func (d *Date) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	*d, err = ParseDate(string(text))
	return err
}
