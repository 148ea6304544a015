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
	in := func(zh, en string) string {
		if lang == "en" {
			return en
		}
		return zh
	}
	functions := template.FuncMap{"t": in, "date": dateIn(lang), "moment": momentIn(lang), "add": func(a, b int) int { return a + b },
		"stamp": func(text string) string {
			at, _ := time.Parse(time.RFC3339, text)
			return momentIn(lang)(at)
		},
		"state":     func(n notice.Notice) string { return noticeState(n, in) },
		"objection": func(o notice.Objection) string { return objectionState(o, in) },
	}
	return template.Must(template.New("").Funcs(functions).ParseFS(pages, "pages/*.html"))
}

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

func noticeState(n notice.Notice, in func(zh, en string) string) string {
	if n.State == notice.Closed {
		return in("公示结束", "over")
	}
	return in("公示中", "standing")
}

func objectionState(o notice.Objection, in func(zh, en string) string) string {
	switch o.State {
	case notice.Received:
		return in("已收到，待受理", "received")
	case notice.Accepted:
		return in("已受理，正在核查", "accepted, being verified")
	case notice.NotAccepted:
		return in("不予受理", "not accepted")
	case notice.Found:
		return in("异议成立，已重新审议", "upheld, decided anew")
	default:
		return in("经核查，异议不成立", "not upheld")
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
	p.Lang, p.CSS = languageOf(r.Context()), stylesheet
	var body bytes.Buffer
	if err := templates[p.Lang]().ExecuteTemplate(&body, name, p); err != nil {
		return nil, fault.Internal(err)
	}
	return body.Bytes(), nil
}

func sendPage(w http.ResponseWriter, status int, text written) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	w.WriteHeader(status)
	_, _ = w.Write(text) // the visitor may have gone
}

// sorry answers with a public page that says what went wrong.
func (s *Server) sorry(w http.ResponseWriter, r *http.Request, err error) {
	p := s.problem(r.Context(), languageOf(r.Context()), err).(*problem)
	text := p.Detail
	if p.Incident != "" {
		text += "（" + p.Incident + "）"
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

func titleOfCounty(r *http.Request, tx *store.Tx, county string) (title string) {
	_ = tx.QueryRow(r.Context(), `SELECT title FROM units WHERE county = $1 AND parent_id = 0`, county).Scan(&title)
	return title
}
