package pack

import (
	"reflect"
	"slices"
	"strings"

	"qixing/fault"
)

// ChangeKind says what happened to a part of the policy.
type ChangeKind string

// The kinds of change.
const (
	Added   ChangeKind = "added"
	Removed ChangeKind = "removed"
	Changed ChangeKind = "changed"
)

// Change is one difference between two versions of a policy, in words.
type Change struct {
	Kind ChangeKind
	// Path holds the titles that lead to it.
	Path   []string
	PathEN []string
	Text   string
	TextEN string
}

// Diff says what changed from one version of a policy to another, in the order of the pack. Cases are no policy and don't count.
func Diff(before, after *Pack) []Change {
	zh := (&differ{before: shower{p: before, lang: "zh"}, after: shower{p: after, lang: "zh"}}).packs()
	en := (&differ{before: shower{p: before, lang: "en"}, after: shower{p: after, lang: "en"}}).packs()
	for i := range zh {
		zh[i].PathEN, zh[i].TextEN = en[i].Path, en[i].Text
	}
	return zh
}

// differ walks two values of the same type side by side.
type differ struct {
	before, after shower
	path          []string
	unit          string // of the parameter being compared
	changes       []Change
}

func (d *differ) packs() []Change {
	d.structs(reflect.ValueOf(d.before.p.Policy), reflect.ValueOf(d.after.p.Policy))
	before, after := reflect.ValueOf(d.before.p).Elem(), reflect.ValueOf(d.after.p).Elem()
	for i := range before.NumField() {
		field := before.Type().Field(i)
		if label := field.Tag.Get("label"); label != "" && field.Name != "Cases" {
			d.declarations(before.Field(i), after.Field(i), key{Label: split(label, "|"), ID: field.Name == "Schemes"})
		}
	}
	return d.changes
}

// differences begin the keys of the sentences about a change.
const differences = "pack.diff_"

func (d *differ) say(kind ChangeKind, key string, args fault.Args) {
	path := strings.Join(d.path, " · ")
	text := fault.Sentence(differences+key, d.after.lang, args)
	if path != "" {
		text = path + d.after.title("：", ": ") + text
	}
	d.changes = append(d.changes, Change{Kind: kind, Path: slices.Clone(d.path), Text: text})
}

// below runs fn one step further down the path.
func (d *differ) below(title string, fn func()) {
	d.path = append(d.path, title)
	fn()
	d.path = d.path[:len(d.path)-1]
}

func (d *differ) structs(before, after reflect.Value) {
	if parameter, ok := after.Interface().(Parameter); ok {
		d.unit = parameter.Unit
	}
	for _, k := range keysOf(before.Type()) {
		if k.ID || k.Name == "version" {
			continue
		}
		if en, read := isRead(keysOf(before.Type()), k); read && d.after.lang == "en" && differs(before, after, en) && differs(before, after, k) {
			k.Index = en.Index // to whoever reads English a text changed from its English to its English
		}
		d.values(before.Field(k.Index), after.Field(k.Index), k)
	}
}

// differs tells whether a text is there on both sides and not the same.
func differs(before, after reflect.Value, k key) bool {
	was, is := before.Field(k.Index), after.Field(k.Index)
	return was.Len() > 0 && is.Len() > 0 && !reflect.DeepEqual(was.Interface(), is.Interface())
}

func (d *differ) values(before, after reflect.Value, k key) {
	switch element, nested := structOf(k.Type); {
	case k.Type == reflect.TypeFor[[]DatedValue]():
		d.dated(before.Interface().([]DatedValue), after.Interface().([]DatedValue))
	case k.Type.Kind() == reflect.Slice && nested && element != nil:
		d.declarations(before, after, k)
	case k.Type.Kind() == reflect.Pointer && nested:
		d.optional(before, after, k)
	default:
		d.leaf(before, after, k)
	}
}

func (d *differ) optional(before, after reflect.Value, k key) {
	label := k.Label.in(d.after.lang)
	switch {
	case before.IsNil() && after.IsNil():
	case before.IsNil():
		d.say(Added, "added", fault.Args{"what": label})
	case after.IsNil():
		d.say(Removed, "removed", fault.Args{"what": label})
	default:
		d.below(label, func() { d.structs(before.Elem(), after.Elem()) })
	}
}

