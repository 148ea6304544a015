package expression

import (
	"fmt"
	"maps"
	"slices"

	"qixing/fault"
)

// Error says what is wrong with an expression, where, and what to write instead. Line and Column count characters from 1.
// Key and Hint are keys of the message catalogs; Hint is "" when there is nothing to advise.
type Error struct {
	Line, Column int
	Key          string
	Args         map[string]any
	Hint         string
}

// Error gives the English sentence with its place.
func (e *Error) Error() string { return fmt.Sprintf("%d:%d: %s", e.Line, e.Column, e.Message("en")) }

// Message is the sentence in "zh" or "en".
func (e *Error) Message(lang string) string { return fault.Sentence(e.Key, lang, e.args(lang)) }

// HintText is the advice in "zh" or "en", or "".
func (e *Error) HintText(lang string) string {
	if e.Hint == "" {
		return ""
	}
	return fault.Sentence(e.Hint, lang, e.args(lang))
}

func (e *Error) args(lang string) fault.Args {
	args := maps.Clone(e.Args)
	for name, value := range args {
		if kind, ok := value.(Kind); ok {
			args[name] = kind.Title(lang)
		}
	}
	return args
}

// newError places an error at a character of the source. The pairs are argument names and values.
func newError(source []rune, at int, key string, pairs ...any) *Error {
	e := &Error{Line: 1, Column: 1, Key: "expression." + key, Args: map[string]any{}}
	for _, r := range source[:max(0, min(at, len(source)))] {
		e.Column++
		if r == '\n' {
			e.Line, e.Column = e.Line+1, 1
		}
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		e.Args[pairs[i].(string)] = pairs[i+1]
	}
	if hinted[key] {
		e.Hint = e.Key + ".hint"
	}
	return e
}

// hinted are the keys whose errors come with advice; TestCatalog compares them with the catalogs.
var hinted = map[string]bool{
	"syntax": true, "percent": true, "assign": true, "full_width": true, "mixed": true, "decimals": true, "date": true,
	"unsupported": true, "unknown_name": true, "unknown_function": true, "order": true, "not_in_sql": true, "too_long": true, "too_deep": true,
	"divide_by_zero": true, "number": true,
}

// Nearest finds the candidate that was probably meant, or "".
func Nearest(written string, candidates []string) string {
	best, limit := "", max(1, len([]rune(written))/3)+1
	for _, candidate := range slices.Sorted(slices.Values(candidates)) {
		if d := distance([]rune(written), []rune(candidate)); d < limit {
			best, limit = candidate, d
		}
	}
	return best
}

// distance is Levenshtein's.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
