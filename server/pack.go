package server

import (
	"slices"
	"strings"

	"qixing/calendar"
	"qixing/fault"
	"qixing/ledger"
	"qixing/pack"
	"qixing/store"
)

type chapterView struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Text  string `json:"text"`
}

type roleView struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	At    string `json:"at"`
}

type measureView struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Unit  string `json:"unit"`
}

type schemeView struct {
	ID            string          `json:"id"`
	Title         string          `json:"title"`
	Chapter       string          `json:"chapter"`
	Subject       string          `json:"subject"`
	Period        string          `json:"period"`
	ApprovalBasis string          `json:"approval_basis"`
	Approved      bool            `json:"approved" doc:"false while the approval is still to be confirmed"`
	Criteria      []criterionView `json:"criteria"`
}

type packTargetView struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Chapter string `json:"chapter"`
	Goal    string `json:"goal"`
	By      string `json:"by"`
}

type packView struct {
	Name        string           `json:"name"`
	Title       string           `json:"title"`
	TitleEN     string           `json:"title_en,omitempty"`
	County      string           `json:"county"`
	Version     string           `json:"version"`
	Source      string           `json:"source"`
	Fingerprint string           `json:"fingerprint"`
	Chapters    []chapterView    `json:"chapters"`
	Roles       []roleView       `json:"roles"`
	Registers   []registerView   `json:"registers"`
	Measures    []measureView    `json:"measures"`
	Parameters  []parameterView  `json:"parameters"`
	Schemes     []schemeView     `json:"schemes"`
	Targets     []packTargetView `json:"targets"`
}

type sectionView struct {
	Title    string        `json:"title"`
	Articles []articleView `json:"articles"`
}

type articleView struct {
	Number string   `json:"number"`
	Text   string   `json:"text"`
	Notes  []string `json:"notes"`
}

type documentView struct {
	Sections []sectionView `json:"sections"`
}

type versionView struct {
	Version     string `json:"version"`
	Fingerprint string `json:"fingerprint"`
	AppliedAt   string `json:"applied_at"`
	AppliedBy   string `json:"applied_by"`
	Current     bool   `json:"current"`
}

type changedView struct {
	Kind  string `json:"kind" enum:"added,removed,changed"`
	Place string `json:"place"`
	Text  string `json:"text"`
}

type diffView struct {
	Changes []changedView `json:"changes"`
}

func (s *Server) packRoutes() {
	query(s, "/pack", "The policy in force, and what the asker may do with its registers", func(c call, _ *struct{}) (packView, error) {
		books, err := s.books(c)
		if err != nil {
			return packView{}, err
		}
		return viewPack(c, books), nil
	})
	query(s, "/pack/document", "The policy in force as a readable document", func(c call, _ *struct{}) (documentView, error) {
		_, policy, err := s.Packs.ActivePack(c, c.tx, c.who.County)
		if err != nil {
			return documentView{}, err
		}
		return viewDocument(policy, c.lang), nil
	})
	query(s, "/pack/versions", "The versions that were applied, the newest first", func(c call, _ *struct{}) (listOf[versionView], error) {
		return s.listVersions(c)
	})
	query(s, "/pack/diff", "What changed from one version to another, in words", func(c call, in *struct {
		From string `query:"from" required:"true" maxLength:"50"`
		To   string `query:"to" required:"true" maxLength:"50"`
	}) (diffView, error) {
		return s.diffPacks(c, in.From, in.To)
	})
}

func viewPack(c call, books *ledger.Ledger) packView {
	p := books.Pack
	view := packView{Name: p.Name(), Title: titleIn(c.lang, p.Title, p.TitleEN), TitleEN: p.TitleEN, County: p.County, Version: p.Version, Source: titleIn(c.lang, p.Source, p.SourceEN), Fingerprint: p.Fingerprint}
	view.Chapters = listed(p.Chapters, func(one *pack.Chapter) chapterView {
		return chapterView{one.ID, titleIn(c.lang, one.Title, one.TitleEN), titleIn(c.lang, one.Text, one.TextEN)}
	}).Items
	view.Roles = listed(p.Roles, func(one *pack.Role) roleView {
		return roleView{one.ID, titleIn(c.lang, one.Title, one.TitleEN), one.At}
	}).Items
	view.Registers = listed(p.Registers, func(one *pack.Register) registerView { return viewRegister(c, books, one) }).Items
	view.Measures = listed(p.Measures, func(one *pack.Measure) measureView {
		return measureView{one.ID, titleIn(c.lang, one.Title, one.TitleEN), pack.UnitIn(c.lang, one.Unit)}
	}).Items
	view.Parameters = packParameters(c.lang, p, calendar.DateOf(c.tx.Now).String())
	view.Schemes = listed(p.Schemes, func(one *pack.Scheme) schemeView { return viewScheme(c.lang, one) }).Items
	view.Targets = listed(p.Targets, func(one *pack.Target) packTargetView {
		return packTargetView{ID: one.ID, Title: titleIn(c.lang, one.Title, one.TitleEN), Chapter: one.Chapter, Goal: one.Goal.String(), By: one.By}
	}).Items
	return view
}

