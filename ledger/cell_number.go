package ledger

import (
	"math"
	"strconv"
	"strings"

	"qixing/fault"
	"qixing/fixed"
	"qixing/pack"
)

// parseNumeric reads integer, decimal, money and share, exactly: what has more decimals than the field keeps is refused.
func parseNumeric(field *pack.Field, cell Cell, scale Scale) (Value, error) {
	text, scale, err := numberText(field, cell, scale)
	if err != nil {
		return Value{}, err
	}
	if !plausibleNumber(text) {
		return Value{}, fault.Invalid("ledger.not_a_number", fault.Args{"value": cell.Text})
	}
	shift := 0
	switch scale {
	case WanYuan:
		shift = 4
	case Percent:
		shift = -2
	}
	text = shiftPoint(text, shift)
	n, err := fixed.Parse(pad(text))
	if err != nil {
		return Value{}, tooFine(field, cell.Text, err)
	}
	return storedNumber(field, cell, scale, n)
}

// numberText gives the plain digits of a cell and the unit they are in.
func numberText(field *pack.Field, cell Cell, scale Scale) (string, Scale, error) {
	if cell.Number {
		return floatText(cell.Text), scaleFor(field, cell, scale), nil
	}
	text := strings.ReplaceAll(narrow(cell.Text), " ", "")
	text = strings.TrimPrefix(strings.TrimPrefix(text, "¥"), "￥")
	if inner, ok := strings.CutPrefix(text, "("); ok && strings.HasSuffix(inner, ")") {
		text = "-" + strings.TrimSuffix(inner, ")")
	}
	text, scale, err := cutUnit(field, text, scale)
	if err != nil {
		return "", scale, fault.Invalid(err.Error(), fault.Args{"value": cell.Text})
	}
	if strings.Contains(text, ",") && isGrouped(text) {
		text = strings.ReplaceAll(text, ",", "")
	}
	return strings.TrimPrefix(text, "+"), scale, nil
}

// scaleFor is the unit that a stored number is in: the header's, where it makes sense for the field.
func scaleFor(field *pack.Field, cell Cell, scale Scale) Scale {
	switch {
	case field.Type == pack.Money && scale != Percent:
		return scale
	case field.Type == pack.Share && scale == Percent && !cell.Percent:
		return Percent
	}
	return NoScale
}

type messageKey string

func (k messageKey) Error() string { return string(k) }

// cutUnit takes a unit written in the cell itself; it goes before the header's.
func cutUnit(field *pack.Field, text string, scale Scale) (string, Scale, error) {
	if field.Type == pack.Money {
		if rest, ok := strings.CutSuffix(text, "万元"); ok {
			return rest, WanYuan, nil
		}
		if rest, ok := strings.CutSuffix(text, "元"); ok {
			return rest, Yuan, nil
		}
		return text, scale, nil
	}
	rest, ok := strings.CutSuffix(text, "%")
	if ok && field.Type != pack.Share {
		return "", scale, messageKey("ledger.percent_unexpected")
	}
	if ok {
		return rest, Percent, nil
	}
	scale = scaleFor(field, Cell{}, scale)
	if field.Unit != "" {
		text = strings.TrimSuffix(text, field.Unit)
	}
	return text, scale, nil
}

// isGrouped tells whether the commas of a number stand between groups of three digits.
func isGrouped(text string) bool {
	whole, _, _ := strings.Cut(strings.TrimLeft(text, "+-"), ".")
	groups := strings.Split(whole, ",")
	for i, group := range groups {
		if len(group) > 3 || (i > 0 && len(group) != 3) || group == "" {
			return false
		}
	}
	return true
}

// plausibleNumber allows digits, one point and a sign only.
func plausibleNumber(text string) bool {
	digits, points := 0, 0
	for i, r := range text {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r == '.':
			points++
		case r != '-' || i > 0:
			return false
		}
	}
	return digits > 0 && points < 2 && digits < 40
}

// floatText writes a number as stored by a sheet, a binary fraction, with the 15 digits that the sheet shows at most.
func floatText(text string) string {
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
		return text
	}
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(f, 'g', 15, 64), 64)
	if err != nil {
		return text
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

// wholeNumber writes a stored number without exponent, if it has at most 15 digits: beyond, the sheet has lost some.
func wholeNumber(text string) (string, bool) {
	plain := floatText(text)
	return plain, plausibleNumber(plain) && len(strings.Trim(plain, "-.")) <= 15
}

// shiftPoint moves the decimal point of a plain number to the right.
func shiftPoint(text string, places int) string {
	if places == 0 {
		return text
	}
	sign := ""
	if rest, ok := strings.CutPrefix(text, "-"); ok {
		sign, text = "-", rest
	}
	whole, fraction, _ := strings.Cut(text, ".")
	if places > 0 {
		fraction += strings.Repeat("0", max(0, places-len(fraction)))
		return sign + whole + fraction[:places] + "." + fraction[places:]
	}
	whole = strings.Repeat("0", max(0, -places-len(whole))) + whole
	cut := len(whole) + places
	return sign + whole[:cut] + "." + whole[cut:] + fraction
}

// pad makes ".5" and "5." and "5.1000000" what fixed.Parse reads.
func pad(text string) string {
	sign := ""
	if rest, ok := strings.CutPrefix(text, "-"); ok {
		sign, text = "-", rest
	}
	whole, fraction, _ := strings.Cut(text, ".")
	whole = strings.TrimLeft(whole, "0")
	if whole == "" {
		whole = "0"
	}
	fraction = strings.TrimRight(fraction, "0")
	if fraction == "" {
		return sign + whole
	}
	return sign + whole + "." + fraction
}

func tooFine(field *pack.Field, text string, cause error) error {
	if cause == fixed.ErrRange {
		return fault.Invalid("ledger.number_too_large", fault.Args{"value": text})
	}
	return fault.Invalid("ledger.too_many_decimals", fault.Args{"value": text, "decimals": decimalsOf(field)})
}

// decimalsOf is how many decimals a field keeps, in the unit in which it is shown.
func decimalsOf(field *pack.Field) int {
	switch field.Type {
	case pack.Integer, pack.Year:
		return 0
	case pack.Money:
		return 2
	case pack.Decimal:
		if field.Decimals == 0 {
			return 2
		}
		return field.Decimals
	}
	return 6
}

func storedNumber(field *pack.Field, cell Cell, scale Scale, n fixed.Value) (Value, error) {
	if n.Round(decimalsOf(field)) != n {
		return Value{}, tooFine(field, cell.Text, nil)
	}
	if field.Type == pack.Share && n > fixed.One && !cell.Percent && scale != Percent {
		return Value{}, fault.Invalid("ledger.share_unclear", fault.Args{"value": cell.Text})
	}
	return NumberValue(int64(n) / scaleOf(field)), nil
}
