package pack

import "slices"

// Matter is a 事项: the records of a register, each going through a procedure of its own. The state stands in a choice field of the
// register, so that lists, measures and Excel see it; only steps change it.
type Matter struct {
	ID        string     `yaml:",id"`
	Title     string     `yaml:"title,required" label:"名称|title" doc:"事项名称 | what the matter is called" example:"技术求助"`
	TitleEN   string     `yaml:"title_en" label:"英文名称|English title" doc:"英文名称 | the English title"`
	Chapter   string     `yaml:"chapter" label:"章节|chapter" ref:"chapter" doc:"属于哪一章 | the chapter it belongs to" example:"talent"`
	Note      string     `yaml:"note" label:"说明|note" doc:"给申请人的说明 | a note to whoever asks"`
	NoteEN    string     `yaml:"note_en" label:"英文说明|English note" doc:"英文说明 | the same in English"`
	Register  string     `yaml:"register,required" label:"台账|register" ref:"register" doc:"记录所在的台账；不写 checked_by，步骤就是核对 | the register whose records go through it; without checked_by, since the steps check" example:"help_requests"`
	Status    string     `yaml:"status" label:"状态字段|status" default:"status" doc:"台账中表示状态的单选字段，只由步骤改变 | the choice field of the register that holds the state; only steps change it"`
	Start     string     `yaml:"start,required" label:"起始状态|start" doc:"新记录的状态 | the state of a new record" example:"open"`
	Final     []string   `yaml:"final,required,scalar" label:"终结状态|final" doc:"办结的状态；此后记录不再改动 | states in which it is over; the record then no longer changes" example:"[closed]"`
	Aim       string     `yaml:"aim" label:"要达到的状态|aim" doc:"环节图画到的状态；默认第一个终结状态 | the state that its way is drawn to; by default the first final one" example:"accepted"`
	Facts     *Facts     `yaml:"facts" label:"已知数据|facts" doc:"台账已有的数据：随事项显示，不再填报 | what the registers know already: shown with it, and not asked for again"`
	Form      []string   `yaml:"form,scalar" label:"申请表|form" doc:"提出时填写的字段；默认为状态和各步骤填写的字段以外的全部 | the fields filled in at the start; by default all but the status and what steps fill" example:"[product, problem]"`
	EditIn    []string   `yaml:"edit_in,scalar" label:"可改状态|may be edited in" doc:"填报角色可以直接修改申请表字段的状态；默认只有起始状态 | the states in which fillers may still change the fields of the form; by default the first only" example:"[draft, returned]"`
	Public    []string   `yaml:"public,scalar" label:"公众可填|public" doc:"公众不登录即可提出时，表上的字段；提出人凭回执查询、办理 | the fields of a form by which anyone may ask without signing in; whoever asks follows it by a receipt" example:"[product, problem]"`
	GroupedBy []string   `yaml:"grouped_by,scalar" label:"分类字段|grouped by" doc:"分布图可按其分类的字段 | the fields by which the map of where matters pile up can be split" example:"[product]"`
	Children  []*Child   `yaml:"children" label:"子台账|child register" doc:"跟着事项走的台账，如走访、季度进展 | registers that go with it, such as visits and quarterly progress"`
	LedBy     []*Leader  `yaml:"led_by" label:"牵头职务|led by" doc:"由哪个职务牵头：角色代号与条件；人员变动时事项随职务走 | the posts that lead it, each with a condition; it stays with the post when its holder changes" example:"{village_secretary: 'level == \"village\"'}"`
	Existing  []*Earlier `yaml:"existing" label:"已有记录|existing records" doc:"启用事项以前就有的记录取哪个状态：状态与条件，按顺序取第一个符合的，都不符合的取起始状态 | the state of records that were there before: states with conditions, the first that holds; otherwise the first state" example:"{closed: not missing(closed_on)}"`
	Steps     []*Step    `yaml:"steps,required" label:"步骤|step" doc:"步骤 | the steps"`
	Place     Place
}

