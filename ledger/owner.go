package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"qixing/calendar"
	"qixing/fault"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

var noTime time.Time

func today(tx *store.Tx) string { return calendar.DateOf(tx.Now).String() }

func lockName(county string, record int64) string {
	return "record:" + county + ":" + strconv.FormatInt(record, 10)
}

// settleOwner checks whose a new record is to be; a person's belongs to the unit that the person belongs to now.
func (l *Ledger) settleOwner(ctx context.Context, tx *store.Tx, table *Table, record *Record, lang string) error {
	if table.Register.Owner == "person" {
		person, err := org.FindPerson(ctx, tx, l.County, record.PersonID)
		if err != nil {
			return err
		}
		record.UnitID = person.UnitID
		return nil
	}
	record.PersonID = 0
	unit, err := l.Tree.FindUnit(record.UnitID)
	if err != nil {
		return err
	}
	if string(unit.Kind) != table.Register.Owner {
		return fault.Invalid("ledger.wrong_owner", fault.Args{"unit": unit.In(lang), "owner": ownerTitle(table.Register, lang)}).At("owner")
	}
	return nil
}

// validateReferences checks that units, persons, records and files that are pointed at exist.
func (l *Ledger) validateReferences(ctx context.Context, tx *store.Tx, table *Table, record *Record, lang string) error {
	var problems []error
	for _, column := range table.Columns {
		value := record.Values[column.Field.ID]
		if !value.Present {
			continue
		}
		if err := l.validateReference(ctx, tx, record, column.Field, value, lang); err != nil {
			problem := fault.Find(err)
			if problem == nil || problem.Code == fault.CodeInternal {
				return err
			}
			problems = append(problems, fault.Invalid("ledger.no_such_thing", fault.Args{"title": titleOf(column.Field, lang)}).At(column.Field.ID).Because(err))
		}
	}
	return errors.Join(problems...)
}

func (l *Ledger) validateReference(ctx context.Context, tx *store.Tx, record *Record, field *pack.Field, value Value, lang string) error {
	switch field.Type {
	case pack.UnitRef:
		unit, err := l.Tree.FindUnit(value.Number)
		if err == nil && field.Of != "" && string(unit.Kind) != field.Of {
			err = fault.NotFound("ledger.wrong_kind", fault.Args{"unit": unit.In(lang)})
		}
		return err
	case pack.PersonRef:
		_, err := org.FindPerson(ctx, tx, l.County, value.Number)
		return err
	case pack.RecordRef:
		return l.recordExists(ctx, tx, field.Of, value.Number)
	case pack.File:
		return l.filesExist(ctx, tx, record, value.List)
	}
	return nil
}

func (l *Ledger) recordExists(ctx context.Context, tx *store.Tx, register string, id int64) error {
	table, err := l.FindTable(register)
	if err != nil {
		return err
	}
	var found int64
	err = tx.QueryRow(ctx, `SELECT id FROM `+table.Name+` WHERE county = $1 AND id = $2 AND deleted = 0`, l.County, id).Scan(&found)
	if errors.Is(err, sql.ErrNoRows) {
		return noRecord(table, id)
	}
	return err
}

// filesExist takes the record's own files and new uploads of whoever changes it: nobody else's.
func (l *Ledger) filesExist(ctx context.Context, tx *store.Tx, record *Record, ids []string) error {
	args, marks := []any{l.County, record.ID, record.ChangedBy}, []string{}
	for _, text := range ids {
		id, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return fault.NotFound("ledger.no_file", fault.Args{"file": text})
		}
		args = append(args, id)
		marks = append(marks, fmt.Sprintf("$%d", len(args)))
	}
	var found int
	err := tx.QueryRow(ctx, `SELECT count(*) FROM files WHERE county = $1 AND (record_id = $2 OR (record_id = 0 AND uploaded_by = $3))
		AND id IN (`+strings.Join(marks, ", ")+`)`, args...).Scan(&found)
	if err == nil && found != len(ids) {
		return fault.NotFound("ledger.no_file", fault.Args{"file": strings.Join(ids, ", ")})
	}
	return err
}

// linkFiles ties uploaded files to the record that carries them now; from then on who may read it may open them.
func (l *Ledger) linkFiles(ctx context.Context, tx *store.Tx, table *Table, record *Record) error {
	for _, column := range table.Columns {
		if column.Field.Type != pack.File {
			continue
		}
		for _, id := range record.Values[column.Field.ID].List {
			number, err := strconv.ParseInt(id, 10, 64)
			if err != nil {
				return fault.NotFound("ledger.no_file", fault.Args{"file": id})
			}
			err = exec(ctx, tx, `UPDATE files SET register = $1, record_id = $2 WHERE county = $3 AND id = $4 AND record_id = 0`,
				table.Register.ID, record.ID, l.County, number)
			if err != nil {
				return fmt.Errorf("link file %s: %w", id, err)
			}
		}
	}
	return nil
}
