package fault

import (
	"embed"
	"fmt"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

//go:embed messages/*.yaml
var messages embed.FS

// catalogs are the sentences of one package in one language each, by the name of their file, as they were first asked for.
var catalogs sync.Map // file → func() map[string]string

// findSentence looks in the one file that can hold a key: that of the package it begins with.
func findSentence(key, lang string) (string, bool) {
	base, _, _ := strings.Cut(key, ".")
	name := base + "." + language(lang) + ".yaml"
	read, known := catalogs.Load(name)
	if !known {
		read, _ = catalogs.LoadOrStore(name, sync.OnceValue(func() map[string]string {
			sentences, _ := readCatalog(name) // TestCatalogs names a file that can't be read; a user still gets the keys
			return sentences
		}))
	}
	sentence, ok := read.(func() map[string]string)()[key]
	return sentence, ok
}

// readCatalog reads a file line by line where it can, which takes a hundredth of what the YAML parser does.
func readCatalog(name string) (map[string]string, error) {
	data, err := messages.ReadFile("messages/" + name)
	if err != nil {
		return nil, err
	}
	if sentences, ok := readLines(string(data)); ok {
		return sentences, nil
	}
	sentences := map[string]string{}
	if err := yaml.Unmarshal(data, &sentences); err != nil {
		return nil, fmt.Errorf("catalog %s: %w", name, err)
	}
	return sentences, nil
}

// readLines reads YAML of which each line is a key and its text; of anything else it says so.
func readLines(text string) (map[string]string, bool) {
	sentences := map[string]string{}
	for line := range strings.Lines(text) {
		key, written, _ := strings.Cut(strings.TrimRight(line, "\n"), ": ")
		sentence, ok := scalarOf(strings.Trim(written, " "))
		if _, twice := sentences[key]; twice || !ok || strings.Trim(key, "abcdefghijklmnopqrstuvwxyz0123456789_.") != "" {
			return nil, false
		}
		sentences[key] = sentence
	}
	return sentences, true
}

// scalarOf gives the text of a YAML scalar in one line, plain or in quotation marks that mean nothing but themselves.
func scalarOf(written string) (string, bool) {
	if len(written) < 3 || strings.ContainsAny(written, "\t\r") {
		return "", false
	}
	inner := written[1 : len(written)-1]
	switch written[0] {
	case '"':
		return inner, strings.HasSuffix(written, `"`) && !strings.ContainsAny(inner, `"\`)
	case '\'':
		return strings.ReplaceAll(inner, "''", "'"), strings.HasSuffix(written, "'") && !strings.Contains(strings.ReplaceAll(inner, "''", ""), "'")
	}
	special := strings.ContainsRune("-+.?:,[]{}#&*!|>%@`~=0123456789", rune(written[0]))
	mark := strings.Contains(written, ": ") || strings.Contains(written, " #") || strings.HasSuffix(written, ":")
	return written, !special && !mark && !strings.EqualFold(written, "null")
}

// Sentence is the catalog's text for a key in "zh" or "en" with the {names}
// filled in; a missing key stands for itself.
func Sentence(key, lang string, args Args) string {
	sentence, ok := findSentence(key, lang)
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
	sentence, ok := findSentence(key, lang)
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
		if named, ok := value.(interface{ In(lang string) string }); ok {
			value = named.In(lang)
		}
		sentence = strings.ReplaceAll(sentence, "{"+name+"}", fmt.Sprint(value))
	}
	return sentence
}
