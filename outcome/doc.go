// Package outcome gives what a confirmed result gives, once: titles, funds to an organisation, a monthly subsidy to whoever holds a post, flags
// that a body may use.
//
// Funds go to the organisation, never to a person. A subsidy is a schedule of payouts that stops with the post. Each payout is approved by one
// person and paid by another, and a unique key (award, sequence) makes a second one impossible.
//
// It is not for deciding who receives (package round). To start, read grant.go.
package outcome
