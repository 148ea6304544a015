package server

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
	"sync"
	"time"

	"qixing/calendar"
	"qixing/fault"
	"qixing/notice"
	"qixing/org"
	"qixing/store"
)

//go:embed pages
var pages embed.FS

// page is what a public page is made from. Its fields are those of the templates in pages/.
type page struct {
	Lang      string
	Title     string
	Heading   string // of what kind the page is; "" for notices
	County    string
	CSS       template.CSS
	Notices   []notice.Notice
	Notice    notice.Notice
	Leaf      string
	Address   string        // where the page stands
	QR        template.HTML // the same, for a poster
	Open      bool          // objections are still taken
	Form      notice.Complaint
	Objection notice.Objection
	Ask       askPage
	New       bool
	Error     string
	Switch    string // the same page in the other language
}

// templates are the public pages in each language, parsed for the first visitor: no start waits for them. TestPagesParse finds a mistake.
var templates = map[string]func() *template.Template{
	"zh": sync.OnceValue(func() *template.Template { return parsePages("zh") }),
	"en": sync.OnceValue(func() *template.Template { return parsePages("en") }),
}

var stylesheet = func() template.CSS {
	css, err := pages.ReadFile("pages/page.css")
	if err != nil {
		panic(err) // embedded above
	}
	return template.CSS(css) //nolint:gosec // our own file
}()

func parsePages(lang string) *template.Template {
	say := func(key string) string { return pageWord(lang, key) }
	functions := template.FuncMap{"t": say, "date": dateIn(lang), "moment": momentIn(lang), "add": func(a, b int) int { return a + b },
		"aside": func(text any) string { return fault.Sentence("server.page_aside", lang, fault.Args{"text": text}) },
		"stamp": func(text string) string {
			at, _ := time.Parse(time.RFC3339, text)
			return momentIn(lang)(at)
		},
		"state":     func(n notice.Notice) string { return say(noticeState(n)) },
		"objection": func(o notice.Objection) string { return say(objectionState(o)) },
	}
	return template.Must(template.New("").Funcs(functions).ParseFS(pages, "pages/*.html"))
}

// pageWord is one of the words of the public pages.
func pageWord(lang, key string) string { return fault.Sentence("server.page_"+key, lang, nil) }

func dateIn(lang string) func(string) string {
	return func(text string) string {
		date, err := calendar.ParseDate(text)
		if err != nil || lang == "en" {
			return text
		}
		return date.Chinese()
	}
}

func momentIn(lang string) func(time.Time) string {
	return func(at time.Time) string {
		if lang == "en" {
			return at.In(calendar.Beijing).Format("2006-01-02 15:04")
		}
		return at.In(calendar.Beijing).Format("2006年1月2日15:04")
	}
}

func noticeState(n notice.Notice) string {
	if n.State == notice.Closed {
		return "notice_closed"
	}
	return "notice_standing"
}

func objectionState(o notice.Objection) string {
	switch o.State {
	case notice.Received:
		return "objection_received"
	case notice.Accepted:
		return "objection_accepted"
	case notice.NotAccepted:
		return "objection_not_accepted"
	case notice.Found:
		return "objection_found"
	default:
		return "objection_not_found"
	}
}

// render answers with a public page. Half a page is never sent.
func (s *Server) render(w http.ResponseWriter, r *http.Request, status int, name string, p page) {
	text, err := writePage(r, name, p)
	if err != nil {
		s.writeProblem(w, r, err)
		return
	}
	sendPage(w, status, text)
}

func writePage(r *http.Request, name string, p page) (written, error) {
	p.Lang, p.CSS, p.Switch = languageOf(r.Context()), stylesheet, otherLanguage(r)
	var body bytes.Buffer
	if err := templates[p.Lang]().ExecuteTemplate(&body, name, p); err != nil {
		return nil, fault.Internal(err)
	}
	return body.Bytes(), nil
}

// otherLanguage is the address of the same page in the other language; none for the answer to a form, which has no address of its own.
func otherLanguage(r *http.Request) string {
	if r.Method != http.MethodGet {
		return ""
	}
	query := r.URL.Query()
	query.Set("lang", pageWord(languageOf(r.Context()), "other"))
	return r.URL.Path + "?" + query.Encode()
}

func sendPage(w http.ResponseWriter, status int, text written) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Vary", "Accept-Language, Cookie")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	w.WriteHeader(status)
	_, _ = w.Write(text) // the visitor may have gone
}

// sorry answers with a public page that says what went wrong.
func (s *Server) sorry(w http.ResponseWriter, r *http.Request, err error) {
	p := s.problem(r.Context(), languageOf(r.Context()), err).(*problem)
	text := p.Detail
	if p.Incident != "" {
		text += fault.Sentence("server.page_aside", languageOf(r.Context()), fault.Args{"text": p.Incident})
	}
	s.render(w, r, p.Status, "sorry", page{Title: p.Title, Error: text, County: s.countyTitle(r)})
}

// countyTitle is the county's name for a page's head; a page can do without.
func (s *Server) countyTitle(r *http.Request) string {
	var title string
	_ = s.db.Read(r.Context(), func(tx *store.Tx) error {
		title = titleOfCounty(r, tx, s.County)
		return nil
	})
	return title
}

func titleOfCounty(r *http.Request, tx *store.Tx, county string) string {
	var root org.Unit
	_ = tx.QueryRow(r.Context(), `SELECT title, title_en FROM units WHERE county = $1 AND parent_id = 0`, county).Scan(&root.Title, &root.TitleEN)
	return root.In(languageOf(r.Context()))
}
