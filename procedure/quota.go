package procedure

import (
	"qixing/fixed"
	"qixing/pack"
)

// Places is how many a quota allows out of a pool: the share of the pool, rounded as the pack says (down unless told
// otherwise), not fewer than at_least and not more than at_most, and never more than there are. It is a maximum: fewer is always valid.
func Places(quota *pack.Quota, pool int, values map[string]fixed.Value) int {
	if quota == nil {
		return pool
	}
	places := pool
	if quota.Share != nil {
		places = shareOf(pool, quota.Share.Resolve(values), quota.Round)
	}
	if quota.AtLeast != nil {
		places = max(places, whole(quota.AtLeast.Resolve(values)))
	}
	if quota.AtMost != nil {
		places = min(places, whole(quota.AtMost.Resolve(values)))
	}
	return max(0, min(places, pool))
}

// Limit is the number that a decision may select, or the whole pool where the stage sets none.
func Limit(stage *pack.Stage, pool int, values map[string]fixed.Value) int {
	if stage.Select == nil {
		return pool
	}
	return min(whole(stage.Select.Resolve(values)), pool)
}

// Needed is the least count that reaches a share of a pool: 80% of 104 needs 84.
func Needed(pool int, share fixed.Value) int { return shareOf(pool, share, "up") }

func shareOf(pool int, share fixed.Value, round string) int {
	product := int64(pool) * int64(share)
	one := int64(fixed.One)
	switch round {
	case "up":
		return int((product + one - 1) / one)
	case "half":
		return int((product + one/2) / one)
	default:
		return int(product / one)
	}
}

func whole(v fixed.Value) int { return int(v / fixed.One) }
