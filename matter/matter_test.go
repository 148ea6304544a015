package matter_test

import (
	"bytes"
	"context"
	"strconv"
	"strings"
	"testing"

	"qixing/calendar"
	"qixing/fault"
	"qixing/journal"
	"qixing/ledger"
	"qixing/ledger/ledgertest"
	"qixing/matter"
	"qixing/org"
	"qixing/store"
)

var ctx = context.Background()

const county = ledgertest.Code

var policy = ledgertest.Folder(map[string]string{
	"pack.yaml": "{id: test, title: 试验, county: \"610327\", version: 2022.1, source: 文件, chapters: {talent: {title: 人才, text: 人才}}}",
	"roles.yaml": `
office: {title: 办公室, at: county, may: [manage_rounds, read_all]}
town_committee: {title: 镇党委, at: town}
expert: {title: 专家, at: county}
village_secretary: {title: 村书记, at: village, post: true}
`,
	"parameters.yaml": "assign_days: {title: 派单工作日, value: 2, from: 2022-01-01, basis: 假定, confirmed: true}",
	"registers/products.yaml": `
title: 产业
owner: county
filled_by: office
fields:
  name: {type: text, title: 名称, required: true}
`,
	"registers/experts.yaml": `
title: 专家
owner: county
filled_by: office
fields:
  name:    {type: text, title: 姓名, required: true}
  product: {type: record, title: 产业, of: products}
  place:   {type: unit, title: 所在村, of: village}
  left_on: {type: date, title: 离册}
`,
	"registers/requests.yaml": `
title: 求助
owner: village
filled_by: [village_secretary, town_committee]
fields:
  asked_on: {type: date, title: 提出日期, required: true}
  product:  {type: record, title: 产业, of: products, required: true}
  problem:  {type: long_text, title: 问题, required: true}
  phone:    {type: phone, title: 电话}
  expert:   {type: record, title: 专家, of: experts}
  result:   {type: choice, title: 结果, options: {solved: 解决, partly: 部分}}
  status:   {type: choice, title: 状态, options: {open: 待派单, assigned: 已派单, visited: 已走访, unsolved: 未解决, closed: 办结, refused: 不予受理}}
`,
	"registers/visits.yaml": `
title: 走访
owner: village
filled_by: [office, expert]
fields:
  request: {type: record, title: 求助, of: requests, required: true}
  date:    {type: date, title: 日期, required: true}
  done:    {type: text, title: 做法}
`,
	"matters/help.yaml": `
title: 技术求助
register: requests
start: open
final: [closed, refused]
public: [product, problem, phone]
grouped_by: product
children: {visits: {field: request, carry: [done]}}
led_by: {village_secretary: 'not missing(asked_on)'}
existing: {closed: 'result == "solved"', visited: not missing(result)}
steps:
  assign:
    title: 派单
    from: [open, unsolved]
    to: assigned
    by: office
    fills: [expert]
    needs: [expert]
    within: assign_days
    suggest: {expert: {match: product, near: place, load: 'status in ["assigned", "visited"]', where: missing(left_on)}}
  refuse: {title: 不受理, from: open, to: refused, by: office, reason: true}
  visit: {title: 走访完成, from: assigned, to: visited, by: [expert, office], fills: [result], needs: [result], within: 5, not_by: assign}
  reopen: {title: 仍未解决, from: visited, to: unsolved, by: asker, reason: true}
  close: {title: 已解决, from: visited, to: closed, by: asker, when: 'result == "solved"', within: 10}
`,
})

var place = ledgertest.NewPlace(ledgertest.Units, policy)

// house is the county with a desk for its matters, on a Wednesday.
type house struct {
	*ledgertest.County
	desk *matter.Desk
}

func withHouse(t *testing.T, fn func(h *house)) {
	t.Helper()
	place.Run(t, func(c *ledgertest.County) {
		c.SetDay("2022-11-16")
		fn(&house{c, &matter.Desk{Calendar: calendar.Default(), Keys: c.Keys}})
	})
}

type values = map[string]ledger.Value

func (h *house) record(register, code string, fields values) ledger.Record {
	h.Helper()
	var saved ledger.Record
	h.Write(func(tx *store.Tx) (err error) {
		saved, err = h.Save(ctx, tx, h.Who(1, "office@610327"), register, ledger.Record{UnitID: h.Unit(code).ID, Values: fields})
		return err
	})
	return saved
}

func (h *house) product(name string) ledger.Value {
	return ledger.NumberValue(h.record("products", "610327", values{"name": ledger.TextValue(name)}).ID)
}

