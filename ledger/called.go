package ledger

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

// longestPart is how much of a text a record is called by.
const longestPart = 40

// namesKept is how many registers a ledger remembers the names of, by language.
const namesKept = 40

// TitleOf is what a record is called, as its register declares; its number where nothing says it. It tells nothing that whoever sees a
// reference to the record mayn't see.
func (l *Ledger) TitleOf(register *pack.Register, r Record, lang string) string {
	if title := l.called(register, r, lang); title != "" {
		return title
	}
	return numbered(r.ID)
}

func numbered(id int64) string { return "#" + strconv.FormatInt(id, 10) }

func (l *Ledger) called(register *pack.Register, r Record, lang string) string {
	var parts []string
	for _, id := range register.CalledBy() {
		text := l.Tree.TitleOf(r.UnitID, lang)
		if id != "owner" {
			field, ok := register.FindField(id)
			if !ok {
				continue
			}
			text = l.partOf(field, r.Values[id], lang)
		}
		if text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, " · ")
}

// partOf is a value as a part of what its record is called.
func (l *Ledger) partOf(field *pack.Field, value Value, lang string) string {
	switch {
	case !value.Present:
		return ""
	case field.Type == pack.Choice:
		return optionTitle(field, value.Text, lang)
	case field.Type == pack.UnitRef:
		return l.Tree.TitleOf(value.Number, lang)
	case storageOf(field) == numberStorage:
		return strconv.FormatInt(value.Number, 10)
	}
	text := []rune(strings.Join(strings.Fields(value.Text), " "))
	if len(text) > longestPart {
		return string(text[:longestPart]) + "…"
	}
	return string(text)
}

// calledTable is a register's table with no more columns than a record is called by.
func (t *Table) calledTable() *Table {
	columns := slices.DeleteFunc(slices.Clone(t.Columns), func(c Column) bool {
		return c.Secret || !slices.Contains(t.Register.CalledBy(), c.Field.ID)
	})
	return newTable(t.Register, t.Name, columns)
}

// Titles gives what records of a register are called, deleted ones too, in one question. Whoever may see a reference may see this of
// what it refers to.
func (l *Ledger) Titles(ctx context.Context, tx *store.Tx, register string, ids []int64, lang string) (map[int64]string, error) {
	table, err := l.FindTable(register)
	if err != nil {
		return nil, err
	}
	titles := make(map[int64]string, len(ids))
	for _, id := range ids {
		titles[id] = numbered(id)
	}
	for some := range slices.Chunk(ids, 1000) {
		s := &selection{ledger: l, table: table.calledTable(), args: []any{l.County}}
		args := make([]any, len(some))
		for i, id := range some {
			args[i] = id
		}
		s.add("id IN (" + s.marks(args) + ")")
		err := s.each(ctx, tx, "", func(r Record) error {
			titles[r.ID] = l.TitleOf(table.Register, r, lang)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return titles, nil
}

// Named is a record with what it is called.
type Named struct {
	Record Record // only what it is called by
	Title  string
	sound  string // its pinyin
}

// Sounds tells whether a part of the title, or of its pinyin, is as written; text is in small letters.
func (n *Named) Sounds(text string) bool {
	return strings.Contains(strings.ToLower(n.Title), text) || strings.Contains(n.sound, text)
}

// FindNamed gives the records of a register whose title contains a text, or its pinyin; all for none. They are those that anybody could
// refer to, deleted ones too, the oldest first: what of them who may choose is for the caller to know.
func (l *Ledger) FindNamed(ctx context.Context, tx *store.Tx, register, text, lang string) ([]*Named, error) {
	all, err := l.names(ctx, tx, register, lang)
	text = strings.ToLower(strings.TrimSpace(text))
	if err != nil || text == "" {
		return all, err
	}
	return slices.DeleteFunc(slices.Clone(all), func(n *Named) bool { return !n.Sounds(text) }), nil
}

// names remembers what the records of a register are called, as long as neither they nor the units change.
func (l *Ledger) names(ctx context.Context, tx *store.Tx, register, lang string) ([]*Named, error) {
	table, err := l.FindTable(register)
	if err != nil {
		return nil, err
	}
	from := store.Source{County: l.County, Parts: []string{PartOf(register), Part, org.Part}, Key: register + " " + lang}
	return l.named.Recall(ctx, tx, from, func() (all []*Named, err error) {
		s := &selection{ledger: l, table: table.calledTable(), args: []any{l.County}, conditions: []string{"1 = 1"}}
		err = s.each(ctx, tx, " ORDER BY id", func(r Record) error {
			one := &Named{Record: r, Title: l.TitleOf(table.Register, r, lang)}
			if !isASCII(one.Title) {
				one.sound = org.Pinyin(one.Title)
			}
			all = append(all, one)
			return nil
		})
		return all, err
	})
}

// referring is the condition under which a column refers to something called so: a record, a person or a unit.
func (s *selection) referring(ctx context.Context, tx *store.Tx, column *Column, text string) (string, error) {
	text = strings.ToLower(strings.TrimSpace(text))
	name := quoted(column.Name)
	switch column.Field.Type {
	case pack.PersonRef:
		return name + s.peopleCalled(s.mark("%"+likeText(text)+"%")), nil
	case pack.UnitRef:
		var ids []int64
		for _, unit := range s.unitsCalled(text) {
			ids = append(ids, unit.ID)
		}
		return name + amongst(ids), nil
	}
	found, err := s.ledger.FindNamed(ctx, tx, column.Field.Of, text, s.lang)
	ids := make([]int64, len(found))
	for i, one := range found {
		ids[i] = one.Record.ID
	}
	return name + amongst(ids), err
}

// amongst writes a list of ids; nothing is in an empty one.
func amongst(ids []int64) string {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = strconv.FormatInt(id, 10)
	}
	if len(ids) == 0 {
		return " IN (NULL)"
	}
	return " IN (" + strings.Join(texts, ", ") + ")"
}

// orderCalled writes what a column of references is ordered by: what the records or people are called, rather than their numbers.
func (s *selection) orderCalled(column *Column) []string {
	outer := s.table.Name + "." + quoted(column.Name)
	if column.Field.Type == pack.PersonRef {
		return []string{"(SELECT named.pinyin FROM persons AS named WHERE named.county = $1 AND named.id = " + outer + ")"}
	}
	if column.Field.Type == pack.RecordRef {
		if table, err := s.ledger.FindTable(column.Field.Of); err == nil {
			return orderNamed(table, outer)
		}
	}
	return []string{quoted(column.Name)}
}

func orderNamed(table *Table, outer string) (keys []string) {
	for _, id := range append(slices.Clone(table.Register.CalledBy()), "id") {
		name := map[string]string{"owner": "unit_id", "id": "id"}[id]
		if column, err := table.FindColumn(id); err == nil {
			name = quoted(column.Name)
		}
		keys = append(keys, fmt.Sprintf("(SELECT named.%s FROM %s AS named WHERE named.county = $1 AND named.id = %s)", name, table.Name, outer))
	}
	return keys
}
