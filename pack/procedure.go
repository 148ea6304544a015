package pack

// Stage is one step of a procedure.
type Stage struct {
	ID        string   `yaml:",id"`
	Title     string   `yaml:"title,required" label:"名称|title" doc:"环节名称 | what the stage is called" example:"镇推荐"`
	TitleEN   string   `yaml:"title_en" label:"英文名称|English title" doc:"英文名称 | the English title"`
	By        string   `yaml:"by" label:"办理角色|by" ref:"role" doc:"办理角色；publish、confirm 留空时为有 manage_rounds 的角色 | who acts; for publish and confirm by default whoever may manage_rounds" example:"town_committee"`
	Action    Action   `yaml:"action,required" label:"办理方式|action" one:"assess|recommend|review|decide|publish|confirm" doc:"assess 自评、recommend 推荐、review 评审、decide 决定、publish 公示、confirm 确认；按此先后 | what is done, in this order" example:"recommend"`
	Due       string   `yaml:"due" label:"截止|due" doc:"截止：11-15（评价期末所在年）或 +1-01-20（次年） | the last day: month-day in the year evaluated, or after +1- in the next" example:"11-15"`
	Workdays  *Number  `yaml:"workdays" label:"工作日|working days" doc:"历时多少个工作日；公示必填 | how many working days; required to publish" example:"notice_workdays"`
	Quota     *Quota   `yaml:"quota" label:"名额|quota" doc:"推荐名额；是上限，可以空缺 | how many may be recommended at most"`
	Select    *Number  `yaml:"select" label:"决定名额|select" doc:"decide 环节的名额上限；由镇、村决定时是每个镇、村的名额 | how many may be selected at most; by each body where those of towns or villages decide" example:"red_flag_villages"`
	Recuse    string   `yaml:"recuse" label:"回避|recusal" one:"self|village|town" default:"village" doc:"回避范围：village 本村、town 本镇的人不得评审；self 只回避本人和申报了利益冲突的，用于单位领导评价本单位干部 | who belongs to the entry's village or town can't act on it; self: only the person and whoever declared a conflict, for leaders who appraise their own unit's people"`
	Votes     *Votes   `yaml:"votes" label:"表决|votes" doc:"表决的门槛 | when a vote carries" example:"{present: 50%, agree: 50%}"`
	Without   string   `yaml:"without" label:"未自评|without" one:"withdraw|go_on" doc:"assess 环节结束时没有交自评的：withdraw（默认）视为退出、go_on 照常参评，自评的分为缺数据 | whoever has handed in no assessment when the stage closes: withdraw (the default) leaves the round, go_on stays in it and lacks these points" example:"go_on"`
	Deviate   string   `yaml:"deviate" label:"改定等次|deviation" one:"any|lower|none" doc:"decide 环节可否改定计算出的等次，改定都写理由：any（默认）可升可降、lower 只可降、none 不可 | whether the deciding body may give another grade than the computed one, always with a reason: any (the default), only a lower one, or none" example:"lower"`
	Reasons   []string `yaml:"reasons,scalar" label:"可选理由|reasons" doc:"不予推荐、退回时可选的理由 | reasons to choose from when returning or not recommending" example:"[材料不实]"`
	ReasonsEN []string `yaml:"reasons_en,scalar" label:"英文可选理由|English reasons" doc:"可选理由的英文，与 reasons 一一对应 | the same in English, one for each of reasons"`
	Place     Place
}

// Action is what people do at a stage.
type Action string

// The actions, in the order in which a procedure may use them.
const (
	Assess    Action = "assess"
	Recommend Action = "recommend"
	Review    Action = "review"
	Decide    Action = "decide"
	Publish   Action = "publish"
	Confirm   Action = "confirm"
)

