package server

import (
	"net/http"

	"qixing/calendar"
	"qixing/contest"
	"qixing/fault"
	"qixing/org"
)

type ContestPath struct {
	ID int64 `path:"id" doc:"the contest"`
}

type ContestantPath struct {
	ContestPath
	Contestant int64 `path:"contestant" doc:"the contestant"`
}

type ContestRow struct {
	ID          int64    `json:"id"`
	Policy      string   `json:"policy"`
	Title       string   `json:"title"`
	Period      string   `json:"period"`
	HeldOn      string   `json:"held_on"`
	Place       string   `json:"place"`
	State       string   `json:"state" enum:"planned,open,scored,confirmed,published"`
	Contestants int      `json:"contestants"`
	Released    int      `json:"released"`
	May         []string `json:"may" enum:"run,score"`
}

type policyView struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Period string `json:"period" enum:"year,quarter,month"`
}

type contestsView struct {
	Items    []ContestRow `json:"items"`
	Policies []policyView `json:"policies" doc:"the contests of the policy that the asker may plan"`
}

type aspectView struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Points string `json:"points"`
	Anchor string `json:"anchor,omitempty"`
}

type contestPartView struct {
	ID       string       `json:"id"`
	Title    string       `json:"title"`
	Weight   string       `json:"weight" doc:"a share of one"`
	Peer     bool         `json:"peer"`
	Step     string       `json:"step"`
	Of       string       `json:"of"`
	DropFrom int64        `json:"drop_from"`
	AtLeast  int64        `json:"at_least"`
	Aspects  []aspectView `json:"aspects"`
}

type judgeView struct {
	Account int64  `json:"account"`
	Number  int64  `json:"number"`
	Title   string `json:"title"`
}

type ContestView struct {
	ContestRow
	Seed        string            `json:"seed,omitempty" doc:"of the last draw: the order within a group is that of the SHA-256 of seed|code"`
	PlannedBy   string            `json:"planned_by"`
	OpenedAt    string            `json:"opened_at,omitempty"`
	ScoredAt    string            `json:"scored_at,omitempty"`
	ConfirmedAt string            `json:"confirmed_at,omitempty"`
	ConfirmedBy string            `json:"confirmed_by,omitempty"`
	PublishedAt string            `json:"published_at,omitempty"`
	Parts       []contestPartView `json:"parts"`
	Judges      []judgeView       `json:"judges"`
	Board       boardView         `json:"board"`
}

func (s *Server) contestRoutes(mux *http.ServeMux) {
	query(s, "/contests", "Contests, the newest first", func(c call, _ *struct{}) (contestsView, error) { return s.listContests(c) })
	query(s, "/contests/{id}", "A contest: parts, judges, order, and what is released", func(c call, in *ContestPath) (ContestView, error) {
		return s.findContest(c, in.ID)
	})
	command(s, http.MethodPost, "/contests", "Plan a contest: roster, groups and parts are frozen", func(c call, in *struct {
		Body struct {
			Contest string  `json:"contest" maxLength:"40"`
			Period  string  `json:"period" example:"2022Q4" maxLength:"10"`
			HeldOn  string  `json:"held_on" example:"2022-11-20" maxLength:"10"`
			Place   string  `json:"place,omitempty" maxLength:"100"`
			Units   []int64 `json:"units,omitempty" maxItems:"1000" doc:"whose secretaries compete; none: all"`
		}
	}) (ContestView, error) {
		period, err := calendar.ParsePeriod(in.Body.Period)
		if err != nil {
			return ContestView{}, fault.Invalid("contest.period_kind", fault.Args{"period": in.Body.Period}).At("period").Because(err)
		}
		held, err := calendar.ParseDate(in.Body.HeldOn)
		if err != nil {
			return ContestView{}, fault.Invalid("contest.held_outside", fault.Args{"day": in.Body.HeldOn, "period": period.Chinese()}).At("held_on").Because(err)
		}
		made, err := s.contests.Plan(c, c.tx, c.who, contest.Planning{Contest: in.Body.Contest, Period: period, HeldOn: held, Place: in.Body.Place, Units: in.Body.Units})
		if err != nil {
			return ContestView{}, err
		}
		return s.findContest(c, made.ID)
	})
	s.contestDeskRoutes()
	s.contestPadRoutes()
	s.boardRoutes(mux)
}

