package server

import (
	"cmp"
	"slices"

	"qixing/calendar"
	"qixing/expression"
	"qixing/fault"
	"qixing/fixed"
	"qixing/ledger"
	"qixing/org"
	"qixing/score"
)

type cellView struct {
	UnitID  int64   `json:"unit_id"`
	Title   string  `json:"title"`
	Value   *string `json:"value"`
	Display string  `json:"display"`
	Shade   int     `json:"shade" minimum:"0" maximum:"4" doc:"the fifth it belongs to, the greatest darkest; 0 also where nothing is known"`
}

type townCells struct {
	UnitID  int64      `json:"unit_id"`
	Title   string     `json:"title"`
	Value   *string    `json:"value" doc:"of the whole town; none where the asker doesn't see all of it"`
	Display string     `json:"display"`
	Cells   []cellView `json:"cells"`
}

type gridView struct {
	Measure  string      `json:"measure"`
	Title    string      `json:"title"`
	Unit     string      `json:"unit"`
	Share    bool        `json:"share" doc:"a share, so that towns can be held against the county"`
	Value    *string     `json:"value" doc:"of the whole county; none where the asker doesn't see all of it"`
	Display  string      `json:"display"`
	Sentence string      `json:"sentence" doc:"what the grid shows"`
	Towns    []townCells `json:"towns"`
}

// gridMaker reads one measure of every village, town and the county in one go.
type gridMaker struct {
	c       call
	unit    string
	units   []org.Unit
	reading ledger.Reading
}

// findGrid shows one measure of every village that the asker may see, town by town.
func findGrid(c call, books *ledger.Ledger, offered []gridMeasure, id string, period calendar.Period) (*gridView, error) {
	at := slices.IndexFunc(offered, func(v gridMeasure) bool { return v.ID == id })
	if at < 0 && len(offered) > 0 && id == "" {
		at = 0
	}
	if at < 0 {
		return nil, nil
	}
	id = offered[at].ID
	measure, _ := books.Pack.FindMeasure(id)
	sees, _ := sightOf(c, books, measure)
	m := &gridMaker{c: c, unit: offered[at].Unit}
	day := period.End().String()
	for _, kind := range []org.Kind{org.County, org.Town, org.Village} {
		m.units = append(m.units, slices.DeleteFunc(slices.Clone(books.Tree.Roster(kind, 0, day)), func(u org.Unit) bool { return !sees(u) })...)
	}
	subjects := make([]ledger.Subject, len(m.units))
	for i, unit := range m.units {
		subjects[i] = ledger.Subject{UnitID: unit.ID}
	}
	readings, err := books.Measures(c, c.tx, ledger.Measuring{Subjects: subjects, Period: period, Parameters: books.Pack.Values(day)}, id)
	if err != nil {
		return nil, err
	}
	m.reading = readings[id]
	grid := &gridView{Measure: id, Title: offered[at].Title, Unit: m.unit, Share: m.unit == "%", Towns: []townCells{}}
	m.fill(grid, books)
	grid.Sentence = m.sentence(grid)
	return grid, nil
}

func (m *gridMaker) fill(grid *gridView, books *ledger.Ledger) {
	towns := map[int64]*townCells{}
	var order []int64
	shades := m.shades()
	rowOf := func(town org.Unit) *townCells {
		if towns[town.ID] == nil {
			towns[town.ID] = &townCells{UnitID: town.ID, Title: town.In(m.c.lang), Cells: []cellView{}}
			order = append(order, town.ID)
		}
		return towns[town.ID]
	}
	for i, unit := range m.units {
		value, display := m.value(i)
		switch unit.Kind {
		case org.County:
			grid.Value, grid.Display = value, display
		case org.Town:
			row := rowOf(unit)
			row.Value, row.Display = value, display
		default:
			if town, err := books.Tree.Ancestor(unit.ID, org.Town); err == nil {
				row := rowOf(town)
				row.Cells = append(row.Cells, cellView{UnitID: unit.ID, Title: unit.In(m.c.lang), Value: value, Display: display, Shade: shades[i]})
			}
		}
	}
	for _, id := range order {
		grid.Towns = append(grid.Towns, *towns[id])
	}
}

func (m *gridMaker) value(i int) (*string, string) {
	if !known(m.reading, i) {
		return nil, fault.Sentence("server.unknown_value", m.c.lang, nil)
	}
	text := m.reading.Values[i].String()
	return &text, score.Display(m.reading.Values[i], m.unit, m.c.lang)
}

func known(reading ledger.Reading, i int) bool {
	return reading.States == nil || reading.States[i] == expression.Present
}

// sentence says where the county stands and which town is lowest; nothing where the asker sees a part only.
func (m *gridMaker) sentence(grid *gridView) string {
	lowest, below, missing := -1, 0, 0
	county, whole := fixed.Value(0), false
	for i, unit := range m.units {
		switch {
		case unit.Kind == org.Village && !known(m.reading, i):
			missing++
		case !known(m.reading, i):
		case unit.Kind == org.County:
			county, whole = m.reading.Values[i], true
		case unit.Kind == org.Town:
			if lowest < 0 || m.reading.Values[i] < m.reading.Values[lowest] {
				lowest = i
			}
			if m.reading.Values[i] < county {
				below++
			}
		}
	}
	if !whole || lowest < 0 {
		return ""
	}
	args := fault.Args{"value": grid.Display, "towns": len(grid.Towns), "below": below, "missing": missing, "lowest": m.units[lowest].In(m.c.lang),
		"least": score.Display(m.reading.Values[lowest], m.unit, m.c.lang)}
	if grid.Share {
		return fault.Sentence("server.grid_share", m.c.lang, args)
	}
	return fault.Sentence("server.grid_sum", m.c.lang, args)
}

// shades sorts the villages' known values into fifths; equal values share a shade.
func (m *gridMaker) shades() []int {
	var sorted []fixed.Value
	of := func(i int) bool { return m.units[i].Kind == org.Village && known(m.reading, i) }
	for i, value := range m.reading.Values {
		if of(i) {
			sorted = append(sorted, value)
		}
	}
	slices.SortFunc(sorted, cmp.Compare[fixed.Value])
	shades := make([]int, len(m.units))
	for i, value := range m.reading.Values {
		if of(i) {
			place, _ := slices.BinarySearch(sorted, value)
			shades[i] = place * 5 / len(sorted)
		}
	}
	return shades
}
