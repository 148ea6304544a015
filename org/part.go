package org

// Part is what this package keeps of a county's data, as store.Tx.Touch names it: units, people, posts, accounts, grants and
// conflicts of interest. Attempts to sign in don't belong to it.
const Part = "org"

// SessionsPart is who is signed in, another part.
const SessionsPart = "sessions"
