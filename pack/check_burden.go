package pack

import (
	"regexp"
	"strings"

	"qixing/fault"
)

// formalism matches what 《整治形式主义为基层减负若干规定》 (2024) forbids as a basis of evaluation: traces instead of work.
var formalism = regexp.MustCompile(`附件数|照片数|照片张数|图片数|视频数|留痕|签到|打卡|登录|登陆|点击|浏览|转发量|点赞|学习时长|在线时长|学时|积分|步数|轨迹|安装率|下载率|活跃度` +
	`|(?i)(^|_)(attachments?|photos?|check_?ins?|sign_?ins?|log_?ins?|clicks?|page_?views?|study_(hours|time)|online_time|steps|tracks?|likes|reposts?|install_rate)($|_)`)

// checkBurden refuses an indicator that scores traces.
func (c *checker) checkBurden(i *Indicator) {
	c.refuse(i.Place, i.ID, i.Title)
	if measure := measureOf(i); measure != nil {
		c.checkTrace(*measure, c.at(measure, i.Place), map[string]bool{})
	}
	if i.Expr != nil && i.Expr.Compiled != nil {
		for _, name := range i.Expr.Compiled.Names() {
			c.checkTrace(name, i.Expr.Place, map[string]bool{})
		}
	}
}

// checkTrace looks through a measure and its inputs, down to the fields that they read.
func (c *checker) checkTrace(id string, place Place, seen map[string]bool) {
	m, ok := c.p.FindMeasure(id)
	if !ok || seen[id] {
		return
	}
	seen[id] = true
	c.refuse(place, m.ID, m.Title)
	if register, ok := c.p.FindRegister(m.Register); ok {
		for _, name := range []string{m.Distinct, m.Sum, m.Average, m.Latest, m.Lowest, m.Highest} {
			if field, ok := register.FindField(name); ok && field.Type == File {
				c.fail(place, "pack.scores_files", fault.Args{"field": field.Title})
			} else if ok {
				c.refuse(place, field.ID, field.Title)
			}
		}
	}
	for _, input := range c.measures[id] {
		c.checkTrace(input, place, seen)
	}
}

func (c *checker) refuse(place Place, id, title string) {
	word := formalism.FindString(title)
	if word == "" {
		word = formalism.FindString(id)
	}
	if word != "" {
		c.fail(place, "pack.formalism", fault.Args{"word": strings.Trim(word, "_"), "title": title})
	}
}

// checkRepeatedFields warns of a figure that two registers ask of the same owner.
func (c *checker) checkRepeatedFields() {
	first := map[string]*Register{}
	for _, register := range c.p.Registers {
		for _, field := range register.Fields {
			if !isFigure(field.Type) {
				continue
			}
			id := register.Owner + " " + field.Title
			if other, ok := first[id]; ok && other != register {
				c.warn(c.at(&field.ID, field.Place), "pack.asked_twice", fault.Args{"title": field.Title, "register": other.Title})
			}
			first[id] = register
		}
	}
}

func isFigure(t FieldType) bool {
	return t == Integer || t == Decimal || t == Money || t == Share || t == Phone || t == IDNumber
}

func joinList(names []string) string { return strings.Join(names, "、") }
