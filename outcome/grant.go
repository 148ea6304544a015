package outcome

import (
	"context"
	"fmt"
	"slices"

	"qixing/calendar"
	"qixing/fault"
	"qixing/fixed"
	"qixing/journal"
	"qixing/ledger"
	"qixing/org"
	"qixing/pack"
	"qixing/round"
	"qixing/store"
)

// Desk is where results become consequences.
type Desk struct {
	Rounds *round.Desk
}

// Confirm makes a round's result final and grants what it gives, in one transaction.
func (d *Desk) Confirm(ctx context.Context, tx *store.Tx, who org.Principal, roundID int64) ([]Award, error) {
	r, entries, err := d.Rounds.Confirm(ctx, tx, who, roundID)
	if err != nil {
		return nil, err
	}
	decisions, err := r.ListDecisions(ctx, tx)
	if err != nil {
		return nil, err
	}
	decided := calendar.DateOf(tx.Now)
	if len(decisions) > 0 {
		decided = decisions[0].DecidedOn
	}
	tree, err := org.LoadTree(ctx, tx, r.County)
	if err != nil {
		return nil, err
	}
	scored, err := d.Rounds.Score(ctx, tx, r)
	if err != nil {
		return nil, err
	}
	g := granting{who: who, r: r, tree: tree, decided: decided, scored: scored}
	for _, e := range entries {
		if err := g.grantAll(ctx, tx, e); err != nil {
			return nil, err
		}
	}
	if err := keepResults(ctx, tx, scored, r); err != nil {
		return nil, err
	}
	return g.granted, g.propose(ctx, tx, scored)
}

// granting is one confirmation under way.
type granting struct {
	who     org.Principal
	r       *round.Running
	tree    *org.Tree
	decided calendar.Date
	scored  *round.Scored
	granted []Award
}

func (g *granting) grantAll(ctx context.Context, tx *store.Tx, e round.Entry) error {
	at := slices.IndexFunc(g.scored.Entries, func(x round.Entry) bool { return x.ID == e.ID })
	for i, policy := range g.r.Policy.Awards {
		if due, err := g.scored.Result.Gives(i, at); err != nil || !due {
			if err != nil {
				return err
			}
			continue
		}
		to, err := g.payee(ctx, tx, e, policy)
		if err != nil {
			return err
		}
		id := policy.ID
		if id == "" {
			id = fmt.Sprint(i + 1)
		}
		for _, award := range g.parts(policy) {
			award.County, award.RoundID, award.EntryID, award.Award = g.r.County, g.r.ID, e.ID, id
			award.UnitID, award.PersonID, award.Role, award.Payee = to.unit, to.person, to.role, to.name
			if err := g.grant(ctx, tx, &award); err != nil {
				return err
			}
		}
	}
	return nil
}

// parts takes a policy's award apart: each kind is granted, revoked and paid on its own.
func (g *granting) parts(policy *pack.Award) []Award {
	var parts []Award
	if policy.Honor != "" {
		parts = append(parts, Award{Kind: Honor, Title: policy.Honor, Times: 1})
	}
	if policy.Funds != nil {
		parts = append(parts, Award{Kind: Funds, Title: policy.Title, Amount: fen(policy.Funds.Resolve(g.r.Values)), Times: 1})
	}
	if policy.Subsidy != nil {
		parts = append(parts, Award{Kind: Subsidy, Title: policy.Title, Amount: fen(policy.Subsidy.Resolve(g.r.Values)), Times: times(policy, g.r.Values)})
	}
	if policy.Flag != "" {
		parts = append(parts, Award{Kind: Flag, Title: policy.Flag, Times: 1, UsedBy: policy.UsedBy})
	}
	if len(parts) == 0 {
		parts = append(parts, Award{Kind: Honor, Title: policy.Title, Times: 1})
	}
	return parts
}

func fen(v fixed.Value) int64 { return int64(v / fixed.MoneyUnit) }

