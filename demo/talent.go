package demo

import "time"

var skills = []string{"苹果修剪", "香菇栽培", "奶山羊繁育", "电商运营", "农机维修", "建筑施工", "乡村厨艺", "刺绣", "中药材种植"}

// skillsOf are those that belong to an industry that has a team.
var skillsOf = [][]string{{"苹果修剪", "果园植保", "果品贮藏"}, {"香菇栽培", "菌棒制作", "菌棚管护"}, {"奶山羊繁育", "羊病防治", "挤奶和奶质"}}

// talents writes who came back, was trained, or stands ready, in the year it happened.
func (w *writer) talents(v *village, year int) {
	for _, kind := range []struct {
		id     string
		tries  int
		chance int64
	}{{"returned", 5, v.quality * 3 / 5}, {"trained", 5, v.quality * 2 / 3}, {"expert", 2, v.quality / 2}, {"reserve", 2, v.quality * 4 / 5}} {
		for i := range v.dice.of(kind.tries, kind.chance) {
			name := v.dice.name("男", v.dice.between(1978, 1998))
			w.byVillage("village_talents", v, values{"date": word(date(year, time.Month(3+2*i), 6)), "kind": word(kind.id),
				"name": word(name, distinguish(year, i)), "skill": word(pick(v.dice, skills))})
		}
	}
}

// distinguish keeps two namesakes of a village apart, as villages do.
func distinguish(year int, i int64) string {
	marks := []string{"", "（小）", "（大）", "（东）", "（西）"}
	if year == 2022 {
		return marks[i]
	}
	return marks[i] + []string{"（一组）", "（二组）"}[year%2]
}
