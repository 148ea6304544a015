package server_test

import (
	"fmt"
	"testing"
)

func TestYearAgainstYearWithinOnesGrant(t *testing.T) {
	withHouse(t, func(h *house) {
		id := h.fill("secretary", "610327900201", "记1", "1234.50")
		h.fill("neighbour", "610327900202", "乙", "10")
		compare := "/api/registers/collective_accounts/compare/books"
		h.try([]exchange{
			{name: "what isn't checked is missing, not zero", as: "town", path: compare, status: 200, holds: []string{`"id":"operating_income"`, `"now":[null,`}, lacks: []string{"1234.5"}},
			{name: "the town checks", as: "town", method: "POST", path: fmt.Sprintf("%s/%d/check", accounts, id), body: `{"revision": 1}`, status: 200},
			{name: "then it counts for the town and the village", as: "town", path: compare, status: 200, holds: []string{`"now":["1234.5"`, "西关村", "柳沟村"}},
			{name: "a village sees itself", as: "secretary", path: compare, status: 200, holds: []string{"西关村", `"1234.5"`, `"rows":[]`}, lacks: []string{"柳沟村"}},
			{name: "not its neighbour", as: "secretary", path: fmt.Sprintf("%s?unit_id=%d", compare, h.unit("610327900202")), status: 403},
			{name: "not its town", as: "neighbour", path: fmt.Sprintf("%s?unit_id=%d", compare, h.unit("610327900")), status: 403, lacks: []string{"1234.5"}},
			{name: "a role that reads nothing", as: "finance", path: compare, status: 403},
			{name: "no such view", as: "town", path: "/api/registers/collective_accounts/compare/nothing", status: 404},
			{name: "no such year", as: "town", path: compare + "?year=22", status: 422},
		})
	})
}
