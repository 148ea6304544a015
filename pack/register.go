package pack

// Register is a 台账: typed fields; each record belongs to one unit or person.
type Register struct {
	ID          string     `yaml:",id"`
	Title       string     `yaml:"title,required" label:"名称|title" doc:"台账名称 | what the register is called" example:"村集体经济收支台账"`
	TitleEN     string     `yaml:"title_en" label:"英文名称|English title" doc:"英文名称 | the English title"`
	Chapter     string     `yaml:"chapter" label:"章节|chapter" ref:"chapter" doc:"属于哪一章 | the chapter it belongs to" example:"alliance"`
	Note        string     `yaml:"note" label:"说明|note" doc:"给填报人的说明 | a note to whoever fills it in"`
	NoteEN      string     `yaml:"note_en" label:"英文说明|English note" doc:"英文说明 | the same in English"`
	Owner       string     `yaml:"owner,required" label:"归属|owner" one:"village|town|county|person" doc:"每条记录属于谁 | whom each record is about" example:"village"`
	FilledBy    []string   `yaml:"filled_by,required,scalar" label:"填报|filled by" ref:"role" doc:"填报角色 | who fills it in" example:"village_secretary"`
	CheckedBy   []string   `yaml:"checked_by,scalar" label:"核对|checked by" ref:"role" doc:"核对角色，不得与填报相同；留空则填报即生效 | who checks a record before it counts, never its filler; empty: counts at once" example:"town_committee"`
	ReadBy      []string   `yaml:"read_by,scalar" label:"可读|read by" ref:"role" doc:"另外可读的角色；敏感台账只有这里写明的角色和填报、核对角色可读 | who else may read; of a sensitive register only these and its fillers and checkers"`
	Sensitive   bool       `yaml:"sensitive" label:"敏感|sensitive" default:"false" doc:"敏感：每次查看都须写明理由并留痕 | each reading needs a reason and is logged"`
	Fields      []*Field   `yaml:"fields,required" label:"字段|field" doc:"字段 | the columns"`
	Called      []string   `yaml:"called,scalar" label:"称呼|called" doc:"别处指到这里的记录时怎样称呼它：依次的字段，owner 表示归属；默认：每个单位只有一条的用单位，否则第一个必填的文本，没有则第一个文本 | what a record is called wherever it is referred to: these fields in turn; owner is whom it is about; by default the unit where each has one only, else the first required text, or the first text" example:"[asset, lessee]"`
	Unique      []string   `yaml:"unique" label:"不得重复|unique" doc:"不得重复的字段组合，owner 表示归属 | fields that together occur once; owner is whom the record is about" example:"[owner, month, line]"`
	Dated       string     `yaml:"dated" label:"定期字段|dated by" doc:"按哪个日期类字段归入期间；默认第一个必填的日期类字段 | the field that puts a record into a period; by default the first required one that is a date" example:"month"`
	Indexes     [][]string `yaml:"indexes" label:"索引|indexes" doc:"另建索引的字段组合 | further indexes" example:"[[line, month]]"`
	Caps        []*Cap     `yaml:"caps" label:"合计上限|cap" doc:"合计的上限，例如每年的预算；超过时不能保存 | sums that can't be passed, as a year's budget"`
	Doubts      []*Doubt   `yaml:"doubts" label:"疑点|doubt" doc:"提请人工核查的疑点，例如同一凭证在几个村入账 | what is pointed out for a person to look at"`
	Grid        *Grid      `yaml:"grid" label:"表格填报|grid" doc:"一期一张表：归属对象为行，一个单选字段为列 | filled in as one sheet for each period: owners as rows, the options of a choice as columns"`
	Views       []*View    `yaml:"views" label:"视图|view" doc:"表格之外的看法：线路、网络、对照表、逐年对比 | other ways to look at it: lines, a network, a cross table, year against year"`
	RenamedFrom string     `yaml:"renamed_from" label:"原代号|renamed from" doc:"改名前的代号，数据随之保留 | its former id, so that its data are kept"`
	Place       Place
}

// Grid lets a register be filled in like a spreadsheet, one sheet for each period. Its records are unique by owner, period and column.
type Grid struct {
	Columns string `yaml:"columns,required" label:"列|columns" doc:"选项作为列的单选字段 | the choice whose options are the columns" example:"item"`
	Value   string `yaml:"value,required" label:"格|value" doc:"格里填写的字段 | the field that stands in the cells" example:"result"`
	Place   Place
}

// Cap is a sum over a register's records that can't be passed, as a year's budget. What is a draft or deleted doesn't count.
type Cap struct {
	ID      string     `yaml:",id"`
	Title   string     `yaml:"title,required" label:"名称|title" doc:"上限的名称 | what the cap is called" example:"阵地建设年度预算"`
	TitleEN string     `yaml:"title_en" label:"英文名称|English title" doc:"英文名称 | the English title"`
	Sum     string     `yaml:"sum,required" label:"合计字段|sum" doc:"合计的字段 | the field that is added up" example:"county_funds"`
	Where   *Condition `yaml:"where" label:"条件|condition" doc:"只计入符合条件的记录 | counts only the records that satisfy it" example:"status != \"returned\""`
	Per     []string   `yaml:"per,scalar" label:"按|per" doc:"按哪些字段分别计算，owner 表示归属 | for each value of these fields separately; owner is whom the record is about" example:"[owner]"`
	Period  string     `yaml:"period" label:"周期|period" one:"year|half_year|quarter|month" doc:"每期分别计算；留空为累计 | for each period separately; by default over all time" example:"year"`
	AtMost  Number     `yaml:"at_most,required" label:"上限|at most" doc:"上限（含本数） | the most, itself included" example:"premises_budget"`
	Place   Place
}