func (s *Server) listContests(c call) (contestsView, error) {
	view := contestsView{Items: []ContestRow{}, Policies: []policyView{}}
	contests, err := contest.ListContests(c, c.tx, c.who.County)
	if err != nil {
		return view, err
	}
	name := s.contestNamer(c)
	for _, one := range contests {
		row, _, err := viewContestRow(c, one)
		if err != nil {
			return view, err
		}
		row.Title = name(one)
		view.Items = append(view.Items, row)
	}
	_, policy, err := s.Packs.ActivePack(c, c.tx, c.who.County)
	if fault.CodeOf(err) == fault.CodeNotFound {
		return view, nil
	}
	if err != nil {
		return view, err
	}
	for _, one := range policy.Contests {
		if c.who.Has(one.Office) {
			view.Policies = append(view.Policies, policyView{ID: one.ID, Title: titleIn(c.lang, one.Title, one.TitleEN), Period: one.Period})
		}
	}
	return view, nil
}

func viewContestRow(c call, one *contest.Contest) (ContestRow, []contest.Contestant, error) {
	row := ContestRow{ID: one.ID, Policy: one.Policy, Title: one.Title, Period: one.Period.String(), HeldOn: one.HeldOn.String(), Place: one.Place, State: string(one.State), May: []string{}}
	contestants, err := one.ListContestants(c, c.tx)
	if err != nil {
		return row, nil, err
	}
	row.Contestants = len(contestants)
	for _, contestant := range contestants {
		if contestant.Points != nil {
			row.Released++
		}
	}
	if one.Runs(c.who) {
		row.May = append(row.May, "run")
	}
	scores, err := mayScore(c, one, contestants)
	if scores {
		row.May = append(row.May, "score")
	}
	return row, contestants, err
}

// mayScore tells whether the asker has a pad in a contest.
func mayScore(c call, one *contest.Contest, contestants []contest.Contestant) (bool, error) {
	for _, contestant := range contestants {
		if c.who.PersonID != 0 && contestant.PersonID == c.who.PersonID && one.HasPeers() {
			return true, nil
		}
	}
	judges, err := one.ListJudges(c, c.tx)
	for _, judge := range judges {
		if judge.AccountID == c.who.AccountID {
			return true, nil
		}
	}
	return false, err
}

func (s *Server) findContest(c call, id int64) (ContestView, error) {
	one, err := contest.FindContest(c, c.tx, c.who.County, id)
	if err != nil {
		return ContestView{}, err
	}
	row, contestants, err := viewContestRow(c, one)
	if err != nil {
		return ContestView{}, err
	}
	contestants = s.places(c).contestants(contestants)
	row.Title = s.contestNamer(c)(one)
	view := ContestView{ContestRow: row, Seed: one.Seed, PlannedBy: one.PlannedBy, OpenedAt: one.OpenedAt, ScoredAt: one.ScoredAt, ConfirmedAt: one.ConfirmedAt,
		ConfirmedBy: one.ConfirmedBy, PublishedAt: one.PublishedAt, Parts: viewParts(c, one.Rules.Parts)}
	judges, err := one.ListJudges(c, c.tx)
	if err != nil {
		return view, err
	}
	for _, judge := range judges {
		view.Judges = append(view.Judges, judgeView{Account: judge.AccountID, Number: judge.Number, Title: judge.Title})
	}
	questions, err := one.ListQuestions(c, c.tx)
	view.Board = viewBoard(one, contestants, questions)
	view.Board.Title = row.Title
	return view, err
}

