package ledger

import (
	"qixing/pack"
)

const maskRunes = "＊＊＊＊"

// mask hides a record's secrets: enough stays of a number to tell two apart.
func mask(table *Table, r *Record) {
	copied := false
	for _, column := range table.Columns {
		value, ok := r.Values[column.Field.ID]
		if !column.Secret || !ok {
			continue
		}
		if !copied {
			r.Values, copied = cloneValues(r.Values), true
		}
		r.Values[column.Field.ID] = masked(column.Field, value)
	}
}

func cloneValues(values map[string]Value) map[string]Value {
	clone := make(map[string]Value, len(values))
	for id, value := range values {
		clone[id] = value
	}
	return clone
}

func masked(field *pack.Field, value Value) Value {
	if !value.Present {
		return value
	}
	text := []rune(value.Text)
	if len(text) < 7 {
		return TextValue(maskRunes)
	}
	switch field.Type {
	case pack.IDNumber:
		return TextValue(string(text[:4]) + maskRunes + string(text[len(text)-2:]))
	case pack.Phone:
		return TextValue(string(text[:3]) + maskRunes + string(text[len(text)-2:]))
	}
	return TextValue(maskRunes)
}
