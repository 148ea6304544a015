package server

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"qixing/fault"
	"qixing/journal"
	"qixing/ledger"
	"qixing/notice"
	"qixing/org"
	"qixing/pack"
	"qixing/round"
	"qixing/store"
)

type noticeView struct {
	ID         int64           `json:"id"`
	Token      string          `json:"token"`
	Title      string          `json:"title"`
	RoundID    int64           `json:"round_id"`
	State      string          `json:"state" enum:"draft,standing,held,closed"`
	Basis      string          `json:"basis"`
	Approval   string          `json:"approval"`
	Approved   bool            `json:"approved" doc:"false while the approval is still to be confirmed"`
	Office     string          `json:"office"`
	Phone      string          `json:"phone"`
	Address    string          `json:"address"`
	From       string          `json:"from,omitempty"`
	ClosesAt   string          `json:"closes_at,omitempty"`
	Workdays   int             `json:"workdays"`
	Subjects   []notice.Listed `json:"subjects"`
	Objections int             `json:"objections"`
	Unanswered int             `json:"unanswered"`
	Href       string          `json:"href"`
	Over       bool            `json:"over" doc:"its time is over: it can be closed once nothing is unanswered"`
}

type objectionView struct {
	ID         int64    `json:"id"`
	NoticeID   int64    `json:"notice_id"`
	EntryID    int64    `json:"entry_id,omitempty"`
	About      string   `json:"about"`
	Text       string   `json:"text"`
	Name       string   `json:"name,omitempty"`
	ReceivedAt string   `json:"received_at"`
	Due        string   `json:"due"`
	State      string   `json:"state" enum:"received,accepted,not_accepted,found,not_found"`
	Verifiers  []string `json:"verifiers"`
	Finding    string   `json:"finding,omitempty"`
	Reply      string   `json:"reply,omitempty"`
	HandledBy  string   `json:"handled_by,omitempty"`
	HandledAt  string   `json:"handled_at,omitempty"`
}

type draftNotice struct {
	RoundPath
	Body struct {
		Basis    string `json:"basis,omitempty" maxLength:"200"`
		Approval string `json:"approval,omitempty" maxLength:"200" doc:"number and body of the approval; empty takes the scheme's"`
		Office   string `json:"office" maxLength:"100"`
		Phone    string `json:"phone" maxLength:"50"`
		Address  string `json:"address,omitempty" maxLength:"200"`
	}
}

func (s *Server) noticeRoutes(mux *http.ServeMux) {
	query(s, "/notices", "Notices, the newest first", func(c call, _ *struct{}) (listOf[noticeView], error) { return s.listNotices(c) })
	command(s, http.MethodPost, "/rounds/{id}/notice", "Draft the notice of a result", func(c call, in *draftNotice) (noticeView, error) {
		n, err := s.notices.Draft(c, c.tx, c.who, in.ID, notice.Request{Basis: s.kept(c, in.ID, in.Body.Basis), Approval: s.kept(c, in.ID, in.Body.Approval), Office: in.Body.Office,
			Phone: in.Body.Phone, Address: in.Body.Address})
		return viewNotice(s.noticeIn(c, n), nil, c.tx.Now), err
	})
	command(s, http.MethodPost, "/notices/{id}/publish", "Put a draft up", func(c call, in *RoundPath) (noticeView, error) {
		n, err := s.notices.Publish(c, c.tx, c.who, in.ID)
		return viewNotice(s.noticeIn(c, n), nil, c.tx.Now), err
	})
	command(s, http.MethodDelete, "/notices/{id}", "Throw a draft away", func(c call, in *RoundPath) (nothing, error) {
		return nothing{OK: true}, s.notices.Discard(c, c.tx, c.who, in.ID)
	})
	command(s, http.MethodPost, "/notices/{id}/close", "Take a notice down when its time is over", func(c call, in *RoundPath) (noticeView, error) {
		n, err := s.notices.Close(c, c.tx, c.who, in.ID)
		return viewNotice(s.noticeIn(c, n), nil, c.tx.Now), err
	})
	s.objectionRoutes()
	mux.HandleFunc("GET /notice", s.pageNotices)
	mux.HandleFunc("GET /notice/{token}", s.pageNotice)
	mux.HandleFunc("POST /notice/{token}/objection", s.postObjection)
	mux.HandleFunc("GET /notice/objection/{receipt}", s.pageObjection)
}

