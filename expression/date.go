package expression

import "qixing/fixed"

// isDate knows the four stored forms: 2022-06-01, 2022-06, 2022Q2 and 2022H1.
func isDate(text string) bool {
	switch len(text) {
	case 10:
		_, ok := dayNumber(text)
		return ok
	case 7:
		month := digits(text[5:])
		return digits(text[:4]) >= 0 && text[4] == '-' && month >= 1 && month <= 12
	case 6:
		last := map[byte]byte{'Q': '4', 'H': '2'}[text[4]]
		return digits(text[:4]) >= 0 && text[5] >= '1' && text[5] <= last
	}
	return false
}

// digits reads a number without sign, or gives -1.
func digits(text string) int64 {
	n := int64(0)
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return -1
		}
		n = n*10 + int64(text[i]-'0')
	}
	return n
}

func yearOf(date string) (int64, bool) {
	if len(date) < 4 {
		return 0, false
	}
	year := digits(date[:4])
	return year, year >= 0
}

// monthOf has no answer for a quarter.
func monthOf(date string) (int64, bool) {
	if len(date) < 7 || date[4] != '-' {
		return 0, false
	}
	month := digits(date[5:7])
	return month, month >= 1 && month <= 12
}

// dayNumber counts days in the Gregorian calendar, from an arbitrary day on. Only a whole date has one.
func dayNumber(date string) (int64, bool) {
	year, hasYear := yearOf(date)
	month, hasMonth := monthOf(date)
	if !hasYear || !hasMonth || len(date) != 10 || date[7] != '-' {
		return 0, false
	}
	day := digits(date[8:])
	if month <= 2 { // the year begins in March, so that the leap day is its last
		year--
	}
	shifted := (month + 9) % 12
	number := 365*year + year/4 - year/100 + year/400 + (153*shifted+2)/5 + day
	return number, day >= 1 && day <= 31
}

func calendar(op operation, dates []Operand) Operand {
	first, ok := int64(0), false
	switch op {
	case opYear:
		first, ok = yearOf(dates[0].Text)
	case opMonth:
		first, ok = monthOf(dates[0].Text)
	case opDays:
		from, hasFrom := dayNumber(dates[0].Text)
		to, hasTo := dayNumber(dates[1].Text)
		first, ok = to-from, hasFrom && hasTo
	}
	if !ok {
		return Operand{Kind: Number, State: Missing}
	}
	return Operand{Kind: Number, Number: fixed.FromInt(first)}
}
