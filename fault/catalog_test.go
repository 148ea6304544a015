package fault

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

var placeholder = regexp.MustCompile(`\{\w+\}`)

// Both languages have the same keys with the same {names}, each key begins
// with the name of its file.
func TestCatalogs(t *testing.T) {
	files, err := messages.ReadDir("messages")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		base, isChinese := strings.CutSuffix(file.Name(), ".zh.yaml")
		other := base + ".en.yaml"
		if !isChinese {
			base = strings.TrimSuffix(file.Name(), ".en.yaml")
			other = base + ".zh.yaml"
		}
		t.Run(file.Name(), func(t *testing.T) { compareCatalogs(t, base, file.Name(), other) })
	}
}

func compareCatalogs(t *testing.T, base, name, other string) {
	here, err := readCatalog(name)
	if err != nil {
		t.Fatal(err)
	}
	there, err := readCatalog(other)
	if err != nil {
		t.Fatal(err)
	}
	for key, sentence := range here {
		if !strings.HasPrefix(key, base+".") {
			t.Errorf("key %s is in the file of %s", key, base)
		}
		if strings.TrimSpace(sentence) == "" {
			t.Errorf("%s: %s is empty", name, key)
		}
		if _, ok := there[key]; !ok {
			t.Errorf("%s has no %s", other, key)
		} else if got, want := names(there[key]), names(sentence); !slices.Equal(got, want) {
			t.Errorf("%s: %s takes %v, %s takes %v", name, key, want, other, got)
		}
	}
}

// names gives the {names} of a sentence, but for {unit}: a measure word (每次, 每户) has no place in English.
func names(sentence string) []string {
	found := slices.DeleteFunc(placeholder.FindAllString(sentence, -1), func(name string) bool { return name == "{unit}" })
	slices.Sort(found)
	return slices.Compact(found)
}

var literal = regexp.MustCompile(`fault\.(?:Invalid|Usage|NotFound|Conflict|Forbidden|Unauthenticated|Limited|Unavailable|Sentence)\(\s*"([^"]+)"\s*[,)]`)

// Every key that the sources name is in the catalog.
func TestSourcesUseKnownKeys(t *testing.T) {
	found := 0
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (entry.Name() == "node_modules" || entry.Name() == ".git" || entry.Name() == "build") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, match := range literal.FindAllStringSubmatch(string(source), -1) {
			found++
			if _, ok := findSentence(match[1], "zh"); !ok {
				t.Errorf("%s uses %q, which is missing in fault/messages", path, match[1])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found == 0 {
		t.Error("no key found in the sources: the pattern is wrong")
	}
}

// Reading line by line gives what the YAML parser gives, or nothing.
func TestLinesReadAsYAML(t *testing.T) {
	cases := map[string]string{"odd lines": "a.b: plain, with: colon\na.c: 'quoted {x}: y'\n", "empty": ""}
	for _, line := range []string{"中文：句子。", "“引号”开头", "it's here", "{x} first", "'it''s'", "'it'''s'", "'a''''b'", "''''", `"a \"b\""`, "a #comment", "a: b", "- a", "ends:", "null", "12", "yes", "1.50",
		"0x1f", "|", "> folded", "&a b", "*a", "a\tb", "'open", `"open`, "  spaces  ", "", "~", "=", "#all", "a#b", "a:b", "%x", "@x", "'a' b", `"a" b`, "[a]", "true", "2022-01-01"} {
		cases[line] = "a.b: " + line + "\n"
	}
	for _, text := range []string{"a.b: one\n  two\n", "# comment\na.b: one\n", "a.b: one two\na.b: two one\n", "\na.b: one two\n", "a.b:one\n", "a.b: &x one two\na.c: *x\n"} {
		cases[text] = text
	}
	files, _ := messages.ReadDir("messages")
	for _, file := range files {
		data, err := messages.ReadFile("messages/" + file.Name())
		if err != nil {
			t.Fatal(err)
		}
		cases[file.Name()] = string(data)
	}
	for name, text := range cases {
		got, ok := readLines(text)
		want := map[string]string{}
		err := yaml.Unmarshal([]byte(text), &want)
		if ok && (err != nil || !maps.Equal(got, want)) {
			t.Errorf("%s: read %q, as YAML it is %q (%v)", name, got, want, err)
		}
		if !ok && strings.HasPrefix(name, "pack.") {
			t.Errorf("%s, which each start reads, holds a line that takes the YAML parser", name)
		}
	}
}
