package ledger_test

import (
	"testing"

	"pgregory.net/rapid"

	"qixing/fault"
	"qixing/fixed"
	"qixing/ledger"
	"qixing/pack"
)

func TestParseCell(t *testing.T) {
	text := func(s string) ledger.Cell { return ledger.Cell{Text: s} }
	number := func(s string) ledger.Cell { return ledger.Cell{Text: s, Number: true} }
	date := func(s string) ledger.Cell { return ledger.Cell{Text: s, Number: true, Date: true} }
	money, integer, share := pack.Field{Type: pack.Money}, pack.Field{Type: pack.Integer}, pack.Field{Type: pack.Share}
	decimal := pack.Field{Type: pack.Decimal, Decimals: 1}
	day, month, quarter, year := pack.Field{Type: pack.Date}, pack.Field{Type: pack.Month}, pack.Field{Type: pack.Quarter}, pack.Field{Type: pack.Year}
	word, yes, card := pack.Field{Type: pack.Text}, pack.Field{Type: pack.Bool}, pack.Field{Type: pack.IDNumber}
	choices := pack.Field{Type: pack.Choices, Options: []*pack.Option{{ID: "farm", Title: "种植"}, {ID: "herd", Title: "养殖"}}}
	cases := []struct {
		name  string
		field pack.Field
		cell  ledger.Cell
		scale ledger.Scale
		want  any // what Plain gives, or the fault's key as error("…")
	}{
		{"money", money, text("1,234.50"), "", "1234.5"},
		{"money in 万元", money, text("3.25"), ledger.WanYuan, "32500"},
		{"money in 万元 to the 分", money, number("0.123456"), ledger.WanYuan, "1234.56"},
		{"money with its own unit", money, text("500元"), ledger.WanYuan, "500"},
		{"money as a sheet stores it", money, number("0.30000000000000004"), "", "0.3"},
		{"money with an exponent", money, number("1.2345E+5"), "", "123450"},
		{"money in brackets is negative", money, text("（1,000.00）"), "", "-1000"},
		{"money full-width", money, text("￥１２３．４"), "", "123.4"},
		{"zero is a value", money, number("0"), "", "0"},
		{"a dash is none", money, text("—"), "", nil},
		{"无 is none", money, text(" 无 "), "", nil},
		{"a space is none", money, text("\u3000"), "", nil},
		{"half a 分", money, text("0.005"), "", fault.Invalid("ledger.too_many_decimals", nil)},
		{"words", money, text("五万"), "", fault.Invalid("ledger.not_a_number", nil)},
		{"a separator out of place", money, text("1,23"), "", fault.Invalid("ledger.not_a_number", nil)},
		{"two points", money, text("1.2.3"), "", fault.Invalid("ledger.not_a_number", nil)},
		{"a percentage", money, text("5%"), "", fault.Invalid("ledger.not_a_number", nil)},
		{"too large", money, text("99999999999999999"), "", fault.Invalid("ledger.number_too_large", nil)},
		{"a failed formula", money, ledger.Cell{Text: "#REF!", Error: true}, "", fault.Invalid("ledger.formula_failed", nil)},
		{"integer", integer, text("１２"), "", int64(12)},
		{"integer with a fraction", integer, text("1.5"), "", fault.Invalid("ledger.too_many_decimals", nil)},
		{"integer as 5%", integer, text("5%"), "", fault.Invalid("ledger.percent_unexpected", nil)},
		{"decimal", decimal, number("81.5"), "", "81.5"},
		{"decimal too fine", decimal, text("81.55"), "", fault.Invalid("ledger.too_many_decimals", nil)},
		{"share", share, text("92%"), "", "0.92"},
		{"share shown as a percentage", share, ledger.Cell{Text: "0.925", Number: true, Percent: true}, "", "0.925"},
		{"share under %", share, number("92.5"), ledger.Percent, "0.925"},
		{"share unclear", share, number("92"), "", fault.Invalid("ledger.share_unclear", nil)},
		{"share as a fraction", share, text("0.5"), "", "0.5"},
		{"date", day, text("2022-04-29"), "", "2022-04-29"},
		{"date with points", day, text("2022.4.9"), "", "2022-04-09"},
		{"date in Chinese", day, text("2022年4月29日"), "", "2022-04-29"},
		{"date with slashes, full-width", day, text("２０２２／４／２９"), "", "2022-04-29"},
		{"date with a clock", day, text("2022-04-29 00:00:00"), "", "2022-04-29"},
		{"date of eight digits", day, number("20220429"), "", "2022-04-29"},
		{"date as a serial day", day, number("44680"), "", "2022-04-29"},
		{"date as a serial day of 1904", day, ledger.Cell{Text: "43218", Number: true, Date: true, Base: 1}, "", "2022-04-29"},
		{"no such day", day, text("2022-02-29"), "", fault.Invalid("ledger.not_a_date", nil)},
		{"a day without a year", day, text("4月29日"), "", fault.Invalid("ledger.not_a_date", nil)},
		{"month", month, text("2022年6月"), "", "2022-06"},
		{"month of six digits", month, number("202206"), "", "2022-06"},
		{"month as a date", month, date("44713"), "", "2022-06"},
		{"month as a number", month, number("2022.6"), "", "2022-06"},
		{"January or October", month, number("2022.1"), "", fault.Invalid("ledger.month_unclear", nil)},
		{"month of a written date", month, text("2022-06-15"), "", "2022-06"},
		{"quarter", quarter, text("2022年第二季度"), "", "2022Q2"},
		{"quarter in short", quarter, text("2022-Q2"), "", "2022Q2"},
		{"no such quarter", quarter, text("2022Q5"), "", fault.Invalid("ledger.not_a_quarter", nil)},
		{"year", year, text("2022年度"), "", int64(2022)},
		{"year as a number", year, number("2022"), "", int64(2022)},
		{"leading zeros", word, text("007"), "", "007"},
		{"a long number in a text column", word, number("6.10327100212E+11"), "", "610327100212"},
		{"a text stays", word, text(" 第一行\r\n第二行 "), "", "第一行\n第二行"},
		{"yes", yes, text("√"), "", true},
		{"no", yes, text("否"), "", false},
		{"neither", yes, text("也许"), "", fault.Invalid("ledger.not_yes_or_no", nil)},
		{"an identity number in small letters", card, text("11010519491231002x"), "", "11010519491231002X"},
		{"an identity number with a wrong digit", card, text("110105194912310021"), "", fault.Invalid("ledger.id_number_wrong", nil)},
		{"an identity number as a number", card, number("1.10105194912310E+17"), "", fault.Invalid("ledger.id_number_as_number", nil)},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := ledger.ParseCell(&c.field, c.cell, c.scale)
			if want, ok := c.want.(*fault.Error); ok {
				wantFaults(t, err, want.Key)
				return
			}
			if err != nil || got.Plain(&c.field) != c.want {
				t.Errorf("got %v, %v, want %v", got.Plain(&c.field), err, c.want)
			}
		})
	}
	got, err := ledger.ParseCell(&choices, text("养殖，种植"), "")
	if err != nil || !got.Equal(ledger.ListValue("farm", "herd")) {
		t.Errorf("choices are %v, %v", got, err)
	}
}

