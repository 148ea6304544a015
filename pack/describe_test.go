package pack_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"qixing/pack"
)

var update = flag.Bool("update", false, "write the golden files")

// shipped loads a pack of the repository, which must be without failure.
func shipped(t *testing.T, name string) *pack.Pack {
	t.Helper()
	p, findings := pack.Load(os.DirFS(filepath.Join("..", "packs", name)))
	if p == nil {
		t.Fatalf("packs/%s: %v", name, findings.Err())
	}
	return p
}

// golden compares a text with a file below testdata, or writes it with -update.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; got:\n%s", file, got)
	}
}

func TestDescribe(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		var text strings.Builder
		for _, section := range pack.Describe(shipped(t, "longxian"), lang) {
			text.WriteString("# " + section.Title + "\n")
			for _, article := range section.Articles {
				text.WriteString(article.Number + " " + article.Text + "\n")
				for _, note := range article.Notes {
					text.WriteString("    " + note + "\n")
				}
			}
		}
		if strings.Contains(text.String(), "pack.say_") {
			t.Errorf("%s: a sentence is missing in the catalog:\n%s", lang, text.String())
		}
		golden(t, "describe."+lang+".txt", text.String())
	}
}
