package pack

import (
	"encoding/json"
	"reflect"
)

// schemaRoots are the kinds of file that have a schema, and what they hold.
var schemaRoots = []struct {
	Kind, File string
	Type       reflect.Type
}{
	{"pack", "pack.yaml", reflect.TypeFor[Policy]()},
	{"parameters", "parameters.yaml", reflect.TypeFor[[]*Parameter]()},
	{"roles", "roles.yaml", reflect.TypeFor[[]*Role]()},
	{"register", "registers/*.yaml", reflect.TypeFor[Register]()},
	{"measures", "measures.yaml", reflect.TypeFor[[]*Measure]()},
	{"targets", "targets.yaml", reflect.TypeFor[[]*Target]()},
	{"scheme", "schemes/*.yaml", reflect.TypeFor[Scheme]()},
	{"contest", "contests/*.yaml", reflect.TypeFor[Contest]()},
	{"matter", "matters/*.yaml", reflect.TypeFor[Matter]()},
	{"reminders", "reminders.yaml", reflect.TypeFor[[]*Reminder]()},
	{"case", "tests/*.yaml", reflect.TypeFor[Case]()},
}

// Schema gives the JSON Schema (draft 2020-12) of one kind of file, for editors: pack, parameters, roles, register, measures,
// targets, scheme, contest, matter, reminders or case. It is nil for any other kind. The schema is looser than Load, which also checks what belongs together.
func Schema(kind string) []byte {
	for _, root := range schemaRoots {
		if root.Kind != kind {
			continue
		}
		schema := schemaOf(root.Type, key{})
		schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
		schema["title"] = root.File
		encoded, err := json.MarshalIndent(schema, "", "  ")
		if err != nil {
			return nil
		}
		return append(encoded, '\n')
	}
	return nil
}

type object = map[string]any

// written are the types that YAML gives for a scalar that is read as text.
var written = []string{"string", "number", "boolean"}

func schemaOf(t reflect.Type, k key) object {
	switch t {
	case reflect.TypeFor[Number](), reflect.TypeFor[*Number]():
		return object{"type": []string{"string", "number"}, "pattern": `^([+-]?[0-9]+(\.[0-9]+)?(%|元|万|万元|亿元)?|[a-z][a-z0-9_]{0,39})$`}
	case reflect.TypeFor[Condition](), reflect.TypeFor[*Condition]():
		return object{"type": written}
	case reflect.TypeFor[[]Band](), reflect.TypeFor[[]Milestone](), reflect.TypeFor[[]Floor](), reflect.TypeFor[[]GradePoints]():
		return object{"type": "object", "additionalProperties": object{"type": []string{"string", "number"}}}
	case reflect.TypeFor[[]*CaseRow](), reflect.TypeFor[[]*CaseRows]():
		return object{"type": "object"}
	}
	return schemaOfKind(t, k)
}

func schemaOfKind(t reflect.Type, k key) object {
	switch t.Kind() {
	case reflect.Pointer:
		return schemaOf(t.Elem(), k)
	case reflect.Struct:
		return schemaOfStruct(t)
	case reflect.Slice:
		return schemaOfSlice(t, k)
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Int:
		return object{"type": "integer", "minimum": 0}
	}
	if len(k.OneOf) > 0 {
		return object{"enum": k.OneOf}
	}
	return object{"type": []string{"string", "number"}}
}

func schemaOfSlice(t reflect.Type, k key) object {
	if element, ok := structOf(t); ok {
		if _, keyed := idKey(element); keyed {
			return object{"type": "object", "propertyNames": object{"pattern": idShape.String()}, "additionalProperties": schemaOf(t.Elem(), k)}
		}
	}
	item := schemaOf(t.Elem(), k)
	list := object{"type": "array", "items": item}
	if k.Scalar {
		return object{"anyOf": []object{item, list}}
	}
	return list
}

func schemaOfStruct(t reflect.Type) object {
	properties, required := object{}, []string{}
	for _, k := range writable(keysOf(t)) {
		property := schemaOf(k.Type, k)
		if k.Doc.ZH != "" {
			property["description"] = k.Doc.ZH + "\n" + k.Doc.EN
		}
		properties[k.Name] = property
	}
	for _, k := range keysOf(t) {
		if k.Required && !k.ID && !k.InlineOne {
			required = append(required, k.Name)
		}
	}
	schema := object{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
	if _, short := scalarKey(t); short {
		return object{"anyOf": []object{{"type": written}, schema}}
	}
	return schema
}