// Whatever amount is written, in whatever form, it reads as itself.
func TestMoneyReadsAsItself(t *testing.T) {
	field := pack.Field{Type: pack.Money}
	rapid.Check(t, func(t *rapid.T) {
		fen := rapid.Int64Range(-900_000_000_000_000, 900_000_000_000_000).Draw(t, "fen")
		written := fixed.FromMoney(fen).String()
		for _, cell := range []ledger.Cell{{Text: written}, {Text: written, Number: true}, {Text: written + "元"}} {
			got, err := ledger.ParseCell(&field, cell, ledger.NoScale)
			if err != nil || got.Number != fen {
				t.Fatalf("%+v reads as %d, %v, want %d", cell, got.Number, err, fen)
			}
		}
	})
}

// No text makes a parser fail, and what it takes is in the one form that is stored.
func FuzzParseCell(f *testing.F) {
	for _, seed := range []string{"1,234.5万元", "2022年4月29日", "92%", "2022Q2", "１２．５", "(5)", "44680.5", "1E400", "-", "\u202e", "a\x00b", "0x1p-2", "..", "99999999999999999999999"} {
		f.Add(seed, false, false)
		f.Add(seed, true, true)
	}
	types := []pack.FieldType{pack.Text, pack.Integer, pack.Decimal, pack.Money, pack.Share, pack.Date, pack.Month, pack.Quarter, pack.Year, pack.Bool,
		pack.Choice, pack.Choices, pack.Phone, pack.IDNumber}
	f.Fuzz(func(t *testing.T, text string, number, date bool) {
		for _, kind := range types {
			field := pack.Field{Type: kind, Options: []*pack.Option{{ID: "a", Title: "甲"}}}
			for _, scale := range []ledger.Scale{ledger.NoScale, ledger.WanYuan, ledger.Percent} {
				value, err := ledger.ParseCell(&field, ledger.Cell{Text: text, Number: number, Date: date}, scale)
				if err != nil || !value.Present || value.Text == "" || kind == pack.Text || kind == pack.Choice {
					continue
				}
				again, err := ledger.ParseCell(&field, ledger.Cell{Text: value.Text}, ledger.NoScale)
				if err != nil || !again.Equal(value) {
					t.Errorf("%q as %s reads as %q, and that as %q, %v", text, kind, value.Text, again.Text, err)
				}
			}
		}
	})
}
