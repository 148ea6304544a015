package rollup

import (
	"context"
	"fmt"
	"time"

	"qixing/calendar"
	"qixing/fault"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

// Packs finds the policy that a county has in force.
type Packs interface {
	ActivePack(ctx context.Context, tx *store.Tx, county string) (int64, *pack.Pack, error)
}

// Desk makes sums. Packs keeps the policies of the county that the server is for; those of others are read and let go.
type Desk struct {
	DB     *store.DB
	County string
	Packs  Packs
	Keys   *org.Keyring
}

// patience is how long a server that has claimed a county may take before another tries.
const patience = 5 * time.Minute

// changesOf gives each county with how often what sums are made from has changed.
const changesOf = `SELECT county, CAST(sum(times) AS BIGINT) AS times, max(changed_at) AS last FROM changes
	WHERE (part IN ('org', 'pack', 'results') OR part LIKE 'register/%')`

// stale is a county whose sums are not those of its data.
type stale struct{ county, changes string }

// RefreshStale makes the sums of those counties anew whose data has changed, or whose sums are of an earlier day, one at a time, and tells how many it
// made. Of several servers each takes other counties. What can't be made for one county is noted with it and keeps nobody else.
func (d *Desk) RefreshStale(ctx context.Context) (int, error) {
	var waiting []stale
	err := d.DB.Read(ctx, func(tx *store.Tx) (err error) {
		waiting, err = listStale(ctx, tx)
		return err
	})
	if err != nil {
		return 0, err
	}
	count := 0
	for _, one := range waiting {
		mine, err := d.claim(ctx, one)
		if err != nil {
			return count, err
		}
		if !mine {
			continue
		}
		if err := d.Refresh(ctx, one.county); err != nil {
			return count, err
		}
		count++
	}
	return count, nil
}

func listStale(ctx context.Context, tx *store.Tx) ([]stale, error) {
	rows, err := tx.Query(ctx, `SELECT c.county, c.times, c.last FROM (`+changesOf+` GROUP BY county) c
		LEFT JOIN rollup_counties r ON r.county = c.county
		WHERE r.county IS NULL OR (r.claimed_until < $1 AND (r.as_of < $2 OR r.changes <> CAST(c.times AS TEXT) || '@' || c.last))
		ORDER BY coalesce(r.made_at, ''), c.county`, tx.Timestamp(), calendar.DateOf(tx.Now).String())
	if err != nil {
		return nil, fmt.Errorf("find counties to add up: %w", err)
	}
	defer rows.Close()
	var waiting []stale
	for rows.Next() {
		var one stale
		var times int64
		if err := rows.Scan(&one.county, &times, &one.changes); err != nil {
			return nil, err
		}
		one.changes = fmt.Sprintf("%d@%s", times, one.changes)
		waiting = append(waiting, one)
	}
	return waiting, rows.Err()
}

// claim takes a county unless another server has it, or has just made it.
func (d *Desk) claim(ctx context.Context, one stale) (mine bool, err error) {
	err = d.DB.Write(ctx, func(tx *store.Tx) error {
		result, err := tx.Exec(ctx, `INSERT INTO rollup_counties (county, as_of, changes, made_at, claimed_until, failed) VALUES ($1, '', '', '', $2, '')
			ON CONFLICT (county) DO UPDATE SET claimed_until = excluded.claimed_until
			WHERE rollup_counties.claimed_until < $3 AND (rollup_counties.as_of < $4 OR rollup_counties.changes <> $5)`,
			one.county, store.FormatTime(tx.Now.Add(patience)), tx.Timestamp(), calendar.DateOf(tx.Now).String(), one.changes)
		if err != nil {
			return fmt.Errorf("claim the roll-ups of %s: %w", one.county, err)
		}
		n, err := result.RowsAffected()
		mine = n > 0
		return err
	})
	return mine, err
}

// Refresh makes the sums of one county, whether it is anyone's turn or not. A county that has nothing to add up, or can't, is noted as such.
func (d *Desk) Refresh(ctx context.Context, county string) error {
	var m made
	var state string
	var day calendar.Date
	var failed error
	err := d.DB.Read(ctx, func(tx *store.Tx) (err error) {
		day = calendar.DateOf(tx.Now)
		if state, err = changesIn(ctx, tx, county); err != nil {
			return err
		}
		m, failed = d.make(ctx, tx, county, day)
		return ctx.Err()
	})
	if err != nil && failed == nil {
		return err
	}
	return d.DB.Write(ctx, func(tx *store.Tx) error {
		if err := tx.Lock(ctx, "rollup:"+county); err != nil {
			return err
		}
		why, again := "", ""
		if failed == nil {
			if err := keep(ctx, tx, county, m); err != nil {
				return err
			}
		} else if why = failed.Error(); !waitsForChange(failed) {
			state, again = "", store.FormatTime(tx.Now.Add(patience))
		}
		_, err := tx.Exec(ctx, `INSERT INTO rollup_counties (county, as_of, changes, made_at, claimed_until, failed) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (county) DO UPDATE SET as_of = excluded.as_of, changes = excluded.changes, made_at = excluded.made_at, claimed_until = excluded.claimed_until,
			failed = excluded.failed`, county, day.String(), state, tx.Timestamp(), again, why)
		if err != nil {
			return fmt.Errorf("note the roll-ups of %s: %w", county, err)
		}
		return nil
	})
}

// waitsForChange tells whether trying again is of no use until something changes: no policy yet, or figures that are too great.
func waitsForChange(err error) bool {
	switch fault.CodeOf(err) {
	case fault.CodeNotFound, fault.CodeConflict, fault.CodeInvalid:
		return true
	}
	return false
}

// changesIn tells how often one county's data has changed.
func changesIn(ctx context.Context, tx *store.Tx, county string) (string, error) {
	var times int64
	var last string
	err := tx.QueryRow(ctx, `SELECT coalesce(max(times), 0), coalesce(max(last), '') FROM (`+changesOf+` AND county = $1 GROUP BY county) c`, county).Scan(&times, &last)
	if err != nil {
		return "", fmt.Errorf("ask what has changed in %s: %w", county, err)
	}
	return fmt.Sprintf("%d@%s", times, last), nil
}

// RefreshIfStale makes one county's sums anew if its data has changed.
func (d *Desk) RefreshIfStale(ctx context.Context, county string) error {
	current := false
	err := d.DB.Read(ctx, func(tx *store.Tx) error {
		state, err := changesIn(ctx, tx, county)
		if err != nil {
			return err
		}
		var n int
		err = tx.QueryRow(ctx, `SELECT count(*) FROM rollup_counties WHERE county = $1 AND as_of >= $2 AND changes = $3 AND failed = ''`,
			county, calendar.DateOf(tx.Now).String(), state).Scan(&n)
		current = n > 0
		return err
	})
	if err != nil || current {
		return err
	}
	return d.Refresh(ctx, county)
}
