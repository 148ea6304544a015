package server_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"qixing/journal"
	"qixing/notice"
	"qixing/org"
	"qixing/server"
	"qixing/store"
)

const listed = accounts + "?sort=-month&filter=line:eq:operation"

// withTwo runs a test with a second server on the same database.
func withTwo(t *testing.T, do func(here, there *house)) {
	t.Helper()
	var config server.Config
	withHouse(t, func(here *house) {
		there := *here
		there.handler = server.New(config)
		do(here, &there)
	}, func(c *server.Config) { config = *c })
}

func (h *house) write(do func(tx *store.Tx) error) {
	h.Helper()
	h.Write(do)
}

func TestNoServerAnswersWithWhatAnotherHasChanged(t *testing.T) {
	const secretary, village = "secretary", "610327900201"
	withTwo(t, func(here, there *house) {
		here.fill(secretary, village, "一", "10.00")
		var record string
		changes := []struct {
			name string
			do   func()
			want []string
		}{
			{"nothing", func() {}, []string{`"total":1`, `"amount":"10"`, "账号secretary", "西关村"}},
			{"a record was filled in", func() { record = fmt.Sprintf("%s/%d", accounts, here.fill(secretary, village, "二", "5.00")) },
				[]string{`"total":2`, `"amount":"15"`}},
			{"a record was checked", func() { here.do("town", http.MethodPost, record+"/check", `{"revision":1}`).want(http.StatusOK) },
				[]string{`"state":"checked"`, "账号town"}},
			{"a record was deleted", func() {
				here.do("town", http.MethodDelete, record+"?revision=2&reason=twice", "").want(http.StatusOK)
			}, []string{`"total":1`, `"amount":"10"`}},
			{"a village was renamed", func() {
				here.write(func(tx *store.Tx) error { return org.RenameUnit(ctx, tx, county, here.unit(village), "新名村", "") })
			}, []string{"新名村"}},
		}
		for _, change := range changes {
			change.do()
			for range 2 { // made, then remembered
				for _, who := range []string{"office", "town", secretary} {
					there.try([]exchange{{name: change.name + ", " + who, as: who, path: listed, status: http.StatusOK, holds: change.want}})
				}
			}
		}
	})
}

// Sessions are remembered too; one that was ended opens nothing any more, on no server, and the browser is told to forget it.
func TestASessionEndsOnEveryServerAtOnce(t *testing.T) {
	withTwo(t, func(here, there *house) {
		record := fmt.Sprintf(`{"unit_id": %d, "values": {"month": "2022-03", "line": "operation", "amount": "1.00", "voucher": "late"}}`, here.unit("610327900201"))
		cookie := here.as("secretary")
		for _, h := range []*house{here, there, here, there} {
			h.send(cookie, http.MethodGet, listed, "").want(http.StatusOK)
		}
		here.send(cookie, http.MethodDelete, "/api/session", "").want(http.StatusOK)
		for _, h := range []*house{there, here} {
			for _, got := range []reply{h.send(cookie, http.MethodPost, accounts, record), h.send(cookie, http.MethodGet, listed, "")} {
				got.want(http.StatusUnauthorized)
				if cleared := got.Result().Cookies(); len(cleared) != 1 || cleared[0].MaxAge >= 0 {
					t.Errorf("the cookie isn't cleared: %v", cleared)
				}
			}
		}
		here.try([]exchange{{name: "nothing was saved", as: "office", path: accounts, status: http.StatusOK, lacks: []string{"late"}}})
	})
}

func TestEveryServerForgetsWhatOneMayDo(t *testing.T) {
	withTwo(t, func(here, there *house) {
		here.fill("secretary", "610327900201", "一", "10.00")
		for _, h := range []*house{here, there} {
			h.do("office", http.MethodGet, listed, "").want(http.StatusOK)
			h.do("neighbour", http.MethodGet, listed, "").want(http.StatusOK)
		}
		here.write(func(tx *store.Tx) error {
			grants, err := org.ListGrants(ctx, tx, county, org.GrantQuery{Role: "county_office"})
			if err != nil || len(grants) != 1 {
				return fmt.Errorf("the office has %d grants: %w", len(grants), err)
			}
			return org.RevokeGrant(ctx, tx, org.Console(county), grants[0].ID)
		})
		for _, h := range []*house{here, there} {
			h.do("office", http.MethodGet, listed, "").want(http.StatusForbidden)
			h.do("neighbour", http.MethodGet, listed, "").want(http.StatusOK)
		}
	})
}

