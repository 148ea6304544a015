package ledger

import (
	"slices"

	"qixing/org"
	"qixing/pack"
)

// MayReadAny tells whether who may read a register's records about any unit at all.
func (l *Ledger) MayReadAny(who org.Principal, register *pack.Register) bool {
	return slices.ContainsFunc(l.readers(register), who.Has)
}

// MayFillAny tells whether who may fill a register about any unit at all.
func (l *Ledger) MayFillAny(who org.Principal, register *pack.Register) bool {
	return slices.ContainsFunc(register.FilledBy, who.Has)
}

// MayCheckAny tells whether who may check a register's records about any unit at all.
func (l *Ledger) MayCheckAny(who org.Principal, register *pack.Register) bool {
	return slices.ContainsFunc(register.CheckedBy, who.Has)
}
