package ledger

import (
	"encoding/json"
	"slices"
	"strconv"

	"qixing/fixed"
	"qixing/pack"
)

// Value is what a field of a record holds, in stored form: money in 分; share, decimal and a formula's number in
// millionths; bool 0 or 1; a month "2022-06", a quarter "2022Q2"; an option its id; a unit, person or record its id; choices
// and files their ids in List. The zero Value is empty, which is not zero.
type Value struct {
	Present bool
	Number  int64
	Text    string
	List    []string
}

// NumberValue holds a number in stored form.
func NumberValue(n int64) Value { return Value{Present: true, Number: n} }

// TextValue holds a text; an empty one is the empty Value.
func TextValue(text string) Value { return Value{Present: text != "", Text: text} }

// ListValue holds a list; an empty one is the empty Value.
func ListValue(list ...string) Value { return Value{Present: len(list) > 0, List: list} }

// BoolValue holds yes or no.
func BoolValue(yes bool) Value {
	if yes {
		return NumberValue(1)
	}
	return NumberValue(0)
}

// Equal tells whether two values are the same fact.
func (v Value) Equal(w Value) bool {
	return v.Present == w.Present && v.Number == w.Number && v.Text == w.Text && slices.Equal(v.List, w.List)
}

// Plain is the value as JSON shows it: numbers with decimals and money (in 元) as decimal text, an empty value nil.
func (v Value) Plain(field *pack.Field) any {
	if !v.Present {
		return nil
	}
	switch storageOf(field) {
	case textStorage:
		return v.Text
	case listStorage:
		return v.List
	}
	switch field.Type {
	case pack.Bool:
		return v.Number != 0
	case pack.Money, pack.Share, pack.Decimal, pack.Formula:
		return v.decimal(field)
	}
	return v.Number
}

func (v Value) decimal(field *pack.Field) string {
	return fixed.Value(v.Number * scaleOf(field)).String()
}

// canonical is the value as one text: the same text for the same fact. It is what is hashed, encrypted and kept in history.
func (v Value) canonical(s storage) string {
	switch {
	case !v.Present:
		return ""
	case s == numberStorage:
		return strconv.FormatInt(v.Number, 10)
	case s == listStorage:
		text, _ := json.Marshal(v.List) // a list of strings can't fail
		return string(text)
	}
	return v.Text
}

func fromCanonical(text string, s storage) (Value, error) {
	if text == "" {
		return Value{}, nil
	}
	switch s {
	case numberStorage:
		n, err := strconv.ParseInt(text, 10, 64)
		return NumberValue(n), err
	case listStorage:
		var list []string
		err := json.Unmarshal([]byte(text), &list)
		return ListValue(list...), err
	}
	return TextValue(text), nil
}