func (s *Server) objectionRoutes() {
	query(s, "/objections", "Objections, the unanswered first", func(c call, _ *struct{}) (listOf[objectionView], error) {
		if err := s.mayManage(c); err != nil {
			return listOf[objectionView]{}, err
		}
		objections, err := notice.ListObjections(c, c.tx, c.who.County)
		return listed(objections, objectionViewer(c.lang)), err
	})
	command(s, http.MethodPost, "/objections/{id}/accept", "Say whether an objection will be looked into", func(c call, in *struct {
		RoundPath
		Body struct {
			Accepted bool   `json:"accepted"`
			Reason   string `json:"reason,omitempty" maxLength:"1000"`
		}
	}) (objectionView, error) {
		o, err := s.notices.Accept(c, c.tx, c.who, in.ID, in.Body.Accepted, in.Body.Reason)
		return objectionViewer(c.lang)(o), err
	})
	command(s, http.MethodPost, "/objections/{id}/finding", "Answer an objection", func(c call, in *struct {
		RoundPath
		Body struct {
			Verifiers []string `json:"verifiers" maxItems:"10"`
			Upheld    bool     `json:"upheld"`
			Finding   string   `json:"finding" maxLength:"2000"`
			Reply     string   `json:"reply" maxLength:"2000"`
		}
	}) (objectionView, error) {
		o, err := s.notices.Conclude(c, c.tx, c.who, in.ID, notice.Conclusion{Verifiers: in.Body.Verifiers, Upheld: in.Body.Upheld, Finding: in.Body.Finding, Reply: in.Body.Reply})
		return objectionViewer(c.lang)(o), err
	})
}

// mayManage lets in whoever runs rounds.
func (s *Server) mayManage(c call) error {
	_, policy, err := s.Packs.ActivePack(c, c.tx, c.who.County)
	if err != nil {
		return err
	}
	if !round.May(c.who, policy, pack.ManageRounds, "") {
		return fault.Forbidden("notice.forbidden", nil)
	}
	return nil
}

func viewNotice(n notice.Notice, objections []notice.Objection, now time.Time) noticeView {
	view := noticeView{ID: n.ID, Token: n.Token, Title: n.Title, RoundID: n.RoundID, State: string(n.State), Basis: n.Basis, Approval: n.Approval, Approved: pack.IsApproved(n.Approval), Office: n.Office,
		Phone: n.Phone, Address: n.Address, From: n.PublishedOn, Workdays: n.Workdays, Subjects: n.Subjects, Href: "/notice/" + n.Token}
	if !n.ClosesAt.IsZero() {
		view.ClosesAt = store.FormatTime(n.ClosesAt)
		view.Over = !now.Before(n.ClosesAt)
	}
	for _, o := range objections {
		if o.NoticeID == n.ID {
			view.Objections++
			if o.State == notice.Received || o.State == notice.Accepted {
				view.Unanswered++
			}
		}
	}
	if view.Unanswered > 0 && n.State == notice.Standing {
		view.State = "held"
	}
	return view
}

func objectionViewer(lang string) func(notice.Objection) objectionView {
	return func(o notice.Objection) objectionView { return viewObjection(lang, o) }
}

// aboutIn is what an objection is about: somebody on the list, or the whole notice.
func aboutIn(lang string, o notice.Objection) string {
	if o.EntryID == 0 {
		return pageWord(lang, "whole")
	}
	return o.About
}

func viewObjection(lang string, o notice.Objection) objectionView {
	return objectionView{ID: o.ID, NoticeID: o.NoticeID, EntryID: o.EntryID, About: aboutIn(lang, o), Text: o.Text, Name: o.Name, ReceivedAt: o.ReceivedAt, Due: o.Due,
		State: string(o.State), Verifiers: append([]string{}, o.Verifiers...), Finding: o.Finding, Reply: o.Reply, HandledBy: o.HandledBy, HandledAt: o.HandledAt}
}

func (s *Server) listNotices(c call) (listOf[noticeView], error) {
	notices, err := notice.ListNotices(c, c.tx, c.who.County)
	if err != nil {
		return listOf[noticeView]{}, err
	}
	var objections []notice.Objection
	if manages := s.mayManage(c); manages == nil {
		if objections, err = notice.ListObjections(c, c.tx, c.who.County); err != nil {
			return listOf[noticeView]{}, err
		}
	} else {
		notices = published(notices)
	}
	return listed(notices, func(n notice.Notice) noticeView { return viewNotice(s.noticeIn(c, n), objections, c.tx.Now) }), nil
}

func published(notices []notice.Notice) []notice.Notice {
	var up []notice.Notice
	for _, n := range notices {
		if n.State != notice.Draft {
			up = append(up, n)
		}
	}
	return up
}

func (s *Server) pageNotices(w http.ResponseWriter, r *http.Request) {
	p := page{Title: pageWord(languageOf(r.Context()), "notices"), County: s.countyTitle(r)}
	err := s.db.Read(r.Context(), func(tx *store.Tx) error {
		notices, err := notice.ListNotices(r.Context(), tx, s.County)
		for _, n := range published(notices) {
			p.Notices = append(p.Notices, s.noticeIn(s.visiting(r, tx), n))
		}
		return err
	})
	if err != nil {
		s.sorry(w, r, err)
		return
	}
	s.render(w, r, http.StatusOK, "list", p)
}

