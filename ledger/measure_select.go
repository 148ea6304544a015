package ledger

import (
	"fmt"

	"qixing/calendar"
	"qixing/expression"
	"qixing/fault"
	"qixing/pack"
)

// measureSelection is the statement of one measure of a register.
type measureSelection struct {
	selection
	measure  *pack.Measure
	period   calendar.Period
	group    string // the column of units or persons
	field    string // the column that is added up; "" for counts and shares
	scale    int64
	decimals int
	query    string
}

// dayNamed writes the first or last day of the period for a statement, if that is what a condition names; without a period there are none.
func (w *measureSelection) dayNamed(name string) (day string, is bool) {
	switch {
	case name != pack.PeriodStart && name != pack.PeriodEnd:
		return "", false
	case w.period.IsZero():
		return "NULL", true
	case name == pack.PeriodStart:
		return "'" + w.period.Start().String() + "'", true
	}
	return "'" + w.period.End().String() + "'", true
}

// newMeasureSelection leaves the records in the measure's window that have a value.
func (l *Ledger) newMeasureSelection(table *Table, measure *pack.Measure, period calendar.Period) (*measureSelection, error) {
	w, err := l.selectValues(table, measure, period)
	if err != nil {
		return nil, err
	}
	w.args = []any{l.County}
	w.chooseCounted(measure.Window, period)
	return w, nil
}

// selectValues leaves the records of whatever window that have a value.
func (l *Ledger) selectValues(table *Table, measure *pack.Measure, period calendar.Period) (*measureSelection, error) {
	w := &measureSelection{selection: selection{ledger: l, table: table}, measure: measure, period: period, decimals: 6}
	if measure.Decimals != nil {
		w.decimals = *measure.Decimals
	} else if measure.Share != nil || measure.Average != "" {
		w.decimals = 4
	}
	return w, w.chooseColumns()
}

func (l *Ledger) selectMeasure(table *Table, measure *pack.Measure, period calendar.Period) (*measureSelection, error) {
	w, err := l.newMeasureSelection(table, measure, period)
	if err != nil {
		return nil, err
	}
	where, err := w.condition(measure.Where)
	if err != nil {
		return nil, err
	}
	share, err := w.condition(measure.Share)
	w.query = w.write(where, share)
	return w, err
}

// chooseCounted leaves the records of the period that count.
func (s *selection) chooseCounted(window string, period calendar.Period) {
	s.add(s.table.countedStates())
	s.chooseWindow(window, period)
}

// chooseWindow leaves the records of the period: those whose own day, month, quarter or year lies within it.
func (s *selection) chooseWindow(window string, period calendar.Period) {
	dated := s.table.DatedColumn()
	if dated == nil || period.IsZero() {
		return
	}
	first, last := windowOf(window, period)
	name := quoted(dated.Name)
	if window != "as_of_end" {
		s.add(name + " >= " + s.mark(dateBound(dated.Field.Type, first, false)))
	}
	s.add(name + " <= " + s.mark(dateBound(dated.Field.Type, last, true)))
}

// windowOf gives the first and last day of a measure's window.
func windowOf(window string, period calendar.Period) (first, last calendar.Date) {
	if window == "year" {
		period = period.End().In(calendar.Year)
	}
	return period.Start(), period.End()
}

// dateBound is the first or last value of a type that lies within days from or up to a day.
func dateBound(kind pack.FieldType, day calendar.Date, upTo bool) any {
	periods := map[pack.FieldType]calendar.Kind{pack.Month: calendar.Month, pack.Quarter: calendar.Quarter,
		pack.HalfYear: calendar.HalfYear, pack.Year: calendar.Year}
	length, ok := periods[kind]
	if !ok {
		return day.String()
	}
	period := day.In(length)
	if upTo && period.End() != day {
		period = period.Previous() // it ends after the day
	}
	if !upTo && period.Start() != day {
		period = period.Next() // it begins before the day
	}
	if kind == pack.Year {
		return int64(period.Year())
	}
	return period.String()
}

