// Package score turns measures, ratings and people's decisions into points, ranks and grades, and takes each point apart again.
//
// Compile makes a pack's scheme into a Plan: one operation over whole columns for each indicator. Run scores every subject at
// once, in blocks that stay in the processor's cache, and ranks each county by itself. What Run keeps is totals and criteria; the
// points of one indicator are computed again, by the same code, when somebody asks (Result.Points, Plan.Explain).
//
// Points are hundredths: an indicator's are rounded half away from zero, and added exactly. Nothing here reads a clock or a database.
//
// It is not for deciding: a tie that the policy doesn't break stays a tie, and a missing input stays missing until people say
// what it means. To start, read input.go, then run.go; rule.go holds the arithmetic of the rules.
package score
