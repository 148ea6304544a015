// Package calendar knows dates, periods and the Chinese working days.
//
// Holidays and make-up workdays come from days.csv, as the State Council
// announces them year by year; an administrator can add rows. A year without
// data counts Monday to Friday and says so with a Warning.
//
// It is pure: no clock, no database, no time zone but Beijing's.
//
// Start at Calendar.AddWorkdays for deadlines, ParseDate and ParsePeriod for
// input. `go generate` makes days.csv anew from the library named in gen.
package calendar

//go:generate go run ./gen days.csv
