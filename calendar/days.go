package calendar

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"qixing/fault"
)

// daysHeader is the first row of the table of days.
const daysHeader = "日期,安排,名称"

var arrangements = map[string]bool{
	"上班": true, "班": true, "调休上班": true, "work": true,
	"放假": false, "休": false, "休息": false, "holiday": false,
}

// ParseDays reads a table of days in CSV: date, 上班 or 放假, title. It takes
// all rows or none, and an error names the row.
func ParseDays(text string) ([]Day, error) {
	reader := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff")))
	reader.FieldsPerRecord = -1
	reader.TrimLeadingSpace = true
	var days []Day
	for row := 1; ; row++ {
		fields, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return days, nil
		}
		if err != nil {
			return nil, fault.Invalid("calendar.bad_row", fault.Args{"row": row}).Because(err)
		}
		if row == 1 && fields[0] == "日期" {
			continue
		}
		day, err := parseDay(fields)
		if err != nil {
			return nil, fault.Invalid("calendar.bad_row", fault.Args{"row": row}).Because(err)
		}
		days = append(days, day)
	}
}

func parseDay(fields []string) (Day, error) {
	if len(fields) < 2 {
		return Day{}, fmt.Errorf("%d columns, want date, 上班 or 放假, title", len(fields))
	}
	date, err := ParseDate(fields[0])
	if err != nil {
		return Day{}, err
	}
	works, ok := arrangements[strings.TrimSpace(fields[1])]
	if !ok {
		return Day{}, fmt.Errorf("%q is neither 上班 nor 放假", fields[1])
	}
	day := Day{Date: date, Works: works}
	if len(fields) > 2 {
		day.Title = strings.TrimSpace(fields[2])
	}
	return day, nil
}

// FormatDays writes what ParseDays reads.
func FormatDays(days []Day) string {
	var out strings.Builder
	writer := csv.NewWriter(&out)
	_ = writer.Write(strings.Split(daysHeader, ","))
	for _, day := range days {
		arrangement := "放假"
		if day.Works {
			arrangement = "上班"
		}
		_ = writer.Write([]string{day.Date.String(), arrangement, day.Title})
	}
	writer.Flush()
	return out.String()
}
