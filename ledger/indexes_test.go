package ledger_test

import (
	"strings"
	"testing"

	"qixing/store"
)

// What an earlier pack or version has left behind goes when a pack is applied; what is needed stays.
func TestApplyDropsIndexesThatNobodyNeeds(t *testing.T) {
	withHouse(t, func(h *house) {
		before := h.indexes("reg_accounts")
		h.Write(func(tx *store.Tx) error {
			_, err := tx.Exec(ctx, `CREATE INDEX reg_accounts_by_month_of_old ON reg_accounts (county, "month", id) WHERE deleted = 0`)
			return err
		})
		if got := h.indexes("reg_accounts"); got == before || !strings.Contains(got, "_of_old") {
			t.Fatalf("the old index isn't there: %s", got)
		}
		must(t, h.Apply(loadPack(t)))
		if got := h.indexes("reg_accounts"); got != before {
			t.Errorf("indexes are\n%s\nwant\n%s", got, before)
		}
	})
}

func (h *house) indexes(table string) (names string) {
	h.Helper()
	h.Read(func(tx *store.Tx) error {
		query := `SELECT group_concat(name, ' ') FROM (SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = $1 ORDER BY name)`
		if tx.Dialect() == store.PostgreSQL {
			query = `SELECT string_agg(indexname, ' ' ORDER BY indexname) FROM pg_indexes WHERE schemaname = current_schema() AND tablename = $1`
		}
		return tx.QueryRow(ctx, query, table).Scan(&names)
	})
	return names
}

// Counts and sums of the usual lists open an index only: on 100,000 records that is the difference between 2 ms and 40.
func TestSumsAreCovered(t *testing.T) {
	withHouse(t, func(h *house) {
		if h.DB.Dialect() != store.SQLite {
			return // PostgreSQL's plan depends on what its statistics say
		}
		for _, where := range []string{``, ` AND "line" IN ('operation')`, ` AND state IN ('filled')`, ` AND unit_id IN (1, 2)`, ` AND "month" >= '2022-01'`,
			` AND "line" IN ('operation') AND "month" <= '2022-06' AND state IN ('checked')`} {
			var plan string
			h.Read(func(tx *store.Tx) error {
				var a, b, c int
				return tx.QueryRow(ctx, `EXPLAIN QUERY PLAN SELECT count(*), CAST(sum("amount") AS BIGINT) FROM reg_accounts WHERE county = $1 AND deleted = 0`+where, county).
					Scan(&a, &b, &c, &plan)
			})
			if !strings.Contains(plan, "COVERING INDEX") {
				t.Errorf("with %q: %s", where, plan)
			}
		}
	})
}
