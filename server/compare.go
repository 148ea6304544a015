package server

import (
	"slices"

	"qixing/calendar"
	"qixing/fault"
	"qixing/ledger"
	"qixing/org"
	"qixing/pack"
)

// comparedPeriod holds one figure for each measure; what is missing is null, which is not zero.
type comparedPeriod struct {
	Period string    `json:"period"`
	Now    []*string `json:"now" doc:"in the order of the measures; null is missing"`
	Before []*string `json:"before" doc:"a year earlier"`
}

type comparedUnit struct {
	UnitID int64     `json:"unit_id"`
	Title  string    `json:"title"`
	Opens  bool      `json:"opens" doc:"there are units below it"`
	Now    []*string `json:"now"`
	Before []*string `json:"before"`
}

type comparedView struct {
	Title    string           `json:"title"`
	Year     string           `json:"year"`
	Unit     comparedUnit     `json:"unit" doc:"the whole years"`
	Parent   int64            `json:"parent,omitempty" doc:"the unit above, where the asker may look at it"`
	Measures []measureView    `json:"measures"`
	Periods  []comparedPeriod `json:"periods" doc:"of the year: months, or what the register is filled in by"`
	Rows     []comparedUnit   `json:"rows" doc:"the units below it, whole years"`
}

func (s *Server) compareRoutes() {
	query(s, "/registers/{register}/compare/{view}", "Measures of a unit month by month against the year before, and of each unit below it", func(c call, in *struct {
		RegisterPath
		View   string `path:"view" maxLength:"40"`
		Year   string `query:"year" maxLength:"4" doc:"by default this year"`
		UnitID int64  `query:"unit_id" doc:"by default the highest that the asker may see"`
	}) (comparedView, error) {
		year := calendar.DateOf(c.tx.Now).In(calendar.Year)
		if in.Year != "" {
			var err error
			if year, err = calendar.ParsePeriod(in.Year); err != nil || year.Kind() != calendar.Year {
				return comparedView{}, fault.Invalid("server.period", fault.Args{"period": in.Year}).At("year")
			}
		}
		b, err := s.newComparison(c, in.Register, in.View, in.UnitID, year)
		if err != nil {
			return comparedView{}, err
		}
		return b.view()
	})
}

// comparison is such a view under way.
type comparison struct {
	c        call
	books    *ledger.Ledger
	declared *pack.View
	kind     calendar.Kind // of the periods that are compared
	year     calendar.Period
	scope    org.Scope
	unit     org.Unit
	below    []org.Unit
	ids      []string
	answer   comparedView
}

func (s *Server) newComparison(c call, register, id string, unit int64, year calendar.Period) (*comparison, error) {
	books, err := s.books(c)
	if err != nil {
		return nil, err
	}
	table, err := books.FindTable(register)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(table.Register.Views, func(v *pack.View) bool { return v.ID == id && len(v.Compare) > 0 })
	switch {
	case at < 0:
		return nil, fault.NotFound("server.no_view", fault.Args{"view": id, "register": table.Register})
	case !books.MayReadAny(c.who, table.Register):
		return nil, fault.Forbidden("server.may_not_read", fault.Args{"register": table.Register})
	}
	dated, _ := table.Register.DatedField()
	b := &comparison{kind: ownKinds[dated.Type], c: c, books: books, declared: table.Register.Views[at], year: year, scope: books.ReadScope(c.who, table.Register)}
	return b, b.choose(unit)
}

// choose takes the unit that is asked for, or the first that the asker's roles reach.
func (b *comparison) choose(id int64) error {
	day := b.year.End().String()
	if id == 0 {
		units := b.books.Tree.Units()
		at := slices.IndexFunc(units, b.scope.Contains)
		if at < 0 {
			return fault.Forbidden("server.not_your_unit", nil)
		}
		id = units[at].ID
	}
	var err error
	if b.unit, err = b.books.Tree.FindUnit(id); err != nil {
		return err
	}
	if !b.scope.Contains(b.unit) {
		return fault.Forbidden("server.not_your_unit", nil)
	}
	for _, kind := range []org.Kind{org.Town, org.Village} {
		if b.unit.Kind != kind && len(b.below) == 0 && b.unit.Kind != org.Village {
			b.below = b.books.Tree.Roster(kind, b.unit.ID, day)
		}
	}
	for _, measure := range b.declared.Compare {
		found, ok := b.books.Pack.FindMeasure(measure)
		if !ok {
			continue
		}
		if sees, may := sightOf(b.c, b.books, found); may && sees(b.unit) {
			b.ids = append(b.ids, measure)
			b.answer.Measures = append(b.answer.Measures, measureView{measure, titleIn(b.c.lang, found.Title, found.TitleEN), pack.UnitIn(b.c.lang, found.Unit)})
		}
	}
	return nil
}

func (b *comparison) view() (comparedView, error) {
	v := &b.answer
	v.Title, v.Year = titleIn(b.c.lang, b.declared.Title, b.declared.TitleEN), b.year.String()
	if parent, err := b.books.Tree.FindUnit(b.unit.ParentID); err == nil && b.scope.Contains(parent) {
		v.Parent = parent.ID
	}
	units := append([]org.Unit{b.unit}, b.below...)
	now, err := b.take(b.year, units)
	if err != nil {
		return *v, err
	}
	before, err := b.take(b.year.Previous(), units)
	if err != nil {
		return *v, err
	}
	for i, unit := range units {
		one := comparedUnit{UnitID: unit.ID, Title: unit.In(b.c.lang), Opens: unit.Kind != org.Village, Now: now[i], Before: before[i]}
		if i == 0 {
			v.Unit = one
			continue
		}
		v.Rows = append(v.Rows, one)
	}
	return *v, b.fillPeriods()
}

func (b *comparison) fillPeriods() error {
	last := b.year.Previous().Split(b.kind)
	for i, one := range b.year.Split(b.kind) {
		now, err := b.take(one, []org.Unit{b.unit})
		if err != nil {
			return err
		}
		before, err := b.take(last[i], []org.Unit{b.unit})
		if err != nil {
			return err
		}
		b.answer.Periods = append(b.answer.Periods, comparedPeriod{Period: one.String(), Now: now[0], Before: before[0]})
	}
	return nil
}

// take gives for each unit a figure for each measure.
func (b *comparison) take(period calendar.Period, units []org.Unit) ([][]*string, error) {
	figures := make([][]*string, len(units))
	today := calendar.DateOf(b.c.tx.Now)
	of := ledger.Measuring{Period: period, Parameters: b.books.Pack.Values(period.End().String())}
	for i, unit := range units {
		of.Subjects, figures[i] = append(of.Subjects, ledger.Subject{UnitID: unit.ID}), make([]*string, len(b.ids))
	}
	if today.Before(period.Start()) {
		return figures, nil
	}
	readings, err := b.books.Measures(b.c, b.c.tx, of, b.ids...)
	if err != nil {
		return nil, err
	}
	for m, id := range b.ids {
		for i := range units {
			if reading := readings[id]; known(reading, i) {
				text := reading.Values[i].String()
				figures[i][m] = &text
			}
		}
	}
	return figures, nil
}
