package round

import (
	"context"
	"encoding/json"
	"fmt"

	"qixing/calendar"
	"qixing/fault"
	"qixing/org"
	"qixing/pack"
	"qixing/procedure"
	"qixing/store"
)

// Opening is what the office decides when it opens a round.
type Opening struct {
	Scheme        string
	Period        calendar.Period
	ReferenceDate calendar.Date // the day whose parameters count
	Title         string        // "" takes the scheme's title and the period
}

// Open opens a round: the pack's version, the parameters and the roster are frozen as they stand.
func (d *Desk) Open(ctx context.Context, tx *store.Tx, who org.Principal, opening Opening) (*Running, error) {
	packID, policy, err := d.Packs.ActivePack(ctx, tx, who.County)
	if err != nil {
		return nil, err
	}
	scheme, err := checkOpening(who, policy, opening)
	if err != nil {
		return nil, err
	}
	r := &Running{Pack: policy, Policy: scheme, Round: newRound(tx, who, scheme, packID, opening)}
	r.Values = policy.Values(opening.ReferenceDate.String())
	if err := d.insertRound(ctx, tx, r); err != nil {
		return nil, err
	}
	entries, err := d.enrol(ctx, tx, r)
	if err != nil {
		return nil, err
	}
	return r, record(ctx, tx, who, "round_opened", r.Title, map[string]any{
		"round": r.ID, "scheme": r.Scheme, "period": r.Period.String(), "pack": policy.Name(), "fingerprint": policy.Fingerprint,
		"parameters": r.Values, "entries": entries})
}

func checkOpening(who org.Principal, policy *pack.Pack, opening Opening) (*pack.Scheme, error) {
	if !May(who, policy, pack.ManageRounds, "") {
		return nil, fault.Forbidden("round.open_forbidden", nil)
	}
	scheme, found := policy.FindScheme(opening.Scheme)
	if !found {
		return nil, fault.NotFound("round.no_scheme", fault.Args{"scheme": opening.Scheme}).At("scheme")
	}
	if string(opening.Period.Kind()) != scheme.Period {
		return nil, fault.Invalid("round.period_kind", fault.Args{"period": opening.Period.String(), "kind": scheme.Period}).At("period")
	}
	return scheme, nil
}

func newRound(tx *store.Tx, who org.Principal, scheme *pack.Scheme, packID int64, opening Opening) Round {
	title := opening.Title
	if title == "" {
		title = opening.Period.Chinese() + scheme.Title
	}
	return Round{County: who.County, Scheme: scheme.ID, Title: title, Period: opening.Period, ReferenceDate: opening.ReferenceDate,
		PackID: packID, Stage: scheme.Procedure[0].ID, OpenedAt: tx.Timestamp(), OpenedBy: who.Title}
}

func (d *Desk) insertRound(ctx context.Context, tx *store.Tx, r *Running) error {
	var taken int
	err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM rounds WHERE county = $1 AND scheme = $2 AND period = $3`,
		r.County, r.Scheme, r.Period.String()).Scan(&taken)
	if err != nil {
		return err
	}
	if taken > 0 {
		return fault.Conflict("round.opened_already", fault.Args{"round": r.Title})
	}
	if r.ID, err = tx.NextID(ctx); err != nil {
		return err
	}
	tx.Touch(r.County, PartOf(r.ID))
	values, err := json.Marshal(r.Values)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO rounds (county, id, scheme, title, period, reference_date, pack_id, parameters, stage, opened_at, opened_by)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`, r.County, r.ID, r.Scheme, r.Title, r.Period.String(), r.ReferenceDate.String(),
		r.PackID, string(values), r.Stage, r.OpenedAt, r.OpenedBy)
	if err != nil {
		return fmt.Errorf("open round %s: %w", r.Title, err)
	}
	return d.insertStages(ctx, tx, r)
}

func (d *Desk) insertStages(ctx context.Context, tx *store.Tx, r *Running) error {
	previous := r.ReferenceDate
	for i, stage := range r.Policy.Procedure {
		due, err := procedure.Due(stage, r.Period, previous, d.Calendar, r.Values)
		if err != nil {
			return err
		}
		previous = due
		var opened any
		if i == 0 {
			opened = tx.Timestamp()
		}
		_, err = tx.Exec(ctx, `INSERT INTO round_stages (county, round_id, stage, position, due, opened_at) VALUES ($1, $2, $3, $4, $5, $6)`,
			r.County, r.ID, stage.ID, i, due.String(), opened)
		if err != nil {
			return fmt.Errorf("stage %s: %w", stage.ID, err)
		}
		r.Stages = append(r.Stages, Stage{Stage: stage, Due: due})
	}
	return nil
}

// enrol writes the roster as it stands today.
func (d *Desk) enrol(ctx context.Context, tx *store.Tx, r *Running) (int, error) {
	l, err := d.ledger(ctx, tx, r)
	if err != nil {
		return 0, err
	}
	roster, err := r.roster(ctx, tx, l)
	if err != nil {
		return 0, fmt.Errorf("roster of %s: %w", r.Title, err)
	}
	if len(roster) == 0 {
		return 0, fault.Invalid("round.nobody", fault.Args{"round": r.Title})
	}
	ids, err := tx.NextIDs(ctx, len(roster))
	if err != nil {
		return 0, err
	}
	for i, subject := range roster {
		if err := r.insertEntry(ctx, tx, ids[i], subject, l.Tree); err != nil {
			return 0, err
		}
	}
	return len(roster), nil
}

func (r *Running) insertEntry(ctx context.Context, tx *store.Tx, id int64, s subject, tree *org.Tree) error {
	e := r.newEntry(id, s, tree)
	_, err := tx.Exec(ctx, `INSERT INTO entries (county, id, round_id, unit_id, person_id, subject_kind, subject_code, subject_title, town_id, town_title,
		village_id, unit_path, stage, status) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`, r.County, id, r.ID, e.UnitID, e.PersonID,
		e.Kind, e.Code, e.Title, e.TownID, e.TownTitle, e.VillageID, e.UnitPath, e.Stage, string(e.Status))
	if err != nil {
		return fmt.Errorf("enter %s: %w", s.title, err)
	}
	return nil
}

// newEntry is a subject at the beginning. Whoever belongs to no town stands in a department of the county, which is as much.
func (r *Running) newEntry(id int64, s subject, tree *org.Tree) Entry {
	town, found := tree.AtLevel(s.unit.ID, "town")
	if !found {
		town = s.unit
	}
	village, _ := tree.AtLevel(s.unit.ID, "village")
	return Entry{County: r.County, ID: id, RoundID: r.ID, UnitID: s.unit.ID, PersonID: s.personID, Kind: r.Policy.Subject, Code: s.code, Title: s.title,
		TownID: town.ID, TownTitle: town.Title, VillageID: village.ID, UnitPath: s.unit.Path, Stage: r.Stage, Status: procedure.First(r.Policy.Procedure)}
}
