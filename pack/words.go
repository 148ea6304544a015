package pack

import (
	"reflect"
	"strings"
)

// In is a text of a policy as a reader of the language reads it: in English its own English or, for a word that the product itself
// gives a meaning to, the product's; otherwise as it was written.
func In(lang, zh, en string) string {
	switch {
	case !strings.HasPrefix(lang, "en"):
		return zh
	case en != "":
		return en
	case ownWords[zh] != "":
		return ownWords[zh]
	}
	return zh
}

// AllIn are several texts, each in the language; en has one for each of zh, or none at all.
func AllIn(lang string, zh, en []string) []string {
	all := make([]string, len(zh))
	for i := range zh {
		if all[i] = In(lang, zh[i], ""); len(en) == len(zh) {
			all[i] = In(lang, zh[i], en[i])
		}
	}
	return all
}

// Unconfirmed is what a policy says of an approval that nobody has given yet.
const Unconfirmed = "待确认"

// IsApproved tells whether an approval is one: said, and not still to be confirmed.
func IsApproved(approval string) bool {
	return strings.TrimSpace(approval) != "" && !strings.Contains(approval, Unconfirmed)
}

// ownWords are those that the product knows by themselves, whichever policy says them.
var ownWords = map[string]string{"假定": "assumed", Unconfirmed: "to be confirmed", "不适用": "not applicable"}

// UnitIn is a unit of measurement in the language. What only counts things has no word in English, where the title says what is counted;
// a unit that the product doesn't know stays as it is written.
func UnitIn(lang, unit string) string {
	if english, known := units[unit]; known && strings.HasPrefix(lang, "en") {
		return english
	}
	return unit
}

// units are the units of measurement that the product knows, with their English.
var units = func() map[string]string {
	known := map[string]string{"元": "yuan", "万元": "× 10,000 yuan", "亿元": "× 100 million yuan", "分": "points", "天": "days", "日": "days", "小时": "hours", "工作日": "working days",
		"个工作日": "working days", "个月": "months", "月": "months", "年": "years", "季度": "quarters", "周": "weeks", "亩": "mu", "公顷": "hectares", "平方米": "m²", "立方米": "m³",
		"米": "m", "公里": "km", "千米": "km", "公斤": "kg", "千克": "kg", "斤": "jin", "吨": "t", "千瓦": "kW", "千瓦时": "kWh", "度": "kWh", "升": "l", "人天": "person-days"}
	for _, counting := range strings.Fields("个 名 人 位 户 次 人次 户次 条 件 份 期 起 项 票 处 家 只 头 株 棵 场 班 座 所 台 套 辆 本 篇 批 例 间 支 种 类 组 村 镇 宗 笔") {
		known[counting] = ""
	}
	return known
}()

// isRead tells whether a key holds a text that people read, which has its English beside it; and gives the English one's key.
func isRead(keys []key, k key) (key, bool) { return findKey(keys, k.Name+"_en") }

// Phrases gives what puts a text that a declaration says in one language, and that was kept as it was said, into the other. A text that the
// declaration doesn't say stays as it is.
func Phrases(lang string, declaration any) func(string) string {
	said := map[string]string{}
	walk(reflect.ValueOf(declaration), key{}, func(v reflect.Value, _ key) {
		if v.Kind() != reflect.Struct {
			return
		}
		keys := keysOf(v.Type())
		for _, k := range keys {
			english, read := isRead(keys, k)
			if !read {
				continue
			}
			zh, en := textsOf(v.Field(k.Index)), textsOf(v.Field(english.Index))
			for i := range min(len(zh), len(en)) {
				if strings.HasPrefix(lang, "en") {
					said[zh[i]] = en[i]
				} else {
					said[en[i]] = zh[i]
				}
			}
		}
	})
	return func(text string) string {
		if other, known := said[text]; known {
			return other
		}
		return In(lang, text, "")
	}
}

// textsOf gives what a key holds that is a text, or a list of them.
func textsOf(v reflect.Value) []string {
	if texts, ok := v.Interface().([]string); ok {
		return texts
	}
	if v.Kind() == reflect.String && v.String() != "" {
		return []string{v.String()}
	}
	return nil
}

// What a declaration is called in a language; so can a message name it to readers of both.

// In is the register's title in the language.
func (r *Register) In(lang string) string { return In(lang, r.Title, r.TitleEN) }

// In is the field's title in the language.
func (f *Field) In(lang string) string { return In(lang, f.Title, f.TitleEN) }

// In is the measure's title in the language.
func (m *Measure) In(lang string) string { return In(lang, m.Title, m.TitleEN) }

// In is the matter's title in the language.
func (m *Matter) In(lang string) string { return In(lang, m.Title, m.TitleEN) }

// In is the stage's title in the language.
func (s *Stage) In(lang string) string { return In(lang, s.Title, s.TitleEN) }

// In is the indicator's title in the language.
func (i *Indicator) In(lang string) string { return In(lang, i.Title, i.TitleEN) }

// In is the cap's title in the language.
func (c *Cap) In(lang string) string { return In(lang, c.Title, c.TitleEN) }

// In is the doubt's title in the language.
func (d *Doubt) In(lang string) string { return In(lang, d.Title, d.TitleEN) }

// Options are a field's options as a message lists them.
type Options []*Option

// In lists the options' titles in the language.
func (o Options) In(lang string) string {
	titles := make([]string, len(o))
	for i, option := range o {
		titles[i] = In(lang, option.Title, option.TitleEN)
	}
	return strings.Join(titles, In(lang, "、", ", "))
}
