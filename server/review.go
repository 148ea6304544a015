package server

import (
	"net/http"

	"qixing/fault"
	"qixing/fixed"
	"qixing/pack"
	"qixing/round"
)

type anchorView struct {
	Points string `json:"points"`
	Text   string `json:"text"`
}

type scaleView struct {
	Key     string       `json:"key"`
	Title   string       `json:"title"`
	Of      string       `json:"of"`
	Anchors []anchorView `json:"anchors"`
}

type myReview struct {
	Entry     int64  `json:"entry"`
	Title     string `json:"title"`
	TownTitle string `json:"town_title"`
	Done      int    `json:"done"`
	Total     int    `json:"total"`
	Submitted bool   `json:"submitted"`
}

type reviewsView struct {
	Mine    []myReview    `json:"mine"`
	Recused int           `json:"recused"`
	Scale   []scaleView   `json:"scale"`
	Above   string        `json:"above,omitempty" doc:"over this share of full marks a reason is asked for"`
	Below   string        `json:"below,omitempty"`
	Spread  *round.Spread `json:"spread,omitempty" doc:"mine against the others', once I have finished"`
	May     bool          `json:"may"`
}

type ratingView struct {
	Key    string `json:"key"`
	Points string `json:"points"`
	Reason string `json:"reason,omitempty" maxLength:"500"`
}

type reviewView struct {
	Version     int64        `json:"version"`
	Ratings     []ratingView `json:"ratings"`
	Opinion     string       `json:"opinion"`
	SavedAt     string       `json:"saved_at,omitempty"`
	SubmittedAt string       `json:"submitted_at,omitempty"`
}

type saveReview struct {
	EntryPath
	Body struct {
		Version int64        `json:"version"`
		Ratings []ratingView `json:"ratings" maxItems:"100"`
		Opinion string       `json:"opinion,omitempty" maxLength:"2000"`
	}
}

func (s *Server) reviewRoutes() {
	s.entryRoutes()
	s.recommendationRoutes()
	query(s, "/rounds/{id}/reviews", "A reviewer's own list", func(c call, in *RoundPath) (reviewsView, error) { return s.listReviews(c, in.ID) })
	query(s, "/rounds/{id}/entries/{entry}/review", "My review of an entry", func(c call, in *EntryPath) (reviewView, error) {
		review, err := round.FindReview(c, c.tx, c.who.County, in.Entry, c.who.AccountID)
		return viewReview(review), err
	})
	command(s, http.MethodPut, "/rounds/{id}/entries/{entry}/review", "Keep a review as a draft", func(c call, in *saveReview) (versioned, error) {
		ratings := make([]round.Rating, 0, len(in.Body.Ratings))
		for _, rating := range in.Body.Ratings {
			points, err := parsePoints(rating.Points, rating.Key)
			if err != nil {
				return versioned{}, err
			}
			ratings = append(ratings, round.Rating{Key: rating.Key, Points: points, Reason: rating.Reason})
		}
		review, err := s.rounds.SaveReview(c, c.tx, c.who, in.ID, in.Entry, in.Body.Version, ratings, in.Body.Opinion)
		return versioned{Version: review.Version}, err
	})
	command(s, http.MethodPost, "/rounds/{id}/entries/{entry}/review/submit", "Hand a review in", func(c call, in *struct {
		EntryPath
		Body versioned
	}) (versioned, error) {
		review, err := s.rounds.SubmitReview(c, c.tx, c.who, in.ID, in.Entry, in.Body.Version)
		return versioned{Version: review.Version}, err
	})
	command(s, http.MethodPost, "/rounds/{id}/entries/{entry}/recusal", "Stand aside from an entry", func(c call, in *struct {
		EntryPath
		Body reasoned
	}) (nothing, error) {
		return nothing{OK: true}, s.rounds.Recuse(c, c.tx, c.who, in.ID, in.Entry, in.Body.Reason)
	})
	query(s, "/rounds/{id}/reviewers", "How far each reviewer is, and how their points spread", func(c call, in *RoundPath) (listOf[reviewerView], error) {
		return s.listReviewers(c, in.ID)
	})
}

func viewReview(review round.EntryReview) reviewView {
	view := reviewView{Version: review.Version, Opinion: review.Opinion, SavedAt: review.SavedAt, SubmittedAt: review.SubmittedAt, Ratings: []ratingView{}}
	for _, rating := range review.Ratings {
		view.Ratings = append(view.Ratings, ratingView{Key: rating.Key, Points: rating.Points.String(), Reason: rating.Reason})
	}
	return view
}

