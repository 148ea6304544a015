package ledger

import (
	"strings"

	"qixing/fault"
	"qixing/pack"
)

// Cell is what a sheet, a form or a CSV file says in one place, before it is a value.
type Cell struct {
	Text    string
	Number  bool // stored as a number; otherwise as text
	Date    bool // a number shown as a date: a serial day
	Percent bool // a number shown as a percentage
	Base    int  // of serial days: 0 for 1900, 1 for 1904
	Error   bool // a formula that failed, as #REF!
}

// Scale is the unit that a header or a sheet states for its numbers: 元, 万元 or %. None says nothing.
type Scale string

// The units that a header may state.
const (
	NoScale Scale = ""
	Yuan    Scale = "元"
	WanYuan Scale = "万元"
	Percent Scale = "%"
)

// ParseCell reads a cell as a field's value. References (unit, person, record, file) are for the caller to resolve; the
// others are read here. An error's arguments hold the text as written.
func ParseCell(field *pack.Field, cell Cell, scale Scale) (Value, error) {
	if cell.Error {
		return Value{}, fault.Invalid("ledger.formula_failed", fault.Args{"value": cell.Text})
	}
	if IsBlank(cell.Text) {
		return Value{}, nil
	}
	switch field.Type {
	case pack.Integer, pack.Decimal, pack.Money, pack.Share:
		return parseNumeric(field, cell, scale)
	case pack.Date:
		return parseDate(cell)
	case pack.Month:
		return parseMonth(cell)
	case pack.HalfYear:
		return parseHalfYear(cell)
	case pack.Quarter:
		return parseQuarter(cell)
	case pack.Year:
		return parseYear(cell)
	case pack.Bool:
		return parseBool(cell)
	case pack.Choice:
		return parseChoice(field, cell.Text)
	case pack.Choices:
		return parseChoices(field, cell.Text)
	case pack.IDNumber:
		return parseIDNumber(cell)
	case pack.Phone:
		return parsePhone(cell)
	}
	return TextValue(plainText(cell)), nil
}

var blanks = map[string]bool{"": true, "无": true, "-": true, "--": true, "—": true, "——": true, "－": true, "－－": true, "/": true, "／": true}

// IsBlank tells whether a cell says that there is nothing: 无, a dash or no text. 0 is a value.
func IsBlank(text string) bool { return blanks[strings.TrimFunc(text, isSpace)] }

func isSpace(r rune) bool {
	return r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\u00a0' || r == '\u3000' || r == '\u200b' || r == '\ufeff'
}

// narrow makes full-width ASCII half-width and drops surrounding spaces: how digits and codes are read.
func narrow(text string) string {
	text = strings.TrimFunc(text, isSpace)
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '−' || r == '–':
			return '-'
		case r == '\u3000' || r == '\u00a0':
			return ' '
		}
		return r
	}, text)
}

// compact is narrow without any space: how titles are compared.
func compact(text string) string {
	return strings.Map(func(r rune) rune {
		if isSpace(r) {
			return -1
		}
		return r
	}, narrow(text))
}

// plainText keeps a text as written, but for its surrounding spaces and line ends. A number stored in a text column reads as
// people see it, without an exponent.
func plainText(cell Cell) string {
	if cell.Number {
		if text, ok := wholeNumber(cell.Text); ok {
			return text
		}
	}
	text := strings.ReplaceAll(cell.Text, "\r\n", "\n")
	return strings.TrimFunc(text, isSpace)
}
