package pack

import "qixing/fixed"

// Scheme is a 评价办法: who is evaluated, by which criteria, through which procedure, with which consequences.
type Scheme struct {
	ID              string       `yaml:",id"`
	Title           string       `yaml:"title,required" label:"名称|title" doc:"评价办法的名称 | what the scheme is called" example:"红旗村"`
	TitleEN         string       `yaml:"title_en" label:"英文名称|English title" doc:"英文名称 | the English title" example:"Red-flag village"`
	Chapter         string       `yaml:"chapter" label:"章节|chapter" ref:"chapter" doc:"属于哪一章 | the chapter it belongs to" example:"star_flag"`
	Subject         string       `yaml:"subject,required" label:"参评对象|subject" one:"village|town|person" doc:"评价谁 | who is evaluated" example:"village"`
	Entries         *Entries     `yaml:"entries" label:"参评范围|entries" doc:"谁参评；留空为全部 | who enters; everyone by default"`
	Period          string       `yaml:"period,required" label:"周期|period" one:"year|half_year|quarter|month" doc:"评价周期 | how often" example:"year"`
	Basis           string       `yaml:"basis,required" label:"依据|basis" doc:"评价依据 | the document that orders it" example:"组工简报2022年第2期"`
	BasisEN         string       `yaml:"basis_en" label:"英文依据|English basis" doc:"英文依据 | the same in English"`
	ApprovalBasis   string       `yaml:"approval_basis,required" label:"批准依据|approval" doc:"开展评选的批准依据；写“待确认”时可拟公示、不可发布 | the approval; while it is 待确认 a notice can be drafted but not published" example:"待确认"`
	ApprovalBasisEN string       `yaml:"approval_basis_en" label:"英文批准依据|English approval" doc:"英文批准依据 | the same in English"`
	NotApplicable   string       `yaml:"not_applicable" label:"不适用时|when not applicable" one:"share_out|lapse" default:"share_out" doc:"不适用的分值：share_out 在本项标准内分摊、lapse 失去 | points of what doesn't apply are shared out within the criterion, or lapse"`
	Extremes        *Extremes    `yaml:"extremes" label:"须说明的高低分|extremes" doc:"评分高于或低于多少须写理由 | ratings beyond these need a reason"`
	Criteria        []*Criterion `yaml:"criteria,required" label:"标准|criterion" doc:"评价标准 | the criteria"`
	Veto            []*Veto      `yaml:"veto" label:"一票否决|veto" doc:"一票否决 | what shuts an entry out"`
	Ties            []string     `yaml:"ties,scalar" label:"同分时比较|ties" doc:"总分相同时依次比较的口径，大者在前；写 -口径 则小者在前；仍相同的并列 | measures that break a tie in turn, the greater first, or the less with a minus; otherwise the place is shared" example:"[operating_income, -disputes]"`
	Grades          []*Grade     `yaml:"grades" label:"等次|grade" doc:"等次，从高到低 | grades, the highest first"`
	Procedure       []*Stage     `yaml:"procedure,required" label:"环节|stage" doc:"程序：依次的环节 | the stages in their order"`
	Awards          []*Award     `yaml:"awards" label:"奖励|award" doc:"奖励 | what a decision gives"`
	Links           []*Link      `yaml:"links" label:"挂钩|link" doc:"结果还用于什么 | what else the result counts for"`
	Place           Place
}

// Entries restricts who enters a round: those with a record in a register in the period, or those who hold a post.
type Entries struct {
	Register string     `yaml:"register,scalar" label:"台账|register" form:"who" ref:"register" doc:"本期内有该台账记录的参评 | those with a record of this register in the period" example:"star_applications"`
	Holders  string     `yaml:"holders" label:"任职者|holders" form:"who" ref:"role" doc:"在基准日任该职务的人参评 | whoever holds this post on the reference date" example:"village_secretary"`
	Where    *Condition `yaml:"where" label:"条件|condition" doc:"记录须符合的条件 | a condition on that record"`
	Place    Place
}

// Extremes are the shares of full marks above and below which a reviewer gives a reason.
type Extremes struct {
	Above Number `yaml:"above,required" label:"高于|above" doc:"高于满分的这一比例须写理由 | above this share of full marks" example:"95%"`
	Below Number `yaml:"below,required" label:"低于|below" doc:"低于满分的这一比例须写理由 | below this share of full marks" example:"60%"`
}

// Criterion is one dimension; its indicators' points add up to its own.
type Criterion struct {
	ID         string       `yaml:",id"`
	Title      string       `yaml:"title,required" label:"名称|title" doc:"标准名称 | what the criterion is called" example:"产业发展"`
	TitleEN    string       `yaml:"title_en" label:"英文名称|English title" doc:"英文名称 | the English title"`
	Points     Number       `yaml:"points,required" label:"分值|points" doc:"分值，等于其下指标满分之和 | points, the sum of its indicators'" example:"20"`
	Indicators []*Indicator `yaml:"indicators,required" label:"指标|indicator" doc:"指标 | the indicators"`
	Place      Place
}

