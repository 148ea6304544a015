package store_test

import (
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"qixing/store"
)

// Durable writes of one row each, by one caller and by 64 that share commits.
func BenchmarkWrite(b *testing.B) {
	for _, callers := range []int{1, 64} {
		b.Run(fmt.Sprintf("sqlite/callers=%d", callers), func(b *testing.B) {
			db := openBench(b)
			var id atomic.Int64
			b.SetParallelism(callers)
			b.ResetTimer()
			if callers == 1 {
				for b.Loop() {
					insertBench(b, db, id.Add(1))
				}
				return
			}
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					insertBench(b, db, id.Add(1))
				}
			})
		})
	}
}

func BenchmarkRead(b *testing.B) {
	db := openBench(b)
	insertBench(b, db, 1)
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			err := db.Read(ctx, func(tx *store.Tx) error {
				var text string
				return tx.QueryRow(ctx, `SELECT text FROM notes WHERE county = $1 AND id = $2`, "610327", 1).Scan(&text)
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}

func openBench(b *testing.B) *store.DB {
	b.Helper()
	db, err := store.Open(ctx, b.TempDir()+"/bench.db", time.Now)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	err = db.Write(ctx, func(tx *store.Tx) error {
		_, err := tx.Exec(ctx, `CREATE TABLE notes (county TEXT NOT NULL, id BIGINT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (county, id))`)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return db
}

func insertBench(b *testing.B, db *store.DB, id int64) {
	err := db.Write(ctx, func(tx *store.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO notes (county, id, text) VALUES ($1, $2, $3)`, "610327", id, "note")
		return err
	})
	if err != nil {
		b.Error(err)
	}
}
