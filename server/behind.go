package server

import (
	"errors"

	"qixing/fault"
	"qixing/ledger"
	"qixing/round"
)

// behindLimit is how many records of one register are shown behind an indicator.
const behindLimit = 100

type behindView struct {
	Register string      `json:"register"`
	Title    string      `json:"title"`
	Items    []RecordRow `json:"items"`
	Hidden   int         `json:"hidden" doc:"records that count and that the asker may not open"`
	More     bool        `json:"more" doc:"there are more than are listed"`
}

type indicatorPath struct {
	EntryPath
	Indicator string `query:"indicator" required:"true" maxLength:"100" doc:"criterion.indicator"`
}

func (s *Server) behindRoute() {
	query(s, "/rounds/{id}/entries/{entry}/records", "The records behind an indicator, register by register", func(c call, in *indicatorPath) (listOf[behindView], error) {
		return s.listBehind(c, in)
	})
}

func (s *Server) listBehind(c call, in *indicatorPath) (listOf[behindView], error) {
	r, scored, i, err := s.seeEntry(c, in.ID, in.Entry)
	if err != nil {
		return listOf[behindView]{}, err
	}
	books, err := s.books(c)
	if err != nil {
		return listOf[behindView]{}, err
	}
	e := scored.Entries[i]
	var found []ledger.Behind
	for _, measure := range measuresOf(scored, i, in.Indicator) {
		behind, err := books.ListBehind(c, c.tx, measure, ledger.Subject{UnitID: e.UnitID, PersonID: e.PersonID}, r.Period, behindLimit)
		if err != nil {
			return listOf[behindView]{}, err
		}
		found = append(found, behind...)
	}
	return s.viewBehind(c, books, found)
}

// measuresOf gives the measures that an indicator of an entry was computed from.
func measuresOf(scored *round.Scored, i int, key string) []string {
	var measures []string
	for _, criterion := range scored.Plan.Explain(scored.Input, scored.Result, i).Criteria {
		for _, indicator := range criterion.Indicators {
			if criterion.ID+"."+indicator.ID != key {
				continue
			}
			for _, input := range indicator.Inputs {
				measures = append(measures, input.Measure)
			}
		}
	}
	return measures
}

// viewBehind shows each record once, under its register. What the asker may not open is only counted.
func (s *Server) viewBehind(c call, books *ledger.Ledger, found []ledger.Behind) (listOf[behindView], error) {
	out := listOf[behindView]{}
	at, seen := map[string]int{}, map[int64]bool{}
	shown := map[string][]ledger.Record{}
	for _, behind := range found {
		viewer, err := s.newRecordViewer(c, behind.Register)
		if err != nil {
			return out, err
		}
		if _, is := at[behind.Register]; !is {
			at[behind.Register] = len(out.Items)
			out.Items = append(out.Items, behindView{Register: behind.Register, Title: titleIn(c.lang, viewer.register.Title, viewer.register.TitleEN)})
		}
		view := &out.Items[at[behind.Register]]
		view.More = view.More || behind.More
		for _, id := range behind.Records {
			if seen[id] {
				continue
			}
			seen[id] = true
			record, err := books.FindRecord(c, c.tx, c.who, behind.Register, id, "")
			var refused *fault.Error
			switch {
			case err == nil:
				shown[behind.Register] = append(shown[behind.Register], record)
			case errors.As(err, &refused):
				view.Hidden++
			default:
				return out, err
			}
		}
	}
	for i := range out.Items {
		viewer, err := s.newRecordViewer(c, out.Items[i].Register)
		if err != nil {
			return out, err
		}
		if out.Items[i].Items, err = viewer.rows(shown[out.Items[i].Register]); err != nil {
			return out, err
		}
	}
	return out, nil
}
