package notice

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"qixing/calendar"
	"qixing/fault"
	"qixing/journal"
	"qixing/org"
	"qixing/store"
)

// ObjectionState is where an objection stands.
type ObjectionState string

// The states. Received and Accepted are open: they hold the notice.
const (
	Received    ObjectionState = "received"
	Accepted    ObjectionState = "accepted"
	NotAccepted ObjectionState = "not_accepted"
	Found       ObjectionState = "found"
	NotFound    ObjectionState = "not_found"
)

// answerWorkdays is how long the office has for an answer; see domain.md §4, an assumption of the product.
const answerWorkdays = 10

// Objection is what someone says against a notice.
type Objection struct {
	ID         int64
	Receipt    string // with it whoever objected can see what became of it
	NoticeID   int64
	EntryID    int64 // 0: about the notice as a whole
	About      string
	Text       string
	Name       string // "" where it isn't signed
	ReceivedAt string
	Due        string
	State      ObjectionState
	Verifiers  []string
	Finding    string
	Reply      string
	HandledBy  string
	HandledAt  string
}

// Complaint is what the public form brings.
type Complaint struct {
	EntryID int64
	Text    string
	Name    string
	Contact string
}

// public is who acts when nobody is signed in.
func public(county string) org.Principal { return org.Principal{County: county, Title: "公众"} }

// Receive takes an objection to a standing notice. It holds the notice until it is answered.
func (d *Desk) Receive(ctx context.Context, tx *store.Tx, county, token string, c Complaint) (Objection, error) {
	n, err := FindPublic(ctx, tx, county, token)
	if err != nil {
		return Objection{}, err
	}
	if err := c.check(); err != nil {
		return Objection{}, err
	}
	if n.State != Standing || tx.Now.After(n.ClosesAt) {
		return Objection{}, fault.Conflict("notice.over", fault.Args{"office": n.Office, "phone": n.Phone})
	}
	o, err := d.newObjection(ctx, tx, n, c)
	if err != nil {
		return o, err
	}
	if err := d.insertObjection(ctx, tx, county, o, c.Contact); err != nil {
		return o, err
	}
	if o.EntryID != 0 {
		if err := d.mark(ctx, tx, n, o.EntryID); err != nil {
			return o, err
		}
	}
	_, err = journal.Append(ctx, tx, county, journal.Entry{Kind: "objection_received", Subject: n.Title, Actor: public(county).Title, At: tx.Now,
		Data: map[string]any{"notice": n.ID, "objection": o.ID, "about": o.About, "signed": o.Name != ""}})
	return o, err
}

func (c Complaint) check() error {
	length := len([]rune(strings.TrimSpace(c.Text)))
	switch {
	case length < 5:
		return fault.Invalid("notice.text_short", nil).At("text")
	case length > 2000:
		return fault.Invalid("notice.text_long", nil).At("text")
	case len([]rune(c.Name)) > 50 || len([]rune(c.Contact)) > 100:
		return fault.Invalid("notice.name_long", nil).At("name")
	}
	return nil
}

func (d *Desk) newObjection(ctx context.Context, tx *store.Tx, n Notice, c Complaint) (Objection, error) {
	about := n.Title
	if c.EntryID != 0 {
		i := slices.IndexFunc(n.Subjects, func(l Listed) bool { return l.Entry == c.EntryID })
		if i < 0 {
			return Objection{}, fault.Invalid("notice.not_listed", nil).At("entry")
		}
		about = n.Subjects[i].Title
	}
	id, err := tx.NextID(ctx)
	if err != nil {
		return Objection{}, err
	}
	receipt, err := d.token()
	due, _ := d.Calendar.AddWorkdays(calendar.DateOf(tx.Now), answerWorkdays)
	return Objection{ID: id, Receipt: receipt, NoticeID: n.ID, EntryID: c.EntryID, About: about, Text: strings.TrimSpace(c.Text), Name: strings.TrimSpace(c.Name),
		ReceivedAt: tx.Timestamp(), Due: due.String(), State: Received}, err
}

