package server_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// list fills in one record of a list of the county's own.
func (h *house) list(register, body string) int64 {
	h.Helper()
	path := "/api/registers/" + register + "/records"
	saved := h.do("office", "POST", path, fmt.Sprintf(`{"unit_id": %d, "values": %s}`, h.unit("610327"), body)).want(http.StatusOK).json()
	return int64(saved["id"].(float64))
}

func (h *house) post(path string, form url.Values) reply {
	h.Helper()
	return h.send(nil, http.MethodPost, path, form.Encode(), "Content-Type", "application/x-www-form-urlencoded")
}

var (
	named    = regexp.MustCompile(`name="request" value="([a-z2-7]+)"`)
	revision = regexp.MustCompile(`name="revision" value="(\d+)"`)
)

// A villager asks on a page without a script, the office assigns, somebody goes there, and only the villager closes it.
func TestHelpIsAskedForInPublic(t *testing.T) {
	withHouse(t, func(h *house) {
		apple := h.list("specialty_industries", `{"name": "苹果"}`)
		team := h.list("support_teams", fmt.Sprintf(`{"name": "苹果卫士", "product": "%d"}`, apple))
		h.try([]exchange{
			{name: "what may be asked", path: "/ask", status: 200, holds: []string{`href="/ask/help_requests"`}, lacks: []string{"secretary_projects", "<script"}},
			{name: "a matter that isn't public", path: "/ask/secretary_projects", status: 404},
			{name: "a wrong receipt", path: "/ask/receipt/aaaabbbbccccdddd", status: 404},
		})
		page := h.do("", "GET", "/ask/help_requests", "").want(http.StatusOK).Body.String()
		if len(page) > 20_000 || strings.Contains(page, "<script") || !strings.Contains(page, "东风村") || !strings.Contains(page, "苹果") {
			t.Errorf("the form has %d bytes: %.300s", len(page), page)
		}
		form := url.Values{"request": {named.FindStringSubmatch(page)[1]}, "unit": {fmt.Sprint(h.unit("610327900201"))}, "product": {fmt.Sprint(apple)}, "kind": {"disease"},
			"problem": {"果树<b>烂皮</b>"}, "phone": {"13800138000"}, "status": {"closed"}}
		if refused := h.post("/ask/help_requests", form); refused.Code != http.StatusUnprocessableEntity || !strings.Contains(refused.Body.String(), "国家秘密") || !strings.Contains(refused.Body.String(), "&lt;b&gt;烂皮") {
			t.Errorf("unconfirmed: %d %.500s", refused.Code, refused.Body)
		}
		form.Set("confirm", "1")
		asked := h.post("/ask/help_requests", form).want(http.StatusSeeOther)
		if again := h.post("/ask/help_requests", form).want(http.StatusSeeOther); again.Header().Get("Location") != asked.Header().Get("Location") {
			t.Errorf("sent twice, it leads to %s and %s", asked.Header().Get("Location"), again.Header().Get("Location"))
		}
		receipt, _, _ := strings.Cut(asked.Header().Get("Location"), "?")
		shown := h.do("", "GET", receipt+"?new=1", "").want(http.StatusOK).Body.String()
		if !strings.Contains(shown, "待派单") || strings.Contains(shown, "13800138000") || !strings.Contains(shown, "撤回") || strings.Contains(shown, "确认解决") {
			t.Errorf("the receipt's page: %s", shown)
		}
		rows := h.do("office", "GET", "/api/matters/help_requests/records?status=open", "").want(http.StatusOK)
		if !strings.Contains(rows.Body.String(), `"total":1`) || strings.Contains(rows.Body.String(), "13800138000") {
			t.Errorf("the office's list: %s", rows.Body)
		}
		id := int64(rows.json()["items"].([]any)[0].(map[string]any)["id"].(float64))
		at := fmt.Sprintf("/api/matters/help_requests/records/%d", id)
		h.try([]exchange{
			{name: "another village sees nothing", as: "neighbour", path: at, status: 404},
			{name: "the village may not assign", as: "secretary", method: "POST", path: at + "/steps/assign", status: 403, body: fmt.Sprintf(`{"revision": 1, "values": {"team": "%d"}, "request": "assign-000"}`, team)},
			{name: "the status can't be written", as: "office", method: "PUT", path: fmt.Sprintf("/api/registers/help_requests/records/%d", id), status: 422, body: `{"revision": 1, "values": {"status": "closed"}}`, holds: []string{"ledger.status_by_steps"}},
			{name: "a task of the office", as: "office", path: "/api/tasks", status: 200, holds: []string{"派单 · 技术求助", fmt.Sprintf("/matters/help_requests/%d", id), "2022-11-2"}},
			{name: "a team is proposed", as: "office", path: at + "/steps/assign/suggestions", status: 200, holds: []string{"苹果卫士", "产业相符", "在办 0 件"}},
			{name: "to the office only", as: "town", path: at + "/steps/assign/suggestions", status: 403},
			{name: "a team is needed", as: "office", method: "POST", path: at + "/steps/assign", status: 422, body: `{"revision": 1, "request": "assign-001"}`, holds: []string{`"body.values.team"`}},
			{name: "it is assigned", as: "office", method: "POST", path: at + "/steps/assign", status: 200, body: fmt.Sprintf(`{"revision": 1, "values": {"team": "%d"}, "request": "assign-002"}`, team),
				holds: []string{`"status":"assigned"`, fmt.Sprintf(`"team:%d":"苹果卫士"`, team)}},
			{name: "once", as: "office", method: "POST", path: at + "/steps/assign", status: 200, body: fmt.Sprintf(`{"revision": 1, "values": {"team": "%d"}, "request": "assign-002"}`, team), holds: []string{`"revision":2`}},
			{name: "somebody was there", as: "office", method: "POST", path: at + "/steps/visit", status: 200, body: `{"revision": 2, "values": {"done": "刮治涂药", "result": "solved"}, "request": "visit-0001"}`, holds: []string{`"status":"visited"`}},
			{name: "the office can't close it", as: "office", method: "POST", path: at + "/steps/close", status: 403, body: `{"revision": 3, "request": "close-0001"}`, holds: []string{"matter.not_yours"}},
		})
		shown = h.do("", "GET", receipt, "").want(http.StatusOK).Body.String()
		if !strings.Contains(shown, "刮治涂药") || !strings.Contains(shown, receipt+"/close") {
			t.Errorf("what was done isn't shown: %s", shown)
		}
		closing := url.Values{"request": {"close-by-form"}, "revision": {revision.FindStringSubmatch(shown)[1]}, "rating": {"good"}}
		h.post(receipt+"/close", closing).want(http.StatusSeeOther)
		h.post(receipt+"/close", closing).want(http.StatusSeeOther) // once
		h.try([]exchange{
			{name: "closed", as: "secretary", path: at, status: 200, holds: []string{`"status":"closed"`, `"over":true`, `"offers":[]`, "提出人（凭回执）"}},
			{name: "and counted", as: "office", path: "/api/matters/help_requests/piles?by=product&year=2022", status: 200, holds: []string{`"title":"苹果","total":1`, `"open":0`}},
			{name: "in its month and town", as: "office", path: "/api/matters/help_requests/piles?year=2022", status: 200, holds: []string{fmt.Sprintf(`"month":11,"town":%d,"count":1`, h.unit("610327900"))}},
		})
	})
}

