// Package backup puts a data folder into one file and back: the database, the evidence, the keys, the settings.
//
// A backup is made while the server runs. The database is copied first and the evidence after it, so that every piece of evidence that the copy
// names is there. The last entry lists what belongs to the backup with its hashes; restore checks them before the folder has its name, and never
// writes into a folder that holds anything.
//
// It is not for PostgreSQL, whose administrators have tools of their own.
//
// To start, read write.go, then restore.go.
package backup
