package server

import (
	"crypto/rand"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"qixing/fault"
	"qixing/ledger"
	"qixing/matter"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

// askPage is what the public pages of matters show: where one may ask without signing in, and what became of it.
type askPage struct {
	Matters []askLink
	ID      string
	Note    string
	Fields  []askField
	Towns   []askTown
	Unit    int64
	Request string
	Matter  askedView
}

type askLink struct{ Title, Note, Address string }

type askField struct {
	ID, Title, Help, Kind, Value string // Kind: text, long, choice, date, number
	Required                     bool
	Most                         int
	Options                      []optionView
}

type askTown struct {
	Title    string
	Villages []optionView
}

func (s *Server) askRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /ask", s.pageAskable)
	mux.HandleFunc("GET /ask/{matter}", s.pageAsk)
	mux.HandleFunc("POST /ask/{matter}", s.postAsk)
	mux.HandleFunc("GET /ask/receipt", s.findAsked)
	mux.HandleFunc("GET /ask/receipt/{receipt}", s.pageAsked)
	mux.HandleFunc("POST /ask/receipt/{receipt}/{step}", s.postAsked)
}

// asking is a request for a public page under way: nobody is signed in.
func (s *Server) asking(r *http.Request, tx *store.Tx) (call, *ledger.Ledger, error) {
	c := s.visiting(r, tx)
	books, err := s.openBooks(r.Context(), tx, s.County)
	return c, books, err
}

func (s *Server) newAskPage(r *http.Request, title string) page {
	lang := languageOf(r.Context())
	return page{Title: pageWord(lang, title), Heading: pageWord(lang, "ask"), County: s.countyTitle(r)}
}

func (s *Server) pageAskable(w http.ResponseWriter, r *http.Request) {
	p := s.newAskPage(r, "ask")
	err := s.db.Read(r.Context(), func(tx *store.Tx) error {
		c, books, err := s.asking(r, tx)
		if err != nil {
			return err
		}
		for _, policy := range books.Pack.Matters {
			if len(policy.Public) > 0 {
				p.Ask.Matters = append(p.Ask.Matters, askLink{Title: titleIn(c.lang, policy.Title, policy.TitleEN), Note: titleIn(c.lang, policy.Note, policy.NoteEN), Address: "/ask/" + policy.ID})
			}
		}
		return nil
	})
	if err != nil {
		s.sorry(w, r, err)
		return
	}
	s.render(w, r, http.StatusOK, "askable", p)
}

func (s *Server) pageAsk(w http.ResponseWriter, r *http.Request) {
	s.showAsk(w, r, http.StatusOK, url.Values{}, "")
}

// showAsk answers with the form, on which what was typed stays, with why it wasn't taken.
func (s *Server) showAsk(w http.ResponseWriter, r *http.Request, status int, form url.Values, failure string) {
	p := s.newAskPage(r, "ask")
	err := s.db.Read(r.Context(), func(tx *store.Tx) error {
		c, books, err := s.asking(r, tx)
		if err != nil {
			return err
		}
		policy, register, err := askable(books, r.PathValue("matter"))
		if err != nil {
			return err
		}
		p.Title = titleIn(c.lang, policy.Title, policy.TitleEN)
		p.Ask.ID, p.Ask.Note = policy.ID, titleIn(c.lang, policy.Note, policy.NoteEN)
		p.Ask.Unit, _ = strconv.ParseInt(form.Get("unit"), 10, 64)
		p.Ask.Towns = townsOf(c, books, register)
		for _, id := range policy.Public {
			field, _ := register.FindField(id)
			one, err := s.askField(c, books, field, form.Get(id))
			if err != nil {
				return err
			}
			p.Ask.Fields = append(p.Ask.Fields, one)
		}
		return nil
	})
	if err != nil {
		s.sorry(w, r, err)
		return
	}
	if p.Ask.Request = form.Get("request"); p.Ask.Request == "" {
		p.Ask.Request = requestName()
	}
	p.Error = failure
	s.render(w, r, status, "ask", p)
}

// requestName names a form that is sent out, so that what comes back twice is taken once.
func requestName() string {
	var raw [15]byte
	_, _ = io.ReadFull(rand.Reader, raw[:]) // it never fails
	return strings.ToLower(base32.StdEncoding.EncodeToString(raw[:]))
}

func askable(books *ledger.Ledger, id string) (*pack.Matter, *pack.Register, error) {
	policy, ok := books.Pack.FindMatter(id)
	if !ok || len(policy.Public) == 0 {
		return nil, nil, fault.NotFound("matter.no_matter", fault.Args{"matter": id})
	}
	table, err := books.FindTable(policy.Register)
	if err != nil {
		return nil, nil, err
	}
	return policy, table.Register, nil
}

