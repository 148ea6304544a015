package server

import (
	"net/http"
	"strconv"

	"qixing/calendar"
	"qixing/fault"
	"qixing/fixed"
	"qixing/pack"
	"qixing/round"
)

type RoundPath struct {
	ID int64 `path:"id" doc:"the round"`
}

type EntryPath struct {
	ID    int64 `path:"id" doc:"the round"`
	Entry int64 `path:"entry" doc:"the entry"`
}

type roundsView struct {
	Items []RoundRow `json:"items"`
}

type entriesView struct {
	Items []EntryRow `json:"items"`
}

type openRound struct {
	Body struct {
		Scheme        string `json:"scheme"`
		Period        string `json:"period" example:"2022"`
		ReferenceDate string `json:"reference_date" format:"date"`
		Title         string `json:"title,omitempty" maxLength:"100"`
	}
}

func (s *Server) roundRoutes() {
	query(s, "/rounds", "List rounds, the newest first", func(c call, _ *struct{}) (roundsView, error) { return s.listRounds(c) })
	query(s, "/rounds/{id}", "A round with its stages, criteria and frozen parameters", func(c call, in *RoundPath) (roundView, error) {
		return s.findRound(c, in.ID)
	})
	command(s, http.MethodPost, "/rounds", "Open a round", func(c call, in *openRound) (roundView, error) { return s.openRound(c, in) })
	query(s, "/rounds/{id}/entries", "The entries that the asker may see, in rank order", func(c call, in *struct {
		RoundPath
		TownID int64 `query:"town_id"`
		Detail bool  `query:"detail" doc:"with the points of every indicator"`
	}) (entriesView, error) {
		return s.listEntries(c, in.ID, in.TownID, in.Detail)
	})
	command(s, http.MethodPost, "/rounds/{id}/close", "Close the current stage", func(c call, in *struct {
		RoundPath
		Body struct {
			Stage  string `json:"stage"`
			Reason string `json:"reason,omitempty" maxLength:"500"`
		}
	}) (roundView, error) {
		if _, err := s.rounds.Close(c, c.tx, c.who, in.ID, in.Body.Stage, in.Body.Reason); err != nil {
			return roundView{}, err
		}
		return s.findRound(c, in.ID)
	})
}

func (s *Server) listRounds(c call) (roundsView, error) {
	view := roundsView{Items: []RoundRow{}}
	rounds, err := s.rounds.ListRounds(c, c.tx, c.who.County)
	if err != nil {
		return view, err
	}
	for _, r := range rounds {
		entries, err := r.ListEntries(c, c.tx)
		if err != nil {
			return view, err
		}
		view.Items = append(view.Items, rowOfRound(c.lang, r, entries))
	}
	return view, nil
}

func (s *Server) openRound(c call, in *openRound) (roundView, error) {
	period, err := calendar.ParsePeriod(in.Body.Period)
	if err != nil {
		return roundView{}, fault.Invalid("server.period", fault.Args{"period": in.Body.Period}).At("period")
	}
	reference, err := calendar.ParseDate(in.Body.ReferenceDate)
	if err != nil {
		return roundView{}, fault.Invalid("server.date", fault.Args{"date": in.Body.ReferenceDate}).At("reference_date")
	}
	r, err := s.rounds.Open(c, c.tx, c.who, round.Opening{Scheme: in.Body.Scheme, Period: period, ReferenceDate: reference, Title: in.Body.Title})
	if err != nil {
		return roundView{}, err
	}
	return s.findRound(c, r.ID)
}

func (s *Server) findRound(c call, id int64) (roundView, error) {
	r, err := s.rounds.FindRound(c, c.tx, c.who.County, id)
	if err != nil {
		return roundView{}, err
	}
	entries, err := r.ListEntries(c, c.tx)
	if err != nil {
		return roundView{}, err
	}
	recused, err := s.recused(c, r)
	if err != nil {
		return roundView{}, err
	}
	stages, err := stageViews(c, r, entries)
	if err != nil {
		return roundView{}, err
	}
	return roundView{RoundRow: rowOfRound(c.lang, r, entries), Stages: stages, Criteria: criterionViews(c.lang, r), Parameters: parameterViews(c.lang, r),
		Select: r.Places(len(entries)), ApprovalBasis: titleIn(c.lang, r.Policy.ApprovalBasis, r.Policy.ApprovalBasisEN), Approved: pack.IsApproved(r.Policy.ApprovalBasis), Pack: r.Pack.Name(), May: mayDo(c, r), Recused: len(recused)}, nil
}

// recused gives what a judge must stand aside from; others have nothing to stand aside from.
func (s *Server) recused(c call, r *round.Running) (map[int64]string, error) {
	if r.RatingStage(c.who) == nil {
		return nil, nil
	}
	return r.Recused(c, c.tx, c.who)
}

func (s *Server) listEntries(c call, id, town int64, detail bool) (entriesView, error) {
	view := entriesView{Items: []EntryRow{}}
	r, err := s.rounds.FindRound(c, c.tx, c.who.County, id)
	if err != nil {
		return view, err
	}
	scored, err := s.rounds.Score(c, c.tx, r)
	if err != nil {
		return view, err
	}
	recused, err := s.recused(c, r)
	if err != nil {
		return view, err
	}
	books, err := s.books(c)
	if err != nil {
		return view, err
	}
	for _, i := range scored.Result.Order() {
		e := scored.Entries[i]
		if r.Visible(c.who, e) && recused[e.ID] == "" && (town == 0 || e.TownID == town) {
			view.Items = append(view.Items, rowOfEntry(c.lang, r, scored, i, books.Tree, detail))
		}
	}
	return view, nil
}

func parsePoints(text, field string) (fixed.Points, error) {
	points, err := fixed.ParsePoints(text)
	if err != nil {
		return 0, fault.Invalid("server.points", fault.Args{"points": text}).At(field)
	}
	return points, nil
}

func itoa(id int64) string { return strconv.FormatInt(id, 10) }