func (h *house) expert(name string, product ledger.Value, village string) ledger.Record {
	return h.record("experts", "610327", values{"name": ledger.TextValue(name), "product": product, "place": ledger.NumberValue(h.Unit(village).ID)})
}

func (h *house) asking(product ledger.Value, request string) matter.Asking {
	return matter.Asking{UnitID: h.Unit("610327900201").ID, Request: request, Values: values{"product": product, "problem": ledger.TextValue("苹果树腐烂病")}}
}

func (h *house) start(who org.Principal, a matter.Asking) matter.Started {
	h.Helper()
	var started matter.Started
	h.Write(func(tx *store.Tx) (err error) {
		started, err = h.desk.Start(ctx, tx, who, h.Ledger, "help", a)
		return err
	})
	return started
}

func (h *house) ask(a matter.Asking) matter.Started {
	h.Helper()
	var started matter.Started
	h.Write(func(tx *store.Tx) (err error) {
		started, err = h.desk.StartPublic(ctx, tx, h.Ledger, "help", a)
		return err
	})
	return started
}

func (h *house) take(who org.Principal, t matter.Taking) (m matter.Matter, err error) {
	err = h.DB.Write(ctx, func(tx *store.Tx) (err error) {
		if who.AccountID == 0 {
			m, err = h.desk.TakeByReceipt(ctx, tx, h.Ledger, t)
		} else {
			m, err = h.desk.Take(ctx, tx, who, h.Ledger, "help", t)
		}
		return err
	})
	return m, err
}

func (h *house) mustTake(who org.Principal, t matter.Taking) matter.Matter {
	h.Helper()
	m, err := h.take(who, t)
	h.Must(err)
	return m
}

// next names the next step of a matter as it was last seen.
func next(m matter.Matter, step, request string, changes values, note string) matter.Taking {
	return matter.Taking{Record: m.Record.ID, Revision: m.Record.Revision, Step: step, Changes: changes, Note: note, Request: request}
}

func TestHelpFromAskingToClosing(t *testing.T) {
	withHouse(t, func(h *house) {
		apple := h.product("苹果")
		zhang := ledger.NumberValue(h.expert("张师傅", apple, "610327900201").ID)
		office, expert := h.Who(2, "office@610327"), h.Who(3, "expert@610327")
		asked := h.ask(h.asking(apple, "form-1"))
		if asked.Receipt == "" || asked.Matter.Status() != "open" || asked.Matter.Record.Values["asked_on"].Text != "2022-11-16" {
			t.Fatalf("asked: %+v", asked)
		}
		m := h.mustTake(office, next(asked.Matter, "assign", "a", values{"expert": zhang}, ""))
		m = h.mustTake(expert, next(m, "visit", "b", values{"result": ledger.TextValue("partly")}, ""))
		_, err := h.take(office, next(m, "close", "c", nil, ""))
		ledgertest.WantFaults(t, err, "matter.not_yours")
		byReceipt := next(m, "close", "d", nil, "")
		byReceipt.Receipt = strings.ToUpper(asked.Receipt[:4] + "-" + asked.Receipt[4:])
		_, err = h.take(org.Principal{}, byReceipt)
		ledgertest.WantFaults(t, err, "matter.condition")
		byReceipt.Step = "reopen"
		_, err = h.take(org.Principal{}, byReceipt)
		ledgertest.WantFaults(t, err, "matter.reason_needed")
		byReceipt.Note = "树还在烂"
		m = h.mustTake(org.Principal{}, byReceipt)
		m = h.mustTake(office, next(m, "assign", "e", values{"expert": zhang}, ""))
		m = h.mustTake(expert, next(m, "visit", "f", values{"result": ledger.TextValue("solved")}, ""))
		m = h.mustTake(org.Principal{}, matter.Taking{Revision: m.Record.Revision, Step: "close", Request: "g", Receipt: asked.Receipt})
		if m.Status() != "closed" || len(m.Offers) != 0 || len(m.Taken) != 7 || m.Taken[3].Note != "树还在烂" || m.Taken[1].Changed[0] != "expert" {
			t.Errorf("closed: %s, offers %v, steps %+v", m.Status(), m.Offers, m.Taken)
		}
		h.Read(func(tx *store.Tx) error {
			leaves, err := journal.ListLeaves(ctx, tx, county, journal.Filter{Kind: "matter_step"})
			if len(leaves) != 6 || strings.Contains(leaves[2].Text, "树还在烂") {
				t.Errorf("%d leaves; the third: %s", len(leaves), leaves[2].Text)
			}
			return err
		})
	})
}

