package rollup

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"qixing/fault"
	"qixing/fixed"
	"qixing/store"
)

// Query is what to add up: one subject in one year, by units of a level, within the division that a code begins with.
type Query struct {
	Subject string // target/<id>, measure/<id>
	Year    string
	Of      string // country, province, city, county, town
	Within  string // "" for the country, 61, 6103, 610327
	County  string // only this county's, whatever its code; "" for all of the database
}

// Line is what a subject comes to in one division.
type Line struct {
	Code      string
	Title     string
	Known     bool
	Value     fixed.Value
	Subjects  int64
	Satisfied int64
	Missing   int64
	Units     int // counties, or the one town
	Knowing   int // those of them whose figure is known
	Reached   int // those of them that have reached the goal
	Least     fixed.Value
	Most      fixed.Value
}

// Answer is a subject by divisions, in the order of their codes.
type Answer struct {
	Subject  Subject
	Lines    []Line
	Elsewise int    // counties that call something else by this name: they are left out
	AsOf     string // the earliest day of the figures
}

// Levels are what one may ask by, the widest first.
func Levels() []string { return []string{"country", "province", "city", CountyLevel, TownLevel} }

// digits is how much of a county's code names the division of a level.
var digits = map[string]int{"country": 0, "province": 2, "city": 4}

// county is one county's own meaning of a subject.
type county struct {
	Subject
	asOf string
}

// Read answers from the sums that are kept. It is the database's whole content: whose asks may see that is the caller's to know.
func Read(ctx context.Context, tx *store.Tx, q Query) (Answer, error) {
	if err := q.check(); err != nil {
		return Answer{}, err
	}
	counties, err := readCounties(ctx, tx, q.Subject)
	if err != nil {
		return Answer{}, err
	}
	sums, err := q.read(ctx, tx)
	if err != nil {
		return Answer{}, err
	}
	if len(sums) == 0 {
		return Answer{}, fault.NotFound("rollup.nothing", fault.Args{"subject": q.Subject, "year": q.Year})
	}
	answer := Answer{Subject: commonest(sums, counties)}
	return answer, answer.add(q, sums, counties)
}

func (q *Query) check() error {
	if !slices.Contains(Levels(), q.Of) {
		return fault.Invalid("rollup.level", fault.Args{"of": q.Of}).At("of")
	}
	if _, err := strconv.ParseUint("1"+q.Within, 10, 64); err != nil || len(q.Within) > 12 {
		return fault.Invalid("rollup.within", fault.Args{"within": q.Within}).At("within")
	}
	if _, err := strconv.Atoi(q.Year); err != nil || len(q.Year) != 4 {
		return fault.Invalid("rollup.year", fault.Args{"year": q.Year}).At("year")
	}
	return nil
}

func readCounties(ctx context.Context, tx *store.Tx, subject string) (map[string]county, error) {
	rows, err := tx.Query(ctx, `SELECT s.county, s.kind, s.title, s.unit, s.meaning, c.as_of FROM rollup_subjects s
		JOIN rollup_counties c ON c.county = s.county WHERE s.subject = $1`, subject)
	if err != nil {
		return nil, fmt.Errorf("read who rolls up %s: %w", subject, err)
	}
	defer rows.Close()
	counties := map[string]county{}
	for rows.Next() {
		var code string
		one := county{Subject: Subject{Key: subject}}
		if err := rows.Scan(&code, &one.Kind, &one.Title, &one.Unit, &one.Meaning, &one.asOf); err != nil {
			return nil, err
		}
		counties[code] = one
	}
	return counties, rows.Err()
}

// sum is one kept row with its county.
type sum struct {
	row
	county string
}

func (q *Query) read(ctx context.Context, tx *store.Tx) ([]sum, error) {
	level := CountyLevel
	if q.Of == TownLevel {
		level = TownLevel
	}
	query, args := `SELECT county, unit_id, code, title, known, value, subjects, satisfied, missing, reached FROM rollups
		WHERE level = $1 AND subject = $2 AND period = $3`, []any{level, q.Subject, q.Year}
	if q.Within != "" {
		args = append(args, q.Within)
		query += ` AND code >= $4`
		if next := following(q.Within); next != "" {
			args = append(args, next)
			query += ` AND code < $5`
		}
	}
	if q.County != "" {
		args = append(args, q.County)
		query += fmt.Sprintf(` AND county = $%d`, len(args))
	}
	rows, err := tx.Query(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("read the roll-up of %s: %w", q.Subject, err)
	}
	defer rows.Close()
	var sums []sum
	for rows.Next() {
		var one sum
		var known, reached int
		if err := rows.Scan(&one.county, &one.unit, &one.code, &one.title, &known, &one.value, &one.subjects, &one.satisfied, &one.missing, &reached); err != nil {
			return nil, err
		}
		one.known, one.reached = known != 0, reached != 0
		sums = append(sums, one)
	}
	slices.SortStableFunc(sums, func(a, b sum) int { return cmp.Or(strings.Compare(a.code, b.code), cmp.Compare(a.unit, b.unit)) })
	return sums, rows.Err()
}

