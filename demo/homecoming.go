package demo

import (
	"fmt"
	"time"
)

var (
	livelihoods = []string{"建筑", "餐饮", "电商", "机械加工", "农产品销售", "物流", "教育", "医药", "装修", "服装"}
	intentions  = []string{"愿意牵线卖苹果", "想回来看看民宿怎么做", "可以带十来个人去厂里务工", "愿意出资修村里的路灯", "想把羊奶皂拿到店里试卖", "等孩子高考完再商量", "愿意每年回来讲一次课"}
	returned    = map[string][]string{
		"technology": {"带回菌棒工厂化发菌技术，教会八户", "把果园水肥一体化的做法带回来，先试五十亩", "教会合作社用抖音接单"},
		"project":    {"回村办起羊奶手工皂车间", "把分拣线搬回村，用工十二人", "合办民宿六间，村集体占股两成"},
		"capital":    {"出资入股合作社冷库", "垫资改造果园滴灌", "捐资装路灯、修水渠"},
	}
)

// homecoming writes who keeps in touch with whom away from home, from which year on, and what came back.
func (w *writer) homecoming(place int, v *village) {
	if place%3 != 0 {
		return
	}
	d, own := newDice(w.Seed, "homecoming "+v.likeness), newDice(w.Seed, "homecoming years "+v.likeness)
	listed := workday(time.Date(2020+place/3%3, time.Month(own.between(1, 2)), int(own.between(6, 26)), 2, 0, 0, 0, time.UTC))
	agreed, contacted := workday(listed.AddDate(0, 0, int(own.between(3, 12)))), workday(at(time.Month(own.between(4, 10)), int(own.between(3, 27))))
	first := w.secretaryKey(v.ID, listed)
	moves := []move{{step: "agree", by: first, on: agreed, fields: values{"consent_on": word(agreed.Format(time.DateOnly))}}}
	for year := listed.Year(); year < 2022; year++ {
		met := workday(time.Date(year, time.Month(own.between(6, 12)), int(own.between(3, 27)), 2, 0, 0, 0, time.UTC))
		moves = append(moves, w.contacting(own, v, met))
	}
	moves = append(moves, w.contacting(own, v, contacted))
	if place%21 == 9 { // who hasn't been asked yet, or doesn't want to be written down
		moves = []move{{step: "refuse", by: w.secretaryKey(v.ID, agreed), on: agreed}}[:place/21%2]
	}
	contact := w.matter("homecoming_contacts", v.ID, first, listed, values{"listed_on": word(listed.Format(time.DateOnly)), "name": word(d.name("男", d.between(1965, 1988))),
		"trade": word(pick(d, livelihoods))}, moves...)
	if place%21 == 9 {
		return
	}
	for year := listed.Year(); year <= 2022; year++ {
		if place%6 == 0 && year == 2022 || own.chance(250) {
			w.comesBack(own, v, contact.ID, year)
		}
	}
}

func (w *writer) contacting(d dice, v *village, on time.Time) move {
	return move{step: "contact", by: w.secretaryKey(v.ID, on), on: on, fields: values{"contacted_on": word(on.Format(time.DateOnly)), "intention": word(pick(d, intentions))}}
}

func (w *writer) comesBack(d dice, v *village, contact int64, year int) {
	kind := pick(d, []string{"technology", "project", "capital"})
	fields := values{"contact": number(contact), "date": word(workday(time.Date(year, time.Month(d.between(5, 10)), int(d.between(4, 27)), 0, 0, 0, 0, time.UTC)).Format(time.DateOnly)),
		"kind": word(kind), "what": word(pick(d, returned[kind]))}
	if kind == "capital" {
		fields["capital"] = number(d.between(26, 310) * 2_000 * yuan)
	}
	w.byVillage("homecoming_returns", v, fields)
}

var courses = map[int][]string{0: {"苹果修剪实训班", "果园水肥管理班", "果品分级与冷藏班"}, 1: {"食用菌制棒班", "香菇越夏管理班"}, 2: {"奶山羊人工授精班", "羔羊培育班", "机械挤奶与奶质班"}}

// orders writes what a village wants people trained for: some in each year, and this autumn's that are on their way.
func (w *writer) orders(place int, v *village) {
	for year := 2020; year <= 2022; year++ {
		if place%5 != []int{3, 4, 1}[year-2020] || year == 2020 && place%2 == 0 {
			continue
		}
		w.order(newDice(w.Seed, text("order ", year, v.likeness)), place, v, year)
	}
}

func (w *writer) order(d dice, place int, v *village, year int) {
	product, people := place%3, d.between(2, 8)
	day := func(month time.Month, low, high int64) time.Time {
		return workday(time.Date(year, month, int(d.between(low, high)), 2, 0, 0, 0, time.UTC))
	}
	asked, accepted, begun, ended := day(time.March, 3, 16), day(time.March, 21, 28), day(time.April, 6, 20), day(time.August, 8, 26)
	secretary := w.secretaryKey(v.ID, asked)
	trained := max(people-d.between(0, 2), 1)
	moves := []move{{step: "accept", by: office, on: accepted, fields: values{"course": word(pick(d, courses[product]), "（演示）")}}, {step: "train", by: office, on: begun},
		{step: "deliver", by: office, on: ended, fields: values{"trained": number(trained), "result": word(fmt.Sprintf(pick(d, []string{"%d人结业，考的是现场操作", "%d人合格，回村各带一户", "合格%d人，其余两次补训"}), trained))}},
		{step: "confirm", by: w.secretaryKey(v.ID, ended.AddDate(0, 0, 6)), on: workday(ended.AddDate(0, 0, 6))}}
	if year == 2022 && place%15 == 1 { // this autumn's
		asked, moves = at(time.November, 21), moves[:min(place/15%3, 2)]
		for i := range moves {
			moves[i].on = at(time.November, 23+i)
		}
		secretary = villageKey(v.ID)
	}
	w.matter("talent_orders", v.ID, secretary, asked, values{"product": number(w.products[product]), "skill": word(pick(d, skillsOf[product])), "people": number(people)}, moves...)
}
