package server

import (
	"slices"
	"sort"

	"qixing/fault"
	"qixing/fixed"
	"qixing/org"
	"qixing/pack"
	"qixing/procedure"
	"qixing/round"
)

type sheetEntry struct {
	EntryRow
	Case        []string `json:"case" doc:"the case for it in two lines"`
	Recommended string   `json:"recommended,omitempty" doc:"who recommended it"`
	Holds       bool     `json:"holds" doc:"it holds a place now: selected, and neither taken up again nor revoked since"`
	Decidable   bool     `json:"decidable" doc:"the body can select it now"`
	Computed    string   `json:"computed,omitempty" doc:"the id of the grade that points and facts give"`
	Given       string   `json:"given,omitempty" doc:"the id of the grade it has: the decided one, or else the computed one"`
}

type sheetGrade struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

type sheetRoom struct {
	Grade   string  `json:"grade"`
	Per     string  `json:"per,omitempty" enum:"town,village" doc:"the pool is a town's or a village's; none for everyone"`
	Entries []int64 `json:"entries" doc:"the pool"`
	Places  int     `json:"places" doc:"how many of the pool may have the grade"`
}

type sheetUnit struct {
	ID      int64  `json:"id"`
	Title   string `json:"title"`
	Decided bool   `json:"decided" doc:"nothing of it is before its body now"`
}

type tieView struct {
	Place   int     `json:"place"`
	Entries []int64 `json:"entries"`
	AtLine  bool    `json:"at_line" doc:"the tie stands across the line of the quota: people decide"`
}

type sheetView struct {
	Title         string        `json:"title"`
	County        string        `json:"county"`
	Period        string        `json:"period"`
	Stage         string        `json:"stage"`
	Quota         int           `json:"quota"`
	Kept          int           `json:"kept" doc:"how many of the places are held already, when others are decided anew"`
	Body          string        `json:"body"`
	ApprovalBasis string        `json:"approval_basis"`
	Approved      bool          `json:"approved" doc:"false while the approval is still to be confirmed"`
	Pack          string        `json:"pack"`
	InputsSHA256  string        `json:"inputs_sha256"`
	Unconfirmed   []string      `json:"unconfirmed" doc:"parameters that nobody has confirmed"`
	Entries       []sheetEntry  `json:"entries"`
	Ties          []tieView     `json:"ties"`
	Vetoed        []EntryRow    `json:"vetoed"`
	Incomplete    []EntryRow    `json:"incomplete"`
	Decision      *decisionView `json:"decision,omitempty"`
	UnitID        int64         `json:"unit_id" doc:"whose body decides from this page; 0 for the county's"`
	Units         []sheetUnit   `json:"units" doc:"the towns or villages whose pages the asker may see; none where the county's body decides"`
	Grades        []sheetGrade  `json:"grades" doc:"the scheme's grades, the highest first"`
	GradesAll     bool          `json:"grades_all" doc:"everyone is to have a grade: there is no quota, and whoever has none has a reason"`
	Deviate       string        `json:"deviate" enum:"any,lower,none" doc:"which other grades than the computed one the body may give"`
	Rooms         []sheetRoom   `json:"rooms" doc:"the caps of grades"`
	May           bool          `json:"may"`
	Votes         bool          `json:"votes" doc:"whether the policy asks for a vote on each"`
}

