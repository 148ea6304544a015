package rollup

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"qixing/calendar"
	"qixing/fixed"
	"qixing/pack"
)

// Kind is how a subject adds up.
type Kind string

// The kinds.
const (
	Total Kind = "sum"   // values are added
	Count Kind = "count" // those that satisfy a condition are added
	Share Kind = "share" // those that satisfy it, among all
	Apart Kind = "none"  // a mean or a highest: it doesn't add up, above the county there is only the range
)

// Subject is what is rolled up, as one county's policy defines it.
type Subject struct {
	Key     string // target/<id>, measure/<id>
	Kind    Kind
	Title   string
	Unit    string
	Meaning string // equal where it is defined alike

	target  *pack.Target
	measure *pack.Measure
}

// subjectsOf lists the targets of a policy, and the measures that they and the evaluations of villages are about.
func subjectsOf(p *pack.Pack, day calendar.Date) []Subject {
	d := definer{p, p.Values(day.String())}
	var subjects []Subject
	for _, t := range p.Targets {
		subjects = append(subjects, Subject{Key: "target/" + t.ID, Kind: d.kindOf(t), Title: t.Title, Unit: d.unitOf(t), Meaning: digest(d.target(t)), target: t})
	}
	for _, m := range p.Measures {
		if !slices.Contains(namedMeasures(p), m.ID) || !d.ofUnits(m, 0) {
			continue
		}
		kind := Apart
		if d.adds(m, 0) {
			kind = Total
		}
		subjects = append(subjects, Subject{Key: "measure/" + m.ID, Kind: kind, Title: m.Title, Unit: m.Unit, Meaning: digest(d.measure(m, 0)), measure: m})
	}
	return subjects
}

func namedMeasures(p *pack.Pack) (names []string) {
	for _, t := range p.Targets {
		names = append(names, t.Measure)
		if t.Where != nil && t.Where.Compiled != nil {
			names = append(names, t.Where.Compiled.Names()...)
		}
	}
	for _, scheme := range p.Schemes {
		if scheme.Subject == "village" || scheme.Subject == "town" {
			names = append(names, scheme.Ties...)
		}
	}
	return names
}

// definer reads definitions of one policy.
type definer struct {
	pack   *pack.Pack
	values map[string]fixed.Value
}

// deepest is how far a chain of measures is followed; the check of a pack refuses circles.
const deepest = 20

func (d definer) kindOf(t *pack.Target) Kind {
	switch {
	case t.Each != "" || t.CountOf != "":
		return Count
	case t.ShareOf != "":
		return Share
	}
	if m, found := d.pack.FindMeasure(t.Measure); found && d.adds(m, 0) {
		return Total
	}
	return Apart
}

func (d definer) unitOf(t *pack.Target) string {
	switch m, found := d.pack.FindMeasure(t.Measure); {
	case t.Each != "" || t.CountOf != "":
		return "个"
	case t.ShareOf != "":
		return "%"
	case found:
		return m.Unit
	}
	return ""
}

// adds tells whether the figures of two counties may be added.
func (d definer) adds(m *pack.Measure, depth int) bool {
	switch {
	case depth > deepest:
		return false
	case m.Is != nil:
		return d.isPlain(m.Is, depth)
	case m.Previous != "":
		before, found := d.pack.FindMeasure(m.Previous)
		return found && d.adds(before, depth+1)
	}
	return m.RollUp && (m.Count || m.Sum != "" || m.Latest != "")
}

var (
	plainForm = regexp.MustCompile(`^[\p{L}\p{N}_\s+()-]+$`)
	wordForm  = regexp.MustCompile(`[\p{L}\p{N}_]+`)
)

// isPlain tells whether an expression only adds and subtracts measures that add up themselves.
func (d definer) isPlain(c *pack.Condition, depth int) bool {
	if c.Compiled == nil || !plainForm.MatchString(c.Source) {
		return false
	}
	names := c.Compiled.Names()
	for _, word := range wordForm.FindAllString(c.Source, -1) {
		m, found := d.pack.FindMeasure(word)
		if !slices.Contains(names, word) || !found || !d.adds(m, depth+1) {
			return false
		}
	}
	return true
}

// ofUnits tells whether all that a measure looks at are records of units, and none sensitive.
func (d definer) ofUnits(m *pack.Measure, depth int) bool {
	if m.Scheme != "" || m.Contest != "" || depth > deepest {
		return false
	}
	if register, found := d.pack.FindRegister(m.Register); found {
		return register.Owner != "person" && !register.Sensitive
	}
	return !slices.ContainsFunc(d.needs(m), func(name string) bool {
		needed, is := d.pack.FindMeasure(name)
		return is && !d.ofUnits(needed, depth+1)
	})
}

// needs are the measures and parameters that a measure is computed from.
func (d definer) needs(m *pack.Measure) []string {
	if m.Is != nil && m.Is.Compiled != nil {
		return m.Is.Compiled.Names()
	}
	if m.Previous != "" {
		return []string{m.Previous}
	}
	return nil
}

// target writes all that a target's value depends on but for the records: not its goal and its title.
func (d definer) target(t *pack.Target) string {
	text := strings.Join([]string{t.Measure, t.ShareOf, t.CountOf, t.Each, t.Period, source(t.Where)}, "|")
	names := []string{t.Measure}
	if t.Where != nil && t.Where.Compiled != nil {
		names = append(names, t.Where.Compiled.Names()...)
	}
	if t.Each != "" {
		text += "|" + t.Goal.Resolve(d.values).String() // it decides who counts
	}
	if t.Period == "" {
		text += "|" + t.From
	}
	return text + d.all(names, 0)
}

func (d definer) measure(m *pack.Measure, depth int) string {
	if depth > deepest {
		return ""
	}
	return strings.Join([]string{m.Register, source(m.Where), fmt.Sprint(m.Count), m.Distinct, m.Sum, m.Average, m.Latest, m.Lowest, m.Highest, source(m.Share), source(m.Is),
		m.Previous, m.Window, m.Empty, m.Subject, m.Unit}, "|") + d.all(d.needs(m), depth+1)
}

func (d definer) all(names []string, depth int) string {
	var text strings.Builder
	for _, name := range names {
		if m, found := d.pack.FindMeasure(name); found {
			text.WriteString("{" + name + ":" + d.measure(m, depth) + "}")
		} else if value, is := d.values[name]; is {
			text.WriteString("{" + name + "=" + value.String() + "}")
		}
	}
	return text.String()
}

func source(c *pack.Condition) string {
	if c == nil {
		return ""
	}
	return c.Source
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}
