package pack

// Contest is a 擂台赛: a live event in parts, scored by judges and by the contestants themselves, and shown on a board as it is released.
type Contest struct {
	ID      string         `yaml:",id"`
	Title   string         `yaml:"title,required" label:"名称|title" doc:"擂台赛的名称 | what the contest is called" example:"村党组织书记擂台赛"`
	TitleEN string         `yaml:"title_en" label:"英文名称|English title" doc:"英文名称 | the English title"`
	Chapter string         `yaml:"chapter" label:"章节|chapter" ref:"chapter" doc:"属于哪一章 | the chapter it belongs to" example:"vanguard"`
	Period  string         `yaml:"period,required" label:"周期|period" one:"year|half_year|quarter|month" doc:"多久一次 | how often" example:"quarter"`
	Of      string         `yaml:"of,required" label:"参赛角色|of" ref:"role" doc:"参赛的角色 | the role whose holders compete" example:"village_secretary"`
	Office  string         `yaml:"office,required" label:"主办角色|office" ref:"role" doc:"由谁主办、放榜、更正、确认 | who runs it: draws, releases, corrects, confirms" example:"county_office"`
	Groups  *Groups        `yaml:"groups" label:"分组|groups" doc:"按起点分组，比发展不比基础 | groups by starting position, so that progress counts and not wealth"`
	Parts   []*ContestPart `yaml:"parts,required" label:"环节|part" doc:"各部分 | its parts"`
	Basis   string         `yaml:"basis" label:"依据|basis" doc:"依据；假定的写“假定” | the document that orders it; 假定 for an assumption" example:"组工简报2022年第2期"`
	BasisEN string         `yaml:"basis_en" label:"英文依据|English basis" doc:"英文依据 | the same in English"`
	Place   Place
}

// Groups divides the contestants by where they start from.
type Groups struct {
	Measure string `yaml:"measure,required" label:"口径|measure" ref:"measure" doc:"按哪个口径的上一期值分组 | the measure whose value of the period before divides them" example:"total_income"`
	Into    Number `yaml:"into,required" label:"组数|into" doc:"分为几组，人数尽量相等 | how many groups, as equal as can be" example:"3"`
}

// ContestPart is one part of a contest and how it is scored.
type ContestPart struct {
	ID           string   `yaml:",id"`
	Title        string   `yaml:"title,required" label:"名称|title" doc:"部分名称 | what the part is called" example:"现场比武"`
	TitleEN      string   `yaml:"title_en" label:"英文名称|English title" doc:"英文名称 | the English title"`
	Weight       Number   `yaml:"weight,required" label:"权重|weight" doc:"在总分中的比重，各部分合计 100% | its share of the total; all parts make 100%" example:"40%"`
	By           string   `yaml:"by,required" label:"评分|by" ref:"role" doc:"由哪个角色评分；参赛角色为互评 | the role that scores; the contestants' own role scores each other" example:"contest_judge"`
	Recuse       string   `yaml:"recuse" label:"回避|recusal" one:"village|town" default:"town" doc:"不给本村或本镇的评分 | nobody scores their own village, or town"`
	DropExtremes *Number  `yaml:"drop_extremes_from" label:"去最高最低|drop extremes from" doc:"评分人达到多少时去掉一个最高分和一个最低分；默认不去 | from how many scores one highest and one lowest are left out; by default never" example:"5"`
	AtLeast      *Number  `yaml:"at_least" label:"最少份数|at least" doc:"至少收到几份评分，不足为缺数据，不当作零分；默认 1 | fewer scores than this are missing, which is not zero; by default 1" example:"3"`
	Aspects      []*Facet `yaml:"aspects" label:"评分项|aspect" doc:"分项打分；留空为打一个总分 | what is scored one by one; by default a single score"`
	Step         *Number  `yaml:"step" label:"分差|step" doc:"打分的最小单位，默认 0.5 | the least step of a score, by default 0.5" example:"0.5"`
	Place        Place
}

// Facet is one thing that a judge scores.
type Facet struct {
	ID       string `yaml:",id"`
	Title    string `yaml:"title,required" label:"名称|title" doc:"评分项名称 | what is scored" example:"现场答问"`
	TitleEN  string `yaml:"title_en" label:"英文名称|English title" doc:"英文名称 | the English title"`
	Points   Number `yaml:"points,required" label:"满分|points" doc:"满分 | full marks" example:"20"`
	Anchor   string `yaml:"anchor" label:"参照|anchor" doc:"什么样得满分、什么样及格 | what deserves full marks, and what a pass"`
	AnchorEN string `yaml:"anchor_en" label:"英文参照|English anchor" doc:"英文参照 | the same in English"`
	Place    Place
}

// DefaultStep is the least step of a score where a part names none: half a point.
const DefaultStep = 500_000

// WholePoints is what a part is scored out of that has no aspects.
const WholePoints = 100_000_000

// IsPeer tells whether the contestants score each other in a part.
func (c *Contest) IsPeer(part *ContestPart) bool { return part.By == c.Of }

// Facets gives what is scored one by one: the part's aspects, or the part itself out of a hundred.
func (p *ContestPart) Facets() []*Facet {
	if len(p.Aspects) > 0 {
		return p.Aspects
	}
	return []*Facet{{ID: p.ID, Title: p.Title, TitleEN: p.TitleEN, Points: Number{Literal: WholePoints}, Place: p.Place}}
}
