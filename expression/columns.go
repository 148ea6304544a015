package expression

import (
	"errors"
	"fmt"

	"qixing/fixed"
)

// Column is one name's or one result's values, a row each. Where States is nil every row is present; where a state is
// not Present the value means nothing.
type Column struct {
	Values []fixed.Value
	States []State
}

// ErrNotNumeric says that an expression over texts, dates or choices can't run over columns.
var ErrNotNumeric = errors.New("columns hold numbers and yes/no only")

// failed is the state of a row whose number is out of range. It ends the whole run, unless a choice (c ? a : b) leaves it out.
const failed = NotApplicable + 1

// Columns computes the expression for every row at once, with the answers of Evaluate. The result may share memory with
// the columns that were given, so neither is to be written to.
func (p *Program) Columns(rows int, column func(name string) Column) (Column, error) {
	if !p.root.isNumeric() {
		return Column{}, fmt.Errorf("expression %q: %w", string(p.source), ErrNotNumeric)
	}
	result := p.root.column(rows, column)
	for row, state := range result.states {
		if state == failed {
			return Column{}, fmt.Errorf("expression %q, row %d: %w", string(p.source), row, fixed.ErrRange)
		}
	}
	if result.mask == 0 {
		result = result.spread(rows)
	}
	return Column{Values: result.values, States: result.states}, nil
}

func (n *node) isNumeric() bool {
	for _, arg := range n.args {
		if !arg.isNumeric() {
			return false
		}
	}
	return n.kind == Number || n.kind == Bool
}

// vector is a column, or one value for every row: row i is values[i&mask].
type vector struct {
	values []fixed.Value
	states []State
	mask   int
}

func (v vector) spread(rows int) vector {
	values := make([]fixed.Value, rows)
	for i := range values {
		values[i] = v.values[0]
	}
	return vector{values: values, mask: -1}
}

func (v vector) state(row int) State {
	if v.states == nil {
		return Present
	}
	return v.states[row]
}

func (n *node) column(rows int, column func(name string) Column) vector {
	switch n.op {
	case opLiteral:
		return vector{values: []fixed.Value{n.literal.Number}}
	case opName:
		named := column(n.name)
		return vector{values: named.Values, states: named.States, mask: -1}
	}
	var buffer [3]vector
	args := buffer[:0]
	for _, arg := range n.args {
		args = append(args, arg.column(rows, column))
	}
	return n.applyColumns(rows, args)
}

func (n *node) applyColumns(rows int, args []vector) vector {
	result := vector{values: make([]fixed.Value, rows), mask: -1}
	switch n.op {
	case opEqual, opUnequal, opLess, opLessEqual, opMore, opMoreEqual:
		result.states = worst(rows, args)
		compareColumns(n.op, result.values, args[0], args[1])
	case opIf:
		result.choose(args)
	case opAnd, opOr, opCoalesce, opMissing:
		result.eachRow(args, n)
	default:
		result.states = worst(rows, args)
		result.arithmetic(args, n)
	}
	return result
}

// worst joins the states of strict operations: nil when every argument is present in every row.
func worst(rows int, args []vector) []State {
	var joined []State
	for _, arg := range args {
		if arg.states == nil {
			continue
		}
		if joined == nil {
			joined = make([]State, rows)
		}
		for i, state := range arg.states {
			joined[i] = max(joined[i], state)
		}
	}
	return joined
}

func compareColumns(op operation, out []fixed.Value, a, b vector) {
	switch op {
	case opMore, opMoreEqual:
		a, b = b, a
	}
	yes, no := fixed.One, fixed.Value(0)
	switch op {
	case opUnequal:
		yes, no = no, yes
		fallthrough
	case opEqual:
		for i := range out {
			out[i] = no
			if a.values[i&a.mask] == b.values[i&b.mask] {
				out[i] = yes
			}
		}
	case opLess, opMore:
		for i := range out {
			if a.values[i&a.mask] < b.values[i&b.mask] {
				out[i] = yes
			}
		}
	default:
		for i := range out {
			if a.values[i&a.mask] <= b.values[i&b.mask] {
				out[i] = yes
			}
		}
	}
}

func (v *vector) set(row int, state State) {
	if v.states == nil {
		v.states = make([]State, len(v.values))
	}
	v.states[row] = state
}

func (v *vector) choose(args []vector) {
	for i := range v.values {
		state, chosen := args[0].state(i), args[2]
		if state != Present {
			v.set(i, state)
			continue
		}
		if args[0].values[i&args[0].mask] != 0 {
			chosen = args[1]
		}
		v.values[i] = chosen.values[i&chosen.mask]
		if state = chosen.state(i); state != Present {
			v.set(i, state)
		}
	}
}

// eachRow runs the operations that look at states themselves.
func (v *vector) eachRow(args []vector, n *node) {
	var operands [2]Operand
	for i := range v.values {
		state := Present
		for j, arg := range args {
			operands[j] = Operand{Kind: n.args[j].kind, State: arg.state(i), Number: arg.values[i&arg.mask]}
			state = max(state, operands[j].State)
		}
		if state == failed {
			v.set(i, failed)
			continue
		}
		result, _ := n.apply(operands[:len(args)], state) // these operations can't fail
		v.values[i] = result.Number
		if result.State != Present {
			v.set(i, result.State)
		}
	}
}

// arithmetic runs the strict operations that can fail, and those that are rare.
func (v *vector) arithmetic(args []vector, n *node) {
	second := vector{values: []fixed.Value{0}}
	if len(args) == 2 {
		second = args[1]
	}
	for i := range v.values {
		if v.state(i) != Present {
			continue
		}
		a, b := args[0].values[i&args[0].mask], second.values[i&second.mask]
		value, state := n.present(a, b)
		v.values[i] = value
		if state != Present {
			v.set(i, state)
		}
	}
}

func (n *node) present(a, b fixed.Value) (fixed.Value, State) {
	switch n.op {
	case opNot:
		return fixed.One - a, Present
	case opIn:
		return boolean(n.contains(Operand{Kind: Number, Number: a})).Number, Present
	}
	value, state, err := n.arithmetic(a, b)
	if err != nil {
		return 0, failed
	}
	return value, state
}