// Indicator scores one thing, by exactly one of its forms.
type Indicator struct {
	ID          string     `yaml:",id"`
	Title       string     `yaml:"title,required" label:"名称|title" doc:"指标名称 | what the indicator is called" example:"集体经济收入"`
	TitleEN     string     `yaml:"title_en" label:"英文名称|English title" doc:"英文名称 | the English title"`
	Points      Number     `yaml:"points,required" label:"满分|full marks" doc:"满分；只扣分的指标为 0 | full marks; 0 when it only deducts" example:"12"`
	Basis       string     `yaml:"basis" label:"依据|basis" doc:"依据；假定的写“假定” | the document that says so; 假定 for an assumption" example:"假定"`
	BasisEN     string     `yaml:"basis_en" label:"英文依据|English basis" doc:"英文依据 | the same in English"`
	Note        string     `yaml:"note" label:"说明|note" doc:"给参评对象的说明 | a note to whoever is evaluated"`
	NoteEN      string     `yaml:"note_en" label:"英文说明|English note" doc:"英文说明 | the same in English"`
	AppliesWhen *Condition `yaml:"applies_when" label:"适用条件|applies when" doc:"不满足时为“不适用” | not applicable when it doesn't hold" example:"households > 0"`
	Missing     string     `yaml:"missing" label:"缺数据时|when missing" one:"incomplete|zero" default:"incomplete" doc:"缺数据时：incomplete 待人决定、zero 记零分 | a missing input: people decide, or no points"`

	Linear  *Linear    `yaml:"linear" label:"按比例|linear" form:"rule" doc:"在两个值之间按比例得分 | in proportion between two values" example:"{measure: standards_met_share, from: 60%, to: 100%}"`
	Bands   *Bands     `yaml:"bands" label:"分档|bands" form:"rule" doc:"达到哪一档得哪一档的分 | the points of the best band that is reached" example:"{measure: operating_income, at_least: {500000: 12, 100000: 8}}"`
	Each    *Each      `yaml:"each" label:"逐次|each" form:"rule" doc:"每次得分，可以为负 | points for every occurrence, also negative" example:"{measure: branch_meetings, points: 0.5}"`
	Rank    *RankAmong `yaml:"rank" label:"按名次|rank" form:"rule" doc:"按同镇或全县的名次得分 | by rank among peers" example:"{measure: income_per_head, among: county}"`
	RatedBy *RatedBy   `yaml:"rated_by" label:"评分|rated by" form:"rule" doc:"某角色评分的平均 | the mean of what a role's raters give" example:"town_committee"`
	Ballot  *BallotUse `yaml:"ballot" label:"民主评议|ballot" form:"rule" doc:"民主评议的结果 | the result of a secret ballot"`
	Self    bool       `yaml:"self" label:"自评|self" form:"rule" doc:"自评分 | what the subject gives itself" example:"true"`
	Expr    *Condition `yaml:"expr" label:"算式|expr" form:"rule" doc:"得分的算式，用口径和参数写成 | points as an expression over measures and parameters" example:"min(5, surplus / 20000)"`
	Place   Place
}

// Linear gives points in proportion between two values of a measure; from may be above to.
type Linear struct {
	Measure string `yaml:"measure,required" label:"口径|measure" ref:"measure" doc:"口径 | the measure"`
	From    Number `yaml:"from,required" label:"起计|from" doc:"起计，得 0 分 | worth nothing" example:"60%"`
	To      Number `yaml:"to,required" label:"满分值|to" doc:"得满分；可以小于 from | worth full marks; may be below from" example:"100%"`
}

// Bands gives the points of the best band that a measure reaches. AtLeast includes its bound (以上), Above does not (突破), AtMost
// includes its bound and is read from the lowest.
type Bands struct {
	Measure string `yaml:"measure,required" label:"口径|measure" ref:"measure" doc:"口径 | the measure"`
	AtLeast []Band `yaml:"at_least" label:"以上|at least" form:"bound" doc:"达到（含本数，“以上”） | reaching the bound, itself included" example:"{500000: 12, 100000: 8}"`
	Above   []Band `yaml:"above" label:"超过|above" form:"bound" doc:"超过（不含本数，“突破”） | beyond the bound, itself excluded" example:"{surplus_line: 8}"`
	AtMost  []Band `yaml:"at_most" label:"以内|at most" form:"bound" doc:"不超过（含本数，“以内”），从小到大写 | up to the bound, itself included, the lowest first" example:"{0: 5, 2: 3}"`
	Else    Number `yaml:"else" label:"其余|else" doc:"都没有达到时的得分，默认 0 | points when no band is reached, by default none" example:"0"`
}

