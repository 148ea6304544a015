package demo

import (
	"time"

	"qixing/org"
)

// deeds are told of applicants; which fits is a matter of chance.
var deeds = []string{"带头流转土地建起苹果园，手把手教邻居修剪技术。", "疫情期间连续值守卡口，为独居老人代购送药。", "牵头成立劳务队，带着乡亲在家门口务工。",
	"多年义务调解邻里纠纷，群众信得过。", "带头移风易俗，儿子婚事从简，带动全组。", "担任护林员，雨天巡山排除险情。", "开办农家乐，收购乡亲的土产。"}

var studies = []string{"党章和党内法规", "惠农政策和补贴标准", "防返贫监测政策", "农村土地承包法", "移风易俗要求", "村集体“三资”管理"}

const (
	applicants2021 = 2
	applicants2022 = 3
)

// applicants writes the five-star applications of a village and the facts that they are judged by. Members who stand later in
// the roll apply; who applied in 2021 may do so again.
func (w *writer) applicants(v *village, year int) {
	count := applicants2022
	if year == 2021 {
		count = applicants2021
	}
	for i, person := range w.people[v.ID][4 : 4+count] {
		d := newDice(w.Seed, text("member ", v.Code, " ", i, " ", year))
		w.application(d, v, person, year)
		w.conduct(d, v, person, year, i)
	}
}

func (w *writer) application(d dice, v *village, person org.Person, year int) {
	zeal, given := d.between(350, 980), int64(membersPerVillage)-d.between(1, 5)
	w.putPerson("star_applications", person, branchKey(v.ID), villageKey(v.ID), values{"year": number(int64(year)), "deeds": word(pick(d, deeds)),
		"agreed": number(given - d.of(int(given), 250)), "given": number(given)})
	for _, month := range []time.Month{time.May, time.October} {
		result := "passed"
		switch {
		case d.chance(zeal / 2):
			result = "excellent"
		case d.chance(zeal):
			result = "good"
		case d.chance(40):
			result = "failed"
		}
		w.aboutMember("member_study", person, v, values{"date": word(workday(time.Date(year, month, 11+v.at, 0, 0, 0, 0, time.UTC)).Format(time.DateOnly)), "topic": word(studies[(year+int(month)+v.at)%len(studies)]), "result": word(result)})
	}
	w.aboutMember("member_civility", person, v, values{"year": number(int64(year)), "civil_family": yes(d.chance(zeal)), "simple_customs": yes(d.chance(zeal))})
	if d.chance(zeal) {
		w.aboutMember("member_prosperity", person, v, values{"year": number(int64(year)), "kind": word(pick(d, []string{"technique", "employment", "sales", "project"})),
			"helped": number(d.between(1, 4) * zeal / 200)})
	}
	for i := range d.of(6, zeal) {
		result := "solved"
		if !d.chance(700 + zeal/4) {
			result = "partly"
		}
		w.aboutMember("member_service", person, v, values{"date": word(date(year, time.Month(2*i+1), 3+(v.at*4+int(i)*5)%25)), "kind": word(pick(d, []string{"volunteer", "care", "public_works"})),
			"what": word(pick(d, []string{"清理水渠", "看望独居老人", "修补道路", "代办业务", "护林防火"})), "result": word(result)})
	}
}

func (w *writer) aboutMember(register string, person org.Person, v *village, fields values) {
	w.putPerson(register, person, branchKey(v.ID), townKey(v.town.ID, 0), fields)
}

// conduct is written by the discipline office of a few: most were reminded, one in a village of a certain place was punished,
// and one was cleared.
func (w *writer) conduct(d dice, v *village, person org.Person, year, at int) {
	fields := values{"date": word(workday(time.Date(year, time.Month(2+(v.at+at)%8), 9+v.at, 0, 0, 0, 0, time.UTC)).Format(time.DateOnly)), "kind": word("reminded"), "cleared": yes(false)}
	switch {
	case year == 2022 && at == 0 && v.at == 3:
		fields["kind"] = word("disciplined")
	case year == 2022 && at == 1 && v.at == 7:
		fields["kind"], fields["cleared"] = word("disciplined"), yes(true)
	case !d.chance(50):
		return
	}
	w.putPerson("member_conduct", person, discipline, checker, fields)
}
