package server

import (
	"net/http"
	"slices"
	"sort"

	"qixing/calendar"
	"qixing/fault"
	"qixing/fixed"
	"qixing/org"
	"qixing/pack"
	"qixing/procedure"
	"qixing/round"
)

type decisionView struct {
	MinutesNo    string           `json:"minutes_no" maxLength:"100"`
	Date         string           `json:"date" format:"date"`
	Expected     int              `json:"expected" minimum:"0" maximum:"1000"`
	Present      int              `json:"present" minimum:"0" maximum:"1000"`
	Votes        []round.Vote     `json:"votes,omitempty" maxItems:"5000"`
	Selected     []int64          `json:"selected" maxItems:"5000"`
	Reasons      []decisionReason `json:"reasons,omitempty"`
	VacantReason string           `json:"vacant_reason,omitempty" maxLength:"500"`
	Actor        string           `json:"actor,omitempty" readOnly:"true"`
	At           string           `json:"at,omitempty" readOnly:"true"`
}

type decisionReason struct {
	Entry int64  `json:"entry"`
	Text  string `json:"text" maxLength:"500"`
}

type sheetEntry struct {
	EntryRow
	Case        []string `json:"case" doc:"the case for it in two lines"`
	Recommended string   `json:"recommended,omitempty" doc:"who recommended it"`
	Holds       bool     `json:"holds" doc:"it holds a place now: selected, and neither taken up again nor revoked since"`
	Decidable   bool     `json:"decidable" doc:"the body can select it now"`
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
	Pack          string        `json:"pack"`
	InputsSHA256  string        `json:"inputs_sha256"`
	Unconfirmed   []string      `json:"unconfirmed" doc:"parameters that nobody has confirmed"`
	Entries       []sheetEntry  `json:"entries"`
	Ties          []tieView     `json:"ties"`
	Vetoed        []EntryRow    `json:"vetoed"`
	Incomplete    []EntryRow    `json:"incomplete"`
	Decision      *decisionView `json:"decision,omitempty"`
	May           bool          `json:"may"`
	Votes         bool          `json:"votes" doc:"whether the policy asks for a vote on each"`
}

func (s *Server) decisionRoutes() {
	query(s, "/rounds/{id}/sheet", "The one page from which the body decides", func(c call, in *RoundPath) (sheetView, error) { return s.sheet(c, in.ID) })
	command(s, http.MethodPost, "/rounds/{id}/decision", "Enter what the body decided", func(c call, in *struct {
		RoundPath
		Body decisionView
	}) (roundView, error) {
		decision, err := in.Body.read()
		if err != nil {
			return roundView{}, err
		}
		if _, err := s.rounds.Decide(c, c.tx, c.who, in.ID, decision); err != nil {
			return roundView{}, err
		}
		return s.findRound(c, in.ID)
	})
	command(s, http.MethodPost, "/rounds/{id}/confirm", "Make the result final and grant what it gives", func(c call, in *RoundPath) (listOf[AwardView], error) {
		awards, err := s.outcome.Confirm(c, c.tx, c.who, in.ID)
		return listed(awards, viewAward), err
	})
	command(s, http.MethodPost, "/rounds/{id}/entries/{entry}/revoke", "Take a confirmed result back for cause", func(c call, in *struct {
		EntryPath
		Body reasoned
	}) (nothing, error) {
		return nothing{OK: true}, s.outcome.Revoke(c, c.tx, c.who, in.ID, in.Entry, in.Body.Reason)
	})
	s.whatIfRoute()
}

func (v decisionView) read() (round.Decision, error) {
	on, err := calendar.ParseDate(v.Date)
	if err != nil {
		return round.Decision{}, fault.Invalid("server.date", fault.Args{"date": v.Date}).At("date")
	}
	d := round.Decision{MinutesNo: v.MinutesNo, DecidedOn: on, Expected: v.Expected, Present: v.Present, Votes: v.Votes, Selected: v.Selected,
		VacantReason: v.VacantReason, Reasons: map[int64]string{}}
	for _, reason := range v.Reasons {
		d.Reasons[reason.Entry] = reason.Text
	}
	return d, nil
}

