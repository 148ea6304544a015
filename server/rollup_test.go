package server_test

import "testing"

// A county's own figures, for those who take part in its policy; the administrators see none.
func TestRollupsOfTheOwnCounty(t *testing.T) {
	withHouse(t, func(h *house) {
		h.try([]exchange{
			{name: "towns", as: "office", path: "/api/rollups?target=strong_village_share&of=town", status: 200, holds: []string{`"title":"东镇"`, `"title":"河北镇"`, `"subjects":2`}},
			{name: "the county", as: "secretary", path: "/api/rollups?target=strong_village_share&of=county", status: 200, holds: []string{`"subjects":3`, `"as_of":"2022-11-20"`}},
			{name: "a measure", as: "town", path: "/api/rollups?measure=surplus", status: 200, holds: []string{`"known":false`, `"title":"东镇"`}},
			{name: "no such target", as: "office", path: "/api/rollups?target=nonsense", status: 404},
			{name: "a province is for the shell", as: "office", path: "/api/rollups?target=strong_village_share&of=province", status: 422},
			{name: "a system administrator", as: "system", path: "/api/rollups?target=strong_village_share", status: 403},
		})
	})
}
