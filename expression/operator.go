package expression

import (
	"cmp"
	"slices"

	"github.com/expr-lang/expr/ast"
)

var arithmeticOperators = map[string]operation{"+": opAdd, "-": opSubtract, "*": opMultiply, "/": opDivide}

var logicOperators = map[string]operation{"and": opAnd, "&&": opAnd, "or": opOr, "||": opOr}

var comparisonOperators = map[string]operation{
	"==": opEqual, "!=": opUnequal, "<": opLess, "<=": opLessEqual, ">": opMore, ">=": opMoreEqual,
}

func (c *compiler) binary(n *ast.BinaryNode, depth int) (*node, error) {
	at := n.Location().From
	if n.Operator == "in" {
		return c.membership(n, depth)
	}
	if n.Operator == "%" {
		return nil, c.fail(at, "percent", "number", "60%", "plain", "0.6")
	}
	args, err := c.convertAll([]ast.Node{n.Left, n.Right}, depth)
	if err != nil {
		return nil, err
	}
	if op, ok := arithmeticOperators[n.Operator]; ok {
		return c.build(&node{op: op, kind: Number, at: at, args: args}, Number)
	}
	if op, ok := logicOperators[n.Operator]; ok {
		return c.build(&node{op: op, kind: Bool, at: at, args: args}, Bool)
	}
	if op, ok := comparisonOperators[n.Operator]; ok {
		return c.comparison(&node{op: op, kind: Bool, at: at, args: args})
	}
	return nil, c.fail(at, "unsupported")
}

func (c *compiler) comparison(n *node) (*node, error) {
	left, right := n.args[0], n.args[1]
	if err := c.unify(left, right, n.at); err != nil {
		return nil, err
	}
	if left.kind == Set {
		return nil, c.fail(n.at, "list")
	}
	ordered := left.kind == Number || left.kind == Date
	if n.op != opEqual && n.op != opUnequal && !ordered {
		return nil, c.fail(n.at, "order", "kind", left.kind)
	}
	c.noteLiteral(left, right)
	c.noteLiteral(right, left)
	return c.fold(n)
}

func (c *compiler) membership(n *ast.BinaryNode, depth int) (*node, error) {
	left, err := c.convert(n.Left, depth+1)
	if err != nil {
		return nil, err
	}
	if list, ok := n.Right.(*ast.ArrayNode); ok {
		return c.inList(n, left, list, depth)
	}
	right, err := c.convert(n.Right, depth+1)
	if err != nil {
		return nil, err
	}
	if right.kind != Set || left.kind != Text {
		return nil, c.fail(n.Location().From, "in", "left", left.kind, "right", right.kind)
	}
	c.noteLiteral(left, right)
	return &node{op: opInSet, kind: Bool, at: n.Location().From, args: []*node{left, right}}, nil
}

func (c *compiler) inList(n *ast.BinaryNode, left *node, list *ast.ArrayNode, depth int) (*node, error) {
	if len(list.Nodes) == 0 || left.kind == Set || left.kind == Bool {
		return nil, c.fail(list.Location().From, "list_items")
	}
	result := &node{op: opIn, kind: Bool, at: n.Location().From, args: []*node{left}}
	for _, tree := range list.Nodes {
		item, err := c.convert(tree, depth+1)
		if err != nil {
			return nil, err
		}
		if item.op != opLiteral {
			return nil, c.fail(item.at, "list_items")
		}
		if err := c.unify(left, item, item.at); err != nil {
			return nil, err
		}
		c.noteLiteral(item, left)
		result.addItem(item)
	}
	return c.fold(result)
}

func (n *node) addItem(item *node) {
	if item.kind == Number {
		n.numbers = append(n.numbers, item.literal.Number)
		return
	}
	n.texts = append(n.texts, item.literal.Text)
}

func (c *compiler) noteLiteral(literal, name *node) {
	if literal.op != opLiteral || literal.kind != Text || name.op != opName {
		return
	}
	place := newError(c.source, literal.at, "")
	c.literals = append(c.literals, Literal{Name: name.name, Text: literal.literal.Text, Line: place.Line, Column: place.Column})
	slices.SortStableFunc(c.literals, func(a, b Literal) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
}
