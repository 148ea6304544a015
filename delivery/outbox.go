package delivery

import (
	"context"
	"fmt"

	"qixing/calendar"
	"qixing/fault"
	"qixing/store"
)

// State is how far a message is.
type State string

// The states.
const (
	Waiting State = "waiting"
	Sent    State = "sent"
	Failed  State = "failed"
)

func isPrepared(ctx context.Context, tx *store.Tx, county string, day calendar.Date, occasion string) (bool, error) {
	var n int
	err := tx.QueryRow(ctx, `SELECT count(*) FROM delivery_days WHERE county = $1 AND day = $2 AND occasion = $3`, county, day.String(), occasion).Scan(&n)
	if err != nil {
		return false, fmt.Errorf("ask whether reminders are prepared: %w", err)
	}
	return n > 0, nil
}

// keep puts drafts into the outbox, each once: the key is the day, the occasion and the recipient.
func (d *Desk) keep(ctx context.Context, day calendar.Date, occasion string, drafts []Draft) (count int, err error) {
	err = d.DB.Write(ctx, func(tx *store.Tx) error {
		count = 0
		if err := tx.Lock(ctx, "delivery:"+d.County); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `INSERT INTO delivery_days (county, day, occasion, made_at) VALUES ($1, $2, $3, $4) ON CONFLICT (county, day, occasion) DO NOTHING`,
			d.County, day.String(), occasion, tx.Timestamp())
		if err != nil {
			return fmt.Errorf("note that reminders are prepared: %w", err)
		}
		for _, draft := range drafts {
			added, err := d.keepOne(ctx, tx, day, occasion, draft)
			if err != nil {
				return err
			}
			if added {
				count++
			}
		}
		return nil
	})
	return count, err
}

func (d *Desk) keepOne(ctx context.Context, tx *store.Tx, day calendar.Date, occasion string, draft Draft) (bool, error) {
	id, err := tx.NextID(ctx)
	if err != nil {
		return false, err
	}
	key := day.String() + "/" + occasion + "/" + draft.Recipient
	result, err := tx.Exec(ctx, `INSERT INTO deliveries (county, id, message_key, day, occasion, recipient, subject, body, state, attempts, next_at, claimed_until, sent_at, error, made_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', 0, $9, '', '', '', $9) ON CONFLICT (county, message_key) DO NOTHING`,
		d.County, id, key, day.String(), occasion, draft.Recipient, draft.Subject, draft.Body, tx.Timestamp())
	if err != nil {
		return false, fmt.Errorf("put a reminder into the outbox: %w", err)
	}
	n, err := result.RowsAffected()
	if err != nil || n == 0 {
		return false, err
	}
	return true, d.noteTold(ctx, tx, day, draft)
}

// noteTold remembers what was told to be late, and forgets what no longer is.
func (d *Desk) noteTold(ctx context.Context, tx *store.Tx, day calendar.Date, draft Draft) error {
	still := map[string]bool{}
	for _, item := range draft.all {
		still[item.ID] = true
	}
	told, err := listTold(ctx, tx, d.County, draft.Recipient)
	if err != nil {
		return err
	}
	for item := range told {
		if still[item] {
			continue
		}
		if _, err := tx.Exec(ctx, `DELETE FROM delivery_late WHERE county = $1 AND recipient = $2 AND item = $3`, d.County, draft.Recipient, item); err != nil {
			return fmt.Errorf("forget what is no longer late: %w", err)
		}
	}
	for _, item := range draft.late {
		_, err := tx.Exec(ctx, `INSERT INTO delivery_late (county, recipient, item, told_on) VALUES ($1, $2, $3, $4) ON CONFLICT (county, recipient, item) DO NOTHING`,
			d.County, draft.Recipient, item.ID, day.String())
		if err != nil {
			return fmt.Errorf("note what was told: %w", err)
		}
	}
	return nil
}

func listTold(ctx context.Context, tx *store.Tx, county, recipient string) (map[string]bool, error) {
	rows, err := tx.Query(ctx, `SELECT item FROM delivery_late WHERE county = $1 AND recipient = $2`, county, recipient)
	if err != nil {
		return nil, fmt.Errorf("list what was told: %w", err)
	}
	defer rows.Close()
	told := map[string]bool{}
	for rows.Next() {
		var item string
		if err := rows.Scan(&item); err != nil {
			return nil, err
		}
		told[item] = true
	}
	return told, rows.Err()
}

// Delivery is a message in the outbox, without what it says.
type Delivery struct {
	ID        int64
	Day       string
	Occasion  string
	Recipient string
	State     State
	Attempts  int
	NextAt    string
	SentAt    string
	Error     string // a key of a sentence, then what the other side said
	MadeAt    string
}

// ListDeliveries gives the latest messages, those that need someone first.
func ListDeliveries(ctx context.Context, tx *store.Tx, county string, limit int) ([]Delivery, error) {
	rows, err := tx.Query(ctx, `SELECT id, day, occasion, recipient, state, attempts, next_at, sent_at, error, made_at FROM deliveries WHERE county = $1
		ORDER BY CASE state WHEN 'failed' THEN 0 WHEN 'waiting' THEN 1 ELSE 2 END, id DESC LIMIT $2`, county, limit)
	if err != nil {
		return nil, fmt.Errorf("list deliveries: %w", err)
	}
	defer rows.Close()
	var all []Delivery
	for rows.Next() {
		var one Delivery
		if err := rows.Scan(&one.ID, &one.Day, &one.Occasion, &one.Recipient, &one.State, &one.Attempts, &one.NextAt, &one.SentAt, &one.Error, &one.MadeAt); err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

// Retry lets a message that failed be tried once more from the beginning.
func Retry(ctx context.Context, tx *store.Tx, county string, id int64) error {
	result, err := tx.Exec(ctx, `UPDATE deliveries SET state = 'waiting', attempts = 0, next_at = $3, claimed_until = '' WHERE county = $1 AND id = $2 AND state = 'failed'`,
		county, id, tx.Timestamp())
	if err != nil {
		return fmt.Errorf("try delivery %d again: %w", id, err)
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return fault.Conflict("delivery.not_failed", nil).Because(err)
	}
	return nil
}
