package server

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"qixing/fault"
	"qixing/ledger"
	"qixing/pack"
	"qixing/store"
)

// values are a record's fields in JSON: money, shares and decimals as decimal texts, an option by its id, nothing as null.
type values map[string]any

type RecordRow struct {
	ID         int64             `json:"id"`
	Revision   int64             `json:"revision"`
	UnitID     int64             `json:"unit_id"`
	UnitTitle  string            `json:"unit_title"`
	TownTitle  string            `json:"town_title,omitempty"`
	PersonID   int64             `json:"person_id,omitempty"`
	PersonName string            `json:"person_name,omitempty"`
	State      string            `json:"state" enum:"draft,filled,checked,returned"`
	Deleted    bool              `json:"deleted,omitempty"`
	Values     values            `json:"values"`
	Titles     map[string]string `json:"titles,omitempty" doc:"of the records, people and units that it refers to, by field:id"`
	FilledBy   string            `json:"filled_by"`
	FilledAt   string            `json:"filled_at"`
	CheckedBy  string            `json:"checked_by,omitempty"`
	CheckedAt  string            `json:"checked_at,omitempty"`
	Note       string            `json:"note,omitempty" doc:"why it was returned or corrected"`
	MayFill    bool              `json:"may_fill"`
	MayCheck   bool              `json:"may_check"`
}

type revisionView struct {
	Revision int64  `json:"revision"`
	At       string `json:"at"`
	Actor    string `json:"actor"`
	Action   string `json:"action" enum:"draft,fill,check,return,correct,delete,restore,step"`
	Reason   string `json:"reason,omitempty"`
	State    string `json:"state"`
	Values   values `json:"values"`
}

type fileView struct {
	ID        int64  `json:"id"`
	Name      string `json:"name"`
	Size      int64  `json:"size"`
	MediaType string `json:"media_type"`
}

type recordView struct {
	RecordRow
	History []revisionView `json:"history"`
	Files   []fileView     `json:"files"`
}

// recordViewer shows the records of one register during one request.
type recordViewer struct {
	c        call
	books    *ledger.Ledger
	register *pack.Register
	titles   *titles
}

func (s *Server) newRecordViewer(c call, register string) (*recordViewer, error) {
	books, err := s.books(c)
	if err != nil {
		return nil, err
	}
	table, err := books.FindTable(register)
	if err != nil {
		return nil, err
	}
	return &recordViewer{c: c, books: books, register: table.Register, titles: s.newTitles(c)}, nil
}

// row is a record by itself.
func (v *recordViewer) row(r ledger.Record) (RecordRow, error) {
	rows, err := v.rows([]ledger.Record{r})
	if err != nil {
		return RecordRow{}, err
	}
	return rows[0], nil
}

// rows shows records, each with the names of what it refers to.
func (v *recordViewer) rows(records []ledger.Record) ([]RecordRow, error) {
	named, err := v.titles.referred(v.books, v.register, records)
	if err != nil {
		return nil, err
	}
	rows := make([]RecordRow, len(records))
	for i, record := range records {
		rows[i] = v.bare(record)
		for _, field := range v.register.Fields {
			id := record.Values[field.ID].Number
			if title := named[reference(field, id)]; id != 0 && title != "" {
				rows[i].name(reference(field, id), title)
			}
		}
	}
	return rows, nil
}

func (r *RecordRow) name(reference, title string) {
	if r.Titles == nil {
		r.Titles = map[string]string{}
	}
	r.Titles[reference] = title
}

func (v *recordViewer) bare(r ledger.Record) RecordRow {
	row := RecordRow{ID: r.ID, Revision: r.Revision, UnitID: r.UnitID, UnitTitle: v.books.Tree.TitleOf(r.UnitID, v.c.lang), TownTitle: v.books.Tree.TownOf(r.UnitID, v.c.lang), PersonID: r.PersonID,
		PersonName: v.titles.person(r.PersonID), State: string(r.State), Deleted: r.Deleted, Values: v.values(r), FilledBy: v.titles.account(r.FilledBy),
		FilledAt: momentText(r), CheckedBy: v.titles.account(r.CheckedBy), Note: r.Reason,
		MayFill: v.books.MayFill(v.c.who, v.register, r.UnitID), MayCheck: v.books.MayCheck(v.c.who, v.register, r.UnitID) && r.FilledBy != v.c.who.AccountID}
	if r.CheckedBy != 0 {
		row.CheckedAt = store.FormatTime(r.CheckedAt)
	}
	return row
}

func momentText(r ledger.Record) string {
	if r.FilledAt.IsZero() {
		return ""
	}
	return store.FormatTime(r.FilledAt)
}