func (s *Server) listReviews(c call, id int64) (reviewsView, error) {
	view := reviewsView{Mine: []myReview{}, Scale: []scaleView{}}
	r, err := s.rounds.FindRound(c, c.tx, c.who.County, id)
	if err != nil {
		return view, err
	}
	stage := r.RatingStage(c.who)
	if stage == nil {
		return view, fault.Forbidden("round.review_forbidden", nil)
	}
	recused, err := r.Recused(c, c.tx, c.who)
	if err != nil {
		return view, err
	}
	entries, err := r.ListEntries(c, c.tx)
	if err != nil {
		return view, err
	}
	reviews, err := r.ListReviews(c, c.tx)
	if err != nil {
		return view, err
	}
	view.Scale = scaleViews(c.lang, r, r.Rated(stage.By))
	view.mine(c, s.places(c), r, stage, entries, reviews, recused)
	view.May = r.Stage == stage.ID
	if bounds := r.Policy.Extremes; bounds != nil {
		view.Above, view.Below = bounds.Above.Resolve(r.Values).String(), bounds.Below.Resolve(r.Values).String()
	}
	return view, nil
}

func (v *reviewsView) mine(c call, named places, r *round.Running, stage *pack.Stage, entries []round.Entry, reviews []round.EntryReview, recused map[int64]string) {
	own := map[int64]round.EntryReview{}
	for _, review := range reviews {
		if review.AccountID == c.who.AccountID {
			own[review.EntryID] = review
		}
	}
	finished := true
	for _, e := range entries {
		if !r.Reviewable(e, stage) || !round.Holds(c.who, stage.By, e.UnitPath) {
			continue
		}
		if recused[e.ID] != "" {
			v.Recused++
			continue
		}
		review := own[e.ID]
		v.Mine = append(v.Mine, myReview{Entry: e.ID, Title: named.entry(e), TownTitle: named.town(e), Done: len(review.Ratings), Total: len(v.Scale), Submitted: review.SubmittedAt != ""})
		finished = finished && review.SubmittedAt != ""
	}
	if finished && len(v.Mine) > 0 {
		spread := r.SpreadOf(reviews, c.who.AccountID)
		v.Spread = &spread
	}
}

func scaleViews(lang string, r *round.Running, rated []round.Keyed) []scaleView {
	views := make([]scaleView, 0, len(rated))
	for _, indicator := range rated {
		view := scaleView{Key: indicator.Key, Title: titleIn(lang, indicator.Criterion.Title, indicator.Criterion.TitleEN) + " · " + titleIn(lang, indicator.Title, indicator.TitleEN), Of: r.FullPoints(indicator).Value().String(), Anchors: []anchorView{}}
		for _, anchor := range indicator.RatedBy.Anchors {
			view.Anchors = append(view.Anchors, anchorView{Points: anchor.Bound.Resolve(r.Values).String(), Text: anchor.Points.String()})
		}
		views = append(views, view)
	}
	return views
}

type reviewerView struct {
	Title     string `json:"title"`
	Done      int    `json:"done"`
	Total     int    `json:"total"`
	Recused   int    `json:"recused"`
	Mean      string `json:"mean" doc:"of the shares of full marks"`
	Histogram []int  `json:"histogram" doc:"how many ratings in each tenth of full marks"`
}

func (s *Server) listReviewers(c call, id int64) (listOf[reviewerView], error) {
	none := listOf[reviewerView]{Items: []reviewerView{}}
	r, err := s.rounds.FindRound(c, c.tx, c.who.County, id)
	if err != nil {
		return none, err
	}
	if !round.May(c.who, r.Pack, pack.ManageRounds, "") {
		return none, fault.Forbidden("round.review_forbidden", nil)
	}
	reviewers, err := r.ListReviewers(c, c.tx)
	if err != nil {
		return none, err
	}
	reviews, err := r.ListReviews(c, c.tx)
	return listed(reviewers, func(v round.Reviewer) reviewerView {
		spread := r.SpreadOf(reviews, v.AccountID)
		return reviewerView{Title: v.Title, Done: v.Done, Total: v.Total, Recused: v.Recused, Mean: fixed.Value(spread.Mean).String(), Histogram: spread.Mine}
	}), err
}
