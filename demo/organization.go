package demo

import (
	"fmt"
	"time"
)

var (
	topics  = []string{"学习党的二十大精神", "讨论村集体经济发展", "推选积极分子", "通报年度收支", "安排人居环境整治", "讨论防返贫监测"}
	themes  = []string{"义务植树", "清洁家园", "走访困难党员", "春耕帮扶", "防汛演练", "重温入党誓词", "讲身边故事", "秋收助农", "集体经济观摩", "消防安全宣传", "孝老爱亲", "年终述职"}
	lessons = []string{"乡村振兴政策解读", "产业发展带头人讲经验", "党章党规", "老党员讲村史"}
)

// later tells whether a month lies behind the middle of November 2022, when the demonstration is looked at.
func later(year, month int) bool { return year == 2022 && month > 11 }

// meetings writes a branch's year: four members' meetings, twelve theme days, four lessons, less what a weak branch leaves out.
func (w *writer) meetings(v *village, year int) {
	for quarter := range 4 {
		if v.dice.chance(1000 - (1000-v.quality)/3) {
			w.meeting(v, year, quarter*3+2, 8, "members_meeting", topics[(quarter+v.at)%len(topics)])
		}
		if v.dice.chance(v.quality) && !later(year, quarter*3+3) {
			w.meeting(v, year, quarter*3+3, 20, "lesson", lessons[quarter])
		}
	}
	for month := range 12 {
		if v.dice.chance(1000-(1000-v.quality)/2) && !later(year, month+1) {
			w.meeting(v, year, month+1, 5, "theme_day", themes[month])
		}
	}
}

func (w *writer) meeting(v *village, year, month, day int, kind, topic string) {
	present := v.members * (560 + v.quality*2/5 + v.dice.between(-60, 40)) / 1000
	fields := values{"date": word(date(year, time.Month(month), day+v.at%6)), "kind": word(kind), "topic": word(topic),
		"expected": number(v.members), "present": number(min(present, v.members))}
	if year == 2022 && month == 11 && kind == "theme_day" && v.at == 2 {
		w.leave("branch_meetings", v.ID, villageKey(v.ID), fields) // the newest still wait for the town
		return
	}
	w.byVillage("branch_meetings", v, fields)
}

// standards are the items of the seven systems, as the register names them.
var standards = []string{"setup_1", "setup_2", "leadership_1", "leadership_2", "members_1", "members_2", "life_1", "life_2", "operation_1", "operation_2",
	"funding_1", "funding_2", "premises_1", "premises_2"}

var problems = []string{"记录不完整", "公示不及时", "分工没有上墙", "设备损坏未修", "联系人没有落实"}

// checks writes the town's two checks of a year. The second of 2022 is under way: some towns haven't begun.
func (w *writer) checks(v *village, year int) {
	for half := range 2 {
		if year == 2022 && half == 1 && v.town.Position == townWithoutStrong {
			return
		}
		for _, item := range standards {
			fields := values{"half": word(fmt.Sprintf("%dH%d", year, half+1)), "item": word(item)}
			w.judge(v, fields, half, item == "members_2" && v.households < 230)
			w.byTown("standard_checks", v, fields)
		}
	}
}

func (w *writer) judge(v *village, fields values, half int, inapplicable bool) {
	odds := 1000 - (1000-v.quality)*3/4 + int64(half)*40
	switch {
	case inapplicable:
		fields["result"] = word("not_applicable")
	case v.dice.chance(odds):
		fields["result"] = word("met")
	default:
		fields["result"] = word(pick(v.dice, []string{"partly", "partly", "not_met"}))
		fields["problem"] = word(pick(v.dice, problems))
		fields["mend_by"] = word(date(2022, time.December, 2+v.at%19))
	}
}

// premisesEach keeps a year's projects within the budget of 2,000,000.
const (
	premisesEach  = 152_000 * yuan
	premisesEvery = 8
)

func (w *writer) premises(at int, v *village, year int) {
	if at%premisesEvery != year%premisesEvery {
		return
	}
	w.premisesProject(v, year, values{"year": number(int64(year)), "works": word("村级活动场所改造"), "county_funds": number(premisesEach),
		"own_funds": number(v.dice.between(10_000, 60_000) * yuan)}, time.Date(year, time.October, 8+v.at, 3, 0, 0, 0, time.UTC))
}

func (w *writer) sanctions(v *village, year int) {
	if year != 2022 || v.story != punished && v.story != cleared {
		return
	}
	fields := values{"date": word(date(2022, time.April, 18)), "level": word("warning"), "ends": word(date(2023, time.April, 17)), "lifted": yes(false)}
	if v.story == cleared {
		fields["date"], fields["ends"], fields["lifted"] = word(date(2022, time.January, 11)), word(date(2022, time.September, 1)), yes(true)
	}
	w.put("sanctions", v.ID, discipline, checker, fields)
}
