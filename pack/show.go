package pack

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"qixing/fixed"
)

// shower puts values of the language into words. It knows the pack's titles.
type shower struct {
	p    *Pack
	lang string
	raw  bool // ids instead of titles and values: what is the same in both versions of a pack looks the same
}

// title gives a text in the language, or its Chinese one where there is no other.
func (s shower) title(zh, en string) string { return In(s.lang, zh, en) }

// titleOf reads Title and TitleEN, or what stands for them, from a declaration.
func (s shower) titleOf(v reflect.Value) string {
	v = reflect.Indirect(v)
	for _, name := range []string{"Title", "Reason", "ID"} {
		if field := v.FieldByName(name); field.IsValid() && field.String() != "" {
			if en := v.FieldByName(name + "EN"); en.IsValid() {
				return s.title(field.String(), en.String())
			}
			return field.String()
		}
	}
	return ""
}

// value shows any value that is not a declaration of its own.
func (s shower) value(v reflect.Value, k key) string {
	switch value := v.Interface().(type) {
	case Number:
		return s.number(value)
	case *Number:
		if value == nil {
			return ""
		}
		return s.number(*value)
	case *Condition:
		if value == nil {
			return ""
		}
		return value.Source
	case Condition:
		return value.Source
	case []Band:
		return joinWith(s, value, func(b Band) string { return s.number(b.Bound) + " → " + s.number(b.Points) })
	case []Milestone:
		return joinWith(s, value, func(m Milestone) string { return m.Period + " → " + s.number(m.Value) })
	case []Floor:
		return joinWith(s, value, func(f Floor) string { return f.Criterion + " ≥ " + s.number(f.AtLeast) })
	case []GradePoints:
		return joinWith(s, value, func(g GradePoints) string { return g.Grade + " → " + s.percent(g.Share) })
	}
	return s.scalar(v, k)
}

func (s shower) scalar(v reflect.Value, k key) string {
	switch v.Kind() {
	case reflect.Bool:
		return s.title(map[bool]string{true: "是", false: "否"}[v.Bool()], map[bool]string{true: "yes", false: "no"}[v.Bool()])
	case reflect.Int:
		return strconv.FormatInt(v.Int(), 10)
	case reflect.Pointer:
		if v.IsNil() {
			return ""
		}
		return s.value(v.Elem(), k)
	case reflect.Slice:
		texts := make([]string, v.Len())
		for i := range texts {
			texts[i] = s.value(v.Index(i), k)
		}
		return strings.Join(texts, s.title("、", ", "))
	}
	return s.named(v.String(), k)
}

// named shows the title of what a reference names.
func (s shower) named(id string, k key) string {
	lists := map[string]any{"chapter": s.p.Chapters, "role": s.p.Roles, "register": s.p.Registers, "measure": s.p.Measures, "scheme": s.p.Schemes}
	if list, ok := lists[k.Ref]; ok && id != "" && !s.raw {
		v := reflect.ValueOf(list)
		if i := slices.Index(idsOf(list), id); i >= 0 {
			return s.titleOf(v.Index(i))
		}
	}
	return id
}

// number shows a literal as it was written, and a parameter as its value with unit and title.
func (s shower) number(n Number) string {
	if s.raw && n.Parameter == "" {
		return n.Literal.String()
	}
	parameter, ok := s.p.FindParameter(n.Parameter)
	ok = ok && !s.raw
	if !ok || len(parameter.Dated) == 0 {
		return s.literal(n)
	}
	text := s.dated(parameter, parameter.Dated[len(parameter.Dated)-1]) + s.title("（", " (") + s.title(parameter.Title, parameter.TitleEN) + s.title("）", ")")
	if !parameter.Dated[len(parameter.Dated)-1].Confirmed {
		text += s.title("〔待确认〕", " [to be confirmed]")
	}
	return text
}

// literal shows a number as it was written; in English no sum is written in 万元.
func (s shower) literal(n Number) string {
	if s.lang != "en" || !strings.HasSuffix(n.Text, "元") {
		return n.String()
	}
	return grouped(n.Literal.String()) + " " + UnitIn(s.lang, "元")
}

// grouped separates thousands: 2000000 is 2,000,000.
func grouped(number string) string {
	digits, rest, _ := strings.Cut(number, ".")
	for at := len(digits) - 3; at > 0 && digits[at-1] != '-'; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	if rest == "" {
		return digits
	}
	return digits + "." + rest
}

// dated shows one value of a parameter with its unit.
func (s shower) dated(parameter *Parameter, dated DatedValue) string {
	switch {
	case parameter.ShownIn() == "%":
		return s.percent(dated.Value)
	case strings.HasSuffix(dated.Text, "元"):
		return s.literal(Number{Literal: dated.Value, Text: dated.Text})
	case parameter.Unit == "":
		return dated.Value.String()
	}
	return strings.TrimSuffix(dated.Value.String()+s.title("", " ")+UnitIn(s.lang, parameter.Unit), " ")
}

func (s shower) percent(v fixed.Value) string {
	hundred, err := fixed.MulDiv(int64(v), 100, 1)
	if err != nil {
		return v.String()
	}
	return fixed.Value(hundred).String() + "%"
}

func joinWith[T any](s shower, list []T, show func(T) string) string {
	texts := make([]string, len(list))
	for i, one := range list {
		texts[i] = show(one)
	}
	return strings.Join(texts, s.title("；", "; "))
}
