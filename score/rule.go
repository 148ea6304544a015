package score

import (
	"math"
	"math/bits"
	"slices"

	"qixing/fixed"
)

// kernel adds a rule's points to out, a row each. It is called once a block, so that a row costs neither a call nor a branch.
type kernel interface {
	add(out []int32, values []fixed.Value)
}

// rising gives points in proportion from low (none) to high (full).
type rising struct {
	low, high fixed.Value
	full      int64
	by        divisor
}

func (k rising) add(out []int32, values []fixed.Value) {
	out = out[:len(values)]
	for i, v := range values {
		v = min(max(v, k.low), k.high)
		out[i] += int32(k.by.divide(int64(v-k.low) * k.full))
	}
}

// addNarrow adds two rules of the kind at once: what a row has so far is read and written once for both.
func addNarrow(out []int32, first, second []fixed.Value, a, b narrow) {
	first, second = first[:len(out)], second[:len(out)]
	for i := range out {
		v, w := min(max(first[i], a.low), a.high), min(max(second[i], b.low), b.high)
		p, _ := bits.Mul64(uint64(v-a.low)*a.full+a.half, a.magic)
		q, _ := bits.Mul64(uint64(w-b.low)*b.full+b.half, b.magic)
		out[i] += int32(p) + int32(q)
	}
}

// falling gives points in proportion from high (none) to low (full).
type falling struct{ rising }

func (k falling) add(out []int32, values []fixed.Value) {
	out = out[:len(values)]
	for i, v := range values {
		v = min(max(v, k.low), k.high)
		out[i] += int32(k.by.divide(int64(k.high-v) * k.full))
	}
}

// wide is a linear rule whose span is too great for 64 bits.
type wide struct {
	low, high fixed.Value
	full      int64
	falls     bool
}

func (k wide) add(out []int32, values []fixed.Value) {
	for i, v := range values {
		v = min(max(v, k.low), k.high)
		part := uint64(v) - uint64(k.low)
		if k.falls {
			part = uint64(k.high) - uint64(v)
		}
		span := uint64(k.high) - uint64(k.low)
		high, low := bits.Mul64(part, uint64(k.full))
		low, carry := bits.Add64(low, span/2, 0)
		points, _ := bits.Div64(high+carry, low, span)
		out[i] += int32(points)
	}
}

func newLinear(from, to fixed.Value, full int32) kernel {
	low, high := min(from, to), max(from, to)
	span := uint64(high) - uint64(low)
	if span > math.MaxInt64/2/uint64(max(full, 1)) {
		return wide{low: low, high: high, full: int64(full), falls: from > to}
	}
	numerator := int64(full)
	if span == 1 {
		numerator, span = 2*numerator, 2
	}
	up := rising{low: low, high: high, full: numerator, by: newDivisor(span)}
	if from > to {
		return falling{up}
	}
	return up.narrowed(span)
}

// narrow is rising where what is divided, times the divisor, stays below 2⁶⁴: then the upper half of a product is the quotient, without a shift.
type narrow struct {
	low, high  fixed.Value
	full, half uint64
	magic      uint64 // 2⁶⁴ ÷ divisor, rounded up
}

// narrowed gives the quicker form of a rule if its numbers are small enough for it.
func (k rising) narrowed(divisor uint64) kernel {
	most := uint64(k.high-k.low)*uint64(k.full) + divisor/2 // below 2⁶³, as newLinear and newCounting see to
	if over, _ := bits.Mul64(most, divisor); over > 0 {
		return k
	}
	return narrow{low: k.low, high: k.high, full: uint64(k.full), half: divisor / 2, magic: math.MaxUint64/divisor + 1}
}

func (k narrow) add(out []int32, values []fixed.Value) {
	out = out[:len(values)]
	for i, v := range values {
		v = min(max(v, k.low), k.high)
		points, _ := bits.Mul64(uint64(v-k.low)*k.full+k.half, k.magic)
		out[i] += int32(points)
	}
}

// divisor divides by an invariant number with a multiplication (Granlund and Montgomery, Division by Invariant Integers using
// Multiplication, 1994), rounding half up. It is exact for 0 ≤ n < 2⁶² and divisors from 2 on.
type divisor struct {
	magic uint64
	half  uint64
	shift uint8
}

func newDivisor(d uint64) divisor {
	result := divisor{half: d / 2}
	k := bits.Len64(d) - 1
	if d == 1<<k { // 2⁶⁴⁺ᵏ÷d would need 65 bits
		result.magic, result.shift = 1<<63, uint8(k-1)
		return result
	}
	quotient, rest := bits.Div64(1<<k, 0, d)
	if rest > 0 {
		quotient++
	}
	result.magic, result.shift = quotient, uint8(k)
	return result
}

