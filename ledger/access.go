package ledger

import (
	"context"
	"slices"

	"qixing/fault"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

// may tells whether who has one of the roles at a unit, or above it.
func (l *Ledger) may(who org.Principal, roles []string, unit int64) bool {
	u, err := l.Tree.FindUnit(unit)
	if err != nil {
		return false
	}
	return slices.ContainsFunc(roles, func(role string) bool { return who.Can(role, u) })
}

// MayFill tells whether who may fill a register about a unit.
func (l *Ledger) MayFill(who org.Principal, register *pack.Register, unit int64) bool {
	return l.may(who, register.FilledBy, unit)
}

// MayCheck tells whether who may check a register's records about a unit.
func (l *Ledger) MayCheck(who org.Principal, register *pack.Register, unit int64) bool {
	return l.may(who, register.CheckedBy, unit)
}

// ReadScope is the units about which who may read a register's records.
func (l *Ledger) ReadScope(who org.Principal, register *pack.Register) org.Scope {
	return who.ScopeOf(l.readers(register)...)
}

// readers are the roles that may read a register.
func (l *Ledger) readers(register *pack.Register) []string {
	roles := slices.Concat(register.FilledBy, register.CheckedBy, register.ReadBy)
	if matter, ok := l.Pack.MatterOf(register.ID); ok {
		roles = append(roles, matter.Roles()...)
	}
	if len(register.ReadBy) > 0 {
		return roles
	}
	for _, role := range l.Pack.Roles {
		if slices.Contains(role.May, pack.ReadAll) {
			roles = append(roles, role.ID)
		}
	}
	return roles
}

// mayRead also lets people read what is recorded about themselves.
func (l *Ledger) mayRead(who org.Principal, register *pack.Register, r *Record) bool {
	return (r.PersonID != 0 && r.PersonID == who.PersonID) || l.may(who, l.readers(register), r.UnitID)
}

// logOpening notes that someone looked into sensitive records: record 0 is a list.
func (l *Ledger) logOpening(ctx context.Context, tx *store.Tx, who org.Principal, register string, record int64, reason string) error {
	id, err := tx.NextID(ctx)
	if err != nil {
		return err
	}
	return exec(ctx, tx, `INSERT INTO record_openings (county, id, register, record_id, actor, reason, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		l.County, id, register, record, who.AccountID, reason, tx.Timestamp())
}

// needReason asks for a reason before a sensitive register is opened.
func needReason(register *pack.Register, reason string) error {
	if register.Sensitive && reason == "" {
		return fault.Forbidden("ledger.reason_needed", fault.Args{"register": register}).At("reason")
	}
	return nil
}
