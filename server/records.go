package server

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"qixing/fault"
	"qixing/ledger"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

type listRecords struct {
	RegisterPath
	RecordFilter
	Page int `query:"page" minimum:"1" default:"1"`
	Size int `query:"size" minimum:"1" maximum:"1000" default:"30"`
}

// RecordFilter says which records of a register are meant: those of a page, or those of an export.
type RecordFilter struct {
	Q       string   `query:"q" maxLength:"100" doc:"part of a text, an option, an owner's name, or their pinyin"`
	Sort    string   `query:"sort" maxLength:"50" doc:"a field, owner or changed_at; with - before it, downwards"`
	Filter  []string `query:"filter,explode" maxItems:"20" doc:"field:operator:value with eq, in, ge, le, gt, lt, contains, missing, present; values of in are parted by |"`
	UnitID  int64    `query:"unit_id"`
	Person  int64    `query:"person_id"`
	State   []string `query:"state" enum:"draft,filled,checked,returned"`
	Deleted bool     `query:"deleted"`
	Reason  string   `query:"reason" maxLength:"200" doc:"why a sensitive register is opened; it is kept"`
}

func (s *Server) listRecords(c call, in *listRecords) (recordsView, error) {
	viewer, err := s.newRecordViewer(c, in.Register)
	if err != nil {
		return recordsView{}, err
	}
	if viewer.register.Sensitive { // each opening is noted, so each is one
		return viewer.list(in)
	}
	text, err := s.writeOnce(c, viewer.register, in, func() (recordsView, error) { return viewer.list(in) })
	return recordsView{text: text}, err
}

func (v *recordViewer) list(in *listRecords) (recordsView, error) {
	q, err := in.RecordFilter.read(v.register)
	if err != nil {
		return recordsView{}, err
	}
	ownRecords := v.register.Owner == "person" && v.c.who.PersonID != 0 // everyone reads what is recorded about themselves
	if !v.books.MayReadAny(v.c.who, v.register) && !ownRecords {
		return recordsView{}, fault.Forbidden("server.may_not_read", fault.Args{"register": v.register})
	}
	q.Limit, q.Offset, q.Totals = in.Size, (in.Page-1)*in.Size, true
	page, err := v.books.List(v.c, v.c.tx, v.c.who, q)
	if err != nil {
		return recordsView{}, err
	}
	rows, err := v.rows(page.Records)
	if err != nil {
		return recordsView{}, err
	}
	view := recordsView{Total: page.Count, Page: in.Page, Size: in.Size, Totals: map[string]string{}, Items: rows}
	for _, field := range v.register.Fields {
		if total, has := page.Totals[field.ID]; has {
			view.Totals[field.ID] = fmt.Sprint(total.Plain(field))
		}
	}
	return view, nil
}

func (f RecordFilter) read(register *pack.Register) (ledger.Query, error) {
	q := ledger.Query{Register: register.ID, Search: f.Q, UnitID: f.UnitID, PersonID: f.Person, Deleted: f.Deleted, Sort: f.Sort, Reason: f.Reason}
	for _, state := range f.State {
		q.States = append(q.States, ledger.State(state))
	}
	for _, text := range f.Filter {
		filter, err := readFilter(register, text)
		if err != nil {
			return q, err
		}
		q.Filters = append(q.Filters, filter)
	}
	return q, nil
}

var operators = map[string]ledger.Operator{"eq": ledger.Equals, "in": ledger.OneOf, "ge": ledger.AtLeast, "le": ledger.AtMost, "gt": ledger.AtLeast, "lt": ledger.AtMost,
	"contains": ledger.Contains, "missing": ledger.IsMissing, "present": ledger.IsPresent}

// readFilter reads field:operator:value.
func readFilter(register *pack.Register, text string) (ledger.Filter, error) {
	name, rest, _ := strings.Cut(text, ":")
	sign, value, _ := strings.Cut(rest, ":")
	field, known := filterField(register, name)
	operator, is := operators[sign]
	if !known || !is {
		return ledger.Filter{}, fault.Invalid("server.filter", fault.Args{"filter": text})
	}
	filter := ledger.Filter{Field: name, Operator: operator}
	if operator == ledger.IsMissing || operator == ledger.IsPresent {
		return filter, nil
	}
	parts := []string{value}
	if operator == ledger.OneOf {
		parts = strings.Split(value, "|")
	}
	for _, part := range parts {
		one, err := readFilterValue(field, operator, part)
		if err == nil && (sign == "gt" || sign == "lt") && !field.Type.IsNumber() {
			err = fault.Invalid("server.filter", fault.Args{"filter": text}) // dates are compared with ge and le
		}
		if err != nil {
			return filter, fault.Invalid("server.filter", fault.Args{"filter": text}).Because(err)
		}
		filter.Values = append(filter.Values, beyond(one, sign))
	}
	return filter, nil
}

// filterField also finds formulas: they are not filled in, but looked for.
func filterField(register *pack.Register, id string) (*pack.Field, bool) {
	for _, field := range register.Fields {
		if field.ID == id {
			return field, true
		}
	}
	return nil, false
}

// readFilterValue reads a value to compare with. Of a list of choices one is looked for; a part of a text is taken as it is.
func readFilterValue(field *pack.Field, operator ledger.Operator, text string) (ledger.Value, error) {
	if operator == ledger.Contains {
		return ledger.TextValue(text), nil
	}
	if field.Type == pack.Formula {
		number := *field
		number.Type, number.Decimals = pack.Decimal, 6
		return ledger.ParseCell(&number, ledger.Cell{Text: text}, ledger.NoScale)
	}
	return readText(field, text)
}

// beyond makes a bound exclusive: numbers are whole in stored form, so the next one is the first beyond.
func beyond(value ledger.Value, sign string) ledger.Value {
	switch sign {
	case "gt":
		value.Number++
	case "lt":
		value.Number--
	}
	return value
}

// save reads a form's values and hands them to a way of saving. Fields that can't be read are named together with those that ledger refuses
// only when the rest can be judged, so they come first and alone.
func (v *recordViewer) save(record ledger.Record, in values, do savingRecord) (ledger.Record, error) {
	var err error
	if record.Values, err = in.read(v.register); err != nil {
		return ledger.Record{}, err
	}
	return do(v.c, v.c.tx, v.c.who, v.register.ID, record)
}

type savingRecord func(context.Context, *store.Tx, org.Principal, string, ledger.Record) (ledger.Record, error)

// saveRows saves a pasted block. Every row is judged, so that one answer names all that is wrong; then all is undone.
func (s *Server) saveRows(c call, register string, rows []bulkRow) (listOf[RecordRow], error) {
	viewer, err := s.newRecordViewer(c, register)
	if err != nil {
		return listOf[RecordRow]{}, err
	}
	out := listOf[RecordRow]{}
	var problems []error
	var all []ledger.Record
	for i, row := range rows {
		saved, err := viewer.save(ledger.Record{ID: row.ID, Revision: row.Revision, UnitID: row.UnitID, PersonID: row.PersonID}, row.Values, viewer.books.Save)
		if err != nil {
			if fault.Find(err) == nil {
				return out, err
			}
			problems = append(problems, located(err, fmt.Sprintf("rows[%d].values", i))...)
			continue
		}
		all = append(all, saved)
	}
	if err := errors.Join(problems...); err != nil {
		return out, err
	}
	out.Items, err = viewer.rows(all)
	return out, err
}
