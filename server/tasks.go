package server

import (
	"fmt"
	"slices"
	"strings"

	"qixing/calendar"
	"qixing/fault"
	"qixing/ledger"
	"qixing/notice"
	"qixing/outcome"
	"qixing/pack"
	"qixing/procedure"
	"qixing/round"
)

type taskView struct {
	ID           string `json:"id"`
	Kind         string `json:"kind" enum:"organise,assess,recommend,review,decide,publish,confirm,check,fill,near,objection,answer,payout,matter,returned,contest"`
	Title        string `json:"title"`
	About        string `json:"about"`
	Why          string `json:"why"`
	Due          string `json:"due,omitempty"`
	WorkdaysLeft *int   `json:"workdays_left,omitempty" doc:"negative when late"`
	Bucket       string `json:"bucket" enum:"late,today,week,later"`
	Href         string `json:"href"`
	Done         int    `json:"done"`
	Total        int    `json:"total"`
}

type nextView struct {
	Title string `json:"title"`
	Opens string `json:"opens"`
}

type tasksView struct {
	Items []taskView `json:"items"`
	Next  *nextView  `json:"next,omitempty"`
}

func (s *Server) taskRoutes() {
	query(s, "/tasks", "What the asker owes, by due date", func(c call, _ *struct{}) (tasksView, error) { return s.listTasks(c) })
}

// inbox gathers what one person owes.
type inbox struct {
	c     call
	s     *Server
	today calendar.Date
	view  tasksView
}

func (s *Server) listTasks(c call) (tasksView, error) {
	box := &inbox{c: c, s: s, today: calendar.DateOf(c.tx.Now), view: tasksView{Items: []taskView{}}}
	rounds, err := s.rounds.ListRounds(c, c.tx, c.who.County)
	if err != nil {
		return box.view, err
	}
	for _, r := range rounds {
		if r.Stage == "" {
			continue
		}
		if err := box.addRound(r); err != nil {
			return box.view, err
		}
	}
	if err := box.addOffice(); err != nil {
		return box.view, err
	}
	if err := box.addContests(); err != nil {
		return box.view, err
	}
	if err := box.addMatters(); err != nil {
		return box.view, err
	}
	if err := box.addRecords(); err != nil {
		return box.view, err
	}
	if err := box.addReminders(); err != nil {
		return box.view, err
	}
	slices.SortStableFunc(box.view.Items, func(a, b taskView) int { return strings.Compare(dueKey(a), dueKey(b)) })
	return box.view, nil
}

// dueKey puts what has no due date last.
func dueKey(t taskView) string {
	if t.Due == "" {
		return "9999"
	}
	return t.Due
}

func (b *inbox) add(t taskView, due calendar.Date) {
	t.Bucket = "later"
	if !due.IsZero() {
		t.Due = due.String()
		left := b.s.Calendar.Workdays(b.today, due)
		if due.Before(b.today) {
			left = -b.s.Calendar.Workdays(due, b.today)
		}
		t.WorkdaysLeft = &left
		switch {
		case due.Before(b.today):
			t.Bucket = "late"
		case due == b.today:
			t.Bucket = "today"
		case due.DaysSince(b.today) <= 7:
			t.Bucket = "week"
		}
	}
	t.ID = fmt.Sprintf("%s:%s", t.Kind, t.Href)
	b.view.Items = append(b.view.Items, t)
}

func (b *inbox) addRound(r *round.Running) error {
	entries, err := r.ListEntries(b.c, b.c.tx)
	if err != nil {
		return err
	}
	if err := b.addAssessments(r, entries); err != nil {
		return err
	}
	stage := r.Current()
	manages := round.May(b.c.who, r.Pack, pack.ManageRounds, "")
	if manages && (stage.Action == pack.Assess || stage.Action == pack.Recommend || stage.Action == pack.Review) {
		progress, err := progressOf(b.c, r, entries, stage.Stage)
		if err != nil {
			return err
		}
		b.add(taskView{Kind: "organise", Title: fault.Sentence("server.task_organise", b.c.lang, fault.Args{"stage": titleIn(b.c.lang, stage.Title, stage.TitleEN)}), About: roundIn(b.c.lang, r),
			Why: b.because(r, ""), Done: progress.Done, Total: progress.Total, Href: fmt.Sprintf("/rounds/%d", r.ID)}, stage.Due)
	}
	switch stage.Action {
	case pack.Recommend:
		return b.addRecommendations(r, stage, entries)
	case pack.Review:
		return b.addReview(r, stage, entries)
	case pack.Decide:
		b.addDecisions(r, stage, entries)
	case pack.Publish:
		if manages {
			b.add(taskView{Kind: "publish", Title: titleIn(b.c.lang, stage.Title, stage.TitleEN), About: roundIn(b.c.lang, r), Why: b.because(r, ""), Href: fmt.Sprintf("/rounds/%d/notice", r.ID)}, stage.Due)
		}
	case pack.Confirm:
		if manages || (stage.By != "" && b.c.who.Has(stage.By)) {
			b.add(taskView{Kind: "confirm", Title: titleIn(b.c.lang, stage.Title, stage.TitleEN), About: roundIn(b.c.lang, r), Why: b.because(r, stage.By), Href: fmt.Sprintf("/rounds/%d", r.ID)}, stage.Due)
		}
	}
	return nil
}

