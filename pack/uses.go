package pack

import (
	"reflect"
	"slices"
)

// ParametersOf gives the parameters that a scheme depends on, through itself and through the measures that it reads, in the pack's order.
func (p *Pack) ParametersOf(scheme *Scheme) []*Parameter {
	names := map[string]bool{}
	collectNames(reflect.ValueOf(scheme), names)
	for grown := true; grown; {
		grown = false
		for _, measure := range p.Measures {
			if names[measure.ID] {
				before := len(names)
				collectNames(reflect.ValueOf(measure), names)
				grown = grown || len(names) > before
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(p.Parameters), func(parameter *Parameter) bool { return !names[parameter.ID] })
}

var (
	numberType    = reflect.TypeFor[Number]()
	conditionType = reflect.TypeFor[Condition]()
)

// collectNames walks a declaration and notes each id that it refers to: numbers, names in conditions, and plain references such as measure: income.
func collectNames(v reflect.Value, names map[string]bool) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			collectNames(v.Elem(), names)
		}
	case reflect.Slice:
		for i := range v.Len() {
			collectNames(v.Index(i), names)
		}
	case reflect.String:
		names[v.String()] = true
	case reflect.Struct:
		collectStruct(v, names)
	}
}

func collectStruct(v reflect.Value, names map[string]bool) {
	switch v.Type() {
	case numberType:
		names[v.Interface().(Number).Parameter] = true
	case conditionType:
		if program := v.Interface().(Condition).Compiled; program != nil {
			for _, name := range program.Names() {
				names[name] = true
			}
		}
	default:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				collectNames(v.Field(i), names)
			}
		}
	}
}
