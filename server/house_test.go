package server_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"qixing/calendar"
	"qixing/journal"
	"qixing/ledger"
	"qixing/ledger/ledgertest"
	"qixing/org"
	"qixing/packs"
	"qixing/server"
	"qixing/store"
)

var ctx = context.Background()

const county = ledgertest.Code

const units = `code,kind,title,parent
610327,county,演示县,
610327900,town,东镇,610327
610327900201,village,西关村,610327900
610327900202,village,柳沟村,610327900
610327901,town,河北镇,610327
610327901201,village,东风村,610327901
`

// staff are the accounts of every test: login, role, unit.
var staff = [][3]string{
	{"secretary", "village_secretary", "610327900201"}, {"neighbour", "village_secretary", "610327900202"}, {"far", "village_secretary", "610327901201"},
	{"town", "town_committee", "610327900"}, {"deputy", "town_committee", "610327900"}, {"office", "county_office", "610327"}, {"discipline", "discipline_office", "610327"},
	{"committee", "standing_committee", "610327"}, {"finance", "finance_bureau", "610327"}, {"system", "system_admin", "610327"}, {"security", "security_admin", "610327"}, {"audit", "audit_admin", "610327"},
}

// place is a county with a policy that ships with the program.
var place = ledgertest.NewPlace(units, shipped("longxian"))

func shipped(name string) fs.FS {
	folder, err := fs.Sub(packs.Files, name)
	if err != nil {
		panic(err)
	}
	return folder
}

// house is the county behind a server, and people signed in to it.
type house struct {
	*ledgertest.County
	gate    *org.Gate
	handler http.Handler
	cookies map[string]*http.Cookie
	log     *bytes.Buffer
	config  server.Config
}

// another is a second server on the same database.
func (h *house) another() http.Handler { return server.New(h.config) }

// withHouse runs a test on both databases. Options may change the server's configuration.
func withHouse(t *testing.T, do func(h *house), options ...func(*server.Config)) {
	t.Helper()
	place.Run(t, func(c *ledgertest.County) {
		h := &house{County: c, cookies: map[string]*http.Cookie{}, log: &bytes.Buffer{}}
		h.Write(h.employ)
		h.serve(options...)
		do(h)
	})
}

func (h *house) serve(options ...func(*server.Config)) {
	h.Helper()
	folder := h.TempDir()
	key, err := journal.OpenKey(folder, rand.Reader)
	h.Must(err)
	verifier, err := key.Verifiers()
	h.Must(err)
	files, err := ledger.OpenBlobs(folder + "/files")
	h.Must(err)
	h.gate = org.NewGate(h.DB, h.Keys, rand.Reader)
	h.gate.Rules.Hash.Memory, h.gate.Rules.Hash.Iterations = 64, 1 // what is tried here is not how slow a password is to guess
	h.config = server.Config{DB: h.DB, County: county, Packs: &ledger.Shelf{}, Calendar: calendar.Default(), Keys: h.Keys, Files: files, Verifier: verifier, Random: rand.Reader,
		Gate: h.gate, Log: slog.New(slog.NewTextHandler(h.log, nil)), Version: "test", Demonstration: true}
	for _, option := range options {
		option(&h.config)
	}
	h.handler = server.New(h.config)
}

// employ gives everyone an account and a role.
func (h *house) employ(tx *store.Tx) error {
	for _, one := range staff {
		account, err := org.CreateAccount(ctx, tx, org.Console(county), org.NewAccount{Login: one[0], Title: "账号" + one[0], Demo: true})
		if err != nil {
			return err
		}
		if _, err := org.CreateGrant(ctx, tx, org.Console(county), org.NewGrant{AccountID: account.ID, Role: one[1], UnitID: h.unit(one[2])}); err != nil {
			return err
		}
	}
	return nil
}

func (h *house) unit(code string) int64 {
	h.Helper()
	return h.Unit(code).ID
}

// reply is what came back.
type reply struct {
	*httptest.ResponseRecorder
	t testing.TB
}

func (r reply) json() map[string]any {
	r.t.Helper()
	var out map[string]any
	if err := json.Unmarshal(r.Body.Bytes(), &out); err != nil {
		r.t.Fatalf("%v in %.300s", err, r.Body)
	}
	return out
}

func (r reply) want(status int) reply {
	r.t.Helper()
	if r.Code != status {
		r.t.Fatalf("status %d, want %d: %.600s", r.Code, status, r.Body)
	}
	return r
}

// as signs a demonstration account in, once.
func (h *house) as(login string) *http.Cookie {
	h.Helper()
	if login == "" {
		return nil
	}
	if known := h.cookies[login]; known != nil {
		return known
	}
	got := h.send(nil, http.MethodPost, "/api/session", fmt.Sprintf(`{"demo_login": %q}`, login)).want(http.StatusOK)
	h.cookies[login] = got.Result().Cookies()[0]
	return h.cookies[login]
}

func (h *house) do(login, method, path, body string, headers ...string) reply {
	h.Helper()
	return h.send(h.as(login), method, path, body, headers...)
}

func (h *house) send(cookie *http.Cookie, method, path, body string, headers ...string) reply {
	h.Helper()
	var content io.Reader
	if body != "" {
		content = strings.NewReader(body)
	}
	request := httptest.NewRequest(method, path, content)
	request.Host = "127.0.0.1:8090"
	request.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	if cookie != nil {
		request.AddCookie(cookie)
	}
	recorder := httptest.NewRecorder()
	h.handler.ServeHTTP(recorder, request)
	return reply{recorder, h.TB}
}

// exchange is one request and what must, and must not, come back.
type exchange struct {
	name    string
	as      string
	method  string
	path    string
	body    string
	headers []string
	status  int
	holds   []string
	lacks   []string
}

func (h *house) try(cases []exchange) {
	h.Helper()
	for _, c := range cases {
		if c.method == "" {
			c.method = http.MethodGet
		}
		got := h.do(c.as, c.method, c.path, c.body, c.headers...)
		if got.Code != c.status {
			h.Errorf("%s: status %d, want %d: %.400s", c.name, got.Code, c.status, got.Body)
			continue
		}
		for _, text := range c.holds {
			if !strings.Contains(got.Body.String(), text) {
				h.Errorf("%s: %q is not in %.600s", c.name, text, got.Body)
			}
		}
		for _, text := range c.lacks {
			if strings.Contains(got.Body.String(), text) {
				h.Errorf("%s: %q must not be in %.600s", c.name, text, got.Body)
			}
		}
	}
}

const accounts = "/api/registers/collective_accounts/records"

// fill fills in a record of the collective accounts and gives its id.
func (h *house) fill(login, unit, voucher, amount string) int64 {
	h.Helper()
	body := fmt.Sprintf(`{"unit_id": %d, "values": {"month": "2022-06", "line": "operation", "amount": %q, "voucher": %q}}`, h.unit(unit), amount, voucher)
	return int64(h.do(login, http.MethodPost, accounts, body).want(http.StatusOK).json()["id"].(float64))
}