func (s *Server) sheet(c call, id, unit int64) (sheetView, error) {
	r, err := s.rounds.FindRound(c, c.tx, c.who.County, id)
	if err != nil {
		return sheetView{}, err
	}
	if !slices.Contains(mayDo(c, r), "sheet") {
		return sheetView{}, fault.Forbidden("round.decide_forbidden", nil)
	}
	scored, err := s.rounds.Score(c, c.tx, r)
	if err != nil {
		return sheetView{}, err
	}
	books, err := s.books(c)
	if err != nil {
		return sheetView{}, err
	}
	view := sheetView{Title: roundIn(c.lang, r), County: countyOf(c.lang, books.Tree), Period: periodIn(c.lang, r.Period), ApprovalBasis: titleIn(c.lang, r.Policy.ApprovalBasis, r.Policy.ApprovalBasisEN), Approved: pack.IsApproved(r.Policy.ApprovalBasis), Pack: r.Pack.Name(),
		InputsSHA256: scored.Plan.Digest(scored.Input), Unconfirmed: unconfirmed(c.lang, r), Entries: []sheetEntry{}, Ties: []tieView{}, Vetoed: []EntryRow{}, Incomplete: []EntryRow{},
		Units: []sheetUnit{}, Grades: []sheetGrade{}, Rooms: []sheetRoom{}, Deviate: "any"}
	deciding := procedure.FirstOf(r.Policy.Procedure, pack.Decide)
	if deciding == nil {
		return sheetView{}, fault.NotFound("round.no_pool", fault.Args{"round": r.Title})
	}
	if err := view.chooseUnit(c, r, deciding, scored.Entries, books.Tree, unit); err != nil {
		return sheetView{}, err
	}
	view.deciding(c, r, deciding)
	view.fill(c.lang, r, scored, books.Tree)
	view.grade(c.lang, r, scored, deciding)
	return view, view.findDecision(c, r)
}

// findDecision shows the latest decision of the body whose page it is.
func (v *sheetView) findDecision(c call, r *round.Running) error {
	decisions, err := r.ListDecisions(c, c.tx)
	for _, d := range decisions {
		if d.UnitID == v.UnitID {
			v.Decision = viewDecision(d)
			break
		}
	}
	return err
}

// chooseUnit lists the units whose bodies decide, where those of towns or villages do, and takes the one that was asked for.
func (v *sheetView) chooseUnit(c call, r *round.Running, deciding *pack.Stage, entries []round.Entry, tree *org.Tree, unit int64) error {
	waiting := map[int64]bool{}
	for _, e := range entries {
		part := r.Part(deciding, e)
		waiting[part] = waiting[part] || r.Decidable(e)
		known := slices.ContainsFunc(v.Units, func(u sheetUnit) bool { return u.ID == part })
		if part != 0 && !known && (round.Holds(c.who, deciding.By, e.UnitPath) || round.May(c.who, r.Pack, pack.ManageRounds, e.UnitPath)) {
			v.Units = append(v.Units, sheetUnit{ID: part, Title: tree.TitleOf(part, c.lang)})
		}
	}
	for i := range v.Units {
		v.Units[i].Decided = !waiting[v.Units[i].ID]
	}
	switch {
	case len(v.Units) == 0:
		return nil
	case unit == 0:
		unit = v.Units[0].ID
	case !slices.ContainsFunc(v.Units, func(u sheetUnit) bool { return u.ID == unit }):
		return fault.NotFound("round.no_pool", fault.Args{"round": r.Title})
	}
	v.UnitID = unit
	return nil
}

// grade says which grades there are, and how many may have them.
func (v *sheetView) grade(lang string, r *round.Running, scored *round.Scored, deciding *pack.Stage) {
	v.GradesAll = r.GradesAll()
	if deciding.Deviate != "" {
		v.Deviate = deciding.Deviate
	}
	for _, grade := range r.Policy.Grades {
		v.Grades = append(v.Grades, sheetGrade{ID: grade.ID, Title: titleIn(lang, grade.Title, grade.TitleEN)})
	}
	for _, room := range scored.Result.Rooms() {
		one := sheetRoom{Grade: room.Grade, Per: room.Per, Places: room.Places}
		for _, i := range room.Of {
			one.Entries = append(one.Entries, scored.Entries[i].ID)
		}
		if slices.ContainsFunc(v.Entries, func(e sheetEntry) bool { return slices.Contains(one.Entries, e.ID) }) {
			v.Rooms = append(v.Rooms, one)
		}
	}
}

// countyOf is the county's name, for the head of a page that is printed.
func countyOf(lang string, tree *org.Tree) string {
	root, _ := tree.Root()
	return root.In(lang)
}

