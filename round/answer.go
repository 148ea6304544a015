package round

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"qixing/calendar"
	"qixing/fault"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

// AnswerKind is what the one concerned asks for.
type AnswerKind string

// The kinds. Neither a reconsideration nor an appeal can make the result worse (公务员法 art. 96).
const (
	Reply           AnswerKind = "answer"
	Reconsideration AnswerKind = "reconsideration"
	Appeal          AnswerKind = "appeal"
)

// answerDays are the calendar days within which each kind is answered; 0 means that no answer is owed.
var answerDays = map[AnswerKind]int{Reply: 0, Reconsideration: 30, Appeal: 60}

// answerNotNow says why a kind must wait; to be heard nobody has to.
var answerNotNow = map[AnswerKind]string{Reconsideration: "round.answer_not_now_reconsideration", Appeal: "round.answer_not_now_appeal"}

// Answer is what the one concerned says about their result, and what they were told.
type Answer struct {
	ID        int64
	RoundID   int64
	EntryID   int64
	Kind      AnswerKind
	Text      string
	Actor     string
	At        string
	Due       string
	Outcome   string
	Reply     string
	RepliedBy string
	RepliedAt string
}

// AnswerKinds gives what the one concerned may ask for now: to be heard at any time, a reconsideration once there is a result, an appeal once a
// reconsideration was answered. While one of the two waits for its answer, neither is asked for again.
func AnswerKinds(e Entry, said []Answer) []AnswerKind {
	kinds := []AnswerKind{Reply}
	if !e.Status.Decided() || isWaiting(said) {
		return kinds
	}
	kinds = append(kinds, Reconsideration)
	for _, a := range said {
		if a.Kind == Reconsideration && a.RepliedAt != "" {
			return append(kinds, Appeal)
		}
	}
	return kinds
}

func isWaiting(said []Answer) bool {
	return slices.ContainsFunc(said, func(a Answer) bool { return a.Due != "" && a.RepliedAt == "" })
}

// AddAnswer takes what the one concerned says. A review or an appeal starts a clock.
func (d *Desk) AddAnswer(ctx context.Context, tx *store.Tx, who org.Principal, round, entry int64, kind AnswerKind, text string) (Answer, error) {
	r, e, err := d.hold(ctx, tx, who, round, entry)
	if err != nil {
		return Answer{}, err
	}
	days, known := answerDays[kind]
	switch {
	case !known:
		return Answer{}, fault.Invalid("round.answer_kind", fault.Args{"kind": string(kind)}).At("kind")
	case strings.TrimSpace(text) == "" || len([]rune(text)) > 5000:
		return Answer{}, fault.Invalid("round.answer_text", nil).At("text")
	case !r.Concerns(who, e):
		return Answer{}, fault.Forbidden("round.not_yours", fault.Args{"entry": e.Title})
	}
	said, err := ListAnswers(ctx, tx, r.County, e.ID)
	if err != nil {
		return Answer{}, err
	}
	if kind != Reply && isWaiting(said) {
		return Answer{}, fault.Conflict("round.answer_waiting", fault.Args{"entry": e.Title})
	}
	if !slices.Contains(AnswerKinds(e, said), kind) {
		return Answer{}, fault.Conflict(answerNotNow[kind], fault.Args{"entry": e.Title})
	}
	a := Answer{RoundID: r.ID, EntryID: e.ID, Kind: kind, Text: text, Actor: who.Title, At: tx.Timestamp()}
	var due any
	if days > 0 {
		a.Due = calendar.DateOf(tx.Now).AddDays(days).String()
		due = a.Due
	}
	if a.ID, err = tx.NextID(ctx); err != nil {
		return a, err
	}
	_, err = tx.Exec(ctx, `INSERT INTO answers (county, id, round_id, entry_id, kind, text, actor, at, due) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		r.County, a.ID, r.ID, e.ID, string(kind), text, a.Actor, a.At, due)
	if err != nil {
		return a, fmt.Errorf("answer on entry %d: %w", e.ID, err)
	}
	return a, record(ctx, tx, who, "answered", e.Title, map[string]any{"round": r.ID, "entry": e.ID, "kind": kind, "answer": a.ID})
}

const answerColumns = `id, round_id, entry_id, kind, text, actor, at, due, outcome, reply, replied_by, replied_at`

// ListAnswers gives what was said on an entry, the oldest first.
func ListAnswers(ctx context.Context, tx *store.Tx, county string, entry int64) ([]Answer, error) {
	return readAnswers(ctx, tx, `SELECT `+answerColumns+` FROM answers WHERE county = $1 AND entry_id = $2 ORDER BY id`, county, entry)
}

// OpenAnswers gives the reviews and appeals of a county that nobody has answered yet, the most urgent first.
func OpenAnswers(ctx context.Context, tx *store.Tx, county string) ([]Answer, error) {
	return readAnswers(ctx, tx, `SELECT `+answerColumns+` FROM answers WHERE county = $1 AND due IS NOT NULL AND replied_at IS NULL ORDER BY due, id`, county)
}

func readAnswers(ctx context.Context, tx *store.Tx, query string, args ...any) ([]Answer, error) {
	rows, err := tx.Query(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("answers: %w", err)
	}
	defer rows.Close()
	var answers []Answer
	for rows.Next() {
		var a Answer
		var due, outcome, reply, by, at sql.NullString
		if err := rows.Scan(&a.ID, &a.RoundID, &a.EntryID, &a.Kind, &a.Text, &a.Actor, &a.At, &due, &outcome, &reply, &by, &at); err != nil {
			return nil, err
		}
		a.Due, a.Outcome, a.Reply, a.RepliedBy, a.RepliedAt = due.String, outcome.String, reply.String, by.String, at.String
		answers = append(answers, a)
	}
	return answers, rows.Err()
}

// ReplyTo answers a review or an appeal, in writing and once.
func (d *Desk) ReplyTo(ctx context.Context, tx *store.Tx, who org.Principal, id int64, outcome, text string) error {
	answers, err := readAnswers(ctx, tx, `SELECT `+answerColumns+` FROM answers WHERE county = $1 AND id = $2`, who.County, id)
	if err != nil {
		return err
	}
	if len(answers) == 0 {
		return fault.NotFound("round.answer_not_found", fault.Args{"id": id})
	}
	r, err := d.FindRound(ctx, tx, who.County, answers[0].RoundID)
	if err != nil {
		return err
	}
	switch {
	case !May(who, r.Pack, pack.ManageRounds, ""):
		return fault.Forbidden("round.reply_forbidden", nil)
	case answers[0].RepliedAt != "":
		return fault.Conflict("round.replied_already", fault.Args{"by": answers[0].RepliedBy, "at": answers[0].RepliedAt})
	case outcome != "upheld" && outcome != "kept":
		return fault.Invalid("round.outcome", fault.Args{"outcome": outcome}).At("outcome")
	case strings.TrimSpace(text) == "":
		return fault.Invalid("round.reply_text", nil).At("text")
	}
	_, err = tx.Exec(ctx, `UPDATE answers SET outcome = $1, reply = $2, replied_by = $3, replied_at = $4 WHERE county = $5 AND id = $6`,
		outcome, text, who.Title, tx.Timestamp(), who.County, id)
	if err != nil {
		return fmt.Errorf("reply to %d: %w", id, err)
	}
	return record(ctx, tx, who, "answer_replied", r.Title, map[string]any{"round": r.ID, "answer": id, "outcome": outcome})
}
