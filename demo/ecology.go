package demo

import "time"

var checkKinds = []string{"cleaning", "waste", "sewage", "toilets"}

// environment writes the town's quarterly inspections. The silent village's end with June.
func (w *writer) environment(v *village, year int) {
	for quarter := range 4 {
		for _, kind := range checkKinds {
			score := min(620+v.quality*36/100+v.dice.between(-70, 50), 998)
			if v.story == silent && year == 2022 && quarter >= 2 {
				continue
			}
			w.byTown("environment_checks", v, values{"month": word(year, "-", pad([]int64{3, 6, 9, 10}[quarter])), "kind": word(kind), "score": tenths(score)})
		}
	}
	w.pollution(v, year)
}

func (w *writer) pollution(v *village, year int) {
	minor := v.dice.of(2, (1000-v.quality)/3)
	for i := range minor {
		w.byTown("pollution_incidents", v, values{"date": word(date(year, time.Month(4+3*i), 5+(v.at*3)%22)), "level": word("minor"),
			"what": word(pick(v.dice, []string{"焚烧秸秆", "养殖粪污外溢", "垃圾乱倒"})), "mended": yes(true)})
	}
	if v.story == polluted && year == 2022 {
		w.byTown("pollution_incidents", v, values{"date": word(date(2022, time.August, 23)), "level": word("serious"),
			"what": word("加工厂向河道排放污水"), "mended": yes(true)})
	}
}

var civilities = []string{"红白理事会管席面、管礼金，十户从简", "修订村规民约，高价彩礼写进禁止条", "评议会每季评一次，名单贴在公开栏", "老年协会牵头劝导厚葬", "道德讲堂四次，好媳妇好公婆八户"}

// civility writes the villagers' yearly review. The silent village never handed in that of 2022: its points are missing, not zero.
func (w *writer) civility(v *village, year int) {
	civil := v.households * (250 + v.quality*11/20 + v.dice.between(-50, 50)) / 1000
	clean := v.households * (300 + v.quality*3/5 + v.dice.between(-60, 60)) / 1000
	if v.story == silent && year == 2022 {
		return
	}
	w.byVillage("civility_reviews", v, values{"year": number(int64(year)), "civil_households": number(civil),
		"clean_households": number(min(clean, v.households)), "note": word(civilities[(v.at+year)%len(civilities)])})
}

// disputes are fewer and settled more often where things go well; about one village in seven has none.
func (w *writer) disputes(v *village, year int) {
	count := v.dice.between(0, 6) * (1300 - v.quality) / 1000
	for i := range count {
		settled := v.dice.chance(760 + v.quality/5)
		result := "settled"
		if !settled {
			result = pick(v.dice, []string{"referred", "open"})
		}
		w.byVillage("disputes", v, values{"date": word(date(year, time.Month(1+i*2), 3+(v.at*5+int(i)*7)%24)), "kind": word(pick(v.dice, []string{"land", "family", "neighbours", "contract"})),
			"number": word(year, "-", pad(i+1)), "result": word(result), "escalated": yes(!settled && v.dice.chance(180))})
	}
}
