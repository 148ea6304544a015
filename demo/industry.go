package demo

import "fmt"

func (w *writer) profile(v *village, year int) {
	gone := int64(2022 - year)
	w.byVillage("village_profiles", v, values{"year": number(int64(year)), "households": number(v.households),
		"population": number(v.population + gone*v.dice.between(-6, 14)), "members": number(v.members - gone),
		"young_members": number(max(v.young-gone, 0))})
}

// lines are what a village earns from, in permille of its operating income and how often a year; the last takes what is left.
var lines = []struct {
	id, note string
	permille int64
	times    int
}{
	{"contracting", "土地、厂房发包收入", 280, 2},
	{"investment", "入股分红", 120, 1},
	{"other_operating", "劳务和社会化服务收入", 90, 2},
	{"operation", "产业基地和合作社经营收入", 0, monthly},
}

var expenseLines = []struct {
	id, note string
	permille int64
	times    int
}{
	{"management_expense", "办公、水电、报刊", 240, monthly},
	{"other_expense", "公益事业支出", 130, 1},
	{"operating_expense", "种苗、农资、用工", 0, 4},
}

const monthly = 12

func (w *writer) accounts(v *village, year int) { w.booksOf(v, year, monthly) }

// booksOf writes a year's vouchers, which add up to the village's books to the last 分; of each line so many at most.
func (w *writer) booksOf(v *village, year, most int) {
	b := v.books[year]
	left := b.operating
	for _, line := range lines {
		sum := b.operating * line.permille / 1000 / yuan * yuan
		if line.permille == 0 {
			sum = left
		}
		left -= sum
		w.vouchers(v, year, line.id, line.note, sum, min(line.times, most))
	}
	w.vouchers(v, year, "subsidy", "上级扶持资金", b.subsidy, 1)
	left = b.expense
	for _, line := range expenseLines {
		sum := b.expense * line.permille / 1000 / yuan * yuan
		if line.permille == 0 {
			sum = left
		}
		left -= sum
		w.vouchers(v, year, line.id, line.note, sum, min(line.times, most))
	}
}

// baseline writes the books of the year before the first, so that its growth has something to grow from. They were entered afterwards, a
// quarter at a time.
func (w *writer) baseline(v *village) {
	year, first := years[0]-1, v.books[years[0]]
	share := newDice(w.Seed, "baseline "+v.likeness).between(84, 103)
	v.books[year] = books{operating: first.operating * share / 100 / yuan * yuan, subsidy: first.subsidy * 9 / 10 / yuan * yuan, expense: first.expense * 95 / 100 / yuan * yuan}
	own := v.dice
	v.dice = newDice(w.Seed, "baseline books "+v.Code)
	w.booksOf(v, year, 4)
	v.dice = own
}

func (w *writer) vouchers(v *village, year int, line, note string, sum int64, times int) {
	months := v.months(year, times)
	for i, amount := range v.dice.parts(sum, len(months)) {
		w.byVillage("collective_accounts", v, values{"month": word(year, "-", pad(months[i])), "line": word(line), "amount": number(amount),
			"voucher": word(fmt.Sprintf("记-%02d-%s%d", months[i], line[:2], i+1)), "note": word(note)})
	}
}

// months are those of a year in which something is booked so many times. The books of 2022 go up to October; some villages are late with them.
func (v *village) months(year, times int) []int64 {
	closed := int64(12)
	if year == 2022 {
		closed = 10
		switch {
		case v.story == silent:
			closed = 8
		case v.at%6 == 4:
			closed = 9
		}
	}
	n := min(int64(times), closed)
	months := make([]int64, n)
	for i := range n {
		first, last := i*closed/n+1, (i+1)*closed/n
		months[i] = v.dice.between(first, last)
	}
	return months
}

func (w *writer) benefits(v *village, year int) {
	reached := v.households * (v.quality - v.dice.between(150, 350)) / 1000
	w.byVillage("household_benefits", v, values{"year": number(int64(year)), "kind": word("dividend"), "households": number(max(reached, 12)),
		"amount": number(v.books[year].surplus() / 4 / yuan * yuan), "note": word([]string{"年底按股分红", "按股分红，低收入户多分两成", "分红加肥料券", "按劳按股各半"}[(v.at+year)%4])})
	if v.dice.chance(550) {
		w.byVillage("household_benefits", v, values{"year": number(int64(year)), "kind": word("wage"),
			"households": number(v.dice.between(6, 45)), "amount": number(v.dice.between(20_000, 160_000) * yuan)})
	}
}

var projects = []string{"矮砧苹果示范园", "香菇大棚扩建", "奶山羊养殖场", "中药材种植基地", "冷链仓储库", "花椒加工车间", "农产品电商服务站", "乡村旅游民宿",
	"核桃标准化管护", "光伏电站", "蔬菜大棚", "肉牛托养"}

// waitsForApproval names villages whose projects hold a target back: two towns handed theirs in too late for this year's approval.
func waitsForApproval(v *village) bool {
	return v.town.Position == 5 && v.at%2 == 1 || v.town.Position == 1 && v.at%4 == 3
}

// project writes the village's Secretary Project of 2022; in the first village of each town the town leads a second one.
func (w *writer) project(at int, v *village, year int) {
	if year != 2022 {
		return
	}
	state := "active"
	switch {
	case at%29 == 11:
		state = "stopped"
	case at%37 == 8:
		state = "suspended"
	case at%53 == 20:
		state = "reviewed"
	case at%61 == 33:
		state = "submitted"
	case at%19 == 4:
		state = "acceptance"
	case v.quality > 780:
		state = "completed"
	case v.story == weak && v.dice.chance(300):
		state = "not_met"
	case waitsForApproval(v):
		state = "reviewed"
	}
	fields := func(level, name string) values {
		return values{"year": number(int64(year)), "level": word(level), "name": word(name), "baseline": number(v.books[year-1].operating),
			"invested": number(v.dice.between(8, 60) * 10_000 * yuan), "milestones": word("3月立项启动\n6月完成基础设施\n9月投产见效\n11月申请验收")}
	}
	goal := (v.books[year].operating*11/10/1_000_000 + 1) * 1_000_000
	w.secretaryProject(v, villageKey(v.ID), townKey(v.town.ID, 0), state, goal, fields("village", v.Title+pick(v.dice, projects)))
	if v.at == 0 {
		w.secretaryProject(v, townKey(v.town.ID, 0), townKey(v.town.ID, 1), "active", 500_000*yuan, fields("town", v.town.Title+"集体经济强村建设项目"))
	}
}
