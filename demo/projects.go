package demo

import (
	"fmt"
	"time"
)

// earlierProject writes a Secretary Project of a year before the policy named 114: a few in 2020, more in 2021. Most reached their goal.
func (w *writer) earlierProject(place int, v *village, year int) {
	if place%4 != 2 && (year == 2020 || place%4 != 1) {
		return
	}
	d := newDice(w.Seed, text("project ", year, v.likeness))
	day := func(month time.Month, day int64) time.Time {
		return workday(time.Date(year, month, int(day), 2, 0, 0, 0, time.UTC))
	}
	goal := (v.books[year].operating*11/10/1_000_000 + 1) * 1_000_000
	secretary, town := w.secretaryKey(v.ID, day(time.March, 1)), townKey(v.town.ID, 0)
	submitted, approved, begun := day(time.February, d.between(17, 26)), day(time.March, d.between(8, 19)), day(time.April, d.between(1, 20))
	asked, accepted := day(time.November, d.between(2, 20)), day(time.December, d.between(6, 23))
	reached, ending := goal*d.between(100, 118)/100/yuan*yuan, "accept"
	var why string
	if d.chance(180) {
		reached, ending, why = goal*d.between(62, 96)/100/yuan*yuan, "fail", pick(d, []string{"春季冻害，坐果少，收入没有达到目标", "收购价下跌，收入差一截，明年接着办", "设备到货晚，只投产四个月"})
	}
	fields := values{"year": number(int64(year)), "level": word("village"), "name": word(v.Title, pick(d, projects)), "baseline": number(goal * d.between(78, 94) / 100 / yuan * yuan), "goal": number(goal),
		"invested": number(d.between(8, 46) * 10_000 * yuan), "milestones": word(fmt.Sprintf("%d月前完成立项\n%d月前建成\n年底见收益", 3, d.between(6, 9)))}
	w.matter("secretary_projects", v.ID, secretary, submitted.AddDate(0, 0, -2), fields,
		move{step: "submit", by: secretary, on: submitted},
		move{step: "review", by: town, on: submitted.AddDate(0, 0, 4), fields: values{"opinion": word(pick(d, townOpinions))}},
		move{step: "approve", by: checker, on: approved, fields: values{"approved_on": word(approved.Format(time.DateOnly)), "goal": number(goal)}},
		move{step: "begin", by: secretary, on: begun, fields: values{"started_on": word(begun.Format(time.DateOnly))}},
		move{step: "finish", by: w.secretaryKey(v.ID, asked), on: asked, fields: values{"reached": number(reached)}},
		move{step: ending, by: office, on: accepted, fields: values{"accepted_on": word(accepted.Format(time.DateOnly))}, note: why})
}

var townOpinions = []string{"符合镇产业规划，同意申报。", "土地已流转到位，同意申报；资金来源要写清。", "与去年的项目接得上，同意申报。", "合作社愿意带，销路有订单，同意申报。", "目标偏保守，村里同意调高后申报。"}
