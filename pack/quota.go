package pack

import "qixing/fixed"

// Places is how many a quota allows out of a pool: the share of the pool, rounded as the pack says (down unless told
// otherwise), not fewer than at_least and not more than at_most, and never more than there are. It is a maximum: fewer is always
// valid. No quota allows the whole pool.
func (q *Quota) Places(pool int, values map[string]fixed.Value) int {
	if q == nil {
		return pool
	}
	places := pool
	if q.Share != nil {
		places = ShareOf(pool, q.Share.Resolve(values), q.Round)
	}
	if q.AtLeast != nil {
		places = max(places, whole(q.AtLeast.Resolve(values)))
	}
	if q.AtMost != nil {
		places = min(places, whole(q.AtMost.Resolve(values)))
	}
	return max(0, min(places, pool))
}

// Limit is the number that a stage's decision may select, or the whole pool where it sets none.
func (s *Stage) Limit(pool int, values map[string]fixed.Value) int {
	if s.Select == nil {
		return pool
	}
	return min(whole(s.Select.Resolve(values)), pool)
}

// ShareOf is a share of a pool in whole numbers, rounded "up", "half" up or else down: 80% of 104 needs 84.
func ShareOf(pool int, share fixed.Value, round string) int {
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

// Joins tells whether a pool of this size is too small for a cap of its own.
func (q *Quota) Joins(pool int, values map[string]fixed.Value) bool {
	return q.JoinBelow != nil && pool < whole(q.JoinBelow.Resolve(values))
}

func whole(v fixed.Value) int { return int(v / fixed.One) }
