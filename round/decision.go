package round

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"qixing/calendar"
	"qixing/journal"
	"qixing/org"
	"qixing/store"
)

// Vote is the vote on one entry.
type Vote struct {
	Entry   int64 `json:"entry"`
	Agree   int   `json:"agree"`
	Against int   `json:"against"`
	Abstain int   `json:"abstain"`
}

// Decision is what a body decided at a meeting. Fewer than the quota may be selected, with a reason; none is a valid outcome. Where the scheme has
// grades, whoever is selected has the computed one unless the body gave another, with a reason.
type Decision struct {
	UnitID       int64            `json:"unit,omitempty"` // whose body, where those of towns or villages decide; 0 for the county's
	MinutesNo    string           `json:"minutes_no"`
	DecidedOn    calendar.Date    `json:"decided_on"`
	Expected     int              `json:"expected"`
	Present      int              `json:"present"`
	Votes        []Vote           `json:"votes"`
	Selected     []int64          `json:"selected"`
	Grades       map[int64]string `json:"grades,omitempty"` // grades other than the computed ones, by entry
	Reasons      map[int64]string `json:"reasons"`          // why someone below was chosen over someone above, has another grade, or none
	VacantReason string           `json:"vacant_reason"`
	Actor        string           `json:"-"`
	At           string           `json:"-"`
}

// Selects tells whether the body selected an entry.
func (d Decision) Selects(e Entry) bool { return slices.Contains(d.Selected, e.ID) }

const decisionColumns = `unit_id, minutes_no, decided_on, expected, present, votes, selected, grades, reasons, vacant_reason, actor, at`

func (r *Running) writeDecision(ctx context.Context, tx *store.Tx, who org.Principal, decision Decision) error {
	id, err := tx.NextID(ctx)
	if err != nil {
		return err
	}
	var texts []any
	for _, part := range []any{decision.Votes, decision.Selected, decision.Grades, decision.Reasons} {
		text, err := json.Marshal(part)
		if err != nil {
			return err
		}
		texts = append(texts, string(text))
	}
	_, err = tx.Exec(ctx, `INSERT INTO decisions (county, id, round_id, `+decisionColumns+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`, r.County, id, r.ID, decision.UnitID, decision.MinutesNo,
		decision.DecidedOn.String(), decision.Expected, decision.Present, texts[0], texts[1], texts[2], texts[3], decision.VacantReason, who.Title, tx.Timestamp())
	if err != nil {
		return fmt.Errorf("decide %s: %w", r.Title, err)
	}
	bound, err := journal.Bind(ctx, tx, r.County, "decisions", id, "unit_id", "minutes_no", "decided_on", "expected", "present", "votes", "selected", "grades",
		"reasons", "vacant_reason")
	if err != nil {
		return err
	}
	return record(ctx, tx, who, "decided", r.Title, map[string]any{"round": r.ID, "decision": id, "minutes": decision.MinutesNo, "content": decision}, bound)
}

// ListDecisions gives a round's decisions, the latest first.
func (r *Running) ListDecisions(ctx context.Context, tx *store.Tx) ([]Decision, error) {
	rows, err := tx.Query(ctx, `SELECT `+decisionColumns+` FROM decisions WHERE county = $1 AND round_id = $2 ORDER BY id DESC`, r.County, r.ID)
	if err != nil {
		return nil, fmt.Errorf("decisions of %s: %w", r.Title, err)
	}
	defer rows.Close()
	var decisions []Decision
	for rows.Next() {
		one, err := scanDecision(rows)
		if err != nil {
			return nil, err
		}
		decisions = append(decisions, one)
	}
	return decisions, rows.Err()
}

func scanDecision(row scanner) (Decision, error) {
	var d Decision
	var on, votes, selected, grades, reasons string
	err := row.Scan(&d.UnitID, &d.MinutesNo, &on, &d.Expected, &d.Present, &votes, &selected, &grades, &reasons, &d.VacantReason, &d.Actor, &d.At)
	if err != nil {
		return d, err
	}
	if d.DecidedOn, err = calendar.ParseDate(on); err != nil {
		return d, err
	}
	for text, into := range map[string]any{votes: &d.Votes, selected: &d.Selected, grades: &d.Grades, reasons: &d.Reasons} {
		if err := json.Unmarshal([]byte(text), into); err != nil {
			return d, err
		}
	}
	return d, nil
}
