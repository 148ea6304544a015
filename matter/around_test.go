package matter_test

import (
	"strings"
	"testing"

	"qixing/ledger"
	"qixing/ledger/ledgertest"
	"qixing/matter"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

func (h *house) waiting(who org.Principal) (all []matter.Waiting) {
	h.Helper()
	h.Read(func(tx *store.Tx) (err error) {
		all, err = h.desk.ListWaiting(ctx, tx, who, h.Ledger)
		return err
	})
	return all
}

// A step with a limit is a task of whoever may take it, until working days later; one without isn't.
func TestWaiting(t *testing.T) {
	withHouse(t, func(h *house) {
		apple := h.product("苹果")
		zhang := ledger.NumberValue(h.expert("张师傅", apple, "610327900201").ID)
		office, expert, secretary := h.Who(2, "office@610327"), h.Who(3, "expert@610327"), h.Who(5, "village_secretary@610327900201")
		m := h.start(secretary, h.asking(apple, "s")).Matter
		waits := h.waiting(office)
		if len(waits) != 1 || waits[0].Due.String() != "2022-11-18" || waits[0].Steps[0].ID != "assign" || len(waits[0].Steps) != 1 || waits[0].Role != "office" {
			t.Fatalf("the office has %+v", waits)
		}
		if len(h.waiting(expert))+len(h.waiting(secretary))+len(h.waiting(h.Who(8, "town_committee@610327901"))) != 0 {
			t.Error("somebody else has it too")
		}
		h.SetDay("2022-11-17")
		m = h.mustTake(office, next(m, "assign", "a", values{"expert": zhang}, ""))
		if len(h.waiting(office)) != 0 {
			t.Error("the office assigned it and is to visit too, which not_by forbids")
		}
		if waits = h.waiting(expert); len(waits) != 1 || waits[0].Due.String() != "2022-11-24" {
			t.Errorf("the expert has %+v", waits)
		}
		h.mustTake(expert, next(m, "visit", "b", values{"result": ledger.TextValue("solved")}, ""))
		if waits = h.waiting(secretary); len(waits) != 1 || waits[0].Role != pack.Asker || waits[0].Steps[0].ID != "close" {
			t.Errorf("the asker has %+v", waits)
		}
		if waits = h.waiting(h.Who(6, "village_secretary@610327900202")); len(waits) != 0 {
			t.Errorf("another village has %+v", waits)
		}
	})
}

func TestSuggest(t *testing.T) {
	withHouse(t, func(h *house) {
		apple, goat := h.product("苹果"), h.product("山羊")
		far := h.expert("远", apple, "610327901201")
		busy, idle := h.expert("忙", apple, "610327900202"), h.expert("闲", apple, "610327900202")
		h.expert("羊", goat, "610327900201")
		gone := h.expert("离", apple, "610327900201")
		h.Write(func(tx *store.Tx) error {
			_, err := h.Save(ctx, tx, h.Who(1, "office@610327"), "experts", ledger.Record{ID: gone.ID, Revision: 1, Values: values{"left_on": ledger.TextValue("2022-06-01")}})
			return err
		})
		office := h.Who(2, "office@610327")
		h.mustTake(office, next(h.ask(h.asking(apple, "1")).Matter, "assign", "1a", values{"expert": ledger.NumberValue(busy.ID)}, ""))
		m := h.ask(h.asking(apple, "2")).Matter
		h.Read(func(tx *store.Tx) error {
			all, err := h.desk.Suggest(ctx, tx, office, h.Ledger, "help", m.Record.ID, "assign")
			var names []string
			for _, one := range all["expert"] {
				names = append(names, one.Title)
			}
			if got := strings.Join(names, ""); got != "闲忙远羊" {
				t.Errorf("proposed are %s", got)
			}
			if best := all["expert"][0]; best.Record != idle.ID || best.Near != matter.SameTown || len(best.Matches) != 1 || all["expert"][1].Load != 1 || all["expert"][2].Record != far.ID {
				t.Errorf("proposed are %+v", all["expert"])
			}
			return err
		})
		err := h.DB.Read(ctx, func(tx *store.Tx) error {
			_, err := h.desk.Suggest(ctx, tx, h.Who(9, "expert@610327"), h.Ledger, "help", m.Record.ID, "assign")
			return err
		})
		ledgertest.WantFaults(t, err, "matter.not_yours")
	})
}

func TestPiles(t *testing.T) {
	withHouse(t, func(h *house) {
		apple, goat := h.product("苹果"), h.product("山羊")
		h.ask(h.asking(apple, "1"))
		h.ask(h.asking(apple, "2"))
		h.ask(h.asking(goat, "3"))
		old := h.asking(goat, "4")
		old.Values["asked_on"] = ledger.TextValue("2021-12-31")
		h.ask(old)
		h.Read(func(tx *store.Tx) error {
			piles, err := h.desk.ListPiles(ctx, tx, h.Who(2, "office@610327"), h.Ledger, "help", "", 2022)
			if len(piles.Groups) != 2 || piles.Groups[0].Title != "苹果" || piles.Groups[0].Total != 2 || len(piles.Counts) != 2 {
				t.Errorf("piles: %+v", piles)
			}
			for _, one := range piles.Counts {
				if one.Month != 11 || one.Town != h.Unit("610327900").ID || one.Open != one.Count {
					t.Errorf("a pile: %+v", one)
				}
			}
			return err
		})
	})
}

// A village's matter is led by whoever holds the post: it stays when the secretary changes.
func TestLeaderIsThePost(t *testing.T) {
	withHouse(t, func(h *house) {
		m := h.ask(h.asking(h.product("苹果"), "1")).Matter
		village := h.Unit("610327900201").ID
		appoint := func(name, from, to string) {
			h.Write(func(tx *store.Tx) error {
				p, err := org.CreatePerson(ctx, tx, h.desk.Keys, county, org.NewPerson{UnitID: village, Name: name})
				if err != nil {
					return err
				}
				_, err = org.AppointPost(ctx, tx, county, org.Post{PersonID: p.ID, UnitID: village, Role: "village_secretary", HeldFrom: from, HeldTo: to}, false)
				return err
			})
		}
		appoint("前任", "2015-01-01", "2020-12-31")
		appoint("老书记", "2021-01-01", "2022-11-30")
		appoint("新书记", "2022-12-01", "")
		h.SetDay("2022-12-20")
		h.Read(func(tx *store.Tx) error {
			leaders, err := matter.ListLeaders(ctx, tx, h.Ledger, m)
			if len(leaders) != 2 || leaders[0].Person.Name != "老书记" || leaders[0].Now || leaders[1].Person.Name != "新书记" || !leaders[1].Now {
				t.Errorf("leaders: %+v", leaders)
			}
			return err
		})
	})
}

func TestChildrenAreFilledInFromTheOneBefore(t *testing.T) {
	withHouse(t, func(h *house) {
		m := h.ask(h.asking(h.product("苹果"), "1")).Matter
		expert := h.Who(3, "expert@610327")
		child := func() (v values) {
			h.Read(func(tx *store.Tx) (err error) {
				v, err = h.desk.NewChild(ctx, tx, expert, h.Ledger, m, "visits")
				return err
			})
			return v
		}
		first := child()
		if first["request"].Number != m.Record.ID || first["date"].Text != "2022-11-16" || first["done"].Present {
			t.Errorf("the first begins with %+v", first)
		}
		first["done"] = ledger.TextValue("刮除病斑")
		h.record("visits", "610327900201", first)
		if second := child(); second["done"].Text != "刮除病斑" {
			t.Errorf("the second begins with %+v", second)
		}
	})
}

// Records that a register had before it went through a matter get the states that the pack says.
func TestEarlierRecordsGetTheirState(t *testing.T) {
	withHouse(t, func(h *house) {
		without := ledgertest.Rewrite(t, policy, "  status:   {type: choice, title: 状态, options: {open: 待派单, assigned: 已派单, visited: 已走访, unsolved: 未解决, closed: 办结, refused: 不予受理}}\n", "")
		delete(without, "matters/help.yaml")
		h.Must(h.Apply(ledgertest.LoadPack(t, without)))
		apple := h.product("苹果")
		var ids []int64
		for _, result := range []string{"", "solved", "partly"} {
			fields := values{"asked_on": ledger.TextValue("2022-01-01"), "product": apple, "problem": ledger.TextValue("问题"), "result": ledger.TextValue(result)}
			h.Write(func(tx *store.Tx) error {
				saved, err := h.Save(ctx, tx, h.Who(4, "town_committee@610327900"), "requests", ledger.Record{UnitID: h.Unit("610327900201").ID, Values: fields})
				ids = append(ids, saved.ID)
				return err
			})
		}
		h.Must(h.Apply(ledgertest.LoadPack(t, policy)))
		h.Read(func(tx *store.Tx) error {
			for i, want := range []string{"open", "closed", "visited"} {
				if got, err := h.OpenRecord(ctx, tx, "requests", ids[i]); err != nil || got.Values["status"].Text != want {
					t.Errorf("record %d is %q (%v), want %s", i, got.Values["status"].Text, err, want)
				}
			}
			plan, err := ledger.PlanTables(ctx, tx, county, h.Pack)
			for _, step := range plan.Steps {
				t.Errorf("applied once more, the plan still has %s", step.Kind)
			}
			return err
		})
	})
}
