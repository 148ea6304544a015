package ledger

import "qixing/pack"

// Part is the packs and the catalogue of registers, as store.Tx.Touch names it.
const Part = "pack"

// PartOf is the records of one register.
func PartOf(register string) string { return "register/" + register }

// MeasureParts are the parts that the measures of a policy are taken from, but for the tree of units.
func MeasureParts(p *pack.Pack) []string {
	parts := []string{Part, resultsPart}
	for _, register := range p.Registers {
		parts = append(parts, PartOf(register.ID))
	}
	return parts
}
