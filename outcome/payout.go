package outcome

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"qixing/calendar"
	"qixing/fault"
	"qixing/journal"
	"qixing/org"
	"qixing/pack"
	"qixing/round"
	"qixing/store"
)

// PayoutState is where a payout stands.
type PayoutState string

// The states: due → approved → paid, and stopped from the first two.
const (
	Due      PayoutState = "due"
	Approved PayoutState = "approved"
	Paid     PayoutState = "paid"
	Stopped  PayoutState = "stopped"
)

// Payout is one sum to be paid.
type Payout struct {
	ID         int64
	AwardID    int64
	Award      string // the award's title
	Sequence   int
	Month      string // "2022-06": not payable before
	UnitID     int64
	PersonID   int64
	Payee      string
	Amount     int64 // 分
	State      PayoutState
	StoppedWhy string
	ApprovedBy string
	ApprovedAt string
	Voucher    string
	PaidOn     string
	PaidBy     string
}

// schedule writes an award's payouts: funds in the month of the decision, a subsidy from the month after.
func schedule(ctx context.Context, tx *store.Tx, award Award, decided calendar.Date) error {
	ids, err := tx.NextIDs(ctx, award.Times)
	if err != nil {
		return err
	}
	month := decided
	if award.Kind == Subsidy {
		month = decided.In(calendar.Month).Start().AddMonths(1)
	}
	for i, id := range ids {
		_, err := tx.Exec(ctx, `INSERT INTO payouts (county, id, award_id, sequence, month, unit_id, person_id, payee, amount, state, stopped_why, approved_by, voucher, paid_by)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', '', '', '')`, award.County, id, award.ID, i+1, month.In(calendar.Month).Add(i).String(),
			award.UnitID, award.PersonID, award.Payee, award.Amount, string(Due))
		if err != nil {
			return fmt.Errorf("schedule %s: %w", award.Title, err)
		}
	}
	return nil
}

// StopEnded stops every payout of a subsidy for a month in which the payee no longer held the post. The month in which the post ends is still paid.
func StopEnded(ctx context.Context, tx *store.Tx, county string) error {
	_, err := tx.Exec(ctx, `UPDATE payouts SET state = $1, stopped_why = $2 WHERE county = $3 AND state IN ($4, $5) AND person_id <> 0
		AND EXISTS (SELECT 1 FROM awards a WHERE a.county = payouts.county AND a.id = payouts.award_id AND a.role <> ''
			AND NOT EXISTS (SELECT 1 FROM posts p WHERE p.county = a.county AND p.person_id = payouts.person_id AND p.unit_id = a.unit_id AND p.role = a.role
				AND (p.held_to IS NULL OR p.held_to = '' OR p.held_to >= payouts.month || '-01')))`,
		string(Stopped), "已离任", county, string(Due), string(Approved))
	if err != nil {
		return fmt.Errorf("stop subsidies of ended posts: %w", err)
	}
	return nil
}

// Approve lets payouts be paid. Those of a month that hasn't come yet are refused.
func (d *Desk) Approve(ctx context.Context, tx *store.Tx, who org.Principal, policy *pack.Pack, ids []int64) error {
	if !round.May(who, policy, pack.ManageRounds, "") {
		return fault.Forbidden("outcome.approve_forbidden", nil)
	}
	return d.each(ctx, tx, who, ids, "payout_approved", func(p Payout) error {
		if p.State != Due {
			return fault.Conflict("outcome.not_due", fault.Args{"payee": p.Payee, "month": p.Month, "state": string(p.State)})
		}
		if p.Month > tx.Timestamp()[:7] {
			return fault.Conflict("outcome.too_early", fault.Args{"payee": p.Payee, "month": p.Month})
		}
		_, err := tx.Exec(ctx, `UPDATE payouts SET state = $1, approved_by = $2, approved_at = $3 WHERE county = $4 AND id = $5`,
			string(Approved), who.Title, tx.Timestamp(), who.County, p.ID)
		return err
	})
}

// Payment is what finance says when it has paid.
type Payment struct {
	IDs     []int64
	Voucher string
	PaidOn  calendar.Date
}

// Pay marks approved payouts as paid, each once, by someone else than who approved them.
func (d *Desk) Pay(ctx context.Context, tx *store.Tx, who org.Principal, policy *pack.Pack, payment Payment) error {
	if !round.May(who, policy, pack.PayAwards, "") {
		return fault.Forbidden("outcome.pay_forbidden", nil)
	}
	if strings.TrimSpace(payment.Voucher) == "" {
		return fault.Invalid("outcome.voucher_needed", nil).At("voucher")
	}
	return d.each(ctx, tx, who, payment.IDs, "payout_paid", func(p Payout) error {
		if p.State != Approved {
			return fault.Conflict("outcome.not_approved", fault.Args{"payee": p.Payee, "month": p.Month, "state": string(p.State)})
		}
		if p.ApprovedBy == who.Title {
			return fault.Forbidden("outcome.same_person", fault.Args{"payee": p.Payee})
		}
		_, err := tx.Exec(ctx, `UPDATE payouts SET state = $1, voucher = $2, paid_on = $3, paid_by = $4 WHERE county = $5 AND id = $6`,
			string(Paid), payment.Voucher, payment.PaidOn.String(), who.Title, who.County, p.ID)
		return err
	})
}

