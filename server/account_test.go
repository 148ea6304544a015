package server_test

import (
	"fmt"
	"testing"
)

func TestAdministratorsAreSeparate(t *testing.T) {
	withHouse(t, func(h *house) {
		body := `{"login": "newcomer", "title": "新来的"}`
		h.try([]exchange{
			{name: "an office makes no account", as: "office", method: "POST", path: "/api/accounts", body: body, status: 403},
			{name: "nor security", as: "security", method: "POST", path: "/api/accounts", body: body, status: 403},
			{name: "an office lists none", as: "office", path: "/api/accounts", status: 403, lacks: []string{"secretary"}},
			{name: "audit lists", as: "audit", path: "/api/accounts", status: 200, holds: []string{"secretary"}, lacks: []string{"password"}},
			{name: "audit changes nothing", as: "audit", method: "POST", path: "/api/accounts", body: body, status: 403},
			{name: "audit reads the journal", as: "audit", path: "/api/journal", status: 200, holds: []string{`"size":`}},
			{name: "system doesn't", as: "system", path: "/api/journal", status: 403},
			{name: "audit verifies", as: "audit", method: "POST", path: "/api/journal/verify", status: 200, holds: []string{`"ok":true`}},
			{name: "a town doesn't", as: "town", method: "POST", path: "/api/journal/verify", status: 403},
		})
		made := h.do("system", "POST", "/api/accounts", body).want(200).json()
		if len(made["password"].(string)) < 10 {
			t.Errorf("made %v", made)
		}
		id := int64(made["id"].(float64))
		grant := fmt.Sprintf(`{"account_id": %d, "role": "village_secretary", "unit_id": %d}`, id, h.unit("610327900202"))
		h.try([]exchange{
			{name: "system grants nothing", as: "system", method: "POST", path: "/api/grants", body: grant, status: 403},
			{name: "a role of another kind of unit", as: "security", method: "POST", path: "/api/grants", status: 422,
				body: fmt.Sprintf(`{"account_id": %d, "role": "village_secretary", "unit_id": %d}`, id, h.unit("610327900")), holds: []string{"server.role_elsewhere"}},
			{name: "a role that isn't there", as: "security", method: "POST", path: "/api/grants", status: 422,
				body: fmt.Sprintf(`{"account_id": %d, "role": "emperor", "unit_id": %d}`, id, h.unit("610327900")), holds: []string{"server.no_role"}},
			{name: "security grants", as: "security", method: "POST", path: "/api/grants", body: grant, status: 200},
			{name: "and sees it", as: "security", path: "/api/grants", status: 200, holds: []string{`"login":"newcomer"`, "柳沟村"}},
			{name: "an administrator gets no other role", as: "security", method: "POST", path: "/api/grants", status: 409,
				body: fmt.Sprintf(`{"account_id": %d, "role": "audit_admin", "unit_id": %d}`, id, h.unit("610327"))},
			{name: "the same login twice", as: "system", method: "POST", path: "/api/accounts", body: body, status: 409},
			{name: "it is shut out", as: "system", method: "POST", path: fmt.Sprintf("/api/accounts/%d/disable", id), status: 200},
			{name: "and no longer opens", method: "POST", path: "/api/session", body: fmt.Sprintf(`{"login": "newcomer", "password": %q}`, made["password"]), status: 401},
		})
	})
}

func TestARoleEndsWhenItIsRevoked(t *testing.T) {
	withHouse(t, func(h *house) {
		h.fill("neighbour", "610327900202", "1", "1")
		grants := h.do("security", "GET", "/api/grants", "").want(200).json()["items"].([]any)
		for _, one := range grants {
			if grant := one.(map[string]any); grant["login"] == "neighbour" {
				h.do("security", "DELETE", fmt.Sprintf("/api/grants/%v", grant["id"]), "").want(200)
			}
		}
		h.try([]exchange{
			{name: "at once", as: "neighbour", path: accounts, status: 403, lacks: []string{"柳沟村"}},
			{name: "with the session still there", as: "neighbour", path: "/api/session", status: 200, holds: []string{`"signed_in":true`}, lacks: []string{"village_secretary"}},
		})
		accounts := h.do("system", "GET", "/api/accounts", "").want(200).json()["items"].([]any)
		for _, one := range accounts {
			if account := one.(map[string]any); account["login"] == "far" {
				h.do("far", "GET", "/api/tasks", "").want(200)
				h.do("system", "POST", fmt.Sprintf("/api/accounts/%v/disable", account["id"]), "").want(200)
				h.do("far", "GET", "/api/tasks", "").want(401)
			}
		}
	})
}

func TestConflictsAreOnesOwn(t *testing.T) {
	withHouse(t, func(h *house) {
		made := h.do("office", "POST", "/api/conflicts", fmt.Sprintf(`{"unit_id": %d, "reason": "配偶在该村任职"}`, h.unit("610327900201"))).want(200).json()
		at := fmt.Sprintf("/api/conflicts/%v", made["id"])
		h.try([]exchange{
			{name: "mine", as: "office", path: "/api/conflicts", status: 200, holds: []string{"西关村", "配偶"}},
			{name: "nobody else's", as: "town", path: "/api/conflicts", status: 200, holds: []string{`"items":[]`}},
			{name: "nor theirs to withdraw", as: "town", method: "DELETE", path: at, status: 404},
			{name: "mine to withdraw", as: "office", method: "DELETE", path: at, status: 200},
		})
	})
}

func TestThePolicyCanBeRead(t *testing.T) {
	withHouse(t, func(h *house) {
		h.try([]exchange{
			{name: "the pack", as: "secretary", path: "/api/pack", status: 200, holds: []string{`"name":"longxian@2022.1"`, `"id":"collective_accounts"`, `"may_fill":true`, `"rule":"linear"`}},
			{name: "as a document", as: "secretary", path: "/api/pack/document", status: 200, holds: []string{`"articles"`, "待确认"}},
			{name: "in English", as: "secretary", path: "/api/pack/document", headers: []string{"Accept-Language", "en"}, status: 200, holds: []string{"sections"}},
			{name: "its versions", as: "town", path: "/api/pack/versions", status: 200, holds: []string{`"version":"2022.1"`, `"current":true`}},
			{name: "what changed from itself", as: "town", path: "/api/pack/diff?from=2022.1&to=2022.1", status: 200, holds: []string{`"changes":[]`}},
			{name: "an unknown version", as: "town", path: "/api/pack/diff?from=1&to=2022.1", status: 404},
			{name: "the description of the API", path: "/openapi.json", status: 200, holds: []string{`"openapi":"3.1`, "/api/registers/{register}/records"}},
		})
	})
}