// Band is a bound and the points beyond it. In YAML a mapping: {500000: 12, strong_income: 8}.
type Band struct {
	Bound  Number
	Points Number
}

// Each gives points for every occurrence; negative points deduct.
type Each struct {
	Measure string  `yaml:"measure,required" label:"口径|measure" ref:"measure" doc:"口径 | the measure"`
	Points  Number  `yaml:"points,required" label:"每次得分|points each" doc:"每次的分，负数为扣分 | points for each, negative to deduct" example:"-2"`
	AtMost  *Number `yaml:"at_most" label:"最多得|at most" doc:"最多得；默认满分 | the most; by default full marks" example:"6"`
	AtLeast *Number `yaml:"at_least" label:"最多扣到|at least" doc:"最多扣到；默认 0 | the least; by default 0" example:"-10"`
}

// RankAmong gives points by percentile among peers: full marks for the first, none for the last, the mean to those that are equal.
type RankAmong struct {
	Measure string   `yaml:"measure,required" label:"口径|measure" ref:"measure" doc:"口径 | the measure"`
	Among   string   `yaml:"among,required" label:"范围|among" one:"town|county" doc:"在同镇或全县之中 | among peers of the same town or county"`
	Alike   []string `yaml:"alike,scalar" label:"同类|alike" ref:"measure" doc:"只与这些口径取值都相同的比，例如同一地形；缺其中之一的为缺数据 | only among those for whom these measures are the same, as terrain; without one of them it is missing" example:"[in_hills, in_mountains]"`
	Order   string   `yaml:"order" label:"次序|order" one:"desc|asc" default:"desc" doc:"desc 大者在前、asc 小者在前 | the greater first, or the less"`
}

// RatedBy is the mean of what the judges of a role gave at the stage where they review.
type RatedBy struct {
	Role         string  `yaml:"role,required,scalar" label:"评分角色|role" ref:"role" doc:"由谁评分 | who rates" example:"town_committee"`
	DropExtremes bool    `yaml:"drop_extremes" label:"去掉最高最低分|drop extremes" default:"false" doc:"五人及以上时去掉一个最高分和一个最低分 | with five or more, without one highest and one lowest"`
	AtLeast      *Number `yaml:"at_least" label:"最少人数|at least" doc:"最少评分人数，默认 1，不足为缺数据 | the fewest raters, by default 1; with fewer it is missing" example:"3"`
	Anchors      []Band  `yaml:"anchors" label:"参照|anchors" doc:"评分参照：分数与含义相当的另一分数 | points of reference shown to raters"`
}

// BallotUse takes the result of a secret ballot.
type BallotUse struct {
	Ballot string        `yaml:"ballot,required,scalar" label:"民主评议|ballot" doc:"哪次民主评议 | which ballot"`
	Grades []GradePoints `yaml:"grades" label:"折算|grades" doc:"各等次折算为满分的比例 | what each grade is worth of full marks" example:"{excellent: 100%, good: 80%}"`
}

// GradePoints is what a grade is worth, as a share of full marks.
type GradePoints struct {
	Grade string
	Share fixed.Value
}

// Veto shuts an entry out, with a reason in words.
type Veto struct {
	When     *Condition `yaml:"when,required" label:"条件|when" doc:"否决的条件，用口径和参数写成 | when, written with measures and parameters" example:"serious_violations > 0"`
	Reason   string     `yaml:"reason,required" label:"理由|reason" doc:"告知当事人的理由 | the reason that is given" example:"班子成员受到党纪处分"`
	ReasonEN string     `yaml:"reason_en" label:"英文理由|English reason" doc:"英文理由 | the same in English"`
	Place    Place
}

// Grade is a step of an ordered list; the first whose bounds all hold is given.
type Grade struct {
	ID      string     `yaml:",id"`
	Title   string     `yaml:"title,scalar,required" label:"名称|title" doc:"等次名称 | what the grade is called" example:"五星"`
	TitleEN string     `yaml:"title_en" label:"英文名称|English title" doc:"英文名称 | the English title"`
	AtLeast *Number    `yaml:"at_least" label:"总分下限|at least" doc:"总分下限 | the least total" example:"90"`
	Floors  []Floor    `yaml:"floors" label:"单项下限|floors" doc:"单项标准的下限 | the least points of single criteria" example:"{discipline: 18}"`
	When    *Condition `yaml:"when" label:"条件|when" doc:"还须满足的条件，用口径、参数和 total 写成 | a further condition over measures, parameters and total"`
	Cap     []*Quota   `yaml:"cap,scalar" label:"上限|cap" doc:"该等次的名额上限；可写多个，依次适用，例如先每村、再每镇、再全县 | how many may have it; several apply in turn, as first in each village, then in each town, then in the county"`
	Place   Place
}

// Floor is the least that a criterion must have reached.
type Floor struct {
	Criterion string
	AtLeast   Number
}
