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
	"time"

	"qixing/calendar"
	"qixing/journal"
	"qixing/ledger"
	"qixing/org"
	"qixing/pack"
	"qixing/packs"
	"qixing/server"
	"qixing/store"
	"qixing/store/storetest"
)

var ctx = context.Background()

const county = "610327"

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

// house is a small county behind a server, and people signed in to it.
type house struct {
	t       *testing.T
	db      *store.DB
	clock   *clock
	gate    *org.Gate
	handler http.Handler
	tree    *org.Tree
	cookies map[string]*http.Cookie
	log     *bytes.Buffer
	config  server.Config
}

// another is a second server on the same database.
func (h *house) another() http.Handler { return server.New(h.config) }

type clock struct{ now time.Time }

func (c *clock) read() time.Time { return c.now }

// withHouse runs a test on both databases. Options may change the server's configuration.
func withHouse(t *testing.T, do func(h *house), options ...func(*server.Config)) {
	t.Helper()
	at := &clock{now: storetest.Now}
	storetest.RunAt(t, at.read, func(t *testing.T, db *store.DB) {
		at.now = storetest.Now
		do(newHouse(t, db, at, options...))
	})
}

func newHouse(t *testing.T, db *store.DB, at *clock, options ...func(*server.Config)) *house {
	t.Helper()
	h := &house{t: t, db: db, clock: at, cookies: map[string]*http.Cookie{}, log: &bytes.Buffer{}}
	folder := t.TempDir()
	keys, err := org.OpenKeyring(folder, rand.Reader)
	h.must(err)
	key, err := journal.OpenKey(folder, rand.Reader)
	h.must(err)
	verifier, err := key.Verifiers()
	h.must(err)
	files, err := ledger.OpenBlobs(folder + "/files")
	h.must(err)
	h.gate = org.NewGate(db, keys, rand.Reader)
	h.gate.Rules.Hash.Memory, h.gate.Rules.Hash.Iterations = 64, 1 // what is tried here is not how slow a password is to guess
	h.must(db.Write(ctx, h.settle))
	config := server.Config{DB: db, County: county, Packs: &ledger.Shelf{}, Calendar: calendar.Default(), Keys: keys, Files: files, Verifier: verifier, Random: rand.Reader,
		Gate: h.gate, Log: slog.New(slog.NewTextHandler(h.log, nil)), Version: "test", Demonstration: true}
	for _, option := range options {
		option(&config)
	}
	h.config = config
	h.handler = server.New(config)
	return h
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// settle makes the units, applies a pack that ships with the program, and gives everyone their role.
func (h *house) settle(tx *store.Tx) error {
	rows, err := org.ReadUnits(strings.NewReader(units))
	if err != nil {
		return err
	}
	if _, err := org.ImportUnits(ctx, tx, county, rows, true); err != nil {
		return err
	}
	if h.tree, err = org.LoadTree(ctx, tx, county); err != nil {
		return err
	}
	folder, err := fs.Sub(packs.Files, "longxian")
	if err != nil {
		return err
	}
	policy, findings := pack.Load(folder)
	if policy == nil {
		return findings.Err()
	}
	files, err := ledger.ZipFiles(folder)
	if err != nil {
		return err
	}
	plan, err := ledger.PlanTables(ctx, tx, county, policy)
	if err != nil {
		return err
	}
	if err := ledger.Apply(ctx, tx, plan, ledger.Applying{Files: files}); err != nil {
		return err
	}
	return h.employ(tx)
}

func (h *house) employ(tx *store.Tx) error {
	for _, one := range staff {
		account, err := org.CreateAccount(ctx, tx, org.Console(county), org.NewAccount{Login: one[0], Title: "账号" + one[0], Demo: true})
		if err != nil {
			return err
		}
		unit, err := h.tree.FindByCode(one[2])
		if err != nil {
			return err
		}
		if _, err := org.CreateGrant(ctx, tx, org.Console(county), org.NewGrant{AccountID: account.ID, Role: one[1], UnitID: unit.ID}); err != nil {
			return err
		}
	}
	return nil
}

func (h *house) unit(code string) int64 {
	h.t.Helper()
	unit, err := h.tree.FindByCode(code)
	h.must(err)
	return unit.ID
}

// reply is what came back.
type reply struct {
	*httptest.ResponseRecorder
	t *testing.T
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
	h.t.Helper()
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
	h.t.Helper()
	return h.send(h.as(login), method, path, body, headers...)
}

func (h *house) send(cookie *http.Cookie, method, path, body string, headers ...string) reply {
	h.t.Helper()
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
	return reply{recorder, h.t}
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
	h.t.Helper()
	for _, c := range cases {
		if c.method == "" {
			c.method = http.MethodGet
		}
		got := h.do(c.as, c.method, c.path, c.body, c.headers...)
		if got.Code != c.status {
			h.t.Errorf("%s: status %d, want %d: %.400s", c.name, got.Code, c.status, got.Body)
			continue
		}
		for _, text := range c.holds {
			if !strings.Contains(got.Body.String(), text) {
				h.t.Errorf("%s: %q is not in %.600s", c.name, text, got.Body)
			}
		}
		for _, text := range c.lacks {
			if strings.Contains(got.Body.String(), text) {
				h.t.Errorf("%s: %q must not be in %.600s", c.name, text, got.Body)
			}
		}
	}
}

const accounts = "/api/registers/collective_accounts/records"

// fill fills in a record of the collective accounts and gives its id.
func (h *house) fill(login, unit, voucher, amount string) int64 {
	h.t.Helper()
	body := fmt.Sprintf(`{"unit_id": %d, "values": {"month": "2022-06", "line": "operation", "amount": %q, "voucher": %q}}`, h.unit(unit), amount, voucher)
	return int64(h.do(login, http.MethodPost, accounts, body).want(http.StatusOK).json()["id"].(float64))
}
