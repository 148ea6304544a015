package server

import (
	"cmp"
	"net/url"
	"slices"

	"qixing/calendar"
	"qixing/ledger"
	"qixing/org"
	"qixing/pack"
	"qixing/reminder"
)

type lateTown struct {
	UnitID int64  `json:"unit_id"`
	Title  string `json:"title"`
	Count  int    `json:"count"`
}

type lateView struct {
	Kind     string     `json:"kind" enum:"fill,near,matter"`
	Title    string     `json:"title"`
	With     string     `json:"with" doc:"whose it is to do"`
	Count    int        `json:"count"`
	Workdays int        `json:"workdays" doc:"how long the oldest is late"`
	Towns    []lateTown `json:"towns" doc:"the one with most first"`
	Href     string     `json:"href"`

	oldest calendar.Date
}

// lateness gathers what is late in the asker's sight.
type lateness struct {
	c     call
	s     *Server
	books *ledger.Ledger
	today calendar.Date
	items []*lateView
}

func (s *Server) listLate(c call) (listOf[lateView], error) {
	out := listOf[lateView]{Items: []lateView{}}
	if !hasPolicyRole(c.who) {
		return out, nil
	}
	books, err := s.books(c)
	if err != nil {
		return out, err
	}
	l := &lateness{c: c, s: s, books: books, today: calendar.DateOf(c.tx.Now)}
	if err := l.addReminders(); err != nil {
		return out, err
	}
	for _, policy := range books.Pack.Matters {
		if err := l.addMatter(policy); err != nil {
			return out, err
		}
	}
	slices.SortStableFunc(l.items, func(a, b *lateView) int { return cmp.Compare(b.Count, a.Count) })
	for _, item := range l.items {
		item.Workdays = s.Calendar.Workdays(item.oldest, l.today)
		slices.SortStableFunc(item.Towns, func(a, b lateTown) int { return cmp.Compare(b.Count, a.Count) })
		out.Items = append(out.Items, *item)
	}
	return out, nil
}

// addReminders adds what registers wait for, of the units whose records the asker may read.
func (l *lateness) addReminders() error {
	desk := reminder.Desk{Calendar: l.s.Calendar}
	everywhere := l.c.who.ScopeOf(policyRoles(l.c.who)...)
	due, err := desk.List(l.c, l.c.tx, l.books, l.today, func([]string) org.Scope { return everywhere })
	items := map[*pack.Reminder]*lateView{}
	for _, one := range due {
		if !one.On.Before(l.today) || one.Register.Sensitive || !l.books.ReadScope(l.c.who, one.Register).Contains(one.Unit) {
			continue
		}
		item := items[one.Reminder]
		if item == nil {
			item = l.reminderItem(one)
			items[one.Reminder] = item
			l.items = append(l.items, item)
		}
		l.count(item, one.Unit.ID, one.On)
	}
	return err
}

func (l *lateness) reminderItem(one reminder.Due) *lateView {
	item := &lateView{Kind: "fill", Title: titleIn(l.c.lang, one.Reminder.Title, one.Reminder.TitleEN), Href: "/registers/" + one.Register.ID + "/coverage"}
	if one.Record != 0 {
		item.Kind, item.Href = "near", "/registers/"+one.Register.ID
	}
	item.With = rolesIn(l.c.lang, l.books.Pack, reminder.Roles(l.books.Pack, one.Reminder))
	return item
}

// mostLate bounds how many matters of one state are looked at.
const mostLate = 500

// addMatter adds the matters whose present step is over its time, state by state.
func (l *lateness) addMatter(policy *pack.Matter) error {
	register, _ := l.books.Pack.FindRegister(policy.Register)
	if register.Sensitive || !l.books.MayReadAny(l.c.who, register) {
		return nil
	}
	status, _ := register.FindField(policy.Status)
	for _, option := range status.Options {
		steps := slices.DeleteFunc(slices.Clone(policy.StepsFrom(option.ID)), func(step *pack.Step) bool { return step.Within == nil })
		if len(steps) == 0 {
			continue
		}
		page, err := l.books.List(l.c, l.c.tx, l.c.who, ledger.Query{Register: register.ID, States: []ledger.State{ledger.Filled, ledger.Checked},
			Filters: inStatus(policy, option.ID), Sort: "changed_at", Limit: mostLate})
		if err != nil {
			return err
		}
		_, due, err := l.s.matters.ListEntered(l.c, l.c.tx, l.books, policy, page.Records)
		if err != nil {
			return err
		}
		item := &lateView{Kind: "matter", Title: stepTitles(l.c.lang, steps) + " · " + titleIn(l.c.lang, policy.Title, policy.TitleEN), With: rolesIn(l.c.lang, l.books.Pack, steps[0].By),
			Href: "/matters/" + policy.ID + "?status=" + url.QueryEscape(option.ID)}
		for _, record := range page.Records {
			if last := due[record.ID]; !last.IsZero() && last.Before(l.today) {
				l.count(item, record.UnitID, last)
			}
		}
		if item.Count > 0 {
			l.items = append(l.items, item)
		}
	}
	return nil
}

// count counts one more for the town of a unit; what is the county's own is nobody's town.
func (l *lateness) count(item *lateView, unit int64, due calendar.Date) {
	if item.Count++; item.oldest.IsZero() || due.Before(item.oldest) {
		item.oldest = due
	}
	town, err := l.books.Tree.Ancestor(unit, org.Town)
	if err != nil {
		return
	}
	at := slices.IndexFunc(item.Towns, func(t lateTown) bool { return t.UnitID == town.ID })
	if at < 0 {
		at = len(item.Towns)
		item.Towns = append(item.Towns, lateTown{UnitID: town.ID, Title: town.In(l.c.lang)})
	}
	item.Towns[at].Count++
}
