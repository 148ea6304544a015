package fixed

import (
	"errors"
	"math"
	"math/bits"
	"strconv"
	"strings"
)

// Value is a number in millionths: 1 is stored as 1_000_000.
type Value int64

// Points are hundredths of a point: 18.50 is stored as 1850.
type Points int64

// One is the Value 1.
const One Value = 1_000_000

// MoneyUnit is the Value of one 分, the unit in which money is stored.
const MoneyUnit Value = 10_000

const pointUnit = 10_000 // millionths in a hundredth

var (
	// ErrRange says that a number does not fit.
	ErrRange = errors.New("number out of range")
	// ErrSyntax says that a text is not a plain decimal number.
	ErrSyntax = errors.New("not a number")
)

// FromInt gives the Value of a whole number.
func FromInt(n int64) Value { return Value(n) * One }

// FromMoney gives the Value, in 元, of an amount in 分.
func FromMoney(fen int64) Value { return Value(fen) * MoneyUnit }

// Parse reads a plain decimal number of at most six decimals, as "-12.5".
func Parse(text string) (Value, error) {
	scaled, err := parseScaled(text, 6)
	return Value(scaled), err
}

// ParsePoints reads points of at most two decimals.
func ParsePoints(text string) (Points, error) {
	scaled, err := parseScaled(text, 2)
	return Points(scaled), err
}

func parseScaled(text string, decimals int) (int64, error) {
	whole, fraction, _ := strings.Cut(text, ".")
	if len(fraction) > decimals || whole == "" || strings.HasPrefix(fraction, "-") || strings.HasPrefix(fraction, "+") {
		return 0, ErrSyntax
	}
	scaled, err := strconv.ParseInt(whole+fraction+strings.Repeat("0", decimals-len(fraction)), 10, 64)
	if errors.Is(err, strconv.ErrRange) {
		return 0, ErrRange
	}
	if err != nil {
		return 0, ErrSyntax
	}
	return scaled, nil
}

// String writes the number without trailing zeros: "0.92", "234500".
func (v Value) String() string { return trim(format(int64(v), 6)) }

// Points rounds a Value half away from zero to hundredths.
func (v Value) Points() Points { return Points(divideRound(int64(v), pointUnit)) }

// Round rounds a Value half away from zero to so many decimals (0 to 6).
func (v Value) Round(decimals int) Value {
	unit := int64(math.Pow10(6 - decimals))
	return Value(divideRound(int64(v), unit) * unit)
}

// Floor gives the greatest whole number that is not above v.
func (v Value) Floor() Value {
	rest := v % One
	if rest < 0 {
		rest += One
	}
	return v - rest
}

// String writes points with exactly two decimals: "18.50".
func (p Points) String() string { return format(int64(p), 2) }

// Value gives points as a Value.
func (p Points) Value() Value { return Value(p) * pointUnit }

// MulDiv gives a×b÷c, rounded half away from zero, with a product of 128 bits.
// A zero divisor or a result out of range gives ErrRange.
func MulDiv(a, b, c int64) (int64, error) {
	negative := (a < 0) != (b < 0) != (c < 0)
	high, low := bits.Mul64(magnitude(a), magnitude(b))
	divisor := magnitude(c)
	low, carry := bits.Add64(low, divisor/2, 0)
	high += carry
	if divisor == 0 || high >= divisor {
		return 0, ErrRange
	}
	quotient, _ := bits.Div64(high, low, divisor)
	if quotient > math.MaxInt64 {
		return 0, ErrRange
	}
	if negative {
		return -int64(quotient), nil
	}
	return int64(quotient), nil
}

// Mul multiplies two Values.
func Mul(a, b Value) (Value, error) {
	product, err := MulDiv(int64(a), int64(b), int64(One))
	return Value(product), err
}

// Div divides two Values.
func Div(a, b Value) (Value, error) {
	quotient, err := MulDiv(int64(a), int64(One), int64(b))
	return Value(quotient), err
}

// Add adds two Values.
func Add(a, b Value) (Value, error) {
	sum := a + b
	if (a > 0 && b > 0 && sum < 0) || (a < 0 && b < 0 && sum >= 0) {
		return 0, ErrRange
	}
	return sum, nil
}

// Sub subtracts b from a.
func Sub(a, b Value) (Value, error) {
	difference := a - b
	if (b > 0 && difference > a) || (b < 0 && difference < a) {
		return 0, ErrRange
	}
	return difference, nil
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return uint64(-(n + 1)) + 1
	}
	return uint64(n)
}

func divideRound(n, unit int64) int64 {
	quotient, rest := n/unit, n%unit
	switch {
	case rest >= unit-unit/2 && unit > 1:
		return quotient + 1
	case -rest >= unit-unit/2 && unit > 1:
		return quotient - 1
	}
	return quotient
}

func format(n int64, decimals int) string {
	digits := strconv.FormatUint(magnitude(n), 10)
	if len(digits) <= decimals {
		digits = strings.Repeat("0", decimals+1-len(digits)) + digits
	}
	text := digits[:len(digits)-decimals] + "." + digits[len(digits)-decimals:]
	if n < 0 {
		return "-" + text
	}
	return text
}

func trim(text string) string {
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}
