package server

import (
	"context"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"qixing/fault"
)

// guard puts around everything what no handler may forget: recovery, headers, cross-origin protection, limits, the session.
func (s *Server) guard(next http.Handler) http.Handler {
	handler := s.withSession(next)
	handler = s.limited(handler)
	handler = http.NewCrossOriginProtection().Handler(handler)
	handler = s.atHome(handler)
	handler = withLanguage(handler) // before whoever may refuse
	handler = withHeaders(handler)
	return s.recovered(handler)
}

// atHome lets a demonstration answer to names of this machine only, so that no page elsewhere can reach it under a name of its own (DNS rebinding).
func (s *Server) atHome(next http.Handler) http.Handler {
	if !s.Demonstration {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.Host)
		if err != nil {
			host = r.Host
		}
		if address := net.ParseIP(strings.Trim(host, "[]")); host != "localhost" && (address == nil || !address.IsLoopback()) {
			s.writeProblem(w, r, fault.Forbidden("server.not_at_home", nil))
			return
		}
		next.ServeHTTP(w, r)
	})
}

// withHeaders forbids a browser what the application never needs: other origins, frames, guesses at content types.
func withHeaders(next http.Handler) http.Handler {
	always := http.Header{}
	always.Set("Content-Security-Policy", "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; script-src 'self'; "+
		"connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'")
	always.Set("X-Content-Type-Options", "nosniff")
	always.Set("X-Frame-Options", "DENY")
	always.Set("Referrer-Policy", "same-origin")
	always.Set("Permissions-Policy", "geolocation=(), camera=(), microphone=()")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		maps.Copy(header, always) // shared by all answers; whoever sets one anew replaces it in its own
		if strings.HasPrefix(r.URL.Path, "/api/") {
			header.Set("Cache-Control", "no-store")
		}
		next.ServeHTTP(w, r)
	})
}

func (s *Server) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			failed := recover()
			if failed == nil {
				return
			}
			if failed == http.ErrAbortHandler {
				panic(failed)
			}
			number := incident()
			s.log.ErrorContext(r.Context(), "handler panicked", slog.String("incident", number), slog.Any("panic", failed), slog.String("stack", string(debug.Stack())))
			http.Error(w, fault.Sentence("fault.internal", "zh", nil)+" "+number, http.StatusInternalServerError)
		}()
		next.ServeHTTP(w, r)
	})
}

type askerKey struct{}

// asker is what a request says of whoever sent it, signed in or not.
type asker struct{ lang, address string }

// languageCookie keeps the language that was chosen on a public page, for those that come after it.
const languageCookie = "qixing_language"

func isPage(r *http.Request) bool { return !strings.HasPrefix(r.URL.Path, "/api/") }

// languageAsked is what the address says, as a link to a file does, or what was chosen on a public page, or what the browser sends, or Chinese.
func languageAsked(r *http.Request) string {
	said := r.URL.Query().Get("lang")
	if chosen, err := r.Cookie(languageCookie); said == "" && err == nil && isPage(r) {
		said = chosen.Value
	}
	if said == "" {
		said = r.Header.Get("Accept-Language")
	}
	if strings.HasPrefix(said, "en") {
		return "en"
	}
	return "zh"
}

// withLanguage settles the language of a request.
func withLanguage(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		lang := languageAsked(r)
		if said := r.URL.Query().Get("lang"); said != "" && isPage(r) {
			http.SetCookie(w, &http.Cookie{Name: languageCookie, Value: lang, Path: "/", MaxAge: 365 * 24 * 3600, HttpOnly: true, SameSite: http.SameSiteLaxMode})
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), askerKey{}, asker{lang, addressOf(r)})))
	})
}

// remoteOf is the address that a request came from.
func remoteOf(ctx context.Context) string {
	one, _ := ctx.Value(askerKey{}).(asker)
	return one.address
}

func languageOf(ctx context.Context) string {
	if one, settled := ctx.Value(askerKey{}).(asker); settled {
		return one.lang
	}
	return "zh"
}

// limits keeps a bucket for each address that tries what can be guessed at or flooded.
type limits struct {
	mu      sync.Mutex
	buckets map[string]*bucket
}

type bucket struct {
	limiter *rate.Limiter
	used    time.Time
}

// bucketsKept bounds the memory that addresses can take; beyond it the idle ones go.
const bucketsKept = 10_000

func (l *limits) allow(address string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.buckets) > bucketsKept {
		for key, one := range l.buckets {
			if now.Sub(one.used) > time.Minute {
				delete(l.buckets, key)
			}
		}
	}
	one := l.buckets[address]
	if one == nil {
		one = &bucket{limiter: rate.NewLimiter(rate.Every(2*time.Second), 20)}
		l.buckets[address] = one
	}
	one.used = now
	return one.limiter.AllowN(now, 1)
}

// limited slows down sign-in attempts and public forms, by address.
func (s *Server) limited(next http.Handler) http.Handler {
	tries := &limits{buckets: map[string]*bucket{}}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		guessable := r.Method == http.MethodPost && (strings.HasPrefix(r.URL.Path, "/api/session") || strings.HasPrefix(r.URL.Path, "/notice/") || strings.HasPrefix(r.URL.Path, "/ask/"))
		if guessable && !s.Demonstration && !tries.allow(addressOf(r), time.Now()) {
			s.writeProblem(w, r, fault.Limited("server.too_often", nil))
			return
		}
		next.ServeHTTP(w, r)
	})
}

func addressOf(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}
