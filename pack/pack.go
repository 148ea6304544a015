package pack

import (
	"qixing/expression"
	"qixing/fixed"
)

// Pack is one policy, whole: everything that a county runs comes from it. Declarations stand in the order in which
// the policy states them.
type Pack struct {
	Policy
	Parameters []*Parameter `label:"参数|parameter"`
	Roles      []*Role      `label:"角色|role"`
	Registers  []*Register  `label:"台账|register"`
	Measures   []*Measure   `label:"口径|measure"`
	Targets    []*Target    `label:"目标|target"`
	Schemes    []*Scheme    `label:"评价办法|scheme"`
	Contests   []*Contest   `label:"擂台赛|contest"`
	Matters    []*Matter    `label:"事项|matter"`
	Reminders  []*Reminder  `label:"提醒|reminder"`
	Cases      []*Case      `label:"用例|case"`
	// Fingerprint is the SHA-256 of the pack's files in canonical form, in hexadecimal.
	Fingerprint string
}

// Place is where something stands: a file below the pack's folder, line and column (in characters) from 1.
type Place struct {
	File   string
	Line   int
	Column int
}

// Policy is pack.yaml.
type Policy struct {
	ID        string     `yaml:"id,required" label:"代号|id" doc:"包的代号，即文件夹名 | the pack's id, the name of its folder" example:"my_county"`
	Title     string     `yaml:"title,required" label:"名称|title" doc:"制度的名称 | what the policy is called" example:"某县“五大行动”"`
	TitleEN   string     `yaml:"title_en" label:"英文名称|English title" doc:"英文名称 | the English title" example:"Five Actions"`
	County    string     `yaml:"county,required" label:"区划代码|county code" doc:"六位区划代码 | six-digit division code of the county" example:"\"610999\""`
	Version   string     `yaml:"version,required" label:"版本|version" doc:"版本号 | the version" example:"2022.1"`
	Source    string     `yaml:"source,required" label:"依据|source" doc:"依据的文件 | the document that the pack restates" example:"组工简报2022年第2期"`
	SourceEN  string     `yaml:"source_en" label:"英文依据|English source" doc:"英文依据 | the same in English"`
	Summary   string     `yaml:"summary" label:"概要|summary" doc:"一两句话说明 | a sentence or two on what it is for" example:"以抓党建促乡村振兴为统揽"`
	SummaryEN string     `yaml:"summary_en" label:"英文概要|English summary" doc:"英文概要 | the same in English"`
	Chapters  []*Chapter `yaml:"chapters,required" label:"章节|chapter" doc:"政策自己的章节，例如五大行动 | the policy's own chapters"`
	Place     Place
}

// Chapter is one of the policy's own chapters, as 五大行动.
type Chapter struct {
	ID      string `yaml:",id"`
	Title   string `yaml:"title,required" label:"名称|title" doc:"章节名称 | what the chapter is called" example:"“争星夺旗”行动"`
	TitleEN string `yaml:"title_en" label:"英文名称|English title" doc:"英文名称 | the English title" example:"Star and Flag"`
	Text    string `yaml:"text" label:"原文|text" doc:"政策原文 | the policy's own words" example:"每年评选10个“红旗村”"`
	TextEN  string `yaml:"text_en" label:"英文原文|English text" doc:"英文原文 | the same in English"`
	Place   Place
}

// Parameter is a number of the policy with its source. Several values may stand one after the other in time.
type Parameter struct {
	ID      string `yaml:",id"`
	Title   string `yaml:"title,required" label:"名称|title" doc:"参数名称 | what the number is" example:"红旗村名额"`
	TitleEN string `yaml:"title_en" label:"英文名称|English title" doc:"英文名称 | the English title" example:"Red-flag villages"`
	Unit    string `yaml:"unit" label:"单位|unit" doc:"单位 | unit of measurement, shown after the number" example:"个"`
	// Dated holds the values in order of their beginning; the short form (value, from, basis, confirmed beside the title) is one of them.
	Dated []DatedValue `yaml:"values,inline-one,required" label:"取值|value" doc:"先后生效的取值；只有一个时可把 value、from、basis、confirmed 直接写在 title 旁 | values one after the other in time; a single one may be written beside the title"`
	Place Place
}

// DatedValue is what a parameter is worth from a day on, and who says so.
type DatedValue struct {
	Value     fixed.Value `yaml:"value,required" label:"取值|value" doc:"数值：8、60%、0.5、50000元、5万元 | the number" example:"50000元"`
	From      string      `yaml:"from,required" label:"起用日期|from" doc:"起用日期 | the day from which it counts" kind:"date" example:"2022-01-01"`
	Basis     string      `yaml:"basis,required" label:"依据|basis" doc:"依据的文件；假定的写“假定” | the document that says so; 假定 for an assumption" example:"组工简报2022年第2期"`
	BasisEN   string      `yaml:"basis_en" label:"英文依据|English basis" doc:"英文依据 | the same in English"`
	Confirmed bool        `yaml:"confirmed" label:"已确认|confirmed" default:"false" doc:"主管部门已确认；未确认的处处显示“待确认” | confirmed by the office; otherwise shown as 待确认 wherever it is used"`
	// Text is the value as it was written.
	Text  string
	Place Place
}

