package contest

import (
	"context"
	"slices"
	"strings"

	"qixing/fault"
	"qixing/ledger"
	"qixing/org"
	"qixing/store"
)

// CloseContest ends the scoring once everyone has a result or is noted as absent.
func (d *Desk) CloseContest(ctx context.Context, tx *store.Tx, who org.Principal, id int64) (*Contest, error) {
	c, err := d.chair(ctx, tx, who, id, Close)
	if err != nil {
		return nil, err
	}
	contestants, err := c.ListContestants(ctx, tx)
	if err != nil {
		return nil, err
	}
	var left []string
	for _, one := range contestants {
		if one.Points == nil && one.Absence == "" {
			left = append(left, one.Name)
		}
	}
	if len(left) > 0 {
		return nil, fault.Conflict("contest.unreleased", fault.Args{"left": len(left), "titles": strings.Join(left[:min(len(left), 12)], "、")})
	}
	if err := c.move(ctx, tx, who, Close); err != nil {
		return nil, err
	}
	return c, c.record(ctx, tx, who, kindClosed, settle(contestants))
}

// ConfirmContest makes the results final: nothing is corrected any more, and measures count them. Whoever judged can't confirm.
func (d *Desk) ConfirmContest(ctx context.Context, tx *store.Tx, who org.Principal, id int64) (*Contest, error) {
	c, err := d.chair(ctx, tx, who, id, Confirm)
	if err != nil {
		return nil, err
	}
	judges, err := c.ListJudges(ctx, tx)
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(judges, func(j Judge) bool { return j.AccountID == who.AccountID }) {
		return nil, fault.Forbidden("contest.confirm_judge", nil)
	}
	contestants, err := c.ListContestants(ctx, tx)
	if err != nil {
		return nil, err
	}
	var results []ledger.Result
	for _, one := range contestants {
		result := ledger.Result{UnitID: one.UnitID, PersonID: one.PersonID, Absence: one.Absence}
		if one.Points != nil {
			result.Points = *one.Points
		}
		results = append(results, result)
	}
	if err := ledger.SetResults(ctx, tx, c.County, ledger.ContestSource(c.Policy), c.Period, results); err != nil {
		return nil, err
	}
	if err := c.move(ctx, tx, who, Confirm); err != nil {
		return nil, err
	}
	return c, c.record(ctx, tx, who, kindConfirmed, settle(contestants))
}

// PublishContest makes the confirmed results known to everyone.
func (d *Desk) PublishContest(ctx context.Context, tx *store.Tx, who org.Principal, id int64) (*Contest, error) {
	c, err := d.chair(ctx, tx, who, id, Publish)
	if err != nil {
		return nil, err
	}
	if err := c.move(ctx, tx, who, Publish); err != nil {
		return nil, err
	}
	contestants, err := c.ListContestants(ctx, tx)
	if err != nil {
		return nil, err
	}
	return c, c.record(ctx, tx, who, kindPublished, settle(contestants))
}

// settle lays the results out for the journal.
func settle(contestants []Contestant) settled {
	places := Places(contestants)
	leaf := settled{Results: []settledOne{}}
	for _, one := range contestants {
		leaf.Results = append(leaf.Results, settledOne{Contestant: one.ID, Total: one.Points, Place: places[one.ID], Absence: one.Absence})
	}
	return leaf
}