// boundColumns are what the journal holds fast of a payout: whom and how much once it is approved, everything once it is paid. An approved one may
// still be stopped.
var boundColumns = map[string][]string{
	"payout_approved": {"award_id", "sequence", "month", "unit_id", "person_id", "amount"},
	"payout_paid":     {"award_id", "sequence", "month", "unit_id", "person_id", "amount", "state", "voucher", "paid_on"},
}

// each does one thing to every payout named, all or none, and writes each into the journal.
func (d *Desk) each(ctx context.Context, tx *store.Tx, who org.Principal, ids []int64, kind string, do func(Payout) error) error {
	if err := tx.Lock(ctx, "payouts:"+who.County); err != nil {
		return err
	}
	if err := StopEnded(ctx, tx, who.County); err != nil {
		return err
	}
	for _, id := range ids {
		p, err := findPayout(ctx, tx, who.County, id)
		if err != nil {
			return err
		}
		if err := do(p); err != nil {
			return err
		}
		bound, err := journal.Bind(ctx, tx, who.County, "payouts", p.ID, boundColumns[kind]...)
		if err != nil {
			return err
		}
		_, err = journal.Append(ctx, tx, who.County, journal.Entry{Kind: kind, Subject: p.Payee, Actor: who.Title, At: tx.Now, Bound: []journal.Bound{bound},
			Data: map[string]any{"payout": p.ID, "award": p.AwardID, "month": p.Month, "amount_fen": p.Amount}})
		if err != nil {
			return err
		}
	}
	return nil
}

const payoutQuery = `SELECT p.id, p.award_id, a.title, p.sequence, p.month, p.unit_id, p.person_id, p.payee, p.amount, p.state, p.stopped_why, p.approved_by,
	p.approved_at, p.voucher, p.paid_on, p.paid_by FROM payouts p JOIN awards a ON a.county = p.county AND a.id = p.award_id WHERE p.county = $1`

func findPayout(ctx context.Context, tx *store.Tx, county string, id int64) (Payout, error) {
	found, err := readPayouts(ctx, tx, payoutQuery+` AND p.id = $2`, county, id)
	if err != nil {
		return Payout{}, err
	}
	if len(found) == 0 {
		return Payout{}, fault.NotFound("outcome.payout_not_found", fault.Args{"id": id})
	}
	return found[0], nil
}

// PayoutQuery says which payouts; zero fields say nothing.
type PayoutQuery struct {
	State PayoutState
	Payee string
	Until string // no later month than this
	Page  int    // from 1
	Size  int
}

// PayoutPage is one page of payouts with what all of them come to.
type PayoutPage struct {
	Total int
	Sum   int64 // 分
	Items []Payout
}

// ListPayouts gives a page of a county's payouts by month.
func ListPayouts(ctx context.Context, tx *store.Tx, county string, q PayoutQuery) (PayoutPage, error) {
	where := ` AND ($2 = '' OR p.state = $2) AND ($3 = '' OR p.payee LIKE '%' || $3 || '%') AND ($4 = '' OR p.month <= $4)`
	args := []any{county, string(q.State), q.Payee, q.Until}
	var page PayoutPage
	var sum sql.NullInt64
	err := tx.QueryRow(ctx, `SELECT COUNT(*), CAST(SUM(p.amount) AS BIGINT) FROM payouts p WHERE p.county = $1`+where, args...).Scan(&page.Total, &sum)
	if err != nil {
		return page, fmt.Errorf("payouts: %w", err)
	}
	page.Sum = sum.Int64
	size, at := max(q.Size, 1), max(q.Page, 1)
	page.Items, err = readPayouts(ctx, tx, payoutQuery+where+` ORDER BY p.month, p.id LIMIT $5 OFFSET $6`, append(args, size, (at-1)*size)...)
	return page, err
}

func readPayouts(ctx context.Context, tx *store.Tx, query string, args ...any) ([]Payout, error) {
	rows, err := tx.Query(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("payouts: %w", err)
	}
	defer rows.Close()
	var payouts []Payout
	for rows.Next() {
		var p Payout
		var approved, paid sql.NullString
		err := rows.Scan(&p.ID, &p.AwardID, &p.Award, &p.Sequence, &p.Month, &p.UnitID, &p.PersonID, &p.Payee, &p.Amount, &p.State, &p.StoppedWhy,
			&p.ApprovedBy, &approved, &p.Voucher, &paid, &p.PaidBy)
		if err != nil {
			return nil, err
		}
		p.ApprovedAt, p.PaidOn = approved.String, paid.String
		payouts = append(payouts, p)
	}
	return payouts, rows.Err()
}
