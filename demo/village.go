package demo

import (
	"qixing/org"
)

// story is what is told about a village in 2022.
type story string

const (
	strong    story = "strong"    // the strongest of its town: 500,000 and more
	steady    story = "steady"    // over the line of 100,000
	growing   story = "growing"   // poor, and growing fast
	weak      story = "weak"      // poor
	silent    story = "silent"    // some of its figures were never handed in
	punished  story = "punished"  // a member of its committee has a sanction in force: vetoed
	cleared   story = "cleared"   // a sanction that was lifted: not vetoed
	polluted  story = "polluted"  // a serious incident: vetoed
	brink     story = "brink"     // a surplus of exactly 100,000, which is not beyond it
	threshold story = "threshold" // an income of exactly 500,000, which is enough
	elder     story = "elder"     // one of two that are alike to the last figure
	twin      story = "twin"      // the other
)

// village is one with its story and everything that follows from it. Money is in 分.
type village struct {
	org.Unit
	town     org.Unit
	at       int // among the villages of its town
	story    story
	quality  int64 // permille: how well things are done
	dice     dice
	likeness string // whose dice it throws: its own code, or that of its twin

	households, population, members, young int64
	books                                  map[int]books // by year
}

// books are a year's accounts.
type books struct{ operating, subsidy, expense int64 }

func (b books) surplus() int64 { return b.operating + b.subsidy - b.expense }

const yuan = 100

// stories gives the villages that are told about apart, by town and place in it; towns and villages count from 0. All others
// follow from their place alone.
var stories = map[[2]int]story{
	{1, 5}: elder, {1, 6}: twin,
	{1, 2}: growing, {2, 2}: growing, {4, 3}: growing, {6, 1}: growing,
	{3, 1}: silent, {5, 2}: punished, {7, 1}: polluted, {1, 4}: cleared, {2, 1}: brink, {8, 0}: threshold,
}

// townWithoutStrong has no village of 500,000, so that a target is behind somewhere.
const townWithoutStrong = 9

func tell(town, at int) story {
	if told, ok := stories[[2]int{town, at}]; ok {
		return told
	}
	switch {
	case at == 0 && town != townWithoutStrong, at == 6 && town%3 == 0:
		return strong
	case (at+2*town)%5 == 4:
		return weak
	}
	return steady
}

// makeVillages makes every village of the tree, in its order.
func (c *county) makeVillages() {
	for town, unit := range c.tree.Roster(org.Town, 0, c.day) {
		firstborn := ""
		for at, one := range c.tree.Roster(org.Village, unit.ID, c.day) {
			v := &village{Unit: one, town: unit, at: at, story: tell(town, at), likeness: one.Code}
			switch v.story {
			case elder:
				firstborn = v.likeness
			case twin:
				v.likeness = firstborn
			}
			v.dice = newDice(c.Seed, "village "+v.likeness)
			v.settle()
			c.villages = append(c.villages, v)
		}
	}
}

// settle throws what the village is like. Twins throw the same dice.
func (v *village) settle() {
	told := v.story
	if told == twin {
		told = elder
	}
	low, high := qualities[told][0], qualities[told][1]
	v.quality = v.dice.between(low, high)
	v.households = v.dice.between(180, 620)
	v.population = v.households * v.dice.between(31, 41) / 10
	v.members = v.population * v.dice.between(24, 38) / 1000
	v.young = v.members * v.dice.between(40+v.quality/12, 70+v.quality/6) / 1000
	v.books = map[int]books{2022: v.thisYear(told)}
	v.books[2021] = v.lastYear(told)
}

// qualities are how well villages of a story do, in permille.
var qualities = map[story][2]int64{
	strong: {700, 960}, steady: {480, 860}, growing: {720, 900}, weak: {330, 640}, silent: {600, 700}, punished: {820, 900},
	cleared: {700, 820}, polluted: {700, 800}, brink: {600, 750}, threshold: {760, 860}, elder: {786, 786},
}

// thisYear throws the accounts of 2022, in whole 元 but for the two that lie exactly on a line.
func (v *village) thisYear(told story) books {
	in := func(low, high int64) int64 { return v.dice.between(low, high) * yuan }
	switch told {
	case strong:
		return books{operating: in(515_000, 960_000), subsidy: in(20_000, 60_000), expense: in(230_000, 330_000)}
	case growing:
		return books{operating: in(82_000, 118_000), subsidy: in(9_000, 24_000), expense: in(46_000, 60_000)}
	case weak:
		return books{operating: in(28_000, 70_000), subsidy: in(10_000, 25_000), expense: in(15_000, 40_000)}
	case brink:
		return books{operating: 148_600 * yuan, subsidy: 21_400 * yuan, expense: 70_000 * yuan}
	case threshold:
		return books{operating: 468_000 * yuan, subsidy: 32_000 * yuan, expense: 251_300 * yuan}
	}
	b := books{expense: in(45_000, 150_000), subsidy: in(15_000, 50_000)}
	b.operating = in(104_000, 230_000) + b.expense - b.subsidy // a surplus beyond 100,000
	return b
}

// lastYear is 2022 less what has been gained since.
func (v *village) lastYear(told story) books {
	growth := v.dice.between(-40, 240) // permille
	switch told {
	case growing:
		growth = v.dice.between(420, 780)
	case weak:
		growth = v.dice.between(-120, 60)
	case strong:
		growth = v.dice.between(30, 200)
	}
	now := v.books[2022]
	ago := func(amount int64) int64 { return amount * 1000 / (1000 + growth) / yuan * yuan }
	return books{operating: ago(now.operating), subsidy: ago(now.subsidy), expense: now.expense / yuan * 93 / 100 * yuan}
}
