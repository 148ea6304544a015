package notice

// Part is the notices of a county and the objections to them, as store.Tx.Touch names it.
const Part = "notice"
