package server

import (
	"slices"

	"qixing/ledger"
	"qixing/pack"
)

type optionView struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Group string `json:"group,omitempty"`
}

type sheetGrid struct {
	Columns string `json:"columns" doc:"the choice whose options are the columns"`
	Value   string `json:"value" doc:"the field that stands in the cells"`
}

type fieldView struct {
	ID        string       `json:"id"`
	Type      string       `json:"type"`
	Title     string       `json:"title"`
	Help      string       `json:"help,omitempty"`
	Unit      string       `json:"unit,omitempty"`
	Required  bool         `json:"required"`
	Options   []optionView `json:"options,omitempty"`
	Of        string       `json:"of,omitempty"`
	Decimals  int          `json:"decimals,omitempty"`
	MaxLength int          `json:"max_length,omitempty"`
	Sensitive bool         `json:"sensitive"`
	BySteps   bool         `json:"by_steps,omitempty" doc:"filled in by the steps of a matter, never directly"`
}

type registerView struct {
	ID        string      `json:"id"`
	Title     string      `json:"title"`
	Chapter   string      `json:"chapter"`
	Note      string      `json:"note,omitempty"`
	Owner     string      `json:"owner"`
	Checked   bool        `json:"checked" doc:"a record counts only once it is checked"`
	Sensitive bool        `json:"sensitive" doc:"opens with a reason only"`
	MayFill   bool        `json:"may_fill"`
	MayCheck  bool        `json:"may_check"`
	MayRead   bool        `json:"may_read"`
	Fields    []fieldView `json:"fields"`
	Unique    []string    `json:"unique"`
	Matter    string      `json:"matter,omitempty" doc:"the matter that its records go through"`
	Dated     string      `json:"dated,omitempty" doc:"the field that puts a record into a period"`
	Grid      *sheetGrid  `json:"grid,omitempty" doc:"filled in as a sheet for each period"`
	Doubts    bool        `json:"doubts" doc:"points out what a person should look at"`
	Views     []viewView  `json:"views" doc:"other ways to look at it"`
	Covers    bool        `json:"covers" doc:"shows which units have filled in which periods"`
}

func viewRegister(c call, books *ledger.Ledger, r *pack.Register) registerView {
	view := registerView{ID: r.ID, Title: titleIn(c.lang, r.Title, r.TitleEN), Chapter: r.Chapter, Note: titleIn(c.lang, r.Note, r.NoteEN), Owner: r.Owner, Checked: len(r.CheckedBy) > 0,
		Sensitive: r.Sensitive, MayFill: books.MayFillAny(c.who, r), MayCheck: books.MayCheckAny(c.who, r), MayRead: books.MayReadAny(c.who, r),
		Unique: append([]string{}, r.Unique...), Doubts: len(r.Doubts) > 0}
	for _, field := range r.Fields {
		view.Fields = append(view.Fields, viewField(c.lang, field))
	}
	if policy, goes := books.Pack.MatterOf(r.ID); goes {
		view.Matter = policy.ID
		leaveToSteps(view.Fields, policy.FormFields(r))
	}
	if dated, has := r.DatedField(); has {
		view.Dated = dated.ID
		view.Covers = r.Owner != "county" && r.Owner != "person" && !r.Sensitive
	}
	for _, one := range r.Views {
		view.Views = append(view.Views, viewView{ID: one.ID, Title: titleIn(c.lang, one.Title, one.TitleEN), Line: (*lineView)(one.Line),
			Network: (*networkView)(one.Network), Cross: (*crossView)(one.Cross), Compare: one.Compare})
	}
	if r.Grid != nil {
		view.Grid = &sheetGrid{Columns: r.Grid.Columns, Value: r.Grid.Value}
	}
	return view
}

func viewField(lang string, f *pack.Field) fieldView {
	view := fieldView{ID: f.ID, Type: string(f.Type), Title: titleIn(lang, f.Title, f.TitleEN), Help: titleIn(lang, f.Help, f.HelpEN), Unit: pack.UnitIn(lang, f.Unit), Required: f.Required, Of: f.Of,
		Decimals: f.Decimals, MaxLength: f.MaxLength, Sensitive: f.Sensitive}
	for _, option := range f.Options {
		view.Options = append(view.Options, optionView{ID: option.ID, Title: titleIn(lang, option.Title, option.TitleEN), Group: titleIn(lang, option.Group, option.GroupEN)})
	}
	return view
}

// leaveToSteps marks the fields that don't stand on a matter's form.
func leaveToSteps(fields []fieldView, form []*pack.Field) {
	for i := range fields {
		fields[i].BySteps = !slices.ContainsFunc(form, func(f *pack.Field) bool { return f.ID == fields[i].ID })
	}
}