func packParameters(lang string, p *pack.Pack, day string) []parameterView {
	views := make([]parameterView, 0, len(p.Parameters))
	for _, one := range p.Parameters {
		dated, begun := one.On(day)
		if !begun && len(one.Dated) > 0 {
			dated = one.Dated[0]
		}
		views = append(views, parameterView{ID: one.ID, Title: titleIn(lang, one.Title, one.TitleEN), Unit: pack.UnitIn(lang, one.Unit), Value: dated.Value.String(), From: dated.From,
			Basis: titleIn(lang, dated.Basis, dated.BasisEN), Confirmed: dated.Confirmed})
	}
	return views
}

func viewScheme(lang string, one *pack.Scheme) schemeView {
	view := schemeView{ID: one.ID, Title: titleIn(lang, one.Title, one.TitleEN), Chapter: one.Chapter, Subject: one.Subject, Period: one.Period, ApprovalBasis: titleIn(lang, one.ApprovalBasis, one.ApprovalBasisEN), Approved: pack.IsApproved(one.ApprovalBasis)}
	for _, criterion := range one.Criteria {
		c := criterionView{ID: criterion.ID, Title: titleIn(lang, criterion.Title, criterion.TitleEN), Points: criterion.Points.String()}
		for _, indicator := range criterion.Indicators {
			c.Indicators = append(c.Indicators, indicatorView{Key: criterion.ID + "." + indicator.ID, ID: indicator.ID, Title: titleIn(lang, indicator.Title, indicator.TitleEN),
				Points: indicator.Points.String(), Rule: indicator.Rule(), Basis: titleIn(lang, indicator.Basis, indicator.BasisEN), Rated: indicator.RatedBy != nil, Self: indicator.Self})
		}
		view.Criteria = append(view.Criteria, c)
	}
	return view
}

func viewDocument(policy *pack.Pack, lang string) documentView {
	return documentView{Sections: listed(pack.Describe(policy, lang), func(section pack.Section) sectionView {
		return sectionView{Title: section.Title, Articles: listed(section.Articles, func(a pack.Article) articleView {
			return articleView{Number: a.Number, Text: a.Text, Notes: append([]string{}, a.Notes...)}
		}).Items}
	}).Items}
}

func (s *Server) listVersions(c call) (listOf[versionView], error) {
	stored, err := ledger.ListPacks(c, c.tx, c.who.County)
	if err != nil {
		return listOf[versionView]{}, err
	}
	titles := s.newTitles(c)
	items := make([]versionView, 0, len(stored))
	for i, one := range stored {
		items = append(items, versionView{Version: one.Version, Fingerprint: one.Fingerprint, AppliedAt: store.FormatTime(one.AppliedAt),
			AppliedBy: titles.account(one.AppliedBy), Current: i == 0})
	}
	return listOf[versionView]{Items: items}, nil
}

func (s *Server) diffPacks(c call, from, to string) (diffView, error) {
	stored, err := ledger.ListPacks(c, c.tx, c.who.County)
	if err != nil {
		return diffView{}, err
	}
	var sides [2]*pack.Pack
	for i, version := range []string{from, to} {
		// The same version can have been applied more than once; the newest is meant, and a fingerprint names one exactly.
		at := slices.IndexFunc(stored, func(one ledger.StoredPack) bool { return one.Version == version || one.Fingerprint == version })
		if at < 0 {
			return diffView{}, fault.NotFound("server.no_version", fault.Args{"version": version})
		}
		if sides[i], err = s.Packs.FindPack(c, c.tx, c.who.County, stored[at].ID); err != nil {
			return diffView{}, err
		}
	}
	return viewDiff(pack.Diff(sides[0], sides[1]), c.lang), nil
}

func viewDiff(changes []pack.Change, lang string) diffView {
	return diffView{Changes: listed(changes, func(one pack.Change) changedView {
		if lang == "en" {
			return changedView{Kind: string(one.Kind), Place: strings.Join(one.PathEN, " · "), Text: one.TextEN}
		}
		return changedView{Kind: string(one.Kind), Place: strings.Join(one.Path, " · "), Text: one.Text}
	}).Items}
}
