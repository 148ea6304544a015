package contest

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"qixing/fault"
	"qixing/journal"
	"qixing/org"
	"qixing/store"
)

// CallNext brings a contestant on stage; 0 is the next in the order who is there and has no result yet.
func (d *Desk) CallNext(ctx context.Context, tx *store.Tx, who org.Principal, id, contestant int64) (Contestant, error) {
	c, err := d.chair(ctx, tx, who, id, Call)
	if err != nil {
		return Contestant{}, err
	}
	one, err := c.next(ctx, tx, contestant)
	if err != nil {
		return one, err
	}
	if one.Absence != "" {
		return one, fault.Conflict("contest.absent", fault.Args{"contestant": one.Name})
	}
	if err := c.set(ctx, tx, "current_id", one.ID); err != nil {
		return one, err
	}
	return one, c.record(ctx, tx, who, kindCalled, called{Contestant: one.ID})
}

func (c *Contest) next(ctx context.Context, tx *store.Tx, contestant int64) (Contestant, error) {
	if contestant != 0 {
		return c.FindContestant(ctx, tx, contestant)
	}
	contestants, err := c.ListContestants(ctx, tx)
	if err != nil {
		return Contestant{}, err
	}
	passed := c.Current == 0
	for _, one := range contestants {
		if passed && one.Absence == "" && one.Points == nil {
			return one, nil
		}
		passed = passed || one.ID == c.Current
	}
	return Contestant{}, fault.NotFound("contest.no_next", nil)
}

// ReleaseResult shows a contestant's result on the board. Judges who haven't scored are named; with a reason it goes on without them, but never with fewer
// sheets than the policy wants.
func (d *Desk) ReleaseResult(ctx context.Context, tx *store.Tx, who org.Principal, id, contestant int64, reason string) (Contestant, error) {
	c, err := d.chair(ctx, tx, who, id, Release)
	if err != nil {
		return Contestant{}, err
	}
	one, err := c.FindContestant(ctx, tx, contestant)
	if err != nil {
		return one, err
	}
	switch {
	case one.Points != nil:
		return one, fault.Conflict("contest.released", fault.Args{"contestant": one.Name})
	case one.Absence != "":
		return one, fault.Conflict("contest.absent", fault.Args{"contestant": one.Name})
	}
	if strings.TrimSpace(reason) == "" {
		if err := c.refuseWaiting(ctx, tx, one); err != nil {
			return one, err
		}
	}
	return one, c.release(ctx, tx, who, &one, reason)
}

// release computes a result and keeps it where the board reads it.
func (c *Contest) release(ctx context.Context, tx *store.Tx, who org.Principal, one *Contestant, reason string) error {
	result, err := c.Standing(ctx, tx, one.ID)
	if err != nil {
		return err
	}
	for i, part := range result.Parts {
		if part.Missing {
			return fault.Conflict("contest.too_few", fault.Args{"contestant": one.Name, "part": c.Rules.Parts[i].Title, "there": part.Sheets, "n": c.Rules.Parts[i].AtLeast})
		}
	}
	parts, err := json.Marshal(result.Parts)
	if err != nil {
		return err
	}
	tx.Touch(c.County, PartOf(c.ID))
	_, err = tx.Exec(ctx, `UPDATE contestants SET points = $1, parts = $2, released_at = $3 WHERE county = $4 AND id = $5`,
		int64(result.Total), string(parts), tx.Timestamp(), c.County, one.ID)
	if err != nil {
		return fmt.Errorf("release contestant %d: %w", one.ID, err)
	}
	one.Points, one.Parts, one.ReleasedAt = &result.Total, result.Parts, tx.Timestamp()
	bound, err := journal.Bind(ctx, tx, c.County, "contestants", one.ID, "unit_id", "person_id", "points")
	if err != nil {
		return err
	}
	return c.record(ctx, tx, who, kindReleased, released{Contestant: one.ID, Result: result, Reason: reason}, bound)
}

// Waiting gives the judges who have yet to score a contestant, by part.
type Waiting struct {
	Part   Part
	Judges []Judge
}

// ListWaiting gives for each part that judges score who hasn't handed in yet. Whoever must stand aside is not waited for.
func (c *Contest) ListWaiting(ctx context.Context, tx *store.Tx, one Contestant) ([]Waiting, error) {
	hands, err := c.judgeHands(ctx, tx)
	if err != nil {
		return nil, err
	}
	sheets, err := c.ListSheets(ctx, tx, Counting{Contestant: one.ID})
	if err != nil {
		return nil, err
	}
	return c.waiting(one, hands, sheets), nil
}

