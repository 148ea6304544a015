package demo

import (
	"time"

	"qixing/ledger"
	"qixing/org"
)

// industries writes the three industries that the source implies, and their teams; the rest is for the office to fill.
func (w *writer) industries(root org.Unit) {
	w.tx.Now = time.Date(2020, time.January, 13, 2, 0, 0, 0, time.UTC)
	var products, teams []int64
	for _, one := range []struct{ product, team string }{{"苹果", "苹果卫士"}, {"香菇", "香菇保姆"}, {"奶山羊", "山羊专家"}} {
		product := w.keep("specialty_industries", root.ID, office, values{"name": word(one.product)})
		team := w.keep("support_teams", root.ID, office, values{"name": word(one.team), "product": number(product.ID)})
		products, teams = append(products, product.ID), append(teams, team.ID)
	}
	w.products, w.teams = products, teams
}

// helper is an expert in the roster.
type helper struct {
	id, product int64
	since       string
}

// talentRegisters learns who the experts are, once they stand in the roster.
func (w *writer) talentRegisters() {
	var roster []helper
	w.err = w.book.EachRecord(w.ctx, w.tx, "experts", nil, func(r ledger.Record) error {
		if !r.Values["left_on"].Present && r.Values["product"].Present {
			roster = append(roster, helper{r.ID, r.Values["product"].Number, r.Values["since"].Text})
		}
		return nil
	})
	w.roster = roster
}

// trouble is what goes wrong with a product, in which months most, and what is done about it.
type trouble struct {
	product       int
	kind, problem string
	months        []time.Month
	done          []string
}

var troubles = []trouble{
	{0, "disease", "苹果树腐烂病，树皮流红水", []time.Month{3, 4, 4, 5}, []string{"刮治病斑、涂药包扎，教了怎样消毒剪口", "重病枝锯除烧掉，轻的刮治，半月后再看"}},
	{0, "growing", "果园怎样疏花疏果，负载量拿不准", []time.Month{4, 5, 5, 6}, []string{"现场疏了三棵树，按干周定了留果数", "教了按枝距留花，幼树少留、老树看树势"}},
	{0, "disease", "果面有锈斑，怕影响卖价", []time.Month{6, 7, 7, 8}, []string{"改用早晚打药，套袋前补钙", "看了药单，停用两种乳油，改用水剂"}},
	{0, "selling", "果子下树了，收购价低，想找客商", []time.Month{9, 10, 10, 11}, []string{"联系镇合作社统一分级收购，当天定了价", "牵了两家客商，货款七日内结清"}},
	{1, "growing", "菌棒发菌慢，温度湿度怎么调", []time.Month{2, 3, 9}, []string{"棚温调到二十三度，翻堆通风，一周后复看", "查出菌袋装得太实，下批改松装"}},
	{1, "disease", "菌棚里有绿霉，越来越多", []time.Month{6, 7, 7, 8}, []string{"病袋搬出深埋，地面撒石灰，早晚通风", "教了点注药液的办法，隔三天查一遍"}},
	{2, "breeding", "羔羊拉稀，死了几只", []time.Month{2, 3, 3, 4}, []string{"化验是球虫，逐只灌药，圈舍换垫草", "改了初乳喂法，病羔隔离补液"}},
	{2, "breeding", "母羊不发情，配种有困难", []time.Month{8, 9, 10}, []string{"调了精料比例，做了同期发情", "淘汰两只老羊，其余补硒补维生素"}},
}

// help writes a village's requests of three years, more from year to year. Most are solved; a few come back, some still wait, one is late.
func (w *writer) help(place int, v *village) {
	d := newDice(w.Seed, "help "+v.likeness)
	for range d.between(0, 3) {
		w.request(d, v, 2022)
	}
	before := newDice(w.Seed, "help before "+v.likeness)
	for year := 2020; year < 2022; year++ {
		for range before.of(year-2019, 450) {
			w.request(before, v, year)
		}
	}
	if place%21 == 3 { // asked these days, and one that was left lying
		on := at(time.November, 24+place%4)
		if place == 3 {
			on = at(time.November, 17)
		}
		w.ask("help_requests", v.ID, on, values{"product": number(w.products[place%3]), "kind": word("selling"), "problem": word(lately[place%len(lately)])})
	}
}

var lately = []string{"想问合作社今年的收购标准和时间", "冷库还能不能存两千斤，怎样收费", "网上卖货的快递费太高，有没有便宜的路子", "想把菌棒换成自己做，成本怎么算"}

// request is one that was asked in a year.
func (w *writer) request(d dice, v *village, year int) {
	trouble := pick(d, troubles)
	on := time.Date(year, pick(d, trouble.months), int(d.between(1, 26)), 2, 0, 0, 0, time.UTC)
	fields := values{"product": number(w.products[trouble.product]), "kind": word(trouble.kind), "problem": word(trouble.problem), "asker": word(d.name("男", d.between(1955, 1985)))}
	moves := w.helpMoves(d, trouble, on)
	if d.chance(400) {
		secretary := w.secretaryKey(v.ID, on)
		w.visits(v, w.matter("help_requests", v.ID, secretary, on, fields, answeredBy(moves, secretary)...), trouble.product)
		return
	}
	w.visits(v, w.ask("help_requests", v.ID, on, fields, moves...), trouble.product)
}

// helpMoves are the steps of a request, up to November.
func (w *writer) helpMoves(d dice, of trouble, on time.Time) []move {
	product, lead := of.product, w.expertFor(d, of.product, on)
	assign := func(after int) move {
		return move{step: "assign", by: office, on: on.AddDate(0, 0, after), fields: values{"team": number(w.teams[product]), "expert": number(lead)}}
	}
	visit := func(after int, result string) move {
		return move{step: "visit", by: expert, on: on.AddDate(0, 0, after), fields: values{"done": word(pick(d, of.done)), "result": word(result)}}
	}
	closing := func(after int) move {
		return move{step: "close", on: on.AddDate(0, 0, after), fields: values{"rating": word(pick(d, []string{"good", "good", "good", "fair"}))}}
	}
	moves := []move{assign(1), visit(4, "solved"), closing(7)}
	if d.chance(140) {
		moves = []move{assign(2), visit(6, "partly"), {step: "reopen", on: on.AddDate(0, 0, 11), note: pick(d, []string{"照办了还是没好，请再来看看", "好了几天又犯了", "只看了一家，邻居家也这样", "药买不到，能不能换一种"})}, assign(12), visit(15, "solved"), closing(20)}
	}
	for i, one := range moves {
		if one.on.After(at(time.November, 26)) {
			return moves[:i]
		}
	}
	return moves
}

// expertFor is somebody who knew the product and was in the roster on a day.
func (w *writer) expertFor(d dice, product int, on time.Time) int64 {
	ours := w.helpers(product, on)
	return pick(d, ours).id
}

func (w *writer) helpers(product int, on time.Time) []helper {
	var ours []helper
	for _, one := range w.roster {
		if one.product == w.products[product] && one.since <= on.Format(time.DateOnly) {
			ours = append(ours, one)
		}
	}
	return ours
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
		"measures": request.Values["done"], "hours": number(int64(15+request.ID%6*5) * 100_000), "signed": yes(true)}
	if ours := w.helpers(product, w.tx.Now); ours[(v.at*7+int(request.ID))%len(ours)].id != lead {
		fields["second"] = number(ours[(v.at*7+int(request.ID))%len(ours)].id)
	}
	w.keep("help_visits", v.ID, expert, fields)
}
