package pack

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode"
)

func isChinese(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// leftInChinese lists what whoever reads the policy in English would read in Chinese: by the language's own tags, so that a key that is
// added tomorrow is asked for too.
func leftInChinese(p *Pack) []string {
	p.Cases = nil // which only those who write packs read
	var left []string
	walk(reflect.ValueOf(p), key{}, func(v reflect.Value, _ key) {
		if v.Kind() != reflect.Struct {
			return
		}
		keys := keysOf(v.Type())
		for _, k := range keys {
			english, read := isRead(keys, k)
			for i, text := range textsOf(v.Field(k.Index)) {
				switch {
				case k.Name == "synonyms": // what other people's sheets may say
					continue
				case k.Name == "unit":
					text = UnitIn("en", text)
				case read && v.Field(english.Index).Len() > 0:
					text = In("en", text, textsOf(v.Field(english.Index))[i])
				default:
					text = In("en", text, "")
				}
				if isChinese(text) {
					left = append(left, k.Name+": "+text)
				}
			}
		}
	})
	return left
}

func TestEnglishIsWhole(t *testing.T) {
	for _, name := range []string{"longxian", "fufeng", "starter", "examples/mountain_county"} {
		p, findings := Load(os.DirFS(filepath.Join("..", "packs", filepath.FromSlash(name))))
		if findings.Failed() {
			t.Fatal(findings)
		}
		sections := Describe(p, "en")
		for _, left := range leftInChinese(p) {
			t.Errorf("%s: %s", name, left)
		}
		for _, section := range sections {
			for _, article := range section.Articles {
				if text := article.Text + strings.Join(article.Notes, " "); isChinese(text) || isChinese(section.Title) {
					t.Errorf("%s reads %s: %s", name, section.Title, text)
				}
			}
		}
	}
}

func TestEnglishIsAskedFor(t *testing.T) {
	p := &Pack{Policy: Policy{Title: "某县", TitleEN: "Some County", Source: "待确认", Summary: "概要"}, Parameters: []*Parameter{{Unit: "头牛"}},
		Schemes: []*Scheme{{Procedure: []*Stage{{Reasons: []string{"甲", "乙"}, ReasonsEN: []string{"One", "二"}}}}}}
	want := "summary: 概要\nunit: 头牛\nreasons: 二\nreasons_en: 二"
	if got := strings.Join(leftInChinese(p), "\n"); got != want {
		t.Errorf("left %q, want %q", got, want)
	}
}