func TestOnlyWhoeverAskedCloses(t *testing.T) {
	withHouse(t, func(h *house) {
		apple := h.product("苹果")
		zhang := ledger.NumberValue(h.expert("张师傅", apple, "610327900201").ID)
		office, expert, clerk := h.Who(2, "office@610327"), h.Who(3, "expert@610327"), h.Who(4, "town_committee@610327900")
		visited := func(started matter.Started, name string) matter.Matter {
			m := h.mustTake(office, next(started.Matter, "assign", name+"1", values{"expert": zhang}, ""))
			return h.mustTake(expert, next(m, "visit", name+"2", values{"result": ledger.TextValue("solved")}, ""))
		}
		forOther := h.asking(apple, "phone")
		forOther.ForOther = true
		phoned := h.start(clerk, forOther)
		m := visited(phoned, "p")
		_, err := h.take(clerk, next(m, "close", "p3", nil, ""))
		ledgertest.WantFaults(t, err, "matter.not_yours")
		_, err = h.take(h.Who(5, "village_secretary@610327900201"), next(m, "close", "p4", nil, ""))
		ledgertest.WantFaults(t, err, "matter.not_yours")
		read := next(m, "close", "p5", nil, "")
		read.Receipt = phoned.Receipt
		if m = h.mustTake(clerk, read); m.Status() != "closed" || !strings.Contains(m.Taken[3].Actor, "凭回执") {
			t.Errorf("closed on the phone by %q: %s", m.Taken[3].Actor, m.Status())
		}
		byVillage := visited(h.start(h.Who(5, "village_secretary@610327900201"), h.asking(apple, "village")), "v")
		_, err = h.take(h.Who(6, "village_secretary@610327900202"), next(byVillage, "close", "v3", nil, ""))
		ledgertest.WantFaults(t, err, "matter.not_yours")
		h.mustTake(h.Who(7, "village_secretary@610327900201"), next(byVillage, "close", "v4", nil, "")) // the new secretary
		byTown := visited(h.start(clerk, h.asking(apple, "town")), "t")
		h.mustTake(clerk, next(byTown, "close", "t3", nil, ""))
	})
}

func TestTakeRefuses(t *testing.T) {
	withHouse(t, func(h *house) {
		apple := h.product("苹果")
		zhang := ledger.NumberValue(h.expert("张师傅", apple, "610327900201").ID)
		both := h.Who(2, "office@610327", "expert@610327")
		m := h.start(h.Who(4, "town_committee@610327900"), h.asking(apple, "one")).Matter
		stale := next(m, "assign", "stale", values{"expert": zhang}, "")
		stale.Revision = 9
		cases := []struct {
			name string
			who  org.Principal
			take matter.Taking
			want string
		}{
			{"a step of another state", both, next(m, "visit", "1", nil, ""), "matter.wrong_state"},
			{"a step of another role", h.Who(4, "town_committee@610327900"), next(m, "assign", "2", nil, ""), "matter.not_yours"},
			{"what has to be filled in", both, next(m, "assign", "3", nil, ""), "matter.needed"},
			{"what the step doesn't fill", both, next(m, "assign", "4", values{"expert": zhang, "problem": ledger.TextValue("x")}, ""), "matter.not_filled_here"},
			{"the status itself", both, next(m, "assign", "5", values{"expert": zhang, "status": ledger.TextValue("closed")}, ""), "matter.not_filled_here"},
			{"an expert that isn't there", both, next(m, "assign", "6", values{"expert": ledger.NumberValue(99999)}, ""), "ledger.no_such_thing"},
			{"no reason", both, next(m, "refuse", "7", nil, "  "), "matter.reason_needed"},
			{"an unknown step", both, next(m, "fly", "8", nil, ""), "matter.no_step"},
			{"no name of the request", both, next(m, "assign", "", values{"expert": zhang}, ""), "matter.no_request"},
			{"somebody was there before", both, stale, "ledger.changed_state_meanwhile"},
		}
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				_, err := h.take(c.who, c.take)
				ledgertest.WantFaults(t, err, c.want)
			})
		}
		m = h.mustTake(both, next(m, "assign", "first", values{"expert": zhang}, ""))
		_, err := h.take(both, next(m, "visit", "second", values{"result": ledger.TextValue("solved")}, ""))
		ledgertest.WantFaults(t, err, "matter.four_eyes")
	})
}

