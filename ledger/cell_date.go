package ledger

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"qixing/calendar"
	"qixing/fault"
	"qixing/fixed"
)

const lastSerial = 2_958_465 // 9999-12-31

// parseDate reads 2022-04-29, 2022.4.29, 2022/4/29, 2022年4月29日, 20220429 and a sheet's serial days.
func parseDate(cell Cell) (Value, error) {
	if day, ok := serialDay(cell); ok {
		return TextValue(day.Format(time.DateOnly)), nil
	}
	parts := dateParts(cell)
	if len(parts) == 1 && len(parts[0]) == 8 {
		parts = []string{parts[0][:4], parts[0][4:6], parts[0][6:]}
	}
	if len(parts) != 3 {
		return Value{}, fault.Invalid("ledger.not_a_date", fault.Args{"value": cell.Text})
	}
	text := fmt.Sprintf("%s-%02s-%02s", parts[0], parts[1], parts[2])
	if _, err := time.Parse(time.DateOnly, text); err != nil || !plausibleYear(parts[0]) {
		return Value{}, fault.Invalid("ledger.not_a_date", fault.Args{"value": cell.Text})
	}
	return TextValue(text), nil
}

// parseMonth reads 2022-06, 2022年6月, 2022.6, 202206 and the month of a date.
func parseMonth(cell Cell) (Value, error) {
	wrong := fault.Invalid("ledger.not_a_month", fault.Args{"value": cell.Text})
	if day, ok := serialDay(cell); ok {
		return TextValue(day.Format("2006-01")), nil
	}
	parts := dateParts(cell)
	if cell.Number && len(parts) == 2 && parts[1] == "1" {
		return Value{}, fault.Invalid("ledger.month_unclear", fault.Args{"value": cell.Text})
	}
	if len(parts) == 1 && len(parts[0]) == 6 {
		parts = []string{parts[0][:4], parts[0][4:]}
	}
	if len(parts) == 3 {
		if day, err := parseDate(cell); err == nil {
			return TextValue(day.Text[:7]), nil
		}
	}
	if len(parts) != 2 {
		return Value{}, wrong
	}
	text := fmt.Sprintf("%s-%02s", parts[0], parts[1])
	if _, err := time.Parse("2006-01", text); err != nil || !plausibleYear(parts[0]) {
		return Value{}, wrong
	}
	return TextValue(text), nil
}

var quarterWords = strings.NewReplacer("第一季度", "Q1", "第二季度", "Q2", "第三季度", "Q3", "第四季度", "Q4",
	"一季度", "Q1", "二季度", "Q2", "三季度", "Q3", "四季度", "Q4", "第", "", "季度", "", "年", "", "-", "", "q", "Q", " ", "", ".", "")

// parseQuarter reads 2022Q2, 2022年第二季度, 2022年2季度.
func parseQuarter(cell Cell) (Value, error) {
	text := strings.ReplaceAll(quarterWords.Replace(narrow(cell.Text)), "Q", "")
	if len(text) != 5 || !allDigits(text) || !plausibleYear(text[:4]) || text[4] < '1' || text[4] > '4' {
		return Value{}, fault.Invalid("ledger.not_a_quarter", fault.Args{"value": cell.Text})
	}
	return TextValue(text[:4] + "Q" + text[4:]), nil
}

// parseHalfYear reads 2022H1, 2022年上半年, 2022上半年.
func parseHalfYear(cell Cell) (Value, error) {
	period, err := calendar.ParsePeriod(compact(cell.Text))
	if err != nil || period.Kind() != calendar.HalfYear || !plausibleYear(period.String()[:4]) {
		return Value{}, fault.Invalid("ledger.not_a_half_year", fault.Args{"value": cell.Text})
	}
	return TextValue(period.String()), nil
}

// parseYear reads 2022 and 2022年, and the year of a serial day.
func parseYear(cell Cell) (Value, error) {
	if cell.Date {
		if day, ok := serialDay(cell); ok {
			return NumberValue(int64(day.Year())), nil
		}
	}
	text := strings.TrimSuffix(strings.TrimSuffix(compact(cell.Text), "度"), "年")
	if cell.Number {
		text = floatText(text)
	}
	if !plausibleYear(text) {
		return Value{}, fault.Invalid("ledger.not_a_year", fault.Args{"value": cell.Text})
	}
	year, _ := strconv.ParseInt(text, 10, 64) // four digits
	return NumberValue(year), nil
}

// dateParts splits a written date into its numbers, or gives nothing if there is anything else in it.
func dateParts(cell Cell) []string {
	text := narrow(cell.Text)
	if cell.Number {
		text = floatText(text)
	}
	day, clock, _ := strings.Cut(strings.ReplaceAll(text, "T", " "), " ")
	if clock != "" && strings.Trim(clock, "0:. Z") == "" {
		text = day
	}
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("-./年月日号 ", r) })
	for _, part := range parts {
		if !allDigits(part) || len(part) > 8 {
			return nil
		}
	}
	return parts
}

// serialDay reads a number as a sheet's serial day: shown as a date, or in a date's column and too large for a year.
func serialDay(cell Cell) (time.Time, bool) {
	if !cell.Number {
		return time.Time{}, false
	}
	serial, err := fixed.Parse(pad(floatTextShort(cell.Text)))
	days := int64(serial / fixed.One)
	if err != nil || days > lastSerial || days < 1 || (!cell.Date && (days < 10_000 || days >= 190_001 || serial%fixed.One != 0)) {
		return time.Time{}, false
	}
	base := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if cell.Base == 1 {
		base = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	} else if days < 61 {
		days++ // the sheet believes that 1900 had a 29th of February
	}
	day := base.AddDate(0, 0, int(days))
	return day, plausibleYear(strconv.Itoa(day.Year()))
}

// floatTextShort is a stored number with six decimals at most: a clock time is of no interest.
func floatTextShort(text string) string {
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return text
	}
	return strconv.FormatFloat(f, 'f', 6, 64)
}

func plausibleYear(text string) bool {
	return len(text) == 4 && allDigits(text) && text >= "1900" && text <= "2199"
}

func allDigits(text string) bool {
	for _, r := range text {
		if r < '0' || r > '9' {
			return false
		}
	}
	return text != ""
}