// Field is one column of a register.
type Field struct {
	ID          string     `yaml:",id"`
	Type        FieldType  `yaml:"type,required" label:"类型|type" one:"text|long_text|integer|decimal|money|share|date|month|quarter|half_year|year|bool|choice|choices|unit|person|record|file|phone|id_number|formula" doc:"类型：text 短文本、long_text 长文本、integer 整数、decimal 小数、money 金额（元）、share 比例、date 日期、month 月、quarter 季度、half_year 半年、year 年、bool 是否、choice 单选、choices 多选、unit 组织、person 人员、record 另一台账的记录、file 附件、phone 电话、id_number 身份证号、formula 计算 | the type" example:"money"`
	Title       string     `yaml:"title,required" label:"名称|title" doc:"字段名称，即表头 | the heading" example:"金额"`
	TitleEN     string     `yaml:"title_en" label:"英文名称|English title" doc:"英文名称 | the English heading"`
	Help        string     `yaml:"help" label:"提示|help" doc:"填写提示 | how to fill it in"`
	HelpEN      string     `yaml:"help_en" label:"英文提示|English help" doc:"英文提示 | the same in English"`
	Unit        string     `yaml:"unit" label:"单位|unit" doc:"单位 | unit of measurement" example:"人"`
	Required    bool       `yaml:"required" label:"必填|required" default:"false" doc:"必填 | must be filled in"`
	Min         *Number    `yaml:"min" label:"最小值|least" doc:"最小值（金额以元计） | the least value (money in 元)" example:"0"`
	Max         *Number    `yaml:"max" label:"最大值|most" doc:"最大值 | the greatest value" example:"100"`
	Decimals    int        `yaml:"decimals" label:"小数位数|decimals" doc:"decimal 的小数位数，0 至 6，默认 2 | decimals of a decimal, 0 to 6, by default 2" example:"1"`
	MaxLength   int        `yaml:"max_length" label:"最多字数|longest" doc:"最多字数，默认 text 200、long_text 5000 | the most characters, by default 200 for text and 5000 for long_text" example:"500"`
	Options     []*Option  `yaml:"options" label:"选项|option" doc:"choice、choices 的选项：代号与名称 | the choices: id and title" example:"{operation: 经营收入}"`
	Of          string     `yaml:"of" label:"对象|of" doc:"unit 的类别，或 record 的台账 | the kind of unit, or the register of the record" example:"village"`
	Synonyms    []string   `yaml:"synonyms,scalar" label:"同义表头|synonyms" doc:"导入时表头的其他写法 | other headings accepted when importing" example:"[数额]"`
	Formula     *Condition `yaml:"formula" label:"算式|formula" doc:"formula 类型：由本台账其他字段算出 | computed from the other fields of the record" example:"present / expected"`
	Sensitive   bool       `yaml:"sensitive" label:"敏感|sensitive" default:"false" doc:"加密存储，默认遮蔽；phone、id_number 总是如此 | stored encrypted and shown masked; phone and id_number always are"`
	RenamedFrom string     `yaml:"renamed_from" label:"原代号|renamed from" doc:"改名前的代号，数据随之保留 | its former id, so that its data are kept"`
	Place       Place
}

// Option is one choice.
type Option struct {
	ID      string `yaml:",id"`
	Group   string `yaml:"group" label:"分组|group" doc:"选项所属的分组，例如标准体系 | the group that the option belongs to" example:"组织设置"`
	GroupEN string `yaml:"group_en" label:"英文分组|English group" doc:"英文分组 | the same in English"`
	Title   string `yaml:"title,scalar,required" label:"名称|title" doc:"选项名称 | what the choice is called" example:"经营收入"`
	TitleEN string `yaml:"title_en" label:"英文名称|English title" doc:"英文名称 | the English title"`
	Place   Place
}

// FieldType is the closed set of types; the column that each becomes is ledger's to say.
type FieldType string

// The field types.
const (
	Text      FieldType = "text"
	LongText  FieldType = "long_text"
	Integer   FieldType = "integer"
	Decimal   FieldType = "decimal"
	Money     FieldType = "money" // stored in 分
	Share     FieldType = "share" // stored in millionths
	Date      FieldType = "date"
	Month     FieldType = "month"
	Quarter   FieldType = "quarter"
	HalfYear  FieldType = "half_year"
	Year      FieldType = "year"
	Bool      FieldType = "bool"
	Choice    FieldType = "choice"
	Choices   FieldType = "choices"
	UnitRef   FieldType = "unit"
	PersonRef FieldType = "person"
	RecordRef FieldType = "record"
	File      FieldType = "file"
	Phone     FieldType = "phone"
	IDNumber  FieldType = "id_number"
	Formula   FieldType = "formula"
)
