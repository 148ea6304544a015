package server

import (
	"qixing/calendar"
	"qixing/fault"
	"qixing/ledger"
	"qixing/org"
	"qixing/pack"
	"qixing/reminder"
)

type slotView struct {
	State string `json:"state" enum:"missing,late,draft,filled,returned,checked,future" doc:"late: it is owed and its last day has passed"`
	Count int    `json:"count"`
}

type coverageRow struct {
	UnitID int64      `json:"unit_id"`
	Title  string     `json:"title"`
	Town   string     `json:"town"`
	Slots  []slotView `json:"slots" doc:"in the order of the periods"`
}

type coverageView struct {
	Register string        `json:"register"`
	Title    string        `json:"title"`
	Year     string        `json:"year"`
	Periods  []periodView  `json:"periods"`
	Rows     []coverageRow `json:"rows"`
	Owed     int           `json:"owed" doc:"how many places are missing or late"`
}

type periodView struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Due   string `json:"due,omitempty" doc:"the last day, where a reminder says one"`
}

// ownKinds is how often a register is filled where no reminder says so: as often as its own dates allow.
var ownKinds = map[pack.FieldType]calendar.Kind{pack.Date: calendar.Month, pack.Month: calendar.Month, pack.Quarter: calendar.Quarter,
	pack.HalfYear: calendar.HalfYear, pack.Year: calendar.Year}

func (s *Server) coverageRoutes() {
	query(s, "/registers/{register}/coverage", "Which units have records in which periods of a year, and who is late", func(c call, in *struct {
		Register string `path:"register"`
		Year     string `query:"year" maxLength:"4" doc:"by default this year"`
	}) (coverageView, error) {
		books, err := s.books(c)
		if err != nil {
			return coverageView{}, err
		}
		return s.viewCoverage(c, books, in.Register, in.Year)
	})
}

func (s *Server) viewCoverage(c call, books *ledger.Ledger, id, text string) (coverageView, error) {
	today := calendar.DateOf(c.tx.Now)
	year := today.In(calendar.Year)
	if text != "" {
		var err error
		if year, err = calendar.ParsePeriod(text); err != nil || year.Kind() != calendar.Year {
			return coverageView{}, fault.Invalid("server.period", fault.Args{"period": text}).At("year")
		}
	}
	table, err := books.FindTable(id)
	if err != nil {
		return coverageView{}, err
	}
	register := table.Register
	dated, has := register.DatedField()
	switch {
	case !books.MayReadAny(c.who, register):
		return coverageView{}, fault.Forbidden("server.may_not_read", fault.Args{"register": register})
	case !has || register.Owner == string(org.County) || register.Owner == "person" || register.Sensitive:
		return coverageView{}, fault.Invalid("server.no_coverage", fault.Args{"register": register})
	}
	b := coverage{s: s, c: c, books: books, register: register, today: today, kind: ownKinds[dated.Type]}
	if asked := remindersOf(books.Pack, id); len(asked) > 0 {
		b.asked, b.kind = asked[0], calendar.Kind(asked[0].Fill)
	}
	return b.view(year)
}

// coverage is one such table under way.
type coverage struct {
	s        *Server
	c        call
	books    *ledger.Ledger
	register *pack.Register
	asked    *pack.Reminder // none where nothing is owed
	kind     calendar.Kind
	today    calendar.Date
}

func (b *coverage) view(year calendar.Period) (coverageView, error) {
	view := coverageView{Register: b.register.ID, Title: titleIn(b.c.lang, b.register.Title, b.register.TitleEN), Year: year.String()}
	var when *pack.Condition
	owed := map[calendar.Period]bool{}
	if b.asked != nil {
		when = b.asked.When
		for _, period := range reminder.Owed(b.asked, b.today) {
			owed[period] = true
		}
	}
	covered, err := b.books.Coverage(b.c, b.c.tx, b.register.ID, when, b.kind, year.Start(), year.End())
	if err != nil {
		return view, err
	}
	periods := year.Split(b.kind)
	for _, period := range periods {
		one := periodView{ID: period.String(), Title: periodIn(b.c.lang, period)}
		if owed[period] {
			one.Due = b.lastDay(period).String()
		}
		view.Periods = append(view.Periods, one)
	}
	for _, unit := range b.units(year.End().String()) {
		row := coverageRow{UnitID: unit.ID, Title: unit.In(b.c.lang), Town: b.townOf(unit)}
		for _, period := range periods {
			slot := b.slot(covered[ledger.Slot{Owner: unit.ID, Period: period}], period, owed[period])
			if slot.State == "late" || slot.State == "missing" && owed[period] {
				view.Owed++
			}
			row.Slots = append(row.Slots, slot)
		}
		view.Rows = append(view.Rows, row)
	}
	return view, nil
}

func (b *coverage) lastDay(period calendar.Period) calendar.Date {
	desk := reminder.Desk{Calendar: b.s.Calendar}
	return desk.LastDay(b.asked, period, b.books.Pack.Values(period.End().String()))
}

// units are those of the register's kind that the asker may read about.
func (b *coverage) units(day string) []org.Unit {
	scope := b.books.ReadScope(b.c.who, b.register)
	var units []org.Unit
	for _, unit := range b.books.Tree.Roster(org.Kind(b.register.Owner), 0, day) {
		if scope.Contains(unit) {
			units = append(units, unit)
		}
	}
	return units
}

func (b *coverage) townOf(unit org.Unit) string {
	town, err := b.books.Tree.Ancestor(unit.ID, org.Town)
	if err != nil || town.ID == unit.ID {
		return ""
	}
	return town.In(b.c.lang)
}

// slot says how far a unit is with a period: what needs the most work first.
func (b *coverage) slot(c ledger.Covered, period calendar.Period, owed bool) slotView {
	count := c.Filled + c.Returned + c.Checked
	switch {
	case c.Returned > 0:
		return slotView{"returned", count}
	case c.Filled > 0 && len(b.register.CheckedBy) > 0:
		return slotView{"filled", count}
	case count > 0:
		return slotView{"checked", count}
	case c.Drafts > 0:
		return slotView{"draft", c.Drafts}
	case owed && b.lastDay(period).Before(b.today):
		return slotView{"late", 0}
	case !period.End().Before(b.today):
		return slotView{"future", 0}
	}
	return slotView{"missing", 0}
}