func (v *recordViewer) values(r ledger.Record) values {
	out := values{}
	for _, field := range v.register.Fields {
		out[field.ID] = r.Values[field.ID].Plain(field)
	}
	return out
}

// view is a record with its history, its present revision first.
func (v *recordViewer) view(r ledger.Record, reason string) (recordView, error) {
	view := recordView{RecordRow: v.bare(r), History: []revisionView{v.revision(r)}, Files: []fileView{}}
	earlier, err := v.books.ListRevisions(v.c, v.c.tx, v.c.who, v.register.ID, r.ID, reason)
	if err != nil {
		return view, err
	}
	for _, one := range earlier {
		view.History = append(view.History, v.revision(one))
	}
	if view.Titles, err = v.titles.referred(v.books, v.register, append(earlier, r)); err != nil {
		return view, err
	}
	files, err := v.books.ListFiles(v.c, v.c.tx, v.c.who, v.register.ID, r.ID, reason)
	for _, one := range files {
		view.Files = append(view.Files, viewFile(one))
	}
	return view, err
}

func (v *recordViewer) revision(r ledger.Record) revisionView {
	return revisionView{Revision: r.Revision, At: store.FormatTime(r.ChangedAt), Actor: v.titles.account(r.ChangedBy), Action: string(r.Action), Reason: r.Reason,
		State: string(r.State), Values: v.values(r)}
}

func viewFile(f ledger.File) fileView {
	return fileView{ID: f.ID, Name: f.Name, Size: f.Size, MediaType: f.MediaType}
}

// read takes what a form sends as a record's values. All fields that can't be read are named at once.
func (in values) read(register *pack.Register) (map[string]ledger.Value, error) {
	out := map[string]ledger.Value{}
	var problems []error
	for id, raw := range in {
		field, known := findField(register, id)
		if !known {
			problems = append(problems, fault.Invalid("server.no_field", fault.Args{"field": id}).At(id))
			continue
		}
		value, err := readValue(field, raw)
		if err != nil {
			problems = append(problems, located(err, id)...)
			continue
		}
		out[id] = value
	}
	return out, errors.Join(problems...)
}

func findField(register *pack.Register, id string) (*pack.Field, bool) {
	for _, field := range register.Fields {
		if field.ID == id && field.Type != pack.Formula {
			return field, true
		}
	}
	return nil, false
}

func readValue(field *pack.Field, raw any) (ledger.Value, error) {
	switch value := raw.(type) {
	case nil:
		return ledger.Value{}, nil
	case bool:
		if field.Type == pack.Bool {
			return ledger.BoolValue(value), nil
		}
	case float64:
		return readText(field, strconv.FormatFloat(value, 'f', -1, 64))
	case string:
		return readText(field, value)
	case []any:
		if field.Type == pack.Choices || field.Type == pack.File {
			return readList(field, value)
		}
	}
	return ledger.Value{}, fault.Invalid("server.value", fault.Args{"title": field})
}

// readText reads a text as a cell of a sheet is read, but for references, which are ids here.
func readText(field *pack.Field, text string) (ledger.Value, error) {
	switch field.Type {
	case pack.UnitRef, pack.PersonRef, pack.RecordRef:
		if text == "" {
			return ledger.Value{}, nil
		}
		id, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return ledger.Value{}, fault.Invalid("server.value", fault.Args{"title": field}).Because(err)
		}
		return ledger.NumberValue(id), nil
	case pack.Text, pack.LongText: // a form's text is meant as it stands: 无 is an answer there
		return ledger.TextValue(strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))), nil
	case pack.File:
		return readList(field, []any{text})
	}
	return ledger.ParseCell(field, ledger.Cell{Text: text}, ledger.NoScale)
}

func readList(field *pack.Field, list []any) (ledger.Value, error) {
	var texts []string
	for _, one := range list {
		text := fmt.Sprint(one)
		if number, is := one.(float64); is {
			text = strconv.FormatFloat(number, 'f', -1, 64)
		}
		if _, known := field.FindOption(text); !known && field.Type == pack.Choices {
			return ledger.Value{}, fault.Invalid("ledger.no_option", fault.Args{"value": text, "title": field})
		}
		if text != "" {
			texts = append(texts, text)
		}
	}
	return ledger.ListValue(texts...), nil
}

// located gives the errors of a tree with their fields below a place: amount becomes values.amount. What names no field is about the place.
func located(err error, place string) []error {
	var problems []error
	for _, one := range fault.List(err) {
		moved := *one
		moved.Field = strings.TrimSuffix(place+"."+one.Field, ".")
		problems = append(problems, &moved)
	}
	if problems == nil {
		problems = []error{err}
	}
	return problems
}
