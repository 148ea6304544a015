package ledger

import (
	"context"
	"fmt"
	"strings"

	"qixing/fault"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

// selection writes the WHERE of a list, an export or a measure; $1 is the county.
type selection struct {
	ledger     *Ledger
	table      *Table
	lang       string
	conditions []string
	args       []any
}

func (s *selection) where() string {
	return "county = $1 AND " + strings.Join(s.conditions, " AND ")
}

func (s *selection) add(condition string) { s.conditions = append(s.conditions, condition) }

// mark adds an argument and gives its placeholder.
func (s *selection) mark(arg any) string {
	s.args = append(s.args, arg)
	return fmt.Sprintf("$%d", len(s.args))
}

func (s *selection) marks(args []any) string {
	marks := make([]string, len(args))
	for i, arg := range args {
		marks[i] = s.mark(arg)
	}
	return strings.Join(marks, ", ")
}

func (s *selection) choose(ctx context.Context, tx *store.Tx, who org.Principal, q Query) error {
	if q.Deleted {
		s.add("deleted = 1")
	} else {
		s.add("deleted = 0")
	}
	s.chooseScope(who)
	if q.UnitID != 0 {
		s.chooseUnits(s.ledger.Tree.Subtree(q.UnitID))
	}
	if q.PersonID != 0 {
		s.add("person_id = " + s.mark(q.PersonID))
	}
	if len(q.States) > 0 {
		var states []any
		for _, state := range q.States {
			states = append(states, string(state))
		}
		s.add("state IN (" + s.marks(states) + ")")
	}
	for _, filter := range q.Filters {
		if err := s.filter(ctx, tx, filter); err != nil {
			return err
		}
	}
	return s.search(ctx, tx, q.Search)
}

// chooseScope leaves what who may read: the subtrees of the reading roles, and what is about themselves.
func (s *selection) chooseScope(who org.Principal) {
	scope := who.ScopeOf(s.ledger.readers(s.table.Register)...)
	if scope.IsWhole() {
		return
	}
	condition := scope.Where("unit_id", &s.args)
	if units := s.unitsIn(scope); len(units) <= 200 && len(units) > 0 {
		s.args = s.args[:len(s.args)-len(scope.Paths())]
		condition = "unit_id IN (" + s.marks(units) + ")"
	}
	if s.table.Register.Owner == "person" && who.PersonID != 0 {
		condition = "(" + condition + " OR person_id = " + s.mark(who.PersonID) + ")"
	}
	s.add(condition)
}

func (s *selection) unitsIn(scope org.Scope) []any {
	var ids []any
	for _, unit := range s.ledger.Tree.Units() {
		if scope.Contains(unit) {
			ids = append(ids, unit.ID)
		}
	}
	return ids
}

func (s *selection) chooseUnits(units []org.Unit) {
	ids := make([]any, len(units))
	for i, unit := range units {
		ids[i] = unit.ID
	}
	if len(units) > 0 && len(units) == len(s.ledger.Tree.Units()) {
		return
	}
	if len(ids) == 0 {
		s.add("1 = 0")
		return
	}
	s.add("unit_id IN (" + s.marks(ids) + ")")
}

func (s *selection) filter(ctx context.Context, tx *store.Tx, f Filter) error {
	column, err := s.table.FindColumn(f.Field)
	if err != nil {
		return err
	}
	name := quoted(column.Name)
	if column.Secret {
		name = quoted(secretIndex(column.Name))
	}
	needsOne := f.Operator != OneOf && f.Operator != IsMissing && f.Operator != IsPresent
	if (needsOne && len(f.Values) != 1) || (f.Operator == OneOf && len(f.Values) == 0) {
		return fault.Invalid("ledger.filter_values", fault.Args{"title": column.Field}).At(f.Field)
	}
	var args []any
	for _, value := range f.Values {
		args = append(args, s.comparable(column, value))
	}
	switch f.Operator {
	case IsMissing:
		s.add(name + " IS NULL")
	case IsPresent:
		s.add(name + " IS NOT NULL")
	case Equals, OneOf:
		s.add(name + " IN (" + s.marks(args) + ")")
	case AtLeast, AtMost, Contains:
		return s.compare(ctx, tx, column, name, f)
	default:
		return fault.Usage("ledger.no_operator", fault.Args{"operator": f.Operator}).At(f.Field)
	}
	return nil
}

func (s *selection) compare(ctx context.Context, tx *store.Tx, column *Column, name string, f Filter) error {
	switch {
	case column.Secret:
		return fault.Invalid("ledger.secret_filter", fault.Args{"title": column.Field}).At(f.Field)
	case f.Operator == AtLeast:
		s.add(name + " >= " + s.mark(s.comparable(column, f.Values[0])))
	case f.Operator == AtMost:
		s.add(name + " <= " + s.mark(s.comparable(column, f.Values[0])))
	case column.Field.Type.IsReference():
		condition, err := s.referring(ctx, tx, column, f.Values[0].Text)
		s.add(condition)
		return err
	case storageOf(column.Field) == numberStorage:
		return fault.Invalid("ledger.number_contains", fault.Args{"title": column.Field}).At(f.Field)
	case storageOf(column.Field) == listStorage:
		s.add(name + " LIKE " + s.mark(`%"`+likeText(f.Values[0].Text)+`"%`) + ` ESCAPE '\'`)
	default:
		s.add(name + " LIKE " + s.mark("%"+likeText(f.Values[0].Text)+"%") + ` ESCAPE '\'`)
	}
	return nil
}

// comparable is a value as its column, or the column's index, holds it.
func (s *selection) comparable(column *Column, value Value) any {
	kind := storageOf(column.Field)
	switch {
	case column.Secret:
		return s.ledger.blind(s.table.Name, column.Name, value.canonical(kind))
	case kind == numberStorage:
		return value.Number
	}
	return value.canonical(kind)
}

func likeText(text string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(text)
}

// search looks for a text in what a record says, in whom it is about and in what it refers to.
func (s *selection) search(ctx context.Context, tx *store.Tx, text string) error {
	text = strings.ToLower(strings.TrimSpace(text))
	if text == "" {
		return nil
	}
	pattern := s.mark("%" + likeText(text) + "%")
	either := []string{"search_text LIKE " + pattern + ` ESCAPE '\'`}
	var units []any
	for _, unit := range s.unitsCalled(text) {
		units = append(units, unit.ID)
	}
	if len(units) > 0 && len(units) <= 200 && s.table.Register.Owner != "person" {
		either = append(either, "unit_id IN ("+s.marks(units)+")")
	}
	if s.table.Register.Owner == "person" {
		either = append(either, "person_id"+s.peopleCalled(pattern))
	}
	for i := range s.table.Columns {
		if s.table.Columns[i].Field.Type != pack.RecordRef {
			continue
		}
		condition, err := s.referring(ctx, tx, &s.table.Columns[i], text)
		if err != nil {
			return err
		}
		either = append(either, condition)
	}
	s.add("(" + strings.Join(either, " OR ") + ")")
	return nil
}

// unitsCalled are the units whose title or pinyin contains a text in small letters.
func (s *selection) unitsCalled(text string) (units []org.Unit) {
	for _, unit := range s.ledger.Tree.Units() {
		if strings.Contains(strings.ToLower(unit.Title), text) || strings.Contains(strings.ToLower(unit.TitleEN), text) || strings.Contains(unit.Pinyin, text) {
			units = append(units, unit)
		}
	}
	return units
}

// peopleCalled is the condition on a column of people, by name, pinyin or initials.
func (s *selection) peopleCalled(pattern string) string {
	return ` IN (SELECT id FROM persons WHERE county = $1 AND (name LIKE ` + pattern + ` ESCAPE '\' OR pinyin LIKE ` + pattern +
		` ESCAPE '\' OR initials LIKE ` + pattern + ` ESCAPE '\'))`
}
