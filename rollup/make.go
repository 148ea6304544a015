package rollup

import (
	"context"
	"fmt"
	"slices"

	"qixing/calendar"
	"qixing/expression"
	"qixing/ledger"
	"qixing/org"
	"qixing/store"
	"qixing/target"
)

// The levels at which sums are kept.
const (
	CountyLevel = "county"
	TownLevel   = "town"
)

// row is what one subject comes to in one unit.
type row struct {
	subject, period, level, code, title string
	unit, value                         int64
	subjects, satisfied, missing        int64
	known, reached                      bool
}

// made is all of one county.
type made struct {
	subjects []Subject
	rows     []row
}

// make asks the ledger for everything, for the year of a day and the one before: late entries still come in then.
func (d *Desk) make(ctx context.Context, tx *store.Tx, county string, day calendar.Date) (made, error) {
	books, err := d.open(ctx, tx, county)
	if err != nil {
		return made{}, err
	}
	year := day.In(calendar.Year)
	m := maker{ctx: ctx, tx: tx, books: books, made: made{subjects: subjectsOf(books.Pack, day)}}
	for _, on := range []calendar.Date{day, year.Previous().End()} {
		if err := m.takeTargets(on); err != nil {
			return made{}, err
		}
		if err := m.takeMeasures(on); err != nil {
			return made{}, err
		}
	}
	return m.made, nil
}

func (d *Desk) open(ctx context.Context, tx *store.Tx, county string) (*ledger.Ledger, error) {
	packs := d.Packs
	if packs == nil || county != d.County {
		packs = &ledger.Shelf{}
	}
	_, policy, err := packs.ActivePack(ctx, tx, county)
	if err != nil {
		return nil, err
	}
	tree, err := org.LoadTree(ctx, tx, county)
	if err != nil {
		return nil, err
	}
	return ledger.Open(ctx, tx, policy, tree, d.Keys)
}

type maker struct {
	ctx   context.Context
	tx    *store.Tx
	books *ledger.Ledger
	made  made
}

func (m *maker) takeTargets(day calendar.Date) error {
	for _, s := range m.made.subjects {
		if s.target == nil {
			continue
		}
		sums, err := target.ListSums(m.ctx, m.tx, m.books, s.target, day)
		if err != nil {
			return err
		}
		for _, sum := range sums {
			one := m.rowOf(s, day, sum.Unit)
			one.known, one.reached, one.value = sum.Known, sum.Reached, int64(sum.Value)
			one.subjects, one.satisfied, one.missing = int64(sum.Subjects), int64(sum.Satisfied), int64(sum.Missing)
			m.made.rows = append(m.made.rows, one)
		}
	}
	return nil
}

// takeMeasures takes the measures over the year of a day.
func (m *maker) takeMeasures(day calendar.Date) error {
	root, err := m.books.Tree.Root()
	if err != nil {
		return err
	}
	units := append([]org.Unit{root}, m.books.Tree.Roster(org.Town, 0, day.String())...)
	of := ledger.Measuring{Period: day.In(calendar.Year), Parameters: m.books.Pack.Values(day.String())}
	for _, unit := range units {
		of.Subjects = append(of.Subjects, ledger.Subject{UnitID: unit.ID})
	}
	var ids []string
	for _, s := range m.made.subjects {
		if s.measure != nil {
			ids = append(ids, s.measure.ID)
		}
	}
	readings, err := m.books.Measures(m.ctx, m.tx, of, ids...)
	if err != nil {
		return err
	}
	for _, s := range m.made.subjects {
		if s.measure == nil {
			continue
		}
		reading := readings[s.measure.ID]
		for i, unit := range units {
			one := m.rowOf(s, day, unit)
			if one.known = reading.States == nil || reading.States[i] == expression.Present; one.known {
				one.value = int64(reading.Values[i])
			}
			m.made.rows = append(m.made.rows, one)
		}
	}
	return nil
}

func (m *maker) rowOf(s Subject, day calendar.Date, unit org.Unit) row {
	one := row{subject: s.Key, period: day.In(calendar.Year).String(), level: TownLevel, code: unit.Code, title: unit.Title, unit: unit.ID}
	if unit.ParentID == 0 {
		one.level = CountyLevel
		if one.code == "" {
			one.code = m.books.County
		}
	}
	return one
}

