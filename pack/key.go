package pack

import (
	"reflect"
	"strings"
	"sync"
)

// key is what the tags of one field of the language say: the only description of the language there is.
type key struct {
	Index     int
	Name      string // as written in YAML; "" for the id that a mapping's key gives
	ID        bool   // the mapping's key
	Required  bool
	Scalar    bool // may stand alone for the whole
	InlineOne bool // keys of its single element may stand beside the others
	Label     text // what the key is called in a sentence
	Doc       text
	OneOf     []string
	Ref       string // the kind of declaration that it names
	Form      string // keys of the same form exclude each other
	Kind      string // date
	Default   string
	Example   string
	Type      reflect.Type
}

// text is a wording in both languages.
type text struct{ ZH, EN string }

// in gives the wording in "zh" or "en".
func (t text) in(lang string) string {
	if lang == "en" {
		return t.EN
	}
	return t.ZH
}

var keyCache sync.Map // reflect.Type → []key

// keysOf lists the keys of a struct of the language, in the order in which they are declared.
func keysOf(t reflect.Type) []key {
	if cached, ok := keyCache.Load(t); ok {
		return cached.([]key)
	}
	var keys []key
	for i := range t.NumField() {
		if tag, ok := t.Field(i).Tag.Lookup("yaml"); ok {
			keys = append(keys, keyOf(i, t.Field(i), tag))
		}
	}
	keyCache.Store(t, keys)
	return keys
}

func keyOf(index int, field reflect.StructField, tag string) key {
	parts := strings.Split(tag, ",")
	k := key{Index: index, Name: parts[0], Type: field.Type, Label: split(field.Tag.Get("label"), "|"), Doc: split(field.Tag.Get("doc"), " | ")}
	for _, option := range parts[1:] {
		k.ID = k.ID || option == "id"
		k.Required = k.Required || option == "required"
		k.Scalar = k.Scalar || option == "scalar"
		k.InlineOne = k.InlineOne || option == "inline-one"
	}
	if one := field.Tag.Get("one"); one != "" {
		k.OneOf = strings.Split(one, "|")
	}
	k.Ref, k.Form, k.Kind = field.Tag.Get("ref"), field.Tag.Get("form"), field.Tag.Get("kind")
	k.Default, k.Example = field.Tag.Get("default"), field.Tag.Get("example")
	return k
}

func split(both, separator string) text {
	zh, en, _ := strings.Cut(both, separator)
	return text{zh, en}
}

// findKey gives the key of a name, those of an inlined element included.
func findKey(keys []key, name string) (key, bool) {
	for _, k := range keys {
		if k.Name == name && !k.ID {
			return k, true
		}
	}
	return key{}, false
}

// idKey gives the key that holds the id of a struct whose declarations stand in a mapping.
func idKey(t reflect.Type) (key, bool) {
	for _, k := range keysOf(t) {
		if k.ID {
			return k, true
		}
	}
	return key{}, false
}

// scalarKey gives the key that may stand alone for the whole struct.
func scalarKey(t reflect.Type) (key, bool) {
	for _, k := range keysOf(t) {
		if k.Scalar && (k.Type.Kind() == reflect.String || k.Type == reflect.TypeFor[*Condition]()) {
			return k, true
		}
	}
	return key{}, false
}

// structOf gives the struct behind *T, []T and []*T, if the language describes it by keys.
func structOf(t reflect.Type) (reflect.Type, bool) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || len(keysOf(t)) == 0 {
		return nil, false
	}
	return t, true
}
