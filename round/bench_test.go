package round

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"syscall"
	"testing"
	"time"

	"qixing/expression"
	"qixing/fixed"
	"qixing/ledger/ledgertest"
	"qixing/pack"
	"qixing/score"
	"qixing/store"
)

// The country, as the product keeps it: a snapshot for each county.
const (
	nation   = ledgertest.Nation
	counties = 2_978
	figures  = ledgertest.Figures
)

// drawCounty draws shares, sums of money and small counts, each with how many records stand behind it.
func drawCounty(random *rand.Rand, county, rows int) *score.Input {
	in := &score.Input{Measures: map[string]expression.Column{}, Records: map[string][]int32{}, Town: make([]int32, rows), County: make([]int32, rows)}
	for i := range rows {
		in.Subjects = append(in.Subjects, score.Subject{Code: fmt.Sprintf("%06d%06d", county, i), Title: "第" + fmt.Sprint(i) + "村"})
		in.Town[i] = int32(i / 20)
	}
	for k := range figures {
		values, records := make([]fixed.Value, rows), make([]int32, rows)
		for i := range rows {
			values[i], records[i] = drawFigure(random, k), random.Int32N(40)
		}
		in.Measures[ledgertest.MeasureName(k)], in.Records[ledgertest.MeasureName(k)] = expression.Column{Values: values}, records
	}
	return in
}

func drawFigure(random *rand.Rand, k int) fixed.Value {
	switch {
	case k == figures-1:
		return fixed.FromInt(int64(random.IntN(50) / 49))
	case k%5 < 2:
		return fixed.Value(random.IntN(1_000_001))
	case k%5 < 4:
		return fixed.FromMoney(int64(random.IntN(80_000_000)))
	}
	return fixed.FromInt(int64(random.IntN(20)))
}

func countryPlan(tb testing.TB) *score.Plan {
	p := &pack.Pack{Policy: pack.Policy{ID: "nation", Version: "1"}}
	for k := range figures {
		p.Measures = append(p.Measures, &pack.Measure{ID: ledgertest.MeasureName(k)})
	}
	plan, err := score.Compile(p, ledgertest.NationalScheme(), nil)
	if err != nil {
		tb.Fatal(err)
	}
	return plan
}

// BenchmarkFrozenNation reads the frozen rounds of all counties from SQLite and scores each, on two threads.
func BenchmarkFrozenNation(b *testing.B) {
	db, size := freezeCountry(b)
	plan := countryPlan(b)
	var reading, scoring [2]time.Duration
	begun, times := processorTime(b), 0
	for b.Loop() {
		times++
		reading, scoring = [2]time.Duration{}, [2]time.Duration{}
		var group sync.WaitGroup
		for t := range 2 {
			group.Go(func() {
				err := db.Read(b.Context(), func(tx *store.Tx) error {
					for county := t; county < counties; county += 2 {
						begin := time.Now()
						s, err := frozenCounty(county).latestSnapshot(b.Context(), tx, "decide")
						if err != nil {
							return err
						}
						middle := time.Now()
						result, err := plan.Run(s.Input, 1)
						if err != nil || result.Len() != len(s.Input.Subjects) {
							return fmt.Errorf("county %d: %w", county, err)
						}
						reading[t] += middle.Sub(begin)
						scoring[t] += time.Since(middle)
					}
					return nil
				})
				if err != nil {
					b.Error(err)
				}
			})
		}
		group.Wait()
	}
	b.ReportMetric(float64((processorTime(b)-begun).Milliseconds())/float64(times), "cpu-ms/op")
	b.ReportMetric(float64((reading[0]+reading[1]).Milliseconds()/2), "ms/reading")
	b.ReportMetric(float64((scoring[0]+scoring[1]).Milliseconds()/2), "ms/scoring")
	b.ReportMetric(float64(size)/nation/(figures-1), "B/figure")
}

// processorTime is what a busy neighbour changes least.
func processorTime(b *testing.B) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

func frozenCounty(county int) *Running {
	return &Running{Round: Round{County: fmt.Sprintf("%06d", county), ID: 1, Title: "全国"}}
}

func freezeCountry(b *testing.B) (*store.DB, int) {
	b.Helper()
	ctx, size := context.Background(), 0
	db, err := store.Open(ctx, b.TempDir()+"/country.db", time.Now)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	if err := db.Migrate(ctx); err != nil {
		b.Fatal(err)
	}
	random := rand.New(rand.NewPCG(2022, 4))
	err = db.Write(ctx, func(tx *store.Tx) error {
		for county := range counties {
			frozen := writeColumns(drawCounty(random, county, nation*(county+1)/counties-nation*county/counties))
			size += len(frozen)
			_, err := tx.Exec(ctx, `INSERT INTO snapshots (county, round_id, stage, sequence, taken_at, inputs_sha256, inputs) VALUES ($1, 1, 'decide', 1, $2, '', $3)`,
				frozenCounty(county).County, tx.Timestamp(), frozen)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return db, size
}
