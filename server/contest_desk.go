package server

import (
	"fmt"
	"net/http"

	"qixing/contest"
	"qixing/fault"
	"qixing/ledger"
)

type standingView struct {
	Total   string           `json:"total"`
	Missing bool             `json:"missing"`
	Parts   []partResultView `json:"parts"`
}

type partResultView struct {
	Part    string `json:"part"`
	Points  string `json:"points"`
	Mean    string `json:"mean"`
	Sheets  int    `json:"sheets"`
	Highest string `json:"highest"`
	Lowest  string `json:"lowest"`
	Dropped bool   `json:"dropped"`
	Missing bool   `json:"missing"`
}

type waitingView struct {
	Part   string      `json:"part"`
	Judges []judgeView `json:"judges"`
}

type deskRow struct {
	BoardRow
	AbsenceReason string        `json:"absence_reason,omitempty"`
	Standing      standingView  `json:"standing" doc:"what the sheets come to by now: for whoever runs the contest alone"`
	Waiting       []waitingView `json:"waiting"`
}

type questionView struct {
	ID         int64  `json:"id"`
	Contestant int64  `json:"contestant"`
	Text       string `json:"text"`
	AskedBy    string `json:"asked_by"`
	AskedAt    string `json:"asked_at"`
	State      string `json:"state" enum:"waiting,put,declined"`
}

type deskView struct {
	ContestView
	Rows       []deskRow      `json:"rows"`
	Questions  []questionView `json:"questions"`
	Candidates []judgeView    `json:"candidates" doc:"who may be appointed to judge"`
}

type scoreSheetView struct {
	Part    string            `json:"part"`
	Account int64             `json:"account"`
	Title   string            `json:"title" doc:"the judge's number, or that it is a contestant's"`
	Marks   map[string]string `json:"marks"`
	Sum     string            `json:"sum"`
	At      string            `json:"at"`
	Actor   string            `json:"actor"`
	Reason  string            `json:"reason,omitempty" doc:"why it was corrected"`
	Counts  bool              `json:"counts" doc:"false: replaced by a later one"`
}

// contestAct declares a step of whoever runs a contest; what comes back is the desk as it then is.
func contestAct[I any](s *Server, path, summary string, id func(*I) int64, do func(call, *I) error) {
	command(s, http.MethodPost, "/contests/{id}"+path, summary, func(c call, in *I) (deskView, error) {
		if err := do(c, in); err != nil {
			return deskView{}, err
		}
		return s.findDesk(c, id(in))
	})
}

type contestStep struct{ ContestPath }

type contestantStep struct {
	ContestantPath
	Body struct {
		Reason string `json:"reason,omitempty" maxLength:"500"`
	}
}

func (s *Server) contestDeskRoutes() {
	query(s, "/contests/{id}/desk", "The chair's desk: how far the scoring is", func(c call, in *ContestPath) (deskView, error) { return s.findDesk(c, in.ID) })
	query(s, "/contests/{id}/contestants/{contestant}/sheets", "Every sheet of a contestant, the replaced ones too", func(c call, in *ContestantPath) (listOf[scoreSheetView], error) {
		return s.listSheets(c, in.ID, in.Contestant)
	})
	type judges struct {
		ContestPath
		Body struct {
			Accounts []int64 `json:"accounts" maxItems:"100"`
		}
	}
	contestAct(s, "/judges", "Appoint the judges, in the order of their numbers", func(in *judges) int64 { return in.ID }, func(c call, in *judges) error {
		return s.contests.AppointJudges(c, c.tx, c.who, in.ID, in.Body.Accounts)
	})
	type draw struct {
		ContestPath
		Body struct {
			Seed   string `json:"seed,omitempty" maxLength:"100" doc:"as drawn by lot in the hall; none: the server makes one"`
			Reason string `json:"reason,omitempty" maxLength:"500" doc:"why it is drawn again"`
		}
	}
	contestAct(s, "/draw", "Draw the order", func(in *draw) int64 { return in.ID }, func(c call, in *draw) error {
		_, err := s.contests.DrawOrder(c, c.tx, c.who, in.ID, in.Body.Seed, in.Body.Reason)
		return err
	})
	s.contestStepRoutes()
	s.contestReleaseRoutes()
	s.questionRoutes()
	query(s, "/contests/{id}/replay", "The contest made again from the journal", func(c call, in *ContestPath) (replayView, error) { return s.replayContest(c, in.ID) })
}

