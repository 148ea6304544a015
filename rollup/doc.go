// Package rollup keeps what targets and measures come to in each county and town, so that a city, a province and the country are answered
// from a few thousand sums and not from every register.
//
// A county's sums are made anew when its data has changed (store counts that), by whichever server finds it first: Desk.RefreshStale in the
// background, Desk.Refresh for who wants them now. Read adds them up by division code, and only what is defined alike.
//
// Not for anything that a single county decides by: a county's own figures are target.Find's and ledger.Measures', and these are the same
// figures, kept.
//
// Start at Desk.Refresh for how sums are made, at Read for how they are asked for.
package rollup
