package contest

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"qixing/calendar"
	"qixing/expression"
	"qixing/fault"
	"qixing/fixed"
	"qixing/ledger"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

// Planning is what the office decides when it plans a contest.
type Planning struct {
	Contest string // its id in the pack
	Period  calendar.Period
	HeldOn  calendar.Date
	Place   string
	Units   []int64 // whose holders compete; none: everyone who holds the post
}

// Plan plans a contest: the parts, the parameters of the day, the roster and the groups are frozen as they stand.
func (d *Desk) Plan(ctx context.Context, tx *store.Tx, who org.Principal, in Planning) (*Contest, error) {
	packID, p, err := d.Packs.ActivePack(ctx, tx, who.County)
	if err != nil {
		return nil, err
	}
	policy, err := checkPlanning(who, p, in)
	if err != nil {
		return nil, err
	}
	values := p.Values(in.HeldOn.String())
	c := &Contest{County: who.County, Policy: policy.ID, Title: in.Period.Chinese() + policy.Title, Period: in.Period, HeldOn: in.HeldOn, Place: in.Place, PackID: packID,
		Rules: freeze(policy, values), State: Planned, PlannedAt: tx.Timestamp(), PlannedBy: who.Title}
	contestants, err := d.roster(ctx, tx, c, p, in.Units)
	if err != nil {
		return nil, err
	}
	into := int64(1)
	if policy.Groups != nil {
		into = int64(policy.Groups.Into.Resolve(values) / fixed.One)
		if err := d.measureBases(ctx, tx, c, p, policy.Groups.Measure, values, contestants); err != nil {
			return nil, err
		}
	}
	divide(contestants, into)
	if err := c.insert(ctx, tx, contestants); err != nil {
		return nil, err
	}
	return c, c.record(ctx, tx, who, kindPlanned, c.leafOf(p, into, contestants))
}

func checkPlanning(who org.Principal, p *pack.Pack, in Planning) (*pack.Contest, error) {
	policy, found := p.FindContest(in.Contest)
	switch {
	case !found:
		return nil, fault.NotFound("contest.no_policy", fault.Args{"contest": in.Contest}).At("contest")
	case !who.Has(policy.Office):
		return nil, fault.Forbidden("contest.forbidden", nil)
	case string(in.Period.Kind()) != policy.Period:
		return nil, fault.Invalid("contest.period_kind", fault.Args{"period": in.Period.String()}).At("period")
	case !in.Period.Contains(in.HeldOn):
		return nil, fault.Invalid("contest.held_outside", fault.Args{"period": in.Period.Chinese(), "day": in.HeldOn.String()}).At("held_on")
	}
	return policy, nil
}

// roster gives those who hold the competing post on the day of the contest.
func (d *Desk) roster(ctx context.Context, tx *store.Tx, c *Contest, p *pack.Pack, units []int64) ([]Contestant, error) {
	tree, err := org.LoadTree(ctx, tx, c.County)
	if err != nil {
		return nil, err
	}
	posts, err := org.ListPosts(ctx, tx, c.County, c.Rules.Of)
	if err != nil {
		return nil, err
	}
	var contestants []Contestant
	for _, post := range posts {
		if !post.HeldOn(c.HeldOn.String()) || len(units) > 0 && !slices.Contains(units, post.UnitID) {
			continue
		}
		one, err := enter(ctx, tx, tree, post)
		if err != nil {
			return nil, err
		}
		contestants = append(contestants, one)
	}
	if len(contestants) == 0 {
		return nil, fault.Invalid("contest.nobody", fault.Args{"contest": c.Title})
	}
	return contestants, name(ctx, tx, contestants)
}