func TestListsAreRememberedForWhoMayReadThem(t *testing.T) {
	withHouse(t, func(h *house) {
		h.fill("secretary", "610327900201", "本村", "10.00")
		h.fill("far", "610327901201", "远村", "20.00")
		for range 2 {
			h.try([]exchange{
				{name: "the county", as: "office", path: listed, status: http.StatusOK, holds: []string{`"total":2`, "本村", "远村"}},
				{name: "its town", as: "town", path: listed, status: http.StatusOK, holds: []string{`"total":1`, "本村", `"may_check":true`}, lacks: []string{"远村"}},
				{name: "itself", as: "secretary", path: listed, status: http.StatusOK, holds: []string{`"total":1`, "本村", `"may_fill":true`}, lacks: []string{"远村"}},
			})
		}
	})
}

func TestAPublicNoticeIsWrittenAnewWhenItChangesOrItsTimeIsOver(t *testing.T) {
	withTwo(t, func(here, there *house) {
		here.write(func(tx *store.Tx) error {
			_, err := journal.Append(ctx, tx, county, journal.Entry{Kind: "notice_published", Subject: "notice", Actor: "office"})
			if err != nil {
				return err
			}
			_, err = tx.Exec(ctx, `INSERT INTO notices (county, id, token, round_id, title, basis, approval, office, phone, address, subjects, workdays, state,
				drafted_by, drafted_at, published_on, closes_at, leaf) VALUES ($1, 1, 'abc', 1, '红旗村公示', '', '', '县委组织部', '', '', '[]', 5, 'standing', 1, '',
				'2022-11-20', $2, 0)`, county, store.FormatTime(here.Now().Add(time.Hour)))
			return err
		})
		try := func(name string, holds, lacks []string) {
			t.Helper()
			for _, h := range []*house{here, there, there} {
				h.try([]exchange{{name: name, path: "/notice/abc", status: http.StatusOK, holds: holds, lacks: lacks}})
			}
		}
		try("standing", []string{"演示县", "红旗村公示", "<form"}, nil)
		here.write(func(tx *store.Tx) error { return org.RenameUnit(ctx, tx, county, here.unit("610327"), "新县", "") })
		try("its county was renamed", []string{"新县", "<form"}, []string{"演示县"})
		here.write(func(tx *store.Tx) error {
			tx.Touch(county, notice.Part)
			_, err := tx.Exec(ctx, `UPDATE notices SET title = '改过的公示' WHERE county = $1`, county)
			return err
		})
		try("changed", []string{"改过的公示", "<form"}, []string{"红旗村公示"})
		here.Wait(2 * time.Hour)
		try("its time is over", []string{"改过的公示"}, []string{"<form"})
	})
}

// A result is scored once, and again when a rating, a record, or the standing of an entry changes, on whichever server.
func TestARoundIsScoredAnewWhenAnythingItCountsChanges(t *testing.T) {
	withTwo(t, func(here, there *house) {
		at, mine := here.toRecommendation()
		entry := fmt.Sprintf("%s/entries/%d", at, mine[0])
		var before string
		for _, change := range []struct {
			name string
			do   func()
		}{
			{"nothing", func() {}},
			{"a rating was handed in", func() {
				here.do("town", http.MethodPut, entry+"/review", `{"version": 0, "ratings": [{"key": "organization.leaders", "points": "3"}]}`).want(http.StatusOK)
				here.do("town", http.MethodPost, entry+"/review/submit", `{"version": 1}`).want(http.StatusOK)
			}},
			{"a record was checked", func() {
				record := fmt.Sprintf("%s/%d", accounts, here.fill("secretary", "610327900201", "一", "900000.00"))
				here.do("town", http.MethodPost, record+"/check", `{"revision":1}`).want(http.StatusOK)
			}},
			{"an entry was withdrawn", func() {
				here.do("secretary", http.MethodPost, entry+"/withdraw", `{"reason": "自愿退出"}`).want(http.StatusOK)
			}},
		} {
			change.do()
			after := there.do("office", http.MethodGet, at+"/entries", "").want(http.StatusOK).Body.String()
			if after == before {
				t.Errorf("%s: the other server's result is as before", change.name)
			}
			if again := there.do("office", http.MethodGet, at+"/entries", "").want(http.StatusOK).Body.String(); again != after {
				t.Errorf("%s: remembered, the result is another", change.name)
			}
			before = after
		}
	})
}
