package pack

import (
	"testing"

	"pgregory.net/rapid"

	"qixing/fixed"
)

func number(text string) *Number {
	value, err := fixed.Parse(text)
	if err != nil {
		panic(err)
	}
	return &Number{Literal: value}
}

func TestPlaces(t *testing.T) {
	share := &Quota{Share: number("0.2"), AtLeast: number("1")}
	for pool, want := range map[int]int{0: 0, 1: 1, 4: 1, 5: 1, 9: 1, 10: 2, 17: 3} {
		if got := share.Places(pool, nil); got != want {
			t.Errorf("20%% of %d, at least 1: got %d, want %d", pool, got, want)
		}
	}
	if got := (&Quota{Share: number("0.4")}).Places(7, nil); got != 2 {
		t.Errorf("floor(0.40 × 7) = %d, want 2", got)
	}
	if got := (&Quota{Share: number("0.2")}).Places(4, nil); got != 0 {
		t.Errorf("floor(0.20 × 4) = %d, want 0", got)
	}
	if got := (*Quota)(nil).Places(4, nil); got != 4 {
		t.Errorf("no quota: %d, want all 4", got)
	}
}

func TestShareRoundsUp(t *testing.T) {
	if got := ShareOf(104, number("0.8").Literal, "up"); got != 84 {
		t.Errorf("80%% of 104 needs %d, want 84", got)
	}
}

func TestPlacesNeverExceedThePool(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pool := rapid.IntRange(0, 5000).Draw(t, "pool")
		share := fixed.Value(rapid.Int64Range(0, int64(fixed.One)).Draw(t, "share"))
		quota := &Quota{Share: &Number{Literal: share}, Round: rapid.SampledFrom([]string{"", "up", "half"}).Draw(t, "round")}
		got := quota.Places(pool, nil)
		if got < 0 || got > pool {
			t.Fatalf("%d places of a pool of %d", got, pool)
		}
	})
}

func TestPlacesAreRoundedAsWritten(t *testing.T) {
	tests := map[string]struct {
		quota Quota
		pool  int
		want  int
	}{
		"40% of 7":            {Quota{Share: number("0.4")}, 7, 2},
		"20% of 4":            {Quota{Share: number("0.2")}, 4, 0},
		"20% of 4 rounded up": {Quota{Share: number("0.2"), Round: "up"}, 4, 1},
		"half of 5 rounded":   {Quota{Share: number("0.5"), Round: "half"}, 5, 3},
		"at least one":        {Quota{Share: number("0.2"), AtLeast: number("1")}, 4, 1},
		"at most three":       {Quota{AtMost: number("3")}, 10, 3},
		"never more than all": {Quota{AtLeast: number("3")}, 2, 2},
	}
	for name, test := range tests {
		if got := test.quota.Places(test.pool, nil); got != test.want {
			t.Errorf("%s: %d places, want %d", name, got, test.want)
		}
	}
}
