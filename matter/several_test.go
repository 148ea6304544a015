package matter_test

import (
	"maps"
	"testing"

	"qixing/expression"
	"qixing/ledger"
	"qixing/ledger/ledgertest"
	"qixing/matter"
	"qixing/org"
	"qixing/store"
)

// bidding is a matter that goes by what the registers know, and that two people from elsewhere look at.
var bidding = ledgertest.Folder(map[string]string{
	"parameters.yaml": "{line: {title: 达标线, value: 90%, from: 2022-01-01, basis: 假定, confirmed: true}, team: {title: 验收组人数, value: 2, from: 2022-01-01, basis: 假定, confirmed: true}, assign_days: {title: 派单工作日, value: 2, from: 2022-01-01, basis: 假定, confirmed: true}}",
	"measures.yaml":   "{met_share: {title: 达标率, unit: \"%\", register: checks, share: 'result == \"met\"'}}",
	"registers/checks.yaml": `
title: 检查
owner: village
filled_by: office
fields:
  half:   {type: half_year, title: 检查期, required: true}
  result: {type: choice, title: 结果, options: {met: 达标, not_met: 未达标}}
`,
	"registers/bids.yaml": `
title: 申报
owner: village
filled_by: village_secretary
fields:
  half:    {type: half_year, title: 对照检查期, required: true}
  opinion: {type: text, title: 验收意见}
  status:  {type: choice, title: 状态, options: {applied: 已申报, inspected: 已验收, accepted: 已命名, ended: 结束}}
`,
	"matters/bids.yaml": `
title: 创建
register: bids
start: applied
aim: accepted
final: [ended]
form: [half]
facts: {of: half, measures: [met_share]}
steps:
  inspect: {title: 验收, from: applied, to: inspected, by: expert, people: team, recuse: town, fills: [opinion], needs: [opinion]}
  accept: {title: 命名, from: inspected, to: accepted, by: office, given: met_share >= line, not_by: inspect}
  recheck: {title: 复查, from: accepted, to: accepted, by: office, fills: [half], given: met_share >= line}
  end: {title: 结束, from: accepted, to: ended, by: office, fills: [half], given: met_share < line}
`,
})

func (h *house) moveIn() {
	h.Helper()
	folder := maps.Clone(policy)
	maps.Copy(folder, bidding)
	h.Must(h.Apply(ledgertest.LoadPack(h, folder)))
}

func (h *house) bid(half string) matter.Matter {
	h.Helper()
	var started matter.Started
	h.Write(func(tx *store.Tx) (err error) {
		asking := matter.Asking{UnitID: h.Unit("610327900201").ID, Values: values{"half": ledger.TextValue(half)}, Request: "bid " + half}
		started, err = h.desk.Start(ctx, tx, h.Who(5, "village_secretary@610327900201"), h.Ledger, "bids", asking)
		return err
	})
	return started.Matter
}

func (h *house) step(who org.Principal, m matter.Matter, step, request string, fields values) (matter.Matter, error) {
	var after matter.Matter
	err := h.DB.Write(ctx, func(tx *store.Tx) (err error) {
		after, err = h.desk.Take(ctx, tx, who, h.Ledger, "bids", next(m, step, request, fields, ""))
		return err
	})
	return after, err
}

// TestSeveralPeople: a step that takes two people moves on with the second; one person isn't two, and who belongs to the town isn't asked.
func TestSeveralPeople(t *testing.T) {
	withHouse(t, func(h *house) {
		h.moveIn()
		m, opinion := h.bid("2022H1"), values{"opinion": ledger.TextValue("符合")}
		local := h.Who(6, "expert@610327", "village_secretary@610327900202") // of another village of the same town
		_, err := h.step(local, m, "inspect", "i0", opinion)
		ledgertest.WantFaults(t, err, "matter.recused")
		first, second := h.Who(7, "expert@610327"), h.Who(8, "expert@610327", "village_secretary@610327901201")
		m, err = h.step(first, m, "inspect", "i1", opinion)
		h.Must(err)
		if m.Status() != "applied" || len(m.Offers) != 1 || m.Offers[0].Needed != 2 || m.Offers[0].Done != 1 {
			t.Errorf("after one of two it is %s, with %+v", m.Status(), m.Offers)
		}
		_, err = h.step(first, m, "inspect", "i2", opinion)
		ledgertest.WantFaults(t, err, "matter.taken_by_you")
		m, err = h.step(second, m, "inspect", "i3", opinion)
		h.Must(err)
		if m.Status() != "inspected" {
			t.Errorf("after two it is %s", m.Status())
		}
	})
}

// TestDataDecide: what a step asks of the data is computed of the period that the record names, and what is missing is not enough.
func TestDataDecide(t *testing.T) {
	withHouse(t, func(h *house) {
		h.moveIn()
		for i := range 10 {
			fields := values{"half": ledger.TextValue("2022H1"), "result": ledger.TextValue(map[bool]string{true: "met", false: "not_met"}[i > 0])}
			h.record("checks", "610327900201", fields) // nine of ten: just enough
		}
		office, opinion := h.Who(9, "office@610327"), values{"opinion": ledger.TextValue("符合")}
		m := h.bid("2022H1")
		for i, who := range []int64{7, 8} {
			var err error
			m, err = h.step(h.Who(who, "expert@610327"), m, "inspect", string(rune('a'+i)), opinion)
			h.Must(err)
		}
		h.Write(func(tx *store.Tx) error {
			period, facts, err := matter.ListFacts(ctx, tx, h.Ledger, m)
			if err != nil || period.String() != "2022H1" || len(facts) != 1 || facts[0].State != expression.Present || facts[0].Value.String() != "0.9" {
				t.Errorf("known of %s: %+v, %v", period, facts, err)
			}
			return nil
		})
		m, err := h.step(office, m, "accept", "accept", nil)
		h.Must(err)
		second := values{"half": ledger.TextValue("2022H2")}
		for _, step := range []string{"recheck", "end"} {
			_, err = h.step(office, m, step, "unknown "+step, second)
			ledgertest.WantFaults(t, err, "matter.given") // the second half was never checked
		}
		h.record("checks", "610327900201", values{"half": ledger.TextValue("2022H2"), "result": ledger.TextValue("not_met")})
		_, err = h.step(office, m, "recheck", "recheck", second)
		ledgertest.WantFaults(t, err, "matter.given")
		m, err = h.step(office, m, "end", "end", second)
		h.Must(err)
		if way := matter.Way(m.Policy); len(way) != 3 || way[2] != "accepted" {
			t.Errorf("its way is %v, want up to the aim", way)
		}
	})
}
