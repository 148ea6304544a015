package server

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"qixing/fault"
	"qixing/ledger"
	"qixing/matter"
	"qixing/pack"
	"qixing/store"
)

// askedView is a matter as whoever asked sees it.
type askedView struct {
	Receipt, Number, Title, Status string
	Over                           bool
	Facts                          []askFact
	Steps                          []takenView
	Offers                         []askOffer
}

type askFact struct{ Title, Value string }

type askOffer struct {
	Step, Title string
	Reason      bool
	Fields      []askField
	Revision    int64
	Request     string
}

// findAsked takes the number that somebody typed to the page of their matter.
func (s *Server) findAsked(w http.ResponseWriter, r *http.Request) {
	number := strings.NewReplacer(" ", "", "-", "").Replace(r.URL.Query().Get("number"))
	if number != "" {
		http.Redirect(w, r, "/ask/receipt/"+url.PathEscape(number), http.StatusSeeOther)
		return
	}
	s.pageAskable(w, r)
}

func (s *Server) pageAsked(w http.ResponseWriter, r *http.Request) {
	s.showAsked(w, r, http.StatusOK, "")
}

func (s *Server) showAsked(w http.ResponseWriter, r *http.Request, status int, failure string) {
	p := s.newAskPage(r, "asked")
	p.New, p.Error = r.URL.Query().Get("new") != "", failure
	err := s.db.Read(r.Context(), func(tx *store.Tx) error {
		c, books, err := s.asking(r, tx)
		if err != nil {
			return err
		}
		m, err := s.matters.FindReceipt(r.Context(), tx, books, r.PathValue("receipt"))
		if err != nil {
			return err
		}
		p.Ask.Matter, err = s.viewAsked(c, books, m, r.PathValue("receipt"))
		return err
	})
	if err != nil {
		s.sorry(w, r, err)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	s.render(w, r, status, "asked", p)
}

func (s *Server) viewAsked(c call, books *ledger.Ledger, m matter.Matter, receipt string) (askedView, error) {
	view := askedView{Receipt: receipt, Number: inFours(receipt), Title: titleIn(c.lang, m.Policy.Title, m.Policy.TitleEN), Over: m.Policy.IsFinal(m.Status()),
		Status: optionTitle(c.lang, m.Register, m.Policy.Status, m.Status())}
	for _, taken := range m.Taken {
		one := viewTaken(c.lang, m, taken)
		one.At = store.FormatTime(taken.At)
		view.Steps = append(view.Steps, one)
	}
	titles, err := s.newTitles(c).referred(books, m.Register, []ledger.Record{m.Record})
	if err != nil {
		return view, err
	}
	for _, field := range m.Register.Fields {
		if text := plainFact(c.lang, field, m.Record.Values[field.ID], titles); text != "" && field.ID != m.Policy.Status {
			view.Facts = append(view.Facts, askFact{Title: titleIn(c.lang, field.Title, field.TitleEN), Value: text})
		}
	}
	for _, offer := range m.Offers {
		if !offer.May() || !slices.Contains(offer.Step.By, pack.Asker) {
			continue
		}
		one := askOffer{Step: offer.Step.ID, Title: titleIn(c.lang, offer.Step.Title, offer.Step.TitleEN), Reason: offer.Step.Reason, Revision: m.Record.Revision, Request: requestName()}
		for _, id := range offer.Step.Fills {
			field, _ := m.Register.FindField(id)
			form, err := s.askField(c, books, field, "")
			if err != nil {
				return view, err
			}
			form.Required = slices.Contains(offer.Step.Needs, id)
			one.Fields = append(one.Fields, form)
		}
		view.Offers = append(view.Offers, one)
	}
	return view, nil
}

// inFours writes a number as people read it aloud.
func inFours(number string) string {
	var parts []string
	for chunk := range slices.Chunk([]rune(number), 4) {
		parts = append(parts, string(chunk))
	}
	return strings.Join(parts, "-")
}

// plainFact is a value in words; what is secret, a file or empty is left out.
func plainFact(lang string, field *pack.Field, value ledger.Value, titles map[string]string) string {
	if !value.Present || field.Sensitive {
		return ""
	}
	switch field.Type {
	case pack.File, pack.Phone, pack.IDNumber:
		return ""
	case pack.Choice:
		if option, ok := field.FindOption(value.Text); ok {
			return titleIn(lang, option.Title, option.TitleEN)
		}
		return value.Text
	case pack.UnitRef, pack.PersonRef, pack.RecordRef:
		return titles[reference(field, value.Number)]
	case pack.Bool:
		return pageWord(lang, map[bool]string{true: "yes", false: "no"}[value.Number != 0])
	}
	return fmt.Sprint(value.Plain(field))
}

func (s *Server) postAsked(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	if err := r.ParseForm(); err != nil {
		s.sorry(w, r, fault.Usage("server.malformed", nil).Because(err))
		return
	}
	receipt := r.PathValue("receipt")
	err := s.db.Write(r.Context(), func(tx *store.Tx) error {
		_, books, err := s.asking(r, tx)
		if err != nil {
			return err
		}
		m, err := s.matters.FindReceipt(r.Context(), tx, books, receipt)
		if err != nil {
			return err
		}
		taking := matter.Taking{Step: r.PathValue("step"), Note: r.PostForm.Get("note"), Receipt: receipt, Request: r.PostForm.Get("request")}
		taking.Revision, _ = strconv.ParseInt(r.PostForm.Get("revision"), 10, 64)
		if step, ok := m.Policy.FindStep(taking.Step); ok {
			if taking.Changes, err = readForm(m.Register, step.Fills, r.PostForm); err != nil {
				return err
			}
		}
		_, err = s.matters.TakeByReceipt(r.Context(), tx, books, taking)
		return err
	})
	if err != nil {
		p := s.problem(r.Context(), languageOf(r.Context()), err).(*problem)
		if p.Key == "matter.no_receipt" {
			s.sorry(w, r, err)
			return
		}
		s.showAsked(w, r, p.Status, allThatIsWrong(p))
		return
	}
	http.Redirect(w, r, "/ask/receipt/"+receipt, http.StatusSeeOther)
}
