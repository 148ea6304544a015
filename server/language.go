package server

import (
	"fmt"
	"strings"

	"qixing/calendar"
	"qixing/contest"
	"qixing/org"
	"qixing/pack"
	"qixing/round"
)

// titleIn gives a text of the policy in the language; it is pack.In.
func titleIn(lang, zh, en string) string { return pack.In(lang, zh, en) }

// roleIn is what a role is called; one that neither the policy, where there is one, nor the system knows is its id.
func roleIn(lang string, p *pack.Pack, id string) string {
	if p != nil {
		if role, found := p.FindRole(id); found {
			return titleIn(lang, role.Title, role.TitleEN)
		}
	}
	if title, known := administratorTitles[id]; known {
		return titleIn(lang, title[0], title[1])
	}
	return id
}

// administratorTitles are the system's own roles, which no policy names.
var administratorTitles = map[string][2]string{org.SystemAdmin: {"系统管理员", "System administrator"},
	org.SecurityAdmin: {"安全管理员", "Security administrator"}, org.AuditAdmin: {"审计管理员", "Audit administrator"}}

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

// roundIn names a round: 2022年红旗村, Red-flag villages 2022. A title that somebody gave it stays.
func roundIn(lang string, r *round.Running) string {
	return periodicIn(lang, r.Title, r.Policy.Title, r.Policy.TitleEN, r.Period)
}

// contestNamer names contests in the same way.
func (s *Server) contestNamer(c call) func(*contest.Contest) string {
	_, policy, err := s.Packs.ActivePack(c, c.tx, c.who.County)
	return func(one *contest.Contest) string {
		if err == nil {
			if declared, found := policy.FindContest(one.Policy); found {
				return periodicIn(c.lang, one.Title, declared.Title, declared.TitleEN, one.Period)
			}
		}
		return one.Title
	}
}

func periodicIn(lang, title, zh, en string, period calendar.Period) string {
	if lang != "en" || en == "" || title != period.Chinese()+zh {
		return title
	}
	return en + ", " + periodIn(lang, period)
}

// vetoesIn are the reasons for which an entry is shut out.
func vetoesIn(lang string, r *round.Running, reasons []string) []string {
	said := make([]string, len(reasons))
	for i, reason := range reasons {
		said[i] = reasonIn(lang, r, reason)
	}
	return said
}

// reasonIn is a reason that was chosen from the policy's own, or typed, which stays as it was typed.
func reasonIn(lang string, r *round.Running, reason string) string {
	if reason == "" {
		return ""
	}
	return pack.Phrases(lang, r.Policy)(reason)
}

// awardNamer names awards by the titles that they were given from. What a link gives is kept with the link's title before it.
func awardNamer(lang string, policy *pack.Pack) func(title string) string {
	if lang != "en" {
		return func(title string) string { return title }
	}
	phrase := pack.Phrases(lang, policy.Schemes)
	return func(title string) string {
		if link, gives, linked := strings.Cut(title, "："); linked {
			return phrase(link) + ": " + phrase(gives)
		}
		return phrase(title)
	}
}

// kept is a text as it is kept: what a reader of English took from the words of a round's policy is kept in its Chinese, what was typed as it is.
func (s *Server) kept(c call, id int64, text string) string {
	r, err := s.rounds.FindRound(c, c.tx, c.who.County, id)
	if err != nil || text == "" || c.lang != "en" { // a round that isn't there is refused by what follows
		return text
	}
	return pack.Phrases("zh", r.Policy)(text)
}
