package ledger

// Part is the packs and the catalogue of registers, as store.Tx.Touch names it.
const Part = "pack"

// PartOf is the records of one register.
func PartOf(register string) string { return "register/" + register }
