package server_test

import (
	"fmt"
	"net/http"
	"testing"

	"qixing/round"
	"qixing/store"
)

// toDecided brings a round of one candidate past its decision, and gives the round's address and the candidate.
func (h *house) toDecided() (string, int64) {
	h.Helper()
	at, mine := h.toRecommendation()
	first, second := mine[0], mine[1]
	form := fmt.Sprintf("%s/entries/%d/review", at, first)
	town := h.unit("610327900")
	for _, step := range []exchange{
		{name: "rate", as: "town", method: "PUT", path: form, body: `{"version": 0, "ratings": [{"key": "organization.leaders", "points": "3"}]}`},
		{name: "hand the rating in", as: "town", method: "POST", path: form + "/submit", body: `{"version": 1}`},
		{name: "recommend", as: "town", method: "PUT", path: at + "/recommendation", body: fmt.Sprintf(`{"town_id": %d, "version": 0, "picks": [{"entry": %d, "recommended": true}, {"entry": %d, "recommended": false, "reason": "名额所限"}]}`, town, first, second)},
		{name: "hand it in", as: "town", method: "POST", path: at + "/recommendation/submit", body: fmt.Sprintf(`{"town_id": %d, "version": 1}`, town)},
		{name: "close", as: "office", method: "POST", path: at + "/close", body: `{"stage": "recommendation", "reason": "另一镇逾期"}`},
		{name: "close", as: "office", method: "POST", path: at + "/close", body: `{"stage": "group_review", "reason": "领导小组未能召开"}`},
		{name: "decide", as: "committee", method: "POST", path: at + "/decision", body: decisionOf(first)},
	} {
		h.do(step.as, step.method, step.path, step.body).want(http.StatusOK)
	}
	return at, first
}

func decisionOf(entry int64) string {
	return fmt.Sprintf(`{"minutes_no": "〔2022〕18", "date": "2022-11-21", "expected": 9, "present": 9, "selected": [%d],
		"votes": [{"entry": %d, "agree": 9, "against": 0, "abstain": 0}], "vacant_reason": "其余不够条件"}`, entry, entry)
}

func (h *house) sheet(at string) (whole, row map[string]any) {
	h.Helper()
	whole = h.do("committee", http.MethodGet, at+"/sheet", "").want(http.StatusOK).json()
	return whole, whole["entries"].([]any)[0].(map[string]any)
}

// What the sheet ticks is who holds a place now, and not who was once selected; who was taken up again can be decided again.
func TestTheSheetTicksWhoHoldsAPlace(t *testing.T) {
	withHouse(t, func(h *house) {
		at, entry := h.toDecided()
		if sheet, row := h.sheet(at); row["holds"] != true || row["decidable"] != false || sheet["kept"] != 1.0 {
			t.Errorf("selected: holds %v, decidable %v, kept %v", row["holds"], row["decidable"], sheet["kept"])
		}
		become := func(status, stage string) {
			h.write(func(tx *store.Tx) error {
				var id int64
				if err := tx.QueryRow(ctx, `SELECT id FROM rounds WHERE county = $1`, county).Scan(&id); err != nil {
					return err
				}
				tx.Touch(county, round.PartOf(id))
				if _, err := tx.Exec(ctx, `UPDATE entries SET status = $1 WHERE county = $2 AND id = $3`, status, county, entry); err != nil {
					return err
				}
				_, err := tx.Exec(ctx, `UPDATE rounds SET stage = $1 WHERE county = $2`, stage, county)
				return err
			})
		}
		become("revoked", "")
		if sheet, row := h.sheet(at); row["holds"] != false || row["decidable"] != false || sheet["kept"] != 0.0 || row["status"] != "revoked" {
			t.Errorf("revoked: holds %v, decidable %v, kept %v", row["holds"], row["decidable"], sheet["kept"])
		}
		become("reopened", "decision")
		if sheet, row := h.sheet(at); row["holds"] != false || row["decidable"] != true || sheet["may"] != true {
			t.Errorf("reopened: holds %v, decidable %v, may %v", row["holds"], row["decidable"], sheet["may"])
		}
		h.do("committee", http.MethodPost, at+"/decision", decisionOf(entry)).want(http.StatusOK)
		if _, row := h.sheet(at); row["holds"] != true {
			t.Error("decided again, the entry holds its place again")
		}
	})
}
