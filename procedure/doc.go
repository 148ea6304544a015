// Package procedure holds the rules of a procedure, free of any database: which event moves an entry from which status
// to which, how many a quota allows, when a stage is due, when a vote carries, who must stand aside.
//
// It is not for keeping rounds (package round does) or for knowing who is signed in. To start, read status.go: the
// transition table there is the whole life of an entry.
package procedure
