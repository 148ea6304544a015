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
	members := make([]int32, rows)
	for i := range members {
		members[i] = int32(i)
	}
	if of == nil {
		return groups{offsets: []int32{0, int32(rows)}, members: members}
	}
	if offsets, sorted := boundsOf(of); sorted {
		return groups{offsets: offsets, members: members}
	}
	return scatter(of, members)
}

// boundsOf gives where each group begins, and the end, if the groups come one after the other.
func boundsOf(of []int32) (offsets []int32, sorted bool) {
	if len(of) == 0 {
		return []int32{0, 0}, true
	}
	offsets = make([]int32, of[len(of)-1]+2)
	last := int32(0)
	for i, g := range of {
		if g == last {
			continue
		}
		if g < last || int(g)+1 >= len(offsets) {
			return nil, false
		}
		for last < g {
			last++
			offsets[last] = int32(i)
		}
	}
	offsets[last+1] = int32(len(of))
	return offsets, true
}

// scatter puts each subject into its group, wherever it stands.
func scatter(of, members []int32) groups {
	p := groups{offsets: make([]int32, slices.Max(of)+2), members: members}
	for _, g := range of {
		p.offsets[g+1]++
	}
	for g := range len(p.offsets) - 1 {
		p.offsets[g+1] += p.offsets[g]
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
