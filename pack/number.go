package pack

import (
	"regexp"
	"strings"

	"qixing/fixed"
)

var (
	literalShape = regexp.MustCompile(`^[+-]?[0-9]+(\.[0-9]+)?(%|元|万|万元|亿元)?$`)
	idShape      = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)
)

// literalScale is what the suffix of a literal multiplies it by, as a quotient.
var literalScale = []struct {
	suffix    string
	over, per int64
}{{"%", 1, 100}, {"亿元", 100_000_000, 1}, {"万元", 10_000, 1}, {"万", 10_000, 1}, {"元", 1, 1}}

// parseLiteral reads 8, 60%, 0.5, 50000元 or 5万元, exactly. The error is fixed.ErrSyntax or fixed.ErrRange.
func parseLiteral(written string) (fixed.Value, error) {
	if !literalShape.MatchString(written) {
		return 0, fixed.ErrSyntax
	}
	written = strings.TrimPrefix(written, "+")
	for _, s := range literalScale {
		if digits, ok := strings.CutSuffix(written, s.suffix); ok {
			return scaled(digits, s.over, s.per)
		}
	}
	return fixed.Parse(written)
}

func scaled(digits string, over, per int64) (fixed.Value, error) {
	value, err := fixed.Parse(digits)
	if err != nil {
		return 0, err
	}
	if int64(value)%per != 0 {
		return 0, fixed.ErrSyntax
	}
	result, err := fixed.MulDiv(int64(value), over, per)
	return fixed.Value(result), err
}

// Resolve gives the number's value with the parameters in force; a parameter that is not among them is 0.
func (n Number) Resolve(values map[string]fixed.Value) fixed.Value {
	if n.Parameter != "" {
		return values[n.Parameter]
	}
	return n.Literal
}

// IsSet says that the number was written at all.
func (n Number) IsSet() bool { return n.Parameter != "" || n.Text != "" || n.Literal != 0 }

// String is the number as it was written.
func (n Number) String() string {
	if n.Parameter != "" {
		return n.Parameter
	}
	if n.Text != "" {
		return n.Text
	}
	return n.Literal.String()
}

// ShownIn is the unit in which a parameter is shown: its own or, where it has none, percent if it is written so.
func (p *Parameter) ShownIn() string {
	if p.Unit != "" {
		return p.Unit
	}
	for _, dated := range p.Dated {
		if strings.HasSuffix(dated.Text, "%") {
			return "%"
		}
	}
	return ""
}