func (c *Contest) waiting(one Contestant, hands []*Hand, sheets []Sheet) []Waiting {
	given := map[string]bool{}
	for _, s := range sheets {
		if s.Contestant == one.ID {
			given[fmt.Sprint(s.Part, " ", s.AccountID)] = true
		}
	}
	var all []Waiting
	for _, part := range c.Rules.Parts {
		w := Waiting{Part: part}
		for _, hand := range hands {
			if !part.Peer && hand.Scores(part) && hand.StandsAside(part, one) == "" && !given[fmt.Sprint(part.ID, " ", hand.AccountID)] {
				w.Judges = append(w.Judges, *hand.Judge)
			}
		}
		if len(w.Judges) > 0 {
			all = append(all, w)
		}
	}
	return all
}

// judgeHands gives the judges with what keeps them from scoring whom.
func (c *Contest) judgeHands(ctx context.Context, tx *store.Tx) ([]*Hand, error) {
	judges, err := c.ListJudges(ctx, tx)
	if err != nil {
		return nil, err
	}
	var hands []*Hand
	for _, judge := range judges {
		who, err := org.LoadPrincipal(ctx, tx, c.County, judge.AccountID)
		if fault.CodeOf(err) == fault.CodeNotFound {
			continue // the account was closed meanwhile
		}
		if err != nil {
			return nil, err
		}
		hand, err := c.FindHand(ctx, tx, who)
		if fault.CodeOf(err) == fault.CodeForbidden {
			continue // the grant has ended
		}
		if err != nil {
			return nil, err
		}
		hands = append(hands, hand)
	}
	return hands, nil
}

func (c *Contest) refuseWaiting(ctx context.Context, tx *store.Tx, one Contestant) error {
	waiting, err := c.ListWaiting(ctx, tx, one)
	if err != nil || len(waiting) == 0 {
		return err
	}
	var titles []string
	for _, judge := range waiting[0].Judges {
		titles = append(titles, judge.Title)
	}
	return fault.Conflict("contest.waiting", fault.Args{"part": waiting[0].Part.Title, "titles": strings.Join(titles, "、")})
}

// CorrectSheet replaces a sheet before the contest is confirmed, with a reason. The old one stays; a result that was released already is released
// anew.
func (d *Desk) CorrectSheet(ctx context.Context, tx *store.Tx, who org.Principal, id int64, in Sheet) error {
	c, err := d.chair(ctx, tx, who, id, Correct)
	if err != nil {
		return err
	}
	one, err := c.FindContestant(ctx, tx, in.Contestant)
	if err != nil {
		return err
	}
	part, found := c.Rules.FindPart(in.Part)
	switch {
	case !found:
		return fault.NotFound("contest.no_part", fault.Args{"part": in.Part}).At("part")
	case strings.TrimSpace(in.Reason) == "":
		return fault.Invalid("contest.reason_needed", nil).At("reason")
	}
	if err := part.check(in.Marks); err != nil {
		return err
	}
	before, err := c.findSheet(ctx, tx, in)
	if err != nil {
		return err
	}
	in.Revision, in.Key = before.Revision+1, fmt.Sprintf("correction:%d", before.ID)
	if in, err = c.insertSheet(ctx, tx, who, in); err != nil {
		return err
	}
	err = c.record(ctx, tx, who, kindCorrected, scored{Contestant: in.Contestant, Part: in.Part, Account: in.AccountID, Key: in.Key, Revision: in.Revision, Marks: in.Marks,
		Before: before.Marks, Reason: in.Reason})
	if err != nil || one.Points == nil {
		return err
	}
	return c.release(ctx, tx, who, &one, in.Reason)
}

// findSheet gives the sheet that counts for a part, a contestant and a hand.
func (c *Contest) findSheet(ctx context.Context, tx *store.Tx, of Sheet) (Sheet, error) {
	sheets, err := c.ListSheets(ctx, tx, Counting{Contestant: of.Contestant, AccountID: of.AccountID})
	if err != nil {
		return Sheet{}, err
	}
	for _, s := range sheets {
		if s.Part == of.Part && of.AccountID != 0 {
			return s, nil
		}
	}
	return Sheet{}, fault.NotFound("contest.no_sheet", nil)
}
