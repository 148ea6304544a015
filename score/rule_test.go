package score

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"qixing/fixed"
)

// exactLinear is the rule by its words, with big numbers: full × (v − from) ÷ (to − from), clamped, half up.
func exactLinear(v, from, to fixed.Value, full int32) int32 {
	span, part := big.NewInt(int64(to)), big.NewInt(int64(v))
	span.Sub(span, big.NewInt(int64(from)))
	part.Sub(part, big.NewInt(int64(from)))
	if span.Sign() < 0 {
		span.Neg(span)
		part.Neg(part)
	}
	if part.Sign() <= 0 {
		return 0
	}
	if part.Cmp(span) >= 0 {
		return full
	}
	part.Mul(part, big.NewInt(2*int64(full))).Add(part, span)
	return int32(part.Quo(part, span.Lsh(span, 1)).Int64())
}

func one(k kernel, v fixed.Value) int32 {
	out := []int32{0}
	k.add(out, []fixed.Value{v})
	return out[0]
}

func TestLinearIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.OneOf(rapid.Int64(), rapid.Int64Range(-5, 5), rapid.Int64Range(-2_000_000, 2_000_000), rapid.Int64Range(-1e12, 1e12))
		from, to := fixed.Value(number.Draw(t, "from")), fixed.Value(number.Draw(t, "to"))
		full := rapid.Int32Range(0, 100_000).Draw(t, "full")
		if from == to {
			return
		}
		v := fixed.Value(number.Draw(t, "v"))
		if got, want := one(newLinear(from, to, full), v), exactLinear(v, from, to, full); got != want {
			t.Fatalf("linear from %d to %d of %d at %d = %d, want %d", from, to, full, v, got, want)
		}
	})
}

func TestEachIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := fixed.Value(rapid.OneOf(rapid.Int64(), rapid.Int64Range(-40e6, 40e6)).Draw(t, "v"))
		points := fixed.Value(rapid.OneOf(rapid.Int64Range(-10e6, 10e6), rapid.Just(int64(-5_000))).Draw(t, "points"))
		least, most := rapid.OneOf(rapid.Just(int32(0)), rapid.Int32Range(-10_000, 0)).Draw(t, "least"), rapid.Int32Range(0, 10_000).Draw(t, "most")
		exact := new(big.Rat).SetFrac(new(big.Int).Mul(big.NewInt(int64(v)), big.NewInt(int64(points))), big.NewInt(1e10))
		want := clampRat(exact, least, most)
		if got := one(newEach(points, least, most), v); got != want {
			t.Fatalf("each %d × %d within %d..%d = %d, want %d", v, points, least, most, got, want)
		}
	})
}

func clampRat(exact *big.Rat, least, most int32) int32 {
	if exact.Cmp(big.NewRat(int64(least), 1)) <= 0 {
		return least
	}
	if exact.Cmp(big.NewRat(int64(most), 1)) >= 0 {
		return most
	}
	text := exact.FloatString(0) // rounds half away from zero
	number, _ := new(big.Int).SetString(text, 10)
	return int32(number.Int64())
}

func TestStepsAreReadInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bounds := rapid.SliceOfNDistinct(rapid.Int64Range(-9, 9), 0, 9, rapid.ID).Draw(t, "bounds")
		levels := make([]step, len(bounds))
		for i := range bounds {
			levels[i] = step{from: fixed.Value(bounds[i]), change: rapid.Int32Range(0, 50).Draw(t, "points")}
		}
		sortLevels(levels)
		v := rapid.SampledFrom([]int64{-10, -3, 0, 1, 5, 9, 10, math.MaxInt64 - 1}).Draw(t, "v")
		want := int32(7)
		for _, level := range levels {
			if fixed.Value(v) >= level.from {
				want = level.change
			}
		}
		if got := one(newSteps(7, levels), fixed.Value(v)); got != want {
			t.Fatalf("steps %v at %d = %d, want %d", levels, v, got, want)
		}
	})
}
