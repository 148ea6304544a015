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
	token  string
	stored org.Session
	identity
}

type sessionKey struct{}

func sessionOf(ctx context.Context) *session {
	found, _ := ctx.Value(sessionKey{}).(*session)
	return found
}

// withSession finds the session of a request to the API. A request without one goes on; what needs one refuses it.
func (s *Server) withSession(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		cookie, err := r.Cookie(sessionCookie)
		if err != nil || cookie.Value == "" {
			next.ServeHTTP(w, r)
			return
		}
		found, err := s.findSession(r.Context(), cookie.Value)
		if err != nil && fault.CodeOf(err) != fault.CodeUnauthenticated && fault.CodeOf(err) != fault.CodeNotFound {
			s.writeProblem(w, r, err)
			return
		}
		if found == nil {
			s.clearCookie(w)
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), sessionKey{}, found)))
	})
}

func (s *Server) findSession(ctx context.Context, token string) (*session, error) {
	found := &session{token: token}
	var stale bool
	err := s.db.Read(ctx, func(tx *store.Tx) error {
		var err error
		if found.stored, err = org.FindSession(ctx, tx, token); err != nil {
			return err
		}
		if err := s.warm(ctx, tx, found.stored.County); err != nil {
			return err
		}
		stale = found.stored.SeenAt < store.FormatTime(tx.Now.Add(-keepEvery))
		if found.identity, err = s.identify(ctx, tx, found.stored.County, found.stored.AccountID); err == nil { // who changes something is named in the answer
			s.newTitles(call{Context: ctx, tx: tx, who: found.who}).account(found.stored.AccountID)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if stale {
		err = s.db.Write(ctx, func(tx *store.Tx) error { return org.KeepSession(ctx, tx, found.stored, s.Idle) })
	}
	return found, err
}

func (s *Server) clearCookie(w http.ResponseWriter) {
	http.SetCookie(w, &http.Cookie{Name: sessionCookie, Path: "/", MaxAge: -1, HttpOnly: true, SameSite: http.SameSiteLaxMode})
}

// mustChange tells whether an account has to change its password before anything else. One that is entered by one tap has none to change.
func (s *Server) mustChange(a org.Account) bool {
	return a.MustChange && !(s.Demonstration && a.Demo)
}
