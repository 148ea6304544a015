package pack

// Matter is a 事项: the records of a register, each going through a procedure of its own. The state stands in a choice field of the
// register, so that lists, measures and Excel see it; only steps change it.
type Matter struct {
	ID       string   `yaml:",id"`
	Title    string   `yaml:"title,required" label:"名称|title" doc:"事项名称 | what the matter is called" example:"技术求助"`
	TitleEN  string   `yaml:"title_en" label:"英文名称|English title" doc:"英文名称 | the English title"`
	Chapter  string   `yaml:"chapter" label:"章节|chapter" ref:"chapter" doc:"属于哪一章 | the chapter it belongs to" example:"talent"`
	Note     string   `yaml:"note" label:"说明|note" doc:"给申请人的说明 | a note to whoever asks"`
	Register string   `yaml:"register,required" label:"台账|register" ref:"register" doc:"记录所在的台账 | the register whose records go through it" example:"help_requests"`
	Status   string   `yaml:"status" label:"状态字段|status" default:"status" doc:"台账中表示状态的单选字段，只由步骤改变 | the choice field of the register that holds the state; only steps change it"`
	Start    string   `yaml:"start,required" label:"起始状态|start" doc:"新记录的状态 | the state of a new record" example:"open"`
	Final    []string `yaml:"final,required,scalar" label:"终结状态|final" doc:"办结的状态；此后记录不再改动 | states in which it is over; the record then no longer changes" example:"[closed]"`
	Public   []string `yaml:"public,scalar" label:"公众可填|public" doc:"公众不登录即可提出时，表上的字段 | the fields of a form by which anyone may ask without signing in" example:"[product, problem]"`
	Steps    []*Step  `yaml:"steps,required" label:"步骤|step" doc:"步骤 | the steps"`
	Place    Place
}

// Step takes a matter from one of some states to another.
type Step struct {
	ID      string     `yaml:",id"`
	Title   string     `yaml:"title,required" label:"名称|title" doc:"步骤名称，即按钮上的字 | what the step is called, as on its button" example:"派单"`
	TitleEN string     `yaml:"title_en" label:"英文名称|English title" doc:"英文名称 | the English title"`
	From    []string   `yaml:"from,required,scalar" label:"从|from" doc:"在哪些状态可办 | the states in which it can be taken" example:"[open, unsolved]"`
	To      string     `yaml:"to,required" label:"到|to" doc:"办后的状态 | the state that it leads to" example:"assigned"`
	By      []string   `yaml:"by,required,scalar" label:"办理|by" doc:"由哪些角色办理；asker 为提出人 | the roles that take it; asker is whoever asked" example:"[talent_office]"`
	Fills   []string   `yaml:"fills,scalar" label:"填写|fills" doc:"办理时填写的字段 | the fields that are filled in with it" example:"[team]"`
	Needs   []string   `yaml:"needs,scalar" label:"须有|needs" doc:"办理后不得为空的字段 | fields that can't be empty after it" example:"[team]"`
	When    *Condition `yaml:"when" label:"条件|when" doc:"记录须满足的条件，用本台账字段写成 | a condition on the record, over its register's fields" example:"amount > 0"`
	Reason  bool       `yaml:"reason" label:"须写理由|reason" default:"false" doc:"须写明理由 | a reason is required"`
	NotBy   []string   `yaml:"not_by,scalar" label:"不得同为|not by" doc:"办过这些步骤的人不得办理 | whoever took these steps can't take this one" example:"[apply]"`
	Within  *Number    `yaml:"within" label:"时限|within" doc:"进入该状态后多少个工作日内办理 | within how many working days after entering the state" example:"help_assign_days"`
	Place   Place
}

// Asker is what By names for whoever started a matter.
const Asker = "asker"