func (d *Desk) insertObjection(ctx context.Context, tx *store.Tx, county string, o Objection, contact string) error {
	var sealed any
	if contact = strings.TrimSpace(contact); contact != "" {
		hidden, err := d.Keys.Seal(org.Cell{Table: "objections", Row: o.ID, Column: "contact"}, []byte(contact))
		if err != nil {
			return err
		}
		sealed = hidden
	}
	tx.Touch(county, Part)
	_, err := tx.Exec(ctx, `INSERT INTO objections (county, id, receipt, notice_id, entry_id, about, text, name, contact, received_at, due, state, verifiers, finding, reply, handled_by)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '[]', '', '', '')`, county, o.ID, o.Receipt, o.NoticeID, o.EntryID, o.About, o.Text,
		o.Name, sealed, o.ReceivedAt, o.Due, string(o.State))
	if err != nil {
		return fmt.Errorf("receive objection: %w", err)
	}
	return nil
}

func (d *Desk) mark(ctx context.Context, tx *store.Tx, n Notice, entry int64) error {
	r, err := d.Rounds.FindRound(ctx, tx, n.County, n.RoundID)
	if err != nil {
		return err
	}
	return d.Rounds.Object(ctx, tx, public(n.County), r, entry)
}

// Accept says whether an objection will be looked into; if not, why.
func (d *Desk) Accept(ctx context.Context, tx *store.Tx, who org.Principal, id int64, accepted bool, reason string) (Objection, error) {
	o, n, err := d.handle(ctx, tx, who, id, Received)
	if err != nil {
		return o, err
	}
	if accepted {
		o.State = Accepted
		return o, o.update(ctx, tx, who)
	}
	if strings.TrimSpace(reason) == "" {
		return o, fault.Invalid("notice.reason_needed", nil).At("reason")
	}
	o.State, o.Reply = NotAccepted, reason
	if err := o.update(ctx, tx, who); err != nil {
		return o, err
	}
	return o, d.settle(ctx, tx, who, n, o, false)
}

// Conclusion is what two people found who had no part in the round.
type Conclusion struct {
	Verifiers []string
	Upheld    bool
	Finding   string
	Reply     string
}

// Conclude answers an objection. Upheld, it takes the entry back to the body that decided it.
func (d *Desk) Conclude(ctx context.Context, tx *store.Tx, who org.Principal, id int64, c Conclusion) (Objection, error) {
	o, n, err := d.handle(ctx, tx, who, id, Accepted)
	if err != nil {
		return o, err
	}
	switch {
	case len(c.Verifiers) < 2 || strings.TrimSpace(c.Verifiers[0]) == strings.TrimSpace(c.Verifiers[1]):
		return o, fault.Invalid("notice.two_verifiers", nil).At("verifiers")
	case strings.TrimSpace(c.Finding) == "":
		return o, fault.Invalid("notice.finding_needed", nil).At("finding")
	case strings.TrimSpace(c.Reply) == "":
		return o, fault.Invalid("notice.reply_needed", nil).At("reply")
	}
	o.Verifiers, o.Finding, o.Reply, o.State = c.Verifiers, c.Finding, c.Reply, NotFound
	if c.Upheld {
		o.State = Found
	}
	if err := o.update(ctx, tx, who); err != nil {
		return o, err
	}
	return o, d.settle(ctx, tx, who, n, o, c.Upheld)
}

func (d *Desk) handle(ctx context.Context, tx *store.Tx, who org.Principal, id int64, state ObjectionState) (Objection, Notice, error) {
	o, err := findObjection(tx.QueryRow(ctx, `SELECT `+objectionColumns+` FROM objections WHERE county = $1 AND id = $2`, who.County, id))
	if err != nil {
		return o, Notice{}, err
	}
	n, _, err := d.own(ctx, tx, who, o.NoticeID)
	if err == nil && o.State != state {
		err = fault.Conflict("notice.handled_already", fault.Args{"by": o.HandledBy})
	}
	return o, n, err
}