const rowColumns = `subject, period, unit_id, level, code, title, known, value, subjects, satisfied, missing, reached`

// keep puts a county's sums in place of those before. Where nothing is different nothing is written.
func keep(ctx context.Context, tx *store.Tx, county string, m made) error {
	years := []string{}
	for _, one := range m.rows {
		if !slices.Contains(years, one.period) {
			years = append(years, one.period)
		}
	}
	slices.SortFunc(m.rows, func(a, b row) int { return compareKeys(a, b) })
	before, err := readRows(ctx, tx, county, years)
	if err != nil {
		return err
	}
	if !slices.Equal(before, m.rows) {
		if err := replaceRows(ctx, tx, county, years, m.rows); err != nil {
			return err
		}
	}
	return keepSubjects(ctx, tx, county, m.subjects)
}

func compareKeys(a, b row) int {
	switch {
	case a.subject != b.subject:
		return order(a.subject < b.subject)
	case a.period != b.period:
		return order(a.period < b.period)
	case a.unit != b.unit:
		return order(a.unit < b.unit)
	}
	return 0
}

func order(less bool) int {
	if less {
		return -1
	}
	return 1
}

func readRows(ctx context.Context, tx *store.Tx, county string, years []string) ([]row, error) {
	var all []row
	for _, year := range years {
		rows, err := tx.Query(ctx, `SELECT `+rowColumns+` FROM rollups WHERE county = $1 AND period = $2`, county, year)
		if err != nil {
			return nil, fmt.Errorf("read the roll-ups of %s: %w", county, err)
		}
		for rows.Next() {
			one, err := scanRow(rows)
			if err != nil {
				return nil, err
			}
			all = append(all, one)
		}
		if err := rows.Err(); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(all, compareKeys)
	return all, nil
}

func scanRow(rows *store.Rows) (one row, err error) {
	var known, reached int
	err = rows.Scan(&one.subject, &one.period, &one.unit, &one.level, &one.code, &one.title, &known, &one.value, &one.subjects, &one.satisfied, &one.missing, &reached)
	one.known, one.reached = known != 0, reached != 0
	return one, err
}

// batch is how many rows one statement carries.
const batch = 50

func replaceRows(ctx context.Context, tx *store.Tx, county string, years []string, rows []row) error {
	for _, year := range years {
		if _, err := tx.Exec(ctx, `DELETE FROM rollups WHERE county = $1 AND period = $2`, county, year); err != nil {
			return fmt.Errorf("drop the roll-ups of %s: %w", county, err)
		}
	}
	for some := range slices.Chunk(rows, batch) {
		query, args := `INSERT INTO rollups (county, `+rowColumns+`) VALUES `, []any{county}
		for i, r := range some {
			if i > 0 {
				query += ", "
			}
			query += "($1"
			for _, value := range []any{r.subject, r.period, r.unit, r.level, r.code, r.title, flag(r.known), r.value, r.subjects, r.satisfied, r.missing, flag(r.reached)} {
				args = append(args, value)
				query += fmt.Sprintf(", $%d", len(args))
			}
			query += ")"
		}
		if _, err := tx.Exec(ctx, query, args...); err != nil {
			return fmt.Errorf("keep the roll-ups of %s: %w", county, err)
		}
	}
	return nil
}

func flag(is bool) int {
	if is {
		return 1
	}
	return 0
}

func keepSubjects(ctx context.Context, tx *store.Tx, county string, subjects []Subject) error {
	if _, err := tx.Exec(ctx, `DELETE FROM rollup_subjects WHERE county = $1`, county); err != nil {
		return fmt.Errorf("drop the subjects of %s: %w", county, err)
	}
	for _, s := range subjects {
		_, err := tx.Exec(ctx, `INSERT INTO rollup_subjects (county, subject, kind, title, unit, meaning) VALUES ($1, $2, $3, $4, $5, $6)`,
			county, s.Key, string(s.Kind), s.Title, s.Unit, s.Meaning)
		if err != nil {
			return fmt.Errorf("keep subject %s of %s: %w", s.Key, county, err)
		}
	}
	return nil
}
