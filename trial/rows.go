package trial

import (
	"fmt"
	"strconv"

	"qixing/fault"
	"qixing/ledger"
	"qixing/pack"
	"qixing/store"
)

// tally is how many of a subject's records the register under test took, and how many it refused.
type tally struct{ kept, refused int }

// tryEach enters the rows of the register under test one by one: what its rules refuse is counted, and the next is tried. A row that
// can't be read is a mistake of the case.
func (c *county) tryEach(db *store.DB, rows *pack.CaseRows) error {
	for _, row := range rows.Rows {
		var records []ledger.Record
		err := c.within(db, func() (err error) {
			records, err = c.readRows(&pack.CaseRows{Register: rows.Register, Rows: [][]pack.CaseValue{row}})
			return err
		})
		if err != nil {
			return err
		}
		err = c.within(db, func() error { return c.books.AddAll(c.ctx, c.tx, rows.Register, records) })
		if code := fault.CodeOf(err); err != nil && code != fault.CodeConflict && code != fault.CodeInvalid {
			return err
		}
		c.count(ownerIn(row), err == nil)
	}
	return nil
}

func (c *county) count(subject string, kept bool) {
	for _, name := range []string{subject, everyone} {
		sum := c.tallies[name]
		if kept {
			sum.kept++
		} else {
			sum.refused++
		}
		c.tallies[name] = sum
		if subject == everyone {
			return
		}
	}
}

func ownerIn(row []pack.CaseValue) string {
	for _, value := range row {
		if value.Name == "owner" {
			return value.Text
		}
	}
	return ""
}

// fill writes the rows of one register.
func (c *county) fill(rows *pack.CaseRows) error {
	records, err := c.readRows(rows)
	if err != nil {
		return err
	}
	return c.books.AddAll(c.ctx, c.tx, rows.Register, records)
}

// readRows reads rows as checked records, unless they say that they aren't.
func (c *county) readRows(rows *pack.CaseRows) ([]ledger.Record, error) {
	register, found := c.policy.FindRegister(rows.Register)
	if !found {
		return nil, fault.Invalid("trial.no_result", fault.Args{"name": rows.Register})
	}
	var records []ledger.Record
	for _, row := range rows.Rows {
		record := ledger.Record{State: ledger.Checked, Values: map[string]ledger.Value{}}
		for _, value := range row {
			if err := c.readValue(register, &record, value); err != nil {
				return nil, err
			}
		}
		records = append(records, record)
	}
	return records, nil
}

func (c *county) readValue(register *pack.Register, record *ledger.Record, value pack.CaseValue) error {
	switch {
	case value.Null:
		return nil
	case value.Name == "owner":
		owner := c.owners[value.Text]
		record.UnitID, record.PersonID = owner.UnitID, owner.PersonID
		return nil
	case value.Name == "state":
		record.State = ledger.State(value.Text)
		return nil
	}
	field, found := register.FindField(value.Name)
	if !found {
		return fault.Invalid("trial.no_result", fault.Args{"name": value.Name})
	}
	read, err := c.readField(field, value)
	record.Values[field.ID] = read
	return err
}

func (c *county) readField(field *pack.Field, value pack.CaseValue) (ledger.Value, error) {
	switch field.Type {
	case pack.UnitRef:
		unit, err := c.books.Tree.FindByTitle("", value.Text, 0)
		return ledger.NumberValue(unit.ID), err
	case pack.RecordRef:
		return c.findNamed(field.Of, value)
	}
	read, err := ledger.ParseCell(field, ledger.Cell{Text: value.Text}, ledger.NoScale)
	if err != nil {
		return read, unreadable(value, err)
	}
	return read, nil
}

// findNamed finds the record of another register whose first text is what the case writes.
func (c *county) findNamed(register string, value pack.CaseValue) (ledger.Value, error) {
	declared, _ := c.policy.FindRegister(register)
	var id int64
	err := c.books.EachRecord(c.ctx, c.tx, register, nil, func(r ledger.Record) error {
		for _, field := range declared.Fields {
			if field.Type != pack.Text {
				continue
			}
			if r.Values[field.ID].Text == value.Text {
				id = r.ID
			}
			break
		}
		return nil
	})
	if number, bad := strconv.ParseInt(value.Text, 10, 64); err == nil && id == 0 && bad == nil {
		return ledger.NumberValue(number), nil // a number stands for any record: references aren't followed in a case
	}
	if err == nil && id == 0 {
		err = unreadable(value, fmt.Errorf("no record of %s is called so", register))
	}
	return ledger.NumberValue(id), err
}

// entered tells how the register under test took the case's records.
func (t *trial) entered(subject string) (answer, error) {
	sum := t.tallies[subject]
	return func(name string) (found, error) {
		switch name {
		case "kept":
			return found{number, fmt.Sprint(sum.kept)}, nil
		case "refused":
			return found{number, fmt.Sprint(sum.refused)}, nil
		}
		return found{}, fault.Invalid("trial.no_result", fault.Args{"name": name})
	}, nil
}

// placesOf gives how many a scheme may select at most.
func (t *trial) placesOf(scheme *pack.Scheme) answer {
	return func(name string) (found, error) {
		for _, stage := range scheme.Procedure {
			if name == "places" && stage.Select != nil {
				return found{number, stage.Select.Resolve(t.values).String()}, nil
			}
		}
		return found{}, fault.Invalid("trial.no_result", fault.Args{"name": name})
	}
}
