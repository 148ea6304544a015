package server

import (
	"net/http"

	"qixing/ledger"
)

type suspectView struct {
	Key       string      `json:"key" doc:"names the records as they stand now"`
	Doubt     string      `json:"doubt"`
	Title     string      `json:"title"`
	Same      []string    `json:"same" doc:"the fields that are the same"`
	Records   []RecordRow `json:"records"`
	SettledBy string      `json:"settled_by,omitempty"`
	SettledAt string      `json:"settled_at,omitempty"`
	Reason    string      `json:"reason,omitempty" doc:"what was found"`
	MaySettle bool        `json:"may_settle"`
}

func (s *Server) doubtRoutes() {
	query(s, "/registers/{register}/doubts", "Records that look as if they were one fact entered twice, for a person to look at", func(c call, in *struct {
		RegisterPath
	}) (listOf[suspectView], error) {
		return s.listDoubts(c, in.Register)
	})
	command(s, http.MethodPost, "/registers/{register}/doubts/{key}", "Write down what was found about such records", func(c call, in *struct {
		RegisterPath
		Key  string `path:"key" maxLength:"40"`
		Body struct {
			Reason string `json:"reason" maxLength:"500"`
		}
	}) (nothing, error) {
		books, err := s.books(c)
		if err != nil {
			return nothing{}, err
		}
		return nothing{OK: true}, books.Settle(c, c.tx, c.who, in.Register, in.Key, in.Body.Reason)
	})
}

func (s *Server) listDoubts(c call, register string) (listOf[suspectView], error) {
	viewer, err := s.newRecordViewer(c, register)
	if err != nil {
		return listOf[suspectView]{}, err
	}
	suspects, err := viewer.books.ListSuspects(c, c.tx, c.who, register)
	if err != nil {
		return listOf[suspectView]{}, err
	}
	view := listOf[suspectView]{}
	for _, one := range suspects {
		suspect, err := viewer.suspect(one)
		if err != nil {
			return view, err
		}
		view.Items = append(view.Items, suspect)
	}
	return view, nil
}

func (v *recordViewer) suspect(one ledger.Suspect) (suspectView, error) {
	rows, err := v.rows(one.Records)
	view := suspectView{Key: one.Key, Doubt: one.Doubt.ID, Title: titleIn(v.c.lang, one.Doubt.Title, one.Doubt.TitleEN), Same: one.Doubt.Same,
		Records: rows, MaySettle: v.books.Oversees(v.c.who)}
	for _, r := range one.Records {
		view.MaySettle = view.MaySettle || v.books.MayCheck(v.c.who, v.register, r.UnitID)
	}
	if one.Settled != nil {
		view.SettledBy, view.SettledAt, view.Reason = v.titles.account(one.Settled.By), one.Settled.At, one.Settled.Reason
	}
	return view, err
}
