package demo

import (
	"slices"
	"time"

	"qixing/org"
)

// belts writes the four demonstration belts, as lists that the villages join. The first is built and was accepted.
func (w *writer) belts(root org.Unit) {
	w.lines = nil
	for i, belt := range [][2]string{{"沿河产业示范带", "支部领办合作社"}, {"果业振兴示范带", "矮砧苹果与冷链"}, {"生态畜牧示范带", "奶山羊种养循环"}, {"农旅融合示范带", "民宿与红色教育"}} {
		moves := []move{}
		if i == 0 {
			look := func(judge int, opinion string) move {
				return move{step: "inspect", by: judgeKey(judge), on: at(time.October, 19), fields: values{"inspected_on": word("2022-10-19"), "inspection": word(opinion)}}
			}
			moves = append(moves, look(2, "八个点都能看，产业点讲得清收益去向。"), look(6, "八个点都能看，产业点讲得清收益去向。线路连得上，两处标识要换新，不影响验收。"),
				move{step: "accept", by: office, on: at(time.October, 27), fields: values{"accepted_on": word("2022-10-27"), "approval": word("陇组发〔2022〕51号（演示）")}})
		}
		begun := at(time.March, 8+i*2)
		saved := w.matter("belts", root.ID, office, begun, values{"begun_on": word(begun.Format(time.DateOnly)), "name": word(belt[0]), "theme": word(belt[1])}, moves...)
		w.lines = append(w.lines, saved.ID)
	}
}

var highlights = []string{"党群服务中心", "苹果示范园", "合作社车间", "村史馆", "改厕和污水管网", "冷链库", "奶山羊场", "红色教育点", "民宿小院"}

// stop puts some villages on a belt: each belt runs through two towns, and the first is finished.
func (w *writer) stop(place int, v *village) {
	town := slices.IndexFunc(w.tree.Roster(org.Town, 0, w.day), func(u org.Unit) bool { return u.ID == v.town.ID })
	belt, odd := town/2, town%2
	if belt >= len(w.lines) || v.at > 3+odd {
		return
	}
	ready := []string{"ready", "building", "building", "planned"}[belt]
	if v.at == 0 {
		ready = "ready"
	}
	w.tx.Now = workday(at(time.April, 1+place%20))
	w.keep("belt_stops", v.ID, office, values{"joined_on": word(w.tx.Now.Format(time.DateOnly)), "belt": number(w.lines[belt]), "place_in_line": number(int64(odd*4 + v.at + 1)),
		"highlight": word(highlights[place%len(highlights)]), "ready": word(ready)})
}
