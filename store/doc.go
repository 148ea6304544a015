// Package store is the one way into the database, SQLite or PostgreSQL.
//
// It opens, migrates, and runs functions inside transactions: Write for
// changes, Read for a consistent view. SQL stands beside its scan in the
// packages above; one statement with $1, $2 serves both databases. On SQLite
// one writer groups what waits into one durable commit. Memory keeps what was
// read until the database says that it changed. Failures come back as
// faults: error.go is the one place that knows the drivers' codes.
//
// It is not an ORM and knows no table but those of ids and of changes.
//
// Start at Open in db.go, then tx.go; migrations/ holds the schema.
package store
