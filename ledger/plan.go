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

// Plan is what applying a pack would change in the database.
type Plan struct {
	County string
	Pack   *pack.Pack
	Steps  []Step
}

// Step is one change.
type Step struct {
	Kind     StepKind
	Register string
	Field    string
	Title    string // of the register or field
	Table    string
	From     string // the column or register as it is named now
	Column   string
	SQLType  string
	Exists   bool  // the table or column is there already, made for another county
	Records  int64 // how many records it touches

	field    *pack.Field
	register *pack.Register
	matter   *pack.Matter
}

// StepKind is one of a closed set of changes.
type StepKind string

// The changes. Those that Loses names need to be allowed by name.
const (
	MakeTable      StepKind = "make_table"
	AddColumn      StepKind = "add_column"
	RenameColumn   StepKind = "rename_column"
	RetypeColumn   StepKind = "retype_column"   // a type that reads the same values, as text → long_text
	RetireColumn   StepKind = "retire_column"   // removed, or of another type: the old column stays in the table, unread
	RenameRegister StepKind = "rename_register" // its table keeps its name
	RetireRegister StepKind = "retire_register" // removed: the table stays, unread
	Recompute      StepKind = "recompute"       // unique fields or formulas changed
	SetStatus      StepKind = "set_status"      // a matter begins: earlier records get their state
)

// Name is how a step is named to allow it: register.field, or register.
func (s Step) Name() string {
	if s.Field == "" {
		return s.Register
	}
	return s.Register + "." + s.Field
}

// Loses tells whether data would go out of sight. What nobody has filled is no loss.
func (s Step) Loses() bool {
	return s.Records > 0 && (s.Kind == RetireColumn || s.Kind == RetireRegister)
}

// Sentence says the step in words.
func (s Step) Sentence(lang string) string {
	key := "ledger.step_" + string(s.Kind)
	return fault.Sentence(key, lang, fault.Args{"register": s.Register, "title": s.Title,
		"name": s.Name(), "column": s.Column, "table": s.Table, "records": s.Records})
}

// Refused lists the steps that would lose data and that allow doesn't name.
func (p Plan) Refused(allow []string) []Step {
	var refused []Step
	for _, step := range p.Steps {
		if step.Loses() && !slices.Contains(allow, step.Name()) {
			refused = append(refused, step)
		}
	}
	return refused
}

// PlanTables compares what a pack needs with what the database has for the county.
func PlanTables(ctx context.Context, tx *store.Tx, county string, next *pack.Pack) (Plan, error) {
	c, err := loadCatalog(ctx, tx, county)
	if err != nil {
		return Plan{}, err
	}
	p := &planner{catalog: c, plan: Plan{County: county, Pack: next}}
	kept := map[string]bool{}
	for _, register := range next.Registers {
		kept[p.planRegister(register)] = true
	}
	p.retireRegisters(kept)
	if err := p.planStatuses(ctx, tx); err != nil {
		return p.plan, err
	}
	return p.plan, p.countRecords(ctx, tx)
}

type planner struct {
	*catalog
	plan Plan
}

func (p *planner) add(step Step) { p.plan.Steps = append(p.plan.Steps, step) }

// planRegister gives the id under which the catalogue has the register now.
func (p *planner) planRegister(register *pack.Register) string {
	table, known := p.tables[register.ID]
	id := register.ID
	if !known && register.RenamedFrom != "" {
		table, known = p.tables[register.RenamedFrom]
		id = register.RenamedFrom
	}
	step := Step{Register: register.ID, Title: register.Title, Table: table.name, From: id, register: register}
	if !known {
		step.Kind, step.Table = MakeTable, p.freeTable(register.ID)
		step.Exists = p.sharers[step.Table] > 0
		p.add(step)
		p.planFields(register, step.Table)
		return register.ID
	}
	p.planFields(register, table.name)
	if table.computed != computedOf(register) {
		step.Kind = Recompute
		p.add(step)
	}
	if id != register.ID {
		step.Kind = RenameRegister
		p.add(step)
	}
	return id
}

func (p *planner) planFields(register *pack.Register, table string) {
	kept := map[string]bool{}
	for _, field := range register.Fields {
		kept[p.planField(register, field, table)] = true
	}
	for _, column := range p.columns[table] {
		if !column.retired && !kept[column.name] {
			p.add(Step{Kind: RetireColumn, Register: register.ID, Field: column.field, Title: column.field,
				Table: table, Column: column.name, register: register})
		}
	}
}

// planField gives the name of the column that the field keeps, or "".
func (p *planner) planField(register *pack.Register, field *pack.Field, table string) string {
	step := Step{Register: register.ID, Field: field.ID, Title: field.Title, Table: table,
		SQLType: columnType(register, field), field: field, register: register}
	column, known := p.findActive(table, field.ID)
	if !known && field.RenamedFrom != "" {
		column, known = p.findActive(table, field.RenamedFrom)
	}
	if !known || !compatible(column, field, step.SQLType) {
		step.Kind = AddColumn
		step.Column, step.Exists = p.freeName(table, field.ID, step.SQLType)
		p.add(step)
		return ""
	}
	step.Column, step.From = column.name, column.name
	if column.field != field.ID {
		step.Kind = RenameColumn
		if name, exists := p.freeName(table, field.ID, step.SQLType); p.sharers[table] == 1 && !exists {
			step.Column = name
		}
		p.add(step)
	} else if column.fieldType != field.Type {
		step.Kind = RetypeColumn
		p.add(step)
	}
	return column.name
}

// compatible tells whether a column's values can be read as the field's.
func compatible(column catalogColumn, field *pack.Field, sqlType string) bool {
	if column.sqlType != sqlType {
		return false
	}
	free := []pack.FieldType{pack.Text, pack.LongText}
	texts := append(free, pack.Choice, pack.Phone, pack.IDNumber)
	return column.fieldType == field.Type || slices.Contains(free, field.Type) && slices.Contains(texts, column.fieldType)
}

func (p *planner) retireRegisters(kept map[string]bool) {
	var gone []string
	for id := range p.tables {
		if !kept[id] {
			gone = append(gone, id)
		}
	}
	slices.Sort(gone)
	for _, id := range gone {
		p.add(Step{Kind: RetireRegister, Register: id, Title: id, Table: p.tables[id].name})
	}
}

func (p *planner) countRecords(ctx context.Context, tx *store.Tx) error {
	for i := range p.plan.Steps {
		step := &p.plan.Steps[i]
		query := `SELECT count(*) FROM ` + step.Table + ` WHERE county = $1`
		switch step.Kind {
		case RetireColumn:
			query += ` AND ` + quoted(step.Column) + ` IS NOT NULL`
		case Recompute:
			query += ` AND deleted = 0`
		case RetireRegister:
		default:
			continue
		}
		if err := tx.QueryRow(ctx, query, p.plan.County).Scan(&step.Records); err != nil {
			return fmt.Errorf("count records of %s: %w", step.Register, err)
		}
	}
	return nil
}

// computedOf is what a register computes into each row: when it changes, the rows are computed anew.
func computedOf(register *pack.Register) string {
	parts := []string{"unique " + strings.Join(register.Unique, " ")}
	for _, field := range register.Fields {
		if field.Type == pack.Formula && field.Formula != nil {
			parts = append(parts, field.ID+" = "+field.Formula.Source)
		}
	}
	return strings.Join(parts, "\n")
}
