// Package storetest runs one behaviour suite on both databases.
//
// Run gives a test a migrated, empty database: on SQLite always, and on
// PostgreSQL when QIXING_TEST_POSTGRES holds the DSN of a server on which
// databases may be created. Where CI is set, a missing server is a failure.
//
// A Template gives databases that begin with more than that, filled once a
// process and copied.
//
// It is not for production code.
//
// Start at Run.
package storetest
