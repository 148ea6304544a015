package round

import "fmt"

// PartOf is what this package keeps of one round, as store.Tx.Touch names it: its stages, entries, ratings, rulings and snapshots. Who read
// an entry doesn't belong to it.
func PartOf(round int64) string { return fmt.Sprintf("round/%d", round) }
