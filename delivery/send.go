package delivery

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"qixing/fault"
	"qixing/org"
	"qixing/store"
)

// pauses are how long to wait after each attempt that failed; after the last one nobody tries any more.
var pauses = []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 3 * time.Hour, 6 * time.Hour}

// patience is how long a server may take with one message. One that dies in between leaves it to another, which can't know whether it had gone
// out: it is sent again, under the same id.
const patience = 2 * time.Minute

// Send sends what waits and is due, one after the other, and tells how many it sent. What can't be sent stays, with the reason.
func (d *Desk) Send(ctx context.Context) (sent int, err error) {
	for ctx.Err() == nil {
		m, found, err := d.claim(ctx)
		if err != nil || !found {
			return sent, err
		}
		trouble := d.sendOne(ctx, m)
		if ctx.Err() != nil && trouble != nil {
			return sent, ctx.Err() // told to stop: the next server takes it
		}
		if err := d.settle(ctx, m, trouble); err != nil {
			return sent, err
		}
		if trouble == nil {
			sent++
		}
	}
	return sent, ctx.Err()
}

// claim takes the message that has waited longest, and holds it against other servers.
func (d *Desk) claim(ctx context.Context) (m message, found bool, err error) {
	err = d.DB.Write(ctx, func(tx *store.Tx) error {
		found = false
		if err := tx.Lock(ctx, "delivery:"+d.County); err != nil {
			return err
		}
		err := tx.QueryRow(ctx, `SELECT id, message_key, day, occasion, recipient, subject, body, attempts FROM deliveries
			WHERE county = $1 AND state = 'waiting' AND next_at <= $2 AND claimed_until < $2 ORDER BY next_at, id LIMIT 1`, d.County, tx.Timestamp()).
			Scan(&m.id, &m.key, &m.day, &m.occasion, &m.recipient, &m.subject, &m.body, &m.attempts)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("find a reminder to send: %w", err)
		}
		found = true
		_, err = tx.Exec(ctx, `UPDATE deliveries SET claimed_until = $3 WHERE county = $1 AND id = $2`, d.County, m.id, store.FormatTime(tx.Now.Add(patience)))
		if err != nil {
			return fmt.Errorf("claim a reminder: %w", err)
		}
		return nil
	})
	return m, found, err
}

func (d *Desk) sendOne(ctx context.Context, m message) *Trouble {
	to, err := d.channelTo(ctx, m.recipient)
	if err == nil {
		limited, cancel := context.WithTimeout(ctx, patience/2)
		defer cancel()
		err = to.send(limited, m)
	}
	if err == nil {
		return nil
	}
	var trouble *Trouble
	if errors.As(err, &trouble) {
		return trouble
	}
	return &Trouble{Key: "delivery.unsent", Detail: err.Error()}
}

// channelTo finds the way to a recipient as it is now: an address may have changed since the message was written.
func (d *Desk) channelTo(ctx context.Context, recipient string) (channel, error) {
	if account, is := strings.CutPrefix(recipient, "account/"); is {
		return d.mailboxOf(ctx, account)
	}
	for i := range d.Groups {
		if d.Groups[i].key() == recipient {
			return robot{&d.Groups[i], d.httpClient(), time.Now}, nil
		}
	}
	return nil, &Trouble{Key: "delivery.group_gone", Final: true}
}

func (d *Desk) mailboxOf(ctx context.Context, account string) (channel, error) {
	id, err := strconv.ParseInt(account, 10, 64)
	if err != nil {
		return nil, err
	}
	if d.Mail == nil {
		return nil, &Trouble{Key: "delivery.mail_off"}
	}
	var address string
	err = d.DB.Read(ctx, func(tx *store.Tx) (failed error) {
		address, failed = org.FindMail(ctx, tx, d.Keys, d.County, id)
		return failed
	})
	if fault.CodeOf(err) == fault.CodeNotFound || (err == nil && address == "") {
		return nil, &Trouble{Key: "delivery.mail_gone", Final: true}
	}
	return mailbox{d.Mail, address}, err
}

// httpClient follows no redirection: a signed message is for nobody else.
func (d *Desk) httpClient() *http.Client {
	if d.Client != nil {
		return d.Client
	}
	return &http.Client{Timeout: 20 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// settle notes how an attempt went.
func (d *Desk) settle(ctx context.Context, m message, trouble *Trouble) error {
	return d.DB.Write(context.WithoutCancel(ctx), func(tx *store.Tx) error {
		state, next, sentAt, why := Sent, tx.Timestamp(), tx.Timestamp(), ""
		if trouble != nil {
			state, sentAt, why = Waiting, "", trouble.Key+"\n"+shortened(trouble.Detail)
			if m.attempts >= len(pauses) || trouble.Final {
				state = Failed
			} else {
				next = store.FormatTime(tx.Now.Add(pauses[m.attempts]))
			}
		}
		_, err := tx.Exec(ctx, `UPDATE deliveries SET state = $3, attempts = $4, next_at = $5, claimed_until = '', sent_at = $6, error = $7 WHERE county = $1 AND id = $2`,
			d.County, m.id, string(state), m.attempts+1, next, sentAt, why)
		if err != nil {
			return fmt.Errorf("note how reminder %d went: %w", m.id, err)
		}
		return nil
	})
}

// shortened keeps what another side said within a line.
func shortened(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > 300 {
		return string(runes[:300]) + "…"
	}
	return text
}
