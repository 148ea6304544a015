package demo

import (
	"fmt"
	"maps"
	"strings"
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
	name := v.Title + pick(d, projects)
	fields := values{"year": number(int64(year)), "level": word("village"), "name": word(name), "baseline": number(goal * d.between(78, 94) / 100 / yuan * yuan), "goal": number(goal),
		"invested": number(d.between(8, 46) * 10_000 * yuan), "milestones": word(fmt.Sprintf("%d月前完成立项\n%d月前建成\n年底见收益", 3, d.between(6, 9)))}
	maps.Copy(fields, details(d, v, name))
	w.matter("secretary_projects", v.ID, secretary, submitted.AddDate(0, 0, -2), fields,
		move{step: "submit", by: secretary, on: submitted},
		move{step: "review", by: town, on: submitted.AddDate(0, 0, 4), fields: values{"opinion": word(pick(d, townOpinions))}},
		move{step: "approve", by: checker, on: approved, fields: values{"approved_on": word(approved.Format(time.DateOnly)), "goal": number(goal)}},
		move{step: "begin", by: secretary, on: begun, fields: values{"started_on": word(begun.Format(time.DateOnly))}},
		move{step: "finish", by: w.secretaryKey(v.ID, asked), on: asked, fields: values{"reached": number(reached)}},
		move{step: ending, by: office, on: accepted, fields: values{"accepted_on": word(accepted.Format(time.DateOnly))}, note: why})
}

// details tell what a project is about, beside its figures.
func details(d dice, v *village, name string) values {
	kind := kindOfProject(name)
	return values{"theme": word(kind), "source": word(pick(d, []string{"衔接资金加村集体自筹", "县级扶持六成、自筹四成", "企业投资、村里出地", "村集体积累", "农商银行贷款贴息"})),
		"background": word(pick(d, backgrounds[kind])), "works": word(fmt.Sprintf(pick(d, worksOfProject[kind]), d.between(6, 90))),
		"effect": word(fmt.Sprintf("带动%d户，用工%d人。", d.between(9, max(10, v.households/5)), d.between(3, 26))), "support": word(pick(d, []string{"县农业农村局", "县果业中心", "县畜产局", "县乡村振兴局", "县文化和旅游局", "县供销联社"}))}
}

func kindOfProject(name string) string {
	for _, one := range [][2]string{{"羊", "breeding"}, {"牛", "breeding"}, {"民宿", "tourism"}, {"加工", "processing"}, {"冷链", "processing"}, {"电商", "service"}, {"光伏", "service"}, {"强村", "service"}} {
		if strings.Contains(name, one[0]) {
			return one[1]
		}
	}
	return "planting"
}

var (
	backgrounds = map[string][]string{
		"planting": {"老园亩产低，商品果不到六成。", "撂荒地连片，一直没人接。", "大棚是十年前的，压雪就塌。"}, "breeding": {"散养户多，防疫跟不上。", "奶价好，圈舍不够。"},
		"processing": {"果子集中下树，只能贱卖。", "鲜椒晒不干，霉损两成。"}, "service": {"集体没有稳定收入，办事靠上级。", "快递进不了村，山货卖不出去。"}, "tourism": {"游客来了没处住，半天就走。"}}
	worksOfProject = map[string][]string{
		"planting": {"流转土地%d亩，统一整地、栽植、架设滴灌。", "新建和改造大棚%d个，配套蓄水池。"}, "breeding": {"建标准圈舍，进种畜%d只，建青贮池。"},
		"processing": {"建车间和冷库%d平方米，配一条分拣线。"}, "service": {"盘活闲置房屋%d间，购置设备，办齐证照。"}, "tourism": {"改造民房，设床位%d张，修步道和停车场。"}}
)

var townOpinions = []string{"符合镇产业规划，同意申报。", "土地已流转到位，同意申报；资金来源要写清。", "与去年的项目接得上，同意申报。", "合作社愿意带，销路有订单，同意申报。", "目标偏保守，村里同意调高后申报。"}
