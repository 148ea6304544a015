package demo

import (
	"fmt"
	"maps"
	"time"

	"qixing/calendar"
	"qixing/ledger"
	"qixing/matter"
	"qixing/org"
)

// move is a step of a matter that somebody takes on a day.
type move struct {
	step   string
	by     string // a key of county.staff; "" is whoever holds the receipt
	on     time.Time
	fields values
	note   string
}

func at(month time.Month, day int) time.Time {
	return time.Date(2022, month, day, 2, 0, 0, 0, time.UTC)
}

// matter starts one as somebody signed in, and takes its steps.
func (w *writer) matter(id string, unit int64, by string, on time.Time, fields values, moves ...move) ledger.Record {
	return w.goThrough(id, by, on, matter.Asking{UnitID: unit, Values: fields}, moves)
}

// ask starts a matter as the public does.
func (w *writer) ask(id string, unit int64, on time.Time, fields values, moves ...move) ledger.Record {
	return w.goThrough(id, "", on, matter.Asking{UnitID: unit, Values: fields}, moves)
}

func (w *writer) goThrough(id, by string, on time.Time, asking matter.Asking, moves []move) ledger.Record {
	if w.err != nil {
		return ledger.Record{}
	}
	desk := &matter.Desk{Calendar: calendar.Default(), Keys: w.Keys}
	w.tx.Now, w.requests = on, w.requests+1
	asking.Request = fmt.Sprintf("demo %s %d %d", id, asking.UnitID, w.requests)
	var started matter.Started
	if by == "" {
		started, w.err = desk.StartPublic(w.ctx, w.tx, w.book, id, asking)
	} else {
		started, w.err = desk.Start(w.ctx, w.tx, w.staff[by], w.book, id, asking)
	}
	m := started.Matter
	for i, one := range moves {
		if w.err != nil {
			break
		}
		w.tx.Now = one.on
		taking := matter.Taking{Record: m.Record.ID, Revision: m.Record.Revision, Step: one.step, Changes: one.fields, Note: one.note, Request: fmt.Sprintf("%s %d", asking.Request, i)}
		if one.by == "" {
			taking.Receipt = started.Receipt
			m, w.err = desk.TakeByReceipt(w.ctx, w.tx, w.book, taking)
		} else {
			m, w.err = desk.Take(w.ctx, w.tx, w.staff[one.by], w.book, id, taking)
		}
		if w.err != nil {
			w.err = fmt.Errorf("%s of unit %d, step %s by %q: %w", id, asking.UnitID, one.step, one.by, w.err)
		}
	}
	return m.Record
}

// beginning are the steps by which a Secretary Project is approved and begun.
func (w *writer) beginning(filler, reviewer string, goal int64, submitted time.Time) []move {
	return []move{{step: "submit", by: filler, on: submitted},
		{step: "review", by: reviewer, on: submitted.AddDate(0, 0, 3), fields: values{"opinion": word(townOpinions[int(submitted.Day()+int(goal/1_000_000))%len(townOpinions)])}},
		{step: "approve", by: checker, on: at(time.March, 1), fields: values{"approved_on": word("2022-03-01"), "goal": number(goal)}},
		{step: "begin", by: filler, on: at(time.March, 9), fields: values{"started_on": word("2022-03-09")}}}
}

// ending are the steps from a project under way to where it stands in November.
func ending(state, filler string, goal int64) []move {
	finish := func(reached int64) move {
		return move{step: "finish", by: filler, on: at(time.October, 28), fields: values{"reached": number(reached)}}
	}
	accepted := values{"accepted_on": word("2022-11-08")}
	switch state {
	case "completed":
		return []move{finish(goal + goal/20), {step: "accept", by: office, on: at(time.November, 8), fields: accepted}}
	case "not_met":
		return []move{finish(goal * 7 / 10), {step: "fail", by: office, on: at(time.November, 8), fields: accepted, note: "收入未达到目标，明年继续实施"}}
	case "acceptance":
		one := finish(goal)
		one.on = at(time.November, 17)
		return []move{one}
	case "stopped":
		return []move{{step: "stop", by: office, on: at(time.June, 15), note: "用地条件变化，项目取消"}}
	case "suspended":
		return []move{{step: "suspend", by: office, on: at(time.August, 2), note: "等待水源工程完工"}}
	}
	return nil
}

// secretaryProject takes a project to its state; one that is still to be approved stops before.
func (w *writer) secretaryProject(v *village, filler, reviewer, state string, goal int64, fields values) {
	fields["goal"] = number(goal)
	maps.Copy(fields, details(newDice(w.Seed, text("details ", v.likeness, fields["level"].Text)), v, fields["name"].Text))
	submitted := at(time.February, 14)
	if state == "submitted" || state == "reviewed" {
		submitted = at(time.November, 21)
	}
	moves := w.beginning(filler, reviewer, goal, submitted)
	switch state {
	case "submitted":
		moves = moves[:1]
	case "reviewed":
		moves = moves[:2]
	default:
		moves = append(moves, ending(state, filler, goal)...)
	}
	record := w.matter("secretary_projects", v.ID, filler, submitted.AddDate(0, 0, -3), fields, moves...)
	if state == "active" || state == "completed" || state == "acceptance" {
		w.progress(v, filler, record)
	}
}

