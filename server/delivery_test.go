package server_test

import (
	"net/http"
	"strings"
	"testing"

	"qixing/calendar"
	"qixing/delivery"
	"qixing/org"
	"qixing/server"
	"qixing/store"
)

// An address is seen by its owner alone; what couldn't be sent is for the system administrator, with what to do.
func TestRemindersAndTheirFailures(t *testing.T) {
	withHouse(t, func(h *house) {
		h.try([]exchange{
			{name: "none yet", as: "town", path: "/api/session/mail", status: 200, holds: []string{`"mail":""`}},
			{name: "not an address", as: "town", method: "PUT", path: "/api/session/mail", body: `{"mail": "town"}`, status: 422, holds: []string{"org.mail_form"}},
			{name: "the own address", as: "town", method: "PUT", path: "/api/session/mail", body: `{"mail": "town@example.cn"}`, status: 200},
			{name: "is kept", as: "town", path: "/api/session/mail", status: 200, holds: []string{"town@example.cn"}},
			{name: "and nobody else's", as: "deputy", path: "/api/session/mail", status: 200, lacks: []string{"town@example.cn"}},
			{name: "not even the administrator's", as: "system", path: "/api/accounts", status: 200, lacks: []string{"example.cn"}},
			{name: "no business of the office", as: "office", path: "/api/deliveries", status: 403},
		})
		h.toRecommendation()
		desk := &delivery.Desk{DB: h.DB, County: county, Keys: h.config.Keys, Calendar: calendar.Default(), Source: server.Owing(h.config),
			Mail: &delivery.Mail{Server: "127.0.0.1:1", From: "qixing@example.cn", Security: delivery.StartTLS}}
		drafts, err := desk.Draft(ctx)
		h.Must(err)
		if len(drafts) != 1 || !strings.Contains(drafts[0].Body, "镇推荐") || strings.Contains(drafts[0].Body, "西关村") || strings.Contains(drafts[0].Body, "东镇") {
			t.Fatalf("a town's digest: %+v", drafts)
		}
		if n, err := desk.PrepareNow(ctx); n != 1 || err != nil {
			t.Fatal(n, err)
		}
		if n, err := desk.Send(ctx); n != 0 || err != nil {
			t.Fatal(n, err)
		}
		listed := h.do("system", http.MethodGet, "/api/deliveries", "").want(http.StatusOK).Body.String()
		for _, want := range []string{"账号town", `"by_mail":true`, `"state":"waiting"`, "连不上邮件服务器", "mail_server"} {
			if !strings.Contains(listed, want) {
				t.Errorf("the administrator isn't told %q: %s", want, listed)
			}
		}
		if strings.Contains(listed, "town@example.cn") {
			t.Error("the administrator is shown an address")
		}
		h.Write(func(tx *store.Tx) error {
			_, err := tx.Exec(ctx, `UPDATE deliveries SET state = 'failed', id = 77`)
			return err
		})
		h.try([]exchange{
			{name: "again, by the office", as: "office", method: "POST", path: "/api/deliveries/77/retry", status: 403},
			{name: "again", as: "system", method: "POST", path: "/api/deliveries/77/retry", status: 200},
			{name: "and again", as: "system", method: "POST", path: "/api/deliveries/77/retry", status: 409},
		})
		group := org.Principal{County: county, Language: "zh", Grants: []org.Grant{{Role: "town_committee", UnitID: h.unit("610327900"), UnitPath: h.path("610327900")}}}
		h.Read(func(tx *store.Tx) error {
			items, err := server.Owing(h.config)(ctx, tx, group, "zh")
			if err == nil && len(items) == 0 {
				t.Error("a group of the town's committee owes nothing")
			}
			return err
		})
	})
}

func (h *house) path(code string) string {
	h.Helper()
	unit, err := h.Tree.FindByCode(code)
	h.Must(err)
	return unit.Path
}