// Quota is an upper limit on how many may be chosen from a pool, or may have a grade. The pool is all of the round or, with Per, each unit of that level.
type Quota struct {
	Share   *Number `yaml:"share" label:"比例|share" doc:"占范围内参评对象的比例 | a share of the pool" example:"20%"`
	AtLeast *Number `yaml:"at_least" label:"至少|at least" doc:"比例不足时每个范围至少可有几个 | what each pool may have even if the share gives less" example:"1"`
	AtMost  *Number `yaml:"at_most" label:"至多|at most" doc:"每个范围至多几个 | what each pool may have at most" example:"3"`
	Per     string  `yaml:"per" label:"范围|per" one:"town|village" doc:"town 每个镇（街道、县直单位）、village 每个村（社区）；留空：全体 | the pool: each town (or department of the county), each village, or everyone" example:"town"`
	Round   string  `yaml:"round" label:"取整|rounding" one:"down|up|half" default:"down" doc:"down 舍去、up 进一、half 四舍五入 | how the share is rounded"`
	// The rest is for the cap of a grade.
	Tie       string  `yaml:"tie" label:"线上并列|tie at the line" one:"people|all_in|all_out" doc:"等次上限的界线上并列时：people（默认）都不给、由人决定，all_out 都不给，all_in 都给 | entries of one rank across the line of a grade's cap: none has it and people decide (the default), none has it, or all have it" example:"all_in"`
	JoinBelow *Number `yaml:"join_below" label:"合并计算|join below" doc:"等次上限：参评人数少于此数的单位合并为一个范围计算 | for a grade's cap: pools smaller than this are joined into one" example:"5"`
	Unused    string  `yaml:"unused" label:"空余名额|unused" one:"lapse|pass_on" doc:"等次上限的空余名额：lapse（默认）作废、pass_on 转给同一范围的下一等次 | places of a grade that nobody has lapse (the default), or pass on to the next grade's cap of the same pool" example:"pass_on"`
}

// Votes is when a vote carries.
type Votes struct {
	Present *Number `yaml:"present" label:"到会|present" doc:"到会人数占应到人数的最低比例 | the least share of members who must be present" example:"50%"`
	Agree   *Number `yaml:"agree" label:"同意|agree" doc:"同意票占应到人数须超过的比例 | the share of members that those in favour must exceed" example:"50%"`
}

// Award is what a decision gives: a title, funds to an organisation, a monthly subsidy to whoever holds a post, or a flag that a body may use.
type Award struct {
	ID      string     `yaml:"id" label:"代号|id" doc:"代号；默认为序号 | id; by default its number" example:"funds"`
	Title   string     `yaml:"title,required" label:"名称|title" doc:"奖励名称 | what the award is called" example:"工作经费"`
	TitleEN string     `yaml:"title_en" label:"英文名称|English title" doc:"英文名称 | the English title"`
	To      string     `yaml:"to,required" label:"给谁|to" doc:"subject（参评对象）、village、town，或一个有任职的角色 | the subject, its village or town, or a role that is a post" example:"village_secretary"`
	When    *Condition `yaml:"when" label:"条件|when" doc:"只给符合条件的获评者，用口径、参数、total 和 grade 写成；无法判断的不给 | only to those confirmed who satisfy it, over measures, parameters, total and grade; not given where it can't be answered" example:"grade == \"first\""`
	Honor   string     `yaml:"honor" label:"称号|title conferred" form:"gift" doc:"授予的称号 | the title that is conferred" example:"时代先锋"`
	HonorEN string     `yaml:"honor_en" label:"英文称号|English title conferred" doc:"英文称号 | the same in English"`
	Funds   *Number    `yaml:"funds" label:"经费|funds" form:"gift" doc:"一次性经费，元，只给组织 | funds paid once, in 元, to organisations only" example:"award_funds"`
	Subsidy *Number    `yaml:"subsidy" label:"补贴|subsidy" form:"gift" doc:"补贴，元，任职期间按 every 发放 | a subsidy, in 元, while the post is held" example:"secretary_subsidy"`
	Every   string     `yaml:"every" label:"发放周期|every" one:"month|quarter|year" doc:"补贴的周期 | how often a subsidy is paid" example:"month"`
	For     *Number    `yaml:"for" label:"发放期数|for" doc:"补贴的期数 | how many times it is paid" example:"subsidy_months"`
	Flag    string     `yaml:"flag" label:"优先标记|flag" form:"gift" doc:"优先考虑的标记，由 used_by 采用与否 | a mark of priority that a body may use" example:"优先推荐进入村“两委”班子"`
	FlagEN  string     `yaml:"flag_en" label:"英文优先标记|English flag" doc:"英文优先标记 | the same in English"`
	UsedBy  string     `yaml:"used_by" label:"使用角色|used by" ref:"role" doc:"可以使用该标记的角色 | who may use the flag" example:"town_committee"`
	Place   Place
}

