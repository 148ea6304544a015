package demo

import (
	"fmt"
	"strings"
	"time"

	"qixing/org"
)

// conformity is how a village, or all of a town's, stood in a check.
type conformity struct {
	met, of int64
	systems map[string][2]int64 // met, of
}

type conformityKey struct {
	unit int64
	half string
}

func newConformity() conformity { return conformity{systems: map[string][2]int64{}} }

func systemOf(item string) string {
	system, _, _ := strings.Cut(item, "_")
	return system
}

func (c *conformity) add(item string, fields values) {
	if fields["result"].Text == "not_applicable" {
		return
	}
	met := int64(0)
	if fields["result"].Text == "met" || fields["recheck"].Text == "met" {
		met = 1
	}
	system := c.systems[systemOf(item)]
	c.met, c.of = c.met+met, c.of+1
	c.systems[systemOf(item)] = [2]int64{system[0] + met, system[1] + 1}
}

// include adds a village's to its town's.
func (c *conformity) include(one conformity) {
	c.met, c.of = c.met+one.met, c.of+one.of
	for id, system := range one.systems {
		sum := c.systems[id]
		c.systems[id] = [2]int64{sum[0] + system[0], sum[1] + system[1]}
	}
}

// reaches tells whether all of it, and each of the seven systems, comes to so many percent.
func (c conformity) reaches(all, each int64) bool {
	if c.of == 0 || c.met*100 < all*c.of || len(c.systems) < 7 {
		return false
	}
	for _, system := range c.systems {
		if system[0]*100 < each*system[1] {
			return false
		}
	}
	return true
}

func (c conformity) percent() string {
	return fmt.Sprintf("%.1f%%", float64(c.met)*100/float64(max(c.of, 1)))
}

// inspectors are two of the leading group who come from other towns.
func (w *writer) inspectors(place int, town int64) (string, string) {
	var found []string
	for i := range w.homes {
		judge := (place + i*4) % len(w.homes)
		if home, err := w.tree.Ancestor(w.homes[judge], org.Town); err == nil && home.ID != town {
			found = append(found, judgeKey(judge+1))
		}
	}
	return found[0], found[1]
}

var (
	deedsOfVillage = []string{"把两个小组并成一个党小组，党员联系户名单上墙，%d名党员人人有联系户。", "活动室腾出三间办便民服务，代办员轮班，今年代办%d件。", "“四议两公开”定下产业用地流转，%d户签了字，账目按季公开。",
		"合作社账目请镇上会计复核，%d户社员按股分红。", "设积分超市和红白理事会，%d户评上文明户。"}
	foundInVillage = []string{"抽查党员%d名，分工和联系户都答得上来；公开栏内容是上季度的，账实相符。", "看了活动室、公开栏和三本记录，会议记录与签到一致，抽查%d条都对得上。", "入户%d户，知道书记是谁、找谁办事；远程教育设备现场打开能用。",
		"抽查报销单%d张，经手、审批、公示齐全；建议把流动党员联系记录补细。"}
)

// bid tells of a village that asks to become a demonstration village. Those who stood well enough in the first half of 2022 were accepted in two
// batches; those who do in the second are on their way, and a few who nearly do were sent back.
func (w *writer) bid(place int, v *village) {
	first, second := w.conformities[conformityKey{v.ID, "2022H1"}], w.conformities[conformityKey{v.ID, "2022H2"}]
	ready, nowReady := first.reaches(90, 50), second.reaches(90, 50)
	switch {
	case ready && place%5 != 3:
		w.acceptedBid(place, v, second, nowReady)
	case nowReady && place%3 == 0:
		w.startBid(place, v, "2022H2", workday(at(time.November, 2+place%12)), w.bidMoves(place, v, workday(at(time.November, 10+place%9)), place/3%3+1)...)
	case !ready && !nowReady && second.met*100 >= 78*second.of && second.of > 0 && (v.story == growing || place%27 == 9):
		applied := workday(at(time.October, 12+place%9))
		w.startBid(place, v, "2022H2", applied, move{step: "not_ready", by: townKey(v.town.ID, 0), on: workday(applied.AddDate(0, 0, 6)), fields: values{"mend_by": word(date(2022, time.December, 5+place%17))},
			note: fmt.Sprintf("下半年检查达标率%s，离九成还差几条：%s。整改复查后再报。", second.percent(), missingIn(second))})
	}
}

// missingIn names the systems in which something is missing.
func missingIn(c conformity) string {
	var names []string
	for _, one := range [][2]string{{"setup", "组织设置"}, {"leadership", "班子建设"}, {"members", "党员队伍"}, {"life", "组织生活"}, {"operation", "工作运行"}, {"funding", "经费保障"}, {"premises", "场所建设"}} {
		if system := c.systems[one[0]]; system[0] < system[1] {
			names = append(names, one[1])
		}
	}
	return strings.Join(names, "、")
}

func (w *writer) startBid(place int, v *village, half string, on time.Time, moves ...move) {
	d := newDice(w.Seed, "bid "+v.Code)
	w.matter("demo_village_bids", v.ID, villageKey(v.ID), on, values{"applied_on": word(on.Format(time.DateOnly)), "half": word(half),
		"works": word(fmt.Sprintf(deedsOfVillage[place%len(deedsOfVillage)], d.between(9, 12+v.members/2)))}, moves...)
}

