package server

import (
	"fmt"
	"net/http"
	"strings"

	"qixing/fault"
	"qixing/fixed"
	"qixing/round"
	"qixing/score"
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

type leftOutView struct {
	Town    string      `json:"town"`
	Ratings int         `json:"ratings" doc:"how many ratings were left out"`
	Entered []string    `json:"entered" doc:"who would come within the places"`
	Left    []string    `json:"left" doc:"who would drop out of them"`
	Moved   []movedView `json:"moved"`
}

type whatIfView struct {
	Places    int             `json:"places"`
	Before    []whatIfRow     `json:"before"`
	After     []whatIfRow     `json:"after"`
	Moved     []movedView     `json:"moved"`
	Stability []stabilityView `json:"stability"`
	Sentence  string          `json:"sentence"`
	Towns     []leftOutView   `json:"towns_left_out" doc:"the ratings that one town gave its own left out, a town at a time"`
	TownsSay  string          `json:"towns_sentence,omitempty"`
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
	view := whatIfView{Places: p.Places, Before: whatIfRows(p.Before, before), After: whatIfRows(p.After, p.Places), Stability: []stabilityView{},
		Moved: movedViews(p.Before.Entries, p.Before.Result, p.After.Result), Towns: []leftOutView{}}
	for _, i := range p.After.Result.Order() {
		if len(view.Stability) < stabilityShown && p.After.Result.Rank(i) > 0 {
			view.Stability = append(view.Stability, stabilityView{Entry: p.After.Entries[i].ID, Title: p.After.Entries[i].Title, Share: p.Stability[i].String()})
		}
	}
	view.Sentence = sentenceOf(p, lang)
	for _, town := range p.Towns {
		view.Towns = append(view.Towns, viewLeftOut(p, town))
	}
	view.TownsSay = townsSentence(view.Towns, lang)
	return view
}

// movedViews lists whose rank differs between two results over the same entries.
func movedViews(entries []round.Entry, before, after *score.Result) []movedView {
	moved := []movedView{}
	for i, e := range entries {
		if from, to := before.Rank(i), after.Rank(i); from != to {
			moved = append(moved, movedView{Entry: e.ID, Title: e.Title, From: rankOf(from), To: rankOf(to)})
		}
	}
	return moved
}

func viewLeftOut(p *round.Prospect, town round.TownLeftOut) leftOutView {
	view := leftOutView{Town: town.Town, Ratings: town.Ratings, Entered: []string{}, Left: []string{}, Moved: movedViews(p.After.Entries, p.After.Result, town.Result)}
	for i, e := range p.After.Entries {
		was, is := within(p.After.Result.Rank(i), p.Places), within(town.Result.Rank(i), p.Places)
		switch {
		case is && !was:
			view.Entered = append(view.Entered, e.Title)
		case was && !is:
			view.Left = append(view.Left, e.Title)
		}
	}
	return view
}

func within(rank, places int) bool { return rank > 0 && rank <= places }

// townsSentence says whether who is within the places hangs on what a town gave its own.
func townsSentence(towns []leftOutView, lang string) string {
	if len(towns) == 0 {
		return ""
	}
	var deciding []string
	for _, town := range towns {
		if len(town.Entered)+len(town.Left) > 0 {
			deciding = append(deciding, town.Town)
		}
	}
	if len(deciding) == 0 {
		return fault.Sentence("server.whatif_towns_settled", lang, fault.Args{"towns": len(towns)})
	}
	return fault.Sentence("server.whatif_towns_open", lang, fault.Args{"towns": len(towns), "deciding": len(deciding), "titles": joinTitles(deciding, lang)})
}

func joinTitles(titles []string, lang string) string {
	if lang == "zh" {
		return strings.Join(titles, "、")
	}
	return strings.Join(titles, ", ")
}

func whatIfRows(scored *round.Scored, places int) []whatIfRow {
	rows := make([]whatIfRow, 0, len(scored.Entries))
	for _, i := range scored.Result.Order() {
		rank := scored.Result.Rank(i)
		rows = append(rows, whatIfRow{Entry: scored.Entries[i].ID, Title: scored.Entries[i].Title, Rank: rankOf(rank), Total: scored.Result.Total(i).String(),
			Selected: within(rank, places)})
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
