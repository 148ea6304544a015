package pack

import (
	"strconv"
	"strings"

	"qixing/fault"
)

// Section is a chapter of the readable policy.
type Section struct {
	Title    string
	Articles []Article
}

// Article is one rule in plain sentences. Numbers run through the whole document. Notes give the source of each number and say
// what is still to be confirmed.
type Article struct {
	Number string
	Text   string
	Notes  []string
}

// Describe puts a pack into plain sentences in "zh" or "en", so that whoever lives under it can read what will happen.
func Describe(p *Pack, lang string) []Section {
	d := &describer{shower: shower{p: p, lang: language(lang)}}
	d.general()
	d.parameters()
	d.roles()
	d.registers()
	d.measures()
	d.targets()
	for _, scheme := range p.Schemes {
		d.scheme(scheme)
	}
	for _, contest := range p.Contests {
		d.contest(contest)
	}
	d.matters()
	d.reminders()
	return d.sections
}

// Words shows a condition over measures and parameters with their titles and values.
func (p *Pack) Words(c *Condition, lang string) string {
	d := &describer{shower: shower{p: p, lang: language(lang)}}
	return d.condition(c, "")
}

type describer struct {
	shower
	sections []Section
	number   int
}

// sentences begin the keys of the sentences of a readable policy.
const sentences = "pack.say_"

// say gives a sentence of the catalog.
func (d *describer) say(key string, args fault.Args) string {
	return fault.Sentence(sentences+key, d.lang, args)
}

func (d *describer) section(title string) { d.sections = append(d.sections, Section{Title: title}) }

// article adds a rule; the numbers are those that it names, whose sources become its notes.
func (d *describer) article(text string, numbers ...Number) {
	d.number++
	last := &d.sections[len(d.sections)-1]
	one := Article{Number: d.say("number", fault.Args{"n": strconv.Itoa(d.number)}), Text: text}
	seen := map[string]bool{}
	for _, number := range numbers {
		if parameter, ok := d.p.FindParameter(number.Parameter); ok && !seen[parameter.ID] {
			seen[parameter.ID] = true
			one.Notes = append(one.Notes, d.parameterText(parameter))
		}
	}
	last.Articles = append(last.Articles, one)
}

// note adds a remark to the last article.
func (d *describer) note(text string) {
	articles := d.sections[len(d.sections)-1].Articles
	last := &articles[len(articles)-1]
	last.Notes = append(last.Notes, text)
}

func (d *describer) general() {
	d.section(d.say("general", nil))
	d.article(d.say("source", fault.Args{"title": d.title(d.p.Title, d.p.TitleEN), "version": d.p.Version, "county": d.p.County, "source": d.title(d.p.Source, d.p.SourceEN)}))
	if d.p.Summary != "" {
		d.article(d.title(d.p.Summary, d.p.SummaryEN))
	}
	for _, chapter := range d.p.Chapters {
		d.article(d.title(chapter.Title, chapter.TitleEN) + d.title("：", ": ") + d.title(chapter.Text, chapter.TextEN))
	}
}

// parameterText is a parameter with all its values, their sources, and what is to be confirmed.
func (d *describer) parameterText(parameter *Parameter) string {
	texts := make([]string, len(parameter.Dated))
	for i, dated := range parameter.Dated {
		key := "value"
		if !dated.Confirmed {
			key = "value_unconfirmed"
		}
		texts[i] = d.say(key, fault.Args{"value": d.dated(parameter, dated), "from": dated.From, "basis": d.title(dated.Basis, dated.BasisEN)})
	}
	return d.title(parameter.Title, parameter.TitleEN) + d.title("：", ": ") + strings.Join(texts, d.title("；", "; "))
}

func (d *describer) parameters() {
	d.section(d.say("parameters", nil))
	for _, parameter := range d.p.Parameters {
		d.article(d.parameterText(parameter))
	}
}

func (d *describer) roles() {
	d.section(d.say("roles", nil))
	for _, role := range d.p.Roles {
		d.article(d.say("role", fault.Args{"role": d.title(role.Title, role.TitleEN), "at": d.unitKind(role.At)}))
		if role.Post {
			d.note(d.say("role_post", nil))
		}
		for _, right := range role.May {
			d.note(d.say("right_"+string(right), nil))
		}
	}
}

// unitKind is the word for a kind of unit.
func (d *describer) unitKind(kind string) string {
	if kind == "" {
		return ""
	}
	return d.say("unit_"+kind, nil)
}

func (d *describer) roleNames(ids []string) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = d.named(id, key{Ref: "role"})
	}
	return strings.Join(names, d.title("、", ", "))
}

func (d *describer) registers() {
	d.section(d.say("registers", nil))
	for _, r := range d.p.Registers {
		fields := make([]string, len(r.Fields))
		for i, field := range r.Fields {
			fields[i] = d.fieldText(field)
		}
		args := fault.Args{"title": d.title(r.Title, r.TitleEN), "owner": d.unitKind(r.Owner), "filled_by": d.roleNames(r.FilledBy), "checked_by": d.roleNames(r.CheckedBy), "fields": strings.Join(fields, d.title("、", ", "))}
		if len(r.CheckedBy) == 0 {
			d.article(d.say("register_unchecked", args))
		} else {
			d.article(d.say("register", args))
		}
		if r.Note != "" {
			d.note(d.title(r.Note, r.NoteEN))
		}
		if r.Sensitive {
			d.note(d.say("sensitive", nil))
		}
		if len(r.Called) > 0 {
			d.note(d.say("register_called", fault.Args{"fields": d.fieldNames(r, r.Called)}))
		}
		for _, view := range r.Views {
			d.note(d.say("register_view", fault.Args{"view": d.title(view.Title, view.TitleEN)}))
		}
	}
}

func (d *describer) fieldText(field *Field) string {
	text := d.title(field.Title, field.TitleEN)
	if len(field.Options) == 0 {
		return text
	}
	options := make([]string, len(field.Options))
	for i, option := range field.Options {
		options[i] = d.title(option.Title, option.TitleEN)
	}
	return text + d.title("（", " (") + strings.Join(options, d.title("、", ", ")) + d.title("）", ")")
}

// fieldNames names fields of a register, owner by the word for whom its records are about.
func (d *describer) fieldNames(r *Register, ids []string) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		if names[i] = d.unitKind(r.Owner); id == "owner" {
			continue
		}
		if field, ok := r.FindField(id); ok {
			names[i] = d.title(field.Title, field.TitleEN)
		}
	}
	return strings.Join(names, d.title("、", ", "))
}

func (d *describer) measures() {
	d.section(d.say("measures", nil))
	for _, m := range d.p.Measures {
		d.article(d.title(m.Title, m.TitleEN) + d.title("：", ": ") + d.measureText(m))
		if m.Where != nil {
			d.note(d.say("where", fault.Args{"condition": d.condition(m.Where, m.Register)}))
		}
	}
}

func (d *describer) targets() {
	d.section(d.say("targets", nil))
	for _, t := range d.p.Targets {
		args := fault.Args{"title": d.title(t.Title, t.TitleEN), "goal": d.shower.number(t.Goal), "by": t.By, "condition": d.condition(t.Where, ""), "measure": d.named(t.Measure, key{Ref: "measure"}), "kind": d.unitKind(t.ShareOf + t.CountOf), "each": d.unitKind(t.Each)}
		name := "target_measure"
		switch {
		case t.ShareOf != "":
			name = "target_share"
		case t.CountOf != "":
			name = "target_count"
		}
		d.article(d.say(name, args), t.Goal)
		if t.Each != "" {
			d.note(d.say("target_each", args))
		}
	}
}
