package store

import "time"

const timeLayout = "2006-01-02T15:04:05.000Z"

// FormatTime writes a time as columns hold it: RFC 3339, UTC, milliseconds.
// Text in this form sorts by time.
func FormatTime(t time.Time) string { return t.UTC().Format(timeLayout) }

// ParseTime reads what FormatTime wrote.
func ParseTime(text string) (time.Time, error) { return time.Parse(timeLayout, text) }