func (o *Objection) update(ctx context.Context, tx *store.Tx, who org.Principal) error {
	verifiers, err := json.Marshal(o.Verifiers)
	if err != nil {
		return err
	}
	o.HandledBy, o.HandledAt = who.Title, tx.Timestamp()
	tx.Touch(who.County, Part)
	_, err = tx.Exec(ctx, `UPDATE objections SET state = $1, verifiers = $2, finding = $3, reply = $4, handled_by = $5, handled_at = $6 WHERE county = $7 AND id = $8`,
		string(o.State), string(verifiers), o.Finding, o.Reply, o.HandledBy, o.HandledAt, who.County, o.ID)
	if err != nil {
		return fmt.Errorf("handle objection %d: %w", o.ID, err)
	}
	_, err = journal.Append(ctx, tx, who.County, journal.Entry{Kind: "objection_handled", Subject: o.About, Actor: who.Title, At: tx.Now,
		Data: map[string]any{"objection": o.ID, "state": o.State, "finding": o.Finding}})
	return err
}

// settle moves the entry that an objection was about: back to the body when it was upheld, back to standing when it was the last.
func (d *Desk) settle(ctx context.Context, tx *store.Tx, who org.Principal, n Notice, o Objection, upheld bool) error {
	if o.EntryID == 0 {
		return nil
	}
	r, err := d.Rounds.FindRound(ctx, tx, n.County, n.RoundID)
	if err != nil {
		return err
	}
	if upheld {
		return d.Rounds.Reopen(ctx, tx, who, r, o.EntryID, o.Finding)
	}
	var open int
	err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM objections WHERE county = $1 AND entry_id = $2 AND state IN ($3, $4)`,
		n.County, o.EntryID, string(Received), string(Accepted)).Scan(&open)
	if err != nil || open > 0 {
		return err
	}
	return d.Rounds.Dismiss(ctx, tx, who, r, o.EntryID, o.Reply)
}

func openObjections(ctx context.Context, tx *store.Tx, county string, notice int64) (int, error) {
	var open int
	err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM objections WHERE county = $1 AND notice_id = $2 AND state IN ($3, $4)`,
		county, notice, string(Received), string(Accepted)).Scan(&open)
	return open, err
}

const objectionColumns = `id, receipt, notice_id, entry_id, about, text, name, received_at, due, state, verifiers, finding, reply, handled_by, handled_at`

// FindReceipt gives an objection to whoever holds its receipt.
func FindReceipt(ctx context.Context, tx *store.Tx, county, receipt string) (Objection, error) {
	return findObjection(tx.QueryRow(ctx, `SELECT `+objectionColumns+` FROM objections WHERE county = $1 AND receipt = $2`, county, receipt))
}

func findObjection(row *store.Row) (Objection, error) {
	o, err := scanObjection(row)
	if errors.Is(err, sql.ErrNoRows) {
		return o, fault.NotFound("notice.objection_not_found", nil)
	}
	return o, err
}

// ListObjections gives a county's objections, the unanswered first.
func ListObjections(ctx context.Context, tx *store.Tx, county string) ([]Objection, error) {
	rows, err := tx.Query(ctx, `SELECT `+objectionColumns+` FROM objections WHERE county = $1
		ORDER BY CASE WHEN state IN ('received', 'accepted') THEN 0 ELSE 1 END, due, id`, county)
	if err != nil {
		return nil, fmt.Errorf("objections: %w", err)
	}
	defer rows.Close()
	var objections []Objection
	for rows.Next() {
		o, err := scanObjection(rows)
		if err != nil {
			return nil, err
		}
		objections = append(objections, o)
	}
	return objections, rows.Err()
}

func scanObjection(row interface{ Scan(...any) error }) (Objection, error) {
	var o Objection
	var verifiers string
	var handled sql.NullString
	err := row.Scan(&o.ID, &o.Receipt, &o.NoticeID, &o.EntryID, &o.About, &o.Text, &o.Name, &o.ReceivedAt, &o.Due, &o.State, &verifiers, &o.Finding, &o.Reply, &o.HandledBy, &handled)
	if err != nil {
		return o, err
	}
	o.HandledAt = handled.String
	return o, json.Unmarshal([]byte(verifiers), &o.Verifiers)
}
