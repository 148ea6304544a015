package pack

// Reminder is something due on a calendar: a record that someone owes, or a date in a record that comes near. Exactly one of Fill
// and On says which.
type Reminder struct {
	ID       string     `yaml:",id"`
	Title    string     `yaml:"title,required" label:"名称|title" doc:"提醒的事 | what is due" example:"上报上月收支"`
	TitleEN  string     `yaml:"title_en" label:"英文名称|English title" doc:"英文名称 | the English title"`
	Chapter  string     `yaml:"chapter" label:"章节|chapter" ref:"chapter" doc:"属于哪一章 | the chapter it belongs to" example:"alliance"`
	Register string     `yaml:"register,required" label:"台账|register" ref:"register" doc:"哪个台账 | the register" example:"collective_accounts"`
	Fill     string     `yaml:"fill" label:"逐期填报|fill" one:"year|half_year|quarter|month" form:"what" doc:"每个归属对象每期应有记录 | each owner owes a record for every such period" example:"month"`
	On       string     `yaml:"on" label:"到期字段|on" form:"what" doc:"记录中到期的日期字段 | the date field that comes near" example:"ends_on"`
	Workdays *Number    `yaml:"workdays" label:"工作日|working days" doc:"填报：期末后多少个工作日内 | of filling: within how many working days after the period's end" example:"books_workdays"`
	Before   *Number    `yaml:"before" label:"提前|before" doc:"到期：提前多少天提醒 | of a date: how many days ahead" example:"30"`
	From     string     `yaml:"from" label:"起始|from" kind:"date" doc:"填报：从哪天起的各期都要有；留空只看上一期 | of filling: every period from this day on is owed; by default only the last" example:"2022-01-01"`
	When     *Condition `yaml:"when" label:"条件|when" doc:"记录须符合的条件 | only records that satisfy it" example:"status == \"active\""`
	To       []string   `yaml:"to,scalar" label:"提醒谁|to" ref:"role" doc:"提醒的角色；默认为填报角色 | the roles that are reminded; by default those who fill it in"`
	Place    Place
}
