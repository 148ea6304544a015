package fault

import (
	"embed"
	"fmt"
	"path"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

//go:embed messages/*.yaml
var messages embed.FS

// catalogs holds language → key → sentence.
var catalogs = sync.OnceValue(func() map[string]map[string]string {
	all := map[string]map[string]string{"zh": {}, "en": {}}
	files, _ := messages.ReadDir("messages")
	for _, file := range files {
		lang := strings.TrimPrefix(path.Ext(strings.TrimSuffix(file.Name(), ".yaml")), ".")
		sentences, err := readCatalog(file.Name())
		if err != nil || all[lang] == nil {
			continue // TestCatalogs names the file; a user still gets the keys
		}
		for key, sentence := range sentences {
			all[lang][key] = sentence
		}
	}
	return all
})

func readCatalog(name string) (map[string]string, error) {
	data, err := messages.ReadFile("messages/" + name)
	if err != nil {
		return nil, err
	}
	sentences := map[string]string{}
	if err := yaml.Unmarshal(data, &sentences); err != nil {
		return nil, fmt.Errorf("catalog %s: %w", name, err)
	}
	return sentences, nil
}

// Sentence is the catalog's text for a key in "zh" or "en" with the {names}
// filled in; a missing key stands for itself.
func Sentence(key, lang string, args Args) string {
	sentence, ok := catalogs()[language(lang)][key]
	if !ok {
		return key
	}
	return fill(sentence, lang, args)
}

// Text is what a user reads about err. Of errors the house does not know it
// only says that something went wrong.
func Text(err error, lang string) string {
	if e := Find(err); e != nil {
		return e.text(lang)
	}
	if CodeOf(err) == CodeUnavailable {
		return Sentence("fault.unavailable", lang, nil)
	}
	return Sentence("fault.internal", lang, nil)
}

// HintText is what the user can do about err, or "".
func HintText(err error, lang string) string {
	e := Find(err)
	if e == nil {
		return ""
	}
	key := e.Hint
	if key == "" {
		key = e.Key + ".hint"
	}
	sentence, ok := catalogs()[language(lang)][key]
	if !ok {
		return e.Hint
	}
	return fill(sentence, lang, e.Args)
}

func (e *Error) text(lang string) string { return Sentence(e.Key, lang, e.Args) }

func language(lang string) string {
	if strings.HasPrefix(lang, "en") {
		return "en"
	}
	return "zh"
}

func fill(sentence, lang string, args Args) string {
	for name, value := range args {
		if cause, ok := value.(error); ok {
			value = Text(cause, lang)
		}
		sentence = strings.ReplaceAll(sentence, "{"+name+"}", fmt.Sprint(value))
	}
	return sentence
}
