package server

import (
	"net/http"

	"qixing/contest"
	"qixing/fault"
	"qixing/org"
)

type padSheet struct {
	Revision int64             `json:"revision"`
	Marks    map[string]string `json:"marks"`
	At       string            `json:"at"`
}

type padRow struct {
	ID        int64               `json:"id"`
	Group     int64               `json:"group"`
	Position  int64               `json:"position"`
	Title     string              `json:"title"`
	Name      string              `json:"name"`
	TownTitle string              `json:"town_title"`
	Absence   string              `json:"absence,omitempty" enum:"excused,absent"`
	Released  bool                `json:"released" doc:"nothing more can be changed"`
	Recused   string              `json:"recused,omitempty" doc:"why I stand aside"`
	Sheets    map[string]padSheet `json:"sheets" doc:"mine that arrived, by part"`
}

type padView struct {
	ID      int64             `json:"id"`
	Title   string            `json:"title"`
	State   string            `json:"state" enum:"planned,open,scored,confirmed,published"`
	Number  int64             `json:"number,omitempty" doc:"of the judge"`
	Current int64             `json:"current" doc:"who is on stage"`
	Parts   []contestPartView `json:"parts" doc:"those that I score"`
	Rows    []padRow          `json:"rows"`
	Done    int               `json:"done" doc:"sheets that arrived"`
	Total   int               `json:"total"`
}

type givenView struct {
	Key      string `json:"key"`
	Revision int64  `json:"revision"`
	At       string `json:"at"`
}

func (s *Server) contestPadRoutes() {
	query(s, "/contests/{id}/pad", "A judge's or a contestant's pad", func(c call, in *ContestPath) (padView, error) { return s.findPad(c, in.ID) })
	command(s, http.MethodPost, "/contests/{id}/scores", "Hand in a sheet; sent again with the same key it counts once", func(c call, in *struct {
		ContestPath
		Body struct {
			Key        string            `json:"key" maxLength:"80" doc:"made by the device"`
			Contestant int64             `json:"contestant"`
			Part       string            `json:"part" maxLength:"40"`
			Revision   int64             `json:"revision" minimum:"1" doc:"1, and one more for each sheet that replaces the last"`
			Marks      map[string]string `json:"marks"`
		}
	}) (givenView, error) {
		marks, err := parseMarks(in.Body.Marks)
		if err != nil {
			return givenView{}, err
		}
		sheet, err := s.contests.GiveScore(c, c.tx, c.who, in.ID, contest.Sheet{Key: in.Body.Key, Contestant: in.Body.Contestant, Part: in.Body.Part, Revision: in.Body.Revision, Marks: marks})
		return givenView{Key: sheet.Key, Revision: sheet.Revision, At: sheet.At}, err
	})
	command(s, http.MethodPost, "/contests/{id}/contestants/{contestant}/recusal", "Stand aside from a contestant", func(c call, in *struct {
		ContestantPath
		Body reasoned
	}) (nothing, error) {
		return nothing{OK: true}, s.contests.Recuse(c, c.tx, c.who, in.ID, in.Contestant, in.Body.Reason)
	})
}

func parseMarks(texts map[string]string) (contest.Marks, error) {
	marks := contest.Marks{}
	for id, text := range texts {
		points, err := parsePoints(text, id)
		if err != nil {
			return nil, err
		}
		marks[id] = points
	}
	return marks, nil
}

func viewMarks(marks contest.Marks) map[string]string {
	texts := map[string]string{}
	for id, points := range marks {
		texts[id] = points.Value().String()
	}
	return texts
}

func (s *Server) findPad(c call, id int64) (padView, error) {
	var view padView
	one, err := contest.FindContest(c, c.tx, c.who.County, id)
	if err != nil {
		return view, err
	}
	hand, err := one.FindHand(c, c.tx, c.who)
	if err != nil {
		return view, err
	}
	view = padView{ID: one.ID, Title: s.contestNamer(c)(one), State: string(one.State), Current: one.Current}
	if hand.Judge != nil {
		view.Number = hand.Judge.Number
	}
	var parts []contest.Part
	for _, part := range one.Rules.Parts {
		if hand.Scores(part) {
			parts = append(parts, part)
		}
	}
	view.Parts = viewParts(c, parts)
	contestants, err := one.ListContestants(c, c.tx)
	if err != nil {
		return view, err
	}
	sheets, err := one.ListSheets(c, c.tx, contest.Counting{AccountID: c.who.AccountID})
	for _, contestant := range s.places(c).contestants(contestants) {
		view.add(viewPadRow(hand, parts, contestant, sheets))
	}
	return view, err
}

func (v *padView) add(row padRow) {
	v.Rows = append(v.Rows, row)
	if row.Recused == "" && row.Absence == "" && (!row.Released || len(row.Sheets) > 0) {
		v.Total += len(v.Parts)
		v.Done += len(row.Sheets)
	}
}

func viewPadRow(hand *contest.Hand, parts []contest.Part, one contest.Contestant, sheets []contest.Sheet) padRow {
	row := padRow{ID: one.ID, Group: one.Group, Position: one.Position, Title: one.Title, Name: one.Name, TownTitle: one.TownTitle, Absence: string(one.Absence),
		Released: one.Points != nil, Sheets: map[string]padSheet{}}
	for _, part := range parts {
		if row.Recused == "" {
			row.Recused = hand.StandsAside(part, one)
		}
	}
	for _, sheet := range sheets {
		if sheet.Contestant == one.ID {
			row.Sheets[sheet.Part] = padSheet{Revision: sheet.Revision, Marks: viewMarks(sheet.Marks), At: sheet.At}
		}
	}
	return row
}

// accountTitle is what an account is called, or nothing.
func (s *Server) accountTitle(c call, id int64) string {
	account, err := org.FindAccount(c, c.tx, c.who.County, id)
	if fault.CodeOf(err) == fault.CodeNotFound {
		return ""
	}
	return account.Title
}
