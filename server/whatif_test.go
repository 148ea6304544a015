package server_test

import (
	"fmt"
	"net/http"
	"testing"
)

// With ratings of one town only, its two villages change places when they are left out; the towns that gave none aren't listed.
func TestWhatIfLeavesTownsOutOneAtATime(t *testing.T) {
	withHouse(t, func(h *house) {
		at, mine := h.toRecommendation()
		ask := func() map[string]any {
			return h.do("office", http.MethodPost, at+"/what-if", `{"parameters": {"red_flag_villages": "1"}}`).want(http.StatusOK).json()
		}
		if towns := ask()["towns_left_out"].([]any); len(towns) != 0 {
			t.Errorf("before anyone rates there is nothing to leave out, got %v", towns)
		}
		for i, points := range []string{"1", "3.5"} {
			form := fmt.Sprintf("%s/entries/%d/review", at, mine[i])
			h.do("town", http.MethodPut, form, fmt.Sprintf(`{"version": 0, "ratings": [{"key": "organization.leaders", "points": %q, "reason": "实绩"}]}`, points)).want(http.StatusOK)
			h.do("town", http.MethodPost, form+"/submit", `{"version": 1}`).want(http.StatusOK)
		}
		got := ask()
		towns := got["towns_left_out"].([]any)
		if len(towns) != 1 {
			t.Fatalf("%d towns are left out in turn, want the one that rated: %v", len(towns), towns)
		}
		town := towns[0].(map[string]any)
		if town["town"] != "东镇" || town["ratings"] != 2.0 {
			t.Errorf("got %v, want the two ratings of 东镇", town)
		}
		first := got["after"].([]any)[0].(map[string]any)
		if first["entry"] != float64(mine[1]) {
			t.Errorf("with the ratings %v is first, want the village with more points", first["title"])
		}
		if len(town["entered"].([]any)) == 0 || len(town["moved"].([]any)) == 0 || got["towns_sentence"] != "逐镇不计该镇给本镇的评分：1 个镇中有 1 个会改变名额内的名单（东镇），取舍取决于这些镇自己的评分，请委员会留意。" {
			t.Errorf("without them the villages share the first place; got %v, %q", town, got["towns_sentence"])
		}
	})
}
