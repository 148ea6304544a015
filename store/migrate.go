package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"slices"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"qixing/fault"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrate brings the schema up to what this program needs. A schema that a
// newer program made is refused and left alone.
func (db *DB) Migrate(ctx context.Context) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	if db.isMigrated(ctx, files) {
		return nil
	}
	return translate(db.migrate(ctx, files))
}

// isMigrated tells whether each migration has run and no other has, as at almost every start. Whatever keeps it from knowing,
// a database without tables above all, shows when the migrations are run.
func (db *DB) isMigrated(ctx context.Context, files fs.FS) bool {
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		return false
	}
	wanted := []int64{0} // that of an empty schema
	for _, name := range names {
		version, err := goose.NumericComponent(name)
		if err != nil {
			return false
		}
		wanted = append(wanted, version)
	}
	have, err := db.versionsRun(ctx)
	return err == nil && slices.Equal(have, wanted)
}

func (db *DB) versionsRun(ctx context.Context) (versions []int64, err error) {
	err = db.Read(ctx, func(tx *Tx) error {
		versions = nil
		rows, err := tx.Query(ctx, `SELECT version_id FROM goose_db_version WHERE is_applied ORDER BY version_id`)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var version int64
			if err := rows.Scan(&version); err != nil {
				return err
			}
			versions = append(versions, version)
		}
		return rows.Err()
	})
	return versions, err
}

func (db *DB) migrate(ctx context.Context, files fs.FS) error {
	provider, err := db.provider(files)
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	database, binary, err := provider.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("read schema version: %w", err)
	}
	if database > binary {
		return fault.Unavailable("store.schema_newer", fault.Args{"database": database, "binary": binary})
	}
	if err := db.makeIDSource(ctx); err != nil {
		return fmt.Errorf("make id source: %w", err)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate schema: %w", err)
	}
	return nil
}

func (db *DB) provider(files fs.FS) (*goose.Provider, error) {
	options := []goose.ProviderOption{goose.WithDisableGlobalRegistry(true)}
	if db.dialect == PostgreSQL {
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return nil, err
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	return goose.NewProvider(db.dialect.goose(), db.pool, files, options...)
}

// makeIDSource holds the lock of its own name: PostgreSQL's IF NOT EXISTS can
// still collide when two servers start at once.
func (db *DB) makeIDSource(ctx context.Context) error {
	return db.Write(ctx, func(tx *Tx) error {
		if err := tx.Lock(ctx, "store:ids"); err != nil {
			return err
		}
		for _, statement := range idSource[db.dialect] {
			if _, err := tx.Exec(ctx, statement); err != nil {
				return err
			}
		}
		return nil
	})
}

// SchemaVersion is the number of the newest migration that ran.
func (db *DB) SchemaVersion(ctx context.Context) (int64, error) {
	var version sql.NullInt64
	err := db.Read(ctx, func(tx *Tx) error {
		return tx.QueryRow(ctx, `SELECT max(version_id) FROM goose_db_version`).Scan(&version)
	})
	return version.Int64, err
}
