package expression

import (
	"maps"
	"slices"

	"github.com/expr-lang/expr/ast"

	"qixing/fixed"
)

// function is what a call may name: its operation, how many arguments it takes, of which kind (0: any) and what it gives.
type function struct {
	op          operation
	least, most int
	takes       Kind
	gives       Kind
}

var functions = map[string]function{
	"abs":      {opAbs, 1, 1, Number, Number},
	"min":      {opMin, 2, 20, Number, Number},
	"max":      {opMax, 2, 20, Number, Number},
	"round":    {opRound, 1, 2, Number, Number},
	"floor":    {opFloor, 1, 1, Number, Number},
	"ceil":     {opCeil, 1, 1, Number, Number},
	"year":     {opYear, 1, 1, Date, Number},
	"month":    {opMonth, 1, 1, Date, Number},
	"days":     {opDays, 2, 2, Date, Number},
	"missing":  {opMissing, 1, 1, 0, Bool},
	"coalesce": {opCoalesce, 2, 20, 0, 0},
}

func (c *compiler) call(at int, name string, trees []ast.Node, depth int) (*node, error) {
	f, ok := functions[name]
	if !ok {
		known := slices.Sorted(maps.Keys(functions))
		return nil, c.fail(at, "unknown_function", "name", name, "known", known)
	}
	if len(trees) < f.least || len(trees) > f.most {
		return nil, c.fail(at, "arguments", "name", name, "want", f.least, "got", len(trees))
	}
	args, err := c.convertAll(trees, depth)
	if err != nil {
		return nil, err
	}
	n := &node{op: f.op, kind: f.gives, at: at, args: args}
	switch f.op {
	case opRound:
		return c.round(n)
	case opMissing:
		return n, nil
	case opCoalesce:
		return c.coalesce(n)
	}
	return c.plainCall(n, f.takes)
}

// plainCall checks the kinds and makes min(a, b, c) into min(min(a, b), c).
func (c *compiler) plainCall(n *node, takes Kind) (*node, error) {
	if takes == Date {
		for _, arg := range n.args {
			if err := c.unify(arg, &node{kind: Date}, arg.at); err != nil {
				return nil, err
			}
		}
	}
	for len(n.args) > 2 {
		first := &node{op: n.op, kind: n.kind, at: n.at, args: n.args[:2]}
		n.args = append([]*node{first}, n.args[2:]...)
	}
	return c.build(n, takes)
}

func (c *compiler) round(n *node) (*node, error) {
	if len(n.args) == 2 {
		places := n.args[1].literal.Number
		if n.args[1].op != opLiteral || n.args[1].kind != Number || places < 0 || places > fixed.FromInt(6) || places%fixed.One != 0 {
			return nil, c.fail(n.args[1].at, "round")
		}
		n.decimals = int(places / fixed.One)
		n.args = n.args[:1]
	}
	return c.build(n, Number)
}

func (c *compiler) coalesce(n *node) (*node, error) {
	for _, arg := range n.args[1:] {
		if err := c.unify(n.args[0], arg, arg.at); err != nil {
			return nil, err
		}
	}
	n.kind = n.args[0].kind
	for len(n.args) > 2 {
		first := &node{op: n.op, kind: n.kind, at: n.at, args: n.args[:2]}
		n.args = append([]*node{first}, n.args[2:]...)
	}
	return c.scalar(n)
}
