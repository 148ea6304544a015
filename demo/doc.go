// Package demo fills a fresh data folder with a county to look at: its real units, made-up people marked as such, accounts
// for each role, and three years of registers with stories in them (strong villages, poor ones that grow, one whose figures
// are missing, one with a veto, two that tie, one that falls below what it was named for).
//
// The same seed gives the same county on both databases. Facts go the way that people's do, through ledger: filled by one
// account and checked by another.
//
// It is not for tests of other packages, and never runs on a folder that holds a county already.
//
// To start, read seed.go, then village.go for the stories.
package demo
