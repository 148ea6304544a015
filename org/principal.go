package org

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"qixing/fault"
	"qixing/store"
)

// The administrators are built in. Each excludes the other two and every role of a pack, so that nobody both opens doors
// and walks through them: none of the three can fill, judge or approve anything.
const (
	SystemAdmin   = "system_admin"   // accounts, backups, settings; sees no business data
	SecurityAdmin = "security_admin" // grants
	AuditAdmin    = "audit_admin"    // reads the logs
)

// Administrators lists the three.
func Administrators() []string { return []string{SystemAdmin, SecurityAdmin, AuditAdmin} }

// IsAdministrator tells whether a role is one of the three.
func IsAdministrator(role string) bool { return slices.Contains(Administrators(), role) }

// Principal is who asks: an account with the grants that it has at this moment.
type Principal struct {
	County    string
	AccountID int64
	PersonID  int64 // 0 when the account is nobody's in particular
	Login     string
	Title     string
	Language  string // zh or en
	Grants    []Grant
	console   bool
}

// Console is whoever sits at the shell of the machine: it may set up accounts and grants, and nothing else.
func Console(county string) Principal {
	return Principal{County: county, Title: "控制台", Language: "zh", console: true}
}

// LoadPrincipal gives an account's principal, from its grants in force. A disabled account is not found.
func LoadPrincipal(ctx context.Context, tx *store.Tx, county string, account int64) (Principal, error) {
	a, err := FindAccount(ctx, tx, county, account)
	if err != nil {
		return Principal{}, err
	}
	if a.Disabled {
		return Principal{}, fault.NotFound("org.account_not_found", fault.Args{"account": account})
	}
	grants, err := ListGrants(ctx, tx, county, GrantQuery{AccountID: account, InForce: true})
	if err != nil {
		return Principal{}, fmt.Errorf("load principal %s: %w", a.Login, err)
	}
	return Principal{County: county, AccountID: a.ID, PersonID: a.PersonID, Login: a.Login, Title: a.Title, Language: a.Language, Grants: grants}, nil
}

// Can tells whether the principal has a role at the unit or above it.
func (p Principal) Can(role string, unit Unit) bool {
	return slices.ContainsFunc(p.Grants, func(g Grant) bool { return g.Role == role && unit.Within(g.UnitPath) })
}

// CanAny is Can for one of several roles.
func (p Principal) CanAny(roles []string, unit Unit) bool {
	return slices.ContainsFunc(roles, func(role string) bool { return p.Can(role, unit) })
}

// Has tells whether the principal has a role anywhere.
func (p Principal) Has(role string) bool {
	return slices.ContainsFunc(p.Grants, func(g Grant) bool { return g.Role == role })
}

// administers tells whether the principal may act as one of the administrators.
func (p Principal) administers(role string) bool { return p.console || p.Has(role) }

// Roles lists the principal's roles, each once, in order.
func (p Principal) Roles() []string {
	var roles []string
	for _, g := range p.Grants {
		roles = append(roles, g.Role)
	}
	slices.Sort(roles)
	return slices.Compact(roles)
}

// ScopeOf is what the roles open together: every unit at or below a grant of one of them.
func (p Principal) ScopeOf(roles ...string) Scope {
	var s Scope
	for _, g := range p.Grants {
		if slices.Contains(roles, g.Role) {
			s.paths = append(s.paths, g.UnitPath)
		}
	}
	slices.Sort(s.paths)
	s.paths = slices.CompactFunc(s.paths, func(above, below string) bool { return strings.HasPrefix(below, above) })
	return s
}

// Scope is a set of subtrees of one county. The zero Scope is empty: it opens nothing.
type Scope struct {
	paths []string // none inside another
	whole bool
}

// WholeCounty is the scope of a county's own view, as of a measure or a public page.
func WholeCounty() Scope { return Scope{whole: true} }

// SubtreeOf is the scope of one unit and all below it.
func SubtreeOf(unit Unit) Scope { return Scope{paths: []string{unit.Path}} }

// Paths lists the paths of the subtrees' tops; none when the scope is empty or WholeCounty.
func (s Scope) Paths() []string { return s.paths }

// IsEmpty tells whether the scope opens nothing.
func (s Scope) IsEmpty() bool { return !s.whole && len(s.paths) == 0 }

// IsWhole tells whether the scope is all of the county.
func (s Scope) IsWhole() bool {
	return s.whole || slices.ContainsFunc(s.paths, func(path string) bool { return strings.Count(path, "/") == 2 })
}

// Contains tells whether the scope opens a unit.
func (s Scope) Contains(unit Unit) bool {
	return s.whole || slices.ContainsFunc(s.paths, unit.Within)
}

// Where writes a condition on a column of unit ids, and adds its arguments to args. The county must be $1 of the statement.
func (s Scope) Where(column string, args *[]any) string {
	switch {
	case s.IsWhole():
		return "1 = 1"
	case s.IsEmpty():
		return "1 = 0"
	}
	var paths []string
	for _, path := range s.paths {
		*args = append(*args, path+"%")
		paths = append(paths, fmt.Sprintf("path LIKE $%d", len(*args)))
	}
	return fmt.Sprintf("%s IN (SELECT id FROM units WHERE county = $1 AND (%s))", column, strings.Join(paths, " OR "))
}
