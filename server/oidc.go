package server

import (
	"context"
	"crypto/subtle"
	"encoding/base64"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"qixing/fault"
	"qixing/org"
	"qixing/store"
)

// OIDC is a single sign-on of OpenID Connect: the authorization code flow, with state, nonce and PKCE. It only says who somebody is; what they may
// do here is what their account is granted, and an account is linked to a subject by the system administrator.
type OIDC struct {
	Issuer   string
	Client   string
	Secret   string
	Redirect string // where the issuer sends people back to: …/api/session/oidc/callback

	mu       sync.Mutex
	provider *oidc.Provider
}

// flowCookie keeps what ties the way back to the way there, in the browser that began. It comes along when another site sends the browser
// back, which SameSite=Lax allows for a plain link.
const flowCookie = "qixing_oidc"

// flowTime is how long someone may take to sign in.
const flowTime = 10 * time.Minute

// discoveryTime bounds the waiting for an issuer that doesn't answer.
const discoveryTime = 10 * time.Second

// flow is one sign-in under way.
type flow struct{ state, nonce, verifier string }

func (s *Server) oidcRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /api/session/oidc", s.beginSignOn)
	mux.HandleFunc("GET /api/session/oidc/callback", s.finishSignOn)
}

// find asks the issuer for its description, once it answers.
func (o *OIDC) find(ctx context.Context) (*oidc.Provider, *oauth2.Config, error) {
	if o == nil {
		return nil, nil, fault.NotFound("server.no_sign_on", nil)
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.provider == nil {
		// The provider goes on using this context for its keys, so it must not end with the request; its client has a limit of its own.
		lasting := oidc.ClientContext(context.WithoutCancel(ctx), &http.Client{Timeout: discoveryTime})
		provider, err := oidc.NewProvider(lasting, o.Issuer)
		if err != nil {
			return nil, nil, fault.Unavailable("server.sign_on_unreachable", nil).Because(err)
		}
		o.provider = provider
	}
	return o.provider, &oauth2.Config{ClientID: o.Client, ClientSecret: o.Secret, RedirectURL: o.Redirect, Endpoint: o.provider.Endpoint(), Scopes: []string{oidc.ScopeOpenID}}, nil
}

func (s *Server) beginSignOn(w http.ResponseWriter, r *http.Request) {
	_, config, err := s.OIDC.find(r.Context())
	if err != nil {
		s.sorry(w, r, err)
		return
	}
	begun, err := newFlow(s.Random)
	if err != nil {
		s.sorry(w, r, fault.Internal(err))
		return
	}
	http.SetCookie(w, &http.Cookie{Name: flowCookie, Value: strings.Join([]string{begun.state, begun.nonce, begun.verifier}, "."), Path: "/api/session/oidc",
		MaxAge: int(flowTime.Seconds()), HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteLaxMode})
	http.Redirect(w, r, config.AuthCodeURL(begun.state, oidc.Nonce(begun.nonce), oauth2.S256ChallengeOption(begun.verifier)), http.StatusFound)
}

func newFlow(random io.Reader) (flow, error) {
	parts := make([]string, 3)
	for i := range parts {
		raw := make([]byte, 32)
		if _, err := io.ReadFull(random, raw); err != nil {
			return flow{}, err
		}
		parts[i] = base64.RawURLEncoding.EncodeToString(raw)
	}
	return flow{state: parts[0], nonce: parts[1], verifier: parts[2]}, nil
}

// finishSignOn lets in whoever the issuer vouches for and an account is linked to.
func (s *Server) finishSignOn(w http.ResponseWriter, r *http.Request) {
	http.SetCookie(w, &http.Cookie{Name: flowCookie, Path: "/api/session/oidc", MaxAge: -1, HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteLaxMode})
	token, err := s.signOn(r)
	if err != nil {
		s.sorry(w, r, err)
		return
	}
	http.SetCookie(w, &http.Cookie{Name: sessionCookie, Value: token, Path: "/", HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteLaxMode})
	http.Redirect(w, r, "/", http.StatusFound)
}

func (s *Server) signOn(r *http.Request) (string, error) {
	ctx := r.Context()
	begun, err := flowOf(r)
	if err != nil {
		return "", err
	}
	subject, err := s.OIDC.subjectOf(ctx, r, begun)
	if err != nil {
		return "", err
	}
	account, err := s.Gate.SignInSubject(ctx, s.County, subject, remoteOf(ctx))
	if fault.CodeOf(err) == fault.CodeNotFound {
		return "", fault.Forbidden("server.sign_on_unknown", fault.Args{"subject": subject}).Because(err)
	}
	if err != nil {
		return "", err
	}
	var token string
	err = s.db.Write(ctx, func(tx *store.Tx) error {
		var failed error
		token, failed = org.CreateSession(ctx, tx, s.County, account.ID, "{}", s.Idle, s.Random)
		return failed
	})
	return token, err
}

// flowOf finds the sign-in that a browser began, and refuses a way back that belongs to no way there.
func flowOf(r *http.Request) (flow, error) {
	stale := fault.Forbidden("server.sign_on_stale", nil)
	cookie, err := r.Cookie(flowCookie)
	if err != nil {
		return flow{}, stale
	}
	parts := strings.Split(cookie.Value, ".")
	if len(parts) != 3 || parts[0] == "" || subtle.ConstantTimeCompare([]byte(parts[0]), []byte(r.URL.Query().Get("state"))) != 1 {
		return flow{}, stale
	}
	return flow{state: parts[0], nonce: parts[1], verifier: parts[2]}, nil
}

// subjectOf exchanges the code and checks what the issuer says of whom.
func (o *OIDC) subjectOf(ctx context.Context, r *http.Request, begun flow) (string, error) {
	provider, config, err := o.find(ctx)
	if err != nil {
		return "", err
	}
	if refused := r.URL.Query().Get("error"); refused != "" {
		return "", fault.Forbidden("server.sign_on_refused", fault.Args{"why": refused})
	}
	ctx, cancel := context.WithTimeout(ctx, discoveryTime)
	defer cancel()
	tokens, err := config.Exchange(ctx, r.URL.Query().Get("code"), oauth2.VerifierOption(begun.verifier))
	if err != nil {
		return "", fault.Forbidden("server.sign_on_refused", fault.Args{"why": "code"}).Because(err)
	}
	raw, _ := tokens.Extra("id_token").(string)
	token, err := provider.Verifier(&oidc.Config{ClientID: o.Client}).Verify(ctx, raw)
	if err != nil {
		return "", fault.Forbidden("server.sign_on_refused", fault.Args{"why": "id_token"}).Because(err)
	}
	if subtle.ConstantTimeCompare([]byte(token.Nonce), []byte(begun.nonce)) != 1 {
		return "", fault.Forbidden("server.sign_on_stale", nil)
	}
	return token.Subject, nil
}
