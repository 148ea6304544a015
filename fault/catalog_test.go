package fault

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
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
			if _, ok := catalogs()["zh"][match[1]]; !ok {
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
