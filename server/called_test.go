package server_test

import (
	"fmt"
	"net/http"
	"testing"
)

// A village may not read the register of belts, but sees which belt a stop is on: on every server, in the list, in the record and in its
// history, and nothing else of the belt.
func TestWhatIsReferredToIsCalledByItsNameForWhoeverSeesTheReference(t *testing.T) {
	withTwo(t, func(here, there *house) {
		belt := here.list("belts", `{"begun_on": "2022-03-01", "name": "关山草原带", "theme": "机密主题"}`)
		other := here.list("belts", `{"begun_on": "2022-03-01", "name": "千河川道带"}`)
		stops := "/api/registers/belt_stops/records"
		stop := func(belt int64) string {
			return fmt.Sprintf(`"values": {"joined_on": "2022-04-01", "belt": "%d", "place_in_line": 1}}`, belt)
		}
		saved := here.do("office", http.MethodPost, stops, fmt.Sprintf(`{"unit_id": %d, `, here.unit("610327900201"))+stop(belt)).want(http.StatusOK).json()
		one := fmt.Sprintf("%s/%.0f", stops, saved["id"])
		lacks := []string{"机密主题"}
		seen := func(name string) {
			t.Helper()
			title := fmt.Sprintf(`"belt:%d":"%s"`, belt, name)
			for range 2 { // made, then remembered
				for _, who := range []string{"secretary", "town", "office"} {
					there.try([]exchange{
						{name: "the list, " + who, as: who, path: stops, status: http.StatusOK, holds: []string{title}, lacks: lacks},
						{name: "the record, " + who, as: who, path: one, status: http.StatusOK, holds: []string{title}, lacks: lacks},
						{name: "found, " + who, as: who, path: stops + "?filter=belt:contains:" + name, status: http.StatusOK, holds: []string{`"total":1`}},
					})
				}
			}
		}
		there.do("secretary", http.MethodGet, "/api/registers/belts/records", "").want(http.StatusForbidden)
		seen("关山草原带")
		here.do("office", http.MethodPut, fmt.Sprintf("/api/registers/belts/records/%d", belt), `{"revision": 1, "values": {"name": "关山新带"}}`).want(http.StatusOK)
		seen("关山新带")
		here.do("office", http.MethodPut, one, `{"revision": 1, `+stop(other)).want(http.StatusOK)
		there.try([]exchange{{name: "history", as: "secretary", path: one, status: http.StatusOK,
			holds: []string{fmt.Sprintf(`"belt:%d":"关山新带"`, belt), fmt.Sprintf(`"belt:%d":"千河川道带"`, other)}, lacks: lacks}})
	})
}

// Whoever fills in a reference finds what they may refer to by its name or its pinyin.
func TestReferencesAreChosenByName(t *testing.T) {
	withHouse(t, func(h *house) {
		h.list("specialty_industries", `{"name": "核桃"}`)
		h.list("specialty_industries", `{"name": "苹果"}`)
		titles := "/api/registers/specialty_industries/titles"
		h.try([]exchange{
			{name: "all", as: "secretary", path: titles, status: http.StatusOK, holds: []string{"核桃", "苹果"}},
			{name: "by a part", as: "secretary", path: titles + "?q=核", status: http.StatusOK, holds: []string{"核桃"}, lacks: []string{"苹果"}},
			{name: "by pinyin", as: "secretary", path: titles + "?q=pingg", status: http.StatusOK, holds: []string{"苹果"}, lacks: []string{"核桃"}},
			{name: "nothing to refer to", as: "secretary", path: "/api/registers/belts/titles", status: http.StatusForbidden},
		})
	})
}
