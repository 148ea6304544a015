package fixed

import (
	"errors"
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

func TestParseAndString(t *testing.T) {
	for text, want := range map[string]Value{"0": 0, "1": One, "-12.5": -12_500_000, "0.000001": 1, "-0.25": -250_000} {
		got, err := Parse(text)
		if err != nil || got != want || got.String() != text {
			t.Errorf("Parse(%q) = %d, %v, String %q; want %d", text, got, err, got.String(), want)
		}
	}
	for _, text := range []string{"", "x", "1.0000001", "1.-5", ".5", "1e3"} {
		if got, err := Parse(text); !errors.Is(err, ErrSyntax) {
			t.Errorf("Parse(%q) = %d, %v; want ErrSyntax", text, got, err)
		}
	}
	if _, err := Parse("9999999999999999"); !errors.Is(err, ErrRange) {
		t.Errorf("a huge number gave %v, want ErrRange", err)
	}
}

func TestRounding(t *testing.T) {
	for value, want := range map[Value]Points{4_999: 0, 5_000: 1, -5_000: -1, -4_999: 0, 18_500_000: 1850} {
		if got := value.Points(); got != want {
			t.Errorf("%d.Points() = %d, want %d", value, got, want)
		}
	}
	if got := Value(1_234_567).Round(2); got != 1_230_000 {
		t.Errorf("Round(2) = %d, want 1230000", got)
	}
}

func TestMulDivIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := rapid.Int64().Draw(t, "a"), rapid.Int64().Draw(t, "b"), rapid.Int64().Draw(t, "c")
		got, err := MulDiv(a, b, c)
		want := exactMulDiv(a, b, c)
		if want == nil || want.CmpAbs(big.NewInt(math.MaxInt64)) > 0 {
			if !errors.Is(err, ErrRange) {
				t.Fatalf("MulDiv(%d, %d, %d) = %d, %v; want ErrRange", a, b, c, got, err)
			}
			return
		}
		if err != nil || got != want.Int64() {
			t.Fatalf("MulDiv(%d, %d, %d) = %d, %v; want %s", a, b, c, got, err, want)
		}
	})
}

// exactMulDiv is the same by big.Rat: floor(|a·b/c| + 1/2) with the sign put back.
func exactMulDiv(a, b, c int64) *big.Int {
	if c == 0 {
		return nil
	}
	product := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
	sign := product.Sign() * big.NewInt(c).Sign()
	divisor := new(big.Int).Abs(big.NewInt(c))
	product.Abs(product).Add(product, new(big.Int).Rsh(divisor, 1))
	quotient := product.Quo(product, divisor)
	if sign < 0 {
		quotient.Neg(quotient)
	}
	return quotient
}
