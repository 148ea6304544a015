package expression

import "qixing/fixed"

// Kind is the type of a name or a result.
type Kind uint8

// The kinds. Set is a choices field; Date compares as its ISO text, which may also be a month (2022-06) or a quarter (2022Q2).
const (
	Number Kind = iota + 1
	Text
	Bool
	Date
	Set
)

// Title names the kind in a user's language, "zh" or "en".
func (k Kind) Title(lang string) string {
	titles := [...][2]string{{"值", "value"}, {"数", "number"}, {"文字", "text"}, {"是非", "yes/no"}, {"日期", "date"}, {"多选", "list of choices"}}
	if int(k) >= len(titles) {
		k = 0
	}
	if lang == "en" {
		return titles[k][1]
	}
	return titles[k][0]
}

// State says whether there is a value.
type State uint8

// The states. Missing and NotApplicable are two things, and neither is zero. Where two meet, the later one holds.
const (
	Present State = iota
	Missing
	NotApplicable
)

// Operand is a value of one of the kinds. Bool uses Number: fixed.One is true, 0 is false.
type Operand struct {
	Kind   Kind
	State  State
	Number fixed.Value
	Text   string
	Set    []string
}

// True is a plain predicate: present and true.
func (o Operand) True() bool { return o.State == Present && o.Number != 0 }

func boolean(yes bool) Operand {
	if yes {
		return Operand{Kind: Bool, Number: fixed.One}
	}
	return Operand{Kind: Bool}
}

// Environment gives the kind of every name that an expression may use.
type Environment map[string]Kind
