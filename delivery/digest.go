package delivery

import (
	"fmt"
	"strings"

	"qixing/fault"
)

// Item is one thing that somebody owes: what kind of thing, and nothing of whom or what it is about.
type Item struct {
	ID    string // the same tomorrow
	Title string
	Count int
	When  When
}

// When is how near the due date is.
type When string

// The nearness of due dates, as under 我的待办.
const (
	Late  When = "late"
	Today When = "today"
	Week  When = "week"
	Later When = "later"
)

// mostKinds is how many kinds of things a message lists.
const mostKinds = 12

// Digest is what a message says.
type Digest struct {
	Subject string
	Body    string
}

// kindOf gathers the items of one title.
type kindOf struct {
	title       string
	count, late int
}

// Compose writes the daily message. link leads back; "" leaves it out.
func Compose(items []Item, lang, link string) Digest {
	return compose("delivery.daily", items, lang, link)
}

// ComposeLate writes what goes out when something has become late.
func ComposeLate(items []Item, lang, link string) Digest {
	return compose("delivery.late", items, lang, link)
}

func compose(key string, items []Item, lang, link string) Digest {
	kinds, counts, all := gather(items)
	args := fault.Args{"count": all, "late": counts[Late], "today": counts[Today], "week": counts[Week]}
	var body strings.Builder
	body.WriteString(fault.Sentence(key, lang, args) + "\n\n")
	for i, kind := range kinds {
		if i == mostKinds {
			body.WriteString(fault.Sentence("delivery.more", lang, fault.Args{"count": len(kinds) - mostKinds}) + "\n")
			break
		}
		line := "delivery.line"
		if kind.late > 0 {
			line = "delivery.line_late"
		}
		body.WriteString(fault.Sentence(line, lang, fault.Args{"title": kind.title, "count": kind.count, "late": kind.late}) + "\n")
	}
	if link != "" {
		fmt.Fprintf(&body, "\n%s\n", fault.Sentence("delivery.open", lang, fault.Args{"link": strings.TrimSuffix(link, "/") + "/tasks"}))
	}
	body.WriteString("\n" + fault.Sentence("delivery.foot", lang, nil) + "\n")
	return Digest{Subject: fault.Sentence(key+"_subject", lang, args), Body: body.String()}
}

// gather counts items by title, in the order in which they are due.
func gather(items []Item) (kinds []*kindOf, counts map[When]int, all int) {
	counts, byTitle := map[When]int{}, map[string]*kindOf{}
	for _, item := range items {
		kind := byTitle[item.Title]
		if kind == nil {
			kind = &kindOf{title: item.Title}
			byTitle[item.Title], kinds = kind, append(kinds, kind)
		}
		n := max(item.Count, 1)
		kind.count, all = kind.count+n, all+n
		counts[item.When] += n
		if item.When == Late {
			kind.late += n
		}
	}
	return kinds, counts, all
}

// lateOf leaves what is late.
func lateOf(items []Item) []Item {
	var late []Item
	for _, item := range items {
		if item.When == Late {
			late = append(late, item)
		}
	}
	return late
}
