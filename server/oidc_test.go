package server_test

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"qixing/org"
	"qixing/server"
	"qixing/store"
)

// issuer is a single sign-on that vouches for one subject.
type issuer struct {
	*httptest.Server
	key       *rsa.PrivateKey
	challenge string
	nonce     string
	client    string
}

func newIssuer(t *testing.T) *issuer {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	i := &issuer{key: key, client: "qixing"}
	mux := http.NewServeMux()
	mux.HandleFunc("/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		_ = json.NewEncoder(w).Encode(map[string]any{"issuer": i.URL, "authorization_endpoint": i.URL + "/authorize", "token_endpoint": i.URL + "/token", "jwks_uri": i.URL + "/keys",
			"id_token_signing_alg_values_supported": []string{"RS256"}})
	})
	mux.HandleFunc("/keys", func(w http.ResponseWriter, _ *http.Request) {
		_ = json.NewEncoder(w).Encode(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: &key.PublicKey, KeyID: "1", Algorithm: "RS256", Use: "sig"}}})
	})
	mux.HandleFunc("/token", i.token)
	i.Server = httptest.NewServer(mux)
	t.Cleanup(i.Close)
	return i
}

// token checks the proof of who began, as an issuer does, and signs.
func (i *issuer) token(w http.ResponseWriter, r *http.Request) {
	sum := sha256.Sum256([]byte(r.FormValue("code_verifier")))
	if base64.RawURLEncoding.EncodeToString(sum[:]) != i.challenge || r.FormValue("code") != "good" {
		http.Error(w, `{"error": "invalid_grant"}`, http.StatusBadRequest)
		return
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: jose.JSONWebKey{Key: i.key, KeyID: "1"}}, nil)
	if err != nil {
		panic(err)
	}
	signed, err := signer.Sign(mustJSON(map[string]any{"iss": i.URL, "sub": "subject-7", "aud": i.client, "nonce": i.nonce, "iat": time.Now().Unix(), "exp": time.Now().Add(time.Minute).Unix()}))
	if err != nil {
		panic(err)
	}
	raw, err := signed.CompactSerialize()
	if err != nil {
		panic(err)
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{"access_token": "x", "token_type": "Bearer", "id_token": raw})
}

// begin follows the way there, and gives the way back with the cookie that ties the two.
func (i *issuer) begin(h *house) (*http.Cookie, string) {
	h.Helper()
	got := h.send(nil, "GET", "/api/session/oidc", "").want(http.StatusFound)
	to, err := url.Parse(got.Header().Get("Location"))
	h.Must(err)
	query := to.Query()
	i.challenge, i.nonce = query.Get("code_challenge"), query.Get("nonce")
	if query.Get("code_challenge_method") != "S256" || query.Get("state") == "" || i.nonce == "" || query.Get("client_id") != "qixing" {
		h.Errorf("sent to %v", to)
	}
	return got.Result().Cookies()[0], "/api/session/oidc/callback?code=good&state=" + query.Get("state")
}

func TestSingleSignOn(t *testing.T) {
	i := newIssuer(t)
	sso := func(c *server.Config) {
		c.OIDC = &server.OIDC{Issuer: i.URL, Client: "qixing", Secret: "s", Redirect: "http://example.test/api/session/oidc/callback"}
	}
	withHouse(t, func(h *house) {
		cookie, back := i.begin(h)
		if got := h.send(cookie, "GET", back, ""); got.Code != http.StatusForbidden || !contains(got, "subject-7") {
			t.Errorf("nobody is linked: %d %s", got.Code, got.Body)
		}
		h.link("office", "subject-7")
		cookie, back = i.begin(h)
		if got := h.send(nil, "GET", back, ""); got.Code != http.StatusForbidden {
			t.Errorf("another browser's way back: %d", got.Code)
		}
		if got := h.send(cookie, "GET", back+"x", ""); got.Code != http.StatusForbidden {
			t.Errorf("another state: %d", got.Code)
		}
		i.nonce = "replayed"
		if got := h.send(cookie, "GET", back, ""); got.Code != http.StatusForbidden {
			t.Errorf("a token made for another sign-in: %d", got.Code)
		}
		cookie, back = i.begin(h)
		i.client = "somebody-else"
		if got := h.send(cookie, "GET", back, ""); got.Code != http.StatusForbidden {
			t.Errorf("a token for another client: %d", got.Code)
		}
		i.client = "qixing"
		cookie, back = i.begin(h)
		i.challenge = "another"
		if got := h.send(cookie, "GET", back, ""); got.Code != http.StatusForbidden {
			t.Errorf("another browser's code: %d", got.Code)
		}
		cookie, back = i.begin(h)
		got := h.send(cookie, "GET", back, "").want(http.StatusFound)
		for _, one := range got.Result().Cookies() {
			if one.Name == "qixing_session" {
				if session := h.send(one, "GET", "/api/session", "").want(200).json(); session["account"].(map[string]any)["login"] != "office" {
					t.Errorf("signed in as %v", session)
				}
				return
			}
		}
		t.Error("no session was made")
	}, sso)
}

func contains(r reply, text string) bool { return strings.Contains(r.Body.String(), text) }

// link says who an account is at the single sign-on.
func (h *house) link(login, subject string) {
	h.Helper()
	h.Write(func(tx *store.Tx) error {
		account, err := org.FindAccountByLogin(ctx, tx, county, login)
		if err != nil {
			return err
		}
		return org.LinkSubject(ctx, tx, org.Console(county), account.ID, subject)
	})
}

func TestWithoutSingleSignOnThereIsNone(t *testing.T) {
	withHouse(t, func(h *house) {
		h.try([]exchange{{name: "nothing to begin", path: "/api/session/oidc", status: 404}, {name: "nor to finish", path: "/api/session/oidc/callback", status: 403}})
	})
	gone := func(c *server.Config) { c.OIDC = &server.OIDC{Issuer: "http://127.0.0.1:1", Client: "x"} }
	withHouse(t, func(h *house) {
		h.try([]exchange{{name: "an issuer that doesn't answer", path: "/api/session/oidc", status: 503}})
	}, gone)
}
