// Package round runs a scheme for a period: it freezes the criteria, the parameters and the roster when it opens, takes every
// entry through the stages of the scheme's procedure, and keeps with each stage the inputs that it saw.
//
// The rules of a procedure are package procedure's, points are package score's, facts are package ledger's; a round puts them
// together and writes down who did what. Each file is one thing that people do: open.go, assess.go, recommend.go, review.go,
// close.go, decide.go, whatif.go. Every change locks its round first, so that two people at once are one after the other.
//
// It is not for the public notice (package notice) or for what a decision gives (package outcome). To start, read round.go.
package round
