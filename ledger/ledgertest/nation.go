package ledgertest

import (
	"fmt"

	"qixing/fixed"
	"qixing/pack"
)

// The country of the benchmarks.
const (
	Nation  = 620_573 // villages and communities
	Figures = 26      // 25 indicators and a veto
)

// MeasureName names the measure of a figure.
func MeasureName(figure int) string { return fmt.Sprint("m", figure) }

// NationalScheme has 25 indicators in 5 criteria, each of a measure of shares, of sums of money or of small counts, and a veto for
// what lies near to 1.
func NationalScheme() *pack.Scheme {
	s := &pack.Scheme{ID: "villages", Subject: "village", Veto: []*pack.Veto{{When: &pack.Condition{Source: MeasureName(Figures-1) + " > 0.98"}, Reason: "违纪"}}}
	for k := range Figures - 1 {
		if k%5 == 0 {
			s.Criteria = append(s.Criteria, &pack.Criterion{ID: fmt.Sprint("c", k/5), Points: number(20 * fixed.One)})
		}
		s.Criteria[k/5].Indicators = append(s.Criteria[k/5].Indicators, nationalIndicator(k))
	}
	return s
}

func nationalIndicator(k int) *pack.Indicator {
	indicator, measure := &pack.Indicator{ID: fmt.Sprint("i", k), Points: number(4 * fixed.One)}, MeasureName(k)
	switch {
	case k%5 < 2:
		indicator.Linear = &pack.Linear{Measure: measure, From: number(600_000), To: number(fixed.One)}
	case k%5 < 4:
		indicator.Bands = &pack.Bands{Measure: measure, AtLeast: []pack.Band{{Bound: number(500_000 * fixed.One), Points: number(4 * fixed.One)},
			{Bound: number(100_000 * fixed.One), Points: number(3 * fixed.One)}}}
	default:
		indicator.Each = &pack.Each{Measure: measure, Points: number(fixed.One / 2)}
	}
	return indicator
}

func number(v fixed.Value) pack.Number { return pack.Number{Literal: v} }
