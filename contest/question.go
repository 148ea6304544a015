package contest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"qixing/fault"
	"qixing/org"
	"qixing/store"
)

// Question is a question from the floor to a contestant.
type Question struct {
	ID         int64
	Contestant int64
	Text       string
	AskedBy    string
	AccountID  int64
	AskedAt    string
	State      QuestionState
	DecidedBy  string
}

// QuestionState is what the office makes of a question.
type QuestionState string

// The states. Only what is put stands on the board.
const (
	Waits    QuestionState = "waiting"
	Put      QuestionState = "put"
	Declined QuestionState = "declined"
)

const longestQuestion = 300

// AskQuestion takes a question of somebody in the hall: a judge, a contestant, or the office, which writes down what was asked aloud.
func (d *Desk) AskQuestion(ctx context.Context, tx *store.Tx, who org.Principal, id, contestant int64, text, askedBy string) (Question, error) {
	c, err := hold(ctx, tx, who, id, Ask)
	if err != nil {
		return Question{}, err
	}
	if !c.Runs(who) {
		askedBy = who.Title
		if _, err := c.FindHand(ctx, tx, who); err != nil {
			return Question{}, fault.Forbidden("contest.question_forbidden", nil).Because(err)
		}
	}
	if _, err := c.FindContestant(ctx, tx, contestant); err != nil {
		return Question{}, err
	}
	text = strings.TrimSpace(text)
	if text == "" || len([]rune(text)) > longestQuestion {
		return Question{}, fault.Invalid("contest.question_length", fault.Args{"most": longestQuestion}).At("text")
	}
	if strings.TrimSpace(askedBy) == "" {
		askedBy = who.Title
	}
	return c.insertQuestion(ctx, tx, Question{Contestant: contestant, Text: text, AskedBy: askedBy, AccountID: who.AccountID, AskedAt: tx.Timestamp(), State: Waits})
}

func (c *Contest) insertQuestion(ctx context.Context, tx *store.Tx, q Question) (Question, error) {
	var err error
	if q.ID, err = tx.NextID(ctx); err != nil {
		return q, err
	}
	_, err = tx.Exec(ctx, `INSERT INTO contest_questions (county, id, contest_id, contestant_id, question, asked_by, account_id, asked_at, state, decided_by)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '')`, c.County, q.ID, c.ID, q.Contestant, q.Text, q.AskedBy, q.AccountID, q.AskedAt, string(q.State))
	if err != nil {
		return q, fmt.Errorf("question to contestant %d: %w", q.Contestant, err)
	}
	return q, nil
}

// ModerateQuestion puts a question to the contestant, or declines it.
func (d *Desk) ModerateQuestion(ctx context.Context, tx *store.Tx, who org.Principal, id, question int64, state QuestionState) error {
	c, err := d.chair(ctx, tx, who, id, Ask)
	if err != nil {
		return err
	}
	if state != Put && state != Declined && state != Waits {
		return fault.Invalid("contest.question_state", nil).At("state")
	}
	var was string
	err = tx.QueryRow(ctx, `SELECT state FROM contest_questions WHERE county = $1 AND contest_id = $2 AND id = $3`, c.County, c.ID, question).Scan(&was)
	if errors.Is(err, sql.ErrNoRows) {
		return fault.NotFound("contest.question_not_found", nil)
	}
	if err != nil {
		return fmt.Errorf("question %d: %w", question, err)
	}
	tx.Touch(c.County, PartOf(c.ID))
	_, err = tx.Exec(ctx, `UPDATE contest_questions SET state = $1, decided_by = $2 WHERE county = $3 AND id = $4`, string(state), who.Title, c.County, question)
	if err != nil {
		return fmt.Errorf("question %d: %w", question, err)
	}
	return nil
}

// ListQuestions gives a contest's questions, in the order in which they were asked.
func (c *Contest) ListQuestions(ctx context.Context, tx *store.Tx) ([]Question, error) {
	rows, err := tx.Query(ctx, `SELECT id, contestant_id, question, asked_by, account_id, asked_at, state, decided_by FROM contest_questions
		WHERE county = $1 AND contest_id = $2 ORDER BY id`, c.County, c.ID)
	if err != nil {
		return nil, fmt.Errorf("questions of contest %d: %w", c.ID, err)
	}
	defer rows.Close()
	var questions []Question
	for rows.Next() {
		var q Question
		if err := rows.Scan(&q.ID, &q.Contestant, &q.Text, &q.AskedBy, &q.AccountID, &q.AskedAt, &q.State, &q.DecidedBy); err != nil {
			return nil, err
		}
		questions = append(questions, q)
	}
	return questions, rows.Err()
}
