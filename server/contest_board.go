package server

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"qixing/contest"
	"qixing/fault"
	"qixing/org"
	"qixing/store"
)

// BoardRow is a contestant on the board. Before the chair releases the result there is no figure in it.
type BoardRow struct {
	ID        int64       `json:"id"`
	Group     int64       `json:"group"`
	Position  int64       `json:"position"`
	Code      string      `json:"code"`
	Title     string      `json:"title"`
	TitleEN   string      `json:"title_en,omitempty" doc:"on the hall's board, which is one for readers of both languages"`
	Name      string      `json:"name"`
	TownTitle string      `json:"town_title"`
	TownEN    string      `json:"town_title_en,omitempty"`
	Absence   string      `json:"absence,omitempty" enum:"excused,absent"`
	Released  bool        `json:"released"`
	Points    string      `json:"points,omitempty" doc:"once released"`
	Place     int         `json:"place,omitempty" doc:"within the group, once released"`
	Parts     []boardPart `json:"parts,omitempty" doc:"once released"`
}

type boardPart struct {
	Part   string `json:"part"`
	Points string `json:"points"`
}

type boardGroup struct {
	Number int64      `json:"number"`
	Rows   []BoardRow `json:"rows" doc:"the released by place, then the others in the order of the draw"`
}

type boardView struct {
	ID        int64        `json:"id"`
	Title     string       `json:"title"`
	TitleEN   string       `json:"title_en,omitempty"`
	HeldOn    string       `json:"held_on"`
	Place     string       `json:"place"`
	State     string       `json:"state" enum:"planned,open,scored,confirmed,published"`
	Seed      string       `json:"seed,omitempty" doc:"the order within a group is that of the SHA-256 of seed|code"`
	Current   int64        `json:"current,omitempty" doc:"who is on stage"`
	Parts     []boardName  `json:"parts"`
	Groups    []boardGroup `json:"groups"`
	Questions []string     `json:"questions" doc:"put to who is on stage"`
	Contested int          `json:"contested" doc:"how many compete"`
	Released  int          `json:"released"`
}

type boardName struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	TitleEN string `json:"title_en,omitempty"`
	Weight  string `json:"weight"`
}

func viewBoardRow(one contest.Contestant, place int) BoardRow {
	row := BoardRow{ID: one.ID, Group: one.Group, Position: one.Position, Code: one.Code, Title: one.Title, Name: one.Name, TownTitle: one.TownTitle, Absence: string(one.Absence),
		Released: one.Points != nil}
	if one.Points == nil {
		return row
	}
	row.Points, row.Place = one.Points.String(), place
	for _, part := range one.Parts {
		row.Parts = append(row.Parts, boardPart{Part: part.Part, Points: part.Points.String()})
	}
	return row
}

// viewBoard makes the board out of what was released. It reads no sheet.
func viewBoard(one *contest.Contest, contestants []contest.Contestant, questions []contest.Question) boardView {
	view := boardView{ID: one.ID, Title: one.Title, HeldOn: one.HeldOn.String(), Place: one.Place, State: string(one.State), Seed: one.Seed, Current: one.Current, Contested: len(contestants)}
	for _, part := range one.Rules.Parts {
		view.Parts = append(view.Parts, boardName{ID: part.ID, Title: part.Title, TitleEN: part.TitleEN, Weight: part.Weight.String()})
	}
	places := contest.Places(contestants)
	for _, group := range contest.Groups(contestants) {
		shown := boardGroup{Number: group[0].Group}
		for _, contestant := range group {
			row := viewBoardRow(contestant, places[contestant.ID])
			if row.Released {
				view.Released++
			}
			shown.Rows = append(shown.Rows, row)
		}
		view.Groups = append(view.Groups, shown)
	}
	for _, q := range questions {
		if q.State == contest.Put && q.Contestant == one.Current {
			view.Questions = append(view.Questions, q.Text)
		}
	}
	return view
}

// boardRoutes declares what the hall sees: it needs no account, and begins when the contest is opened.
func (s *Server) boardRoutes(mux *http.ServeMux) {
	operation := huma.Operation{OperationID: "get-contests-by-id-board", Method: http.MethodGet, Path: "/api/contests/{id}/board", Summary: "What the hall sees; live at /api/contests/{id}/events",
		Tags: []string{"contests"}, Errors: []int{404}}
	huma.Register(s.api, operation, func(ctx context.Context, in *ContestPath) (*answer[boardView], error) {
		var out answer[boardView]
		err := s.db.Read(ctx, func(tx *store.Tx) (err error) {
			out.Body, err = s.findBoard(ctx, tx, in.ID)
			return err
		})
		if err != nil {
			return nil, s.problem(ctx, languageOf(ctx), err)
		}
		return &out, nil
	})
	mux.HandleFunc("GET /api/contests/{id}/events", s.serveEvents)
}

// findBoard gives a board that has begun. What is only planned is nobody's but the office's.
func (s *Server) findBoard(ctx context.Context, tx *store.Tx, id int64) (boardView, error) {
	one, err := contest.FindContest(ctx, tx, s.County, id)
	if err != nil {
		return boardView{}, err
	}
	if one.State == contest.Planned {
		return boardView{}, fault.NotFound("contest.not_found", fault.Args{"id": id})
	}
	contestants, err := one.ListContestants(ctx, tx)
	if err != nil {
		return boardView{}, err
	}
	questions, err := one.ListQuestions(ctx, tx)
	view := viewBoard(one, contestants, questions)
	s.sayInEnglish(call{Context: ctx, tx: tx, who: org.Principal{County: s.County}, lang: "en"}, &view, one, contestants)
	return view, err
}

// sayInEnglish puts the English names beside the others: the board goes over every line as one text.
func (s *Server) sayInEnglish(c call, view *boardView, one *contest.Contest, contestants []contest.Contestant) {
	view.TitleEN = s.contestNamer(c)(one)
	named := map[int64]contest.Contestant{}
	for _, contestant := range s.places(c).contestants(contestants) {
		named[contestant.ID] = contestant
	}
	for _, group := range view.Groups {
		for i := range group.Rows {
			group.Rows[i].TitleEN, group.Rows[i].TownEN = named[group.Rows[i].ID].Title, named[group.Rows[i].ID].TownTitle
		}
	}
}
