package round

import (
	"qixing/org"
	"qixing/pack"
)

// Holds tells whether someone has a role over the unit at a path; with path "", anywhere.
func Holds(who org.Principal, role, path string) bool {
	if path == "" {
		return who.Has(role)
	}
	return who.Can(role, org.Unit{Path: path})
}

// May tells whether one of someone's roles has a right over the unit at a path; with path "", anywhere.
func May(who org.Principal, policy *pack.Pack, right pack.Right, path string) bool {
	for _, role := range policy.Roles {
		for _, has := range role.May {
			if has == right && Holds(who, role.ID, path) {
				return true
			}
		}
	}
	return false
}
