package demo

import (
	"time"

	"qixing/ledger"
	"qixing/org"
)

// industries writes the three industries that the source implies, and their teams; the rest is for the office to fill.
func (w *writer) industries(root org.Unit) {
	w.tx.Now = time.Date(2021, time.January, 11, 2, 0, 0, 0, time.UTC)
	var products, teams []int64
	for _, one := range []struct{ product, team string }{{"苹果", "苹果卫士"}, {"香菇", "香菇保姆"}, {"奶山羊", "山羊专家"}} {
		product := w.keep("specialty_industries", root.ID, office, values{"name": word(one.product)})
		team := w.keep("support_teams", root.ID, office, values{"name": word(one.team), "product": number(product.ID)})
		products, teams = append(products, product.ID), append(teams, team.ID)
	}
	w.products, w.teams = products, teams
}

// talentRegisters learns who the experts are, once they stand in the roster.
func (w *writer) talentRegisters() {
	var roster []int64
	w.err = w.book.EachRecord(w.ctx, w.tx, "experts", nil, func(r ledger.Record) error {
		if !r.Values["left_on"].Present && r.Values["product"].Present {
			roster = append(roster, r.ID)
		}
		return nil
	})
	w.roster = roster
}

// troubles are what goes wrong, with which product, and in which months most.
var troubles = []struct {
	product       int
	kind, problem string
	months        []time.Month
}{
	{0, "disease", "苹果树腐烂病，树皮流红水", []time.Month{3, 4, 4, 5}},
	{0, "growing", "果园怎样疏花疏果，负载量拿不准", []time.Month{4, 5, 5, 6}},
	{0, "disease", "果面有锈斑，怕影响卖价", []time.Month{6, 7, 7, 8}},
	{0, "selling", "果子下树了，收购价低，想找客商", []time.Month{9, 10, 10, 11}},
	{1, "growing", "菌棒发菌慢，温度湿度怎么调", []time.Month{2, 3, 9}},
	{1, "disease", "菌棚里有绿霉，越来越多", []time.Month{6, 7, 7, 8}},
	{2, "breeding", "羔羊拉稀，死了几只", []time.Month{2, 3, 3, 4}},
	{2, "breeding", "母羊不发情，配种有困难", []time.Month{8, 9, 10}},
}

// help writes a village's requests of 2022. Most are solved; a few come back, some still wait, one is late.
func (w *writer) help(place int, v *village) {
	d := newDice(w.Seed, "help "+v.likeness)
	for range d.between(0, 3) {
		trouble := pick(d, troubles)
		on := at(pick(d, trouble.months), int(d.between(1, 26)))
		fields := values{"product": number(w.products[trouble.product]), "kind": word(trouble.kind), "problem": word(trouble.problem), "asker": word(d.name("男", d.between(1955, 1985)))}
		moves := w.helpMoves(d, trouble.product, on)
		if d.chance(400) {
			moves = answeredBy(moves, villageKey(v.ID))
			w.visits(v, w.matter("help_requests", v.ID, villageKey(v.ID), on, fields, moves...), trouble.product)
			continue
		}
		w.visits(v, w.ask("help_requests", v.ID, on, fields, moves...), trouble.product)
	}
	if place%21 == 3 { // asked these days, and one that was left lying
		on := at(time.November, 24+place%4)
		if place == 3 {
			on = at(time.November, 17)
		}
		w.ask("help_requests", v.ID, on, values{"product": number(w.products[place%3]), "kind": word("selling"), "problem": word("想问合作社今年的收购标准和时间")})
	}
}