// progress writes what a project told each quarter; that of the fourth is still to come.
func (w *writer) progress(v *village, filler string, project ledger.Record) {
	d := newDice(w.Seed, fmt.Sprint("progress ", v.likeness, project.Values["level"].Text))
	done := int64(0)
	for quarter := 1; quarter <= 3; quarter++ {
		done = min(done+d.between(15, 33)*10_000, 1_000_000)
		w.tx.Now = at(time.Month(quarter*3), 26)
		w.keep("project_progress", v.ID, filler, values{"project": number(project.ID), "quarter": word("2022Q", quarter), "completion": number(done),
			"spent": number(project.Values["invested"].Number * done / 1_000_000 / yuan * yuan), "next": word(pick(d, []string{"按节点推进", "抢在上冻前完成基础", "等设备到货就安装", "补办用电手续", "联系客商签订单"}))})
	}
}

// keep writes a record that nobody has to check, at the time that the writer has come to.
func (w *writer) keep(register string, unit int64, by string, fields values) ledger.Record {
	if w.err != nil {
		return ledger.Record{}
	}
	saved, err := w.book.Save(w.ctx, w.tx, w.staff[by], register, ledger.Record{UnitID: unit, Values: fields})
	if err != nil {
		w.err = fmt.Errorf("%s of unit %d: %w", register, unit, err)
	}
	return saved
}

// agreement writes what a village agreed with another, an enterprise or a cooperative: in 2022, or in one of the two years before.
func (w *writer) agreement(place int, v *village) {
	d := newDice(w.Seed, "agreement "+v.likeness)
	kind := []string{"village_village", "village_enterprise", "village_cooperative"}[place%3]
	signed := workday(time.Date(2022-place/3%3, time.Month(d.between(2, 5)), int(d.between(1, 27)), 2, 0, 0, 0, time.UTC))
	begun, years := workday(signed.AddDate(0, 0, int(d.between(4, 15)))), int(d.between(3, 6))
	fields := values{"kind": word(kind), "name": word(pick(d, projects)), "starts_on": word(begun.Format(time.DateOnly)), "ends_on": word(begun.AddDate(years, 0, -1).Format(time.DateOnly)),
		"contribution": number(d.between(23, 160) * 2_500 * yuan), "partner_contribution": number(d.between(31, 340) * 2_600 * yuan), "split": number(d.between(30, 55) * 10_000),
		"terms": word(pick(d, termsOf[kind]))}
	switch kind {
	case "village_village":
		other := w.villages[(place+7)%len(w.villages)]
		fields["partner"], fields["partner_village"] = word(other.Title, "股份经济合作社"), number(other.ID)
	case "village_enterprise":
		fields["partner"] = word(pick(d, enterprises), "（演示）")
	default:
		fields["partner"] = word(v.Title, pick(d, []string{"果业", "养殖", "食用菌"}), "专业合作社（演示）")
	}
	moves := []move{{step: "sign", by: w.secretaryKey(v.ID, signed), on: signed, fields: values{"signed_on": word(signed.Format(time.DateOnly)), "number": word(fmt.Sprintf("陇联〔%d〕%03d", signed.Year(), place+1))}}, {step: "begin", by: townKey(v.town.ID, 0), on: begun}}
	w.matter("agreements", v.ID, w.secretaryKey(v.ID, signed), signed.AddDate(0, 0, -2), fields, w.agreementEnds(place, v, fields, moves)...)
}

var (
	enterprises = []string{"陇州乳业公司", "关山果业公司", "秦岭菌业公司", "千河食品公司", "陇山中药材公司", "汧阳冷链物流公司", "关中花椒加工厂", "龙门洞旅游公司"}
	termsOf     = map[string][]string{
		"village_village":     {"两村共建一条分拣线，按用量分摊水电，收益按出资比例分。", "甲方出地、乙方出管护队，卖果款扣除成本后对半分。"},
		"village_enterprise":  {"企业包技术、包收购，每斤不低于市场价；村里负责用地和用工。", "厂房由村里建，企业每年交租金，三年后租金上浮一成。", "保底分红，超出部分村企三七分；用工优先本村。"},
		"village_cooperative": {"合作社带社员，村集体以设施入股，年底按股分红。", "支部领办，社员户保底收购加二次返利，村集体提一成管理费。"},
	}
)

