// Package bench measures Qixing beside what a county would take instead. It is a module of its own, so that its peers don't become
// dependencies of the product.
//
// qixing/ and pocketbase/ each fill a folder with the same 100,000 records and serve them; run.sh loads them in turn and prints
// medians and ratios. What was found is in docs/performance.md.
//
// nation/ scores the whole country from the ledgers of its counties, beside merely reading their columns.
//
// It is not a test: nothing fails when a figure is bad.
//
// Start at run.sh.
package bench
