package pack

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/width"

	"qixing/expression"
	"qixing/fault"
)

// Severity says how bad a finding is. Only a Failure keeps a pack from being used.
type Severity uint8

// The severities, the worst first.
const (
	Failure Severity = iota
	Warning
	Note
)

// Error is one finding in a pack: where, what, and what to write instead.
type Error struct {
	Severity  Severity
	Place     Place
	Source    string // the line of the file
	Key       string
	Args      map[string]any
	Message   string
	MessageEN string
	Hint      string
	HintEN    string
}

// Error gives place and Chinese message in one line.
func (e *Error) Error() string { return e.Place.String() + ": " + e.Message }

// String gives file:line:column; a finding about a whole file has no line.
func (p Place) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Errors are all findings of a pack, sorted by place.
type Errors []*Error

// Failed says that there is a failure among them.
func (e Errors) Failed() bool { return len(e.Only(Failure)) > 0 }

// Only gives those of one severity.
func (e Errors) Only(severity Severity) Errors {
	return slices.DeleteFunc(slices.Clone(e), func(one *Error) bool { return one.Severity != severity })
}

// Err is nil without failures, and otherwise all of them joined.
func (e Errors) Err() error {
	var all []error
	for _, one := range e.Only(Failure) {
		all = append(all, one)
	}
	return errors.Join(all...)
}

// In gives the findings with their files below a folder, as the user named it.
func (e Errors) In(folder string) Errors {
	moved := make(Errors, len(e))
	for i, one := range e {
		copied := *one
		copied.Place.File = path.Join(folder, one.Place.File)
		moved[i] = &copied
	}
	return moved
}

// Write prints every finding in "zh" or "en" with its line, a caret below its column, and its hint.
func (e Errors) Write(w io.Writer, lang string) error {
	for _, one := range e {
		if _, err := io.WriteString(w, one.Text(lang)); err != nil {
			return fmt.Errorf("write findings: %w", err)
		}
	}
	return nil
}

// Text is the finding as Write prints it.
func (e *Error) Text(lang string) string {
	message, hint, hintWord := e.Message, e.Hint, "提示："
	if lang == "en" {
		message, hint, hintWord = e.MessageEN, e.HintEN, "hint: "
	}
	text := e.Place.String() + ": " + severityWord(e.Severity, lang) + message + "\n"
	indent := "  "
	if e.Place.Line > 0 && e.Source != "" {
		indent = strings.Repeat(" ", len(fmt.Sprint(e.Place.Line))+3)
		text += fmt.Sprintf("  %d | %s\n%s| %s^\n", e.Place.Line, e.Source, indent, padding(e.Source, e.Place.Column))
		indent += "  "
	}
	if hint != "" {
		text += indent + hintWord + hint + "\n"
	}
	return text
}

func severityWord(severity Severity, lang string) string {
	words := map[string][]string{"zh": {"", "提醒：", "注意："}, "en": {"", "warning: ", "note: "}}
	return words[language(lang)][severity]
}

func language(lang string) string {
	if lang == "en" {
		return "en"
	}
	return "zh"
}

// padding fills the columns before a caret: a Chinese character is two wide, a tab stays one.
func padding(source string, column int) string {
	var pad strings.Builder
	for i, r := range []rune(source) {
		if i >= column-1 {
			break
		}
		switch kind := width.LookupRune(r).Kind(); {
		case r == '\t':
			pad.WriteRune('\t')
		case kind == width.EastAsianWide || kind == width.EastAsianFullwidth:
			pad.WriteString("  ")
		default:
			pad.WriteByte(' ')
		}
	}
	return pad.String()
}

// findings collects what is wrong while a pack is read and checked, and knows where every value was written.
type findings struct {
	lines  map[string][]string // file → its lines
	places map[any]Place       // pointer to a field → where its value stands
	list   Errors
	seen   map[string]bool
	broken map[string]bool // kinds of declaration of which a file could not be read: nothing is said about their names
}

func newFindings() *findings {
	return &findings{lines: map[string][]string{}, places: map[any]Place{}, seen: map[string]bool{}, broken: map[string]bool{}}
}

func (f *findings) fail(place Place, key string, args fault.Args) { f.add(Failure, place, key, args) }
func (f *findings) warn(place Place, key string, args fault.Args) { f.add(Warning, place, key, args) }
func (f *findings) note(place Place, key string, args fault.Args) { f.add(Note, place, key, args) }

// at is where the value of a field was written, or fallback when it was not.
func (f *findings) at(field any, fallback Place) Place {
	if place, ok := f.places[field]; ok {
		return place
	}
	return fallback
}

func (f *findings) add(severity Severity, place Place, key string, args fault.Args) {
	f.addWithHint(severity, place, key, args, "")
}

// addWithHint adds a finding whose hint is another sentence than that of its key, unless hint is "".
func (f *findings) addWithHint(severity Severity, place Place, key string, args fault.Args, hint string) {
	e := &Error{Severity: severity, Place: place, Source: f.line(place), Key: key, Args: args}
	zh, en := wording(args, "zh"), wording(args, "en")
	e.Message, e.MessageEN = fault.Sentence(key, "zh", zh), fault.Sentence(key, "en", en)
	e.Hint = fault.HintText(&fault.Error{Key: key, Args: zh, Hint: hint}, "zh")
	e.HintEN = fault.HintText(&fault.Error{Key: key, Args: en, Hint: hint}, "en")
	if id := place.String() + e.Message; !f.seen[id] {
		f.seen[id] = true
		f.list = append(f.list, e)
	}
}

// wording puts arguments that have one wording a language into that language.
func wording(args fault.Args, lang string) fault.Args {
	worded := maps.Clone(args)
	for name, value := range worded {
		switch value := value.(type) {
		case text:
			worded[name] = value.in(lang)
		case expression.Kind:
			worded[name] = value.Title(lang)
		}
	}
	return worded
}

func (f *findings) line(place Place) string {
	lines := f.lines[place.File]
	if place.Line < 1 || place.Line > len(lines) {
		return ""
	}
	return lines[place.Line-1]
}

// sorted gives the findings by file, line and column.
func (f *findings) sorted() Errors {
	slices.SortStableFunc(f.list, func(a, b *Error) int {
		return cmp.Or(strings.Compare(a.Place.File, b.Place.File), a.Place.Line-b.Place.Line, a.Place.Column-b.Place.Column)
	})
	return f.list
}