func (d divisor) divide(n int64) int64 {
	high, _ := bits.Mul64(uint64(n)+d.half, d.magic)
	return int64(high >> (d.shift & 63))
}

// steps gives points that change at thresholds: base, and each change from its threshold on. Changes are taken four at a time.
type steps struct {
	base  int32
	fours [][4]step
}

type step struct {
	from   fixed.Value
	change int32
}

func (k steps) add(out []int32, values []fixed.Value) {
	out = out[:len(values)]
	base := k.base
	for _, s := range k.fours {
		if s[3].change == 0 {
			addThree(out, values, base, s[0], s[1], s[2])
			base = 0
			continue
		}
		addFour(out, values, base, s[0], s[1], s[2], s[3])
		base = 0
	}
}

// addFour keeps everything in registers, so that the compiler needs no branches.
func addFour(out []int32, values []fixed.Value, base int32, a, b, c, d step) {
	for i, v := range values[:len(out)] {
		p := base
		if q := p + a.change; v >= a.from {
			p = q
		}
		if q := p + b.change; v >= b.from {
			p = q
		}
		if q := p + c.change; v >= c.from {
			p = q
		}
		if q := p + d.change; v >= d.from {
			p = q
		}
		out[i] += p
	}
}

// addThree is addFour where the fourth changes nothing.
func addThree(out []int32, values []fixed.Value, base int32, a, b, c step) {
	for i, v := range values[:len(out)] {
		p := base
		if q := p + a.change; v >= a.from {
			p = q
		}
		if q := p + b.change; v >= b.from {
			p = q
		}
		if q := p + c.change; v >= c.from {
			p = q
		}
		out[i] += p
	}
}

// newSteps takes levels in ascending order: from a threshold on, these points.
func newSteps(base int32, levels []step) steps {
	k, last := steps{base: base}, base
	for four := range slices.Chunk(levels, 4) {
		group := [4]step{{from: math.MaxInt64}, {from: math.MaxInt64}, {from: math.MaxInt64}, {from: math.MaxInt64}}
		for i, level := range four {
			group[i] = step{from: level.from, change: level.change - last}
			last = level.change
		}
		k.fours = append(k.fours, group)
	}
	if k.fours == nil {
		k.fours = [][4]step{{}}
	}
	return k
}

// perHundredth is how many a hundredth of a point is in the unit of a product of two Values, 10⁻¹².
const perHundredth = 1e10

// each gives points for every occurrence, between least and most.
type each struct {
	points      int64 // a Value
	bound       fixed.Value
	least, most int64
}

func newEach(points fixed.Value, least, most int32) kernel {
	if points > 0 && points < perHundredth && least == 0 && most >= 0 {
		return newCounting(points, most)
	}
	k := each{points: int64(points), least: int64(least), most: int64(most)}
	if points != 0 { // beyond this the points are clamped anyway, and the product can't overflow
		reach := max(k.most, -k.most, k.least, -k.least) + 1
		k.bound = fixed.Value(reach*perHundredth/max(k.points, -k.points) + 1)
	}
	return k
}

// newCounting is each where nothing is deducted, which is a linear rule: (v × points) ÷ 10¹⁰, reduced, from 0 to the least value that
// rounds to most. A millionth more of the value adds less than a hundredth of a point, so none is skipped.
func newCounting(points fixed.Value, most int32) kernel {
	numerator, denominator := int64(points), int64(perHundredth)
	for a, b := denominator, numerator; ; a, b = b, a%b {
		if b == 0 {
			numerator, denominator = numerator/a, denominator/a
			break
		}
	}
	high := int64(0)
	if most > 0 {
		high = ((2*int64(most)-1)*denominator + 2*numerator - 1) / (2 * numerator)
	}
	if denominator == 1 {
		numerator, denominator = 2*numerator, 2
	}
	return rising{low: 0, high: fixed.Value(high), full: numerator, by: newDivisor(uint64(denominator))}.narrowed(uint64(denominator))
}

func (k each) add(out []int32, values []fixed.Value) {
	out = out[:len(values)]
	for i, v := range values {
		v = min(max(v, -k.bound), k.bound)
		n := int64(v) * k.points
		n += perHundredth/2 + n>>63*perHundredth // half away from zero, as the division cuts towards it
		out[i] += int32(min(max(n/perHundredth, k.least), k.most))
	}
}