// agreementEnds tells of those that end soon, that ended early, that are signed and to begin, and that are still being drawn up.
func (w *writer) agreementEnds(place int, v *village, fields values, moves []move) []move {
	switch {
	case place%17 == 5:
		fields["ends_on"] = word(date(2022, time.December, 31-place%9))
	case place%29 == 4:
		fields["starts_on"] = word(date(2022, time.December, 1))
		fields["ends_on"] = word(date(2025, time.November, 30))
		moves[0].by, moves[0].on, moves[0].fields = villageKey(v.ID), at(time.November, 22), values{"signed_on": word("2022-11-22")}
		return moves[:1]
	case place%31 == 6:
		fields["starts_on"], fields["ends_on"] = word(date(2023, time.January, 3)), word(date(2026, time.January, 2))
		return nil
	}
	if place%23 == 9 {
		return append(moves, move{step: "terminate", by: townKey(v.town.ID, 0), on: at(time.September, 6+place%13), fields: values{"ended_on": word(date(2022, time.September, 6+place%13))},
			note: []string{"乙方停业，协商解除", "市场变化，双方同意不再续做", "用地调整，项目转到邻村"}[place%3]})
	}
	return moves
}

// premisesProject takes a village's premises to where a year's end finds them.
func (w *writer) premisesProject(v *village, year int, fields values, accepted time.Time) {
	town, day := townKey(v.town.ID, 0), func(month time.Month, day int) time.Time { return time.Date(year, month, day, 3, 0, 0, 0, time.UTC) }
	begun := workday(day(time.May, 5+v.at))
	moves := []move{{step: "approve", by: office, on: day(time.April, 12), fields: values{"approval": word("陇组发〔", year, "〕17号（演示）")}},
		{step: "build", by: town, on: begun, fields: values{"started_on": word(begun.Format(time.DateOnly))}},
		{step: "pay", by: finance, on: day(time.July, 18), fields: values{"paid": number(fields["county_funds"].Number * 6 / 10)}},
		{step: "accept", by: checker, on: accepted, fields: values{"accepted_on": word(accepted.Format(time.DateOnly)), "acceptance": word(pick(newDice(w.Seed, "acceptance "+v.Code), []string{"功能分区齐全，用电用水安全，同意验收。", "工程量与清单相符，两处墙面返修后合格。", "现场核对图纸和票据，同意验收；标识牌下月补齐。", "比批复少建一间，按实核减，其余合格。"}))}}}
	switch {
	case year == 2022 && v.at%3 == 0:
		moves = moves[:3]
	case year == 2022 && v.at%3 == 1:
		late := at(time.November, 14+v.at%5)
		moves[3].on, moves[3].fields["accepted_on"] = late, word(late.Format(time.DateOnly))
	default:
		moves = append(moves, move{step: "audit", by: finance, on: accepted.AddDate(0, 1, 0), fields: values{"audited": fields["county_funds"], "audited_on": word(accepted.AddDate(0, 1, 0).Format(time.DateOnly))}})
	}
	w.matter("premises_projects", v.ID, town, day(time.March, 20), fields, moves...)
}

// recruiting are posts for which somebody is still looked for.
func (w *writer) recruiting(root org.Unit) {
	d := newDice(w.Seed, "recruiting")
	for i, steps := range []int{0, 1, 2, 2} {
		one := w.candidate(d, i, true)
		moves := []move{{step: "offer", by: office, on: at(time.November, 9+i), fields: values{"name": word(one.name), "major": word(one.major)}},
			{step: "sign", by: office, on: at(time.November, 22+i), fields: values{"signed_on": word(date(2022, time.November, 22+i)), "serves_until": word(date(2027, time.November, 21+i))}}}
		w.matter("recruited_talents", root.ID, office, at(time.October, 10+i), values{"planned_on": word(date(2022, time.October, 10+i)), "kind": word("postgraduate"),
			"workplace": word(one.workplace), "position": word(one.position)}, moves[:steps]...)
	}
}

// recruit takes somebody from a year's plan to their post. Of those of 2020 some have left since.
func (w *writer) recruit(root org.Unit, one candidate, year, i int) {
	day := func(month time.Month, day int) time.Time {
		return workday(time.Date(year, month, day, 3, 0, 0, 0, time.UTC))
	}
	planned, arrived := day(time.January, 6+i%11), day(time.Month(3+i%8), 1+i*7%27)
	offered, signed := workday(arrived.AddDate(0, 0, -24-i%9)), workday(arrived.AddDate(0, 0, -9-i%6))
	serves := 5
	if one.kind == "flexible" {
		serves = 2 + i%2
	}
	moves := []move{{step: "offer", by: office, on: offered, fields: values{"name": word(one.name), "major": word(one.major)}},
		{step: "sign", by: office, on: signed, fields: values{"signed_on": word(signed.Format(time.DateOnly)), "serves_until": word(signed.AddDate(serves, 0, -1).Format(time.DateOnly))}},
		{step: "arrive", by: group, on: arrived, fields: values{"arrived_on": word(arrived.Format(time.DateOnly))}}}
	if year == 2020 && i%5 == 1 {
		left := workday(arrived.AddDate(1, 3, i%20))
		moves = append(moves, move{step: "leave", by: office, on: left, fields: values{"left_on": word(left.Format(time.DateOnly))}, note: []string{"服务期满", "考取外县事业单位", "随家属调动"}[i%3]})
	}
	w.matter("recruited_talents", root.ID, office, planned, values{"planned_on": word(planned.Format(time.DateOnly)), "kind": word(one.kind), "workplace": word(one.workplace), "position": word(one.position)}, moves...)
}
