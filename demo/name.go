package demo

import "strings"

// Names are put together by chance. Any likeness to a living person is one of chance too.
var (
	commonSurnames = strings.Fields(`王 李 张 刘 杨 赵 陈 马 高 郭 孙 朱 田 梁 董 魏 任 韩 闫 郑 何 苏 吕 冯 薛 雷 段 党 边 景 曹 侯 杜 姚
		史 康 白 程 徐 胡 吴 周 黄 罗 宋 蒲 强 兰 祁 车 屈 窦 尚 柴 巨 权 仇 单 解 曾`)
	rareSurnames = strings.Fields(`昝 逯 亓 璩 郗 庹 仝 麴 上官 欧阳 令狐 尉迟`)

	elderMale   = strings.Fields(`建国 志明 永强 德福 天成 宝林 志刚 文科 存良 军科 拴牢 金虎 银锁 百顺 维民 社教 忠孝 万仓 怀德 世荣 新民 长生 有才 景云 正义`)
	elderFemale = strings.Fields(`秀兰 桂英 玉珍 春梅 菊香 秋霞 改琴 粉玲 凤莲 淑芳 爱玲 翠萍 会芳 银巧 雪梅 彩云`)
	youngMale   = strings.Fields(`浩 鹏飞 晓东 宇航 凯 文博 嘉伟 亚军 旭东 小龙 志远 博文 少华 晨 磊 立群 思源 瑞 子轩 斌 海涛`)
	youngFemale = strings.Fields(`婷 丽娜 雪 晓燕 倩 思雨 佳怡 文静 欣 亚玲 小娟 蓉 梦瑶 洁 静怡 敏 甜甜 瑞雪`)

	// rareGiven need fonts and databases that know more than the twenty thousand commonest characters; the last two lie
	// outside the basic plane.
	rareGiven = strings.Fields(`堃 喆 犇 翀 頔 㼆 䶮 彧 昶 𬭎 𬸪`)

	// wholeNames are those of other nations, written with the middle dot.
	wholeNames = strings.Fields(`买买提·艾力 阿依古丽·吐尔逊 扎西·顿珠 才让·卓玛 努尔兰·别克 巴特尔·苏和 娜仁·托娅 玉素甫·卡德尔 央金·拉姆 帕提古丽·热合曼`)
)

// someone is what the dice say about one person.
type someone struct {
	name, sex, birthMonth, joined string
}

// person throws one person born in one of the years, both included, who joined the Party between 20 and 35 years of age.
func (d dice) person(from, to int64) someone {
	born := d.between(from, to)
	p := someone{sex: "男", birthMonth: text(born, "-", pad(d.between(1, 12)))}
	if d.chance(320) {
		p.sex = "女"
	}
	joined := min(born+d.between(20, 35), 2020)
	p.joined = text(joined, "-", pad(d.between(1, 12)), "-", pad(d.between(1, 28)))
	p.name = d.name(p.sex, born)
	return p
}

func (d dice) name(sex string, born int64) string {
	if d.chance(5) {
		return pick(d, wholeNames)
	}
	surname := pick(d, commonSurnames)
	if d.chance(15) {
		surname = pick(d, rareSurnames)
	}
	if d.chance(12) {
		return surname + pick(d, rareGiven)
	}
	given := map[bool]map[string][]string{
		true:  {"男": youngMale, "女": youngFemale},
		false: {"男": elderMale, "女": elderFemale},
	}
	return surname + pick(d, given[born >= 1980][sex])
}
