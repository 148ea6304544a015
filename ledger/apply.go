package ledger

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"qixing/fault"
	"qixing/pack"
	"qixing/store"
)

// Applying says who applies a pack, with which files, and which losses they have accepted by name.
type Applying struct {
	By    int64 // account
	Files Zipped
	Allow []string
}

// Apply makes the tables what the plan's pack needs and stores the pack as the county's newest, all in tx. It plans once more
// under a lock, since another county may have applied meanwhile. A step that would lose data and isn't allowed refuses
// the whole.
func Apply(ctx context.Context, tx *store.Tx, plan Plan, with Applying) error {
	if err := tx.Lock(ctx, "ledger:apply"); err != nil {
		return err
	}
	plan, err := PlanTables(ctx, tx, plan.County, plan.Pack)
	if err != nil {
		return err
	}
	if refused := plan.Refused(with.Allow); len(refused) > 0 {
		return refusal(refused)
	}
	for _, step := range plan.Steps {
		if err := plan.run(ctx, tx, step); err != nil {
			return fmt.Errorf("%s %s: %w", step.Kind, step.Name(), err)
		}
	}
	if err := plan.makeIndexes(ctx, tx); err != nil {
		return err
	}
	return savePack(ctx, tx, plan, with)
}

func refusal(steps []Step) error {
	var names []string
	for _, step := range steps {
		names = append(names, fmt.Sprintf("%s (%d)", step.Name(), step.Records))
	}
	return fault.Conflict("ledger.would_lose", fault.Args{"names": strings.Join(names, "、")})
}

func (p Plan) run(ctx context.Context, tx *store.Tx, step Step) error {
	switch step.Kind {
	case MakeTable:
		return p.makeTable(ctx, tx, step)
	case AddColumn:
		return p.addColumn(ctx, tx, step)
	case RenameColumn:
		return p.renameColumn(ctx, tx, step)
	case RetypeColumn:
		return exec(ctx, tx, `UPDATE register_columns SET field_type = $1 WHERE county = $2 AND table_name = $3 AND column_name = $4`,
			string(step.field.Type), p.County, step.Table, step.Column)
	case RetireColumn:
		return exec(ctx, tx, `UPDATE register_columns SET retired_at = $1 WHERE county = $2 AND table_name = $3 AND column_name = $4`,
			tx.Timestamp(), p.County, step.Table, step.Column)
	case RenameRegister:
		return exec(ctx, tx, `UPDATE registers SET register = $1 WHERE county = $2 AND table_name = $3`, step.Register, p.County, step.Table)
	case RetireRegister:
		return exec(ctx, tx, `UPDATE registers SET retired_at = $1 WHERE county = $2 AND table_name = $3`, tx.Timestamp(), p.County, step.Table)
	case Recompute:
		return p.recompute(ctx, tx, step)
	case SetStatus:
		return p.setStatus(ctx, tx, step)
	}
	return fmt.Errorf("unknown step %q", step.Kind)
}

func exec(ctx context.Context, tx *store.Tx, query string, args ...any) error {
	_, err := tx.Exec(ctx, query, args...)
	return err
}

// makeTable makes a new table with all of its columns: SQLite reads the whole schema again after each that is added to one.
func (p Plan) makeTable(ctx context.Context, tx *store.Tx, step Step) error {
	if !step.Exists {
		var columns strings.Builder
		for _, column := range systemColumns {
			kind, rest, _ := strings.Cut(column.definition, " ")
			fmt.Fprintf(&columns, "\t%s %s %s,\n", column.name, sqlTypeOn(tx, kind), rest)
		}
		for _, field := range p.Steps {
			for _, column := range field.newColumns(tx, step.Table) {
				fmt.Fprintf(&columns, "\t%s,\n", column)
			}
		}
		if err := exec(ctx, tx, "CREATE TABLE "+step.Table+" (\n"+columns.String()+"\tPRIMARY KEY (county, id)\n)"); err != nil {
			return err
		}
	}
	return exec(ctx, tx, `INSERT INTO registers (county, register, table_name, computed) VALUES ($1, $2, $3, $4)`,
		p.County, step.Register, step.Table, computedOf(step.register))
}

// newColumns are what a step adds to a table.
func (s Step) newColumns(tx *store.Tx, table string) []string {
	if s.Kind != AddColumn || s.Table != table || s.Exists {
		return nil
	}
	columns := []string{quoted(s.Column) + " " + sqlTypeOn(tx, s.SQLType)}
	if s.SQLType == "BYTEA" {
		columns = append(columns, quoted(secretIndex(s.Column))+" "+sqlTypeOn(tx, "TEXT"))
	}
	return columns
}

func (p Plan) addColumn(ctx context.Context, tx *store.Tx, step Step) error {
	made := slices.ContainsFunc(p.Steps, func(s Step) bool { return s.Kind == MakeTable && s.Table == step.Table && !s.Exists })
	for _, column := range step.newColumns(tx, step.Table) {
		if made {
			break
		}
		if err := alter(ctx, tx, step.Table, "ADD COLUMN "+column); err != nil {
			return err
		}
	}
	return exec(ctx, tx, `INSERT INTO register_columns (county, table_name, column_name, field, field_type, sql_type)
		VALUES ($1, $2, $3, $4, $5, $6)`, p.County, step.Table, step.Column, step.Field, string(step.field.Type), step.SQLType)
}

func (p Plan) renameColumn(ctx context.Context, tx *store.Tx, step Step) error {
	if step.Column != step.From {
		if err := alter(ctx, tx, step.Table, "RENAME COLUMN "+quoted(step.From)+" TO "+quoted(step.Column)); err != nil {
			return err
		}
		if step.SQLType == "BYTEA" {
			rename := "RENAME COLUMN " + quoted(secretIndex(step.From)) + " TO " + quoted(secretIndex(step.Column))
			if err := alter(ctx, tx, step.Table, rename); err != nil {
				return err
			}
		}
	}
	return exec(ctx, tx, `UPDATE register_columns SET field = $1, column_name = $2, field_type = $3
		WHERE county = $4 AND table_name = $5 AND column_name = $6`,
		step.Field, step.Column, string(step.field.Type), p.County, step.Table, step.From)
}

// sqlTypeOn makes texts sort by their bytes on PostgreSQL too, whatever its locale.
func sqlTypeOn(tx *store.Tx, sqlType string) string {
	if sqlType == "TEXT" && tx.Dialect() == store.PostgreSQL {
		return `TEXT COLLATE "C"`
	}
	return sqlType
}

func alter(ctx context.Context, tx *store.Tx, table, change string) error {
	return exec(ctx, tx, "ALTER TABLE "+table+" "+change)
}

// ownerColumn is the column that says whose a record is.
func ownerColumn(register *pack.Register) string {
	if register.Owner == "person" {
		return "person_id"
	}
	return "unit_id"
}
