package pack

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"qixing/expression"
	"qixing/fault"
	"qixing/fixed"
)

// decode puts a node into a value of the language, as the value's type and tags say. It reports whatever does not fit and goes on.
func (f *findings) decode(n *node, v reflect.Value, k key) {
	f.places[v.Addr().Interface()] = n.place
	if special, ok := specials[v.Type()]; ok {
		special(f, n, v, k)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		f.decode(n, v.Elem(), k)
	case reflect.Struct:
		f.decodeStruct(n, v, k.Name)
	case reflect.Slice:
		f.decodeSlice(n, v, k)
	default:
		f.decodeScalar(n, v, k)
	}
}

func (f *findings) decodeScalar(n *node, v reflect.Value, k key) {
	written, ok := f.scalarText(n, k)
	if !ok {
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(written)
		f.checkText(n, written, k)
	case reflect.Bool:
		if written != "true" && written != "false" {
			f.fail(n.place, "pack.not_a_bool", fault.Args{"key": k.Name, "written": written})
		}
		v.SetBool(written == "true")
	case reflect.Int:
		number, err := strconv.Atoi(written)
		if err != nil || number < 0 {
			f.fail(n.place, "pack.not_an_integer", fault.Args{"key": k.Name, "written": written})
		}
		v.SetInt(int64(number))
	}
}

// scalarText gives what was written, or reports that a single value was expected.
func (f *findings) scalarText(n *node, k key) (string, bool) {
	switch n.kind {
	case scalarNode:
		return n.text, true
	case nullNode:
		f.fail(n.place, "pack.empty_value", fault.Args{"key": k.Name})
	default:
		f.fail(n.place, "pack.not_a_scalar", fault.Args{"key": k.Name})
	}
	return "", false
}

// checkText checks a text that has only certain values, and titles, which must say something.
func (f *findings) checkText(n *node, written string, k key) {
	switch {
	case len(k.OneOf) > 0:
		f.checkOneOf(n.place, written, k)
	case k.Kind == "date" && !isDate(written):
		f.fail(n.place, "pack.not_a_date", fault.Args{"key": k.Name, "written": written})
	case k.Required && strings.TrimSpace(written) == "":
		f.fail(n.place, "pack.empty_value", fault.Args{"key": k.Name})
	case strings.HasPrefix(k.Name, "title") && len([]rune(written)) > 100:
		f.fail(n.place, "pack.title_too_long", fault.Args{"key": k.Name, "limit": 100})
	}
}

func (f *findings) checkOneOf(place Place, written string, k key) {
	for _, allowed := range k.OneOf {
		if written == allowed {
			return
		}
	}
	args := fault.Args{"key": k.Name, "written": written, "allowed": strings.Join(k.OneOf, "、")}
	f.failNear(place, "pack.not_one_of", written, k.OneOf, args)
}

// failNear reports key, or key_near with the nearest candidate as {near} when there is one.
func (f *findings) failNear(place Place, key, written string, candidates []string, args fault.Args) {
	if near := nearest(written, candidates); near != "" {
		args["near"] = near
		key += "_near"
	}
	f.fail(place, key, args)
}

// nearest gives the candidate that was probably meant, or "". Two neighbours that changed places are one slip.
func nearest(written string, candidates []string) string {
	if len(written) < 3 || len(written) > 100 {
		return ""
	}
	for i := range len(written) - 1 {
		swapped := written[:i] + written[i+1:i+2] + written[i:i+1] + written[i+2:]
		if slices.Contains(candidates, swapped) {
			return swapped
		}
	}
	return expression.Nearest(written, candidates)
}

// decodeStruct reads a mapping, or a scalar where one may stand for the whole.
func (f *findings) decodeStruct(n *node, v reflect.Value, name string) {
	f.setPlace(v, n.place)
	f.setDefaults(v)
	if short, ok := scalarKey(v.Type()); ok && n.kind == scalarNode {
		f.decode(n, v.Field(short.Index), short)
		return
	}
	if n.kind != mappingNode {
		f.fail(n.place, "pack.not_a_mapping", fault.Args{"key": name})
		return
	}
	keys, given := keysOf(v.Type()), map[string]bool{}
	inline := f.inlineOne(n, v)
	for _, p := range n.pairs {
		k, known := findKey(keys, p.name.text)
		switch {
		case known:
			given[k.Name] = true
			f.decode(p.value, v.Field(k.Index), k)
		case inline[p.name.text]:
		default:
			f.unknownKey(p.name, keys)
		}
	}
	f.checkRequired(n, v, given, len(inline) > 0)
	f.checkEnglish(n, v)
}

// checkEnglish checks that what is said in English is said in Chinese too, a list as often.
func (f *findings) checkEnglish(n *node, v reflect.Value) {
	keys := keysOf(v.Type())
	for _, k := range keys {
		english, read := isRead(keys, k)
		if !read {
			continue
		}
		zh, en := v.Field(k.Index), v.Field(english.Index)
		switch place := f.at(en.Addr().Interface(), n.place); {
		case en.Len() > 0 && zh.Len() == 0:
			f.fail(place, "pack.english_alone", fault.Args{"key": english.Name, "of": k.Name})
		case en.Kind() == reflect.Slice && en.Len() > 0 && en.Len() != zh.Len():
			f.fail(place, "pack.english_count", fault.Args{"key": english.Name, "of": k.Name, "count": zh.Len()})
		}
	}
}

