// Package contest runs a live contest: it freezes who competes, by which parts and in which groups, draws the order from a seed that is
// published, takes the judges' and the contestants' score sheets, and lets the chair release one result after another.
//
// A sheet is never overwritten: of several for the same part and contestant by the same hand the last counts, the others stay. What
// the board shows is read from what the chair has released, never from the sheets. Every step is a leaf of the journal, and Replay makes the
// same result out of the leaves alone.
//
// It is not for the ranking of a year (a measure takes the confirmed results, and a scheme's round decides). To start, read state.go and score.go.
package contest
