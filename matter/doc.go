// Package matter takes the records of a register through a procedure of their own: who asked, which steps each state allows to
// whom and until when, what each step filled in, and that whoever asked without an account follows theirs by a receipt.
//
// Which states and steps there are is the pack's to say; the state stands in the register, where only steps change it (package
// ledger holds to that). Each file is one thing: start.go, take.go, find.go, waiting.go, suggest.go, pile.go, leader.go, child.go.
// Every step locks its record first, names the revision that was seen, and is done once however often it is sent.
//
// It is not for the stages of a round (packages procedure and round). To start, read matter.go, then take.go.
package matter
