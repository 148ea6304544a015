package score

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"qixing/expression"
	"qixing/fixed"
	"qixing/pack"
)

const nation = 620_573 // villages and communities

// country is the national benchmark: 25 indicators in 5 criteria (10 linear, 9 by bands, 6 by count) and a veto, ranked by county.
type country struct {
	rows    int
	columns [26][]fixed.Value // the last is the veto's
	county  []int32
	codes   []string
}

func newCountry(rows int) *country {
	c := &country{rows: rows, county: make([]int32, rows), codes: make([]string, rows)}
	random := rand.New(rand.NewPCG(2022, 4))
	for k := range c.columns {
		c.columns[k] = make([]fixed.Value, rows)
		for i := range rows {
			c.columns[k][i] = drawMeasure(random, k)
		}
	}
	for i := range rows {
		c.county[i] = int32(i / 218)
		c.codes[i] = fmt.Sprintf("%012d", i)
	}
	return c
}

func drawMeasure(random *rand.Rand, k int) fixed.Value {
	switch {
	case k == 25:
		if random.IntN(50) == 0 {
			return fixed.One
		}
		return 0
	case k%5 < 2:
		return fixed.Value(random.IntN(1_000_001))
	case k%5 < 4 && k != 23:
		return fixed.FromMoney(int64(random.IntN(80_000_000)))
	}
	return fixed.FromInt(int64(random.IntN(20)))
}

func literal(v fixed.Value) pack.Number { return pack.Number{Literal: v} }

func whole(n int64) pack.Number { return literal(fixed.FromInt(n)) }

func (c *country) plan(tb testing.TB) *Plan {
	p := &pack.Pack{Policy: pack.Policy{ID: "nation", Version: "1"}}
	scheme := &pack.Scheme{ID: "villages", Subject: "village"}
	for k := range c.columns {
		p.Measures = append(p.Measures, &pack.Measure{ID: fmt.Sprintf("m%d", k)})
	}
	for k := range 25 {
		if k%5 == 0 {
			scheme.Criteria = append(scheme.Criteria, &pack.Criterion{ID: fmt.Sprintf("c%d", k/5), Points: whole(20)})
		}
		criterion := scheme.Criteria[k/5]
		criterion.Indicators = append(criterion.Indicators, countryIndicator(k))
	}
	scheme.Veto = []*pack.Veto{{When: &pack.Condition{Source: "m25 > 0"}, Reason: "违纪"}}
	plan, err := Compile(p, scheme, nil)
	if err != nil {
		tb.Fatal(err)
	}
	return plan
}

func countryIndicator(k int) *pack.Indicator {
	measure := fmt.Sprintf("m%d", k)
	ind := &pack.Indicator{ID: fmt.Sprintf("i%d", k), Points: whole(4)}
	switch {
	case k%5 < 2:
		ind.Linear = &pack.Linear{Measure: measure, From: literal(600_000), To: literal(1_000_000)}
	case k%5 < 4 && k != 23:
		ind.Bands = &pack.Bands{Measure: measure, AtLeast: []pack.Band{{Bound: whole(500_000), Points: whole(4)}, {Bound: whole(100_000), Points: whole(3)}, {Bound: whole(50_000), Points: literal(1_500_000)}}}
	default:
		ind.Each = &pack.Each{Measure: measure, Points: literal(fixed.One / 2)}
	}
	return ind
}

func (c *country) input() *Input {
	in := &Input{County: c.county, Measures: map[string]expression.Column{}}
	for _, code := range c.codes {
		in.Subjects = append(in.Subjects, Subject{Code: code})
	}
	for k, values := range c.columns {
		in.Measures[fmt.Sprintf("m%d", k)] = expression.Column{Values: values}
	}
	return in
}

// plainResult is what the peer yields: the same outputs as a Result keeps.
type plainResult struct {
	total, ranks, order []int32
	criteria            [5][]int32
	flags               []uint8
}

// plainRun is the peer: this one scheme as a Go programmer would write it by hand for speed, every number a constant, two loops.
func plainRun(c *country, threads int) *plainResult {
	r := &plainResult{total: make([]int32, c.rows), ranks: make([]int32, c.rows), order: make([]int32, c.rows), flags: make([]uint8, c.rows)}
	for k := range r.criteria {
		r.criteria[k] = make([]int32, c.rows)
	}
	share := (c.rows + threads - 1) / threads
	inParallel(threads, func(t int) { r.scoreRows(c, t*share, min((t+1)*share, c.rows)) })
	counties := countyBounds(c.county)
	share = (len(counties) + threads - 2) / threads
	inParallel(threads, func(t int) {
		var keys []uint64
		for g := t * share; g < min((t+1)*share, len(counties)-1); g++ {
			keys = r.rankRows(counties[g], counties[g+1], keys[:0])
		}
	})
	return r
}

func inParallel(threads int, work func(t int)) {
	var group sync.WaitGroup
	for t := range threads {
		group.Go(func() { work(t) })
	}
	group.Wait()
}

