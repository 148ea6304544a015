package demo

import (
	"time"

	"qixing/ledger"
	"qixing/org"
)

// trainingClass is one that was held.
type trainingClass struct {
	id      int64
	theme   string
	opening time.Time
}

// trainingClasses: five of the six that are planned for 2022, and those of the years before.
func (w *writer) trainingClasses(root org.Unit) {
	w.classes = nil
	for i, class := range []struct {
		year                                   int
		theme, mode, department, name, at, who string
	}{
		{2020, "collective_economy", "invite_in", "agriculture", "2020年村级财务与集体经济班", "县委党校", "省农业农村厅讲师"},
		{2021, "collective_economy", "go_out", "agriculture", "2021年村党组织书记赴先行区观摩班", "乡村振兴先行区", "当地村党组织书记"},
		{2021, "specialty", "go_down", "fruit", "2021年果园管理田间班", "示范果园", "果业中心技术员"},
		{2022, "collective_economy", "go_out", "agriculture", "第一期村党组织书记集体经济班", "乡村振兴先行区", "当地村党组织书记"},
		{2022, "collective_economy", "go_down", "agriculture", "第二期村党组织书记集体经济班", "县内强村", "县农业农村局"},
		{2022, "tourism", "go_out", "culture_tourism", "全域旅游带头人班", "乡村旅游示范村", "文旅企业负责人"},
		{2022, "specialty", "invite_in", "fruit", "苹果产业大户班", "县委党校", "农林院校教授"},
		{2022, "specialty", "go_down", "livestock", "奶山羊养殖班", "标准化羊场", "畜牧专家"},
		{2022, "tourism", "invite_in", "culture_tourism", "乡村旅游民宿班", "县委党校", "待定"},
		{2020, "specialty", "go_down", "livestock", "2020年奶山羊圈舍改造班", "养殖小区", "县畜产局技术员"},
		{2021, "tourism", "invite_in", "culture_tourism", "2021年乡村旅游接待班", "县委党校", "文旅院校讲师"},
		{2021, "collective_economy", "invite_in", "agriculture", "2021年村集体“三资”管理班", "县委党校", "县农经站"},
	} {
		month := time.Month(2 + (i+2)%5*2) // February to October
		opening := workday(time.Date(class.year, month, 11+i*5%9, 1, 0, 0, 0, time.UTC))
		fields := values{"theme": word(class.theme), "modes": ledger.ListValue(class.mode), "departments": ledger.ListValue(class.department), "name": word(class.name),
			"place": word(class.at), "teachers": word(class.who), "trainees": number(int64(41 + i*17%23)), "status": word("held")}
		if class.who == "待定" {
			opening, fields["status"] = at(time.December, 6), word("planned")
		} else {
			fields["cost"], fields["result"] = number(int64(21_300+i*7_310%19_000)*yuan), word(effects[i%len(effects)])
		}
		fields["date"], fields["ends_on"] = word(opening.Format(time.DateOnly)), word(opening.AddDate(0, 0, 4).Format(time.DateOnly))
		id := w.byCounty("training_classes", root, fields)
		if class.who != "待定" {
			w.classes = append(w.classes, trainingClass{id, class.theme, opening})
		}
	}
}

var effects = []string{"四个村回来后重算了合作社账目", "十一名学员结对到示范园跟班一周", "六个村签了联建意向", "学员自选题目，结业汇报由部门点评", "三户回来办起农家接待", "现场教学占一半，学员反映听得懂"}

// categories are who goes to which classes.
var categories = map[string]string{"collective_economy": "secretary", "tourism": "leader", "specialty": "grower"}

// training writes who of a village went to which class, and what they said of it.
func (w *writer) training(place int, v *village) {
	d := newDice(w.Seed, "training "+v.likeness)
	for i, class := range w.classes {
		if (place+i)%3 == 0 || class.theme == "collective_economy" && (place+i)%2 == 0 {
			w.trainee(d, v, class)
		}
	}
}

func (w *writer) trainee(d dice, v *village, class trainingClass) {
	category := categories[class.theme]
	name := d.name("男", d.between(1966, 1990))
	if category == "secretary" && len(w.people[v.ID]) > 0 {
		name = w.people[v.ID][0].Name
	}
	w.tx.Now = class.opening.AddDate(0, 0, 5)
	fields := values{"class": number(class.id), "began_on": word(class.opening.Format(time.DateOnly)), "name": word(name), "category": word(category), "present": yes(d.chance(930))}
	if fields["present"].Number == 1 {
		fields["outcome"] = word(pick(d, []string{"good", "passed", "passed", "none"}))
	}
	w.keep("training_trainees", v.ID, office, fields)
	if d.chance(600) {
		w.tx.Now = class.opening.AddDate(0, 1, 0)
		w.keep("training_feedback", v.ID, villageKey(v.ID), values{"class": number(class.id), "date": word(w.tx.Now.Format(time.DateOnly)),
			"useful":  word(pick(d, []string{"very", "very", "somewhat", "somewhat", "no"})),
			"applied": word(pick(d, []string{"回来后重新核了账目", "学着办了村级服务队", "改了果园修剪办法", "还没有用上"})),
			"wanted":  word(pick(d, []string{"怎样谈合同", "冷链和分级", "怎样做直播销售", "多到田间讲"}))})
	}
}