func (s *Server) contestStepRoutes() {
	id := func(in *contestStep) int64 { return in.ID }
	contestAct(s, "/open", "Open the contest to the judges", id, func(c call, in *contestStep) error {
		_, err := s.contests.BeginContest(c, c.tx, c.who, in.ID)
		return err
	})
	contestAct(s, "/close", "End the scoring", id, func(c call, in *contestStep) error {
		_, err := s.contests.CloseContest(c, c.tx, c.who, in.ID)
		return err
	})
	contestAct(s, "/confirm", "Make the results final", id, func(c call, in *contestStep) error {
		_, err := s.contests.ConfirmContest(c, c.tx, c.who, in.ID)
		return err
	})
	contestAct(s, "/publish", "Make the results known", id, func(c call, in *contestStep) error {
		_, err := s.contests.PublishContest(c, c.tx, c.who, in.ID)
		return err
	})
	type next struct {
		ContestPath
		Body struct {
			Contestant int64 `json:"contestant,omitempty" doc:"none: the next in the order"`
		}
	}
	contestAct(s, "/call", "Bring a contestant on stage", func(in *next) int64 { return in.ID }, func(c call, in *next) error {
		_, err := s.contests.CallNext(c, c.tx, c.who, in.ID, in.Body.Contestant)
		return err
	})
}

func (s *Server) contestReleaseRoutes() {
	contestAct(s, "/contestants/{contestant}/release", "Show a result on the board", func(in *contestantStep) int64 { return in.ID }, func(c call, in *contestantStep) error {
		_, err := s.contests.ReleaseResult(c, c.tx, c.who, in.ID, in.Contestant, in.Body.Reason)
		return err
	})
	type absence struct {
		ContestantPath
		Body struct {
			Absence string `json:"absence" enum:",excused,absent" doc:"empty takes it back"`
			Reason  string `json:"reason" minLength:"1" maxLength:"500"`
		}
	}
	contestAct(s, "/contestants/{contestant}/absence", "Note that a contestant isn't there", func(in *absence) int64 { return in.ID }, func(c call, in *absence) error {
		return s.contests.MarkAbsence(c, c.tx, c.who, in.ID, in.Contestant, ledger.Absence(in.Body.Absence), in.Body.Reason)
	})
	type correction struct {
		ContestPath
		Body struct {
			Contestant int64             `json:"contestant"`
			Part       string            `json:"part" maxLength:"40"`
			Account    int64             `json:"account" doc:"whose sheet"`
			Marks      map[string]string `json:"marks"`
			Reason     string            `json:"reason" minLength:"1" maxLength:"500"`
		}
	}
	contestAct(s, "/corrections", "Replace a sheet before confirmation; the old one stays", func(in *correction) int64 { return in.ID }, func(c call, in *correction) error {
		marks, err := parseMarks(in.Body.Marks)
		if err != nil {
			return err
		}
		return s.contests.CorrectSheet(c, c.tx, c.who, in.ID, contest.Sheet{Contestant: in.Body.Contestant, Part: in.Body.Part, AccountID: in.Body.Account, Marks: marks, Reason: in.Body.Reason})
	})
}

func (s *Server) questionRoutes() {
	command(s, http.MethodPost, "/contests/{id}/questions", "Ask a contestant from the floor", func(c call, in *struct {
		ContestPath
		Body struct {
			Contestant int64  `json:"contestant"`
			Text       string `json:"text" maxLength:"1000"`
			AskedBy    string `json:"asked_by,omitempty" maxLength:"50" doc:"whom the office writes for"`
		}
	}) (questionView, error) {
		q, err := s.contests.AskQuestion(c, c.tx, c.who, in.ID, in.Body.Contestant, in.Body.Text, in.Body.AskedBy)
		return viewQuestion(q), err
	})
	type moderation struct {
		ContestPath
		Question int64 `path:"question"`
		Body     struct {
			State string `json:"state" enum:"waiting,put,declined"`
		}
	}
	contestAct(s, "/questions/{question}", "Put a question, or decline it", func(in *moderation) int64 { return in.ID }, func(c call, in *moderation) error {
		return s.contests.ModerateQuestion(c, c.tx, c.who, in.ID, in.Question, contest.QuestionState(in.Body.State))
	})
}

func viewQuestion(q contest.Question) questionView {
	return questionView{ID: q.ID, Contestant: q.Contestant, Text: q.Text, AskedBy: q.AskedBy, AskedAt: q.AskedAt, State: string(q.State)}
}

func (s *Server) findDesk(c call, id int64) (deskView, error) {
	var view deskView
	one, err := contest.FindContest(c, c.tx, c.who.County, id)
	if err != nil {
		return view, err
	}
	if !one.Runs(c.who) {
		return view, fault.Forbidden("contest.forbidden", nil)
	}
	if view.ContestView, err = s.findContest(c, id); err != nil {
		return view, err
	}
	progress, err := one.ListProgress(c, c.tx)
	if err != nil {
		return view, err
	}
	places := map[int64]int{}
	for _, group := range view.Board.Groups {
		for _, row := range group.Rows {
			places[row.ID] = row.Place
		}
	}
	named := s.places(c)
	for _, p := range progress {
		p.Contestant = named.contestants([]contest.Contestant{p.Contestant})[0]
		view.Rows = append(view.Rows, viewDeskRow(c, p, places[p.ID]))
	}
	questions, err := one.ListQuestions(c, c.tx)
	if err != nil {
		return view, err
	}
	view.Questions = listed(questions, viewQuestion).Items
	view.Candidates, err = judgeCandidates(c, one)
	return view, err
}

