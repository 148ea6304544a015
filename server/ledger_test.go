package server_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
)

func TestARecordIsFilledCheckedCorrectedAndRestored(t *testing.T) {
	withHouse(t, func(h *house) {
		id := h.fill("secretary", "610327900201", "记1", "1234.50")
		at := fmt.Sprintf("%s/%d", accounts, id)
		h.try([]exchange{
			{name: "the filler can't check", as: "secretary", method: "POST", path: at + "/check", body: `{"revision": 1}`, status: 403},
			{name: "another village doesn't see it", as: "neighbour", path: at, status: 404, lacks: []string{"1234.5", "记1"}},
			{name: "the town checks", as: "town", method: "POST", path: at + "/check", body: `{"revision": 1}`, status: 200, holds: []string{`"state":"checked"`, "账号town"}},
			{name: "a checked record isn't edited", as: "secretary", method: "PUT", path: at, body: `{"revision": 2, "values": {"amount": "1"}}`, status: 409},
			{name: "a correction needs a reason", as: "secretary", method: "POST", path: at + "/correct", body: `{"revision": 2, "values": {"amount": "2"}, "reason": ""}`, status: 422},
			{name: "it is corrected", as: "secretary", method: "POST", path: at + "/correct", body: `{"revision": 2, "values": {"amount": "2000"}, "reason": "漏记"}`, status: 200,
				holds: []string{`"state":"filled"`, `"amount":"2000"`, "漏记"}},
			{name: "two who edit are told", as: "secretary", method: "PUT", path: at, body: `{"revision": 1, "values": {"amount": "3"}}`, status: 409, holds: []string{"账号secretary"}},
			{name: "it is sent back", as: "town", method: "POST", path: at + "/return", body: `{"revision": 3, "reason": "凭证不清"}`, status: 200, holds: []string{`"state":"returned"`}},
			{name: "it has a history", as: "town", path: at, status: 200, holds: []string{`"action":"correct"`, `"amount":"1234.5"`, "凭证不清"}},
			{name: "it is deleted", as: "secretary", method: "DELETE", path: at + "?revision=4&reason=" + url.QueryEscape("重复"), status: 200, holds: []string{`"deleted":true`}},
			{name: "and gone from the list", as: "secretary", path: accounts, status: 200, holds: []string{`"total":0`}},
			{name: "and comes back", as: "secretary", method: "POST", path: at + "/restore", body: `{"revision": 5}`, status: 200},
			{name: "in the list", as: "secretary", path: accounts, status: 200, holds: []string{`"total":1`}},
		})
	})
}

func TestEveryoneSeesTheirSubtreeOnly(t *testing.T) {
	withHouse(t, func(h *house) {
		h.fill("secretary", "610327900201", "甲", "1")
		h.fill("neighbour", "610327900202", "乙", "10")
		h.fill("far", "610327901201", "丙", "100")
		h.try([]exchange{
			{name: "a village", as: "secretary", path: accounts, status: 200, holds: []string{`"total":1`, `"甲"`, `"amount":"1"`}, lacks: []string{"柳沟村", "东风村", `"乙"`}},
			{name: "a town", as: "town", path: accounts, status: 200, holds: []string{`"total":2`, `"amount":"11"`, "西关村", "柳沟村"}, lacks: []string{"东风村"}},
			{name: "the county", as: "office", path: accounts, status: 200, holds: []string{`"total":3`, `"amount":"111"`}},
			{name: "a role that reads nothing", as: "finance", path: accounts, status: 403, lacks: []string{"西关村"}},
			{name: "an administrator", as: "system", path: accounts, status: 403, lacks: []string{"西关村"}},
			{name: "an export", as: "finance", path: "/api/registers/collective_accounts/export.xlsx", status: 403},
			{name: "another village's unit", as: "secretary", path: fmt.Sprintf("%s?unit_id=%d", accounts, h.unit("610327901201")), status: 200, holds: []string{`"total":0`}},
			{name: "filling in for another village", as: "secretary", method: "POST", path: accounts, status: 403,
				body: fmt.Sprintf(`{"unit_id": %d, "values": {"month": "2022-07", "line": "operation", "amount": "1", "voucher": "x"}}`, h.unit("610327900202"))},
			{name: "the cockpit shows a village itself", as: "secretary", path: "/api/cockpit", status: 200, holds: []string{"西关村"}, lacks: []string{"柳沟村"}},
			{name: "and an administrator nothing", as: "audit", path: "/api/cockpit", status: 200, holds: []string{`"chapters":[]`}, lacks: []string{"西关村"}},
		})
	})
}

