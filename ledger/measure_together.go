package ledger

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"qixing/calendar"
	"qixing/pack"
	"qixing/store"
)

// One statement takes so many measures at most, and fewer where there are very many subjects.
const (
	mostTogether = 50
	mostTallies  = 1 << 20
)

// wanted is a measure of a register that is going to be taken for a period.
type wanted struct {
	measure *pack.Measure
	period  calendar.Period
}

// tallyRoom is room for tallies that those who measure leave to the next: whoever measures a country does so county by county.
var tallyRoom = sync.Pool{New: func() any { return new([]tally) }}

// together is several measures of the records of one register in one window, by the same kind of subject: one statement takes them all.
// Those that need an order or a list of their own, the latest and the distinct, are taken alone.
type together struct {
	selection
	wanted   []wanted
	measures []*measureSelection
	columns  []string
	single   bool // no subject has more than one record in the window: rows are read as they are
}

// takeTogether takes what it can of the named measures and those they need. What it leaves, errors included, is found when each is taken.
func (m *measurer) takeTogether(ctx context.Context, tx *store.Tx, ids []string) error {
	var all []wanted
	seen := map[wanted]bool{}
	for _, id := range ids {
		all = m.want(all, seen, id, m.of.Period, 0)
	}
	for _, t := range m.groupWanted(all) {
		if len(t.measures) < 2 {
			continue
		}
		if err := m.readTogether(ctx, tx, t); err != nil {
			return fmt.Errorf("read %s: %w", t.table.Register.ID, err)
		}
	}
	return nil
}

// readTogether leaves the readings where take finds them.
func (m *measurer) readTogether(ctx context.Context, tx *store.Tx, t *together) error {
	places, tallies := m.places(t.table, t.measures[0].measure, t.wanted[0].period), make([][]tally, len(t.measures))
	room := tallyRoom.Get().(*[]tally)
	defer tallyRoom.Put(room)
	*room = slices.Grow((*room)[:0], m.rows*len(tallies))[:m.rows*len(tallies)]
	clear(*room)
	for i := range tallies {
		tallies[i] = (*room)[i*m.rows : (i+1)*m.rows]
	}
	if err := t.read(ctx, tx, places, tallies); err != nil {
		return err
	}
	for i, w := range t.measures {
		reading, err := m.reading(w, tallies[i])
		if err == nil { // otherwise it is found when the measure is taken alone
			m.done[t.wanted[i]] = reading
		}
	}
	return nil
}

// want goes the way of take.
func (m *measurer) want(all []wanted, seen map[wanted]bool, id string, period calendar.Period, depth int) []wanted {
	measure, ok := m.ledger.Pack.FindMeasure(id)
	if !ok || depth > farthest || seen[wanted{measure, period}] {
		return all
	}
	seen[wanted{measure, period}] = true
	switch {
	case measure.Is != nil:
		for _, name := range measure.Is.Compiled.Names() {
			all = m.want(all, seen, name, period, depth)
		}
	case measure.Previous != "":
		all = m.want(all, seen, measure.Previous, period.Previous(), depth+1)
	case measure.Register != "" && measure.Latest == "" && measure.Distinct == "":
		all = append(all, wanted{measure, period})
	}
	return all
}

// sameRecords is what measures must have in common to be taken together.
type sameRecords struct {
	table, group, window string
	period               calendar.Period
	rollUp, merged       bool
}

// groupWanted puts the measures together that look at the same records.
func (m *measurer) groupWanted(all []wanted) (groups []*together) {
	open, most := map[sameRecords]*together{}, max(2, min(mostTogether, mostTallies/max(1, m.rows)))
	for _, one := range all {
		table, err := m.ledger.FindTable(one.measure.Register)
		if err != nil {
			continue
		}
		w, err := m.ledger.selectValues(table, one.measure, one.period)
		if err != nil {
			continue
		}
		key := sameRecords{table.Name, w.group, one.measure.Window, one.period, one.measure.RollUp, one.measure.FollowsMerger()}
		t := open[key]
		if t == nil || len(t.measures) == most {
			t = m.newTogether(w, one)
			open[key], groups = t, append(groups, t)
		}
		t.take(one, w)
	}
	return groups
}

func (m *measurer) newTogether(w *measureSelection, first wanted) *together {
	base := selection{ledger: m.ledger, table: w.table, args: []any{m.ledger.County}}
	base.chooseCounted(first.measure.Window, first.period)
	if w.group != ownerColumn(w.table.Register) {
		base.add(w.group + " IS NOT NULL")
	}
	return &together{selection: base, single: w.isSingle(first.period)}
}

// take adds a measure, unless its conditions can't be written.
func (t *together) take(one wanted, w *measureSelection) {
	w.args = t.args
	where, err := w.condition(one.measure.Where)
	if err != nil {
		return
	}
	share, err := w.condition(one.measure.Share)
	if err != nil {
		return
	}
	t.args = w.args
	t.wanted, t.measures = append(t.wanted, one), append(t.measures, w)
	if t.single {
		t.columns = append(t.columns, w.writeSingle(where, share)...)
	} else {
		t.columns = append(t.columns, w.writeGrouped(where, share)...)
	}
}

