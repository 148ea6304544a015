// Package expression compiles the short expressions of a pack, as `surplus > surplus_line` or `line in ["operation"]`, once,
// into three runnable forms that give the same answer: over one set of values, over whole columns, and as SQL.
//
// Parsing is expr-lang's. Checking is this package's own, because its kinds know more than a parser does (a date is not a
// text), and so is what runs, because scores must be exact: every number is a fixed.Value, and a missing input stays
// missing instead of becoming zero.
//
// It is not for statements, loops or functions of a pack's own. To start, read Compile, then evaluate.go; columns.go and
// sql.go say the same thing twice more, and equal_test.go proves it.
package expression
