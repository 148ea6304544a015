// Package trial runs the cases that a policy pack brings: these facts, this result, for this reason.
//
// A case states measures and ratings, which go straight to scoring, or records, which go into a ledger of their own first, in a database that is
// thrown away. What comes out is compared with what the case expects, and each difference is named with its place in the file.
//
// It is not for tests of the program. To start, read run.go; facts.go lays out what a case states, answer.go what came out.
package trial