func (f *findings) checkRequired(n *node, v reflect.Value, given map[string]bool, inlined bool) {
	place := v.FieldByName("Place")
	at := n.place
	if place.IsValid() {
		at = place.Interface().(Place)
	}
	for _, k := range keysOf(v.Type()) {
		if k.Required && !k.ID && !given[k.Name] && !(k.InlineOne && inlined) {
			f.fail(at, "pack.missing_key", fault.Args{"key": k.Name, "meaning": k.Doc})
		}
	}
}

// inlineOne decodes the short form of a list: the keys of its only element stand beside the others. It gives those keys.
func (f *findings) inlineOne(n *node, v reflect.Value) map[string]bool {
	for _, k := range keysOf(v.Type()) {
		if !k.InlineOne {
			continue
		}
		element := k.Type.Elem()
		own, taken := &node{kind: mappingNode, place: n.place}, map[string]bool{}
		for _, p := range n.pairs {
			if _, ok := findKey(keysOf(element), p.name.text); ok {
				own.pairs, taken[p.name.text] = append(own.pairs, p), true
			}
		}
		if len(taken) > 0 {
			v.Field(k.Index).Set(reflect.MakeSlice(k.Type, 1, 1))
			f.decode(own, v.Field(k.Index).Index(0), k)
		}
		return taken
	}
	return nil
}

func (f *findings) unknownKey(name *node, keys []key) {
	names, args := []string{}, fault.Args{"key": name.text}
	for _, k := range writable(keys) {
		names = append(names, k.Name)
		if name.text == k.Label.ZH {
			args["near"] = k.Name
			f.fail(name.place, "pack.unknown_key_near", args)
			return
		}
	}
	args["allowed"] = strings.Join(names, "、")
	f.failNear(name.place, "pack.unknown_key", name.text, names, args)
}

// writable are the keys that may be written in a mapping, those of an inlined element included.
func writable(keys []key) []key {
	var all []key
	for _, k := range keys {
		if !k.ID {
			all = append(all, k)
		}
		if k.InlineOne {
			all = append(all, keysOf(k.Type.Elem())...)
		}
	}
	return all
}

func (f *findings) setPlace(v reflect.Value, place Place) {
	if field := v.FieldByName("Place"); field.IsValid() && field.Interface() == (Place{}) {
		field.Set(reflect.ValueOf(place))
	}
}

func (f *findings) setDefaults(v reflect.Value) {
	for _, k := range keysOf(v.Type()) {
		switch {
		case k.Default == "":
		case k.Type.Kind() == reflect.Bool:
			v.Field(k.Index).SetBool(k.Default == "true")
		case k.Type.Kind() == reflect.String:
			v.Field(k.Index).SetString(k.Default)
		}
	}
}

func (f *findings) decodeSlice(n *node, v reflect.Value, k key) {
	element := v.Type().Elem()
	if element.Kind() == reflect.Pointer {
		if id, ok := idKey(element.Elem()); ok {
			f.decodeDeclarations(n, v, k, id)
			return
		}
	}
	items := n.items
	_, structs := structOf(element)
	if k.Scalar && (n.kind == scalarNode || n.kind == mappingNode && structs) {
		items = []*node{n}
	} else if n.kind != sequenceNode {
		f.fail(n.place, "pack.not_a_list", fault.Args{"key": k.Name})
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(items), len(items)))
	for i, item := range items {
		f.decode(item, v.Index(i), k)
	}
}

// decodeDeclarations reads a mapping from id to declaration, in its order.
func (f *findings) decodeDeclarations(n *node, v reflect.Value, k, id key) {
	if n.kind != mappingNode {
		f.fail(n.place, "pack.not_a_mapping", fault.Args{"key": k.Name})
		return
	}
	list := reflect.MakeSlice(v.Type(), len(n.pairs), len(n.pairs))
	for i, p := range n.pairs {
		one := reflect.New(v.Type().Elem().Elem())
		f.checkID(p.name)
		f.setPlace(one.Elem(), p.name.place)
		one.Elem().Field(id.Index).SetString(p.name.text)
		f.places[one.Elem().Field(id.Index).Addr().Interface()] = p.name.place
		f.decodeStruct(p.value, one.Elem(), p.name.text)
		list.Index(i).Set(one)
	}
	v.Set(list)
}

func (f *findings) checkID(name *node) {
	if !idShape.MatchString(name.text) {
		f.fail(name.place, "pack.bad_id", fault.Args{"id": name.text})
	}
}

// decodeNumber reads a literal or a parameter's id.
func (f *findings) decodeNumber(n *node, k key) Number {
	written, ok := f.scalarText(n, k)
	number := Number{Text: written, Place: n.place}
	if !ok {
		return number
	}
	if idShape.MatchString(written) {
		number.Parameter, number.Text = written, ""
		return number
	}
	number.Literal = f.literal(n, written, k)
	return number
}

func (f *findings) literal(n *node, written string, k key) fixed.Value {
	value, err := parseLiteral(written)
	if err != nil {
		key := "pack.not_a_number"
		if err == fixed.ErrRange {
			key = "pack.number_range"
		}
		f.fail(n.place, key, fault.Args{"key": fmt.Sprint(k.Name), "written": written})
	}
	return value
}
