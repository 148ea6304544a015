package round

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"qixing/calendar"
	"qixing/fault"
	"qixing/journal"
	"qixing/org"
	"qixing/pack"
	"qixing/procedure"
	"qixing/store"
)

// Vote is the vote on one entry.
type Vote struct {
	Entry   int64 `json:"entry"`
	Agree   int   `json:"agree"`
	Against int   `json:"against"`
	Abstain int   `json:"abstain"`
}

// Decision is what a body decided at a meeting. Fewer than the quota may be selected, with a reason; none is a valid outcome.
type Decision struct {
	MinutesNo    string           `json:"minutes_no"`
	DecidedOn    calendar.Date    `json:"decided_on"`
	Expected     int              `json:"expected"`
	Present      int              `json:"present"`
	Votes        []Vote           `json:"votes"`
	Selected     []int64          `json:"selected"`
	Reasons      map[int64]string `json:"reasons"` // why someone below was chosen over someone above
	VacantReason string           `json:"vacant_reason"`
	Actor        string           `json:"-"`
	At           string           `json:"-"`
}

// Decide writes down a body's decision, selects and passes over, and opens the next stage.
func (d *Desk) Decide(ctx context.Context, tx *store.Tx, who org.Principal, round int64, decision Decision) (*Running, error) {
	if err := Lock(ctx, tx, who.County, round); err != nil {
		return nil, err
	}
	r, err := d.FindRound(ctx, tx, who.County, round)
	if err != nil {
		return nil, err
	}
	stage, err := r.At(pack.Decide)
	if err != nil {
		return nil, err
	}
	if !Holds(who, stage.By, "") {
		return nil, fault.Forbidden("round.decide_forbidden", nil)
	}
	scored, err := d.ScoreLive(ctx, tx, r)
	if err != nil {
		return nil, err
	}
	if err := r.checkDecision(stage.Stage, scored, decision); err != nil {
		return nil, err
	}
	if err := r.writeDecision(ctx, tx, who, decision); err != nil {
		return nil, err
	}
	if err := r.selectAll(ctx, tx, who, scored.Entries, decision); err != nil {
		return nil, err
	}
	return r, d.advance(ctx, tx, who, r, decision.VacantReason)
}

func (r *Running) checkDecision(stage *pack.Stage, scored *Scored, decision Decision) error {
	meeting := procedure.Meeting{Expected: decision.Expected, Present: decision.Present}
	if strings.TrimSpace(decision.MinutesNo) == "" {
		return fault.Invalid("round.minutes_needed", nil).At("minutes_no")
	}
	if err := procedure.CheckMeeting(meeting, stage.Votes, r.Values); err != nil {
		return err
	}
	limit := stage.Limit(len(scored.Entries), r.Values)
	taken := r.keptPlaces(scored.Entries)
	switch {
	case len(decision.Selected)+taken > limit:
		return fault.Conflict("round.over_quota", fault.Args{"chosen": len(decision.Selected) + taken, "quota": limit})
	case len(decision.Selected)+taken < limit && strings.TrimSpace(decision.VacantReason) == "":
		return fault.Invalid("round.vacant_reason", fault.Args{"vacant": limit - taken - len(decision.Selected)}).At("vacant_reason")
	}
	return r.checkSelected(stage, scored, decision, meeting)
}

// keptPlaces counts the places that entries of an earlier decision still hold, when others are decided anew.
func (r *Running) keptPlaces(entries []Entry) int {
	kept := 0
	for _, e := range entries {
		if e.HoldsPlace() {
			kept++
		}
	}
	return kept
}

func (r *Running) checkSelected(stage *pack.Stage, scored *Scored, decision Decision, meeting procedure.Meeting) error {
	for at, id := range decision.Selected {
		i := slices.IndexFunc(scored.Entries, func(e Entry) bool { return e.ID == id })
		if i < 0 || slices.Contains(decision.Selected[:at], id) {
			return fault.Invalid("round.selected_unknown", fault.Args{"id": id}).At("selected")
		}
		e := scored.Entries[i]
		if len(scored.Result.Vetoed(i)) > 0 {
			return fault.Conflict("round.selected_vetoed", fault.Args{"entry": e.Title, "why": strings.Join(scored.Result.Vetoed(i), "；")})
		}
		if _, err := procedure.Next(e.Status, procedure.Select); err != nil {
			return err
		}
		if err := checkVote(stage, decision, meeting, e, r); err != nil {
			return err
		}
	}
	return r.checkPassedOver(scored, decision)
}

