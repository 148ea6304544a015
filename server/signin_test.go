package server_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"qixing/org"
	"qixing/server"
	"qixing/store"
)

func TestWhoIsNotSignedInSeesNothing(t *testing.T) {
	withHouse(t, func(h *house) {
		for _, path := range []string{"/api/tasks", "/api/pack", "/api/units", "/api/persons", "/api/rounds", accounts, "/api/accounts", "/api/grants", "/api/journal",
			"/api/cockpit", "/api/registers/collective_accounts/export.xlsx", "/api/registers/collective_accounts/template.xlsx", "/api/files/1", "/api/journal/checkpoint",
			"/api/payouts/export.xlsx"} {
			h.try([]exchange{{name: path, path: path, status: http.StatusUnauthorized, holds: []string{`"code":"unauthenticated"`}, lacks: []string{"西关村", "secretary"}}})
		}
	})
}

func TestDemonstrationSignIn(t *testing.T) {
	withHouse(t, func(h *house) {
		h.try([]exchange{
			{name: "offers its accounts", path: "/api/session", status: 200, holds: []string{`"signed_in":false`, `"login":"secretary"`, "村党组织书记", "西关村"}},
			{name: "a session", as: "town", path: "/api/session", status: 200, holds: []string{`"signed_in":true`, `"role":"town_committee"`, `"use_flags"`}, lacks: []string{"demo_accounts"}},
			{name: "an unknown login", method: "POST", path: "/api/session", body: `{"demo_login": "nobody"}`, status: 403, lacks: []string{"Set-Cookie"}},
		})
	})
	closed := func(c *server.Config) { c.Demonstration = false }
	withHouse(t, func(h *house) {
		h.try([]exchange{
			{name: "no account is offered", path: "/api/session", status: 200, lacks: []string{"secretary", "西关村"}},
			{name: "and none opens", method: "POST", path: "/api/session", body: `{"demo_login": "secretary"}`, status: 401, holds: []string{"server.no_demonstration"}},
		})
	}, closed)
}

func TestPasswordSignIn(t *testing.T) {
	withHouse(t, func(h *house) {
		password, cookie := h.issue("office")
		h.try([]exchange{{name: "a wrong password", method: "POST", path: "/api/session", body: `{"login": "office", "password": "Wrong-1234-wrong"}`, status: 401, lacks: []string{password}}})
		if cookie.HttpOnly != true || cookie.SameSite != http.SameSiteLaxMode || !cookie.Secure {
			t.Errorf("cookie %+v, want HttpOnly, Lax, Secure", cookie)
		}
		h.cookies["office"] = cookie
		h.try([]exchange{
			{name: "the first password must be changed", as: "office", path: "/api/tasks", status: 403, holds: []string{"server.must_change"}},
			{name: "a weak one is refused", as: "office", method: "POST", path: "/api/session/password", body: fmt.Sprintf(`{"old": %q, "new": "12345678"}`, password), status: 422},
			{name: "a strong one is taken", as: "office", method: "POST", path: "/api/session/password", body: fmt.Sprintf(`{"old": %q, "new": "Xinmima-2022-qx"}`, password), status: 200},
			{name: "the old one no longer opens", method: "POST", path: "/api/session", body: fmt.Sprintf(`{"login": "office", "password": %q}`, password), status: 401},
			{name: "the new one does", method: "POST", path: "/api/session", body: `{"login": "office", "password": "Xinmima-2022-qx"}`, status: 200},
		})
		if strings.Contains(h.log.String(), "Xinmima") || strings.Contains(h.log.String(), password) {
			t.Error("a password is in the log")
		}
	}, func(c *server.Config) { c.Secure, c.Demonstration = true, false })
}

// issue gives an account a password and signs in with it.
func (h *house) issue(login string) (string, *http.Cookie) {
	h.Helper()
	var account org.Account
	h.Read(func(tx *store.Tx) error {
		var err error
		account, err = org.FindAccountByLogin(ctx, tx, county, login)
		return err
	})
	password, err := h.gate.IssuePassword(ctx, org.Console(county), account.ID)
	h.Must(err)
	got := h.send(nil, "POST", "/api/session", fmt.Sprintf(`{"login": %q, "password": %q}`, login, password)).want(200)
	return password, got.Result().Cookies()[0]
}

