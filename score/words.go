package score

import (
	"regexp"
	"strconv"
	"strings"

	"qixing/expression"
	"qixing/fault"
	"qixing/fixed"
	"qixing/pack"
)

// words are one thing in both languages.
type words struct{ zh, en string }

func (w words) in(lang string) string {
	if strings.HasPrefix(lang, "en") {
		return w.en
	}
	return w.zh
}

func both(text string) words { return words{text, text} }

func whole64(n int64) words { return both(strconv.FormatInt(n, 10)) }

// titled falls back on the Chinese title.
func titled(zh, en string) words {
	if en == "" {
		en = zh
	}
	return words{zh, en}
}

// sentence is a message of the catalogs with its words.
type sentence struct {
	key   string
	words map[string]words
}

// newSentence takes pairs of a name and words.
func newSentence(key string, pairs ...any) sentence {
	s := sentence{key: key, words: map[string]words{}}
	for i := 0; i+1 < len(pairs); i += 2 {
		s.words[pairs[i].(string)] = pairs[i+1].(words)
	}
	return s
}

func (s sentence) in(lang string) string {
	args := fault.Args{}
	for name, w := range s.words {
		args[name] = w.in(lang)
	}
	return fault.Sentence(s.key, lang, args)
}

// Display writes the value with its unit, as a person reads it: 92%, 234,500 元, 12 次.
func (x ExplainedInput) Display(lang string) string { return x.display().in(lang) }

func (x ExplainedInput) display() words {
	switch x.State {
	case expression.Missing:
		return words{"缺数据", "missing"}
	case expression.NotApplicable:
		return words{"不适用", "not applicable"}
	}
	return inUnit(x.Value, x.unit())
}

func (x ExplainedInput) unit() string {
	if x.measure == nil {
		return ""
	}
	return x.measure.Unit
}

func (x ExplainedInput) title() words {
	if x.measure == nil {
		return both(x.Measure)
	}
	return titled(x.measure.Title, x.measure.TitleEN)
}

// inUnit writes a number with its unit. English has no counting words.
func inUnit(v fixed.Value, unit string) words {
	switch unit {
	case "%":
		return both(percent(v))
	case "":
		return both(separated(v))
	}
	return words{separated(v) + " " + unit, strings.TrimSuffix(separated(v)+" "+pack.UnitIn("en", unit), " ")}
}

// boundInUnit writes a bound as policies do, 10 万元 for 100000.
func boundInUnit(v fixed.Value, unit string) words {
	w := inUnit(v, unit)
	if tenThousand := fixed.FromInt(10_000); unit == "元" && v != 0 && v%tenThousand == 0 {
		w.zh = separated(v/10_000) + " 万元"
	}
	return w
}

func percent(v fixed.Value) string {
	hundredfold, err := fixed.MulDiv(int64(v), 100, 1)
	if err != nil {
		return v.String()
	}
	return separated(fixed.Value(hundredfold)) + "%"
}

// separated writes 1234567.5 as 1,234,567.5.
func separated(v fixed.Value) string {
	digits, fraction, hasFraction := strings.Cut(v.String(), ".")
	sign := ""
	if strings.HasPrefix(digits, "-") {
		sign, digits = "-", digits[1:]
	}
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	if hasFraction {
		return sign + digits + "." + fraction
	}
	return sign + digits
}

var nameShape = regexp.MustCompile(`[\p{L}_][\p{L}\p{N}_]*`)

// readable is an expression with titles in place of ids.
func (plan *Plan) readable(program *expression.Program) words {
	if program == nil {
		return words{}
	}
	replace := func(lang string) string {
		return nameShape.ReplaceAllStringFunc(program.Source(), func(id string) string { return plan.titleOf(id).in(lang) })
	}
	return words{replace("zh"), replace("en")}
}

func (plan *Plan) titleOf(id string) words {
	if measure, ok := plan.pack.FindMeasure(id); ok {
		return titled(measure.Title, measure.TitleEN)
	}
	if parameter, ok := plan.pack.FindParameter(id); ok {
		return titled(parameter.Title, parameter.TitleEN)
	}
	return both(id)
}

// pointsOf writes points without trailing zeros.
func pointsOf(p fixed.Points) words { return both(p.Value().String()) }

func (plan *Plan) resolved(n pack.Number) fixed.Value { return n.Resolve(plan.values) }
