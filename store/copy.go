package store

import (
	"context"

	"qixing/fault"
)

// CopyTo writes a whole, consistent copy of a SQLite database to a new file, while others read and write. A PostgreSQL server has tools of
// its own for that, and is refused.
func (db *DB) CopyTo(ctx context.Context, path string) error {
	if db.dialect == PostgreSQL {
		return fault.Usage("store.copy_postgres", nil)
	}
	_, err := db.pool.ExecContext(ctx, `VACUUM INTO ?`, path)
	return translate(err)
}
