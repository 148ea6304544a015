// Package journal is the append-only, verifiable record of what was decided.
//
// Each county has a Merkle log (RFC 6962, by golang.org/x/mod/sumdb/tlog). A
// leaf is appended in the same transaction as the change it tells of, and may
// be bound to rows, so that a row changed behind the server's back shows too.
// Signed checkpoints fix the log's head; Verify recomputes everything offline.
//
// It is not a debug log, and it decides nothing. What is personal or secret
// stays out of a leaf: leaves are kept for ever.
//
// Start at Append in leaf.go, then verify.go.
package journal