func TestASecretaryProject(t *testing.T) {
	withHouse(t, func(h *house) {
		const path = "/api/matters/secretary_projects"
		h.try([]exchange{{name: "its form", as: "secretary", path: path, status: 200, holds: []string{`"may_start":true`, `"id":"goal"`, `"owner":"village"`}, lacks: []string{`"id":"reached"`}},
			{name: "nobody's business", as: "finance", path: path, status: 403}})
		started := h.do("secretary", "POST", path+"/records", fmt.Sprintf(`{"unit_id": %d, "request": "project-1", "values": {"year": "2022", "level": "village", "name": "香菇大棚", "goal": "200000", "invested": "80000"}}`,
			h.unit("610327900201"))).want(http.StatusOK).json()
		at := fmt.Sprintf("%s/records/%.0f", path, started["id"])
		h.try([]exchange{
			{name: "submitted", as: "secretary", method: "POST", path: at + "/steps/submit", status: 200, body: `{"revision": 1, "request": "step-0001"}`},
			{name: "no longer edited", as: "secretary", method: "PUT", path: fmt.Sprintf("/api/registers/secretary_projects/records/%.0f", started["id"]), status: 409, body: `{"revision": 2, "values": {"goal": "1"}}`, holds: []string{"ledger.matter_under_way"}},
			{name: "reviewed", as: "town", method: "POST", path: at + "/steps/review", status: 200, body: `{"revision": 2, "values": {"opinion": "同意"}, "request": "step-0002"}`},
			{name: "approved", as: "office", method: "POST", path: at + "/steps/approve", status: 200, body: `{"revision": 3, "values": {"approved_on": "2022-03-01"}, "request": "step-0003"}`},
			{name: "begun", as: "secretary", method: "POST", path: at + "/steps/begin", status: 200, body: `{"revision": 4, "values": {"started_on": "2022-03-10"}, "request": "step-0004"}`, holds: []string{`"id":"active","title":"实施中","state":"current"`}},
			{name: "progress begins with the quarter", as: "secretary", path: at + "/children/project_progress", status: 200, holds: []string{`"quarter":"2022Q4"`}},
			{name: "finished below its goal", as: "secretary", method: "POST", path: at + "/steps/finish", status: 200, body: `{"revision": 5, "values": {"reached": "150000"}, "request": "step-0005"}`},
			{name: "isn't accepted", as: "office", method: "POST", path: at + "/steps/accept", status: 409, body: `{"revision": 6, "values": {"accepted_on": "2022-11-01"}, "request": "step-0006"}`, holds: []string{"matter.condition"}},
		})
		progress := fmt.Sprintf(`{"unit_id": %d, "values": {"project": "%.0f", "quarter": "2022Q4", "completion": "0.9", "problems": "缺水"}}`, h.unit("610327900201"), started["id"])
		h.do("secretary", "POST", "/api/registers/project_progress/records", progress).want(http.StatusOK)
		h.try([]exchange{
			{name: "once a quarter", as: "secretary", method: "POST", path: "/api/registers/project_progress/records", status: 409, body: progress},
			{name: "filled in from the one before", as: "secretary", path: at + "/children/project_progress", status: 200, holds: []string{`"problems":"缺水"`}},
			{name: "under the project", as: "town", path: at, status: 200, holds: []string{`"problems":"缺水"`, "香菇大棚"}},
		})
	})
}