// writeGrouped gives counted and what the measure needs beside it: a sum, the least, the most, or how many satisfy a share.
func (w *measureSelection) writeGrouped(where, share string) []string {
	value := func(aggregate string) string {
		return `COALESCE(CAST(` + aggregate + `(CASE WHEN ` + where + ` THEN ` + w.field + ` END) AS BIGINT), 0)`
	}
	counted := `count(CASE WHEN ` + where + ` THEN 1 END)`
	switch m := w.measure; {
	case m.Share != nil:
		return []string{counted, `count(CASE WHEN ` + where + ` AND ` + share + ` THEN 1 END)`}
	case w.field == "":
		return []string{counted, `0`}
	case m.Lowest != "":
		return []string{`count(CASE WHEN ` + where + ` THEN ` + w.field + ` END)`, value("min")}
	case m.Highest != "":
		return []string{`count(CASE WHEN ` + where + ` THEN ` + w.field + ` END)`, value("max")}
	}
	return []string{`count(CASE WHEN ` + where + ` THEN ` + w.field + ` END)`, value("sum")}
}

// writeSingle gives what one record adds to the measure, or nothing.
func (w *measureSelection) writeSingle(where, share string) []string {
	value, when := w.field, func(value string) string { return `CASE WHEN ` + where + ` THEN ` + value + ` END` }
	switch {
	case w.measure.Share != nil:
		return []string{when(`CASE WHEN ` + share + ` THEN 1 ELSE 0 END`)}
	case w.field == "":
		value = `1`
	}
	if w.measure.Where == nil {
		return []string{value}
	}
	return []string{when(value)}
}

// isSingle tells whether the register's unique fields leave each subject one record in the window at most.
func (w *measureSelection) isSingle(period calendar.Period) bool {
	register, dated := w.table.Register, w.table.DatedColumn()
	if w.group != ownerColumn(register) || len(register.Unique) == 0 {
		return false
	}
	for _, id := range register.Unique {
		column, err := w.table.FindColumn(id)
		if err != nil {
			continue // the owner
		}
		if dated == nil || column.Name != dated.Name || period.IsZero() || w.measure.Window == "as_of_end" {
			return false
		}
		first, last := windowOf(w.measure.Window, period)
		if dateBound(dated.Field.Type, first, false) != dateBound(dated.Field.Type, last, true) {
			return false
		}
	}
	return true
}

func (t *together) query() string {
	group := t.measures[0].group
	if t.single {
		return `SELECT ` + group + `, ` + strings.Join(t.columns, ", ") + ` FROM ` + t.table.Name + ` WHERE ` + t.where()
	}
	return `SELECT ` + group + `, count(*), ` + strings.Join(t.columns, ", ") + ` FROM ` + t.table.Name + ` WHERE ` + t.where() + ` GROUP BY ` + group
}

// number is a whole number or nothing.
type number struct {
	value int64
	is    bool
}

// Scan takes what both databases give for a whole number.
func (n *number) Scan(from any) error {
	n.value, n.is = 0, false
	switch value := from.(type) {
	case nil:
		return nil
	case int64:
		n.value, n.is = value, true
		return nil
	}
	return fmt.Errorf("%T isn't a whole number", from)
}

func (t *together) read(ctx context.Context, tx *store.Tx, places map[int64][]int32, tallies [][]tally) error {
	rows, err := tx.Query(ctx, t.query(), t.args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	var group, all number
	dest, cells := []any{&group}, make([]number, len(t.columns))
	if !t.single {
		dest = append(dest, &all)
	}
	for i := range cells {
		dest = append(dest, &cells[i])
	}
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		for _, place := range places[group.value] {
			if t.single {
				err = t.addSingle(tallies, place, cells)
			} else {
				err = t.add(tallies, place, all.value, cells)
			}
			if err != nil {
				return err
			}
		}
	}
	return rows.Err()
}

// addSingle puts a record under a subject. Mostly it is the first and only one.
func (t *together) addSingle(tallies [][]tally, place int32, cells []number) error {
	for i := range cells {
		cell, here := &cells[i], &tallies[i][place]
		switch {
		case !cell.is && t.measures[i].measure.Share != nil:
			here.all++
		case !cell.is:
		case here.all == 0:
			*here = tally{all: 1, counted: 1, sum: cell.value, least: cell.value, most: cell.value}
		default:
			if err := here.add(tally{all: 1, counted: 1, sum: cell.value, least: cell.value, most: cell.value}); err != nil {
				return err
			}
		}
	}
	return nil
}

// add puts a group of records under a subject.
func (t *together) add(tallies [][]tally, place int32, all int64, cells []number) error {
	for i, w := range t.measures {
		row := w.grouped(all, cells[2*i].value, cells[2*i+1].value)
		if row.all == 0 {
			continue
		}
		if err := tallies[i][place].add(row); err != nil {
			return err
		}
	}
	return nil
}

func (w *measureSelection) grouped(all, counted, value int64) tally {
	switch {
	case w.measure.Share != nil:
		return tally{all: all, counted: counted, sum: value}
	case w.measure.Lowest+w.measure.Highest != "":
		return tally{all: counted, counted: counted, least: value, most: value}
	}
	return tally{all: counted, counted: counted, sum: value}
}
