package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// part is a part of a county's data, in the words of whoever keeps it: "org", "pack", "register/accounts".
type part struct{ county, name string }

// Touch notes that a part of a county's data changes in this transaction. Whoever writes into a part touches it; once the
// transaction is durable, Recall no longer finds what was made from it.
func (tx *Tx) Touch(county, name string) {
	if tx.touched == nil {
		tx.touched = map[part]bool{}
	}
	tx.touched[part{county, name}] = true
	delete(tx.kept, part{county, name})
}

// Keep gives what make makes from a part of a county's data: once in a transaction, and anew after the transaction has touched the part.
// What it gives is shared, and nobody may change it.
func Keep[T any](tx *Tx, county, name, key string, make func() (T, error)) (T, error) {
	at := part{county, name}
	if found, is := tx.kept[at][key].(T); is {
		return found, nil
	}
	made, err := make()
	if err != nil {
		return made, err
	}
	if tx.kept == nil {
		tx.kept = map[part]map[string]any{}
	}
	if tx.kept[at] == nil {
		tx.kept[at] = map[string]any{}
	}
	tx.kept[at][key] = made
	return made, nil
}

// countTouched counts the changes as the transaction's last act. Where transactions share a commit, so do their counts.
func (tx *Tx) countTouched(ctx context.Context) error {
	if shared, is := tx.run.(steady); is {
		shared.touch(tx.touched, tx.Timestamp())
		return nil
	}
	return countChanges(ctx, tx.touched, tx.Timestamp(), tx.Exec)
}

// countChanges goes through the parts always in the same order: so those who change the same part at the same time wait for each
// other's commit only, and never in a circle.
func countChanges(ctx context.Context, touched map[part]bool, at string, exec func(context.Context, string, ...any) (sql.Result, error)) error {
	parts := slices.SortedFunc(maps.Keys(touched), func(a, b part) int {
		return strings.Compare(a.county+" "+a.name, b.county+" "+b.name)
	})
	for _, p := range parts {
		_, err := exec(ctx, `INSERT INTO changes (county, part, times, changed_at) VALUES ($1, $2, 1, $3)
			ON CONFLICT (county, part) DO UPDATE SET times = changes.times + 1, changed_at = excluded.changed_at`, p.county, p.name, at)
		if err != nil {
			return fmt.Errorf("count the change of %s in %s: %w", p.name, p.county, err)
		}
	}
	return nil
}

// touch notes what a transaction has changed until the commit that it shares.
func (s *session) touch(parts map[part]bool, at string) {
	if s.touched == nil {
		s.touched = map[part]bool{}
	}
	for p := range parts {
		s.touched[p], s.touchedAt = true, at
		delete(s.versions, p)
	}
}

// countTouched counts what the transactions of a group have changed.
func (s *session) countTouched() error {
	defer clear(s.touched)
	return countChanges(context.Background(), s.touched, s.touchedAt, s.ExecContext)
}

// versions say of each part how often it has changed, and when last; nothing if never.
type versions map[part]string

// CountChanges tells how often a part of a county's data has changed: whoever waits for a change asks again and compares. No change yet is 0.
func (tx *Tx) CountChanges(ctx context.Context, county, name string) (int64, error) {
	var times int64
	err := tx.QueryRow(ctx, `SELECT coalesce(max(times), 0) FROM changes WHERE county = $1 AND part = $2`, county, name).Scan(&times)
	if err != nil {
		return 0, fmt.Errorf("count the changes of %s in %s: %w", name, county, err)
	}
	return times, nil
}

// version names the state of parts of a county's data as the transaction sees them; "" when it is changing one of them itself.
func (tx *Tx) version(ctx context.Context, county string, names []string) (string, error) {
	known, err := tx.knownVersions(ctx)
	if err != nil {
		return "", fmt.Errorf("ask whether anything has changed: %w", err)
	}
	var unknown []string
	for _, name := range names {
		if tx.touched[part{county, name}] || tx.session().touches(part{county, name}) {
			return "", nil
		}
		if _, is := known[part{county, name}]; !is {
			unknown = append(unknown, name)
		}
	}
	if len(unknown) > 0 {
		if err := tx.readVersions(ctx, county, unknown, known); err != nil {
			return "", fmt.Errorf("read what changed in %s: %w", county, err)
		}
	}
	var all strings.Builder
	for _, name := range names {
		all.WriteString(known[part{county, name}])
		all.WriteByte(' ')
	}
	return all.String(), nil
}

// knownVersions are those that need not be asked for. A connection of SQLite keeps them for as long as no other has committed; its own
// changes it forgets one by one.
func (tx *Tx) knownVersions(ctx context.Context) (versions, error) {
	s := tx.session()
	if s == nil {
		if tx.versions == nil {
			tx.versions = versions{}
		}
		return tx.versions, nil
	}
	if s.asked {
		return s.versions, nil
	}
	var at int64
	if err := tx.QueryRow(ctx, `PRAGMA data_version`).Scan(&at); err != nil {
		return nil, err
	}
	if s.versions == nil || s.versionsAt != at {
		s.versions, s.versionsAt = versions{}, at
	}
	s.asked = true
	return s.versions, nil
}

// touches tells whether a transaction that shares this one's commit has changed a part.
func (s *session) touches(p part) bool { return s != nil && s.touched[p] }

// session is the connection of SQLite that the transaction runs on.
func (tx *Tx) session() *session {
	switch run := tx.run.(type) {
	case *session:
		return run
	case steady:
		return run.session
	}
	return nil
}

// readVersions asks for what isn't known; where each question is a journey, for all of the county at once.
func (tx *Tx) readVersions(ctx context.Context, county string, unknown []string, into versions) error {
	query, args := `SELECT part, times, changed_at FROM changes WHERE county = $1`, []any{county}
	for _, name := range unknown {
		into[part{county, name}] = ""
		args = append(args, name)
	}
	if tx.dialect == SQLite {
		query += ` AND part IN ($2`
		for i := range unknown[1:] {
			query += `, $` + strconv.Itoa(i+3)
		}
		query += `)`
	} else {
		args = args[:1]
	}
	rows, err := tx.Query(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var name, times, at string
		if err := rows.Scan(&name, &times, &at); err != nil {
			return err
		}
		into[part{county, name}] = times + "@" + at
	}
	return rows.Err()
}
