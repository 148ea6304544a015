package server

import (
	"slices"

	"qixing/calendar"
	"qixing/fault"
	"qixing/ledger"
	"qixing/pack"
	"qixing/store"
)

type statusView struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Final bool   `json:"final"`
	Count int64  `json:"count" doc:"of those that the asker may read"`
}

type MatterView struct {
	ID        string       `json:"id"`
	Title     string       `json:"title"`
	Chapter   string       `json:"chapter"`
	Note      string       `json:"note,omitempty"`
	Register  string       `json:"register"`
	Statuses  []statusView `json:"statuses"`
	MayStart  bool         `json:"may_start"`
	Public    string       `json:"public,omitempty" doc:"where anyone may ask without signing in"`
	Sensitive bool         `json:"sensitive"`
	GroupedBy []optionView `json:"grouped_by" doc:"the fields that its map can be split by"`
}

type matterDetail struct {
	MatterView
	Owner string      `json:"owner" doc:"whom its records are about"`
	Form  []fieldView `json:"form" doc:"what is filled in at the start"`
}

// MatterRow is a record in a list or on a board.
type MatterRow struct {
	ID           int64  `json:"id"`
	Title        string `json:"title"`
	UnitID       int64  `json:"unit_id"`
	UnitTitle    string `json:"unit_title"`
	TownTitle    string `json:"town_title,omitempty"`
	Status       string `json:"status"`
	StatusTitle  string `json:"status_title"`
	EnteredAt    string `json:"entered_at"`
	Due          string `json:"due,omitempty"`
	WorkdaysLeft *int   `json:"workdays_left,omitempty" doc:"negative when late"`
	About        string `json:"about,omitempty"`
	Draft        bool   `json:"draft,omitempty"`
}

type matterRows struct {
	Total int64       `json:"total"`
	Page  int         `json:"page"`
	Size  int         `json:"size"`
	Items []MatterRow `json:"items"`
}

func (s *Server) listMatters(c call) (listOf[MatterView], error) {
	books, err := s.books(c)
	if err != nil {
		return listOf[MatterView]{}, err
	}
	views := listOf[MatterView]{Items: []MatterView{}}
	for _, policy := range books.Pack.Matters {
		table, err := books.FindTable(policy.Register)
		if err != nil {
			return views, err
		}
		if !books.MayReadAny(c.who, table.Register) {
			continue
		}
		view, err := viewMatter(c, books, policy, table.Register)
		if err != nil {
			return views, err
		}
		views.Items = append(views.Items, view)
	}
	return views, nil
}

func viewMatter(c call, books *ledger.Ledger, policy *pack.Matter, register *pack.Register) (MatterView, error) {
	view := MatterView{ID: policy.ID, Title: titleIn(c.lang, policy.Title, policy.TitleEN), Chapter: policy.Chapter, Note: titleIn(c.lang, policy.Note, policy.NoteEN), Register: register.ID,
		MayStart: books.MayFillAny(c.who, register), Sensitive: register.Sensitive, GroupedBy: []optionView{}}
	if len(policy.Public) > 0 {
		view.Public = "/ask/" + policy.ID
	}
	for _, id := range policy.GroupedBy {
		if field, ok := register.FindField(id); ok {
			view.GroupedBy = append(view.GroupedBy, optionView{ID: id, Title: titleIn(c.lang, field.Title, field.TitleEN)})
		}
	}
	field, _ := register.FindField(policy.Status)
	for _, option := range field.Options {
		status := statusView{ID: option.ID, Title: titleIn(c.lang, option.Title, option.TitleEN), Final: policy.IsFinal(option.ID)}
		if !register.Sensitive {
			page, err := books.List(c, c.tx, c.who, ledger.Query{Register: register.ID, Limit: 1, Filters: inStatus(policy, option.ID)})
			if err != nil {
				return view, err
			}
			status.Count = page.Count
		}
		view.Statuses = append(view.Statuses, status)
	}
	return view, nil
}

func inStatus(policy *pack.Matter, status string) []ledger.Filter {
	if status == "" {
		return nil
	}
	return []ledger.Filter{{Field: policy.Status, Operator: ledger.Equals, Values: []ledger.Value{ledger.TextValue(status)}}}
}

func (s *Server) findMatter(c call, id string) (matterDetail, error) {
	books, policy, register, err := s.matterOf(c, id)
	if err != nil {
		return matterDetail{}, err
	}
	if !books.MayReadAny(c.who, register) {
		return matterDetail{}, fault.Forbidden("matter.not_read", fault.Args{"matter": policy})
	}
	view, err := viewMatter(c, books, policy, register)
	detail := matterDetail{MatterView: view, Owner: register.Owner, Form: []fieldView{}}
	for _, field := range policy.FormFields(register) {
		detail.Form = append(detail.Form, viewField(c.lang, field))
	}
	return detail, err
}

func (s *Server) listMatterRecords(c call, in *listMatter) (matterRows, error) {
	books, policy, register, err := s.matterOf(c, in.Matter)
	if err != nil {
		return matterRows{}, err
	}
	if !books.MayReadAny(c.who, register) {
		return matterRows{}, fault.Forbidden("matter.not_read", fault.Args{"matter": policy})
	}
	page, err := books.List(c, c.tx, c.who, ledger.Query{Register: register.ID, Search: in.Q, UnitID: in.UnitID, Filters: inStatus(policy, in.Status), Sort: "-changed_at",
		Limit: in.Size, Offset: (in.Page - 1) * in.Size, Reason: in.Reason})
	if err != nil {
		return matterRows{}, err
	}
	rows := matterRows{Total: page.Count, Page: in.Page, Size: in.Size, Items: []MatterRow{}}
	entered, due, err := s.matters.ListEntered(c, c.tx, books, policy, page.Records)
	if err != nil {
		return rows, err
	}
	for _, record := range page.Records {
		row := viewMatterRow(c, books, policy, register, record)
		row.EnteredAt = store.FormatTime(entered[record.ID])
		if last := due[record.ID]; !last.IsZero() {
			row.Due, row.WorkdaysLeft = last.String(), s.workdaysLeft(calendar.DateOf(c.tx.Now), last)
		}
		rows.Items = append(rows.Items, row)
	}
	return rows, nil
}

func viewMatterRow(c call, books *ledger.Ledger, policy *pack.Matter, register *pack.Register, record ledger.Record) MatterRow {
	row := MatterRow{ID: record.ID, Title: books.TitleOf(register, record, c.lang), UnitID: record.UnitID, UnitTitle: books.Tree.TitleOf(record.UnitID, c.lang), Status: record.Values[policy.Status].Text,
		TownTitle: books.Tree.TownOf(record.UnitID, c.lang), Draft: record.State == ledger.Draft}
	row.StatusTitle = optionTitle(c.lang, register, policy.Status, row.Status)
	return row
}

func optionTitle(lang string, register *pack.Register, id, value string) string {
	field, ok := register.FindField(id)
	if !ok {
		return value
	}
	at := slices.IndexFunc(field.Options, func(o *pack.Option) bool { return o.ID == value })
	if at < 0 {
		return value
	}
	return titleIn(lang, field.Options[at].Title, field.Options[at].TitleEN)
}

// workdaysLeft is how many working days remain, fewer than none when it is late.
func (s *Server) workdaysLeft(today, due calendar.Date) *int {
	left := s.Calendar.Workdays(today, due)
	if due.Before(today) {
		left = -s.Calendar.Workdays(due, today)
	}
	return &left
}
