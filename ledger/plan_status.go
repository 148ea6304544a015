package ledger

import (
	"context"
	"fmt"

	"qixing/pack"
	"qixing/store"
)

// planStatuses gives the records of a matter that have no state yet, because they were there before it, the one that the pack says.
func (p *planner) planStatuses(ctx context.Context, tx *store.Tx) error {
	for _, matter := range p.plan.Pack.Matters {
		register, known := p.plan.Pack.FindRegister(matter.Register)
		if !known {
			continue
		}
		table, there := p.tables[register.ID]
		if !there && register.RenamedFrom != "" {
			table, there = p.tables[register.RenamedFrom]
		}
		if !there {
			continue
		}
		step := Step{Kind: SetStatus, Register: register.ID, Field: matter.Status, Title: matter.Title, Table: table.name, register: register, matter: matter}
		query, args := p.withoutStatus(table.name, matter, register)
		if err := tx.QueryRow(ctx, query, args...).Scan(&step.Records); err != nil {
			return fmt.Errorf("count records of %s: %w", register.ID, err)
		}
		if step.Records > 0 {
			p.add(step)
		}
	}
	return nil
}

// withoutStatus counts the records whose state is none of the matter's; before the field has a column that is all of them.
func (p *planner) withoutStatus(table string, matter *pack.Matter, register *pack.Register) (query string, args []any) {
	query, args = `SELECT count(*) FROM `+table+` WHERE county = $1`, []any{p.plan.County}
	column, there := p.findActive(table, matter.Status)
	if !there || column.sqlType != "TEXT" {
		return query, args
	}
	s := &selection{args: args}
	condition := statusMissing(s, column.name, matter, register)
	return query + " AND " + condition, s.args
}

func statusMissing(s *selection, column string, matter *pack.Matter, register *pack.Register) string {
	var known []any
	if field, ok := register.FindField(matter.Status); ok {
		for _, option := range field.Options {
			known = append(known, option.ID)
		}
	}
	return "(" + quoted(column) + " IS NULL OR " + quoted(column) + " NOT IN (" + s.marks(known) + "))"
}

// setStatus writes the states. Conditions name no secrets, so that this needs no key.
func (p Plan) setStatus(ctx context.Context, tx *store.Tx, step Step) error {
	table, err := loadTableOf(ctx, tx, p.County, step)
	if err != nil {
		return err
	}
	plain := plainTable(table)
	column, err := plain.FindColumn(step.matter.Status)
	if err != nil {
		return err
	}
	s := &selection{ledger: &Ledger{County: p.County, Pack: p.Pack}, table: plain, args: []any{p.County}}
	s.add(statusMissing(s, column.Name, step.matter, step.register))
	states := map[int64]string{}
	err = s.each(ctx, tx, " ORDER BY id", func(r Record) error {
		states[r.ID] = earlierState(step.matter, step.register, r.Values)
		return nil
	})
	for id, state := range states {
		if err != nil {
			return err
		}
		err = exec(ctx, tx, `UPDATE `+step.Table+` SET `+quoted(column.Name)+` = $1 WHERE county = $2 AND id = $3`, state, p.County, id)
	}
	tx.Touch(p.County, PartOf(step.Register))
	return err
}

// earlierState is the first state whose condition holds, or the first state of all. A draft has always that.
func earlierState(matter *pack.Matter, register *pack.Register, values map[string]Value) string {
	for _, earlier := range matter.Existing {
		if Holds(register, earlier.When, values) {
			return earlier.ID
		}
	}
	return matter.Start
}
