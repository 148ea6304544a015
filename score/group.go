package score

import (
	"iter"
	"slices"
)

// groups are the subjects of each town or county, in the order of their numbers.
type groups struct {
	offsets []int32 // group g is members[offsets[g]:offsets[g+1]]
	members []int32
}

// partition sorts subjects into their groups; nil puts all of them in one.
func partition(of []int32, rows int) groups {
	highest, sorted := int32(0), true
	for i, g := range of {
		highest = max(highest, g)
		sorted = sorted && (i == 0 || of[i-1] <= g)
	}
	p := groups{offsets: make([]int32, highest+2), members: make([]int32, rows)}
	for _, g := range of {
		p.offsets[g+1]++
	}
	if of == nil {
		p.offsets[1] = int32(rows)
	}
	for g := range highest + 1 {
		p.offsets[g+1] += p.offsets[g]
	}
	if sorted {
		for i := range p.members {
			p.members[i] = int32(i)
		}
		return p
	}
	next := slices.Clone(p.offsets)
	for i, g := range of {
		p.members[next[g]] = int32(i)
		next[g]++
	}
	return p
}

func (p groups) len() int { return len(p.offsets) - 1 }

func (p groups) group(g int) []int32 { return p.members[p.offsets[g]:p.offsets[g+1]] }

// all visits the groups that have members.
func (p groups) all() iter.Seq[[]int32] {
	return func(yield func([]int32) bool) {
		for g := range p.len() {
			if members := p.group(g); len(members) > 0 && !yield(members) {
				return
			}
		}
	}
}