func TestOnce(t *testing.T) {
	withHouse(t, func(h *house) {
		apple := h.product("苹果")
		zhang := ledger.NumberValue(h.expert("张师傅", apple, "610327900201").ID)
		office := h.Who(2, "office@610327")
		first, again := h.ask(h.asking(apple, "form")), h.ask(h.asking(apple, "form"))
		if first.Matter.Record.ID != again.Matter.Record.ID || first.Receipt != again.Receipt {
			t.Errorf("asked twice: %d %s and %d %s", first.Matter.Record.ID, first.Receipt, again.Matter.Record.ID, again.Receipt)
		}
		taking := next(first.Matter, "assign", "tap", values{"expert": zhang}, "")
		h.mustTake(office, taking)
		if m := h.mustTake(office, taking); len(m.Taken) != 2 || m.Record.Revision != 2 {
			t.Errorf("tapped twice: %d steps, revision %d", len(m.Taken), m.Record.Revision)
		}
		_, err := h.take(office, matter.Taking{Record: first.Matter.Record.ID, Revision: 2, Step: "visit", Request: "tap"})
		ledgertest.WantFaults(t, err, "matter.other_request")
		other := h.ask(h.asking(apple, "other"))
		results := make(chan error, 4)
		for i := range 4 {
			who := h.Who(int64(10+i), "office@610327")
			go func() {
				_, err := h.take(who, next(other.Matter, "assign", "race"+who.Title+string(rune('a'+i)), values{"expert": zhang}, ""))
				results <- err
			}()
		}
		won := 0
		for range 4 {
			if err := <-results; err == nil {
				won++
			} else if fault.CodeOf(err) != fault.CodeConflict {
				t.Errorf("a loser is told %v", err)
			}
		}
		if won != 1 {
			t.Errorf("%d of 4 clerks assigned the same request", won)
		}
	})
}

func TestStatusIsLeftToSteps(t *testing.T) {
	withHouse(t, func(h *house) {
		apple := h.product("苹果")
		zhang := ledger.NumberValue(h.expert("张师傅", apple, "610327900201").ID)
		clerk, office := h.Who(4, "town_committee@610327900"), h.Who(2, "office@610327")
		save := func(r ledger.Record) error {
			return h.DB.Write(ctx, func(tx *store.Tx) error {
				_, err := h.Save(ctx, tx, clerk, "requests", r)
				return err
			})
		}
		fresh := h.asking(apple, "").Values
		fresh["asked_on"] = ledger.TextValue("2022-11-16")
		closed := values{"status": ledger.TextValue("closed"), "expert": zhang}
		for id, value := range fresh {
			closed[id] = value
		}
		err := save(ledger.Record{UnitID: h.Unit("610327900201").ID, Values: closed})
		ledgertest.WantFaults(t, err, "ledger.status_by_steps", "ledger.field_by_steps")
		m := h.start(clerk, h.asking(apple, "s")).Matter
		ledgertest.WantFaults(t, save(ledger.Record{ID: m.Record.ID, Revision: 1, Values: values{"status": ledger.TextValue("closed")}}), "ledger.status_by_steps")
		h.Must(save(ledger.Record{ID: m.Record.ID, Revision: 1, Values: values{"problem": ledger.TextValue("写清楚了")}}))
		m.Record.Revision = 2
		m = h.mustTake(office, next(m, "assign", "x", values{"expert": zhang}, ""))
		ledgertest.WantFaults(t, save(ledger.Record{ID: m.Record.ID, Revision: 3, Values: values{"problem": ledger.TextValue("改")}}), "ledger.matter_under_way")
		err = h.DB.Write(ctx, func(tx *store.Tx) error {
			_, err := h.Delete(ctx, tx, clerk, "requests", m.Record.ID, 3, "不要了")
			return err
		})
		ledgertest.WantFaults(t, err, "ledger.matter_under_way")
		sheet := "镇,村,提出日期,产业,问题,状态\n东镇,甲村,2022-11-01," + number(apple) + ",虫害,closed\n"
		err = h.DB.Write(ctx, func(tx *store.Tx) error {
			report, err := h.Import(ctx, tx, clerk, "requests", bytes.NewReader([]byte(sheet)), ledger.Importing{})
			if len(report.Problems) != 1 || report.Problems[0].Column != "F" {
				t.Errorf("the import says %+v", report.Problems)
			}
			return err
		})
		ledgertest.WantFaults(t, err, "ledger.import_refused")
	})
}

func number(v ledger.Value) string { return strconv.FormatInt(v.Number, 10) }