func (w *measureSelection) chooseColumns() error {
	m := w.measure
	w.group = ownerColumn(w.table.Register)
	if m.Subject != "" && m.Subject != "owner" {
		column, err := w.table.FindColumn(m.Subject)
		if err != nil {
			return err
		}
		w.group = quoted(column.Name)
		w.add(w.group + " IS NOT NULL")
	}
	field := m.Sum + m.Average + m.Latest + m.Lowest + m.Highest + m.Distinct
	if field == "" {
		return nil
	}
	column, err := w.table.FindColumn(field)
	if err != nil {
		return err
	}
	if column.Secret && m.Distinct == "" {
		return fault.Invalid("ledger.secret_measure", fault.Args{"title": column.Field, "measure": m}).At(field)
	}
	w.field, w.scale = quoted(column.Name), scaleOf(column.Field)
	if column.Secret {
		w.field = quoted(secretIndex(column.Name))
	}
	w.add(w.field + " IS NOT NULL")
	return nil
}

// condition writes an expression over the register's fields; none is always true.
func (w *measureSelection) condition(c *pack.Condition) (string, error) {
	if c == nil {
		return "1 = 1", nil
	}
	var missing error
	text, err := c.Compiled.SQL(func(name string) (string, expression.Kind, int64) {
		column, err := w.table.FindColumn(name)
		if err != nil {
			if day, is := w.dayNamed(name); is {
				return day, expression.Date, 1
			}
		}
		if err == nil && column.Secret {
			err = fault.Invalid("ledger.secret_measure", fault.Args{"title": column.Field, "measure": w.measure}).At(name)
		}
		if err != nil {
			missing = err
			return "NULL", expression.Bool, 1
		}
		return quoted(column.Name), kindOf(column.Field), scaleOf(column.Field)
	}, &w.args)
	if missing != nil {
		return "", missing
	}
	if err != nil {
		return "", fmt.Errorf("condition %q: %w", c.Source, err)
	}
	return "(" + text + ")", nil
}

// write gives the grouped statement: group, all, counted, sum, least, most; for distinct: group, value, counted.
func (w *measureSelection) write(where, share string) string {
	m := w.measure
	from := ` FROM ` + w.table.Name + ` WHERE ` + w.where()
	switch {
	case m.Distinct != "":
		return `SELECT ` + w.group + `, CAST(` + w.field + ` AS TEXT), count(*)` + from + ` AND ` + where + ` GROUP BY ` + w.group + `, ` + w.field
	case m.Share != nil:
		return `SELECT ` + w.group + `, count(*), count(CASE WHEN ` + where + ` THEN 1 END), count(CASE WHEN ` + where + ` AND ` + share +
			` THEN 1 END), 0, 0` + from + ` GROUP BY ` + w.group
	case m.Latest != "":
		return w.writeLatest(where)
	case w.field == "":
		return `SELECT ` + w.group + `, count(*), count(*), 0, 0, 0` + from + ` AND ` + where + ` GROUP BY ` + w.group
	}
	return `SELECT ` + w.group + `, count(*), count(*), CAST(sum(` + w.field + `) AS BIGINT), min(` + w.field + `), max(` + w.field + `)` +
		from + ` AND ` + where + ` GROUP BY ` + w.group
}

// writeLatest takes each owner's last record by date, and of the same date the one that was made last. Of a unit with others
// below it, the figure is the sum of theirs.
func (w *measureSelection) writeLatest(where string) string {
	return `SELECT grp, 1, 1, value, value, value FROM (SELECT ` + w.group + ` AS grp, ` + w.field + ` AS value, ` + w.place() + ` AS place
		FROM ` + w.table.Name + ` WHERE ` + w.where() + ` AND ` + where + `) ranked WHERE place = 1`
}

// place numbers each owner's records from the last.
func (w *measureSelection) place() string {
	order := "id DESC"
	if dated := w.table.DatedColumn(); dated != nil {
		order = quoted(dated.Name) + " DESC, id DESC"
	}
	return `row_number() OVER (PARTITION BY ` + w.group + ` ORDER BY ` + order + `)`
}
