package pack

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/goccy/go-yaml"
)

//go:generate go run ./reference -catalogs ../fault/messages -o ../docs/pack-reference.md

// Reference writes the language's manual in Markdown: every key of every file with its type, default, meaning and example, and
// every error, which are the sentences of the catalogs in Chinese and English.
func Reference(catalogZH, catalogEN []byte) (string, error) {
	r := &reference{done: map[reflect.Type]bool{}}
	r.line("# 制度包参考手册 · Pack reference\n")
	r.line("本文由 `go generate ./pack` 从语言的定义生成，请勿手改。*Generated from the language's own definition; don't edit.*\n")
	r.line("制度包是一个文件夹，文件（夹）名说明其中写的是什么；代号用小写英文字母、数字和下划线。数可写 `8`、`60%`、`0.5`、`50000元`、`5万元`，或一个参数的代号。*A pack is a folder. A number is a literal or the id of a parameter.*\n")
	r.line(writingText)
	for _, root := range schemaRoots {
		r.file(root.File, root.Type)
	}
	r.line("## 算式 · Expressions\n")
	r.line(expressionText)
	r.line("## 错误 · Errors\n")
	return r.text.String(), r.errors(catalogZH, catalogEN)
}

// writingText is what someone who has never written YAML stumbles over.
const writingText = "写法：大括号里的内容用逗号分开，因此含有逗号、冒号加空格、方括号或引号的算式要整个加单引号，例如 `where: 'line in [\"operation\", \"subsidy\"]'`；其余可以不加。" +
	"表示区划代码、版本的数字加双引号。代号不能用 SQL 和系统的保留字（如 `on`、`order`、`state`、`total`、`grade`），`qixing check` 会指出。" +
	"文件夹 `data/` 里的 `units.csv`（code,kind,title,parent）在第一次应用时导入为组织机构；新的县用 `qixing init` 起步，随带的例子在 `packs/examples`。" +
	"*Inside braces a comma ends a value: put an expression with a comma, brackets or quotes into single quotes. Reserved words are refused as ids. " +
	"`data/units.csv` becomes the units when the pack is first applied; `qixing init` starts a pack.*\n"

const expressionText = "算式由数、\"文字\"、true、false、名称、`+ - * /`、`== != < <= > >=`、`and or not`、`in [..]`、`not in`、`条件 ? 甲 : 乙`、括号和函数 `abs min max round floor ceil year month days missing coalesce` 组成。台账的条件用本台账的字段（金额以元计，选项写代号），口径的 where 和 share 还可用期初 period_start、期末 period_end，例如 `effect_until >= period_end`；其余用口径和参数。缺数据的仍是缺数据，不当作零。*Expressions name the register's fields (a measure's also period_start and period_end, the first and last day measured), or measures and parameters. A missing input stays missing.*\n\n" +
	"    line in [\"operation\", \"contracting\"] and amount > 1000\n    surplus > surplus_line\n    min(4, 5 * clean_households / households)\n"

type reference struct {
	text strings.Builder
	done map[reflect.Type]bool
}

func (r *reference) line(text string) { r.text.WriteString(text + "\n") }

func (r *reference) file(name string, t reflect.Type) {
	r.line("## " + name + "\n")
	element, _ := structOf(t)
	if t.Kind() == reflect.Slice {
		r.line("一组“代号：内容”，每个的内容如下。*A mapping from id to:*\n")
	}
	r.table(element)
}

// table writes the keys of a struct, and then those of the structs inside it that have not been written yet.
func (r *reference) table(t reflect.Type) {
	if r.done[t] {
		return
	}
	r.done[t] = true
	r.line("| 键 key | 类型 type | 默认 default | 含义 meaning | 示例 example |\n| --- | --- | --- | --- | --- |")
	var inside []key
	for _, k := range keysOf(t) {
		if k.ID {
			continue
		}
		r.row(k)
		if element, ok := structOf(k.Type); ok && !r.done[element] {
			inside = append(inside, k)
		}
	}
	r.line("")
	for _, k := range inside {
		element, _ := structOf(k.Type)
		if !r.done[element] {
			r.line(fmt.Sprintf("### %s %s（%s）\n", k.Label.ZH, k.Label.EN, element.Name()))
			r.table(element)
		}
	}
}

func (r *reference) row(k key) {
	meaning := k.Doc.ZH + "<br>*" + k.Doc.EN + "*"
	fallback := k.Default
	if k.Required {
		fallback = "必填 required"
	}
	example := k.Example
	if example == "" && len(k.OneOf) > 0 {
		example = k.OneOf[0]
	}
	if example != "" {
		example = "`" + k.Name + ": " + strings.ReplaceAll(example, "|", `\|`) + "`"
	}
	r.line(fmt.Sprintf("| `%s` | %s | %s | %s | %s |", k.Name, typeText(k), fallback, meaning, example))
}

// typeText names the type of a key in both languages.
func typeText(k key) string {
	if len(k.OneOf) > 0 {
		return "`" + strings.Join(k.OneOf, "` `") + "`"
	}
	if k.Ref != "" {
		return "代号 id (" + k.Ref + ")"
	}
	switch k.Type {
	case reflect.TypeFor[Number](), reflect.TypeFor[*Number](), reflect.TypeFor[[]Band](), reflect.TypeFor[[]Milestone](), reflect.TypeFor[[]Floor](), reflect.TypeFor[[]GradePoints]():
		if k.Type.Kind() == reflect.Slice {
			return "一组数 numbers by name"
		}
		return "数 number"
	case reflect.TypeFor[*Condition]():
		return "算式 expression"
	case reflect.TypeFor[[]*CaseRow](), reflect.TypeFor[[]*CaseRows]():
		return "一组 by name"
	}
	return kindText(k)
}

func kindText(k key) string {
	element, nested := structOf(k.Type)
	keyed := false
	if nested {
		_, keyed = idKey(element)
	}
	switch {
	case keyed:
		return "一组 " + element.Name() + " by id"
	case nested && k.Type.Kind() == reflect.Slice:
		return "列表 list of " + element.Name()
	case nested:
		return element.Name()
	case k.Type.Kind() == reflect.Slice:
		return "列表 list"
	case k.Type.Kind() == reflect.Bool:
		return "`true` `false`"
	case k.Kind == "date":
		return "日期 date"
	case k.Type.Kind() == reflect.String:
		return "文字 text"
	}
	return "数 number"
}

// errors lists the sentences of the catalogs: what is said, and what to write instead.
func (r *reference) errors(catalogZH, catalogEN []byte) error {
	var zh, en yaml.MapSlice
	if err := yaml.Unmarshal(catalogZH, &zh); err != nil {
		return fmt.Errorf("read the Chinese catalog: %w", err)
	}
	if err := yaml.Unmarshal(catalogEN, &en); err != nil {
		return fmt.Errorf("read the English catalog: %w", err)
	}
	english := en.ToMap()
	chinese := zh.ToMap()
	r.line("| 键 key | 说明 message | 怎么办 hint |\n| --- | --- | --- |")
	for _, item := range zh {
		name := fmt.Sprint(item.Key)
		if hint, ok := chinese[name+".hint"]; ok {
			r.line(fmt.Sprintf("| `%s` | %v<br>*%v* | %v<br>*%v* |", strings.TrimPrefix(name, "pack."), item.Value, english[name], hint, english[name+".hint"]))
		}
	}
	return nil
}
