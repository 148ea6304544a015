package expression

import (
	"fmt"

	"qixing/fixed"
)

// number writes a number so that its scale is known: comparing and adding then stay in the column's own units.
func (w *sqlWriter) number(n *node) sqlNumber {
	result := w.unboundedNumber(n)
	result.text = w.bounded(n, result.text)
	return result
}

func (w *sqlWriter) unboundedNumber(n *node) sqlNumber {
	switch n.op {
	case opLiteral:
		return sqlNumber{literal: true, value: n.literal.Number, scale: 1}
	case opName:
		expr, _, scale := w.column(n.name)
		return sqlNumber{text: expr, scale: scale}
	case opIf:
		condition := w.write(n.args[0])
		a, b, scale := w.pair(n.args[1], n.args[2])
		return sqlNumber{text: "CASE WHEN " + condition + " THEN " + a + " WHEN NOT " + condition + " THEN " + b + " END", scale: scale}
	case opYear, opMonth, opDays:
		return w.calendar(n)
	case opMultiply:
		return w.multiply(n, w.number(n.args[0]), w.number(n.args[1]))
	case opDivide:
		return w.divide(n, w.number(n.args[0]), w.number(n.args[1]))
	case opNegate:
		a := w.number(n.args[0])
		return sqlNumber{text: "(-" + a.text + ")", scale: a.scale}
	case opAbs:
		a := w.number(n.args[0])
		return sqlNumber{text: "ABS(" + a.text + ")", scale: a.scale}
	case opRound, opFloor, opCeil:
		return w.round(n, w.scaled(w.number(n.args[0]), 1))
	}
	return w.twoOperands(n)
}

func (w *sqlWriter) pair(x, y *node) (a, b string, scale int64) {
	left, right := w.number(x), w.number(y)
	scale = common(left, right)
	return w.scaled(left, scale), w.scaled(right, scale), scale
}

func (w *sqlWriter) twoOperands(n *node) sqlNumber {
	a, b, scale := w.pair(n.args[0], n.args[1])
	text := ""
	switch n.op {
	case opAdd:
		text = "(" + a + " + " + b + ")"
	case opSubtract:
		text = "(" + a + " - " + b + ")"
	case opCoalesce:
		text = "COALESCE(" + a + ", " + b + ")"
	case opMin: // the databases' own functions differ over NULL
		text = fmt.Sprintf("CASE WHEN %s <= %s THEN %s WHEN %s > %s THEN %s END", a, b, a, a, b, b)
	case opMax:
		text = fmt.Sprintf("CASE WHEN %s >= %s THEN %s WHEN %s < %s THEN %s END", a, b, a, a, b, b)
	}
	return sqlNumber{text: text, scale: scale}
}

// multiply has exact factors: a literal, the columns' scales, and the millionth of a millionth that is too much.
func (w *sqlWriter) multiply(n *node, a, b sqlNumber) sqlNumber {
	factorA, factorB := a.scale, b.scale
	text := "(" + a.text + " * " + b.text + ")"
	if a.literal {
		factorA, text = int64(a.value), b.text
	}
	if b.literal {
		factorB, text = int64(b.value), a.text
	}
	return w.fraction(n, text, factorA, factorB, int64(fixed.One))
}

func (w *sqlWriter) divide(n *node, a, b sqlNumber) sqlNumber {
	if !b.literal || a.literal {
		w.refuse(n, "/")
		return a
	}
	return w.fraction(n, a.text, a.scale, int64(fixed.One), int64(b.value))
}

// fraction is text × a × b ÷ c millionths, reduced, and rounded half away from zero as fixed.MulDiv does.
func (w *sqlWriter) fraction(n *node, text string, a, b, c int64) sqlNumber {
	if c < 0 {
		a, c = -a, -c
	}
	common := gcd(magnitude(a), c)
	a, c = a/common, c/common
	common = gcd(magnitude(b), c)
	b, c = b/common, c/common
	product, err := fixed.MulDiv(a, b, 1)
	if err != nil {
		w.refuse(n, "*")
		return sqlNumber{text: text, scale: 1}
	}
	if c == 1 && product > 0 {
		return sqlNumber{text: text, scale: product}
	}
	scaled := fmt.Sprintf("(%s * %d)", text, product)
	return sqlNumber{text: divideRound(scaled, c), scale: 1}
}

func magnitude(n int64) int64 { return max(n, -n) }

// divideRound relies on integer division cutting towards zero, as it does on both databases.
func divideRound(text string, divisor int64) string {
	if divisor == 1 {
		return text
	}
	half := divisor / 2
	return fmt.Sprintf("((%s + CASE WHEN %s < 0 THEN %d ELSE %d END) / %d)", text, text, -half, half, divisor)
}

func (w *sqlWriter) round(n *node, text string) sqlNumber {
	switch n.op {
	case opFloor:
		return sqlNumber{text: fmt.Sprintf("(%s / 1000000 - CASE WHEN %s %% 1000000 < 0 THEN 1 ELSE 0 END)", text, text), scale: int64(fixed.One)}
	case opCeil:
		return sqlNumber{text: fmt.Sprintf("(%s / 1000000 + CASE WHEN %s %% 1000000 > 0 THEN 1 ELSE 0 END)", text, text), scale: int64(fixed.One)}
	}
	unit := int64(1)
	for range 6 - n.decimals {
		unit *= 10
	}
	return sqlNumber{text: divideRound(text, unit), scale: unit}
}

// calendar reads years, months and days from the ISO text by place, so that both databases agree; see date.go.
func (w *sqlWriter) calendar(n *node) sqlNumber {
	first := w.write(n.args[0])
	text := ""
	switch n.op {
	case opYear:
		text = part(first, 1, 4)
	case opMonth:
		text = fmt.Sprintf("CASE WHEN SUBSTR(%s, 5, 1) = '-' THEN %s END", first, part(first, 6, 2))
	case opDays:
		text = "(" + dayNumberSQL(w.write(n.args[1])) + " - " + dayNumberSQL(first) + ")"
	}
	return sqlNumber{text: text, scale: int64(fixed.One)}
}

func part(date string, from, length int) string {
	return fmt.Sprintf("CAST(SUBSTR(%s, %d, %d) AS BIGINT)", date, from, length)
}

func dayNumberSQL(date string) string {
	year := fmt.Sprintf("(%s - CASE WHEN %s <= 2 THEN 1 ELSE 0 END)", part(date, 1, 4), part(date, 6, 2))
	return fmt.Sprintf("CASE WHEN LENGTH(%s) = 10 THEN 365 * %s + %s / 4 - %s / 100 + %s / 400 + (153 * ((%s + 9) %% 12) + 2) / 5 + %s END",
		date, year, year, year, year, part(date, 6, 2), part(date, 9, 2))
}
