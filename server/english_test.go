package server_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"qixing/org"
	"qixing/store"
)

// inEnglish asks as a browser does that prefers English.
func (h *house) inEnglish(who, path string, more ...*http.Cookie) reply {
	h.Helper()
	request := httptest.NewRequest(http.MethodGet, "http://localhost"+path, nil)
	request.Header.Set("Accept-Language", "en-US,en;q=0.9,zh;q=0.5")
	if cookie := h.as(who); cookie != nil {
		request.AddCookie(cookie)
	}
	for _, cookie := range more {
		request.AddCookie(cookie)
	}
	answer := httptest.NewRecorder()
	h.handler.ServeHTTP(answer, request)
	return reply{answer, h}
}

func (r reply) says(name string, holds, lacks []string) {
	r.t.Helper()
	for _, text := range holds {
		if !strings.Contains(r.Body.String(), text) {
			r.t.Errorf("%s lacks %q: %.900s", name, text, r.Body)
		}
	}
	for _, text := range lacks {
		if strings.Contains(r.Body.String(), text) {
			r.t.Errorf("%s says %q", name, text)
		}
	}
}

func TestPublicPagesSpeakTheBrowsersLanguageUnlessAnotherIsChosen(t *testing.T) {
	withHouse(t, func(h *house) {
		h.inEnglish("", "/ask/help_requests").want(http.StatusOK).says("the form", []string{`lang="en"`, "Help request", "Ask about any technical difficulty", "Optional; kept encrypted", `href="/ask/help_requests?lang=zh"`}, []string{"可不填", "所在村", "求助"})
		h.inEnglish("", "/notice").want(http.StatusOK).says("the notices", []string{"Public notices", "Nothing stands in public"}, []string{"公示"})
		chosen := h.inEnglish("", "/notice?lang=zh").want(http.StatusOK)
		chosen.says("in Chinese by the link", []string{"目前没有公示", `href="/notice?lang=en"`}, nil)
		cookies := chosen.Result().Cookies()
		if len(cookies) != 1 {
			t.Fatalf("cookies %v", cookies)
		}
		h.inEnglish("", "/ask", cookies[0]).says("the page after it", []string{"查询编号"}, []string{"Look up"})
		h.inEnglish("office", "/api/pack", cookies[0]).says("the application, which says its own", []string{"The Five Actions"}, []string{"填报人", "“五大行动”"})
	})
}

func TestTheLanguageThatSomebodyChoosesIsKeptWithTheirAccount(t *testing.T) {
	withHouse(t, func(h *house) {
		h.do("", http.MethodPut, "/api/session/language", `{"language": "en"}`).want(http.StatusUnauthorized)
		h.do("town", http.MethodPut, "/api/session/language", `{"language": "fr"}`).want(http.StatusUnprocessableEntity)
		h.do("town", http.MethodPut, "/api/session/language", `{"language": "en"}`).want(http.StatusOK)
		h.do("town", http.MethodGet, "/api/session", "").want(http.StatusOK).says("the session", []string{`"language":"en"`}, nil)
		h.do("office", http.MethodGet, "/api/session", "").want(http.StatusOK).says("another's", []string{`"language":"zh"`}, nil)
		h.Must(h.DB.Read(ctx, func(tx *store.Tx) error {
			account, err := org.FindAccountByLogin(ctx, tx, county, "town")
			if account.Language != "en" {
				t.Errorf("reminders would come in %q", account.Language)
			}
			return err
		}))
	})
}

func TestAUnitIsCalledByItsEnglishNameWhereverItIsNamed(t *testing.T) {
	withHouse(t, func(h *house) {
		h.write(func(tx *store.Tx) error {
			if err := org.RenameUnit(ctx, tx, county, h.unit("610327900"), "东镇", "East Town"); err != nil {
				return err
			}
			return org.RenameUnit(ctx, tx, county, h.unit("610327900201"), "西关村", "West Gate")
		})
		accounts := "/api/registers/agreements/records"
		h.do("secretary", http.MethodPost, accounts, fmt.Sprintf(`{"unit_id": %d, "values": {"starts_on": "2022-03-01", "ends_on": "2023-03-01", "kind": "village_village", "name": "苹果", "partner": "合作社",
			"partner_village": "%d"}}`, h.unit("610327900201"), h.unit("610327900201"))).want(http.StatusOK)
		round, _ := h.toRecommendation()
		for _, one := range []struct {
			who, path string
			holds     []string
		}{
			{"town", accounts, []string{`"unit_title":"West Gate"`, `"town_title":"East Town"`}},
			{"town", accounts + "?q=west", []string{`"total":1`}},
			{"town", "/api/session", []string{`"unit_title":"East Town"`}},
			{"system", "/api/accounts", []string{"East Town"}},
			{"security", "/api/grants", []string{"East Town", "West Gate"}},
			{"office", round + "/entries", []string{`"title":"West Gate"`, `"town_title":"East Town"`}},
			{"town", round + "/recommendation", []string{"East Town", "The papers don't match the facts"}},
			{"town", "/api/tasks", []string{"East Town"}},
		} {
			h.inEnglish(one.who, one.path).want(http.StatusOK).says(one.path, one.holds, []string{"西关村", "东镇"})
		}
		h.do("town", http.MethodGet, accounts, "").want(http.StatusOK).says("in Chinese", []string{"西关村", "东镇"}, []string{"West Gate"})
	})
}