// Facts are measures of whom a matter's record is about, in the period that a field of the record names.
type Facts struct {
	Measures []string `yaml:"measures,required,scalar" label:"口径|measures" ref:"measure" doc:"显示的口径 | the measures that are shown" example:"[standards_met_share]"`
	Of       string   `yaml:"of,required" label:"期间字段|period of" doc:"数据取哪一期：本台账的期间或日期字段，日期取其所在的年 | the field that names their period; of a date it is the year" example:"half"`
	Place    Place
}

// Step takes a matter from one of some states to another.
type Step struct {
	ID      string        `yaml:",id"`
	Title   string        `yaml:"title,required" label:"名称|title" doc:"步骤名称，即按钮上的字 | what the step is called, as on its button" example:"派单"`
	TitleEN string        `yaml:"title_en" label:"英文名称|English title" doc:"英文名称 | the English title"`
	From    []string      `yaml:"from,required,scalar" label:"从|from" doc:"在哪些状态可办 | the states in which it can be taken" example:"[open, unsolved]"`
	To      string        `yaml:"to,required" label:"到|to" doc:"办后的状态 | the state that it leads to" example:"assigned"`
	By      []string      `yaml:"by,required,scalar" label:"办理|by" doc:"由哪些角色办理；asker 为提出人 | the roles that take it; asker is whoever asked" example:"[talent_office]"`
	Fills   []string      `yaml:"fills,scalar" label:"填写|fills" doc:"办理时填写的字段 | the fields that are filled in with it" example:"[team]"`
	Needs   []string      `yaml:"needs,scalar" label:"须有|needs" doc:"办理后不得为空的字段 | fields that can't be empty after it" example:"[team]"`
	When    *Condition    `yaml:"when" label:"条件|when" doc:"记录须满足的条件，用本台账字段写成 | a condition on the record, over its register's fields" example:"amount > 0"`
	Given   *Condition    `yaml:"given" label:"数据条件|given" doc:"归属对象的已知数据须满足的条件，用口径和参数写成；缺数据时不得办理 | a condition on what is known of whom the record is about, over measures and parameters; with data missing it doesn't hold" example:"standards_met_share >= demo_line"`
	People  *Number       `yaml:"people" label:"人数|people" doc:"须由几个人分别办理，最后一人办完才到下一状态；默认一人 | how many people must take it, each by themselves; the last one's moves the matter on; by default one" example:"acceptance_team_least"`
	Recuse  string        `yaml:"recuse" label:"回避|recusal" one:"village|town" doc:"回避：village 本单位、town 本镇的人和申报了利益冲突的人不得办理；默认不回避 | who belongs to the unit (or its town) or has declared a conflict of interest can't take it; by default anyone may" example:"town"`
	Reason  bool          `yaml:"reason" label:"须写理由|reason" default:"false" doc:"须写明理由 | a reason is required"`
	NotBy   []string      `yaml:"not_by,scalar" label:"不得同为|not by" doc:"办过这些步骤的人不得办理；asker 为提出人 | whoever took these steps can't take this one; asker is whoever asked" example:"[apply]"`
	Within  *Number       `yaml:"within" label:"时限|within" doc:"进入该状态后多少个工作日内办理；写了时限的步骤进入办理人的待办 | within how many working days after entering the state; a step with a limit is a task of whoever takes it" example:"help_assign_days"`
	Suggest []*Suggestion `yaml:"suggest" label:"推荐|suggest" doc:"为填写的记录字段推荐对象 | proposes records for the fields that the step fills" example:"{expert: {match: [product], near: town, load: 'status == \"assigned\"'}}"`
	Place   Place
}

