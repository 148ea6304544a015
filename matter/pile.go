package matter

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"qixing/calendar"
	"qixing/fault"
	"qixing/ledger"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

// Piles tells where matters pile up: how many were asked for in a year, by kind, month and town. It shows numbers and no record.
type Piles struct {
	By     *pack.Field // what splits them, or nil
	Year   int
	Groups []Group // the largest first
	Counts []Pile
}

// Group is one value of the field that splits the matters.
type Group struct {
	ID    string // "" for those without one
	Title string
	Total int
}

// Pile is how many matters of a group were asked for in a month in a town, and how many of them are still under way.
type Pile struct {
	Group string
	Month int
	Town  int64
	Count int
	Open  int
}

// ListPiles counts the matters of a year, split by one of the fields that the pack names; by default the first.
func (d *Desk) ListPiles(ctx context.Context, tx *store.Tx, who org.Principal, books *ledger.Ledger, id, by string, year int) (Piles, error) {
	policy, register, err := find(books, id)
	if err != nil {
		return Piles{}, err
	}
	if !books.MayReadAny(who, register) {
		return Piles{}, fault.Forbidden("matter.not_read", fault.Args{"matter": policy})
	}
	p := Piles{Year: year}
	if by == "" && len(policy.GroupedBy) > 0 {
		by = policy.GroupedBy[0]
	}
	if by != "" {
		if !slices.Contains(policy.GroupedBy, by) {
			return p, fault.Invalid("matter.not_grouped", fault.Args{"field": by}).At("by")
		}
		p.By, _ = register.FindField(by)
	}
	if err := p.count(ctx, tx, books, policy, register); err != nil {
		return p, err
	}
	return p, p.nameGroups(ctx, tx, books, who.Language)
}

func (p *Piles) count(ctx context.Context, tx *store.Tx, books *ledger.Ledger, policy *pack.Matter, register *pack.Register) error {
	dated, ok := register.DatedField()
	if !ok {
		return nil
	}
	counts := map[Pile]*Pile{}
	err := books.EachRecord(ctx, tx, register.ID, within(dated, p.Year), func(r ledger.Record) error {
		at := Pile{Group: p.groupOf(r), Month: monthOf(dated, r.Values[dated.ID]), Town: r.UnitID}
		if town, err := books.Tree.Ancestor(r.UnitID, org.Town); err == nil {
			at.Town = town.ID
		}
		if counts[at] == nil {
			one := at
			counts[at] = &one
		}
		counts[at].Count++
		if !policy.IsFinal(r.Values[policy.Status].Text) {
			counts[at].Open++
		}
		return nil
	})
	for _, one := range counts {
		p.Counts = append(p.Counts, *one)
	}
	slices.SortFunc(p.Counts, func(a, b Pile) int {
		return strings.Compare(fmt.Sprintf("%s %02d %019d", a.Group, a.Month, a.Town), fmt.Sprintf("%s %02d %019d", b.Group, b.Month, b.Town))
	})
	return err
}

func (p *Piles) groupOf(r ledger.Record) string {
	if p.By == nil || !r.Values[p.By.ID].Present {
		return ""
	}
	if p.By.Type == pack.RecordRef {
		return fmt.Sprint(r.Values[p.By.ID].Number)
	}
	return r.Values[p.By.ID].Text
}

// within filters the records of a year by the field that dates them.
func within(dated *pack.Field, year int) []ledger.Filter {
	first, last := ledger.TextValue(fmt.Sprintf("%04d", year)), ledger.TextValue(fmt.Sprintf("%04d~", year)) // every form of a date in the year lies between
	if dated.Type == pack.Year {
		first, last = ledger.NumberValue(int64(year)), ledger.NumberValue(int64(year))
	}
	return []ledger.Filter{{Field: dated.ID, Operator: ledger.AtLeast, Values: []ledger.Value{first}}, {Field: dated.ID, Operator: ledger.AtMost, Values: []ledger.Value{last}}}
}

// monthOf is the month of a date, 0 where the field knows none.
func monthOf(dated *pack.Field, value ledger.Value) int {
	switch dated.Type {
	case pack.Date:
		if day, err := calendar.ParseDate(value.Text); err == nil {
			return int(day.Month)
		}
	case pack.Month:
		if period, err := calendar.ParsePeriod(value.Text); err == nil {
			return int(period.Start().Month)
		}
	}
	return 0
}

// nameGroups gives each group its title and total, the largest first.
func (p *Piles) nameGroups(ctx context.Context, tx *store.Tx, books *ledger.Ledger, lang string) error {
	totals, titles := map[string]int{}, map[string]string{}
	for _, one := range p.Counts {
		totals[one.Group] += one.Count
	}
	if p.By != nil && p.By.Type == pack.RecordRef {
		if err := nameRecords(ctx, tx, books, p.By.Of, totals, titles, lang); err != nil {
			return err
		}
	} else if p.By != nil {
		for _, option := range p.By.Options {
			titles[option.ID] = pack.In(lang, option.Title, option.TitleEN)
		}
	}
	for id, total := range totals {
		p.Groups = append(p.Groups, Group{ID: id, Title: titles[id], Total: total})
	}
	slices.SortFunc(p.Groups, func(a, b Group) int {
		if a.Total != b.Total {
			return b.Total - a.Total
		}
		return strings.Compare(a.ID, b.ID)
	})
	return nil
}

// nameRecords puts what the records are called into titles, by their numbers as text.
func nameRecords(ctx context.Context, tx *store.Tx, books *ledger.Ledger, register string, totals map[string]int, titles map[string]string, lang string) error {
	var ids []int64
	for text := range totals {
		if id, err := strconv.ParseInt(text, 10, 64); err == nil {
			ids = append(ids, id)
		}
	}
	called, err := books.Titles(ctx, tx, register, ids, lang)
	for id, title := range called {
		titles[fmt.Sprint(id)] = title
	}
	return err
}
