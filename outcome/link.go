package outcome

import (
	"context"

	"qixing/ledger"
	"qixing/procedure"
	"qixing/round"
	"qixing/store"
)

// keepResults keeps what everyone in a confirmed round came to, for the measures of later periods that look back. Where the policy has no
// grades, to be confirmed is the grade.
func keepResults(ctx context.Context, tx *store.Tx, scored *round.Scored, r *round.Running) error {
	var results []ledger.Result
	for i, e := range scored.Entries {
		if !e.Status.Decided() {
			continue
		}
		result := ledger.Result{UnitID: e.UnitID, PersonID: e.PersonID, Points: scored.Result.Total(i), Grade: scored.Result.Grade(i)}
		if e.Status == procedure.Confirmed && len(r.Policy.Grades) == 0 {
			result.Grade = string(procedure.Selected)
		}
		results = append(results, result)
	}
	return ledger.SetResults(ctx, tx, r.County, ledger.SchemeSource(r.Scheme), r.Period, results)
}

// propose puts before each named body what the policy links to a result. Like a flag, it is taken or left by people.
func (g *granting) propose(ctx context.Context, tx *store.Tx, scored *round.Scored) error {
	for i, e := range scored.Entries {
		if e.Status != procedure.Confirmed {
			continue
		}
		links, err := scored.Result.Proposed(i)
		if err != nil {
			return err
		}
		for _, link := range links {
			proposal := Award{County: g.r.County, RoundID: g.r.ID, EntryID: e.ID, Award: "link/" + link.ID, Kind: Flag, Title: link.Title + "：" + link.Gives,
				UnitID: e.UnitID, PersonID: e.PersonID, Payee: e.Title, Times: 1, UsedBy: link.Body}
			if err := proposal.insert(ctx, tx); err != nil {
				return err
			}
			if err := g.log(ctx, tx, "link_proposed", &proposal); err != nil {
				return err
			}
		}
	}
	return nil
}