func (b *inbox) because(r *round.Running, role string) string {
	if role == "" {
		return fault.Sentence("server.task_manage", b.c.lang, nil)
	}
	return fault.Sentence("server.task_role", b.c.lang, fault.Args{"role": roleIn(b.c.lang, r.Pack, role)})
}

func (b *inbox) addAssessments(r *round.Running, entries []round.Entry) error {
	for _, e := range entries {
		stage := r.FindStage(e.Stage)
		if e.Status != procedure.Open || stage == nil || stage.Action != pack.Assess || !r.Concerns(b.c.who, e) {
			continue
		}
		draft, err := round.FindAssessment(b.c, b.c.tx, r.County, e.ID)
		if err != nil {
			return err
		}
		total := len(r.Unanswered(round.Assessment{}))
		task := taskView{Kind: "assess", Title: titleIn(b.c.lang, stage.Title, stage.TitleEN), About: e.Title + " · " + roundIn(b.c.lang, r), Why: b.because(r, stage.By), Done: total - len(r.Unanswered(draft)), Total: total,
			Href: fmt.Sprintf("/rounds/%d/entries/%d/assessment", r.ID, e.ID)}
		if e.Returned != "" {
			task.Kind, task.Why = "returned", fault.Sentence("server.task_returned", b.c.lang, fault.Args{"reason": e.Returned})
		}
		b.add(task, stage.Due)
	}
	return nil
}

func (b *inbox) addRecommendations(r *round.Running, stage *round.Stage, entries []round.Entry) error {
	seen := map[int64]bool{}
	for _, e := range entries {
		if seen[e.TownID] || !round.Holds(b.c.who, stage.By, e.UnitPath) {
			continue
		}
		seen[e.TownID] = true
		_, rec, _, err := b.s.rounds.FindRecommendation(b.c, b.c.tx, b.c.who, r.ID, e.TownID)
		if err != nil {
			return err
		}
		if rec.SubmittedAt != "" {
			continue
		}
		said := 0
		for _, pick := range rec.Picks {
			if pick.Recommended != nil {
				said++
			}
		}
		b.add(taskView{Kind: "recommend", Title: titleIn(b.c.lang, stage.Title, stage.TitleEN), About: b.s.places(b.c).town(e) + " · " + roundIn(b.c.lang, r), Why: b.because(r, stage.By), Done: said, Total: rec.Pool,
			Href: fmt.Sprintf("/rounds/%d/recommendation?town_id=%d", r.ID, e.TownID)}, stage.Due)
	}
	return nil
}

// addDecisions adds a page for each body of which the asker is one and that hasn't decided yet.
func (b *inbox) addDecisions(r *round.Running, stage *round.Stage, entries []round.Entry) {
	for _, first := range r.Parts(b.c.who, stage.Stage, entries) {
		part := r.Part(stage.Stage, first)
		task := taskView{Kind: "decide", Title: titleIn(b.c.lang, stage.Title, stage.TitleEN), About: roundIn(b.c.lang, r), Why: b.because(r, stage.By), Href: fmt.Sprintf("/rounds/%d/sheet", r.ID)}
		for _, e := range entries {
			if r.Part(stage.Stage, e) == part && e.Status.InPlay() {
				task.Total++
				if !r.Decidable(e) {
					task.Done++
				}
			}
		}
		if task.Done == task.Total {
			continue
		}
		if part != 0 {
			task.About, task.Href = b.s.places(b.c).town(first)+" · "+roundIn(b.c.lang, r), fmt.Sprintf("%s?unit_id=%d", task.Href, part)
		} else {
			task.Done, task.Total = 0, 0 // one page, one meeting
		}
		b.add(task, stage.Due)
	}
}

