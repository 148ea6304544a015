package server

import (
	"net/http"
	"slices"

	"qixing/fault"
	"qixing/pack"
	"qixing/procedure"
	"qixing/round"
)

func notSeen(entry int64) error {
	return fault.NotFound("round.entry_not_found", fault.Args{"id": entry})
}

type recommendationView struct {
	Town        named        `json:"town"`
	TownID      int64        `json:"town_id"`
	Quota       int          `json:"quota"`
	Pool        int          `json:"pool"`
	Version     int64        `json:"version"`
	SavedAt     string       `json:"saved_at,omitempty"`
	SavedBy     string       `json:"saved_by,omitempty"`
	SubmittedAt string       `json:"submitted_at,omitempty"`
	Picks       []round.Pick `json:"picks"`
	Reasons     []string     `json:"reasons"`
	May         bool         `json:"may"`
}

type savePicks struct {
	RoundPath
	Body struct {
		TownID  int64        `json:"town_id"`
		Version int64        `json:"version"`
		Picks   []round.Pick `json:"picks" maxItems:"5000"`
	}
}

type submitPicks struct {
	RoundPath
	Body struct {
		TownID  int64 `json:"town_id"`
		Version int64 `json:"version"`
	}
}

func (s *Server) recommendationRoutes() {
	query(s, "/rounds/{id}/recommendation", "A town's recommendation", func(c call, in *struct {
		RoundPath
		TownID int64 `query:"town_id" doc:"the town; 0 takes the asker's own"`
	}) (recommendationView, error) {
		town, err := s.ownTown(c, in.ID, in.TownID)
		if err != nil {
			return recommendationView{}, err
		}
		r, rec, pool, err := s.rounds.FindRecommendation(c, c.tx, c.who, in.ID, town)
		if err != nil {
			return recommendationView{}, err
		}
		return s.viewRecommendation(c, r, rec, pool), nil
	})
	command(s, http.MethodPut, "/rounds/{id}/recommendation", "Keep picks as a draft", func(c call, in *savePicks) (versioned, error) {
		rec, err := s.rounds.SaveRecommendation(c, c.tx, c.who, in.ID, in.Body.TownID, in.Body.Version, s.keptPicks(c, in.ID, in.Body.Picks))
		return versioned{Version: rec.Version}, err
	})
	command(s, http.MethodPost, "/rounds/{id}/recommendation/submit", "Hand the recommendation in", func(c call, in *submitPicks) (versioned, error) {
		rec, err := s.rounds.SubmitRecommendation(c, c.tx, c.who, in.ID, in.Body.TownID, in.Body.Version)
		return versioned{Version: rec.Version}, err
	})
}

// ownTown gives the town asked for, or else the first whose entries the asker recommends.
func (s *Server) ownTown(c call, id, town int64) (int64, error) {
	if town != 0 {
		return town, nil
	}
	r, err := s.rounds.FindRound(c, c.tx, c.who.County, id)
	if err != nil {
		return 0, err
	}
	stage := procedure.FirstOf(r.Policy.Procedure, pack.Recommend)
	entries, err := r.ListEntries(c, c.tx)
	if err != nil || stage == nil {
		return 0, err
	}
	for _, e := range entries {
		if round.Holds(c.who, stage.By, e.UnitPath) {
			return e.TownID, nil
		}
	}
	return 0, fault.NotFound("round.no_pool", fault.Args{"round": r.Title})
}

func (s *Server) viewRecommendation(c call, r *round.Running, rec round.Recommendation, pool []round.Entry) recommendationView {
	stage := procedure.FirstOf(r.Policy.Procedure, pack.Recommend)
	view := recommendationView{TownID: rec.UnitID, Town: named{Title: s.places(c).town(pool[0])}, Quota: rec.Quota, Pool: rec.Pool, Version: rec.Version, SavedAt: rec.SavedAt,
		SavedBy: rec.SavedBy, SubmittedAt: rec.SubmittedAt, Picks: picksIn(c.lang, r, rec.Picks), Reasons: pack.AllIn(c.lang, stage.Reasons, stage.ReasonsEN)}
	view.May = r.Stage == stage.ID && rec.SubmittedAt == "" && round.Holds(c.who, stage.By, pool[0].UnitPath)
	return view
}

// keptPicks are picks with their reasons as they are kept.
func (s *Server) keptPicks(c call, id int64, picks []round.Pick) []round.Pick {
	r, err := s.rounds.FindRound(c, c.tx, c.who.County, id)
	if err != nil || c.lang != "en" { // a round that isn't there is refused below
		return picks
	}
	return picksIn("zh", r, picks)
}

// picksIn gives picks with the reasons that were chosen from the policy's own in the language of whoever reads.
func picksIn(lang string, r *round.Running, picks []round.Pick) []round.Pick {
	said, phrase := slices.Clone(picks), pack.Phrases(lang, r.Policy)
	for i := range said {
		said[i].Reason = phrase(said[i].Reason)
	}
	return said
}
