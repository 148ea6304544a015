package ledger

import (
	"qixing/expression"
	"qixing/pack"
)

// storage is how a field's column holds its value.
type storage string

const (
	textStorage   storage = "text"
	numberStorage storage = "number"
	listStorage   storage = "list" // a JSON array of texts
)

var storages = map[pack.FieldType]storage{
	pack.Text: textStorage, pack.LongText: textStorage, pack.Phone: textStorage, pack.IDNumber: textStorage,
	pack.Integer: numberStorage, pack.Decimal: numberStorage, pack.Money: numberStorage, pack.Share: numberStorage,
	pack.Date: textStorage, pack.Month: textStorage, pack.Quarter: textStorage, pack.HalfYear: textStorage, pack.Year: numberStorage,
	pack.Bool: numberStorage, pack.Choice: textStorage, pack.Choices: listStorage,
	pack.UnitRef: numberStorage, pack.PersonRef: numberStorage, pack.RecordRef: numberStorage,
	pack.File: listStorage,
}

func storageOf(field *pack.Field) storage {
	if field.Type == pack.Formula && field.Formula != nil {
		if kind := field.Formula.Compiled.Kind(); kind == expression.Text || kind == expression.Date {
			return textStorage
		}
		return numberStorage
	}
	return storages[field.Type]
}

// scaleOf is how many millionths one unit of the stored number is.
func scaleOf(field *pack.Field) int64 {
	switch field.Type {
	case pack.Money:
		return 10_000
	case pack.Share, pack.Decimal:
		return 1
	case pack.Formula:
		if field.Formula != nil && field.Formula.Compiled.Kind() == expression.Bool {
			return 1_000_000
		}
		return 1
	}
	return 1_000_000
}

// kindOf is what a field is in an expression.
func kindOf(field *pack.Field) expression.Kind {
	switch field.Type {
	case pack.Integer, pack.Decimal, pack.Money, pack.Share, pack.Year, pack.UnitRef, pack.PersonRef, pack.RecordRef:
		return expression.Number
	case pack.Bool:
		return expression.Bool
	case pack.Date, pack.Month, pack.Quarter, pack.HalfYear:
		return expression.Date
	case pack.Choices, pack.File:
		return expression.Set
	case pack.Formula:
		return field.Formula.Compiled.Kind()
	}
	return expression.Text
}

// isSecret tells whether a field is stored encrypted. In a sensitive register that is every free text; its dates and choices
// stay readable to measures, which show no single record.
func isSecret(register *pack.Register, field *pack.Field) bool {
	switch field.Type {
	case pack.IDNumber, pack.Phone:
		return true
	case pack.Text, pack.LongText:
		return register.Sensitive || field.Sensitive
	case pack.File, pack.Formula:
		return false
	}
	return field.Sensitive
}

// columnType is the SQL type of a field's column.
func columnType(register *pack.Register, field *pack.Field) string {
	switch {
	case isSecret(register, field):
		return "BYTEA"
	case storageOf(field) == numberStorage:
		return "BIGINT"
	}
	return "TEXT"
}
