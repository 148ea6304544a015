package score

import "qixing/fixed"

// Display writes a value with its unit, as a person reads it: 92%, 234,500 元, 12 次.
func Display(value fixed.Value, unit, lang string) string { return inUnit(value, unit).in(lang) }
