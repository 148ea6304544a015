// Package target tells where a county stands against the targets of its policy: the value now, what should have been reached by now, and how
// that compares.
//
// A target is a measure with a goal and a deadline: a total, a number of units that satisfy a condition, or their share. pace.go compares, and
// tally.go counts: both are pure. standing.go asks the ledger for the measures, rolled up from village to town to county.
// attention.go orders what people should look at, and member.go says which villages and towns hold a target back.
//
// It is not for judging anyone: a target is the county's, and a unit's figure here is no score.
//
// To start, read pace.go.
package target
