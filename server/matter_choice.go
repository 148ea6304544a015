package server

import (
	"fmt"
	"slices"
	"strings"

	"qixing/fault"
	"qixing/ledger"
	"qixing/matter"
	"qixing/org"
	"qixing/pack"
)

type proposalView struct {
	Record int64  `json:"record"`
	Title  string `json:"title"`
	Why    string `json:"why" doc:"what speaks for it, in words"`
}

type suggestionView struct {
	Field     string         `json:"field"`
	Proposals []proposalView `json:"proposals"`
}

type recordTitle struct {
	ID    int64  `json:"id"`
	Title string `json:"title"`
	Unit  string `json:"unit,omitempty"`
}

type titlesQuery struct {
	RegisterPath
	Q string `query:"q" maxLength:"100" doc:"part of what they are called, or its pinyin"`
}

type pileView struct {
	Group string `json:"group"`
	Month int    `json:"month"`
	Town  int64  `json:"town"`
	Count int    `json:"count"`
	Open  int    `json:"open"`
}

type pileGroup struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Total int    `json:"total"`
}

type pilesView struct {
	Title  string       `json:"title"`
	Year   int          `json:"year"`
	By     string       `json:"by,omitempty"`
	Groups []pileGroup  `json:"groups"`
	Towns  []optionView `json:"towns" doc:"by their unit's number"`
	Counts []pileView   `json:"counts"`
}

type pilesQuery struct {
	MatterPath
	By   string `query:"by" maxLength:"40"`
	Year int    `query:"year" minimum:"2000" maximum:"2100" doc:"by default the present one"`
}

// mostTitles is how many records are offered at once; who looks for another types what it is called.
const mostTitles = 100

// mostProposals is how many are worth reading.
const mostProposals = 8

func (s *Server) suggest(c call, in *MatterStepPath) (listOf[suggestionView], error) {
	books, policy, _, err := s.matterOf(c, in.Matter)
	if err != nil {
		return listOf[suggestionView]{}, err
	}
	all, err := s.matters.Suggest(c, c.tx, c.who, books, in.Matter, in.ID, in.Step)
	views := listOf[suggestionView]{Items: []suggestionView{}}
	if err != nil {
		return views, err
	}
	step, _ := policy.FindStep(in.Step)
	for _, rule := range step.Suggest {
		view := suggestionView{Field: rule.ID, Proposals: []proposalView{}}
		for _, one := range all[rule.ID][:min(mostProposals, len(all[rule.ID]))] {
			view.Proposals = append(view.Proposals, proposalView{Record: one.Record, Title: one.Title, Why: whyProposed(c.lang, rule, one)})
		}
		views.Items = append(views.Items, view)
	}
	return views, nil
}

// whyProposed says what speaks for a proposal.
func whyProposed(lang string, rule *pack.Suggestion, p matter.Proposal) string {
	var words []string
	for _, field := range p.Matches {
		words = append(words, fault.Sentence("server.matter_matches", lang, fault.Args{"title": titleIn(lang, field.Title, field.TitleEN)}))
	}
	if rule.Near != "" {
		key := map[matter.Nearness]string{matter.SameUnit: "server.matter_same_unit", matter.SameTown: "server.matter_same_town", matter.Elsewhere: "server.matter_elsewhere"}[p.Near]
		words = append(words, fault.Sentence(key, lang, nil))
	}
	if rule.Load != nil {
		words = append(words, fault.Sentence("server.matter_load", lang, fault.Args{"count": p.Load}))
	}
	return strings.Join(words, titleIn(lang, "，", ", "))
}

// listRecordTitles offers the records that a field may refer to. The county's own lists, of industries or teams, are known to whoever
// fills in a register that refers to them; of others everybody is offered what they may read.
func (s *Server) listRecordTitles(c call, in *titlesQuery) (listOf[recordTitle], error) {
	books, err := s.books(c)
	if err != nil {
		return listOf[recordTitle]{}, err
	}
	table, err := books.FindTable(in.Register)
	if err != nil {
		return listOf[recordTitle]{}, err
	}
	view := listOf[recordTitle]{Items: []recordTitle{}}
	known := table.Register.Owner == string(org.County) && refersTo(c.who, books, in.Register)
	if table.Register.Sensitive || !known && !books.MayReadAny(c.who, table.Register) {
		return view, fault.Forbidden("server.may_not_read", fault.Args{"register": table.Register})
	}
	all, err := books.FindNamed(c, c.tx, in.Register, "", c.lang)
	for _, one := range all {
		offered := !one.Record.Deleted && books.MayRead(c.who, in.Register, one.Record)
		if known {
			offered = one.Record.Counts(len(table.Register.CheckedBy) > 0)
		}
		if offered && len(view.Items) < mostTitles && isCalled(books, one, in.Q) {
			view.Items = append(view.Items, viewTitle(c.lang, books, table.Register, one))
		}
	}
	return view, err
}

// isCalled tells whether a record, or the unit that it is about, is called so, or sounds so.
func isCalled(books *ledger.Ledger, one *ledger.Named, text string) bool {
	unit, err := books.Tree.FindUnit(one.Record.UnitID)
	text = strings.ToLower(strings.TrimSpace(text))
	return one.Sounds(text) || err == nil && unit.Kind != org.County && (strings.Contains(strings.ToLower(unit.Title+" "+unit.TitleEN), text) || strings.Contains(unit.Pinyin, text))
}

func viewTitle(lang string, books *ledger.Ledger, register *pack.Register, one *ledger.Named) recordTitle {
	view := recordTitle{ID: one.Record.ID, Title: one.Title}
	if register.Owner != string(org.County) {
		view.Unit = books.Tree.TitleOf(one.Record.UnitID, lang)
	}
	return view
}

// refersTo tells whether who fills in, or takes steps with, a register that has a field of records of another.
func refersTo(who org.Principal, books *ledger.Ledger, register string) bool {
	return slices.ContainsFunc(books.Pack.Registers, func(r *pack.Register) bool {
		refers := slices.ContainsFunc(r.Fields, func(f *pack.Field) bool { return f.Type == pack.RecordRef && f.Of == register })
		roles := r.FilledBy
		if policy, ok := books.Pack.MatterOf(r.ID); ok {
			roles = append(slices.Clone(roles), policy.Roles()...)
		}
		return refers && slices.ContainsFunc(roles, who.Has)
	})
}

func (s *Server) listPiles(c call, in *pilesQuery) (pilesView, error) {
	books, policy, _, err := s.matterOf(c, in.Matter)
	if err != nil {
		return pilesView{}, err
	}
	year := in.Year
	if year == 0 {
		year = c.tx.Now.Year()
	}
	piles, err := s.matters.ListPiles(c, c.tx, c.who, books, in.Matter, in.By, year)
	if err != nil {
		return pilesView{}, err
	}
	view := pilesView{Title: titleIn(c.lang, policy.Title, policy.TitleEN), Year: year, Towns: []optionView{}}
	if piles.By != nil {
		view.By = piles.By.ID
	}
	for _, group := range piles.Groups {
		view.Groups = append(view.Groups, pileGroup{ID: group.ID, Title: group.Title, Total: group.Total})
	}
	for _, town := range books.Tree.Roster(org.Town, 0, c.tx.Now.Format("2006-01-02")) {
		view.Towns = append(view.Towns, optionView{ID: fmt.Sprint(town.ID), Title: town.In(c.lang)})
	}
	for _, one := range piles.Counts {
		view.Counts = append(view.Counts, pileView{Group: one.Group, Month: one.Month, Town: one.Town, Count: one.Count, Open: one.Open})
	}
	return view, nil
}
