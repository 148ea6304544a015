package reminder_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"qixing/calendar"
	"qixing/ledger"
	"qixing/ledger/ledgertest"
	"qixing/org"
	"qixing/pack"
	"qixing/reminder"
	"qixing/store"
)

var ctx = context.Background()

var place = ledgertest.NewPlace(ledgertest.Units, ledgertest.Folder(map[string]string{
	"pack.yaml": "id: t\ntitle: 提醒\ncounty: \"610327\"\nversion: 2022.1\nsource: 测试\nchapters: {c: {title: 章}}",
	"parameters.yaml": `days: {title: 期限, value: 5, unit: 个工作日, from: 2022-01-01, basis: 测试, confirmed: true}
ahead: {title: 提前, value: 10, unit: 天, from: 2022-01-01, basis: 测试, confirmed: true}`,
	"roles.yaml":           "secretary: {title: 村书记, at: village}\ntown: {title: 镇, at: town}",
	"registers/books.yaml": "title: 账\nowner: village\nfilled_by: secretary\nfields:\n  month: {type: month, title: 月份, required: true}\n  kind: {type: choice, title: 类, options: {income: 收入, other: 其他}}",
	"registers/deals.yaml": "title: 协议\nowner: village\nfilled_by: secretary\nfields:\n  name: {type: text, title: 项目}\n  ends: {type: date, title: 到期}\n  open: {type: bool, title: 有效}",
	"reminders.yaml": `books: {title: 报账, register: books, fill: month, workdays: days, from: 2022-08-01, when: kind == "income"}
ends: {title: 协议到期, register: deals, on: ends, before: ahead, when: open, to: [secretary, town]}`,
}))

type house struct{ *ledgertest.County }

func withHouse(t *testing.T, fn func(h *house)) {
	place.Run(t, func(c *ledgertest.County) { fn(&house{c}) })
}

func (h *house) put(register, village string, state ledger.State, values map[string]ledger.Value) {
	h.Helper()
	h.Write(func(tx *store.Tx) error {
		return h.AddAll(ctx, tx, register, []ledger.Record{{UnitID: h.Unit(village).ID, State: state, Values: values, FilledBy: 7}})
	})
}

// due is what somebody with a role at a unit owes on a day, as "title unit period or day".
func (h *house) due(day, role, at string) []string {
	h.Helper()
	who := h.Who(7, role+"@"+at)
	today, err := calendar.ParseDate(day)
	h.Must(err)
	desk := reminder.Desk{Calendar: calendar.Default()}
	var said []string
	h.Read(func(tx *store.Tx) error {
		due, err := desk.List(ctx, tx, h.Ledger, today, func(roles []string) org.Scope { return who.ScopeOf(roles...) })
		for _, one := range due {
			said = append(said, strings.TrimSpace(one.Reminder.Title+" "+one.Unit.Title+" "+one.Period.String()+one.About+" "+one.On.String()))
		}
		return err
	})
	return said
}

func (h *house) want(got []string, want ...string) {
	h.Helper()
	if !slices.Equal(got, want) {
		h.Errorf("due are %q, want %q", got, want)
	}
}

func month(text, kind string) map[string]ledger.Value {
	return map[string]ledger.Value{"month": ledger.TextValue(text), "kind": ledger.TextValue(kind)}
}

// A month's record is owed when the month is over, until something is handed in that the reminder asks for.
func TestWhatIsNotFilledIsDue(t *testing.T) {
	withHouse(t, func(h *house) {
		h.put("books", "甲村", ledger.Filled, month("2022-08", "income"))
		h.put("books", "甲村", ledger.Draft, month("2022-09", "income")) // begun is not handed in
		h.put("books", "乙村", ledger.Filled, month("2022-08", "other")) // something else
		h.put("books", "乙村", ledger.Returned, month("2022-09", "income"))
		h.want(h.due("2022-10-20", "secretary", "东镇"), "报账 乙村 2022-08 2022-09-07", "报账 甲村 2022-09 2022-10-12")
		h.want(h.due("2022-10-20", "secretary", "乙村"), "报账 乙村 2022-08 2022-09-07")
		h.want(h.due("2022-09-30", "secretary", "乙村"), "报账 乙村 2022-08 2022-09-07")
		h.want(h.due("2022-08-31", "secretary", "乙村")) // nothing before the reminder's first day
		h.want(h.due("2022-10-20", "town", "东镇"))      // who doesn't fill it in isn't reminded
	})
}

// A date comes near so many days ahead, and stays until its record no longer asks for it.
func TestDatesComeNear(t *testing.T) {
	withHouse(t, func(h *house) {
		deal := func(village, name, ends string, open bool) {
			h.put("deals", village, ledger.Filled, map[string]ledger.Value{"name": ledger.TextValue(name), "ends": ledger.TextValue(ends), "open": ledger.BoolValue(open)})
		}
		deal("甲村", "苹果", "2022-07-20", true)
		deal("甲村", "香菇", "2022-07-20", false)
		deal("丙村", "山羊", "2022-07-15", true)
		h.want(h.due("2022-07-09", "town", "演示县"), "协议到期 丙村 山羊 2022-07-15")
		h.want(h.due("2022-07-10", "town", "演示县"), "协议到期 丙村 山羊 2022-07-15", "协议到期 甲村 苹果 2022-07-20")
		h.want(h.due("2022-07-30", "town", "东镇"), "协议到期 甲村 苹果 2022-07-20")
	})
}

func TestOwedPeriods(t *testing.T) {
	day, _ := calendar.ParseDate("2023-03-05")
	for _, c := range []struct {
		name     string
		reminder pack.Reminder
		want     []string
	}{
		{"without a first day only the last", pack.Reminder{Fill: "quarter"}, []string{"2022Q4"}},
		{"from the first day on", pack.Reminder{Fill: "month", From: "2022-12-01"}, []string{"2022-12", "2023-01", "2023-02"}},
		{"a period that began before it is not asked for", pack.Reminder{Fill: "half_year", From: "2022-07-02"}, nil},
		{"no longer than a year back", pack.Reminder{Fill: "half_year", From: "2015-01-01"}, []string{"2022H1", "2022H2"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, period := range reminder.Owed(&c.reminder, day) {
				got = append(got, period.String())
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("owed are %v, want %v", got, c.want)
			}
		})
	}
}
