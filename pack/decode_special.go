package pack

import (
	"reflect"
	"strings"

	"qixing/fault"
	"qixing/fixed"
)

// specials are the types that are not read by their keys.
var specials map[reflect.Type]func(*findings, *node, reflect.Value, key)

func init() {
	specials = map[reflect.Type]func(*findings, *node, reflect.Value, key){
		reflect.TypeFor[Number]():        func(f *findings, n *node, v reflect.Value, k key) { set(v, f.decodeNumber(n, k)) },
		reflect.TypeFor[fixed.Value]():   func(f *findings, n *node, v reflect.Value, k key) { set(v, f.decodeValue(n, k)) },
		reflect.TypeFor[Condition]():     func(f *findings, n *node, v reflect.Value, k key) { set(v, f.decodeCondition(n, k)) },
		reflect.TypeFor[DatedValue]():    decodeDated,
		reflect.TypeFor[[]Band]():        func(f *findings, n *node, v reflect.Value, k key) { set(v, f.decodeBands(n, k)) },
		reflect.TypeFor[[]Milestone]():   func(f *findings, n *node, v reflect.Value, k key) { set(v, f.decodeMilestones(n, k)) },
		reflect.TypeFor[[]Floor]():       func(f *findings, n *node, v reflect.Value, k key) { set(v, f.decodeFloors(n, k)) },
		reflect.TypeFor[[]GradePoints](): func(f *findings, n *node, v reflect.Value, k key) { set(v, f.decodeGradePoints(n, k)) },
		reflect.TypeFor[[]*CaseRow]():    func(f *findings, n *node, v reflect.Value, k key) { set(v, f.decodeRows(n, k)) },
		reflect.TypeFor[[]*CaseRows]():   func(f *findings, n *node, v reflect.Value, k key) { set(v, f.decodeRecords(n, k)) },
	}
}

func set(v reflect.Value, to any) { v.Set(reflect.ValueOf(to)) }

// decodeDated reads a dated value, and keeps how its number was written.
func decodeDated(f *findings, n *node, v reflect.Value, k key) {
	f.decodeStruct(n, v, k.Name)
	for _, p := range n.pairs {
		if p.name.text == "value" {
			v.FieldByName("Text").SetString(p.value.text)
		}
	}
}

func (f *findings) decodeValue(n *node, k key) fixed.Value {
	written, ok := f.scalarText(n, k)
	if !ok {
		return 0
	}
	return f.literal(n, written, k)
}

// decodeCondition only keeps the source; it is compiled when all names are known. The place is that of its first character.
func (f *findings) decodeCondition(n *node, k key) Condition {
	written, _ := f.scalarText(n, k)
	place := n.place
	switch n.style {
	case quoted:
		place.Column++
	case block:
		place.Line++
		line := f.line(place)
		place.Column = len(line) - len(strings.TrimLeft(line, " ")) + 1
	}
	return Condition{Source: written, Place: place}
}

// entries gives the pairs of a mapping, or reports that there should be one.
func (f *findings) entries(n *node, k key) []pair {
	if n.kind != mappingNode {
		f.fail(n.place, "pack.not_a_mapping", fault.Args{"key": k.Name})
	}
	return n.pairs
}

func (f *findings) decodeBands(n *node, k key) []Band {
	var bands []Band
	for _, p := range f.entries(n, k) {
		bands = append(bands, Band{Bound: f.decodeNumber(p.name, k), Points: f.decodeNumber(p.value, k)})
	}
	return bands
}

func (f *findings) decodeMilestones(n *node, k key) []Milestone {
	var list []Milestone
	for _, p := range f.entries(n, k) {
		if !isPeriod(p.name.text) {
			f.fail(p.name.place, "pack.not_a_period", fault.Args{"written": p.name.text})
		}
		list = append(list, Milestone{Period: p.name.text, Value: f.decodeNumber(p.value, k)})
	}
	return list
}

func (f *findings) decodeFloors(n *node, k key) []Floor {
	var list []Floor
	for _, p := range f.entries(n, k) {
		list = append(list, Floor{Criterion: p.name.text, AtLeast: f.decodeNumber(p.value, k)})
	}
	return list
}

func (f *findings) decodeGradePoints(n *node, k key) []GradePoints {
	var list []GradePoints
	for _, p := range f.entries(n, k) {
		list = append(list, GradePoints{Grade: p.name.text, Share: f.decodeValue(p.value, k)})
	}
	return list
}

func (f *findings) decodeRows(n *node, k key) []*CaseRow {
	var rows []*CaseRow
	for _, p := range f.entries(n, k) {
		rows = append(rows, &CaseRow{Subject: p.name.text, Values: f.decodeCaseValues(p.value, k), Place: p.name.place})
	}
	return rows
}

func (f *findings) decodeRecords(n *node, k key) []*CaseRows {
	var list []*CaseRows
	for _, p := range f.entries(n, k) {
		rows := &CaseRows{Register: p.name.text, Place: p.name.place}
		if p.value.kind != sequenceNode {
			f.fail(p.value.place, "pack.not_a_list", fault.Args{"key": p.name.text})
		}
		for _, item := range p.value.items {
			rows.Rows = append(rows.Rows, f.decodeCaseValues(item, k))
		}
		list = append(list, rows)
	}
	return list
}

func (f *findings) decodeCaseValues(n *node, k key) []CaseValue {
	var values []CaseValue
	for _, p := range f.entries(n, k) {
		value := CaseValue{Name: p.name.text, Text: p.value.text, Null: p.value.kind == nullNode, Place: p.name.place}
		if p.value.kind == sequenceNode {
			value.Text = joinTexts(p.value.items)
		}
		if p.value.kind == mappingNode {
			f.fail(p.value.place, "pack.not_a_scalar", fault.Args{"key": p.name.text})
		}
		values = append(values, value)
	}
	return values
}

func joinTexts(items []*node) string {
	texts := make([]string, len(items))
	for i, item := range items {
		texts[i] = item.text
	}
	return strings.Join(texts, ", ")
}
