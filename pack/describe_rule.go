package pack

import (
	"reflect"
	"regexp"
	"slices"
	"strings"

	"qixing/fault"
)

// measureText says how a measure is computed.
func (d *describer) measureText(m *Measure) string {
	register, _ := d.p.FindRegister(m.Register)
	args := fault.Args{"register": d.named(m.Register, key{Ref: "register"}), "measure": d.named(m.Previous, key{Ref: "measure"}), "scheme": d.named(m.Scheme, key{Ref: "scheme"})}
	for name, field := range map[string]string{"distinct": m.Distinct, "sum": m.Sum, "average": m.Average, "latest": m.Latest, "lowest": m.Lowest, "highest": m.Highest} {
		if field != "" && register != nil {
			args["field"] = d.fieldTitle(register, field)
			return d.say("measure_"+name, args)
		}
	}
	switch {
	case m.Share != nil:
		args["condition"] = d.condition(m.Share, m.Register)
		return d.say("measure_share", args)
	case m.Is != nil:
		args["formula"] = d.condition(m.Is, "")
		return d.say("measure_is", args)
	case m.Previous != "":
		return d.say("measure_previous", args)
	case m.Scheme != "":
		return d.say("measure_scheme", args)
	case m.Contest != "":
		return d.contestMeasure(m)
	}
	return d.say("measure_count", args)
}

func (d *describer) fieldTitle(r *Register, id string) string {
	if field, ok := r.FindField(id); ok {
		return d.title(field.Title, field.TitleEN)
	}
	return id
}

// condition shows an expression with titles for its names and options.
func (d *describer) condition(c *Condition, register string) string {
	if c == nil {
		return ""
	}
	r, _ := d.p.FindRegister(register)
	return d.words(c, func(name string) (string, *Field) {
		if r != nil {
			if field, ok := r.FindField(name); ok {
				return d.title(field.Title, field.TitleEN), field
			}
		}
		if m, ok := d.p.FindMeasure(name); ok {
			return d.title(m.Title, m.TitleEN), nil
		}
		if x, ok := d.p.FindParameter(name); ok {
			return d.shower.number(Number{Parameter: x.ID}), nil
		}
		return "", nil
	})
}

// words replaces the names and options of an expression by their titles, and its operators by words.
func (d *describer) words(c *Condition, titleOf func(string) (string, *Field)) string {
	var out strings.Builder
	var options []*Option
	for _, token := range tokens(c.Source) {
		if quoted := strings.Trim(token, `"'`); quoted != token {
			if i := slices.IndexFunc(options, func(o *Option) bool { return o.ID == quoted }); i >= 0 {
				quoted = d.title(options[i].Title, options[i].TitleEN)
			}
			out.WriteString(d.title("“"+quoted+"”", `"`+quoted+`"`))
			continue
		}
		title, field := titleOf(token)
		switch {
		case title != "":
			out.WriteString(title)
			if field != nil && len(field.Options) > 0 {
				options = field.Options
			}
		case operators[token] != (text{}):
			out.WriteString(operators[token].in(d.lang))
		default:
			out.WriteString(d.mark(token))
		}
	}
	return out.String()
}

// mark shows what stands between words: in Chinese without spaces, and a list with its own comma.
func (d *describer) mark(token string) string {
	if d.lang == "en" {
		return token
	}
	token = strings.NewReplacer("[", "", "]", "", ",", "、", "(", "（", ")", "）").Replace(token)
	return strings.TrimSpace(token)
}

// operators are the words for an expression's operators in a sentence.
var operators = map[string]text{
	"==": {"为", "is"}, "!=": {"不为", "is not"}, "<=": {"不超过", "is at most"}, ">=": {"达到", "is at least"}, "<": {"低于", "is below"}, ">": {"超过", "exceeds"},
	"and": {"且", "and"}, "or": {"或", "or"}, "not": {"非", "not"}, "in": {"属于", "in"}, "*": {"×", "×"}, "/": {"÷", "÷"}, "-": {"－", "−"}, "+": {"＋", "+"}, "missing": {"没有填写", "missing"},
	PeriodStart: {"期初", "the period's first day"}, PeriodEnd: {"期末", "the period's last day"},
	"min": {"取小", "min"}, "max": {"取大", "max"},
}