func TestSessionsEnd(t *testing.T) {
	withHouse(t, func(h *house) {
		h.do("town", "GET", "/api/tasks", "").want(200)
		h.Wait(10 * time.Minute)
		h.do("town", "GET", "/api/tasks", "").want(200)
		h.Wait(10 * time.Minute) // twenty after the first request, ten after the last
		h.do("town", "GET", "/api/tasks", "").want(200)
		h.Wait(16 * time.Minute)
		h.do("town", "GET", "/api/tasks", "").want(401)
		h.do("secretary", "GET", "/api/tasks", "").want(200)
		h.do("secretary", "DELETE", "/api/session", "").want(200)
		h.do("secretary", "GET", "/api/tasks", "").want(401)
		if got := h.send(&http.Cookie{Name: "qixing_session", Value: "610327.made-up"}, "GET", "/api/tasks", ""); got.Code != 401 {
			t.Errorf("a made-up token: status %d", got.Code)
		}
	})
}

func TestOtherSitesAreRefused(t *testing.T) {
	withHouse(t, func(h *house) {
		body := fmt.Sprintf(`{"unit_id": %d, "reason": "x"}`, h.unit("610327900201"))
		h.try([]exchange{
			{name: "a form of another site", as: "town", method: "POST", path: "/api/conflicts", body: body, headers: []string{"Sec-Fetch-Site", "cross-site"}, status: 403},
			{name: "an old browser's form of another site", as: "town", method: "POST", path: "/api/conflicts", body: body, headers: []string{"Origin", "https://evil.example"}, status: 403},
			{name: "nothing was done", as: "town", path: "/api/conflicts", status: 200, holds: []string{`"items":[]`}},
			{name: "our own page", as: "town", method: "POST", path: "/api/conflicts", body: body, headers: []string{"Sec-Fetch-Site", "same-origin"}, status: 200},
		})
	})
}

// Also what is refused before anything else is refused in the asker's language.
func TestRefusalsAreInTheLanguageAsked(t *testing.T) {
	withHouse(t, func(h *house) {
		for lang, want := range map[string]string{"zh-CN": "演示", "en-GB": "demonstration"} {
			request := httptest.NewRequest("GET", "/api/session", nil)
			request.Host = "evil.example"
			request.Header.Set("Accept-Language", lang)
			answer := httptest.NewRecorder()
			h.handler.ServeHTTP(answer, request)
			if !strings.Contains(strings.ToLower(answer.Body.String()), want) {
				t.Errorf("%s is told %s", lang, answer.Body)
			}
		}
	})
}

// A page elsewhere can give this machine's address a name of its own; under that name the demonstration doesn't answer.
func TestADemonstrationStaysAtHome(t *testing.T) {
	withHouse(t, func(h *house) {
		for host, want := range map[string]int{"127.0.0.1:8090": 200, "localhost:8090": 200, "[::1]:8090": 200, "evil.example:8090": 403, "192.168.1.5": 403} {
			request := httptest.NewRequest("GET", "/api/session", nil)
			request.Host = host
			answer := httptest.NewRecorder()
			h.handler.ServeHTTP(answer, request)
			if answer.Code != want {
				t.Errorf("%s gives %d, want %d", host, answer.Code, want)
			}
		}
	})
}

func TestTooManyAttemptsWait(t *testing.T) {
	withHouse(t, func(h *house) {
		refused := 0
		for range 40 {
			if h.send(nil, "POST", "/api/session", `{"login": "nobody", "password": "x"}`).Code == http.StatusTooManyRequests {
				refused++
			}
		}
		if refused < 10 || refused > 39 {
			t.Errorf("%d of 40 attempts were refused", refused)
		}
	}, func(c *server.Config) { c.Demonstration = false })
}

func TestHeaders(t *testing.T) {
	withHouse(t, func(h *house) {
		header := h.do("", "GET", "/api/session", "").Header()
		for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Cache-Control": "no-store", "Referrer-Policy": "same-origin"} {
			if got := header.Get(name); got != want {
				t.Errorf("%s is %q, want %q", name, got, want)
			}
		}
		if policy := header.Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'self'") || strings.Contains(policy, "unsafe-eval") {
			t.Errorf("policy %q", policy)
		}
	})
}