func viewDeskRow(c call, p contest.Progress, place int) deskRow {
	row := deskRow{BoardRow: viewBoardRow(p.Contestant, place), AbsenceReason: p.AbsenceReason, Standing: standingView{Total: p.Standing.Total.String(), Missing: p.Standing.Missing}}
	for _, part := range p.Standing.Parts {
		row.Standing.Parts = append(row.Standing.Parts, viewPartResult(part))
	}
	for _, w := range p.Waiting {
		view := waitingView{Part: titleIn(c.lang, w.Part.Title, w.Part.TitleEN)}
		for _, judge := range w.Judges {
			view.Judges = append(view.Judges, judgeView{Account: judge.AccountID, Number: judge.Number, Title: judge.Title})
		}
		row.Waiting = append(row.Waiting, view)
	}
	return row
}

func viewPartResult(p contest.PartResult) partResultView {
	return partResultView{Part: p.Part, Points: p.Points.String(), Mean: p.Mean.String(), Sheets: p.Sheets, Highest: p.Highest.String(), Lowest: p.Lowest.String(), Dropped: p.Dropped,
		Missing: p.Missing}
}

func (s *Server) listSheets(c call, id, contestant int64) (listOf[scoreSheetView], error) {
	none := listOf[scoreSheetView]{Items: []scoreSheetView{}}
	one, err := contest.FindContest(c, c.tx, c.who.County, id)
	if err != nil {
		return none, err
	}
	if !one.Runs(c.who) {
		return none, fault.Forbidden("contest.forbidden", nil)
	}
	counting, err := one.ListSheets(c, c.tx, contest.Counting{Contestant: contestant})
	if err != nil {
		return none, err
	}
	counts := map[int64]bool{}
	for _, sheet := range counting {
		counts[sheet.ID] = true
	}
	judges, err := one.ListJudges(c, c.tx)
	if err != nil {
		return none, err
	}
	numbers := map[int64]string{}
	for _, judge := range judges {
		numbers[judge.AccountID] = fmt.Sprintf("%d %s", judge.Number, judge.Title)
	}
	all, err := one.ListHistory(c, c.tx, contest.Counting{Contestant: contestant})
	return listed(all, func(sheet contest.Sheet) scoreSheetView {
		view := viewScoreSheet(sheet)
		view.Counts = counts[sheet.ID]
		if view.Title = numbers[sheet.AccountID]; view.Title == "" {
			view.Title = s.accountTitle(c, sheet.AccountID)
		}
		return view
	}), err
}

func viewScoreSheet(sheet contest.Sheet) scoreSheetView {
	view := scoreSheetView{Part: sheet.Part, Account: sheet.AccountID, Marks: viewMarks(sheet.Marks), Sum: sheet.Marks.Sum().Value().String(), At: sheet.At, Actor: sheet.Actor, Reason: sheet.Reason}
	return view
}

type replayView struct {
	OK          bool               `json:"ok" doc:"the journal gives the results that were released and confirmed"`
	Leaves      int                `json:"leaves"`
	State       string             `json:"state"`
	Rows        []BoardRow         `json:"rows"`
	Differences []replayDifference `json:"differences"`
}

type replayDifference struct {
	Leaf       int64  `json:"leaf" doc:"-1: the database"`
	Contestant int64  `json:"contestant"`
	What       string `json:"what"`
	Stated     string `json:"stated"`
	Replayed   string `json:"replayed"`
}

func (s *Server) replayContest(c call, id int64) (replayView, error) {
	one, err := contest.FindContest(c, c.tx, c.who.County, id)
	if err != nil {
		return replayView{}, err
	}
	if !one.Runs(c.who) && one.State != contest.Published {
		return replayView{}, fault.Forbidden("contest.forbidden", nil)
	}
	replayed, err := one.ReplayContest(c, c.tx)
	if err != nil {
		return replayView{}, err
	}
	view := replayView{OK: len(replayed.Differences) == 0, Leaves: replayed.Leaves, State: string(replayed.State)}
	places := replayed.Places()
	for _, contestant := range s.places(c).contestants(replayed.Contestants) {
		view.Rows = append(view.Rows, viewBoardRow(contestant, places[contestant.ID]))
	}
	for _, d := range replayed.Differences {
		view.Differences = append(view.Differences, replayDifference(d))
	}
	return view, nil
}