// Suggestion proposes what to fill into a field: records of the register that the field refers to. People choose.
type Suggestion struct {
	ID    string     `yaml:",id"` // the field
	Match []string   `yaml:"match,scalar" label:"相符字段|match" doc:"两个台账同名、取值相同才算相符的字段 | fields that both registers have and that should agree" example:"[product]"`
	Near  string     `yaml:"near" label:"就近字段|near" doc:"被推荐记录中的组织字段（owner 为归属）：同村优先，其次同镇 | a unit field of the proposed record (owner: whom it is about); the same village comes first, then the same town" example:"town"`
	Load  *Condition `yaml:"load" label:"在办条件|load" doc:"符合该条件的事项算在办，在办少的优先 | matters that satisfy it are counted as load; the less loaded come first" example:"status in [\"assigned\", \"visited\"]"`
	Where *Condition `yaml:"where" label:"范围|where" doc:"只推荐符合条件的记录 | proposes only records that satisfy it" example:"missing(left_on)"`
	Place Place
}

// Child is a register whose records belong to a matter.
type Child struct {
	ID    string   `yaml:",id"` // the register
	Field string   `yaml:"field,required" label:"关联字段|field" doc:"子台账中指向本事项的记录字段 | its record field that points to the matter" example:"request"`
	Carry []string `yaml:"carry,scalar" label:"沿用|carry" doc:"新的一条沿用上一条的哪些字段 | the fields that a new record takes over from the one before" example:"[completion, problems]"`
	Place Place
}

// Leader is a post that leads a matter, where its condition holds.
type Leader struct {
	ID    string     `yaml:",id"` // the role
	When  *Condition `yaml:"when,scalar" label:"条件|when" doc:"由该职务牵头的条件，用本台账字段写成 | the condition under which this post leads, over the register's fields" example:"level == \"village\""`
	Place Place
}

// Earlier gives records that were there before the matter their state.
type Earlier struct {
	ID    string     `yaml:",id"` // the state
	When  *Condition `yaml:"when,scalar,required" label:"条件|when" doc:"取该状态的条件，用本台账字段写成 | the condition for this state, over the register's fields" example:"not missing(accepted_on)"`
	Place Place
}

// Asker is what By and NotBy name for whoever started a matter.
const Asker = "asker"

// Goal is the state that a matter is meant to reach.
func (m *Matter) Goal() string {
	if m.Aim == "" && len(m.Final) > 0 {
		return m.Final[0]
	}
	return m.Aim
}

// IsFinal tells whether the matter is over in a state.
func (m *Matter) IsFinal(status string) bool { return slices.Contains(m.Final, status) }

// IsEditable tells whether fillers may change the form's fields in a state.
func (m *Matter) IsEditable(status string) bool {
	if len(m.EditIn) == 0 {
		return status == m.Start
	}
	return slices.Contains(m.EditIn, status)
}

// FormFields are the fields that are filled in at the start, in the register's order; never the status.
func (m *Matter) FormFields(r *Register) []*Field {
	later := map[string]bool{m.Status: true}
	if len(m.Form) == 0 {
		for _, step := range m.Steps {
			for _, id := range step.Fills {
				later[id] = true
			}
		}
	}
	var fields []*Field
	for _, field := range r.Fields {
		named := len(m.Form) == 0 || slices.Contains(m.Form, field.ID)
		if named && !later[field.ID] && field.Type != Formula {
			fields = append(fields, field)
		}
	}
	return fields
}

// StepsFrom lists the steps that can be taken in a state.
func (m *Matter) StepsFrom(status string) []*Step {
	var steps []*Step
	for _, step := range m.Steps {
		if slices.Contains(step.From, status) {
			steps = append(steps, step)
		}
	}
	return steps
}

// Roles lists the roles that take steps, each once; asker is none.
func (m *Matter) Roles() []string {
	var roles []string
	for _, step := range m.Steps {
		for _, role := range step.By {
			if role != Asker && !slices.Contains(roles, role) {
				roles = append(roles, role)
			}
		}
	}
	return roles
}
