package server

import (
	"net/http"
	"slices"

	"qixing/notice"
	"qixing/org"
	"qixing/pack"
	"qixing/round"
	"qixing/store"
)

// visiting is a request for a public page under way: nobody is signed in.
func (s *Server) visiting(r *http.Request, tx *store.Tx) call {
	lang := languageOf(r.Context())
	return call{Context: r.Context(), tx: tx, who: org.Principal{County: s.County, Language: lang}, lang: lang}
}

// noticeIn gives a notice as its reader reads it: what it took from the policy, and the units on its list, in their language; what the
// office typed as it is. The words that are kept, and that the journal has, are the Chinese ones.
func (s *Server) noticeIn(c call, n notice.Notice) notice.Notice {
	if c.lang != "en" {
		return n
	}
	r, err := s.rounds.FindRound(c, c.tx, c.who.County, n.RoundID)
	if err != nil { // the words that are kept say it too
		return n
	}
	phrase := pack.Phrases(c.lang, r.Policy)
	if n.Title == notice.TitleOf("zh", r.Title) {
		n.Title = notice.TitleOf(c.lang, roundIn(c.lang, r))
	}
	n.Basis, n.Approval = phrase(n.Basis), phrase(n.Approval)
	n.Subjects = s.listedIn(c, r, n.Subjects)
	return n
}

func (s *Server) listedIn(c call, r *round.Running, subjects []notice.Listed) []notice.Listed {
	entries, err := r.ListEntries(c, c.tx)
	if err != nil {
		return subjects
	}
	byID := map[int64]round.Entry{}
	for _, e := range entries {
		byID[e.ID] = e
	}
	names, named := s.places(c), slices.Clone(subjects)
	for i, one := range named {
		if e, found := byID[one.Entry]; found {
			named[i].Title, named[i].Town = names.entry(e), names.town(e)
		}
	}
	return named
}