// helpMoves are the steps of a request, up to November.
func (w *writer) helpMoves(d dice, product int, on time.Time) []move {
	lead := w.expertFor(d, product)
	assign := func(after int) move {
		return move{step: "assign", by: office, on: on.AddDate(0, 0, after), fields: values{"team": number(w.teams[product]), "expert": number(lead)}}
	}
	visit := func(after int, result string) move {
		return move{step: "visit", by: expert, on: on.AddDate(0, 0, after), fields: values{"done": word("到地头查看，讲了处理办法，留下用药用料清单"), "result": word(result)}}
	}
	closing := func(after int) move {
		return move{step: "close", on: on.AddDate(0, 0, after), fields: values{"rating": word(pick(d, []string{"good", "good", "good", "fair"}))}}
	}
	moves := []move{assign(1), visit(4, "solved"), closing(7)}
	if d.chance(140) {
		moves = []move{assign(2), visit(6, "partly"), {step: "reopen", on: on.AddDate(0, 0, 11), note: "照办了还是没好，请再来看看"}, assign(12), visit(15, "solved"), closing(20)}
	}
	for i, one := range moves {
		if one.on.After(at(time.November, 26)) {
			return moves[:i]
		}
	}
	return moves
}

func (w *writer) expertFor(d dice, product int) int64 {
	ours := []int64{}
	for i, id := range w.roster {
		if i%3 == product {
			ours = append(ours, id)
		}
	}
	return pick(d, ours)
}

// answeredBy has somebody who is signed in take the asker's steps.
func answeredBy(moves []move, key string) []move {
	own := append([]move{}, moves...)
	for i := range own {
		if own[i].by == "" {
			own[i].by = key
		}
	}
	return own
}

// visits writes down that a request was looked at, by two together.
func (w *writer) visits(v *village, request ledger.Record, product int) {
	if w.err != nil || !request.Values["done"].Present {
		return
	}
	lead := request.Values["expert"].Number
	fields := values{"request": number(request.ID), "visited_on": word(w.tx.Now.Format(time.DateOnly)), "team": number(w.teams[product]), "lead": number(lead),
		"measures": word("现场示范，结对回访"), "signed": yes(true)}
	if second := w.roster[(v.at*7+product)%len(w.roster)]; second != lead {
		fields["second"] = number(second)
	}
	w.keep("help_visits", v.ID, expert, fields)
}

// homecoming writes who keeps in touch with whom away from home, and what came back; and what a village wants people trained for.
func (w *writer) homecoming(place int, v *village) {
	d := newDice(w.Seed, "homecoming "+v.likeness)
	secretary := villageKey(v.ID)
	if place%3 == 0 {
		name := d.name("男", d.between(1965, 1988))
		contact := w.matter("homecoming_contacts", v.ID, secretary, at(time.January, 28), values{"listed_on": word("2022-01-28"), "name": word(name),
			"trade": word(pick(d, []string{"建筑", "餐饮", "电商", "机械加工", "农产品销售"}))},
			move{step: "agree", by: secretary, on: at(time.February, 3), fields: values{"consent_on": word("2022-02-03")}},
			move{step: "contact", by: secretary, on: at(time.September, 10), fields: values{"contacted_on": word("2022-09-10"), "intention": word("愿意牵线销售")}})
		if place%6 == 0 {
			fields := values{"contact": number(contact.ID), "date": word(date(2022, time.July, 12)), "kind": word(pick(d, []string{"technology", "project", "capital"})), "what": word("回乡合作")}
			if fields["kind"].Text == "capital" {
				fields["capital"] = number(d.between(5, 60) * 10_000 * yuan)
			}
			w.byVillage("homecoming_returns", v, fields)
		}
	}
	if place%5 == 1 {
		people := d.between(2, 8)
		asked, moves := at(time.March, 14), []move{
			{step: "accept", by: office, on: at(time.March, 21), fields: values{"course": word("产业技术员培训班（演示）")}},
			{step: "train", by: office, on: at(time.April, 11)},
			{step: "deliver", by: office, on: at(time.August, 30), fields: values{"trained": number(max(people-d.between(0, 2), 1)), "result": word("结业考核合格，回村服务")}},
			{step: "confirm", by: secretary, on: at(time.September, 5)}}
		if place%15 == 1 { // this autumn's
			asked, moves = at(time.November, 21), moves[:min(place/15%3, 2)]
			for i := range moves {
				moves[i].on = at(time.November, 23+i)
			}
		}
		w.matter("talent_orders", v.ID, secretary, asked, values{"product": number(w.products[place%3]), "skill": word(pick(d, skills)), "people": number(people)}, moves...)
	}
}
