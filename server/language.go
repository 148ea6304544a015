package server

import (
	"fmt"
	"strings"

	"qixing/calendar"
	"qixing/pack"
)

// titleIn takes the English title where there is one and it is asked for.
func titleIn(lang, zh, en string) string {
	if lang == "en" && en != "" {
		return en
	}
	return zh
}

// roleIn is what a role is called; one that the policy doesn't know is its id.
func roleIn(lang string, p *pack.Pack, id string) string {
	if role, found := p.FindRole(id); found {
		return titleIn(lang, role.Title, role.TitleEN)
	}
	return id
}

// rolesIn names several roles.
func rolesIn(lang string, p *pack.Pack, ids []string) string {
	titles := make([]string, len(ids))
	for i, id := range ids {
		if titles[i] = roleIn(lang, p, id); id == pack.Asker {
			titles[i] = titleIn(lang, "提出人", "whoever asked")
		}
	}
	return strings.Join(titles, titleIn(lang, "、", ", "))
}

// periodIn names a period: 2022年6月, June 2022.
func periodIn(lang string, p calendar.Period) string {
	switch {
	case lang != "en":
		return p.Chinese()
	case p.Kind() == calendar.Month:
		return monthIn(lang, p.Start())
	}
	return p.String()
}

// monthIn names a day's month; none for no day.
func monthIn(lang string, day calendar.Date) string {
	switch {
	case day.IsZero():
		return ""
	case lang == "en":
		return fmt.Sprintf("%s %d", day.Month, day.Year)
	}
	return day.In(calendar.Month).Chinese()
}

// dayIn names a day: 2022年12月31日, 31 December 2022.
func dayIn(lang string, day calendar.Date) string {
	if lang == "en" {
		return fmt.Sprintf("%d %s %d", day.Day, day.Month, day.Year)
	}
	return day.Chinese()
}
