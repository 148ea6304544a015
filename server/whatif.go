package server

import (
	"fmt"
	"net/http"

	"qixing/fault"
	"qixing/fixed"
	"qixing/round"
)

type whatIf struct {
	RoundPath
	Body struct {
		Parameters map[string]string `json:"parameters,omitempty"`
		Points     map[string]string `json:"points,omitempty" doc:"full points by criterion.indicator"`
	}
}

type whatIfRow struct {
	Entry    int64  `json:"entry"`
	Title    string `json:"title"`
	Rank     *int   `json:"rank"`
	Total    string `json:"total"`
	Selected bool   `json:"selected" doc:"within the places"`
}

type movedView struct {
	Entry int64  `json:"entry"`
	Title string `json:"title"`
	From  *int   `json:"from"`
	To    *int   `json:"to"`
}

type stabilityView struct {
	Entry int64  `json:"entry"`
	Title string `json:"title"`
	Share string `json:"share" doc:"in which share of 1,000 small changes of the weights it keeps within the places"`
}

type whatIfView struct {
	Places    int             `json:"places"`
	Before    []whatIfRow     `json:"before"`
	After     []whatIfRow     `json:"after"`
	Moved     []movedView     `json:"moved"`
	Stability []stabilityView `json:"stability"`
	Sentence  string          `json:"sentence"`
}

func (s *Server) whatIfRoute() {
	// It changes nothing: a POST because a question can be long.
	declare(s, http.MethodPost, "/rounds/{id}/what-if", "What would be, with other parameters or points", s.db.Read, func(c call, in *whatIf) (whatIfView, error) {
		question := round.Question{Parameters: map[string]fixed.Value{}, Points: map[string]fixed.Points{}}
		for id, text := range in.Body.Parameters {
			value, err := fixed.Parse(text)
			if err != nil {
				return whatIfView{}, fault.Invalid("server.number", fault.Args{"number": text}).At(id)
			}
			question.Parameters[id] = value
		}
		for key, text := range in.Body.Points {
			points, err := parsePoints(text, key)
			if err != nil {
				return whatIfView{}, err
			}
			question.Points[key] = points
		}
		r, prospect, err := s.rounds.Ask(c, c.tx, c.who, in.ID, question)
		if err != nil {
			return whatIfView{}, err
		}
		return viewProspect(r, prospect, c.lang), nil
	})
}

// stabilityShown is for how many of the first entries the stability is told.
const stabilityShown = 20

func viewProspect(r *round.Running, p *round.Prospect, lang string) whatIfView {
	before := r.Places(len(p.Before.Entries))
	view := whatIfView{Places: p.Places, Before: whatIfRows(p.Before, before), After: whatIfRows(p.After, p.Places), Moved: []movedView{}, Stability: []stabilityView{}}
	for i, e := range p.Before.Entries {
		if from, to := p.Before.Result.Rank(i), p.After.Result.Rank(i); from != to {
			view.Moved = append(view.Moved, movedView{Entry: e.ID, Title: e.Title, From: rankOf(from), To: rankOf(to)})
		}
	}
	for _, i := range p.After.Result.Order() {
		if len(view.Stability) < stabilityShown && p.After.Result.Rank(i) > 0 {
			view.Stability = append(view.Stability, stabilityView{Entry: p.After.Entries[i].ID, Title: p.After.Entries[i].Title, Share: p.Stability[i].String()})
		}
	}
	view.Sentence = sentenceOf(p, lang)
	return view
}

func whatIfRows(scored *round.Scored, places int) []whatIfRow {
	rows := make([]whatIfRow, 0, len(scored.Entries))
	for _, i := range scored.Result.Order() {
		rank := scored.Result.Rank(i)
		rows = append(rows, whatIfRow{Entry: scored.Entries[i].ID, Title: scored.Entries[i].Title, Rank: rankOf(rank), Total: scored.Result.Total(i).String(),
			Selected: rank > 0 && rank <= places})
	}
	return rows
}

func rankOf(rank int) *int {
	if rank == 0 {
		return nil
	}
	return &rank
}

// unsettled is the share of small changes below which an order says nothing.
const unsettled = fixed.One * 9 / 10

// sentenceOf says what a committee should know: whether the line between in and out hangs on a thread.
func sentenceOf(p *round.Prospect, lang string) string {
	order := p.After.Result.Order()
	if p.Places < 1 || p.Places >= len(order) {
		return fault.Sentence("server.whatif_all", lang, nil)
	}
	last, next := order[p.Places-1], order[p.Places]
	gap := p.After.Result.Total(last) - p.After.Result.Total(next)
	args := fault.Args{"last": p.Places, "next": p.Places + 1, "last_title": p.After.Entries[last].Title, "next_title": p.After.Entries[next].Title,
		"gap": gap.String(), "share": fmt.Sprintf("%s%%", (p.Stability[last] * 100).Round(0))}
	if p.Stability[last] < unsettled {
		return fault.Sentence("server.whatif_open", lang, args)
	}
	return fault.Sentence("server.whatif_settled", lang, args)
}