func TestListsFilterSortAndAddUp(t *testing.T) {
	withHouse(t, func(h *house) {
		for i, amount := range []string{"100", "2000", "999.99", "1000"} {
			h.fill("secretary", "610327900201", fmt.Sprintf("记%d", i), amount)
		}
		h.try([]exchange{
			{name: "beyond", as: "town", path: accounts + "?filter=amount:gt:1000", status: 200, holds: []string{`"total":1`, `"2000"`}},
			{name: "from", as: "town", path: accounts + "?filter=amount:ge:1000", status: 200, holds: []string{`"total":2`, `"totals":{"amount":"3000"}`}},
			{name: "two conditions", as: "town", path: accounts + "?filter=amount:lt:1000&filter=voucher:eq:" + url.QueryEscape("记2"), status: 200, holds: []string{`"total":1`, "999.99"}},
			{name: "one of", as: "town", path: accounts + "?filter=line:in:operation|subsidy", status: 200, holds: []string{`"total":4`}},
			{name: "searched", as: "town", path: accounts + "?q=xiguan", status: 200, holds: []string{`"total":4`}},
			{name: "a page of one", as: "town", path: accounts + "?sort=-amount&size=1&page=2", status: 200, holds: []string{`"total":4`, `"amount":"1000"`}, lacks: []string{`"999.99"`}},
			{name: "an unknown field", as: "town", path: accounts + "?filter=nothing:eq:1", status: 422, holds: []string{"server.filter"}},
			{name: "an unknown way to sort", as: "town", path: accounts + "?sort=amount);DROP", status: 404},
			{name: "an unknown register", as: "town", path: "/api/registers/units/records", status: 404, holds: []string{"ledger.no_register"}},
		})
	})
}

func TestAllThatIsWrongIsSaidAtOnce(t *testing.T) {
	withHouse(t, func(h *house) {
		unit := h.unit("610327900201")
		h.try([]exchange{
			{name: "by field", as: "secretary", method: "POST", path: accounts, status: 422, body: fmt.Sprintf(`{"unit_id": %d, "values": {"line": "operation", "amount": "-5"}}`, unit),
				holds: []string{`"body.values.month"`, `"body.values.amount"`, `"body.values.voucher"`}},
			{name: "in English", as: "secretary", method: "POST", path: accounts, status: 422, headers: []string{"Accept-Language", "en"},
				body: fmt.Sprintf(`{"unit_id": %d, "values": {"amount": "a lot"}}`, unit), holds: []string{`"body.values.amount"`, "number"}},
			{name: "an unknown field", as: "secretary", method: "POST", path: accounts, status: 422, body: fmt.Sprintf(`{"unit_id": %d, "values": {"state": "checked"}}`, unit), holds: []string{"server.no_field"}},
			{name: "a block by row", as: "secretary", method: "POST", path: accounts + "/bulk", status: 422, body: fmt.Sprintf(`{"rows": [
				{"unit_id": %[1]d, "values": {"month": "2022-06", "line": "operation", "amount": "1", "voucher": "a"}},
				{"unit_id": %[1]d, "values": {"month": "2022-13", "line": "operation", "amount": "1", "voucher": "b"}},
				{"unit_id": %[1]d, "values": {"month": "2022-06", "line": "operation", "amount": "-1", "voucher": "c"}}]}`, unit),
				holds: []string{`"body.rows[1].values.month"`, `"body.rows[2].values.amount"`}, lacks: []string{"rows[0]"}},
			{name: "and nothing of it is saved", as: "secretary", path: accounts, status: 200, holds: []string{`"total":0`}},
			{name: "a block that is right", as: "secretary", method: "POST", path: accounts + "/bulk", status: 200, body: fmt.Sprintf(`{"rows": [
				{"unit_id": %[1]d, "values": {"month": "2022-06", "line": "operation", "amount": "1", "voucher": "a"}},
				{"unit_id": %[1]d, "values": {"month": "2022-06", "line": "operation", "amount": "2.5", "voucher": "b"}}]}`, unit), holds: []string{`"amount":"2.5"`}},
			{name: "is saved", as: "secretary", path: accounts, status: 200, holds: []string{`"total":2`}},
			{name: "no JSON", as: "secretary", method: "POST", path: accounts, status: 400, body: `{"unit_id": `, holds: []string{"server.malformed"}},
		})
	})
}