// pageNotice answers with a notice. Everybody sees the same page, so it is written once and again when something in it changes, and
// those who come at the same time ask the database once.
func (s *Server) pageNotice(w http.ResponseWriter, r *http.Request) {
	key := strings.Join([]string{languageOf(r.Context()), s.addressOfNotice(r, notice.Notice{Token: r.PathValue("token")})}, " ")
	text, err := s.remembered.visits.ask(key, func() (written, error) { return s.writeNotice(r.WithContext(context.WithoutCancel(r.Context()))) })
	if err != nil {
		s.sorry(w, r, err)
		return
	}
	sendPage(w, http.StatusOK, text)
}

func (s *Server) writeNotice(r *http.Request) (text written, err error) {
	err = s.db.Read(r.Context(), func(tx *store.Tx) error {
		p, err := s.findPage(r, tx)
		if err != nil {
			return err
		}
		from := store.Source{County: s.County, Parts: []string{notice.Part, org.Part, ledger.Part}, Key: fmt.Sprintf("%s %s %t", languageOf(r.Context()), p.Address, p.Open)}
		text, err = s.remembered.pages.Recall(r.Context(), tx, from, func() (written, error) {
			p.QR = qrCode(p.Address)
			return writePage(r, "notice", p)
		})
		return err
	})
	return text, err
}

// showNotice answers with a notice on which what someone typed into its form stays, with why it wasn't taken.
func (s *Server) showNotice(w http.ResponseWriter, r *http.Request, status int, form notice.Complaint, failure string) {
	var p page
	err := s.db.Read(r.Context(), func(tx *store.Tx) (err error) {
		p, err = s.findPage(r, tx)
		return err
	})
	if err != nil {
		s.sorry(w, r, err)
		return
	}
	p.Form, p.Error, p.QR = form, failure, qrCode(p.Address)
	s.render(w, r, status, "notice", p)
}

// findPage gives what the page of a notice shows at this moment, but for its QR code.
func (s *Server) findPage(r *http.Request, tx *store.Tx) (page, error) {
	token := r.PathValue("token")
	from := store.Source{County: s.County, Parts: []string{notice.Part, org.Part, ledger.Part}, Key: languageOf(r.Context()) + " " + token}
	p, err := s.remembered.notices.Recall(r.Context(), tx, from, func() (page, error) {
		n, err := notice.FindPublic(r.Context(), tx, s.County, token)
		if err != nil {
			return page{}, err
		}
		n = s.noticeIn(s.visiting(r, tx), n)
		leaf, err := journal.FindLeaf(r.Context(), tx, s.County, n.Leaf)
		return page{Title: n.Title, Notice: n, Leaf: leaf.Hash().String(), County: titleOfCounty(r, tx, s.County)}, err
	})
	p.Open = p.Notice.State == notice.Standing && tx.Now.Before(p.Notice.ClosesAt)
	p.Address = s.addressOfNotice(r, p.Notice)
	return p, err
}

// addressOfNotice is where a notice stands, as whoever reads its poster has to type it.
func (s *Server) addressOfNotice(r *http.Request, n notice.Notice) string {
	scheme := "http://"
	if s.Secure || r.TLS != nil {
		scheme = "https://"
	}
	return scheme + r.Host + "/notice/" + n.Token
}

func (s *Server) postObjection(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	if err := r.ParseForm(); err != nil {
		s.sorry(w, r, fault.Usage("server.malformed", nil).Because(err))
		return
	}
	entry, _ := strconv.ParseInt(r.PostForm.Get("entry"), 10, 64)
	form := notice.Complaint{EntryID: entry, Text: r.PostForm.Get("text"), Name: r.PostForm.Get("name"), Contact: r.PostForm.Get("contact")}
	var objection notice.Objection
	err := s.db.Write(r.Context(), func(tx *store.Tx) error {
		var err error
		objection, err = s.notices.Receive(r.Context(), tx, s.County, r.PathValue("token"), form)
		return err
	})
	if err != nil {
		p := s.problem(r.Context(), languageOf(r.Context()), err).(*problem)
		s.showNotice(w, r, p.Status, form, p.Detail+p.Hint)
		return
	}
	http.Redirect(w, r, "/notice/objection/"+objection.Receipt+"?new=1", http.StatusSeeOther)
}

func (s *Server) pageObjection(w http.ResponseWriter, r *http.Request) {
	p := page{Title: pageWord(languageOf(r.Context()), "objection"), County: s.countyTitle(r), New: r.URL.Query().Get("new") != ""}
	err := s.db.Read(r.Context(), func(tx *store.Tx) error {
		var err error
		p.Objection, err = notice.FindReceipt(r.Context(), tx, s.County, r.PathValue("receipt"))
		p.Objection.About = aboutIn(languageOf(r.Context()), p.Objection)
		return err
	})
	if err != nil {
		s.sorry(w, r, err)
		return
	}
	s.render(w, r, http.StatusOK, "receipt", p)
}
