package pack

// Measure is a 口径: a named computation over a register, per subject and period. Exactly one of Count, Distinct, Sum, Average,
// Latest, Lowest, Highest, Share, Is, Previous, Scheme and Contest says how.
type Measure struct {
	ID       string     `yaml:",id"`
	Title    string     `yaml:"title,required" label:"名称|title" doc:"口径名称 | what is measured" example:"经营性收入"`
	TitleEN  string     `yaml:"title_en" label:"英文名称|English title" doc:"英文名称 | the English title"`
	Unit     string     `yaml:"unit" label:"单位|unit" doc:"显示单位 | unit of measurement, for display" example:"元"`
	Register string     `yaml:"register" label:"台账|register" ref:"register" doc:"取自哪个台账 | the register it reads" example:"collective_accounts"`
	Where    *Condition `yaml:"where" label:"条件|condition" doc:"只计入符合条件的记录 | counts only the records that satisfy it" example:"line == \"subsidy\""`
	Count    bool       `yaml:"count" label:"计数|count" form:"how" doc:"记录条数 | the number of records" example:"true"`
	Distinct string     `yaml:"distinct" label:"不同取值数|distinct" form:"how" doc:"该字段不同取值的个数 | how many different values a field has" example:"month"`
	Sum      string     `yaml:"sum" label:"合计|sum" form:"how" doc:"该字段的合计 | the sum of a field" example:"amount"`
	Average  string     `yaml:"average" label:"平均|average" form:"how" doc:"该字段的平均值 | the mean of a field" example:"score"`
	Latest   string     `yaml:"latest" label:"最近一条|latest" form:"how" doc:"按日期最后一条的值 | a field of the last record by date" example:"population"`
	Lowest   string     `yaml:"lowest" label:"最低|lowest" form:"how" doc:"该字段的最小值 | the least value of a field" example:"score"`
	Highest  string     `yaml:"highest" label:"最高|highest" form:"how" doc:"该字段的最大值 | the greatest value of a field" example:"score"`
	Share    *Condition `yaml:"share" label:"占比|share" form:"how" doc:"符合该条件的记录占（where 之内）全部记录的比例 | the share of the records (within where) that satisfy it" example:"result == \"met\""`
	Is       *Condition `yaml:"is" label:"算式|is" form:"how" doc:"由其他口径和参数算出 | computed from other measures and parameters" example:"total_income - total_expense"`
	Previous string     `yaml:"previous" label:"上期|previous" form:"how" ref:"measure" doc:"另一口径上一期的值 | another measure in the period before" example:"operating_income"`
	Scheme   string     `yaml:"scheme" label:"以往结果|earlier results" form:"how" ref:"scheme" doc:"以往评价结果：评价办法 | earlier results of a scheme" example:"daily_appraisal"`
	Contest  string     `yaml:"contest" label:"擂台赛结果|contest results" form:"how" ref:"contest" doc:"时段内各期擂台赛已确认的成绩 | the confirmed results of a contest within the window" example:"arena"`
	Take     string     `yaml:"take" label:"取值方式|take" one:"total|best|mean|count|periods" doc:"对以往结果和擂台赛：total 合计、best 最好、mean 平均、count 得到某等次的次数或参赛期数、periods 办了几期 | of earlier results and contests: their sum, best, mean, how often a grade was given or who took part, or how many periods had one" example:"count"`
	AtLeast  *Number    `yaml:"at_least" label:"至少期数|at least" doc:"对擂台赛：参赛不足这么多期为缺数据 | of a contest: fewer attended than this is missing" example:"3"`
	Absent   *Number    `yaml:"absent" label:"缺席计分|absent" doc:"对擂台赛：无故缺席一期按几分计入；默认不计入 | of a contest: what each absence without leave counts as; by default nothing is counted" example:"0"`
	Last     Number     `yaml:"last" label:"最近几期|last" doc:"取最近几期 | how many past periods" example:"4"`
	Grade    string     `yaml:"grade" label:"等次|grade" doc:"take: count 时计数的等次；没有等次的评价办法，写 selected 表示获评；留空为参评次数 | the grade that is counted; of a scheme without grades selected means to have been confirmed; by default every result counts" example:"good"`
	Window   string     `yaml:"window" label:"时段|window" one:"period|as_of_end|year" default:"period" doc:"period 本期内、as_of_end 截至期末的全部、year 期末所在年 | within the period, everything up to its end, or the year that it ends in"`
	Empty    string     `yaml:"empty" label:"无记录时|when empty" one:"zero|missing|not_applicable" doc:"没有记录时：count、distinct 默认 zero，其余默认 missing（缺数据，不当作零） | without records: zero for counts by default, otherwise missing, which is never a silent zero"`
	Decimals *int       `yaml:"decimals" label:"小数位数|decimals" doc:"四舍五入到几位小数，0 至 6；默认：占比与平均 4 位，其余原样 | rounded half up to so many decimals; by default 4 for shares and averages, otherwise exact" example:"2"`
	Subject  string     `yaml:"subject" label:"归属字段|subject" doc:"按记录的哪个字段归属；默认台账的 owner | the field that says whom a record counts for; by default its owner" example:"owner"`
	Merged   string     `yaml:"merged" label:"合并单位|merged units" one:"follow|stay" doc:"被合并单位的记录：follow 自合并之日起计入合并后的单位、stay 不计入；默认 latest 为 stay，其余为 follow | records of a unit that was merged count for what it became part of, from the day of the merger on, or stay; by default those of latest stay and all others follow"`
	RollUp   bool       `yaml:"roll_up" label:"计入上级|rolls up" default:"true" doc:"把下级单位的记录计入上级 | records of lower units count for the higher ones too"`
	Place    Place
}

// FollowsMerger tells whether the records of a merged unit count for the one that it became part of. The last value of the merged one
// doesn't, unless the policy says so: what it became part of has its own.
func (m *Measure) FollowsMerger() bool {
	if m.Merged == "" {
		return m.Latest == ""
	}
	return m.Merged == "follow"
}