func (d *differ) leaf(before, after reflect.Value, k key) {
	was, is := d.before.value(before, k), d.after.value(after, k)
	args := fault.Args{"what": k.Label.in(d.after.lang), "was": was, "is": is}
	rawWas, rawIs := shower{p: d.before.p, raw: true}, shower{p: d.after.p, raw: true}
	switch {
	case rawWas.value(before, k) == rawIs.value(after, k):
	case was == "":
		d.say(Added, "set", args)
	case is == "":
		d.say(Removed, "unset", args)
	default:
		d.say(Changed, "changed", args)
	}
}

// declarations compares two lists of declarations by their ids, following renames.
func (d *differ) declarations(before, after reflect.Value, k key) {
	was, is := identities(before), identities(after)
	kept := []string{}
	for i, id := range is {
		title := d.after.titleOf(after.Index(i))
		j := slices.Index(was, id)
		if j < 0 {
			j = slices.Index(was, renamedFrom(after.Index(i)))
		}
		if j < 0 {
			d.say(Added, "added", fault.Args{"what": d.named(k, title)})
			continue
		}
		kept = append(kept, was[j])
		d.below(d.named(k, title), func() { d.structs(reflect.Indirect(before.Index(j)), reflect.Indirect(after.Index(i))) })
	}
	for j, id := range was {
		if !slices.Contains(kept, id) {
			d.say(Removed, "removed", fault.Args{"what": d.named(k, d.before.titleOf(before.Index(j)))})
		}
	}
	d.order(was, kept, k)
}

// order says that declarations that stand in a list of the policy changed places.
func (d *differ) order(was, kept []string, k key) {
	before := slices.DeleteFunc(slices.Clone(was), func(id string) bool { return !slices.Contains(kept, id) })
	if len(d.path) > 0 && !slices.Equal(before, kept) {
		d.say(Changed, "order", fault.Args{"what": k.Label.in(d.after.lang)})
	}
}

// named puts the kind of declaration before its title, but for schemes, which everyone knows by name.
func (d *differ) named(k key, title string) string {
	if k.ID || k.Label.ZH == "标准" || k.Label.ZH == "指标" {
		return title
	}
	return k.Label.in(d.after.lang) + " " + title
}

// identities lists what declarations are matched by: the id, or the title where there is none.
func identities(list reflect.Value) []string {
	ids := make([]string, list.Len())
	for i := range ids {
		v := reflect.Indirect(list.Index(i))
		if id := v.FieldByName("ID"); id.IsValid() && id.String() != "" {
			ids[i] = id.String()
		} else {
			ids[i] = shower{lang: "zh"}.titleOf(v)
		}
	}
	return ids
}

func renamedFrom(v reflect.Value) string {
	if field := reflect.Indirect(v).FieldByName("RenamedFrom"); field.IsValid() {
		return field.String()
	}
	return ""
}

// dated compares the values of a parameter in time.
func (d *differ) dated(before, after []DatedValue) {
	was := map[string]DatedValue{}
	for _, value := range before {
		was[value.From] = value
	}
	var last DatedValue
	for i, value := range after {
		old, existed := was[value.From]
		delete(was, value.From)
		if !existed && i > 0 {
			old = after[i-1]
		} else if !existed && len(before) > 0 {
			old = before[0]
		}
		d.datedChange(old, value)
		last = value
	}
	for _, value := range before {
		if _, gone := was[value.From]; gone && last.From != "" {
			d.say(Removed, "value_removed", fault.Args{"from": value.From, "was": d.amount(value)})
		}
	}
}

func (d *differ) datedChange(old, value DatedValue) {
	args := fault.Args{"was": d.amount(old), "is": d.amount(value), "from": value.From, "basis": d.after.title(value.Basis, value.BasisEN)}
	switch {
	case old.Value != value.Value:
		d.say(Changed, "value", args)
	case old.Confirmed != value.Confirmed && value.Confirmed:
		d.say(Changed, "confirmed", args)
	case old.Confirmed != value.Confirmed:
		d.say(Changed, "unconfirmed", args)
	case old.Basis != value.Basis, old.BasisEN != value.BasisEN:
		d.say(Changed, "basis", args)
	}
}

// amount shows a value with the unit of the parameter being compared.
func (d *differ) amount(value DatedValue) string {
	return d.after.dated(&Parameter{Unit: d.unit}, value)
}