// townsOf lists whom a record may be about, town by town.
func townsOf(c call, books *ledger.Ledger, register *pack.Register) []askTown {
	today := c.tx.Now.Format("2006-01-02")
	if register.Owner != string(org.Village) {
		one := askTown{}
		for _, unit := range books.Tree.Roster(org.Kind(register.Owner), 0, today) {
			one.Villages = append(one.Villages, optionView{ID: fmt.Sprint(unit.ID), Title: unit.In(c.lang)})
		}
		return []askTown{one}
	}
	var towns []askTown
	for _, town := range books.Tree.Roster(org.Town, 0, today) {
		one := askTown{Title: town.In(c.lang)}
		for _, village := range books.Tree.Roster(org.Village, town.ID, today) {
			one.Villages = append(one.Villages, optionView{ID: fmt.Sprint(village.ID), Title: village.In(c.lang)})
		}
		towns = append(towns, one)
	}
	return towns
}

// askField says how a field is asked on a page without a script.
func (s *Server) askField(c call, books *ledger.Ledger, field *pack.Field, value string) (askField, error) {
	one := askField{ID: field.ID, Title: titleIn(c.lang, field.Title, field.TitleEN), Help: titleIn(c.lang, field.Help, field.HelpEN), Kind: "text", Value: value, Required: field.Required, Most: 200}
	if field.MaxLength > 0 {
		one.Most = field.MaxLength
	}
	switch field.Type {
	case pack.LongText:
		one.Kind = "long"
	case pack.Date:
		one.Kind = "date"
	case pack.Integer, pack.Decimal, pack.Money, pack.Share, pack.Year:
		one.Kind = "number"
	case pack.Bool:
		one.Kind, one.Options = "choice", []optionView{{ID: "是", Title: pageWord(c.lang, "yes")}, {ID: "否", Title: pageWord(c.lang, "no")}}
	case pack.Choice:
		one.Kind = "choice"
		for _, option := range field.Options {
			one.Options = append(one.Options, optionView{ID: option.ID, Title: titleIn(c.lang, option.Title, option.TitleEN)})
		}
	case pack.RecordRef:
		one.Kind = "choice"
		register, _ := books.Pack.FindRegister(field.Of)
		return one, books.EachRecord(c, c.tx, field.Of, nil, func(r ledger.Record) error {
			one.Options = append(one.Options, optionView{ID: fmt.Sprint(r.ID), Title: books.TitleOf(register, r, c.lang)})
			return nil
		})
	}
	return one, nil
}

func (s *Server) postAsk(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	if err := r.ParseForm(); err != nil {
		s.sorry(w, r, fault.Usage("server.malformed", nil).Because(err))
		return
	}
	var started matter.Started
	err := s.db.Write(r.Context(), func(tx *store.Tx) error {
		_, books, err := s.asking(r, tx)
		if err != nil {
			return err
		}
		policy, register, err := askable(books, r.PathValue("matter"))
		if err != nil {
			return err
		}
		if r.PostForm.Get("confirm") == "" {
			return fault.Invalid("server.ask_confirm", nil).At("confirm")
		}
		asked, err := readForm(register, policy.Public, r.PostForm)
		if err != nil {
			return err
		}
		unit, _ := strconv.ParseInt(r.PostForm.Get("unit"), 10, 64)
		started, err = s.matters.StartPublic(r.Context(), tx, books, policy.ID, matter.Asking{UnitID: unit, Values: asked, Request: r.PostForm.Get("request")})
		return err
	})
	if err != nil {
		if fault.CodeOf(err) == fault.CodeNotFound && fault.Find(err).Key == "matter.no_matter" {
			s.sorry(w, r, err)
			return
		}
		p := s.problem(r.Context(), languageOf(r.Context()), err).(*problem)
		s.showAsk(w, r, p.Status, r.PostForm, allThatIsWrong(p))
		return
	}
	http.Redirect(w, r, "/ask/receipt/"+started.Receipt+"?new=1", http.StatusSeeOther)
}

// allThatIsWrong says every fault of a form in one paragraph.
func allThatIsWrong(p *problem) string {
	if len(p.Errors) < 2 {
		return p.Detail + p.Hint
	}
	var all []string
	for _, one := range p.Errors {
		all = append(all, one.Message)
	}
	return strings.Join(all, " ")
}

// readForm reads the named fields of a posted form; all that can't be read is said at once.
func readForm(register *pack.Register, names []string, form url.Values) (map[string]ledger.Value, error) {
	read := map[string]ledger.Value{}
	var problems []error
	for _, id := range names {
		field, ok := register.FindField(id)
		if !ok || !form.Has(id) {
			continue
		}
		value, err := readText(field, strings.TrimSpace(form.Get(id)))
		if err != nil {
			problems = append(problems, located(err, id)...)
			continue
		}
		read[id] = value
	}
	return read, errors.Join(problems...)
}
