package ledger

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"qixing/fault"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

// Export writes what a query finds, all pages of it, as the register's form in .xlsx: the same form that Import reads. Secrets
// are masked.
func (l *Ledger) Export(ctx context.Context, tx *store.Tx, who org.Principal, q Query, to io.Writer) error {
	s, order, err := l.selectFor(ctx, tx, who, q)
	if err != nil {
		return err
	}
	all, err := s.sums(ctx, tx, false)
	if err != nil {
		return fmt.Errorf("count %s: %w", q.Register, err)
	}
	if all.count > excelize.TotalRows-100 {
		return fault.Invalid("ledger.export_too_large", fault.Args{"count": all.count})
	}
	names, err := l.namesFor(ctx, tx, s.table, who.Language)
	if err != nil {
		return err
	}
	f, err := newForm(s.table, who.Language)
	if err != nil {
		return err
	}
	defer f.file.Close()
	if err := f.begin(int(all.count), l.Tree.TitleOf(q.UnitID, who.Language), ""); err != nil {
		return fmt.Errorf("write the form: %w", err)
	}
	row := headerRow
	err = s.each(ctx, tx, " ORDER BY "+order, func(r Record) error {
		row++
		mask(s.table, &r)
		return f.stream.SetRow(fmt.Sprintf("A%d", row), f.cells(l, names, row-headerRow, &r))
	})
	if err != nil {
		return err
	}
	if err := f.end(row + 2); err != nil {
		return fmt.Errorf("write the form: %w", err)
	}
	return f.file.Write(to)
}

// names is what a sheet writes for the people and records that a register refers to.
type names struct {
	people  map[int64]string
	records map[string]*callbook // by register
}

func (l *Ledger) namesFor(ctx context.Context, tx *store.Tx, table *Table, lang string) (n names, err error) {
	n.records = map[string]*callbook{}
	people := table.Register.Owner == "person"
	for _, column := range table.Columns {
		people = people || column.Field.Type == pack.PersonRef
		if of := column.Field.Of; column.Field.Type == pack.RecordRef && n.records[of] == nil {
			if n.records[of], err = l.openCallbook(ctx, tx, of, lang); err != nil {
				return n, err
			}
		}
	}
	if people {
		n.people, err = l.namePeople(ctx, tx, table, lang)
	}
	return n, err
}

func (l *Ledger) namePeople(ctx context.Context, tx *store.Tx, table *Table, lang string) (map[int64]string, error) {
	people, _, err := org.ListPersons(ctx, tx, l.County, org.PersonQuery{Scope: org.WholeCounty()})
	if err != nil {
		return nil, err
	}
	count, names := map[string]int{}, make(map[int64]string, len(people))
	for _, person := range people {
		count[person.Name]++
	}
	for _, person := range people {
		names[person.ID] = person.Name
		if count[person.Name] > 1 && table.Register.Owner != "person" {
			names[person.ID] += "（" + l.fullTitle(person.UnitID, lang) + "）"
		}
	}
	return names, nil
}

// fullTitle is a unit's title, with its town where another unit has the same.
func (l *Ledger) fullTitle(id int64, lang string) string {
	unit, err := l.Tree.FindUnit(id)
	if err != nil {
		return ""
	}
	if _, err := l.Tree.FindByTitle(unit.Kind, unit.Title, 0); err == nil {
		return unit.In(lang)
	}
	return strings.TrimSpace(l.Tree.TownOf(id, lang) + pack.In(lang, "", " ") + unit.In(lang))
}

func (f *form) cells(l *Ledger, names names, number int, r *Record) []any {
	cells := make([]any, len(f.columns))
	for i, column := range f.columns {
		var value any
		switch column.kind {
		case useNumber:
			value = number
		case useTown:
			value = l.Tree.TownOf(r.UnitID, f.lang)
		case useUnit:
			value = l.Tree.TitleOf(r.UnitID, f.lang)
		case usePerson:
			value = names.people[r.PersonID]
		case useStamp:
			value = f.say("ledger.state_"+string(r.State), nil)
		case useRecord:
			value = r.ID
		case useField:
			value = f.value(l, names, column.column.Field, r)
		}
		cells[i] = excelize.Cell{StyleID: column.style, Value: value}
	}
	return cells
}

// value is what a sheet shows of a value. Numbers that a sheet can't hold exactly are written as text.
func (f *form) value(l *Ledger, names names, field *pack.Field, r *Record) any {
	value := r.Values[field.ID]
	if !value.Present {
		return nil
	}
	switch field.Type {
	case pack.Money, pack.Share, pack.Decimal:
		return f.number(value, field)
	case pack.Integer, pack.Year:
		return value.Number
	case pack.RecordRef:
		return names.records[field.Of].write(value.Number, r.UnitID)
	case pack.Date:
		if day, err := time.Parse(time.DateOnly, value.Text); err == nil {
			return day
		}
	case pack.Bool:
		return f.say(map[bool]string{true: "ledger.yes", false: "ledger.no"}[value.Number != 0], nil)
	case pack.Choice:
		return optionTitle(field, value.Text, f.lang)
	case pack.Choices:
		var titles []string
		for _, id := range value.List {
			titles = append(titles, optionTitle(field, id, f.lang))
		}
		return strings.Join(titles, "、")
	case pack.UnitRef:
		return l.fullTitle(value.Number, f.lang)
	case pack.PersonRef:
		return names.people[value.Number]
	case pack.File:
		return f.say("ledger.form_files", fault.Args{"count": len(value.List)})
	case pack.Formula:
		if storageOf(field) == numberStorage {
			return f.number(value, field)
		}
	}
	return value.Text
}

func (f *form) number(value Value, field *pack.Field) any {
	exact := value.decimal(field)
	if len(strings.Trim(exact, "-.")) > 15 {
		return exact
	}
	nearest, err := strconv.ParseFloat(exact, 64)
	if err != nil {
		return exact
	}
	return nearest
}

func optionTitle(field *pack.Field, id, lang string) string {
	option, ok := field.FindOption(id)
	if !ok {
		return id
	}
	return pack.In(lang, option.Title, option.TitleEN)
}