var tokenShape = regexp.MustCompile(`"[^"]*"|'[^']*'|[a-z_][a-z0-9_]*|==|!=|<=|>=|[-+*/<>]|\s+|[^\s"'a-z_<>=!*/+-]+|.`)

// tokens cuts an expression into names, texts, operators and what stands between them.
func tokens(source string) []string { return tokenShape.FindAllString(source, -1) }

// criterion says what a criterion and its indicators are worth.
func (d *describer) criterion(c *Criterion) {
	d.article(d.say("criterion", fault.Args{"title": d.title(c.Title, c.TitleEN), "points": d.shower.number(c.Points)}), c.Points)
	for _, indicator := range c.Indicators {
		text, numbers := d.ruleText(indicator)
		args := fault.Args{"title": d.title(indicator.Title, indicator.TitleEN), "points": d.shower.number(indicator.Points), "rule": text}
		d.article(d.say("indicator", args), append(numbers, indicator.Points)...)
		if indicator.Basis != "" {
			d.note(d.say("basis", fault.Args{"basis": d.title(indicator.Basis, indicator.BasisEN)}))
		}
		if indicator.AppliesWhen != nil {
			d.note(d.say("applies_when", fault.Args{"condition": d.condition(indicator.AppliesWhen, "")}))
		}
		if indicator.Note != "" {
			d.note(d.title(indicator.Note, indicator.NoteEN))
		}
	}
}

// ruleText says how an indicator is scored, and gives the numbers that it names.
func (d *describer) ruleText(i *Indicator) (string, []Number) {
	args := fault.Args{}
	if measure := measureOf(i); measure != nil {
		args["measure"] = d.named(*measure, key{Ref: "measure"})
	}
	numbers := numbersOf(i)
	switch {
	case i.Linear != nil:
		args["from"], args["to"] = d.shower.number(i.Linear.From), d.shower.number(i.Linear.To)
		return d.say("linear", args), numbers
	case i.Bands != nil:
		args["bands"] = d.bandsText(i.Bands)
		return d.say("bands", args), numbers
	case i.Each != nil:
		return d.eachText(i.Each, args), numbers
	case i.Rank != nil:
		return d.say("rank_"+i.Rank.Among, args) + d.alikeText(i.Rank), numbers
	case i.RatedBy != nil:
		args["role"] = d.named(i.RatedBy.Role, key{Ref: "role"})
		if i.RatedBy.DropExtremes {
			return d.say("rated_trimmed", args), numbers
		}
		return d.say("rated", args), numbers
	case i.Expr != nil:
		return d.say("expr", fault.Args{"formula": d.condition(i.Expr, "")}), numbers
	case i.Ballot != nil:
		return d.say("ballot", fault.Args{"ballot": i.Ballot.Ballot}), numbers
	}
	return d.say("self", nil), numbers
}

// alikeText says with whom alone a rank compares.
func (d *describer) alikeText(r *RankAmong) string {
	if len(r.Alike) == 0 {
		return ""
	}
	names := make([]string, len(r.Alike))
	for i, id := range r.Alike {
		names[i] = d.named(id, key{Ref: "measure"})
	}
	return d.title("", " ") + d.say("rank_alike", fault.Args{"measures": strings.Join(names, d.title("、", ", "))})
}

func (d *describer) eachText(e *Each, args fault.Args) string {
	args["points"] = d.shower.number(e.Points)
	if e.AtLeast != nil {
		args["least"] = d.shower.number(*e.AtLeast)
		return d.say("each_deduct", args)
	}
	return d.say("each", args)
}

func (d *describer) bandsText(b *Bands) string {
	var texts []string
	names := []string{"at_least", "above", "at_most"}
	for i, bands := range [][]Band{b.AtLeast, b.Above, b.AtMost} {
		for _, band := range bands {
			texts = append(texts, d.say("band_"+names[i], fault.Args{"bound": d.shower.number(band.Bound), "points": d.shower.number(band.Points)}))
		}
	}
	return strings.Join(texts, d.title("，", ", "))
}

// numbersOf lists the numbers that stand anywhere below a declaration.
func numbersOf(declaration any) []Number {
	var numbers []Number
	walk(reflect.ValueOf(declaration), key{}, func(v reflect.Value, _ key) {
		if number, ok := v.Interface().(Number); ok && number.IsSet() {
			numbers = append(numbers, number)
		}
	})
	return numbers
}