func viewParts(c call, parts []contest.Part) []contestPartView {
	views := []contestPartView{}
	for _, part := range parts {
		view := contestPartView{ID: part.ID, Title: titleIn(c.lang, part.Title, part.TitleEN), Weight: part.Weight.String(), Peer: part.Peer, Step: part.Step.Value().String(),
			Of: part.Full().Value().String(), DropFrom: part.DropFrom, AtLeast: part.AtLeast}
		for _, aspect := range part.Aspects {
			view.Aspects = append(view.Aspects, aspectView{ID: aspect.ID, Title: titleIn(c.lang, aspect.Title, aspect.TitleEN), Points: aspect.Points.Value().String(), Anchor: titleIn(c.lang, aspect.Anchor, aspect.AnchorEN)})
		}
		views = append(views, view)
	}
	return views
}

// addContests adds the scores that somebody still owes in a contest under way, and to whoever runs it what it waits for.
func (b *inbox) addContests() error {
	contests, err := contest.ListContests(b.c, b.c.tx, b.c.who.County)
	if err != nil {
		return err
	}
	for _, one := range contests {
		if one.State == contest.Published || one.State == contest.Confirmed && !one.Runs(b.c.who) {
			continue
		}
		if err := b.addContest(one); err != nil {
			return err
		}
	}
	return nil
}

func (b *inbox) addContest(one *contest.Contest) error {
	if one.Runs(b.c.who) {
		title := fault.Sentence("server.task_contest_"+string(one.State), b.c.lang, nil)
		b.add(taskView{Kind: "contest", Title: title, About: b.s.contestNamer(b.c)(one), Why: fault.Sentence("server.task_manage", b.c.lang, nil), Href: "/contests/" + itoa(one.ID) + "/desk"}, one.HeldOn)
		return nil
	}
	if one.State != contest.Open {
		return nil
	}
	row, _, err := viewContestRow(b.c, one)
	if err != nil || len(row.May) == 0 {
		return err
	}
	pad, err := b.s.findPad(b.c, one.ID)
	if fault.CodeOf(err) == fault.CodeForbidden {
		return nil
	}
	if err == nil && pad.Done < pad.Total {
		b.add(taskView{Kind: "contest", Title: fault.Sentence("server.task_contest_score", b.c.lang, nil), About: b.s.contestNamer(b.c)(one), Why: roleWords(b.c, b.s, one), Done: pad.Done, Total: pad.Total,
			Href: "/contests/" + itoa(one.ID) + "/pad"}, one.HeldOn)
	}
	return err
}

// roleWords says as whom the asker scores.
func roleWords(c call, s *Server, one *contest.Contest) string {
	_, policy, err := s.Packs.ActivePack(c, c.tx, c.who.County)
	if err != nil {
		return ""
	}
	for _, part := range one.Rules.Parts {
		if c.who.Has(part.Role) {
			return fault.Sentence("server.task_role", c.lang, fault.Args{"role": roleIn(c.lang, policy, part.Role)})
		}
	}
	return ""
}

// judgeCandidates gives the accounts that hold a role which judges.
func judgeCandidates(c call, one *contest.Contest) ([]judgeView, error) {
	grants, err := org.ListGrants(c, c.tx, c.who.County, org.GrantQuery{InForce: true})
	if err != nil {
		return nil, err
	}
	views := []judgeView{}
	seen := map[int64]bool{}
	for _, grant := range grants {
		if seen[grant.AccountID] || !one.JudgedBy(grant.Role) {
			continue
		}
		seen[grant.AccountID] = true
		account, err := org.FindAccount(c, c.tx, c.who.County, grant.AccountID)
		if err != nil {
			return nil, err
		}
		if !account.Disabled {
			views = append(views, judgeView{Account: account.ID, Title: account.Title})
		}
	}
	return views, nil
}
