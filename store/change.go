package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
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
}

// countTouched counts the changes as the transaction's last act and always in the same order: so those who change the same part
// at the same time wait for each other's commit only, and never in a circle.
func (tx *Tx) countTouched(ctx context.Context) error {
	parts := slices.SortedFunc(maps.Keys(tx.touched), func(a, b part) int {
		return strings.Compare(a.county+" "+a.name, b.county+" "+b.name)
	})
	for _, p := range parts {
		_, err := tx.Exec(ctx, `INSERT INTO changes (county, part, times, changed_at) VALUES ($1, $2, 1, $3)
			ON CONFLICT (county, part) DO UPDATE SET times = changes.times + 1, changed_at = excluded.changed_at`, p.county, p.name, tx.Timestamp())
		if err != nil {
			return fmt.Errorf("count the change of %s in %s: %w", p.name, p.county, err)
		}
	}
	return nil
}

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
	versions, known := tx.versions[county]
	if !known {
		var err error
		if versions, err = tx.findVersions(ctx, county); err != nil {
			return "", fmt.Errorf("read what changed in %s: %w", county, err)
		}
		if tx.versions == nil {
			tx.versions = map[string]map[string]string{}
		}
		tx.versions[county] = versions
	}
	var all strings.Builder
	for _, name := range names {
		if tx.touched[part{county, name}] {
			return "", nil
		}
		all.WriteString(versions[name])
		all.WriteByte(' ')
	}
	return all.String(), nil
}

// findVersions spares a reading connection of SQLite the question when nothing at all was committed since it last asked.
func (tx *Tx) findVersions(ctx context.Context, county string) (map[string]string, error) {
	s, reads := tx.run.(*session)
	if !reads {
		return tx.readVersions(ctx, county)
	}
	var at int64
	if err := tx.QueryRow(ctx, `PRAGMA data_version`).Scan(&at); err != nil {
		return nil, err
	}
	if s.versions == nil || s.versionsAt != at {
		s.versions, s.versionsAt = map[string]map[string]string{}, at
	}
	if s.versions[county] == nil {
		versions, err := tx.readVersions(ctx, county)
		if err != nil {
			return nil, err
		}
		s.versions[county] = versions
	}
	return s.versions[county], nil
}

func (tx *Tx) readVersions(ctx context.Context, county string) (map[string]string, error) {
	var all string
	err := tx.QueryRow(ctx, `SELECT coalesce(string_agg(part || '=' || CAST(times AS TEXT) || '@' || changed_at, ','), '')
		FROM changes WHERE county = $1`, county).Scan(&all) // one row costs a fraction of twenty
	if err != nil {
		return nil, err
	}
	versions := map[string]string{}
	for one := range strings.SplitSeq(all, ",") {
		name, version, _ := strings.Cut(one, "=")
		versions[name] = version
	}
	return versions, nil
}