// Number is a number written in a pack: a literal as 8, 60% or 50000元 (万元 is converted), or the id of a parameter.
type Number struct {
	Parameter string      // "" for a literal
	Literal   fixed.Value // 60% is 0.6
	Text      string      // as it was written
	Place     Place
}

// Condition is an expression with its compiled form.
type Condition struct {
	Source   string
	Compiled *expression.Program
	Place    Place
}

// Role is who takes part. A grant of a role at a unit holds for the whole subtree below it.
type Role struct {
	ID      string  `yaml:",id"`
	Title   string  `yaml:"title,required" label:"名称|title" doc:"角色名称 | what the role is called" example:"镇党委"`
	TitleEN string  `yaml:"title_en" label:"英文名称|English title" doc:"英文名称 | the English title" example:"Town committee"`
	At      string  `yaml:"at,required" label:"层级|level" one:"county|town|village" doc:"在哪一级授予：town 为镇、街道、县直单位，village 为村、社区。由镇、村一级的角色推荐或决定的环节，各办各的 | the level at which it is granted: town is also a department of the county, village a community. A stage that recommends or decides by a role of towns or villages is each one's own" example:"town"`
	Post    bool    `yaml:"post" label:"职务|is a post" default:"false" doc:"该角色同时是一个职务（有任职起止），补贴随职务发放 | the role is also a post held from … to …, which subsidies follow"`
	May     []Right `yaml:"may,scalar" label:"权限|rights" one:"manage_rounds|read_all|pay_awards|use_flags" doc:"台账和环节以外的权限：manage_rounds 管理届次、read_all 查看辖内全部、pay_awards 发放、use_flags 查看优先标记 | rights beyond the registers and stages that name it" example:"[manage_rounds, read_all]"`
	Place   Place
}

// Right is what a role may do beyond the registers and stages that name it.
type Right string

// The rights.
const (
	ManageRounds Right = "manage_rounds" // open, close, return, publish, confirm
	ReadAll      Right = "read_all"      // read every record in its subtree
	PayAwards    Right = "pay_awards"    // see and export payouts, mark them paid
	Commend      Right = "use_flags"     // see who carries a flag such as a priority recommendation
)

// Target is a measure with a goal and a deadline. Exactly one of Measure, ShareOf and CountOf says what is counted.
type Target struct {
	ID         string      `yaml:",id"`
	Title      string      `yaml:"title,required" label:"名称|title" doc:"目标名称 | what the target is called" example:"收益突破10万元的村占比"`
	TitleEN    string      `yaml:"title_en" label:"英文名称|English title" doc:"英文名称 | the English title"`
	Chapter    string      `yaml:"chapter" label:"章节|chapter" ref:"chapter" doc:"属于哪一章 | the chapter it belongs to" example:"alliance"`
	Measure    string      `yaml:"measure" label:"口径|measure" ref:"measure" form:"what" doc:"数值型目标：一个口径的全县合计 | a total: the measure over the county" example:"branch_meetings"`
	ShareOf    string      `yaml:"share_of" label:"占比范围|share of" one:"village|town|person" form:"what" doc:"占比型目标：符合 where 的占该类全部的比例 | a share: those that satisfy where among all of this kind" example:"village"`
	CountOf    string      `yaml:"count_of" label:"计数范围|count of" one:"village|town|person" form:"what" doc:"个数型目标：符合 where 的个数 | a number: how many of this kind satisfy where" example:"village"`
	Where      *Condition  `yaml:"where" label:"条件|condition" doc:"计入的条件，用口径和参数写成 | the condition, written with measures and parameters" example:"surplus > surplus_line"`
	Goal       Number      `yaml:"goal,required" label:"目标值|goal" doc:"目标值 | what is to be reached" example:"80%"`
	Period     string      `yaml:"period" label:"周期|period" one:"year|half_year|quarter|month" doc:"每年、每半年、每季或每月重新计算；留空：自 from 起累计 | starts anew each period; empty: adds up from the first day"`
	From       string      `yaml:"from" label:"起始|from" kind:"date" doc:"起始日期 | first day" example:"2022-01-01"`
	By         string      `yaml:"by,required" label:"期限|by" kind:"date" doc:"完成期限 | last day" example:"2022-12-31"`
	Milestones []Milestone `yaml:"milestones" label:"节点|milestones" doc:"各期末应达到的数值 | what should be reached by the end of a period" example:"{2022: 10, 2023: 22}"`
	Each       string      `yaml:"each" label:"逐个适用|for each" one:"town|village" doc:"对每个该类别的单位分别适用 | holds for each unit of this kind separately" example:"town"`
	Place      Place
}

// Milestone is what a target should have reached by the end of a period.
type Milestone struct {
	Period string
	Value  Number
}
