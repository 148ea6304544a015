package notice

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"qixing/calendar"
	"qixing/fault"
	"qixing/journal"
	"qixing/org"
	"qixing/pack"
	"qixing/procedure"
	"qixing/round"
	"qixing/store"
)

// State is where a notice stands.
type State string

// The states.
const (
	Draft    State = "draft"
	Standing State = "standing"
	Closed   State = "closed"
)

// Desk is where notices are kept.
type Desk struct {
	Rounds   *round.Desk
	Calendar *calendar.Calendar
	Keys     *org.Keyring
	Random   io.Reader // tokens and receipts
}

// Listed is one line of a notice: no more than the public needs.
type Listed struct {
	Entry int64  `json:"entry"`
	Title string `json:"title"`
	Town  string `json:"town"`
}

// Notice is a public notice of a round's result.
type Notice struct {
	County      string
	ID          int64
	Token       string // names it in public addresses
	RoundID     int64
	Title       string
	Basis       string
	Approval    string
	Office      string
	Phone       string
	Address     string
	Subjects    []Listed
	Workdays    int
	PublishedOn string
	ClosesAt    time.Time // zero while it is a draft
	ClosedAt    string
	State       State
	Leaf        int64 // of the journal
	DraftedBy   string
}

// Request is what the office says when it drafts a notice.
type Request struct {
	Basis    string
	Approval string
	Office   string
	Phone    string
	Address  string
}

// Draft makes a notice of what a round's body selected and nobody has published yet.
func (d *Desk) Draft(ctx context.Context, tx *store.Tx, who org.Principal, roundID int64, request Request) (Notice, error) {
	r, err := d.Rounds.FindRound(ctx, tx, who.County, roundID)
	if err != nil {
		return Notice{}, err
	}
	if !round.May(who, r.Pack, pack.ManageRounds, "") {
		return Notice{}, fault.Forbidden("notice.forbidden", nil)
	}
	stage, err := r.At(pack.Publish)
	if err != nil {
		return Notice{}, err
	}
	entries, err := r.ListEntries(ctx, tx)
	if err != nil {
		return Notice{}, err
	}
	n := compose(r, entries, request)
	if stage.Workdays != nil {
		n.Workdays = int(stage.Workdays.Resolve(r.Values).Points() / 100)
	}
	if err := n.check(); err != nil {
		return n, err
	}
	return n, d.insert(ctx, tx, who, &n)
}

// TitleOf is what the notice of a round is called in a language.
func TitleOf(lang, round string) string {
	return fault.Sentence("notice.title", lang, fault.Args{"round": round})
}

func compose(r *round.Running, entries []round.Entry, request Request) Notice {
	n := Notice{County: r.County, RoundID: r.ID, Title: TitleOf("zh", r.Title), State: Draft, Workdays: 5,
		Basis: request.Basis, Approval: request.Approval, Office: request.Office, Phone: request.Phone, Address: request.Address}
	if n.Approval == "" {
		n.Approval = r.Policy.ApprovalBasis
	}
	if n.Basis == "" {
		n.Basis = r.Policy.Basis
	}
	for _, e := range entries {
		if e.Status == procedure.Selected {
			n.Subjects = append(n.Subjects, Listed{Entry: e.ID, Title: e.Title, Town: e.TownTitle})
		}
	}
	return n
}

// check refuses what must not be on a public page: nobody, no way to reach the office, or anything like an identity number.
func (n Notice) check() error {
	switch {
	case len(n.Subjects) == 0:
		return fault.Conflict("notice.nobody", nil)
	case strings.TrimSpace(n.Office) == "":
		return fault.Invalid("notice.office_needed", nil).At("office")
	case strings.TrimSpace(n.Phone) == "":
		return fault.Invalid("notice.phone_needed", nil).At("phone")
	}
	for field, text := range map[string]string{"basis": n.Basis, "approval": n.Approval, "office": n.Office, "address": n.Address} {
		if identityNumber.MatchString(text) {
			return fault.Invalid("notice.identity_number", nil).At(field)
		}
	}
	return nil
}

