package round

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"qixing/fault"
	"qixing/org"
	"qixing/pack"
	"qixing/procedure"
	"qixing/store"
)

// Entry is one subject in a round.
type Entry struct {
	County    string
	ID        int64
	RoundID   int64
	UnitID    int64
	PersonID  int64 // 0 where the subject is the unit itself
	Kind      string
	Code      string
	Title     string
	TownID    int64
	TownTitle string
	VillageID int64 // the village that the subject is or belongs to; 0 for none
	UnitPath  string
	Stage     string
	Status    procedure.Status
	Returned  string // why it was returned, until it comes back
	Given     *Given // what was decided, where the scheme has grades; nil before
}

// Given is the grade that a body decided, with its reason where it isn't the computed one. No grade at all is "".
type Given struct {
	Grade  string
	Reason string
}

const entryColumns = `county, id, round_id, unit_id, person_id, subject_kind, subject_code, subject_title, town_id, town_title, village_id, unit_path,
	stage, status, returned, grade, grade_reason`

// ListEntries gives a round's whole roster in the order of the subjects' codes. What a viewer may see of it is Visible's to say.
func (r *Running) ListEntries(ctx context.Context, tx *store.Tx) ([]Entry, error) {
	rows, err := tx.Query(ctx, `SELECT `+entryColumns+` FROM entries WHERE county = $1 AND round_id = $2 ORDER BY subject_code, id`, r.County, r.ID)
	if err != nil {
		return nil, fmt.Errorf("entries of round %d: %w", r.ID, err)
	}
	defer rows.Close()
	var entries []Entry
	for rows.Next() {
		e, err := scanEntry(rows)
		if err != nil {
			return nil, err
		}
		entries = append(entries, e)
	}
	return entries, rows.Err()
}

// FindEntry gives one entry of the round.
func (r *Running) FindEntry(ctx context.Context, tx *store.Tx, id int64) (Entry, error) {
	row := tx.QueryRow(ctx, `SELECT `+entryColumns+` FROM entries WHERE county = $1 AND round_id = $2 AND id = $3`, r.County, r.ID, id)
	e, err := scanEntry(row)
	if errors.Is(err, sql.ErrNoRows) {
		return e, fault.NotFound("round.entry_not_found", fault.Args{"id": id})
	}
	return e, err
}

func scanEntry(row scanner) (Entry, error) {
	var e Entry
	var returned, grade sql.NullString
	var reason string
	err := row.Scan(&e.County, &e.ID, &e.RoundID, &e.UnitID, &e.PersonID, &e.Kind, &e.Code, &e.Title, &e.TownID, &e.TownTitle, &e.VillageID, &e.UnitPath,
		&e.Stage, &e.Status, &returned, &grade, &reason)
	e.Returned = returned.String
	if grade.Valid {
		e.Given = &Given{Grade: grade.String, Reason: reason}
	}
	return e, err
}

// Visible tells whether someone may open an entry: the roles of its stages over its unit, whoever runs rounds or reads all, and the
// person it is about. Whoever must stand aside may not, whatever else they are.
func (r *Running) Visible(who org.Principal, e Entry) bool {
	if May(who, r.Pack, pack.ManageRounds, e.UnitPath) || May(who, r.Pack, pack.ReadAll, e.UnitPath) || r.Concerns(who, e) {
		return true
	}
	for _, stage := range r.Policy.Procedure {
		if stage.By != "" && Holds(who, stage.By, e.UnitPath) {
			return true
		}
	}
	return false
}

// Concerns tells whether an entry is about the one who looks at it: the person, or whoever assesses for the unit.
func (r *Running) Concerns(who org.Principal, e Entry) bool {
	if e.PersonID != 0 && e.PersonID == who.PersonID {
		return true
	}
	assess := procedure.FirstOf(r.Policy.Procedure, pack.Assess)
	return assess != nil && assess.By != "" && Holds(who, assess.By, e.UnitPath)
}

// apply moves an entry by an event and keeps who said what.
func (r *Running) apply(ctx context.Context, tx *store.Tx, who org.Principal, e *Entry, event procedure.Event, stage, text string) error {
	next, err := procedure.Next(e.Status, event)
	if err != nil {
		return err
	}
	return r.move(ctx, tx, who, e, next, stage, event, text)
}

// move writes an entry's new status and stage together with the opinion that moved it.
func (r *Running) move(ctx context.Context, tx *store.Tx, who org.Principal, e *Entry, to procedure.Status, stage string, event procedure.Event, text string) error {
	var returned any
	if event == procedure.Return {
		returned = text
	}
	tx.Touch(e.County, PartOf(e.RoundID))
	_, err := tx.Exec(ctx, `UPDATE entries SET status = $1, stage = $2, returned = $3 WHERE county = $4 AND id = $5`,
		string(to), stage, returned, e.County, e.ID)
	if err != nil {
		return fmt.Errorf("move entry %d: %w", e.ID, err)
	}
	e.Status, e.Stage = to, stage
	return addOpinion(ctx, tx, who, *e, stage, string(event), text)
}
