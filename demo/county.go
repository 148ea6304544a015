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
	w.belts(root)
	w.industries(root)
	w.experts(d, root)
	w.recruits(d, root)
	w.recruiting(root)
}

func (w *writer) byCounty(register string, root org.Unit, fields values) int64 {
	return w.save(register, ledger.Record{UnitID: root.ID, Values: fields}, office, group)
}

func (w *writer) experts(d dice, root org.Unit) {
	seen := map[string]bool{}
	for i := range 128 {
		name := d.name("男", d.between(1955, 1992))
		for seen[name] {
			name = d.name("女", d.between(1955, 1992))
		}
		seen[name] = true
		since := time.Date(2020, time.January, 14+max(0, i-24)*9, 0, 0, 0, 0, time.UTC) // two dozen to begin with, then about forty a year
		fields := values{"since": word(workday(since).Format(time.DateOnly)), "name": word(name), "specialty": word(pick(d, skills)), "place": number(w.villages[i*5%len(w.villages)].ID)}
		if at := i % 4; at < len(w.products) {
			fields["specialty"] = word(pick(d, skillsOf[at]))
			fields["product"], fields["team"] = number(w.products[at]), number(w.teams[at])
		}
		if i%32 == 31 {
			fields["left_on"] = word(date(2022, time.June, 30))
		}
		w.byCounty("experts", root, fields)
	}
}

// recruits: a few in the years before, and of this year's target the postgraduates are behind.
func (w *writer) recruits(d dice, root org.Unit) {
	for i := range 12 + 53 {
		w.recruit(root, w.candidate(d, i, i < 12), 2022, i)
	}
	before := newDice(w.Seed, "recruits before")
	for i := range 4 + 18 {
		w.recruit(root, w.candidate(before, i, i < 4), 2020, i)
	}
	for i := range 7 + 31 {
		w.recruit(root, w.candidate(before, i, i < 7), 2021, i)
	}
}

// candidate is somebody for a post.
type candidate struct{ kind, major, name, workplace, position string }

var (
	workplaces = []string{"县农业技术推广中心", "县畜产局", "县果业中心", "县文化馆", "县中医医院"}
	positions  = map[string][]string{"县农业技术推广中心": {"农技推广岗", "土肥检测岗"}, "县畜产局": {"畜牧技术岗", "动物防疫岗"}, "县果业中心": {"果树栽培岗", "品牌营销岗"},
		"县文化馆": {"群众文化岗", "乡村旅游策划岗"}, "县中医医院": {"中药材技术岗", "针灸推拿岗"}}
	degrees = map[string][]string{"县农业技术推广中心": {"硕士 农业资源与环境", "硕士 作物学"}, "县畜产局": {"硕士 畜牧学", "硕士 兽医"}, "县果业中心": {"硕士 园艺学", "硕士 农业经济"},
		"县文化馆": {"硕士 旅游管理", "硕士 艺术设计"}, "县中医医院": {"硕士 中药学", "硕士 针灸推拿学"}}
	callings = map[string][]string{"县农业技术推广中心": {"土肥专家", "食用菌专家"}, "县畜产局": {"奶山羊育种专家", "兽医师"}, "县果业中心": {"苹果矮砧专家", "果品贮藏工程师"},
		"县文化馆": {"乡村规划设计师", "非遗指导老师"}, "县中医医院": {"中药材种植专家", "主任中医师"}}
)

func (w *writer) candidate(d dice, i int, graduate bool) candidate {
	one := candidate{kind: "flexible", workplace: pick(d, workplaces)}
	one.name = d.name(pick(d, []string{"男", "女"}), d.between(1975, 1997))
	one.position, one.major = pick(d, positions[one.workplace]), pick(d, callings[one.workplace])
	if graduate {
		one.kind, one.major = "postgraduate", pick(d, degrees[one.workplace])
		one.name = d.name(pick(d, []string{"男", "女"}), d.between(1992, 1998))
	}
	return one
}