func (d *Desk) insert(ctx context.Context, tx *store.Tx, who org.Principal, n *Notice) error {
	var err error
	if n.ID, err = tx.NextID(ctx); err != nil {
		return err
	}
	if n.Token, err = d.token(); err != nil {
		return err
	}
	n.DraftedBy = who.Title
	subjects, err := json.Marshal(n.Subjects)
	if err != nil {
		return err
	}
	tx.Touch(n.County, Part)
	_, err = tx.Exec(ctx, `INSERT INTO notices (county, id, token, round_id, title, basis, approval, office, phone, address, subjects, workdays, state, drafted_by, drafted_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`, n.County, n.ID, n.Token, n.RoundID, n.Title, n.Basis, n.Approval,
		n.Office, n.Phone, n.Address, string(subjects), n.Workdays, string(n.State), n.DraftedBy, tx.Timestamp())
	if err != nil {
		return fmt.Errorf("draft notice of round %d: %w", n.RoundID, err)
	}
	return nil
}

// Publish puts a draft up: from today, for its working days.
func (d *Desk) Publish(ctx context.Context, tx *store.Tx, who org.Principal, id int64) (Notice, error) {
	n, r, err := d.own(ctx, tx, who, id)
	if err != nil {
		return n, err
	}
	if n.State != Draft {
		return n, fault.Conflict("notice.published_already", nil)
	}
	if !pack.IsApproved(n.Approval) {
		return n, fault.Conflict("notice.no_approval", nil).At("approval")
	}
	if _, err := d.Rounds.Publish(ctx, tx, who, r); err != nil {
		return n, err
	}
	today := calendar.DateOf(tx.Now)
	closes, _ := d.Calendar.Deadline(today, n.Workdays)
	leaf, err := journal.Append(ctx, tx, n.County, journal.Entry{Kind: "notice_published", Subject: n.Title, Actor: who.Title, At: tx.Now,
		Data: map[string]any{"notice": n.ID, "round": n.RoundID, "approval": n.Approval, "subjects": n.Subjects, "closes_at": store.FormatTime(closes)}})
	if err != nil {
		return n, err
	}
	n.State, n.PublishedOn, n.ClosesAt, n.Leaf = Standing, today.String(), closes, leaf.Index
	tx.Touch(n.County, Part)
	_, err = tx.Exec(ctx, `UPDATE notices SET state = $1, published_on = $2, closes_at = $3, leaf = $4 WHERE county = $5 AND id = $6`,
		string(n.State), n.PublishedOn, store.FormatTime(closes), n.Leaf, n.County, n.ID)
	return n, err
}

// Close takes a notice down when its time is over and every objection is answered. When it was the round's last, publicity is over.
func (d *Desk) Close(ctx context.Context, tx *store.Tx, who org.Principal, id int64) (Notice, error) {
	n, r, err := d.own(ctx, tx, who, id)
	if err != nil {
		return n, err
	}
	if err := d.mayClose(ctx, tx, n); err != nil {
		return n, err
	}
	n.State, n.ClosedAt = Closed, tx.Timestamp()
	tx.Touch(n.County, Part)
	if _, err = tx.Exec(ctx, `UPDATE notices SET state = $1, closed_at = $2 WHERE county = $3 AND id = $4`, string(n.State), n.ClosedAt, n.County, n.ID); err != nil {
		return n, fmt.Errorf("close notice %d: %w", n.ID, err)
	}
	_, err = journal.Append(ctx, tx, n.County, journal.Entry{Kind: "notice_closed", Subject: n.Title, Actor: who.Title, At: tx.Now,
		Data: map[string]any{"notice": n.ID, "round": n.RoundID}})
	if err != nil {
		return n, err
	}
	if still, err := d.standing(ctx, tx, n.County, n.RoundID); err != nil || still > 0 || r.Current() == nil || r.Current().Action != pack.Publish {
		return n, err
	}
	return n, d.Rounds.FinishPublicity(ctx, tx, who, r)
}

func (d *Desk) mayClose(ctx context.Context, tx *store.Tx, n Notice) error {
	if n.State != Standing {
		return fault.Conflict("notice.not_standing", nil)
	}
	if tx.Now.Before(n.ClosesAt) {
		return fault.Conflict("notice.still_standing", fault.Args{"until": n.ClosesAt.In(calendar.Beijing).Format("2006年1月2日15:04")})
	}
	open, err := openObjections(ctx, tx, n.County, n.ID)
	if err == nil && open > 0 {
		err = fault.Conflict("notice.objections_open", fault.Args{"open": open})
	}
	return err
}

