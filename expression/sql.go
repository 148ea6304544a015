package expression

import (
	"fmt"
	"strings"

	"qixing/fixed"
)

// maxSQL bounds the statement's text: some operations repeat their argument.
const maxSQL = 20_000

// SQL writes the expression for a statement that runs on SQLite and on PostgreSQL, with the answers of Evaluate where NULL
// is missing. Literals become arguments, appended to args, under the placeholders that follow.
//
// column gives the SQL of a name as it is stored, its kind and, of a number, its scale: a value in millionths is stored ×
// scale, so 1_000_000 for whole numbers, 10_000 for money in 分 and 1 for shares and decimals. Bool is stored as 0 or 1,
// Date as its ISO text, Set as a JSON array of texts.
//
// A number result is in millionths. Dividing by anything but a fixed number is an *Error.
func (p *Program) SQL(column func(name string) (expr string, kind Kind, scale int64), args *[]any) (string, error) {
	w := &sqlWriter{source: p.source, column: column, args: args}
	text := w.write(p.root)
	if w.err != nil {
		return "", w.err
	}
	return text, nil
}

type sqlWriter struct {
	source []rune
	column func(name string) (string, Kind, int64)
	args   *[]any
	err    error
}

func (w *sqlWriter) write(n *node) string {
	if n.kind == Number {
		return w.scaled(w.number(n), 1)
	}
	return w.bounded(n, w.other(n))
}

// bounded stops the growth of a text once and for all.
func (w *sqlWriter) bounded(n *node, text string) string {
	if w.err == nil && len(text) > maxSQL {
		w.err = newError(w.source, n.at, "too_long_in_sql")
	}
	if w.err != nil {
		return "NULL"
	}
	return text
}

func (w *sqlWriter) refuse(n *node, operation string) {
	if w.err == nil {
		w.err = newError(w.source, n.at, "not_in_sql", "operation", operation)
	}
}

// argument appends a literal. The cast tells PostgreSQL its type where nothing else does.
func (w *sqlWriter) argument(value any, sqlType string) string {
	*w.args = append(*w.args, value)
	return fmt.Sprintf("CAST($%d AS %s)", len(*w.args), sqlType)
}

// other writes everything that is not a number; a Bool comes out as a condition.
func (w *sqlWriter) other(n *node) string {
	switch n.op {
	case opLiteral:
		return w.literal(n)
	case opName:
		expr, _, _ := w.column(n.name)
		if n.kind == Bool {
			return "(" + expr + " = 1)"
		}
		return expr
	case opNot:
		return "(NOT " + w.write(n.args[0]) + ")"
	case opAnd:
		return "(" + w.write(n.args[0]) + " AND " + w.write(n.args[1]) + ")"
	case opOr:
		return "(" + w.write(n.args[0]) + " OR " + w.write(n.args[1]) + ")"
	case opMissing:
		return "(" + w.plain(n.args[0]) + " IS NULL)"
	case opCoalesce:
		return "COALESCE(" + w.write(n.args[0]) + ", " + w.write(n.args[1]) + ")"
	case opIf:
		condition := w.write(n.args[0])
		return "CASE WHEN " + condition + " THEN " + w.write(n.args[1]) + " WHEN NOT " + condition + " THEN " + w.write(n.args[2]) + " END"
	case opIn:
		return w.in(n)
	case opInSet:
		return w.inSet(n)
	}
	return w.comparison(n)
}

func (w *sqlWriter) literal(n *node) string {
	if n.kind != Bool {
		return w.argument(n.literal.Text, "TEXT")
	}
	if n.literal.Number != 0 {
		return "TRUE"
	}
	return "FALSE"
}

// plain is a value that is only asked whether it is there.
func (w *sqlWriter) plain(n *node) string {
	if n.kind == Number {
		if number := w.number(n); !number.literal {
			return number.text
		}
	}
	return w.write(n)
}

var sqlComparisons = map[operation]string{
	opEqual: " = ", opUnequal: " <> ", opLess: " < ", opLessEqual: " <= ", opMore: " > ", opMoreEqual: " >= ",
}

func (w *sqlWriter) comparison(n *node) string {
	if n.args[0].kind != Number {
		return "(" + w.write(n.args[0]) + sqlComparisons[n.op] + w.write(n.args[1]) + ")"
	}
	a, b := w.number(n.args[0]), w.number(n.args[1])
	scale := common(a, b)
	return "(" + w.scaled(a, scale) + sqlComparisons[n.op] + w.scaled(b, scale) + ")"
}

func (w *sqlWriter) in(n *node) string {
	var left string
	items := make([]string, 0, len(n.numbers)+len(n.texts))
	if n.args[0].kind == Number {
		left = w.scaled(w.number(n.args[0]), 1)
	} else {
		left = w.write(n.args[0])
	}
	for _, number := range n.numbers {
		items = append(items, w.argument(int64(number), "BIGINT"))
	}
	for _, text := range n.texts {
		items = append(items, w.argument(text, "TEXT"))
	}
	return "(" + left + " IN (" + strings.Join(items, ", ") + "))"
}

// inSet looks for the quoted text in the JSON array. An option never holds a quote or a backslash, so a text that does is
// in no set.
func (w *sqlWriter) inSet(n *node) string {
	item, set := w.write(n.args[0]), w.write(n.args[1])
	found := fmt.Sprintf(`REPLACE(%s, '"' || %s || '"', '') <> %s`, set, item, set)
	simple := fmt.Sprintf(`REPLACE(REPLACE(%s, '"', ''), '\', '') = %s`, item, item)
	return fmt.Sprintf("CASE WHEN %s THEN %s WHEN %s IS NOT NULL AND %s IS NOT NULL THEN FALSE END", simple, found, item, set)
}

// sqlNumber is text × scale millionths, or a literal.
type sqlNumber struct {
	text    string
	scale   int64
	literal bool
	value   fixed.Value
}

// scaled writes a number in units of so many millionths, which must divide its scale.
func (w *sqlWriter) scaled(n sqlNumber, scale int64) string {
	if n.literal {
		return w.argument(int64(n.value)/scale, "BIGINT")
	}
	if n.scale == scale {
		return n.text
	}
	return fmt.Sprintf("(%s * %d)", n.text, n.scale/scale)
}

// common is the largest unit in which both are whole.
func common(a, b sqlNumber) int64 {
	return max(1, gcd(a.unit(), b.unit()))
}

func (n sqlNumber) unit() int64 {
	if n.literal {
		return max(int64(n.value), -int64(n.value))
	}
	return n.scale
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
