package pack

import (
	"slices"
	"strings"

	"qixing/expression"
	"qixing/fault"
)

// reservedColumns can't be the id of a field or register: they are words of SQL or columns that every register has.
var reservedColumns = strings.Fields(`id county unit_id person_id owner subject state revision filled_by filled_at checked_by checked_at
	created_at created_by updated_at updated_by deleted_at evidence
	add all alter analyse analyze and any array as asc asymmetric authorization autoincrement between binary both by case cast check
	collate collation column commit concurrently constraint create cross current_date current_role current_time current_timestamp
	current_user default deferrable delete desc distinct do drop else end escape except exists false fetch for foreign freeze from full
	grant group having ilike in index initially inner insert intersect into is isnull join lateral leading left like limit localtime
	localtimestamp natural not notnull null offset on only or order outer overlaps placing primary references returning right select
	session_user set similar some symmetric system_user table tablesample then to trailing transaction true union unique update user
	using values variadic verbose when where window with`)

// unitKinds are the kinds of unit that a field may refer to.
var unitKinds = []string{"county", "town", "village", "community", "department", "branch", "cooperative", "base", "enterprise"}

func (c *checker) checkRegister(r *Register) {
	c.checkReserved(Place{File: r.Place.File, Line: 1, Column: 1}, r.ID, reservedColumns)
	for i, filler := range r.FilledBy {
		if slices.Contains(r.CheckedBy, filler) {
			c.fail(c.at(&r.FilledBy[i], r.Place), "pack.checks_itself", fault.Args{"role": filler})
		}
	}
	for _, field := range r.Fields {
		c.checkField(r, field)
	}
	c.checkCalled(r)
	for i, id := range r.Unique {
		c.checkColumn(r, c.at(&r.Unique[i], r.Place), id, true)
	}
	for _, index := range r.Indexes {
		for i, id := range index {
			c.checkColumn(r, c.at(&index[i], r.Place), id, true)
		}
	}
	for _, limit := range r.Caps {
		c.checkCap(r, limit)
	}
	for _, doubt := range r.Doubts {
		c.checkDoubt(r, doubt)
	}
	for _, view := range r.Views {
		c.checkView(r, view)
	}
	c.checkGrid(r)
	if field, ok := r.FindField(r.Dated); r.Dated != "" && (!ok || !field.Type.IsDate()) {
		c.fail(c.at(&r.Dated, r.Place), "pack.not_dated", fault.Args{"written": r.Dated})
	}
}

// checkGrid checks that a cell of the grid is one record: the register is unique by owner, period and column.
func (c *checker) checkGrid(r *Register) {
	if r.Grid == nil {
		return
	}
	columns := c.checkColumn(r, c.at(&r.Grid.Columns, r.Grid.Place), r.Grid.Columns, false)
	value := c.checkColumn(r, c.at(&r.Grid.Value, r.Grid.Place), r.Grid.Value, false)
	dated, hasDate := r.DatedField()
	if columns != nil && columns.Type != Choice {
		c.fail(c.at(&r.Grid.Columns, r.Grid.Place), "pack.grid_columns", fault.Args{"field": columns.Title})
	}
	if columns == nil || value == nil {
		return
	}
	if !hasDate || dated.Type == Date || len(r.Unique) != 3 || !slices.Contains(r.Unique, "owner") ||
		!slices.Contains(r.Unique, columns.ID) || !slices.Contains(r.Unique, dated.ID) {
		c.fail(c.at(&r.Grid.Columns, r.Grid.Place), "pack.grid_unique", fault.Args{"register": r.Title, "column": columns.ID})
	}
}

