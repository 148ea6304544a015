package expression

import (
	"fmt"
	"math"
	"slices"

	"qixing/fixed"
)

// Evaluate computes the expression over one set of values.
//
// Missing and not applicable pass through arithmetic and comparisons, the latter over the former. Logic is Kleene's: false
// and missing is false. Dividing by zero is not applicable. A number out of range is an error that wraps fixed.ErrRange.
func (p *Program) Evaluate(lookup func(name string) Operand) (Operand, error) {
	result, err := p.root.evaluate(lookup)
	if err != nil {
		return Operand{}, fmt.Errorf("expression %q: %w", string(p.source), err)
	}
	return result, nil
}

func (n *node) evaluate(lookup func(name string) Operand) (Operand, error) {
	switch n.op {
	case opLiteral:
		return n.literal, nil
	case opName:
		value := lookup(n.name)
		value.Kind = n.kind
		return value, nil
	case opIf:
		return n.evaluateIf(lookup)
	}
	var buffer [2]Operand
	args, state := buffer[:0], Present
	for _, arg := range n.args {
		value, err := arg.evaluate(lookup)
		if err != nil {
			return Operand{}, err
		}
		args, state = append(args, value), max(state, value.State)
	}
	return n.apply(args, state)
}

func (n *node) evaluateIf(lookup func(name string) Operand) (Operand, error) {
	condition, err := n.args[0].evaluate(lookup)
	if err != nil || condition.State != Present {
		return Operand{Kind: n.kind, State: condition.State}, err
	}
	if condition.Number != 0 {
		return n.args[1].evaluate(lookup)
	}
	return n.args[2].evaluate(lookup)
}

// apply computes an operation over its arguments, of which state is the worst.
func (n *node) apply(args []Operand, state State) (Operand, error) {
	switch n.op {
	case opAnd:
		return kleene(args[0], args[1], 0), nil
	case opOr:
		return kleene(args[0], args[1], fixed.One), nil
	case opMissing:
		return boolean(args[0].State == Missing), nil
	case opCoalesce:
		if args[0].State == Present {
			return args[0], nil
		}
		return args[1], nil
	}
	if state != Present {
		return Operand{Kind: n.kind, State: state}, nil
	}
	return n.applyPresent(args)
}

func (n *node) applyPresent(args []Operand) (Operand, error) {
	switch n.op {
	case opNot:
		return boolean(args[0].Number == 0), nil
	case opIn:
		return boolean(n.contains(args[0])), nil
	case opInSet:
		return boolean(slices.Contains(args[1].Set, args[0].Text)), nil
	case opYear, opMonth, opDays:
		return calendar(n.op, args), nil
	case opEqual, opUnequal, opLess, opLessEqual, opMore, opMoreEqual:
		return boolean(compare(n.op, order(args[0], args[1]))), nil
	}
	second := fixed.Value(0)
	if len(args) == 2 {
		second = args[1].Number
	}
	value, state, err := n.arithmetic(args[0].Number, second)
	return Operand{Kind: Number, State: state, Number: value}, err
}

func (n *node) contains(item Operand) bool {
	if item.Kind == Number {
		return slices.Contains(n.numbers, item.Number)
	}
	return slices.Contains(n.texts, item.Text)
}

// kleene is "and" with the deciding value 0, and "or" with 1.
func kleene(a, b Operand, deciding fixed.Value) Operand {
	if (a.State == Present && a.Number == deciding) || (b.State == Present && b.Number == deciding) {
		return Operand{Kind: Bool, Number: deciding}
	}
	return Operand{Kind: Bool, State: max(a.State, b.State), Number: presentOnly(fixed.One-deciding, max(a.State, b.State))}
}

func presentOnly(value fixed.Value, state State) fixed.Value {
	if state != Present {
		return 0
	}
	return value
}

func order(a, b Operand) int {
	if a.Kind == Number || a.Kind == Bool {
		switch {
		case a.Number < b.Number:
			return -1
		case a.Number > b.Number:
			return 1
		}
		return 0
	}
	switch {
	case a.Text < b.Text:
		return -1
	case a.Text > b.Text:
		return 1
	}
	return 0
}

func compare(op operation, order int) bool {
	switch op {
	case opEqual:
		return order == 0
	case opUnequal:
		return order != 0
	case opLess:
		return order < 0
	case opLessEqual:
		return order <= 0
	case opMore:
		return order > 0
	}
	return order >= 0
}

// arithmetic computes over present numbers; b counts only where the operation takes two.
func (n *node) arithmetic(a, b fixed.Value) (value fixed.Value, state State, err error) {
	switch n.op {
	case opAdd:
		value, err = fixed.Add(a, b)
	case opSubtract:
		value, err = fixed.Sub(a, b)
	case opMultiply:
		value, err = fixed.Mul(a, b)
	case opDivide:
		if b == 0 {
			return 0, NotApplicable, nil
		}
		value, err = fixed.Div(a, b)
	case opMin:
		value = min(a, b)
	case opMax:
		value = max(a, b)
	default:
		value, err = n.arithmeticOne(a)
	}
	return value, Present, err
}

func (n *node) arithmeticOne(a fixed.Value) (fixed.Value, error) {
	if a > math.MaxInt64-fixed.One || a < -math.MaxInt64+fixed.One {
		return 0, fixed.ErrRange
	}
	switch n.op {
	case opNegate:
		return -a, nil
	case opAbs:
		return max(a, -a), nil
	case opFloor:
		return a.Floor(), nil
	case opCeil:
		return -(-a).Floor(), nil
	}
	return a.Round(n.decimals), nil
}
