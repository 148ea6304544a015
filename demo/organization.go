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
	fields := values{"date": word(workday(time.Date(year, time.Month(month), day+v.at%6, 0, 0, 0, 0, time.UTC)).Format(time.DateOnly)), "kind": word(kind), "topic": word(topic),
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

var problems = map[string][]string{
	"setup":      {"党小组划分还是合村前的，没有调整", "换届材料缺选举结果报告", "党组织隶属关系在系统里没有更新"},
	"leadership": {"班子分工没有公示", "后备力量只有1名", "一名委员长期外出，分管工作没有调整"},
	"members":    {"党员名册缺两名转入党员", "流动党员联系人没有落实", "三名流动党员半年没有联系记录"},
	"life":       {"第二季度党课没有记录", "组织生活会查摆问题没有整改结果", "学习记录补记，签名不全"},
	"operation":  {"“四议两公开”缺村民代表会议记录", "一季度财务公开迟了二十天", "公开栏内容没有更新"},
	"funding":    {"工作经费到账晚，上半年只用了三成", "两张报销单缺经手人签字", "支出没有逐笔审批"},
	"premises":   {"远程教育设备损坏未修", "活动室堆放杂物", "标识牌褪色，值班表没有更新"},
}

// checks writes the town's two checks of a year. The second of 2022 is under way: some towns haven't begun.
func (w *writer) checks(v *village, year int) {
	for half := range 2 {
		if year == 2022 && half == 1 && v.town.Position == townWithoutStrong {
			return
		}
		period, standing := fmt.Sprintf("%dH%d", year, half+1), newConformity()
		for _, item := range standards {
			fields := values{"half": word(period), "item": word(item)}
			w.judge(v, fields, year, half, item == "members_2" && v.households < 230)
			standing.add(item, fields)
			w.byTown("standard_checks", v, fields)
		}
		w.conformities[conformityKey{v.ID, period}] = standing
	}
}

// judge tells how an item was found. What was missing in the years before was looked at again when its time was over.
func (w *writer) judge(v *village, fields values, year, half int, inapplicable bool) {
	odds := 1000 - (1000-v.quality)*3/4 + int64(half)*40
	switch {
	case inapplicable:
		fields["result"] = word("not_applicable")
	case v.dice.chance(odds):
		fields["result"] = word("met")
	default:
		fields["result"] = word(pick(v.dice, []string{"partly", "partly", "not_met"}))
		fields["problem"] = word(pick(v.dice, problems[systemOf(fields["item"].Text)]))
		fields["mend_by"] = word(date(2022, time.December, 2+v.at%19))
		if year < 2022 {
			w.lookAgain(v, fields, year, half)
		}
	}
}

func (w *writer) lookAgain(v *village, fields values, year, half int) {
	again := newDice(w.Seed, text("again ", v.likeness, fields["half"].Text, fields["item"].Text))
	due := workday(time.Date(year, time.Month(9+half*6), 5+v.at%15, 0, 0, 0, 0, time.UTC))
	fields["mend_by"], fields["rechecked_on"] = word(due.Format(time.DateOnly)), word(workday(due.AddDate(0, 0, int(again.between(1, 6)))).Format(time.DateOnly))
	fields["recheck"] = word(map[bool]string{true: "met", false: "not_met"}[again.chance(700)])
}

// Each year some villages' premises are renovated, out of a sum within the budget of 2,000,000.
const (
	premisesSum   = 1_976 // thousands of 元
	premisesEvery = 8
)

var premisesWorks = []string{"党群服务中心改造", "活动室维修加固", "便民服务大厅改造", "远程教育站点更新", "活动场所扩建", "文化广场和宣传栏"}

func (w *writer) premises(at int, v *village, year int) {
	if at%premisesEvery != year%premisesEvery {
		return
	}
	funds := newDice(w.Seed, text("premises ", year)).parts(premisesSum, (len(w.villages)-year%premisesEvery+premisesEvery-1)/premisesEvery)[at/premisesEvery]
	w.premisesProject(v, year, values{"year": number(int64(year)), "works": word(premisesWorks[(at/premisesEvery+year)%len(premisesWorks)]), "county_funds": number(funds * 1000 * yuan),
		"own_funds": number(v.dice.between(10_000, 60_000) * yuan)}, workday(time.Date(year, time.October, 8+v.at, 3, 0, 0, 0, time.UTC)))
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