// Link proposes a consequence to a named body, which takes it or leaves it.
type Link struct {
	ID      string     `yaml:",id"`
	Title   string     `yaml:"title,required" label:"名称|title" doc:"挂钩名称 | what the result is used for" example:"选拔任用"`
	TitleEN string     `yaml:"title_en" label:"英文名称|English title" doc:"英文名称 | the English title"`
	When    *Condition `yaml:"when,required" label:"条件|when" doc:"何时提出，用口径、参数、total 和 grade 写成 | when it is proposed, over measures, parameters, total and grade" example:"grade == \"good\""`
	Gives   string     `yaml:"gives,required" label:"建议|gives" doc:"提出的建议 | what is proposed" example:"优先确定优秀等次"`
	GivesEN string     `yaml:"gives_en" label:"英文建议|English proposal" doc:"英文建议 | the same in English"`
	Body    string     `yaml:"body,required" label:"采用角色|body" ref:"role" doc:"采用与否由该角色决定 | who takes it or leaves it" example:"county_office"`
	Place   Place
}

// Case is a file below tests/: these facts, this result, for this reason.
type Case struct {
	ID      string `yaml:",id"`
	Title   string `yaml:"title,required" label:"名称|title" doc:"用例名称 | what the case shows" example:"恰好五十万元属于“五十万元以上”"`
	Reason  string `yaml:"reason" label:"理由|reason" doc:"为什么应当如此 | why it should be so"`
	Scheme  string `yaml:"scheme" label:"评价办法|scheme" ref:"scheme" form:"of" doc:"检验的评价办法 | the scheme under test"`
	Target  string `yaml:"target" label:"目标|target" ref:"target" form:"of" doc:"检验的目标 | the target under test"`
	Measure string `yaml:"measure" label:"口径|measure" ref:"measure" form:"of" doc:"检验的口径 | the measure under test"`
	// Register tries a register's own rules: each of its records is entered by itself, in the order in which they are written.
	Register string `yaml:"register" label:"台账|register" ref:"register" form:"of" doc:"检验的台账：逐条保存其记录，看哪些存得下 | the register under test: its records are entered one after the other" example:"premises_projects"`
	// Matter tries one of a matter's steps on the last record of each subject, whoever takes it.
	Matter string `yaml:"matter" label:"事项|matter" form:"of" doc:"检验的事项：各对象的记录现在能不能办 step | the matter under test: whether step can be taken on each subject's record" example:"demo_village_bids"`
	Step   string `yaml:"step" label:"步骤|step" doc:"检验事项的哪一步 | the step of the matter that is tried" example:"accept"`
	Period string `yaml:"period" label:"期间|period" doc:"期间 | the period" example:"2022"`
	// Given are measures by subject; Records are records by register. Subjects are named by any text.
	Given   []*CaseRow  `yaml:"given" label:"已知口径|given" doc:"各对象的口径值；~ 为缺数据，不适用 为不适用；评分写 标准.指标: [15, 16] | measures by subject; ~ is missing, 不适用 not applicable; ratings as criterion.indicator: [15, 16]" example:"{甲村: {operating_income: 500000}}"`
	Records []*CaseRows `yaml:"records" label:"已知记录|records" doc:"各台账的记录，按写下的次序；owner 为归属对象，state 为 draft、filled、returned 或 checked（默认），关联字段写对方第一个文本字段的内容 | records by register, in the order written; owner is whom they are about, state is draft, filled, returned or checked (the default), a field that refers to a record or unit holds its first text or its title" example:"{collective_accounts: [{owner: 甲村, month: 2022-03, amount: 1000}]}"`
	Expect  []*CaseRow  `yaml:"expect,required" label:"应得结果|expect" doc:"各对象应得：total、rank、grade、vetoed、incomplete、value、标准或 标准.指标；全县的 places 为决定名额；台账的 kept、refused 为存下和被拒的条数；事项的 allowed 为能否办理 | by subject: total, rank, grade, vetoed, incomplete, value, a criterion or criterion.indicator; places of 全县 is how many may be selected; of a register kept and refused are how many records were taken and how many not; of a matter allowed is whether the step can be taken" example:"{甲村: {industry.income: 12}}"`
	Place   Place
}

// CaseRow is one subject's named values as they were written.
type CaseRow struct {
	Subject string
	Values  []CaseValue
	Place   Place
}

// CaseRows are records of one register.
type CaseRows struct {
	Register string
	Rows     [][]CaseValue
	Place    Place
}

// CaseValue is a name and what was written after it.
type CaseValue struct {
	Name  string
	Text  string // a list is joined by ", "
	Null  bool
	Place Place
}
