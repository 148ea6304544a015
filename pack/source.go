package pack

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"qixing/fault"
)

// sourceText checks that a file is text that can be read safely, and gives it with its byte-order mark and carriage returns
// removed. The lines are kept for the messages.
func (f *findings) sourceText(file string, data []byte) (string, bool) {
	if len(data) > maxFileBytes {
		f.fail(Place{File: file}, "pack.file_too_big", fault.Args{"limit": "1 MiB"})
		return "", false
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(data) {
		f.fail(Place{File: file, Line: lineOfInvalid(data), Column: 1}, "pack.not_utf8", nil)
		return "", false
	}
	source := strings.ReplaceAll(string(data), "\r\n", "\n")
	f.lines[file] = strings.Split(source, "\n")
	return source, f.readable(file)
}

func lineOfInvalid(data []byte) int {
	line := 1
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if r == utf8.RuneError && size == 1 {
			break
		}
		if r == '\n' {
			line++
		}
		data = data[size:]
	}
	return line
}

// readable refuses what the YAML parser handles badly: tabs as indentation, control characters, endless lines and nesting.
func (f *findings) readable(file string) bool {
	depth := 0
	for i, line := range f.lines[file] {
		place := Place{file, i + 1, 1}
		if column := strings.IndexByte(line, '\t'); column >= 0 && strings.TrimLeft(line[:column], " ") == "" && strings.TrimSpace(line) != "" {
			f.fail(Place{file, i + 1, column + 1}, "pack.tab_indent", nil)
			return false
		}
		if strings.ContainsFunc(line, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f || r == 0xfeff }) {
			f.fail(place, "pack.control_character", nil)
			return false
		}
		depth += strings.Count(line, "[") + strings.Count(line, "{") - strings.Count(line, "]") - strings.Count(line, "}")
		if depth = max(depth, 0); depth > 10*maxDepth || longestRun(line) > 10*maxDepth || len(line) > 4*maxLine {
			f.fail(place, "pack.too_complex", fault.Args{"depth": maxDepth})
			return false
		}
	}
	return true
}

// longestRun is the most nesting that one line can open.
func longestRun(line string) int {
	return strings.Count(line, "[") + strings.Count(line, "{") + strings.Count(line, "- ") + strings.Count(line, "? ") + strings.Count(line, "!") + strings.Count(line, ": {")
}
