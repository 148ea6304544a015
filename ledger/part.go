package ledger

import (
	"slices"

	"qixing/pack"
)

// Part is the packs and the catalogue of registers, as store.Tx.Touch names it.
const Part = "pack"

// PartOf is the records of one register.
func PartOf(register string) string { return "register/" + register }

// PartsOf are the records of a register and of those that it refers to: what a list of it shows.
func PartsOf(register *pack.Register) []string {
	parts := []string{PartOf(register.ID)}
	for _, field := range register.Fields {
		if part := PartOf(field.Of); field.Type == pack.RecordRef && !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	return parts
}

// MeasureParts are the parts that the measures of a policy are taken from, but for the tree of units.
func MeasureParts(p *pack.Pack) []string {
	parts := []string{Part, resultsPart}
	for _, register := range p.Registers {
		parts = append(parts, PartOf(register.ID))
	}
	return parts
}