// The clamps and the bands are written without unpredictable branches, which is worth a third.
func plainLinear(v fixed.Value) int32 {
	return int32((int64(min(max(v, 600_000), 1_000_000)-600_000)*400 + 200_000) / 400_000)
}

func plainBands(v fixed.Value) int32 {
	points := int32(0)
	if v >= 50_000_000_000 {
		points = 150
	}
	if v >= 100_000_000_000 {
		points = 300
	}
	if v >= 500_000_000_000 {
		points = 400
	}
	return points
}

func plainEach(v fixed.Value) int32 {
	return int32(min(max((int64(v)*50+500_000)/1_000_000, 0), 400))
}

func (r *plainResult) scoreRows(c *country, low, high int) {
	m := &c.columns
	for i := low; i < high; i++ {
		a := plainLinear(m[0][i]) + plainLinear(m[1][i]) + plainBands(m[2][i]) + plainBands(m[3][i]) + plainEach(m[4][i])
		b := plainLinear(m[5][i]) + plainLinear(m[6][i]) + plainBands(m[7][i]) + plainBands(m[8][i]) + plainEach(m[9][i])
		d := plainLinear(m[10][i]) + plainLinear(m[11][i]) + plainBands(m[12][i]) + plainBands(m[13][i]) + plainEach(m[14][i])
		e := plainLinear(m[15][i]) + plainLinear(m[16][i]) + plainBands(m[17][i]) + plainBands(m[18][i]) + plainEach(m[19][i])
		f := plainLinear(m[20][i]) + plainLinear(m[21][i]) + plainBands(m[22][i]) + plainEach(m[23][i]) + plainEach(m[24][i])
		r.criteria[0][i], r.criteria[1][i], r.criteria[2][i], r.criteria[3][i], r.criteria[4][i] = a, b, d, e, f
		r.total[i] = a + b + d + e + f
		if m[25][i] > 0 {
			r.flags[i] = isVetoed
		}
	}
}

// countyBounds relies on units being sorted by code, and so by county; ties by code are then ties by index.
func countyBounds(county []int32) []int {
	bounds := []int{0}
	for i := 1; i < len(county); i++ {
		if county[i] != county[i-1] {
			bounds = append(bounds, i)
		}
	}
	return append(bounds, len(county))
}

func (r *plainResult) rankRows(low, high int, keys []uint64) []uint64 {
	for i := low; i < high; i++ {
		keys = append(keys, uint64(r.flags[i]&isVetoed)<<63|uint64(100_000-r.total[i])<<32|uint64(i))
	}
	slices.Sort(keys)
	for at, key := range keys {
		i := int32(key)
		r.order[low+at] = i
		if key>>63 != 0 {
			continue
		}
		r.ranks[i] = int32(at + 1)
		if at > 0 && keys[at-1]>>32 == key>>32 {
			before := int32(keys[at-1])
			r.ranks[i] = r.ranks[before]
			r.flags[i] |= isTied
			r.flags[before] |= isTied
		}
	}
	return keys
}

// The peer and the product give the same results, so that the benchmark compares like with like.
func TestPlainPeerAgrees(t *testing.T) {
	c := newCountry(5_000)
	got, err := c.plan(t).Run(c.input(), 2)
	if err != nil {
		t.Fatal(err)
	}
	want := plainRun(c, 2)
	for name, pair := range map[string][2][]int32{"totals": {got.total, want.total}, "ranks": {got.ranks, want.ranks}, "order": {got.counties.members, want.order}, "last criterion": {got.criteria[4], want.criteria[4]}} {
		if !slices.Equal(pair[0], pair[1]) {
			t.Errorf("%s differ from the plain loop's", name)
		}
	}
	if !slices.Equal(got.flags, want.flags) {
		t.Error("flags differ from the plain loop's")
	}
}

// BenchmarkNation takes the product and the plain loop in turn, so that both see the same machine, and reports their ratio.
func BenchmarkNation(b *testing.B) {
	c := newCountry(nation)
	plan, in := c.plan(b), c.input()
	for _, threads := range []int{1, 2} {
		b.Run(fmt.Sprintf("threads=%d", threads), func(b *testing.B) {
			var product, plain []time.Duration
			for b.Loop() {
				begin := time.Now()
				if _, err := plan.Run(in, threads); err != nil {
					b.Fatal(err)
				}
				middle := time.Now()
				plainRun(c, threads)
				product, plain = append(product, middle.Sub(begin)), append(plain, time.Since(middle))
			}
			slices.Sort(product)
			slices.Sort(plain)
			own, peer := product[len(product)/2], plain[len(plain)/2]
			b.ReportMetric(float64(own.Microseconds())/1000, "ms/product")
			b.ReportMetric(float64(peer.Microseconds())/1000, "ms/plain")
			b.ReportMetric(float64(own)/float64(peer), "ratio")
		})
	}
}
