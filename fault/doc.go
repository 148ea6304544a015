// Package fault holds the one error type of the house.
//
// It is for everything that a person gets to read when something can't be
// done: what happened and what to do, in Chinese or English, from the
// catalog in messages/<package>.zh.yaml and .en.yaml. The code says of which
// of a few sorts an error is; HTTP statuses and exit codes follow from it.
//
// It is not for control flow inside a function, and it knows no domain.
//
// Start at Error; to add a message, add its key to both catalogs.
package fault
