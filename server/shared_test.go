package server_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
)

// toRecommendation opens a round, lets every village hand in its assessment, and gives the round's address with the entries of 东镇.
func (h *house) toRecommendation() (string, []int64) {
	h.Helper()
	opened := h.do("office", http.MethodPost, "/api/rounds", `{"scheme": "red_flag_village", "period": "2022", "reference_date": "2022-11-20"}`).want(http.StatusOK).json()
	at := fmt.Sprintf("/api/rounds/%.0f", opened["id"])
	for _, who := range []string{"secretary", "neighbour", "far"} {
		h.assess(who, at)
	}
	h.do("office", http.MethodPost, at+"/close", `{"stage": "self_assessment"}`).want(http.StatusOK)
	var mine []int64
	for _, e := range h.do("town", http.MethodGet, at+"/entries", "").want(http.StatusOK).json()["items"].([]any) {
		mine = append(mine, int64(e.(map[string]any)["id"].(float64)))
	}
	return at, mine
}

// assess says that every figure about someone's own village is right, and hands that in.
func (h *house) assess(who, at string) {
	h.Helper()
	own := h.do(who, http.MethodGet, at+"/entries", "").want(http.StatusOK).json()["items"].([]any)[0].(map[string]any)["id"]
	form := fmt.Sprintf("%s/entries/%.0f/assessment", at, own)
	type item struct {
		Key     string `json:"key"`
		Verdict string `json:"verdict"`
	}
	var said []item
	for _, one := range h.do(who, http.MethodGet, form, "").want(http.StatusOK).json()["items"].([]any) {
		if one := one.(map[string]any); one["rated"] == false {
			said = append(said, item{one["key"].(string), "right"})
		}
	}
	body, err := json.Marshal(map[string]any{"version": 0, "items": said})
	h.Must(err)
	h.do(who, http.MethodPut, form, string(body)).want(http.StatusOK)
	h.do(who, http.MethodPost, form+"/submit", `{"version": 1}`).want(http.StatusOK)
}

// Two clerks of a town save at the same moment over the version that both saw: one is told who was first, and when. With both changes laid together
// over the new version nothing is lost.
func TestTwoClerksAtOnceLoseNothing(t *testing.T) {
	withHouse(t, func(h *house) {
		at, mine := h.toRecommendation()
		at += "/recommendation"
		town := h.unit("610327900")
		save := func(who string, version int, picks string) reply {
			return h.do(who, http.MethodPut, at, fmt.Sprintf(`{"town_id": %d, "version": %d, "picks": %s}`, town, version, picks))
		}
		clerks := []string{"town", "deputy"}
		picks := []string{fmt.Sprintf(`[{"entry": %d, "recommended": true}]`, mine[0]), fmt.Sprintf(`[{"entry": %d, "recommended": false, "reason": "名额所限"}]`, mine[1])}
		for _, who := range clerks {
			h.as(who)
		}
		var answers [2]reply
		var wait sync.WaitGroup
		for i, who := range clerks {
			wait.Go(func() { answers[i] = save(who, 0, picks[i]) })
		}
		wait.Wait()
		first := 0
		if answers[0].Code != http.StatusOK {
			first = 1
		}
		answers[first].want(http.StatusOK)
		refusal := answers[1-first].want(http.StatusConflict).json()
		if by := "账号" + clerks[first]; refusal["key"] != "round.recommendation_changed" || !strings.Contains(fmt.Sprint(refusal["detail"]), by) {
			h.Errorf("the second clerk is told %v, want that %s changed it", refusal, by)
		}
		now := h.do(clerks[1-first], http.MethodGet, fmt.Sprintf("%s?town_id=%d", at, town), "").want(http.StatusOK).json()
		if now["saved_by"] != "账号"+clerks[first] || now["version"] != 1.0 {
			h.Errorf("what stands is version %v by %v", now["version"], now["saved_by"])
		}
		both := picks[0][:len(picks[0])-1] + "," + picks[1][1:]
		save(clerks[1-first], 1, both).want(http.StatusOK)
		h.try([]exchange{{name: "both are kept", as: "town", path: at, status: http.StatusOK, holds: []string{`"recommended":true`, `"recommended":false,"reason":"名额所限"`, `"version":2`}}})
	})
}

// One reviewer on two devices: the later one is told, and reads what stands before it saves again.
func TestOneReviewerOnTwoDevices(t *testing.T) {
	withHouse(t, func(h *house) {
		at, mine := h.toRecommendation()
		form := fmt.Sprintf("%s/entries/%d/review", at, mine[0])
		rating := `{"version": %d, "ratings": [{"key": "organization.leaders", "points": %q}], "opinion": %q}`
		h.try([]exchange{
			{name: "the phone", as: "town", method: "PUT", path: form, body: fmt.Sprintf(rating, 0, "3", ""), status: 200, holds: []string{`"version":1`}},
			{name: "the laptop, over what it hasn't seen", as: "town", method: "PUT", path: form, body: fmt.Sprintf(rating, 0, "2", "同意"), status: 409, holds: []string{"round.review_changed", "您填写的内容仍保留在本机"}},
			{name: "what stands", as: "town", path: form, status: 200, holds: []string{`"points":"3.00"`, `"version":1`}},
			{name: "another clerk has a review of their own", as: "deputy", method: "PUT", path: form, body: fmt.Sprintf(rating, 0, "2", ""), status: 200},
			{name: "the laptop, after a look", as: "town", method: "PUT", path: form, body: fmt.Sprintf(rating, 1, "3", "同意"), status: 200},
			{name: "both are kept", as: "town", path: form, status: 200, holds: []string{`"points":"3.00"`, "同意", `"version":2`}},
		})
	})
}