func times(policy *pack.Award, values map[string]fixed.Value) int {
	if policy.For == nil {
		return 1
	}
	return int(policy.For.Resolve(values) / fixed.One)
}

func (g *granting) grant(ctx context.Context, tx *store.Tx, award *Award) error {
	if award.Kind == Funds && award.PersonID != 0 {
		return fault.Internal(fmt.Errorf("award %s: work funds belong to an organisation, not to %s", award.Award, award.Payee))
	}
	if err := award.insert(ctx, tx); err != nil {
		return err
	}
	if award.Kind == Funds || award.Kind == Subsidy {
		if err := schedule(ctx, tx, *award, g.decided); err != nil {
			return err
		}
	}
	g.granted = append(g.granted, *award)
	return g.log(ctx, tx, "award_granted", award)
}

func (g *granting) log(ctx context.Context, tx *store.Tx, kind string, award *Award) error {
	bound, err := journal.Bind(ctx, tx, g.r.County, "awards", award.ID, "entry_id", "kind", "title", "unit_id", "person_id", "amount", "times")
	if err != nil {
		return err
	}
	_, err = journal.Append(ctx, tx, g.r.County, journal.Entry{Kind: kind, Subject: award.Payee, Actor: g.who.Title, At: tx.Now, Bound: []journal.Bound{bound},
		Data: map[string]any{"award": award.ID, "round": award.RoundID, "entry": award.EntryID, "kind": award.Kind, "title": award.Title,
			"amount_fen": award.Amount, "times": award.Times}})
	return err
}

// payee is whom an award goes to.
type payee struct {
	unit   int64
	person int64
	role   string
	name   string
}

// payee finds whom an award goes to: the subject, a unit above it, or whoever held a post there on the day of the decision.
func (g *granting) payee(ctx context.Context, tx *store.Tx, e round.Entry, policy *pack.Award) (payee, error) {
	if policy.To == "subject" || policy.To == e.Kind {
		return payee{unit: e.UnitID, person: e.PersonID, name: e.Title}, nil
	}
	if unit, err := g.tree.Ancestor(e.UnitID, org.Kind(policy.To)); err == nil {
		return payee{unit: unit.ID, name: unit.Title}, nil
	}
	post, err := org.FindHolder(ctx, tx, g.r.County, e.UnitID, policy.To, g.decided.String())
	if err != nil {
		return payee{}, fault.Conflict("outcome.no_holder", fault.Args{"role": policy.To, "entry": e.Title}).Because(err)
	}
	holder, err := org.FindPerson(ctx, tx, g.r.County, post.PersonID)
	return payee{unit: e.UnitID, person: holder.ID, role: policy.To, name: holder.Name}, err
}

// Revoke takes a confirmed result back, with everything that it gave and hasn't been paid.
func (d *Desk) Revoke(ctx context.Context, tx *store.Tx, who org.Principal, roundID, entry int64, reason string) error {
	r, e, err := d.Rounds.Revoke(ctx, tx, who, roundID, entry, reason)
	if err != nil {
		return err
	}
	if err := ledger.DropResult(ctx, tx, who.County, ledger.SchemeSource(r.Scheme), r.Period, ledger.Subject{UnitID: e.UnitID, PersonID: e.PersonID}); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `UPDATE awards SET state = $1, ended_on = $2 WHERE county = $3 AND entry_id = $4`,
		string(Revoked), tx.Timestamp()[:10], who.County, e.ID)
	if err != nil {
		return fmt.Errorf("revoke awards of %s: %w", e.Title, err)
	}
	_, err = tx.Exec(ctx, `UPDATE payouts SET state = $1, stopped_why = $2 WHERE county = $3 AND state IN ($4, $5)
		AND award_id IN (SELECT id FROM awards WHERE county = $3 AND entry_id = $6)`,
		string(Stopped), "撤销："+reason, who.County, string(Due), string(Approved), e.ID)
	return err
}
