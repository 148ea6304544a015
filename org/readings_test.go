package org_test

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	pinyin "github.com/mozillazg/go-pinyin"

	"qixing/org"
)

var update = flag.Bool("update", false, "write readings.txt")

// The table is that of go-pinyin, a line for each reading with all its characters: go test ./org -run Readings -update.
func TestReadingsAreTheLibrarys(t *testing.T) {
	characters := map[string][]rune{}
	for character := range pinyin.PinyinDict {
		reading := pinyin.SinglePinyin(rune(character), pinyin.NewArgs())[0]
		characters[reading] = append(characters[reading], rune(character))
	}
	var lines []string
	for reading, all := range characters {
		slices.Sort(all)
		lines = append(lines, reading+" "+string(all)+"\n")
	}
	slices.Sort(lines)
	table := strings.Join(lines, "")
	if *update {
		if err := os.WriteFile("readings.txt", []byte(table), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if have, err := os.ReadFile("readings.txt"); err != nil || table != string(have) {
		t.Error("readings.txt isn't what the library says")
	}
	for reading, all := range characters {
		for _, character := range all {
			if got := org.Pinyin(string(character)); got != reading {
				t.Fatalf("%c reads %q, want %q", character, got, reading)
			}
		}
	}
	for _, character := range " \né，。한" {
		if got := org.Pinyin(string(character)); got != "" {
			t.Errorf("%q reads %q, want nothing", character, got)
		}
	}
}