func (b *inbox) addReview(r *round.Running, stage *round.Stage, entries []round.Entry) error {
	if !b.c.who.Has(stage.By) {
		return nil
	}
	recused, err := r.Recused(b.c, b.c.tx, b.c.who)
	if err != nil {
		return err
	}
	reviews, err := r.ListReviews(b.c, b.c.tx)
	if err != nil {
		return err
	}
	task := taskView{Kind: "review", Title: titleIn(b.c.lang, stage.Title, stage.TitleEN), About: roundIn(b.c.lang, r), Why: b.because(r, stage.By), Href: fmt.Sprintf("/rounds/%d/reviews", r.ID)}
	for _, e := range entries {
		if r.Reviewable(e, stage.Stage) && round.Holds(b.c.who, stage.By, e.UnitPath) && recused[e.ID] == "" {
			task.Total++
		}
	}
	for _, review := range reviews {
		if review.AccountID == b.c.who.AccountID && review.SubmittedAt != "" {
			task.Done++
		}
	}
	if task.Done < task.Total {
		b.add(task, stage.Due)
	}
	return nil
}

// addOffice adds what those who run rounds and those who pay owe: objections, reviews, payouts.
func (b *inbox) addOffice() error {
	_, policy, err := b.s.Packs.ActivePack(b.c, b.c.tx, b.c.who.County)
	if err != nil {
		return err
	}
	if round.May(b.c.who, policy, pack.ManageRounds, "") {
		if err := b.addObjections(); err != nil {
			return err
		}
		if err := b.addPayouts(outcome.Due); err != nil {
			return err
		}
	}
	if round.May(b.c.who, policy, pack.PayAwards, "") {
		return b.addPayouts(outcome.Approved)
	}
	return nil
}

func (b *inbox) addObjections() error {
	objections, err := notice.ListObjections(b.c, b.c.tx, b.c.who.County)
	if err != nil {
		return err
	}
	for _, o := range objections {
		if o.State != notice.Received && o.State != notice.Accepted {
			continue
		}
		due, _ := calendar.ParseDate(o.Due)
		b.add(taskView{Kind: "objection", Title: fault.Sentence("server.task_objection", b.c.lang, nil), About: o.About,
			Why: fault.Sentence("server.task_manage", b.c.lang, nil), Href: fmt.Sprintf("/notices/objections/%d", o.ID)}, due)
	}
	answers, err := round.OpenAnswers(b.c, b.c.tx, b.c.who.County)
	for _, a := range answers {
		due, _ := calendar.ParseDate(a.Due)
		b.add(taskView{Kind: "answer", Title: fault.Sentence("server.task_answer", b.c.lang, nil), About: a.Actor,
			Why: fault.Sentence("server.task_manage", b.c.lang, nil), Href: fmt.Sprintf("/rounds/%d/entries/%d", a.RoundID, a.EntryID)}, due)
	}
	return err
}

func (b *inbox) addPayouts(state outcome.PayoutState) error {
	page, err := outcome.ListPayouts(b.c, b.c.tx, b.c.who.County, outcome.PayoutQuery{State: state, Until: b.today.In(calendar.Month).String(), Page: 1, Size: 1})
	if err != nil || page.Total == 0 {
		return err
	}
	b.add(taskView{Kind: "payout", Title: fault.Sentence("server.task_payout_"+string(state), b.c.lang, nil),
		About: fault.Sentence("server.task_payouts", b.c.lang, fault.Args{"count": page.Total, "sum": yuan(page.Sum)}),
		Why:   fault.Sentence("server.task_manage", b.c.lang, nil), Total: page.Total, Href: "/outcome/payouts?state=" + string(state)}, b.today.In(calendar.Month).End())
	return nil
}

// addRecords adds, for each register, how many records wait for the asker's check or were returned to them.
func (b *inbox) addRecords() error {
	books, err := b.s.books(b.c)
	if err != nil {
		return err
	}
	for _, register := range books.Pack.Registers {
		for kind, state := range map[string]ledger.State{"check": ledger.Filled, "returned": ledger.Returned} {
			roles := register.CheckedBy
			if kind == "returned" {
				roles = register.FilledBy
			}
			if register.Sensitive || !slices.ContainsFunc(roles, b.c.who.Has) || len(register.CheckedBy) == 0 {
				continue
			}
			page, err := books.List(b.c, b.c.tx, b.c.who, ledger.Query{Register: register.ID, States: []ledger.State{state}, Limit: 1})
			if err != nil {
				return err
			}
			if page.Count > 0 {
				b.add(taskView{Kind: kind, Title: fault.Sentence("server.task_records_"+kind, b.c.lang, nil), About: titleIn(b.c.lang, register.Title, register.TitleEN), Total: int(page.Count),
					Why: fault.Sentence("server.task_records", b.c.lang, fault.Args{"count": page.Count}), Href: "/registers/" + register.ID + "?state=" + string(state)}, calendar.Date{})
			}
		}
	}
	return nil
}
