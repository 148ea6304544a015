package ledger

import (
	"strings"

	"qixing/org"
	"qixing/pack"
)

// longestSearched is how much of a text can be searched by pinyin: a title, not an essay.
const longestSearched = 60

// searchText is what a search goes through: the texts and options of a record, in small letters, and the pinyin of short texts.
// Encrypted values are left out.
func searchText(table *Table, record *Record) string {
	var words, sounds []string
	for _, column := range table.Columns {
		text := shownText(column, record.Values[column.Field.ID])
		if text == "" {
			continue
		}
		words = append(words, strings.ToLower(text))
		if len(text) <= longestSearched && !isASCII(text) {
			sounds = append(sounds, org.Pinyin(text))
		}
	}
	return strings.Join(append(words, sounds...), " ")
}

func shownText(column Column, value Value) string {
	if column.Secret || !value.Present {
		return ""
	}
	switch column.Field.Type {
	case pack.Text, pack.LongText:
		return value.Text
	case pack.Choice, pack.Choices:
		var titles []string
		for _, id := range append(value.List, value.Text) {
			if option, ok := column.Field.FindOption(id); ok {
				titles = append(titles, option.Title)
			}
		}
		return strings.Join(titles, " ")
	}
	return ""
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return false
		}
	}
	return true
}
