// Package ledgertest is the county in which tests live: units, a policy applied to them, and a clock that can be set, on both databases.
//
// A Place says which units and which policy. It is founded once a process and copied for each test; Run gives the copy as a County, on which a
// package's own house stands.
//
// It is not for production code.
//
// Start at Place.
package ledgertest