// following is the least code behind all that begin with another; "" when there is none. Digits sort alike in every collation.
func following(code string) string {
	for i := len(code) - 1; i >= 0; i-- {
		if code[i] < '9' {
			return code[:i] + string(code[i]+1)
		}
	}
	return ""
}

// commonest is what most of the counties mean by a subject.
func commonest(sums []sum, counties map[string]county) Subject {
	times, seen := map[string]int{}, map[string]bool{}
	for _, one := range sums {
		if !seen[one.county] {
			seen[one.county] = true
			times[counties[one.county].Meaning]++
		}
	}
	meaning := slices.MaxFunc(slices.Sorted(maps.Keys(times)), func(a, b string) int { return cmp.Compare(times[a], times[b]) })
	for _, one := range sums {
		if counties[one.county].Meaning == meaning {
			return counties[one.county].Subject
		}
	}
	return Subject{}
}

func (a *Answer) add(q Query, sums []sum, counties map[string]county) error {
	elsewise := map[string]bool{}
	for _, one := range sums {
		of := counties[one.county]
		if of.Meaning != a.Subject.Meaning {
			elsewise[one.county] = true
			continue
		}
		if a.AsOf == "" || of.asOf < a.AsOf {
			a.AsOf = of.asOf
		}
		if err := a.lineFor(q.Of, one).add(a.Subject.Kind, one.row); err != nil {
			return fmt.Errorf("add up %s: %w", q.Subject, err)
		}
	}
	a.Elsewise = len(elsewise)
	return nil
}

// lineFor is the line that a sum belongs to: sums come by code, so it is the last one or a new one.
func (a *Answer) lineFor(of string, one sum) *Line {
	code, title := one.code, one.title
	if n, wide := digits[of]; wide {
		code = code[:min(n, len(code))]
		title = titleOf(of, code)
		if len(a.Lines) > 0 && a.Lines[len(a.Lines)-1].Code == code {
			return &a.Lines[len(a.Lines)-1]
		}
	}
	a.Lines = append(a.Lines, Line{Code: code, Title: title})
	return &a.Lines[len(a.Lines)-1]
}

// add adds one unit's sum as its kind asks for. What doesn't add up has a value only as long as it stands alone.
func (l *Line) add(kind Kind, r row) (err error) {
	l.Units++
	if r.reached {
		l.Reached++
	}
	l.Subjects, l.Satisfied, l.Missing = l.Subjects+r.subjects, l.Satisfied+r.satisfied, l.Missing+r.missing
	if !r.known {
		return nil
	}
	value := fixed.Value(r.value)
	if l.Knowing++; l.Knowing == 1 {
		l.Least, l.Most = value, value
	}
	l.Least, l.Most = min(l.Least, value), max(l.Most, value)
	switch {
	case l.Knowing == 1:
		l.Value, l.Known = value, true
	case kind == Total:
		l.Value, err = fixed.Add(l.Value, value)
	case kind == Count:
		l.Value = fixed.FromInt(l.Satisfied)
	case kind == Share:
		l.Value, err = fixed.Div(fixed.FromInt(l.Satisfied), fixed.FromInt(max(l.Subjects, 1)))
		l.Value = l.Value.Round(4)
	default:
		l.Value, l.Known = 0, false
	}
	return err
}

// Listed is a subject that sums are kept of, and by how many counties.
type Listed struct {
	Subject
	Counties int
}

// List gives the subjects that sums are kept of, by name.
func List(ctx context.Context, tx *store.Tx) ([]Listed, error) {
	rows, err := tx.Query(ctx, `SELECT subject, max(kind), max(title), max(unit), count(*) FROM rollup_subjects GROUP BY subject ORDER BY subject`)
	if err != nil {
		return nil, fmt.Errorf("list what is rolled up: %w", err)
	}
	defer rows.Close()
	var all []Listed
	for rows.Next() {
		var one Listed
		if err := rows.Scan(&one.Key, &one.Kind, &one.Title, &one.Unit, &one.Counties); err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}
