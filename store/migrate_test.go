package store_test

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"
	"time"

	"qixing/fault"
	"qixing/store"
	"qixing/store/storetest"
)

func contextWithTimeout(d time.Duration) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, d)
}

func exitGoroutine() { runtime.Goexit() }

func TestMigrateTwice(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		if err := db.Migrate(ctx); err != nil {
			t.Errorf("second Migrate = %v", err)
		}
		version, err := db.SchemaVersion(ctx)
		if err != nil || version < 1 {
			t.Errorf("SchemaVersion = %d, %v", version, err)
		}
	})
}

func TestNewerSchemaIsRefused(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		mustWrite(t, db, func(tx *store.Tx) error {
			_, err := tx.Exec(ctx, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, $1)`, true)
			return err
		})
		err := db.Migrate(ctx)
		if !errors.Is(err, fault.Unavailable("store.schema_newer", nil)) {
			t.Fatalf("Migrate = %v, want store.schema_newer", err)
		}
		if text := fault.Text(err, "en"); !strings.Contains(text, "9999") {
			t.Errorf("the message does not name the database's version: %s", text)
		}
	})
}