func checkVote(stage *pack.Stage, decision Decision, meeting procedure.Meeting, e Entry, r *Running) error {
	if stage.Votes == nil {
		return nil
	}
	var tally procedure.Tally
	for _, vote := range decision.Votes {
		if vote.Entry == e.ID {
			tally = procedure.Tally{Agree: vote.Agree, Against: vote.Against, Abstain: vote.Abstain}
		}
	}
	carried, err := procedure.Carries(tally, meeting, stage.Votes, r.Values)
	if err != nil {
		return err
	}
	if !carried {
		return fault.Conflict("round.vote_failed", fault.Args{"entry": e.Title, "agree": tally.Agree, "expected": meeting.Expected})
	}
	return nil
}

// checkPassedOver asks for a reason wherever someone of a lower place was chosen and someone of a higher place was not. People decide, not points; they say why.
func (r *Running) checkPassedOver(scored *Scored, decision Decision) error {
	lowest := 0
	for i, e := range scored.Entries {
		if slices.Contains(decision.Selected, e.ID) {
			lowest = max(lowest, scored.Result.Rank(i))
		}
	}
	for i, e := range scored.Entries {
		above := scored.Result.Rank(i) > 0 && scored.Result.Rank(i) < lowest
		if above && r.Decidable(e) && !slices.Contains(decision.Selected, e.ID) && strings.TrimSpace(decision.Reasons[e.ID]) == "" {
			return fault.Invalid("round.passed_over_reason", fault.Args{"entry": e.Title, "rank": scored.Result.Rank(i)}).At("reasons")
		}
	}
	return nil
}

func (r *Running) writeDecision(ctx context.Context, tx *store.Tx, who org.Principal, decision Decision) error {
	id, err := tx.NextID(ctx)
	if err != nil {
		return err
	}
	votes, err := json.Marshal(decision.Votes)
	if err != nil {
		return err
	}
	selected, err := json.Marshal(decision.Selected)
	if err != nil {
		return err
	}
	reasons, err := json.Marshal(decision.Reasons)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO decisions (county, id, round_id, minutes_no, decided_on, expected, present, votes, selected, reasons, vacant_reason, actor, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`, r.County, id, r.ID, decision.MinutesNo, decision.DecidedOn.String(),
		decision.Expected, decision.Present, string(votes), string(selected), string(reasons), decision.VacantReason, who.Title, tx.Timestamp())
	if err != nil {
		return fmt.Errorf("decide %s: %w", r.Title, err)
	}
	bound, err := journal.Bind(ctx, tx, r.County, "decisions", id, "minutes_no", "decided_on", "expected", "present", "votes", "selected", "reasons", "vacant_reason")
	if err != nil {
		return err
	}
	return record(ctx, tx, who, "decided", r.Title, map[string]any{"round": r.ID, "decision": id, "minutes": decision.MinutesNo, "content": decision}, bound)
}

func (r *Running) selectAll(ctx context.Context, tx *store.Tx, who org.Principal, entries []Entry, decision Decision) error {
	for i := range entries {
		e := &entries[i]
		if !r.Decidable(*e) {
			continue
		}
		event, text := procedure.NotSelect, decision.Reasons[e.ID]
		if slices.Contains(decision.Selected, e.ID) {
			event = procedure.Select
		}
		if err := r.apply(ctx, tx, who, e, event, r.Stage, text); err != nil {
			return err
		}
	}
	return nil
}

// ListDecisions gives a round's decisions, the latest first.
func (r *Running) ListDecisions(ctx context.Context, tx *store.Tx) ([]Decision, error) {
	rows, err := tx.Query(ctx, `SELECT minutes_no, decided_on, expected, present, votes, selected, reasons, vacant_reason, actor, at FROM decisions
		WHERE county = $1 AND round_id = $2 ORDER BY id DESC`, r.County, r.ID)
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
	var on, votes, selected, reasons string
	err := row.Scan(&d.MinutesNo, &on, &d.Expected, &d.Present, &votes, &selected, &reasons, &d.VacantReason, &d.Actor, &d.At)
	if err != nil {
		return d, err
	}
	if d.DecidedOn, err = calendar.ParseDate(on); err != nil {
		return d, err
	}
	for text, into := range map[string]any{votes: &d.Votes, selected: &d.Selected, reasons: &d.Reasons} {
		if err := json.Unmarshal([]byte(text), into); err != nil {
			return d, err
		}
	}
	return d, nil
}
