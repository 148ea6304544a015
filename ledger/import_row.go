package ledger

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"qixing/fault"
	"qixing/pack"
)

// incoming is a row as read: a record with the fields that the sheet has a column for.
type incoming struct {
	row    int
	number int64 // of the record, where the sheet names it
	record Record
}

func itoa(n int) string { return strconv.Itoa(n) }

// parse reads a row. Whatever is wrong in it is noted, cell by cell; only a failure of the system is an error.
func (im *importer) parse(ctx context.Context, row sheetRow) error {
	in := &incoming{row: row.Number, record: Record{Values: make(map[string]Value, len(im.uses))}}
	before := len(im.report.Problems)
	if err := im.parseOwner(ctx, row, in); err != nil {
		return err
	}
	for i, u := range im.uses {
		if u.kind != useField || u.column.Field.Type == pack.Formula || u.column.Field.Type == pack.File {
			continue
		}
		cell := cellAt(row, i)
		if u.column.Secret && strings.Contains(cell.Text, maskRunes) {
			continue // as exported: unchanged
		}
		value, err := im.parseCell(ctx, u, cell, in.record.UnitID)
		if err != nil {
			if isOurs(err) {
				return err
			}
			im.addCellProblem(row, i, err)
			continue
		}
		in.record.Values[u.column.Field.ID] = value
	}
	if len(im.report.Problems) == before && !im.report.More {
		im.batch = append(im.batch, in)
	}
	return nil
}

// isOurs tells a failure of the system from a fault of the file.
func isOurs(err error) bool {
	code := fault.CodeOf(err)
	return code == fault.CodeInternal || code == fault.CodeUnavailable
}

func cellAt(row sheetRow, i int) Cell {
	if i < len(row.Cells) {
		return row.Cells[i]
	}
	return Cell{}
}

func (im *importer) parseCell(ctx context.Context, u use, cell Cell, unit int64) (Value, error) {
	field := u.column.Field
	switch field.Type {
	case pack.UnitRef, pack.PersonRef, pack.RecordRef:
		if IsBlank(cell.Text) {
			return Value{}, nil
		}
		return im.resolver.reference(ctx, im.tx, field, plainText(cell), unit)
	}
	scale := u.scale
	if scale == NoScale && field.Type == pack.Money {
		scale = im.scale
	}
	return ParseCell(field, cell, scale)
}

func (im *importer) addCellProblem(row sheetRow, i int, err error) {
	p := Problem{Row: row.Number, Column: columnLetters(i), Title: strings.TrimSpace(im.uses[i].title), Value: plainText(cellAt(row, i))}
	if im.uses[i].kind == useField && im.uses[i].column.Secret {
		p.Value = ""
	}
	im.addProblem(p, err)
}

// texts gives the cells that say whose the row is.
func (im *importer) texts(row sheetRow) (texts map[useKind]string, at map[useKind]int) {
	texts, at = map[useKind]string{}, map[useKind]int{}
	for i, u := range im.uses {
		if u.kind == useNothing || u.kind == useField {
			continue
		}
		at[u.kind] = i
		if cell := cellAt(row, i); !IsBlank(cell.Text) {
			texts[u.kind] = plainText(cell)
		}
	}
	if texts[useTown] == "" && im.table.Register.Owner != "person" {
		texts[useTown] = im.town // a cell merged over several rows holds its text in the first
	}
	im.town = texts[useTown]
	return texts, at
}

func (im *importer) parseOwner(ctx context.Context, row sheetRow, in *incoming) error {
	texts, at := im.texts(row)
	if number := texts[useRecord]; number != "" {
		id, err := strconv.ParseInt(number, 10, 64)
		if err != nil || id <= 0 {
			im.addCellProblem(row, at[useRecord], fault.Invalid("ledger.no_record_number", fault.Args{"value": number}))
		}
		in.number = id
	}
	unit, where, err := im.findOwnerUnit(texts, at)
	if err != nil {
		im.addOwnerProblem(row, where, err)
		return nil
	}
	in.record.UnitID = unit
	if im.table.Register.Owner != "person" {
		return nil
	}
	return im.findOwnerPerson(ctx, row, in, texts, at)
}

func (im *importer) addOwnerProblem(row sheetRow, column int, err error) {
	if column < 0 {
		im.addProblem(Problem{Row: row.Number}, err)
		return
	}
	im.addCellProblem(row, column, err)
}

// findOwnerUnit finds the unit by code, or by title with the town; without either it is the one that was given. A person's
// unit only tells people of the same name apart.
func (im *importer) findOwnerUnit(texts map[useKind]string, at map[useKind]int) (unit int64, column int, err error) {
	kind := im.table.Register.Owner
	if kind == "person" {
		kind = ""
	}
	switch {
	case texts[useCode] != "":
		unit, err = im.resolver.unit(kind, texts[useCode], "")
		return unit, at[useCode], err
	case texts[useUnit] != "":
		town := texts[useTown]
		if kind == "town" || kind == "county" {
			town = ""
		}
		unit, err = im.resolver.unit(kind, texts[useUnit], town)
		return unit, at[useUnit], err
	case im.how.UnitID != 0 || kind == "" || texts[useRecord] != "":
		return im.how.UnitID, -1, nil
	case len(im.resolver.within) == 1:
		if only, findErr := im.ledger.Tree.FindUnit(im.resolver.within[0]); findErr == nil && string(only.Kind) == kind {
			return only.ID, -1, nil
		}
	}
	column, found := at[useUnit]
	if !found {
		column = -1
	}
	return 0, column, fault.Invalid("ledger.owner_missing", fault.Args{"owner": ownerTitle(im.table.Register, im.who.Language)})
}

func (im *importer) findOwnerPerson(ctx context.Context, row sheetRow, in *incoming, texts map[useKind]string, at map[useKind]int) error {
	name := texts[usePerson]
	if name == "" {
		if in.number == 0 {
			im.addProblem(Problem{Row: row.Number}, fault.Invalid("ledger.owner_missing", fault.Args{"owner": ownerTitle(im.table.Register, im.who.Language)}))
		}
		return nil
	}
	person, err := im.resolver.person(ctx, im.tx, name, in.record.UnitID)
	if err != nil {
		if isOurs(err) {
			return err
		}
		if in.number == 0 || !errors.Is(err, fault.Invalid("ledger.person_ambiguous", nil)) {
			im.addCellProblem(row, at[usePerson], err)
		}
		return nil
	}
	in.record.PersonID, in.record.UnitID = person.ID, person.UnitID
	return nil
}
