package server

import (
	"net/http"

	"qixing/pack"
	"qixing/round"
)

type answerView struct {
	ID        int64  `json:"id"`
	Round     int64  `json:"round"`
	Entry     int64  `json:"entry"`
	About     string `json:"about,omitempty" doc:"the entry and its round, where the answer stands in a list of its own"`
	Kind      string `json:"kind" enum:"answer,reconsideration,appeal"`
	Text      string `json:"text"`
	Actor     string `json:"actor"`
	At        string `json:"at"`
	Due       string `json:"due,omitempty"`
	Outcome   string `json:"outcome,omitempty" enum:"upheld,kept"`
	Reply     string `json:"reply,omitempty"`
	RepliedBy string `json:"replied_by,omitempty"`
	RepliedAt string `json:"replied_at,omitempty"`
}

func (s *Server) answerRoutes() {
	command(s, http.MethodPost, "/rounds/{id}/entries/{entry}/answers", "Answer, or ask for review or appeal", func(c call, in *struct {
		EntryPath
		Body struct {
			Kind string `json:"kind" enum:"answer,reconsideration,appeal"`
			Text string `json:"text" minLength:"1" maxLength:"5000"`
		}
	}) (answerView, error) {
		a, err := s.rounds.AddAnswer(c, c.tx, c.who, in.ID, in.Entry, round.AnswerKind(in.Body.Kind), in.Body.Text)
		return viewAnswer(a), err
	})
	query(s, "/answers", "Reviews and appeals that nobody has answered yet", func(c call, _ *struct{}) (listOf[answerView], error) {
		_, policy, err := s.Packs.ActivePack(c, c.tx, c.who.County)
		if err != nil {
			return listOf[answerView]{}, err
		}
		if !round.May(c.who, policy, pack.ManageRounds, "") {
			return listOf[answerView]{Items: []answerView{}}, nil
		}
		return s.listOpenAnswers(c)
	})
	command(s, http.MethodPost, "/answers/{id}/reply", "Reply to a review or an appeal, in writing and once", func(c call, in *struct {
		RoundPath
		Body struct {
			Outcome string `json:"outcome" enum:"upheld,kept"`
			Text    string `json:"text" minLength:"1" maxLength:"5000"`
		}
	}) (nothing, error) {
		return nothing{OK: true}, s.rounds.ReplyTo(c, c.tx, c.who, in.ID, in.Body.Outcome, in.Body.Text)
	})
}

// listOpenAnswers says of each what it is about.
func (s *Server) listOpenAnswers(c call) (listOf[answerView], error) {
	open, err := round.OpenAnswers(c, c.tx, c.who.County)
	view := listed(open, viewAnswer)
	for i, a := range open {
		r, err := s.rounds.FindRound(c, c.tx, c.who.County, a.RoundID)
		if err != nil {
			return view, err
		}
		e, err := r.FindEntry(c, c.tx, a.EntryID)
		if err != nil {
			return view, err
		}
		view.Items[i].About = e.Title + " · " + roundIn(c.lang, r)
	}
	return view, err
}

func viewAnswer(a round.Answer) answerView {
	return answerView{ID: a.ID, Round: a.RoundID, Entry: a.EntryID, Kind: string(a.Kind), Text: a.Text, Actor: a.Actor, At: a.At, Due: a.Due, Outcome: a.Outcome, Reply: a.Reply,
		RepliedBy: a.RepliedBy, RepliedAt: a.RepliedAt}
}