func TestSensitiveRegistersOpenWithAReason(t *testing.T) {
	withHouse(t, func(h *house) {
		const sanctions = "/api/registers/sanctions/records"
		body := fmt.Sprintf(`{"unit_id": %d, "values": {"date": "2022-03-01", "level": "warning", "lifted": false}}`, h.unit("610327900201"))
		h.do("discipline", "POST", sanctions, body).want(200)
		h.try([]exchange{
			{name: "without a reason", as: "discipline", path: sanctions, status: 403, holds: []string{"ledger.reason_needed"}, lacks: []string{"2022-03-01"}},
			{name: "with one", as: "discipline", path: sanctions + "?reason=" + url.QueryEscape("季度核查"), status: 200, holds: []string{`"total":1`}},
			{name: "a town, which isn't named", as: "town", path: sanctions + "?reason=x", status: 403, lacks: []string{"西关村"}},
			{name: "the village itself", as: "secretary", path: sanctions + "?reason=x", status: 403},
			{name: "the cockpit offers no such measure", as: "office", path: "/api/cockpit?measure=serious_sanctions", status: 200, lacks: []string{`"measure":"serious_sanctions"`}},
		})
	})
}

// hostile are texts that have broken systems before.
var hostile = []string{`'; DROP TABLE units; --`, `" OR 1=1 --`, `<script>alert(1)</script>`, `{{.}}${7*7}`, `=HYPERLINK("http://evil")`, "\u202egpj.exe", `\x00\'`, strings.Repeat("字", 40), "𠮷野家 ཨོཾ", "%s%n%00"}

func TestHostileTextsAreOnlyTexts(t *testing.T) {
	withHouse(t, func(h *house) {
		for i, text := range hostile {
			body := fmt.Sprintf(`{"unit_id": %d, "values": {"month": "2022-06", "line": "operation", "amount": "1", "voucher": "%d", "note": %s}}`, h.unit("610327900201"), i, mustJSON(text))
			saved := h.do("secretary", "POST", accounts, body).want(200).json()
			if got := saved["values"].(map[string]any)["note"]; got != strings.TrimSpace(text) {
				t.Errorf("%q came back as %q", text, got)
			}
			search := h.do("secretary", "GET", accounts+"?q="+url.QueryEscape(text), "")
			if search.Code != 200 {
				t.Errorf("search for %q: %d %s", text, search.Code, search.Body)
			}
			filter := h.do("secretary", "GET", accounts+"?filter=note:eq:"+url.QueryEscape(text), "").want(200).json()
			if filter["total"] != float64(1) {
				t.Errorf("filter by %q finds %v", text, filter["total"])
			}
			h.do("secretary", "GET", "/api/persons?q="+url.QueryEscape(text), "").want(200)
			h.do("office", "GET", "/api/journal?q="+url.QueryEscape(text), "").want(200)
			if got := h.do("secretary", "GET", accounts+"?sort="+url.QueryEscape(text), ""); got.Code != 404 && got.Code != 422 {
				t.Errorf("sort by %q: %d", text, got.Code)
			}
		}
		h.do("secretary", "GET", accounts, "").want(200)
		if units := h.do("secretary", "GET", "/api/units", "").want(200).json()["items"].([]any); len(units) != 6 {
			t.Errorf("%d units are left", len(units))
		}
	})
}
