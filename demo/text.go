package demo

import (
	"fmt"

	"qixing/ledger"
)

// values are a record's fields as ledger takes them.
type values = map[string]ledger.Value

func text(parts ...any) string {
	s := ""
	for _, part := range parts {
		s += fmt.Sprint(part)
	}
	return s
}

func pad(n int64) string { return fmt.Sprintf("%02d", n) }

func word(parts ...any) ledger.Value { return ledger.TextValue(text(parts...)) }

func number(n int64) ledger.Value { return ledger.NumberValue(n) }

func yes(b bool) ledger.Value { return ledger.BoolValue(b) }

// tenths is a decimal with one place: 855 is 85.5.
func tenths(n int64) ledger.Value { return ledger.NumberValue(n * 100_000) }
