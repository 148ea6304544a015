package calendar

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"qixing/fault"
)

// Kind is the length of a period.
type Kind string

const (
	Year     Kind = "year"
	HalfYear Kind = "half_year"
	Quarter  Kind = "quarter"
	Month    Kind = "month"
)

// months is how many months a kind has.
var months = map[Kind]int{Year: 12, HalfYear: 6, Quarter: 3, Month: 1}

// Period is a calendar year, half-year, quarter or month. Its zero value is none.
type Period struct {
	kind  Kind
	year  int
	index int // which half, quarter or month of the year, from 1; 1 for a year
}

// In is the period of a kind that holds the day.
func (d Date) In(kind Kind) Period {
	return Period{kind, d.Year, (int(d.Month)-1)/months[kind] + 1}
}

var (
	yearForm    = regexp.MustCompile(`^(\d{4})年?$`)
	halfForm    = regexp.MustCompile(`^(\d{4})(?:-?[Hh]([12])|年?([上下])半年)$`)
	quarterForm = regexp.MustCompile(`^(\d{4})(?:-?[Qq]([1-4])|年第?([1-4一二三四])季度)$`)
	monthForm   = regexp.MustCompile(`^(\d{4})(?:-(\d{1,2})|\.(\d{1,2})|/(\d{1,2})|年(\d{1,2})月)$`)
)

// ParsePeriod reads "2022", "2022H1", "2022Q2" and "2022-06", and what people write for
// them: 2022年, 2022年上半年, 2022年第二季度, 2022年6月, 2022.6, 2022/6.
func ParsePeriod(text string) (Period, error) {
	trimmed := strings.TrimSpace(text)
	for kind, form := range map[Kind]*regexp.Regexp{Year: yearForm, HalfYear: halfForm, Quarter: quarterForm, Month: monthForm} {
		parts := form.FindStringSubmatch(trimmed)
		if parts == nil {
			continue
		}
		year, _ := strconv.Atoi(parts[1])
		period := Period{kind, year, readIndex(parts[2:])}
		if year > 0 && period.index >= 1 && period.index <= 12/months[kind] {
			return period, nil
		}
	}
	return Period{}, fault.Invalid("calendar.bad_period", fault.Args{"text": text})
}

func readIndex(parts []string) int {
	digits := strings.NewReplacer("一", "1", "二", "2", "三", "3", "四", "4", "上", "1", "下", "2").Replace(strings.Join(parts, ""))
	if digits == "" {
		return 1
	}
	index, _ := strconv.Atoi(digits)
	return index
}

// MustPeriod is ParsePeriod for periods written in code.
func MustPeriod(text string) Period {
	period, err := ParsePeriod(text)
	if err != nil {
		panic(err)
	}
	return period
}

// Kind is the period's length.
func (p Period) Kind() Kind { return p.kind }

// Year is the calendar year the period lies in.
func (p Period) Year() int { return p.year }

// IsZero tells whether it is none.
func (p Period) IsZero() bool { return p == Period{} }

// String is "2022", "2022H1", "2022Q2" or "2022-06"; "" for none.
func (p Period) String() string {
	switch p.kind {
	case Year:
		return fmt.Sprintf("%04d", p.year)
	case HalfYear:
		return fmt.Sprintf("%04dH%d", p.year, p.index)
	case Quarter:
		return fmt.Sprintf("%04dQ%d", p.year, p.index)
	case Month:
		return fmt.Sprintf("%04d-%02d", p.year, p.index)
	}
	return ""
}

// Chinese is 2022年, 2022年上半年, 2022年第二季度 or 2022年6月.
func (p Period) Chinese() string {
	switch p.kind {
	case Year:
		return fmt.Sprintf("%d年", p.year)
	case HalfYear:
		return fmt.Sprintf("%d年%c半年", p.year, []rune("上下")[p.index-1])
	case Quarter:
		return fmt.Sprintf("%d年第%c季度", p.year, []rune("一二三四")[p.index-1])
	case Month:
		return fmt.Sprintf("%d年%d月", p.year, p.index)
	}
	return ""
}

// Start is the first day.
func (p Period) Start() Date {
	if p.IsZero() {
		return Date{}
	}
	return Date{p.year, time.Month((p.index-1)*months[p.kind] + 1), 1}
}

// End is the last day.
func (p Period) End() Date {
	if p.IsZero() {
		return Date{}
	}
	return p.Start().AddMonths(months[p.kind]).AddDays(-1)
}

// Contains tells whether the day lies within, first and last day included.
func (p Period) Contains(d Date) bool { return !p.IsZero() && !d.IsZero() && d.In(p.kind) == p }

// Add moves by n periods of the same kind.
func (p Period) Add(n int) Period {
	if p.IsZero() {
		return p
	}
	return p.Start().AddMonths(n * months[p.kind]).In(p.kind)
}

// Previous is the period before.
func (p Period) Previous() Period { return p.Add(-1) }

// Next is the period after.
func (p Period) Next() Period { return p.Add(1) }

// Children are the quarters of a year or half-year, a quarter's months; a month has none.
func (p Period) Children() []Period {
	switch p.kind {
	case Year, HalfYear:
		return p.Split(Quarter)
	case Quarter:
		return p.Split(Month)
	}
	return nil
}

// Split gives the periods of a kind that lie within, in order; of its own
// kind itself, of a longer one nothing.
func (p Period) Split(kind Kind) []Period {
	var parts []Period
	if p.IsZero() || months[kind] == 0 || months[kind] > months[p.kind] {
		return nil
	}
	for part := p.Start().In(kind); part.Start().Before(p.End()); part = part.Next() {
		parts = append(parts, part)
	}
	return parts
}

// Compare orders by first day, the longer first.
func (p Period) Compare(other Period) int {
	if c := p.Start().Compare(other.Start()); c != 0 {
		return c
	}
	return months[other.kind] - months[p.kind]
}

// MarshalText writes the period as String does.
func (p Period) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads what ParsePeriod reads; "" is none.
func (p *Period) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*p = Period{}
		return nil
	}
	*p, err = ParsePeriod(string(text))
	return err
}