func (d *Desk) standing(ctx context.Context, tx *store.Tx, county string, roundID int64) (int, error) {
	var count int
	err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM notices WHERE county = $1 AND round_id = $2 AND state = $3`, county, roundID, string(Standing)).Scan(&count)
	return count, err
}

// own locks a notice's round and gives both to whoever runs rounds.
func (d *Desk) own(ctx context.Context, tx *store.Tx, who org.Principal, id int64) (Notice, *round.Running, error) {
	n, err := FindNotice(ctx, tx, who.County, id)
	if err != nil {
		return n, nil, err
	}
	if err := round.Lock(ctx, tx, who.County, n.RoundID); err != nil {
		return n, nil, err
	}
	if n, err = FindNotice(ctx, tx, who.County, id); err != nil {
		return n, nil, err
	}
	r, err := d.Rounds.FindRound(ctx, tx, who.County, n.RoundID)
	if err == nil && !round.May(who, r.Pack, pack.ManageRounds, "") {
		err = fault.Forbidden("notice.forbidden", nil)
	}
	return n, r, err
}

const noticeColumns = `county, id, token, round_id, title, basis, approval, office, phone, address, subjects, workdays, published_on, closes_at, closed_at, state, leaf, drafted_by`

// FindNotice gives a notice by its id.
func FindNotice(ctx context.Context, tx *store.Tx, county string, id int64) (Notice, error) {
	return findNotice(tx.QueryRow(ctx, `SELECT `+noticeColumns+` FROM notices WHERE county = $1 AND id = $2`, county, id))
}

// FindPublic gives a notice by the token in its public address; a draft is not found.
func FindPublic(ctx context.Context, tx *store.Tx, county, token string) (Notice, error) {
	return findNotice(tx.QueryRow(ctx, `SELECT `+noticeColumns+` FROM notices WHERE county = $1 AND token = $2 AND state <> $3`, county, token, string(Draft)))
}

func findNotice(row *store.Row) (Notice, error) {
	n, err := scanNotice(row)
	if errors.Is(err, sql.ErrNoRows) {
		return n, fault.NotFound("notice.not_found", nil)
	}
	return n, err
}

// ListNotices gives a county's notices, the newest first.
func ListNotices(ctx context.Context, tx *store.Tx, county string) ([]Notice, error) {
	rows, err := tx.Query(ctx, `SELECT `+noticeColumns+` FROM notices WHERE county = $1 ORDER BY id DESC`, county)
	if err != nil {
		return nil, fmt.Errorf("notices: %w", err)
	}
	defer rows.Close()
	var notices []Notice
	for rows.Next() {
		n, err := scanNotice(rows)
		if err != nil {
			return nil, err
		}
		notices = append(notices, n)
	}
	return notices, rows.Err()
}

func scanNotice(row interface{ Scan(...any) error }) (Notice, error) {
	var n Notice
	var subjects string
	var published, closes, closed sql.NullString
	var leaf sql.NullInt64
	err := row.Scan(&n.County, &n.ID, &n.Token, &n.RoundID, &n.Title, &n.Basis, &n.Approval, &n.Office, &n.Phone, &n.Address, &subjects, &n.Workdays,
		&published, &closes, &closed, &n.State, &leaf, &n.DraftedBy)
	if err != nil {
		return n, err
	}
	n.PublishedOn, n.ClosedAt, n.Leaf = published.String, closed.String, leaf.Int64
	if closes.Valid {
		if n.ClosesAt, err = time.Parse(time.RFC3339, closes.String); err != nil {
			return n, err
		}
	}
	return n, json.Unmarshal([]byte(subjects), &n.Subjects)
}

// Discard throws a draft away.
func (d *Desk) Discard(ctx context.Context, tx *store.Tx, who org.Principal, id int64) error {
	n, _, err := d.own(ctx, tx, who, id)
	if err != nil {
		return err
	}
	if n.State != Draft {
		return fault.Conflict("notice.published_already", nil)
	}
	tx.Touch(n.County, Part)
	_, err = tx.Exec(ctx, `DELETE FROM notices WHERE county = $1 AND id = $2`, n.County, n.ID)
	return err
}
