package demo

import (
	"fmt"
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
		{step: "review", by: reviewer, on: submitted.AddDate(0, 0, 3), fields: values{"opinion": word("符合镇产业规划，同意申报")}},
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
			"spent": number(project.Values["invested"].Number * done / 1_000_000 / yuan * yuan), "next": word("按节点推进")})
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

// agreement writes what a village agreed with another, an enterprise or a cooperative.
func (w *writer) agreement(place int, v *village) {
	d := newDice(w.Seed, "agreement "+v.likeness)
	kind := []string{"village_village", "village_enterprise", "village_cooperative"}[place%3]
	fields := values{"kind": word(kind), "name": word(pick(d, projects)), "starts_on": word(date(2022, time.March, 1)), "ends_on": word(date(2024, time.December, 31)),
		"contribution": number(d.between(5, 40) * 10_000 * yuan), "partner_contribution": number(d.between(8, 90) * 10_000 * yuan), "split": number(d.between(30, 55) * 10_000)}
	switch kind {
	case "village_village":
		other := w.villages[(place+7)%len(w.villages)]
		fields["partner"], fields["partner_village"] = word(other.Title, "股份经济合作社"), number(other.ID)
	case "village_enterprise":
		fields["partner"] = word(pick(d, []string{"陇州乳业公司（演示）", "关山果业公司（演示）", "秦岭菌业公司（演示）"}))
	default:
		fields["partner"] = word(v.Title, pick(d, []string{"果业", "养殖", "食用菌"}), "专业合作社（演示）")
	}
	secretary, town := villageKey(v.ID), townKey(v.town.ID, 0)
	moves := []move{{step: "sign", by: secretary, on: at(time.March, 2), fields: values{"signed_on": word("2022-03-02")}}, {step: "begin", by: town, on: at(time.March, 8)}}
	if place%17 == 5 {
		fields["ends_on"] = word(date(2022, time.December, 31)) // ends soon
	}
	if place%23 == 9 {
		moves = append(moves, move{step: "terminate", by: town, on: at(time.September, 6), fields: values{"ended_on": word("2022-09-06")}, note: "乙方停业，协商解除"})
	}
	switch {
	case place%29 == 4: // signed, and to begin
		moves = moves[:1]
		moves[0].on, moves[0].fields = at(time.November, 22), values{"signed_on": word("2022-11-22")}
		fields["starts_on"] = word(date(2022, time.December, 1))
	case place%31 == 6: // being drawn up
		moves, fields["starts_on"] = nil, word(date(2023, time.January, 1))
	}
	w.matter("agreements", v.ID, secretary, at(time.March, 1), fields, moves...)
}

// premisesProject takes a village's premises to where a year's end finds them.
func (w *writer) premisesProject(v *village, year int, fields values, accepted time.Time) {
	town, day := townKey(v.town.ID, 0), func(month time.Month, day int) time.Time { return time.Date(year, month, day, 3, 0, 0, 0, time.UTC) }
	moves := []move{{step: "approve", by: office, on: day(time.April, 12), fields: values{"approval": word("陇组发〔", year, "〕", 10+v.at, "号（演示）")}},
		{step: "build", by: town, on: day(time.May, 9), fields: values{"started_on": word(date(year, time.May, 9))}},
		{step: "pay", by: finance, on: day(time.July, 18), fields: values{"paid": number(fields["county_funds"].Number * 6 / 10)}},
		{step: "accept", by: checker, on: accepted, fields: values{"accepted_on": word(accepted.Format(time.DateOnly)), "acceptance": word("符合建设标准，同意验收")}}}
	switch {
	case year == 2022 && v.at%3 == 0:
		moves = moves[:3]
	case year == 2022 && v.at%3 == 1:
		late := at(time.November, 16)
		moves[3].on, moves[3].fields["accepted_on"] = late, word(late.Format(time.DateOnly))
	default:
		moves = append(moves, move{step: "audit", by: finance, on: accepted.AddDate(0, 1, 0), fields: values{"audited": fields["county_funds"], "audited_on": word(accepted.AddDate(0, 1, 0).Format(time.DateOnly))}})
	}
	w.matter("premises_projects", v.ID, town, day(time.March, 20), fields, moves...)
}

// recruiting are posts for which somebody is still looked for.
func (w *writer) recruiting(root org.Unit) {
	for i, one := range []struct {
		workplace string
		steps     int
	}{{"果业中心", 0}, {"畜产局", 1}, {"中医医院", 2}, {"文化馆", 2}} {
		moves := []move{{step: "offer", by: office, on: at(time.November, 9+i), fields: values{"name": word("演示人选", i+1), "major": word("硕士 园艺学")}},
			{step: "sign", by: office, on: at(time.November, 18+i), fields: values{"signed_on": word(date(2022, time.November, 18+i))}}}
		w.matter("recruited_talents", root.ID, office, at(time.October, 10+i), values{"planned_on": word(date(2022, time.October, 10+i)), "kind": word("postgraduate"),
			"workplace": word(one.workplace), "position": word("技术岗")}, moves[:one.steps]...)
	}
}

// recruit takes somebody from the plan to their post.
func (w *writer) recruit(root org.Unit, i int, kind, major, name, workplace string) {
	arrived := time.Date(2022, time.Month(2+i%9), 1+i%27, 3, 0, 0, 0, time.UTC)
	offered, signed := arrived.AddDate(0, 0, -20), arrived.AddDate(0, 0, -10)
	w.matter("recruited_talents", root.ID, office, at(time.January, 6), values{"planned_on": word("2022-01-06"), "kind": word(kind), "workplace": word(workplace), "position": word("演示岗位", i+1)},
		move{step: "offer", by: office, on: offered, fields: values{"name": word(name), "major": word(major)}},
		move{step: "sign", by: office, on: signed, fields: values{"signed_on": word(signed.Format(time.DateOnly))}},
		move{step: "arrive", by: group, on: arrived, fields: values{"arrived_on": word(arrived.Format(time.DateOnly))}})
}