// enter makes a contestant of whoever holds a post.
func enter(ctx context.Context, tx *store.Tx, tree *org.Tree, post org.Post) (Contestant, error) {
	unit, err := tree.FindUnit(post.UnitID)
	if err != nil {
		return Contestant{}, err
	}
	who, err := org.FindPerson(ctx, tx, tree.County, post.PersonID)
	if err != nil {
		return Contestant{}, err
	}
	town, err := tree.Ancestor(unit.ID, org.Town)
	if err != nil {
		town = unit
	}
	return Contestant{UnitID: unit.ID, PersonID: who.ID, Code: unit.Code, Title: unit.Title, Name: who.Name, TownID: town.ID, TownTitle: town.Title, UnitPath: unit.Path}, nil
}

// name gives each an id, and a code of their own: that of the unit, with the person's number where several hold the post at one unit.
func name(ctx context.Context, tx *store.Tx, contestants []Contestant) error {
	ids, err := tx.NextIDs(ctx, len(contestants))
	if err != nil {
		return err
	}
	seen := map[string]int{}
	for _, c := range contestants {
		seen[c.Code]++
	}
	for i := range contestants {
		one := &contestants[i]
		one.ID = ids[i]
		if seen[one.Code] > 1 || one.Code == "" {
			one.Code = fmt.Sprintf("%s-%d", one.Code, one.PersonID)
		}
	}
	return nil
}

// measureBases takes the starting positions: the measure's values of the period before.
func (d *Desk) measureBases(ctx context.Context, tx *store.Tx, c *Contest, p *pack.Pack, measure string, values map[string]fixed.Value, contestants []Contestant) error {
	tree, err := org.LoadTree(ctx, tx, c.County)
	if err != nil {
		return err
	}
	l, err := ledger.Open(ctx, tx, p, tree, d.Keys)
	if err != nil {
		return err
	}
	of := ledger.Measuring{Period: c.Period.Previous(), Parameters: values}
	for _, one := range contestants {
		of.Subjects = append(of.Subjects, ledger.Subject{UnitID: one.UnitID})
	}
	readings, err := l.Measures(ctx, tx, of, measure)
	if err != nil {
		return fmt.Errorf("starting positions of %s: %w", c.Title, err)
	}
	column := readings[measure].Column
	for i := range contestants {
		if column.States == nil || column.States[i] == expression.Present {
			contestants[i].Base = &column.Values[i]
		}
	}
	return nil
}

func (c *Contest) insert(ctx context.Context, tx *store.Tx, contestants []Contestant) error {
	var taken int
	err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM contests WHERE county = $1 AND contest = $2 AND period = $3`, c.County, c.Policy, c.Period.String()).Scan(&taken)
	if err != nil {
		return err
	}
	if taken > 0 {
		return fault.Conflict("contest.planned_already", fault.Args{"contest": c.Title})
	}
	if c.ID, err = tx.NextID(ctx); err != nil {
		return err
	}
	rules, err := json.Marshal(c.Rules)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO contests (county, id, contest, title, period, held_on, place, pack_id, rules, state, seed, current_id, planned_at, planned_by)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', 0, $11, $12)`, c.County, c.ID, c.Policy, c.Title, c.Period.String(), c.HeldOn.String(), c.Place, c.PackID,
		string(rules), string(c.State), c.PlannedAt, c.PlannedBy)
	if err != nil {
		return fmt.Errorf("plan %s: %w", c.Title, err)
	}
	tx.Touch(c.County, PartOf(c.ID))
	for _, one := range contestants {
		if err := c.insertContestant(ctx, tx, one); err != nil {
			return err
		}
	}
	return nil
}

func (c *Contest) leafOf(p *pack.Pack, into int64, contestants []Contestant) planned {
	leaf := planned{Contest: c.ID, Policy: c.Policy, Period: c.Period.String(), HeldOn: c.HeldOn.String(), Pack: p.Name(), Fingerprint: p.Fingerprint, Rules: c.Rules, Into: into}
	for _, one := range contestants {
		leaf.Contestants = append(leaf.Contestants, plannedOne{ID: one.ID, Unit: one.UnitID, Person: one.PersonID, Code: one.Code, Group: one.Group, Base: one.Base})
	}
	return leaf
}