// bidMoves are the town's check and the two inspections, so many of them.
func (w *writer) bidMoves(place int, v *village, checked time.Time, many int) []move {
	d := newDice(w.Seed, "inspection "+v.Code)
	one, other := w.inspectors(place, v.town.ID)
	found := ""
	look := func(by string, on time.Time, i int) move {
		found += fmt.Sprintf(foundInVillage[(place+i)%len(foundInVillage)], d.between(4, 15))
		return move{step: "inspect", by: by, on: on, fields: values{"inspected_on": word(on.Format(time.DateOnly)), "inspection": word(found)}}
	}
	opinion := pick(d, []string{"逐条核过，与检查表一致，同意申报。", "到村看过，记录齐全，群众认可，同意申报。", "整改项已复查，同意申报，建议验收组重点看场所。"})
	visit := workday(checked.AddDate(0, 0, 5))
	moves := []move{{step: "check", by: townKey(v.town.ID, 0), on: checked, fields: values{"town_opinion": word(opinion)}}, look(one, visit, 0), look(other, visit.Add(2*time.Hour), 1)}
	return moves[:many]
}

// acceptedBid was accepted in September or November; some have been looked at again since, and one fell below the line.
func (w *writer) acceptedBid(place int, v *village, second conformity, nowReady bool) {
	applied, decided, paper := workday(at(time.July, 18+place%9)), at(time.September, 16), "陇组发〔2022〕43号（演示）"
	if place%2 == 1 {
		applied, decided, paper = workday(at(time.September, 19+place%9)), at(time.November, 11), "陇组发〔2022〕56号（演示）"
	}
	moves := append(w.bidMoves(place, v, workday(applied.AddDate(0, 0, 8)), 3), move{step: "accept", by: office, on: decided, fields: values{"accepted_on": word(decided.Format(time.DateOnly)),
		"approval": word(paper), "certificate": word(fmt.Sprintf("2022-%03d（演示）", place+1))}})
	again := at(time.November, 23)
	looked := values{"half": word("2022H2"), "rechecked_on": word(again.Format(time.DateOnly))}
	switch {
	case place%2 == 1 || second.of == 0:
	case nowReady:
		moves = append(moves, move{step: "recheck", by: checker, on: again, fields: looked})
	default:
		looked["mend_by"] = word("2023-01-18")
		moves = append(moves, move{step: "fall", by: checker, on: again, fields: looked, note: fmt.Sprintf("下半年检查达标率%s，%s有条目退步，限期整改，逾期不达标撤销命名。", second.percent(), missingIn(second))})
	}
	w.startBid(place, v, "2022H1", applied, moves...)
	w.demonstrating[v.town.ID] = true
}

// townBids tells of the towns: the best was accepted, one waits to be looked at, one was sent back.
func (w *writer) townBids() {
	if w.Villages > 0 {
		return
	}
	for i, town := range w.tree.Roster(org.Town, 0, w.day) {
		all := newConformity()
		for _, v := range w.villages {
			if v.town.ID == town.ID {
				all.include(w.conformities[conformityKey{v.ID, "2022H2"}])
			}
		}
		w.townBid(i, town, all)
	}
}

func (w *writer) townBid(place int, town org.Unit, all conformity) {
	one, other := w.inspectors(place, town.ID)
	percent, applied := all.met*100/max(all.of, 1), workday(at(time.October, 17+place))
	if percent == 83 || percent == 84 {
		applied = at(time.November, 21)
	}
	fields := values{"applied_on": word(applied.Format(time.DateOnly)), "half": word("2022H2"), "works": word("全镇各村逐条过检查表，问题当月销号，镇领导每人包两个村。")}
	var moves []move
	look := func(by, found string) move {
		return move{step: "inspect", by: by, on: at(time.November, 3), fields: values{"inspected_on": word("2022-11-03"), "inspection": word(found)}}
	}
	switch {
	case all.reaches(85, 75) && w.demonstrating[town.ID]:
		moves = []move{{step: "check", by: checker, on: at(time.October, 26), fields: values{"first_opinion": word("数据达到条件，列入验收。")}},
			look(one, "抽查四个村，十四个条目与检查表相符；一个村公开栏更新慢，当场整改。"), look(other, "抽查四个村，十四个条目与检查表相符；一个村公开栏更新慢，当场整改。随机入户十二户，满意；镇上包村台账与村里说法一致。"),
			{step: "accept", by: office, on: at(time.November, 18), fields: values{"accepted_on": word("2022-11-18"), "approval": word("陇组发〔2022〕58号（演示）"), "certificate": word("镇2022-01（演示）")}}}
	case percent >= 83:
		fields["works"] = word("薄弱村一村一策，组织生活记录由镇上每月抽查。")
	case percent >= 82:
		fields["works"] = word("党建专干包村指导，场所建设列入镇财政预算。")
		moves = []move{{step: "send_back", by: checker, on: at(time.November, 9), fields: values{"mend_by": word("2023-03-31")},
			note: fmt.Sprintf("全镇达标率%s，低于85%%；%s有欠账，整改后按明年上半年检查结果再报。", all.percent(), missingIn(all))}}
	default:
		return
	}
	w.matter("demo_town_bids", town.ID, townKey(town.ID, 0), applied, fields, moves...)
}
