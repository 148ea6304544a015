package server

import (
	"context"
	"net/http"
	"time"

	"qixing/fault"
	"qixing/org"
	"qixing/store"
)

const sessionCookie = "qixing_session"

// keepEvery is how old a session's last sight may grow before a request writes it again.
const keepEvery = time.Minute

// session is who asks, found from the cookie.
type session struct {
	stored org.Session
	stale  bool // not seen for a while
	identity
}

// ticket is what a request shows for who asks: the cookie of a session. The session is looked for by whoever wants to know: in the transaction
// that does what is asked for, so that both are of one moment, or in one of its own.
type ticket struct {
	token  string
	forget func()   // tells the browser that the session is over
	found  *session // by whoever looked last; nil if it is over
}

type ticketKey struct{}

func ticketOf(ctx context.Context) *ticket {
	shown, _ := ctx.Value(ticketKey{}).(*ticket)
	return shown
}

// withSession takes the ticket of a request to the API. A request without one goes on; what needs one refuses it.
func (s *Server) withSession(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if cookie, err := r.Cookie(sessionCookie); err == nil && cookie.Value != "" {
			shown := &ticket{token: cookie.Value, forget: func() { s.clearCookie(w) }}
			r = r.WithContext(context.WithValue(r.Context(), ticketKey{}, shown))
		}
		next.ServeHTTP(w, r)
	})
}

// findSession gives the session of a request, nil if there is none.
func (s *Server) findSession(ctx context.Context) (*session, error) {
	shown := ticketOf(ctx)
	if shown == nil {
		return nil, nil
	}
	err := s.db.Read(ctx, func(tx *store.Tx) error { return s.lookFor(ctx, tx, shown) })
	if err == nil {
		err = s.keepSession(ctx)
	}
	return shown.found, err
}

// session is what was found for a ticket; nil if that was nothing, or there is no ticket.
func (t *ticket) session() *session {
	if t == nil {
		return nil
	}
	return t.found
}

// lookFor finds a ticket's session as the transaction sees it.
func (s *Server) lookFor(ctx context.Context, tx *store.Tx, shown *ticket) error {
	if shown == nil {
		return nil
	}
	found, err := s.openSession(ctx, tx, shown.token)
	if over := fault.CodeOf(err); over == fault.CodeUnauthenticated || over == fault.CodeNotFound {
		found, err = nil, nil
		shown.forget()
	}
	shown.found = found
	return err
}

func (s *Server) openSession(ctx context.Context, tx *store.Tx, token string) (*session, error) {
	stored, err := s.recallSession(ctx, tx, token)
	if err != nil {
		return nil, err
	}
	found := &session{stored: stored, stale: stored.SeenAt < store.FormatTime(tx.Now.Add(-keepEvery))}
	if found.identity, err = s.identify(ctx, tx, stored.County, stored.AccountID); err != nil {
		return nil, err
	}
	s.newTitles(call{Context: ctx, tx: tx, who: found.who}).account(stored.AccountID) // who changes something is named in the answer
	return found, nil
}

// keepSession notes that a request's session is in use, now and then.
func (s *Server) keepSession(ctx context.Context) error {
	found := ticketOf(ctx).session()
	if found == nil || !found.stale {
		return nil
	}
	found.stale = false
	return s.db.Write(ctx, func(tx *store.Tx) error { return org.KeepSession(ctx, tx, found.stored, s.Idle) })
}

func (s *Server) clearCookie(w http.ResponseWriter) {
	http.SetCookie(w, &http.Cookie{Name: sessionCookie, Path: "/", MaxAge: -1, HttpOnly: true, SameSite: http.SameSiteLaxMode})
}

// mustChange tells whether an account has to change its password before anything else. One that is entered by one tap has none to change.
func (s *Server) mustChange(a org.Account) bool {
	return a.MustChange && !(s.Demonstration && a.Demo)
}