func (c *checker) checkCap(r *Register, limit *Cap) {
	if f := c.checkColumn(r, c.at(&limit.Sum, limit.Place), limit.Sum, false); f != nil && (!f.Type.IsNumber() || f.Sensitive) {
		c.fail(c.at(&limit.Sum, limit.Place), "pack.field_not_number", fault.Args{"field": f.Title, "type": f.Type})
	}
	for i := range limit.Per {
		c.checkColumn(r, c.at(&limit.Per[i], limit.Place), limit.Per[i], true)
	}
	c.compile(limit.Where, r.Environment(), expression.Bool)
	c.checkOptions(limit.Where, r)
	if _, ok := r.DatedField(); limit.Period != "" && !ok {
		c.fail(c.at(&limit.Period, limit.Place), "pack.register_undated", fault.Args{"register": r.Title})
	}
}

// checkColumn checks that a field exists; ownerToo also allows the word owner.
func (c *checker) checkColumn(r *Register, place Place, id string, ownerToo bool) *Field {
	field, ok := r.FindField(id)
	if ok || ownerToo && id == "owner" || id == "" {
		return field
	}
	args := fault.Args{"written": id, "register": r.Title}
	if id == r.Owner && ownerToo {
		args["near"] = "owner"
		c.fail(place, "pack.unknown_field_near", args)
		return nil
	}
	c.failNear(place, "pack.unknown_field", id, idsOf(r.Fields), args)
	return nil
}

func (c *checker) checkField(r *Register, field *Field) {
	c.checkReserved(c.at(&field.ID, field.Place), field.ID, reservedColumns)
	field.Sensitive = field.Sensitive || field.Type == Phone || field.Type == IDNumber
	c.checkOptionsOf(field)
	c.checkOf(field)
	c.checkBounds(field)
	c.checkFormula(r, field)
}

func (c *checker) checkOptionsOf(field *Field) {
	isChoice := field.Type == Choice || field.Type == Choices
	if isChoice && len(field.Options) == 0 {
		c.fail(c.at(&field.Type, field.Place), "pack.options_missing", nil)
	}
	if !isChoice && len(field.Options) > 0 {
		c.fail(c.at(&field.Options, field.Place), "pack.options_unused", fault.Args{"type": field.Type})
	}
}

func (c *checker) checkOf(field *Field) {
	place := c.at(&field.Of, field.Place)
	switch {
	case field.Type == UnitRef && !slices.Contains(unitKinds, field.Of):
		args := fault.Args{"key": "of", "written": field.Of, "allowed": strings.Join(unitKinds, "、")}
		c.failNear(place, "pack.not_one_of", field.Of, unitKinds, args)
	case field.Type == RecordRef:
		if _, ok := c.p.FindRegister(field.Of); !ok {
			c.unknown(place, "register", field.Of, idsOf(c.p.Registers))
		}
	}
}

func (c *checker) checkBounds(field *Field) {
	if field.Decimals > 6 {
		c.fail(c.at(&field.Decimals, field.Place), "pack.too_many_decimals", nil)
	}
	if field.Min == nil && field.Max == nil {
		return
	}
	if !field.Type.IsNumber() && field.Type != Year {
		c.fail(field.Place, "pack.bounds_unused", fault.Args{"type": field.Type})
	}
	values := c.latest()
	if field.Min != nil && field.Max != nil && field.Min.Resolve(values) > field.Max.Resolve(values) {
		c.fail(field.Min.Place, "pack.bounds_contradict", fault.Args{"least": field.Min, "most": field.Max})
	}
}

// checkFormula compiles a formula over the fields that are not formulas themselves.
func (c *checker) checkFormula(r *Register, field *Field) {
	if field.Type == Formula && field.Formula == nil {
		c.fail(field.Place, "pack.formula_missing", nil)
	}
	if field.Type != Formula && field.Formula != nil {
		c.fail(field.Formula.Place, "pack.formula_unused", fault.Args{"type": field.Type})
	}
	env := r.Environment()
	for _, other := range r.Fields {
		if other.Type == Formula {
			delete(env, other.ID)
		}
	}
	c.compile(field.Formula, env, expression.Number)
	c.checkOptions(field.Formula, r)
}
