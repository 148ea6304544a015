package expression

import (
	"slices"

	"qixing/fixed"
)

// Program is a compiled expression. It is immutable: any number of goroutines may run it at once.
type Program struct {
	source   []rune
	root     *node
	names    []string
	literals []Literal
}

// Literal is a text that the expression compares with a name, as "operation" in `line == "operation"`, so that whoever
// knows the name's options can check it.
type Literal struct {
	Name, Text   string
	Line, Column int
}

// Names gives the names that the expression reads, sorted and distinct.
func (p *Program) Names() []string { return slices.Clone(p.names) }

// Kind is the kind of the result.
func (p *Program) Kind() Kind { return p.root.kind }

// Literals lists the texts that are compared with names, in the order of the source.
func (p *Program) Literals() []Literal { return slices.Clone(p.literals) }

// Source is what was compiled.
func (p *Program) Source() string { return string(p.source) }

type operation uint8

const (
	opLiteral operation = iota + 1
	opName
	opAdd
	opSubtract
	opMultiply
	opDivide
	opNegate
	opAbs
	opMin
	opMax
	opRound
	opFloor
	opCeil
	opEqual
	opUnequal
	opLess
	opLessEqual
	opMore
	opMoreEqual
	opIn
	opInSet
	opNot
	opAnd
	opOr
	opIf
	opMissing
	opCoalesce
	opYear
	opMonth
	opDays
)

// node is one operation of a checked expression.
type node struct {
	op       operation
	kind     Kind
	at       int // in characters from the beginning of the source
	args     []*node
	name     string
	literal  Operand
	numbers  []fixed.Value // opIn over numbers
	texts    []string      // opIn over texts and dates
	decimals int           // opRound, opFloor, opCeil
}
