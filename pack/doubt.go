package pack

import (
	"slices"

	"qixing/expression"
)

// Doubt points out records that look as if they were one fact entered twice, as an amount moved to another village or year, for a person
// to look at. It refuses nothing and counts for nothing.
type Doubt struct {
	ID      string     `yaml:",id"`
	Title   string     `yaml:"title,required" label:"名称|title" doc:"疑点的名称 | what looks odd" example:"同一凭证在几个村入账"`
	TitleEN string     `yaml:"title_en" label:"英文名称|English title" doc:"英文名称 | the English title"`
	Same    []string   `yaml:"same,required,scalar" label:"相同|same" doc:"这些字段都相同 | these fields are the same" example:"[voucher, amount]"`
	Differ  string     `yaml:"differ,required" label:"不同|differs" doc:"而这个字段不同；owner 表示归属，year 表示日期所在的年 | and this one differs; owner is whom the record is about, year the year of its date" example:"owner"`
	Where   *Condition `yaml:"where" label:"条件|condition" doc:"只看符合条件的记录 | looks only at records that satisfy it" example:"amount > 0"`
	Place   Place
}

// YearOfDate is what Differ names for the year that a record's date lies in.
const YearOfDate = "year"

func (c *checker) checkDoubt(r *Register, doubt *Doubt) {
	for i := range doubt.Same {
		c.checkColumn(r, c.at(&doubt.Same[i], doubt.Place), doubt.Same[i], true)
	}
	if dated, ok := r.DatedField(); doubt.Differ != YearOfDate || !ok || slices.Contains(idsOf(r.Fields), YearOfDate) && dated.ID != YearOfDate {
		c.checkColumn(r, c.at(&doubt.Differ, doubt.Place), doubt.Differ, true)
	}
	c.compile(doubt.Where, r.Environment(), expression.Bool)
	c.checkOptions(doubt.Where, r)
}