func (v *sheetView) deciding(c call, r *round.Running, stage *pack.Stage) {
	v.Stage, v.Body, v.Votes = titleIn(c.lang, stage.Title, stage.TitleEN), roleIn(c.lang, r.Pack, stage.By), stage.Votes != nil
	v.May = r.Stage == stage.ID && c.who.Has(stage.By)
	if at := slices.IndexFunc(v.Units, func(u sheetUnit) bool { return u.ID == v.UnitID }); at >= 0 {
		v.Body = v.Units[at].Title + " " + v.Body
	}
}

func unconfirmed(lang string, r *round.Running) []string {
	titles := []string{}
	for _, parameter := range parameterViews(lang, r) {
		if !parameter.Confirmed {
			titles = append(titles, parameter.Title+" "+parameter.Display)
		}
	}
	return titles
}

func (v *sheetView) fill(lang string, r *round.Running, scored *round.Scored, tree *org.Tree) {
	deciding := procedure.FirstOf(r.Policy.Procedure, pack.Decide)
	pool := 0
	for _, i := range scored.Result.Order() {
		e := scored.Entries[i]
		if r.Part(deciding, e) != v.UnitID {
			continue
		}
		pool++
		row := rowOfEntry(lang, r, scored, i, tree, false)
		switch {
		case !r.Reviewable(e, deciding):
			continue
		case row.Vetoed:
			v.Vetoed = append(v.Vetoed, row)
			continue
		case row.Incomplete:
			v.Incomplete = append(v.Incomplete, row)
		}
		one := sheetEntry{EntryRow: row, Case: caseOf(lang, r, scored, i), Holds: e.HoldsPlace(), Decidable: v.May && r.Decidable(e),
			Computed: scored.Result.Computed(i), Given: scored.Result.Grade(i)}
		if one.Holds {
			v.Kept++
		}
		v.Entries = append(v.Entries, one)
	}
	v.Quota = r.Places(pool)
	if v.UnitID != 0 {
		v.rankApart()
	}
	v.bracketTies()
}

// rankApart numbers a unit's entries among themselves: places in the county say nothing where the unit decides.
func (v *sheetView) rankApart() {
	county, place := 0, 0
	for i := range v.Entries {
		if v.Entries[i].Rank == nil {
			continue
		}
		if rank := *v.Entries[i].Rank; rank != county {
			county, place = rank, i+1
		}
		v.Entries[i].Rank = new(int)
		*v.Entries[i].Rank = place
	}
}

// bracketTies joins neighbours that share a rank, and says where such a tie stands across the line of the quota.
func (v *sheetView) bracketTies() {
	for at := 0; at < len(v.Entries); {
		end := at + 1
		for end < len(v.Entries) && v.Entries[end].Rank != nil && v.Entries[at].Rank != nil && *v.Entries[end].Rank == *v.Entries[at].Rank {
			end++
		}
		if end > at+1 {
			tie := tieView{Place: *v.Entries[at].Rank, AtLine: at < v.Quota && end > v.Quota}
			for _, e := range v.Entries[at:end] {
				tie.Entries = append(tie.Entries, e.ID)
			}
			v.Ties = append(v.Ties, tie)
		}
		at = end
	}
}

// caseOf puts an entry's case in two lines: where it gained the largest and the smallest share of full marks.
func caseOf(lang string, r *round.Running, scored *round.Scored, i int) []string {
	x := explain(r, scored, i, lang)
	type part struct {
		text  string
		share fixed.Value
	}
	var parts []part
	for _, criterion := range x.Criteria {
		for _, indicator := range criterion.Indicators {
			points, _ := fixed.ParsePoints(indicator.Points)
			of, _ := fixed.Parse(indicator.Of)
			if of > 0 && indicator.State == "present" {
				share, _ := fixed.Div(points.Value(), of)
				parts = append(parts, part{indicator.Title + titleIn(lang, "：", ": ") + indicator.Sentence, share})
			}
		}
	}
	if len(parts) == 0 {
		return []string{}
	}
	sort.SliceStable(parts, func(a, b int) bool { return parts[a].share > parts[b].share })
	return []string{titleIn(lang, "强项 ", "Strength: ") + parts[0].text, titleIn(lang, "短板 ", "Weakness: ") + parts[len(parts)-1].text}
}
