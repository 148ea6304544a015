package expression

import (
	"errors"
	"slices"
	"strings"
	"unicode"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"
)

const (
	maxLength = 2000 // characters
	maxDepth  = 60
)

// Compile reads an expression over the names of env. With want, its result must be of one of those kinds. Every error is
// an *Error.
//
// The language: numbers, "texts", true, false, names; + - * / and a leading -; == != < <= > >=; and, or, not (also && || !);
// in and not in, over a list ["a", "b"] or a choices field; c ? a : b; parentheses; and the functions abs, min, max,
// round(x, decimals), floor, ceil, year(date), month(date), days(from, to), missing(x), coalesce(x, y).
func Compile(source string, env Environment, want ...Kind) (*Program, error) {
	c := &compiler{source: []rune(source), env: env, names: map[string]bool{}}
	root, err := c.compile()
	if err != nil {
		return nil, err
	}
	if len(want) > 0 && !slices.Contains(want, root.kind) {
		return nil, c.fail(root.at, "result", "want", want[0], "got", root.kind)
	}
	return &Program{source: c.source, root: root, names: c.sortedNames(), literals: c.literals}, nil
}

type compiler struct {
	source   []rune
	env      Environment
	names    map[string]bool
	literals []Literal
}

func (c *compiler) compile() (*node, error) {
	if len(c.source) > maxLength {
		return nil, c.fail(maxLength, "too_long", "limit", maxLength)
	}
	if strings.TrimSpace(string(c.source)) == "" {
		return nil, c.fail(0, "empty")
	}
	tree, err := parse(string(c.source))
	if err != nil {
		return nil, c.syntaxError(err)
	}
	return c.convert(tree, 0)
}

// parse guards against a panic in the parser: a pack is anyone's text.
func parse(source string) (root ast.Node, err error) {
	defer func() {
		if recover() != nil {
			root, err = nil, errors.New("parser failed")
		}
	}()
	tree, err := parser.Parse(source)
	if err != nil {
		return nil, err
	}
	return tree.Node, nil
}

// syntaxError gives the parser's complaint in our words, and knows the usual slips.
func (c *compiler) syntaxError(err error) *Error {
	var found *file.Error
	if !errors.As(err, &found) {
		return c.fail(0, "syntax", "found", "")
	}
	at := min(found.From, len(c.source))
	if percent := c.percentBefore(at); percent >= 0 {
		return c.fail(percent, "percent", "number", "60%", "plain", "0.6")
	}
	if strings.Contains(found.Message, "EOF") || at == len(c.source) {
		return c.fail(len(c.source), "incomplete")
	}
	if r := c.source[at]; unicode.In(r, unicode.Han) || !strings.ContainsRune("，。：；（）“”‘’＞＜＝＋－＊／！？【】、", r) {
		return c.slip(at, r)
	}
	return c.fail(at, "full_width", "found", string(c.source[at]))
}

func (c *compiler) slip(at int, found rune) *Error {
	if found == '=' && (at == 0 || !strings.ContainsRune("=!<>", c.source[at-1])) {
		return c.fail(at, "assign")
	}
	word := at
	for word < len(c.source) && word < at+20 && !unicode.IsSpace(c.source[word]) {
		word++
	}
	return c.fail(at, "syntax", "found", string(c.source[at:max(word, at+1)]))
}

// percentBefore finds a % after a digit as the last sign before a place, or at it; -1 when there is none.
func (c *compiler) percentBefore(at int) int {
	for i := min(at, len(c.source)-1); i > 0; i-- {
		if c.source[i] == '%' && unicode.IsDigit(c.source[i-1]) {
			return i
		}
		if i < at && !unicode.IsSpace(c.source[i]) {
			return -1
		}
	}
	return -1
}

func (c *compiler) fail(at int, key string, pairs ...any) *Error {
	return newError(c.source, at, key, pairs...)
}

func (c *compiler) sortedNames() []string {
	names := make([]string, 0, len(c.names))
	for name := range c.names {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
