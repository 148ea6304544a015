package demo

import (
	"time"

	"qixing/ledger"
	"qixing/org"
)

// countyRegisters writes what the county itself keeps: some of its targets are reached, some are behind.
func (w *writer) countyRegisters() {
	root, err := w.tree.Root()
	if err != nil {
		w.err = err
		return
	}
	w.village = &village{Unit: root}
	d := newDice(w.Seed, "county")
	w.trainingClasses(root)
	w.demonstrationSites(root)
	w.belts(root)
	w.industries(root)
	w.experts(d, root)
	w.recruits(d, root)
	w.recruiting(root)
}

func (w *writer) byCounty(register string, root org.Unit, fields values) int64 {
	return w.save(register, ledger.Record{UnitID: root.ID, Values: fields}, office, group)
}

func (w *writer) demonstrationSites(root org.Unit) {
	towns := w.tree.Roster(org.Town, 0, w.day)
	site := func(kind, name, result string, day int) {
		w.byCounty("demonstration_sites", root, values{"date": word(date(2022, time.October, day)), "kind": word(kind), "name": word(name), "result": word(result),
			"criteria": ledger.ListValue(criteriaMet(result)...), "opinion": word(map[string]string{"accepted": "对照创建标准逐项查验，同意命名", "returned": "场所功能和档案还有差距，整改后再验"}[result])})
	}
	for _, v := range w.villages {
		if v.at == 0 || v.story == elder {
			site("village", v.town.Title+v.Title, "accepted", 10)
		}
		if v.story == growing {
			site("village", v.town.Title+v.Title, "returned", 11)
		}
	}
	for _, town := range towns[:min(2, len(towns))] {
		site("town", town.Title, "accepted", 18)
	}
	site("belt", "沿河产业示范带", "accepted", 22)
}

func criteriaMet(result string) []string {
	met := []string{"setup", "leadership", "members", "life", "operation", "funding", "premises"}
	if result == "returned" {
		return met[:5]
	}
	return met
}

func (w *writer) experts(d dice, root org.Unit) {
	seen := map[string]bool{}
	for i := range 128 {
		name := d.name("男", d.between(1955, 1992))
		for seen[name] {
			name = d.name("女", d.between(1955, 1992))
		}
		seen[name] = true
		fields := values{"since": word(date(2021, time.Month(1+i%12), 12)), "name": word(name), "specialty": word(pick(d, skills)), "place": number(w.villages[i*5%len(w.villages)].ID)}
		if at := i % 4; at < len(w.products) {
			fields["product"], fields["team"] = number(w.products[at]), number(w.teams[at])
		}
		if i%32 == 31 {
			fields["left_on"] = word(date(2022, time.June, 30))
		}
		w.byCounty("experts", root, fields)
	}
}

func (w *writer) recruits(d dice, root org.Unit) {
	for i := range 12 + 53 {
		kind, major := "postgraduate", pick(d, []string{"硕士 农业经济", "硕士 畜牧学", "硕士 园艺学", "硕士 旅游管理"})
		if i >= 12 {
			kind, major = "flexible", pick(d, []string{"果业专家", "食用菌专家", "规划设计师", "兽医师"})
		}
		name := d.name("女", d.between(1975, 1997))
		w.recruit(root, i, kind, major, name, pick(d, []string{"农业技术推广中心", "畜产局", "果业中心", "文化馆", "中医医院"}))
	}
}