func viewDecision(d round.Decision) *decisionView {
	v := &decisionView{MinutesNo: d.MinutesNo, Date: d.DecidedOn.String(), Expected: d.Expected, Present: d.Present, Votes: d.Votes, Selected: d.Selected,
		VacantReason: d.VacantReason, Actor: d.Actor, At: d.At}
	for entry, text := range d.Reasons {
		v.Reasons = append(v.Reasons, decisionReason{Entry: entry, Text: text})
	}
	sort.Slice(v.Reasons, func(a, b int) bool { return v.Reasons[a].Entry < v.Reasons[b].Entry })
	return v
}

func (s *Server) sheet(c call, id int64) (sheetView, error) {
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
	view := sheetView{Title: r.Title, County: countyOf(books.Tree), Period: r.Period.Chinese(), Quota: r.Places(len(scored.Entries)), ApprovalBasis: r.Policy.ApprovalBasis, Pack: r.Pack.Name(),
		InputsSHA256: scored.Plan.Digest(scored.Input), Unconfirmed: unconfirmed(r), Entries: []sheetEntry{}, Ties: []tieView{}, Vetoed: []EntryRow{}, Incomplete: []EntryRow{}}
	view.deciding(c, r)
	view.fill(r, scored, books.Tree)
	decisions, err := r.ListDecisions(c, c.tx)
	if err == nil && len(decisions) > 0 {
		view.Decision = viewDecision(decisions[0])
	}
	return view, err
}

// countyOf is the county's name, for the head of a page that is printed.
func countyOf(tree *org.Tree) string {
	root, _ := tree.Root()
	return root.Title
}

func (v *sheetView) deciding(c call, r *round.Running) {
	for _, stage := range r.Stages {
		if stage.Action == pack.Decide {
			v.Stage, v.Body, v.Votes = stage.Title, roleIn("zh", r.Pack, stage.By), stage.Votes != nil
			v.May = r.Stage == stage.ID && c.who.Has(stage.By)
		}
	}
}

func unconfirmed(r *round.Running) []string {
	titles := []string{}
	for _, parameter := range parameterViews("zh", r) {
		if !parameter.Confirmed {
			titles = append(titles, parameter.Title+" "+parameter.Display)
		}
	}
	return titles
}

func (v *sheetView) fill(r *round.Running, scored *round.Scored, tree *org.Tree) {
	deciding := procedure.FirstOf(r.Policy.Procedure, pack.Decide)
	for _, i := range scored.Result.Order() {
		e := scored.Entries[i]
		row := rowOfEntry(r, scored, i, tree, false)
		switch {
		case !r.Reviewable(e, deciding):
			continue
		case row.Vetoed:
			v.Vetoed = append(v.Vetoed, row)
			continue
		case row.Incomplete:
			v.Incomplete = append(v.Incomplete, row)
		}
		one := sheetEntry{EntryRow: row, Case: caseOf(r, scored, i), Holds: e.HoldsPlace(), Decidable: v.May && r.Decidable(e)}
		if one.Holds {
			v.Kept++
		}
		v.Entries = append(v.Entries, one)
	}
	v.bracketTies()
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
func caseOf(r *round.Running, scored *round.Scored, i int) []string {
	x := explain(r, scored, i, "zh")
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
				parts = append(parts, part{indicator.Title + "：" + indicator.Sentence, share})
			}
		}
	}
	if len(parts) == 0 {
		return []string{}
	}
	sort.SliceStable(parts, func(a, b int) bool { return parts[a].share > parts[b].share })
	return []string{"强项 " + parts[0].text, "短板 " + parts[len(parts)-1].text}
}
