// Command gen writes calendar/days.csv from the holidays that
// github.com/6tail/lunar-go collects out of the State Council's notices.
package main

import (
	"fmt"
	"os"

	"github.com/6tail/lunar-go/HolidayUtil"

	"qixing/calendar"
)

const firstYear, lastYear = 2020, 2027

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: gen FILE")
		os.Exit(2)
	}
	if err := os.WriteFile(os.Args[1], []byte(table()), 0o644); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(3)
	}
}

func table() string {
	var days []calendar.Day
	for year := firstYear; year <= lastYear; year++ {
		list := HolidayUtil.GetHolidaysByYear(year)
		for element := list.Front(); element != nil; element = element.Next() {
			days = append(days, dayOf(element.Value.(*HolidayUtil.Holiday)))
		}
	}
	return calendar.FormatDays(days)
}

func dayOf(holiday *HolidayUtil.Holiday) calendar.Day {
	day := calendar.Day{Date: calendar.MustDate(holiday.GetDay()), Works: holiday.IsWork(), Title: holiday.GetName()}
	if day.Works {
		day.Title += "调休"
	}
	return day
}
