package demo

import (
	"fmt"
	"time"

	"qixing/ledger"
)

// trades are what villages live by: product, what is written of its scale, and which of the teams' industries it is.
var trades = []struct {
	product, scale string
	industry       int
}{{"苹果", "苹果%d亩", 0}, {"香菇", "菌棒%d袋", 1}, {"奶山羊", "存栏%d只", 2}, {"中药材", "药材%d亩", -1}, {"花椒", "花椒%d亩", -1}, {"核桃", "核桃%d亩", -1}, {"乡村旅游", "接待床位%d张", -1}}

// alliance writes a village's plans, whom its branch works with, how its surplus was distributed, and its debts.
func (w *writer) alliance(place int, v *village) {
	d := newDice(w.Seed, "alliance "+v.likeness)
	w.plans(d, v)
	w.links(d, place, v)
	w.distributions(d, v)
	w.debts(d, v)
}

var reviews = []string{"面积落实，产值差一成，主因是春旱", "按规划落实，新增两户大户", "面积和产值都达到，销路还要再找", "产值超了，人工涨价吃掉一半", "只落实七成，流转谈不拢"}

// plans: a few villages have changed their product, and some have still none for this year.
func (w *writer) plans(d dice, v *village) {
	trade, size := pick(d, trades), d.between(6, 60)*20
	for year := years[0] - 1; year <= 2022; year++ {
		if year == 2022 && (v.story == silent || v.at%9 == 7) {
			return
		}
		if year == 2021 && d.chance(150) {
			trade = pick(d, trades)
		}
		size += d.between(0, 4) * 20
		fields := values{"year": number(int64(year)), "product": word(trade.product), "way": word(pick(d, []string{"base", "base", "processing", "service", "lease"})),
			"scale": word(fmt.Sprintf(trade.scale, size)), "output_goal": number(size * d.between(900, 2400) * yuan), "market": word(pick(d, []string{"合作社统一收购", "订单收购", "批发市场", "网上销售"}))}
		if trade.industry >= 0 && trade.industry < len(w.products) {
			fields["industry"] = number(w.products[trade.industry])
		}
		if year < 2022 {
			fields["review"] = word(reviews[(v.at+year)%len(reviews)])
		}
		w.byVillage("industry_plans", v, fields)
	}
}

// links: most villages work with the cooperative of their town, some have one of their own, and a few have none yet.
func (w *writer) links(d dice, place int, v *village) {
	if place%11 == 6 {
		return
	}
	link := func(since int, kind, name string, share int64) {
		fields := values{"since": word(date(since, time.Month(d.between(2, 10)), 12)), "kind": word(kind), "cooperative": word(name),
			"joined": number(max(v.households*share/100, 8)), "shares": ledger.ListValue(pick(d, [][]string{{"land", "labour"}, {"technology", "market"}, {"funds", "market", "brand"}, {"land", "technology", "market"}})...),
			"split_rule": word(pick(d, []string{"保底收购加二次返利", "土地入股按股分红", "务工工资加年底分红"}))}
		if place%13 == 5 && kind == "farm" {
			fields["ended_on"] = word("2022-05-31")
		}
		w.byVillage("cooperation_links", v, fields)
	}
	link(2020+place%3, "cooperative", fmt.Sprint(v.town.Title, pick(d, []string{"果业", "养殖"}), "专业合作社（演示）"), d.between(12, 34))
	if place%3 == 0 {
		link(2021, "base", v.Title+"产业基地（演示）", d.between(6, 18))
	}
	if place%5 == 0 {
		link(2021, "farm", v.Title+"家庭农场（演示）", d.between(2, 6))
	}
}

// distributions: at each year's end a part of the surplus; for this year some have decided already.
func (w *writer) distributions(d dice, v *village) {
	for year := years[0] - 1; year <= 2022; year++ {
		surplus := v.books[year].surplus()
		if surplus <= 0 || year == 2022 && v.at%4 != 1 {
			continue
		}
		day := workday(time.Date(year, time.December, 10+v.at*2%18, 0, 0, 0, 0, time.UTC)).Format(time.DateOnly)
		if year == 2022 {
			day = workday(at(time.November, 9+v.at)).Format(time.DateOnly)
		}
		for _, part := range []struct {
			kind    string
			percent int64
		}{{"reserve", 20}, {"households", d.between(25, 45)}, {"welfare", d.between(5, 12)}} {
			w.byVillage("income_distributions", v, values{"date": word(day), "kind": word(part.kind), "paid": number(surplus * part.percent / 100 / yuan * yuan),
				"resolution": word(year, "年度成员（代表）大会")})
		}
	}
}

// debts: two in five villages owe something, and most pay it back.
func (w *writer) debts(d dice, v *village) {
	if !d.chance(400) {
		return
	}
	creditor := pick(d, []string{"农商银行", "施工单位（演示）", "信用社"})
	owed := d.between(2, 18) * 10_000 * yuan
	entry := func(day, kind string, amount int64) {
		w.byVillage("collective_debts", v, values{"date": word(day), "kind": word(kind), "changed": number(amount), "creditor": word(creditor), "reason": word([]string{"大棚建设贷款", "活动场所工程款", "冷库配套电力", "修产业路垫资", "购置农机"}[v.at%5])})
	}
	entry("2020-01-01", "opening", owed)
	for year := 2020; year <= 2022; year++ {
		if v.story == weak && year == 2022 {
			entry("2022-03-15", "borrowed", 30_000*yuan)
			return
		}
		paid := min(owed, owed*d.between(15, 60)/100/yuan*yuan)
		if paid > 0 {
			entry(date(year, time.October, 20), "repaid", paid)
		}
		owed -= paid
	}
}
