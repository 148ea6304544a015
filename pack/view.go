package pack

import (
	"reflect"

	"qixing/fault"
)

// View is a way to look at a register's records besides the table. It holds nothing of its own. Exactly one of Line, Network, Cross and
// Compare says how.
type View struct {
	ID      string   `yaml:",id"`
	Title   string   `yaml:"title,required" label:"名称|title" doc:"视图的名称 | what the view is called" example:"示范带"`
	TitleEN string   `yaml:"title_en" label:"英文名称|English title" doc:"英文名称 | the English title"`
	Line    *Line    `yaml:"line" label:"线路|line" form:"view" doc:"把记录按先后连成线，例如示范带上的村 | records as stops along lines, as villages along a belt"`
	Network *Network `yaml:"network" label:"网络|network" form:"view" doc:"每条记录是两者之间的一条连线 | each record is a link between two"`
	Cross   *Cross   `yaml:"cross" label:"对照表|cross table" form:"view" doc:"归属对象为行，一个字段的取值为列 | owners as rows, the values of a field as columns"`
	Compare []string `yaml:"compare" label:"逐年对比|year against year" form:"view" ref:"measure" doc:"这些口径逐月与上年对比，各镇村一览 | these measures month by month against the year before, and of every unit" example:"[total_income, surplus]"`
	Place   Place
}

// Line draws records as stops along lines: all that are the same in Of are one line, in the order of a number.
type Line struct {
	Of    string   `yaml:"of,required" label:"线|of" doc:"同属一条线的字段 | the field that names the line" example:"belt"`
	Order string   `yaml:"order,required" label:"次序|order" doc:"在线上的次序，数字字段 | the number that gives the order along it" example:"place_in_line"`
	Note  []string `yaml:"note,scalar" label:"附注|note" doc:"每站写明的字段 | the fields shown at each stop" example:"[highlight]"`
	Place Place
}

// Network draws each record as a link.
type Network struct {
	From   string   `yaml:"from,required" label:"起点|from" doc:"一端：字段，或 owner 表示归属 | one end: a field, or owner for whom the record is about" example:"owner"`
	To     string   `yaml:"to,required" label:"终点|to" doc:"另一端的字段 | the field of the other end" example:"cooperative"`
	Weight string   `yaml:"weight" label:"分量|weight" doc:"连线的分量，数字字段，例如户数 | the number that makes a link thicker, as households" example:"households"`
	Label  []string `yaml:"label,scalar" label:"说明|label" doc:"连线写明的字段，例如共享什么 | the fields that say what a link is, as what is shared" example:"[shares]"`
	Place  Place
}

// Cross is a table of the register's owners against the values of one field.
type Cross struct {
	Columns string   `yaml:"columns,required" label:"列|columns" doc:"取值作为列的字段：期间或单选 | the field whose values are the columns: a period or a choice" example:"year"`
	Cell    []string `yaml:"cell,required,scalar" label:"格|cell" doc:"格里写明的字段 | the fields that stand in the cells" example:"[product]"`
	Place   Place
}

func (c *checker) checkView(r *Register, view *View) {
	c.checkForm(reflect.ValueOf(view).Elem(), "view", view.Place)
	if r.Sensitive {
		c.fail(view.Place, "pack.view_sensitive", fault.Args{"register": r.Title})
	}
	if line := view.Line; line != nil {
		c.checkColumn(r, c.at(&line.Of, line.Place), line.Of, false)
		c.checkViewNumber(r, &line.Order, line.Place)
		c.checkViewFields(r, line.Note, line.Place)
	}
	if network := view.Network; network != nil {
		c.checkColumn(r, c.at(&network.From, network.Place), network.From, true)
		c.checkColumn(r, c.at(&network.To, network.Place), network.To, true)
		c.checkViewNumber(r, &network.Weight, network.Place)
		c.checkViewFields(r, network.Label, network.Place)
	}
	if _, dated := r.DatedField(); len(view.Compare) > 0 && !dated {
		c.fail(view.Place, "pack.register_undated", fault.Args{"register": r.Title})
	}
	if cross := view.Cross; cross != nil {
		place := c.at(&cross.Columns, cross.Place)
		if f := c.checkColumn(r, place, cross.Columns, false); f != nil && f.Type != Choice && !f.Type.IsDate() {
			c.fail(place, "pack.cross_columns", fault.Args{"field": f.Title})
		}
		c.checkViewFields(r, cross.Cell, cross.Place)
	}
}

func (c *checker) checkViewFields(r *Register, ids []string, place Place) {
	for i, id := range ids {
		c.checkColumn(r, c.at(&ids[i], place), id, false)
	}
}

func (c *checker) checkViewNumber(r *Register, id *string, place Place) {
	if f := c.checkColumn(r, c.at(id, place), *id, false); f != nil && !f.Type.IsNumber() {
		c.fail(c.at(id, place), "pack.field_not_number", fault.Args{"field": f.Title, "type": f.Type})
	}
}
