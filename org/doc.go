// Package org knows who is where: units, the people in them and their posts, the accounts they sign in with, and what
// each account may do where.
//
// A grant is a role at a unit and holds for the whole subtree below it; Principal carries the grants of whoever asks, and
// each query passes through its Scope. What a role may do is the pack's to say, except the three administrators, who
// keep apart from everyone and from each other.
//
// It is not for records about units and people: those are ledger's.
//
// To start, read unit.go and tree.go, then principal.go; sign-in is in gate.go.
package org
