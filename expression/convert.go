package expression

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"

	"qixing/fixed"
)

// convert checks one node of the parser's tree and makes it ours.
func (c *compiler) convert(tree ast.Node, depth int) (*node, error) {
	if depth > maxDepth {
		return nil, c.fail(tree.Location().From, "too_deep", "limit", maxDepth)
	}
	at := tree.Location().From
	switch n := tree.(type) {
	case *ast.IntegerNode, *ast.FloatNode:
		return c.number(tree)
	case *ast.StringNode:
		return &node{op: opLiteral, kind: Text, at: at, literal: Operand{Kind: Text, Text: n.Value}}, nil
	case *ast.BoolNode:
		return &node{op: opLiteral, kind: Bool, at: at, literal: boolean(n.Value)}, nil
	case *ast.IdentifierNode:
		return c.identifier(n)
	case *ast.UnaryNode:
		return c.unary(n, depth)
	case *ast.BinaryNode:
		return c.binary(n, depth)
	case *ast.ConditionalNode:
		return c.conditional(n, depth)
	case *ast.BuiltinNode:
		return c.call(at, n.Name, n.Arguments, depth)
	case *ast.CallNode:
		if callee, ok := n.Callee.(*ast.IdentifierNode); ok {
			return c.call(at, callee.Value, n.Arguments, depth)
		}
	case *ast.ArrayNode:
		return nil, c.fail(at, "list")
	}
	return nil, c.fail(at, "unsupported")
}

// number reads the digits as they were written: the parser's float would lose them.
func (c *compiler) number(tree ast.Node) (*node, error) {
	from, to := tree.Location().From, tree.Location().To
	text := string(c.source[from:min(to, len(c.source))])
	if _, fraction, _ := strings.Cut(text, "."); len(fraction) > 6 && strings.Trim(fraction, "0123456789") == "" {
		return nil, c.fail(from, "decimals", "number", text)
	}
	value, err := fixed.Parse(text)
	if errors.Is(err, fixed.ErrRange) {
		return nil, c.fail(from, "range", "number", text)
	}
	if err != nil {
		return nil, c.fail(from, "number", "number", text)
	}
	return &node{op: opLiteral, kind: Number, at: from, literal: Operand{Kind: Number, Number: value}}, nil
}

func (c *compiler) identifier(n *ast.IdentifierNode) (*node, error) {
	kind, ok := c.env[n.Value]
	if !ok {
		return nil, c.unknownName(n)
	}
	c.names[n.Value] = true
	return &node{op: opName, kind: kind, at: n.Location().From, name: n.Value}, nil
}

func (c *compiler) unknownName(n *ast.IdentifierNode) *Error {
	e := c.fail(n.Location().From, "unknown_name", "name", n.Value)
	if near := Nearest(n.Value, slices.Collect(maps.Keys(c.env))); near != "" {
		e.Args["near"], e.Hint = near, "expression.unknown_name_near.hint"
	}
	return e
}

func (c *compiler) unary(n *ast.UnaryNode, depth int) (*node, error) {
	arg, err := c.convert(n.Node, depth+1)
	if err != nil {
		return nil, err
	}
	at := n.Location().From
	switch n.Operator {
	case "not", "!":
		return c.build(&node{op: opNot, kind: Bool, at: at, args: []*node{arg}}, Bool)
	case "-":
		return c.build(&node{op: opNegate, kind: Number, at: at, args: []*node{arg}}, Number)
	}
	return nil, c.fail(at, "unsupported")
}

func (c *compiler) conditional(n *ast.ConditionalNode, depth int) (*node, error) {
	if !n.Ternary {
		return nil, c.fail(n.Location().From, "unsupported")
	}
	args, err := c.convertAll([]ast.Node{n.Cond, n.Exp1, n.Exp2}, depth)
	if err != nil {
		return nil, err
	}
	if args[0].kind != Bool {
		return nil, c.fail(args[0].at, "kind", "want", Bool, "got", args[0].kind)
	}
	if err := c.unify(args[1], args[2], args[2].at); err != nil {
		return nil, err
	}
	return c.scalar(&node{op: opIf, kind: args[1].kind, at: args[0].at, args: args})
}

func (c *compiler) convertAll(trees []ast.Node, depth int) ([]*node, error) {
	args := make([]*node, len(trees))
	for i, tree := range trees {
		arg, err := c.convert(tree, depth+1)
		if err != nil {
			return nil, err
		}
		args[i] = arg
	}
	return args, nil
}

// build requires every argument to be of one kind, and folds what is constant.
func (c *compiler) build(n *node, want Kind) (*node, error) {
	for _, arg := range n.args {
		if arg.kind != want {
			return nil, c.fail(arg.at, "kind", "want", want, "got", arg.kind)
		}
	}
	return c.fold(n)
}

// fold computes an operation over literals at once, so that its faults show when the pack is checked.
func (c *compiler) fold(n *node) (*node, error) {
	for _, arg := range n.args {
		if arg.op != opLiteral {
			return n, nil
		}
	}
	result, err := n.evaluate(nil)
	if err != nil {
		return nil, c.fail(n.at, "range", "number", string(c.source))
	}
	if result.State == NotApplicable {
		return nil, c.fail(n.at, "divide_by_zero")
	}
	return &node{op: opLiteral, kind: n.kind, at: n.at, literal: result}, nil
}

// scalar refuses a result that is a whole list.
func (c *compiler) scalar(n *node) (*node, error) {
	if n.kind == Set {
		return nil, c.fail(n.at, "list")
	}
	return n, nil
}

// unify makes two operands one kind: a text literal beside a date is read as a date.
func (c *compiler) unify(a, b *node, at int) error {
	for _, pair := range [2][2]*node{{a, b}, {b, a}} {
		if literal := pair[0]; literal.op == opLiteral && literal.kind == Text && pair[1].kind == Date {
			if !isDate(literal.literal.Text) {
				return c.fail(literal.at, "date", "text", literal.literal.Text)
			}
			literal.kind, literal.literal.Kind = Date, Date
		}
	}
	if a.kind != b.kind {
		return c.fail(at, "mixed", "left", a.kind, "right", b.kind)
	}
	return nil
}
