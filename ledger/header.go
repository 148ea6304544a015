package ledger

import (
	"slices"
	"strings"

	"qixing/fault"
	"qixing/pack"
)

// use is what a column of a sheet is for.
type use struct {
	kind   useKind
	column *Column // of a field
	scale  Scale   // the unit that the header states
	title  string  // the header as written
}

type useKind int

const (
	useNothing useKind = iota // not understood
	useField
	useUnit   // the owner, or the unit of the person who is
	useTown   // tells villages of the same name apart
	useCode   // division code of the owner
	usePerson // name of the owner
	useRecord // number of an existing record
	useNumber // the number of the row
	useStamp  // what the export shows of a record beside its values
)

// headers are what people write above the columns that are no field of a register.
var headers = map[useKind][]string{
	useTown:   {"镇", "乡镇", "镇名", "所属镇", "所在镇", "镇(街道)", "镇街", "Town"},
	useCode:   {"区划代码", "行政区划代码", "单位代码", "村代码", "Code"},
	usePerson: {"姓名", "Name"},
	useRecord: {recordHeader, "Record"},
	useNumber: {"序号", "No.", "No"},
	useStamp:  {"状态", "填报时间", "核对时间", "State", "Filled at", "Checked at"},
}

// unitHeaders are what a unit's column is called, by its kind.
var unitHeaders = map[string][]string{
	"village":   {"村", "村名", "行政村", "所在村", "所属村", "村(社区)", "单位", "单位名称", "Village"},
	"community": {"社区", "社区名称", "单位", "单位名称", "Community"},
	"town":      {"镇", "乡镇", "镇名", "单位", "单位名称", "Town"},
	"county":    {"县", "单位", "单位名称", "County"},
	"person":    {"村", "村名", "所在村", "所属村", "单位", "单位名称", "所在单位", "Unit", "Village"},
}

const recordHeader = "记录号"

// readHeader tells what each column is for, and how many are understood. Two columns for the same are a fault.
func readHeader(table *Table, cells []Cell) (uses []use, known int, err error) {
	uses = make([]use, len(cells))
	taken := map[string]string{}
	for i, cell := range cells {
		uses[i], err = readHeaderCell(table, cell.Text)
		if err != nil {
			return uses, known, err
		}
		name := uses[i].name()
		if name == "" {
			continue
		}
		if before, ok := taken[name]; ok {
			return uses, known, fault.Invalid("ledger.header_twice", fault.Args{"one": before, "other": cell.Text})
		}
		taken[name] = cell.Text
		known++
	}
	return uses, known, nil
}

func (u use) name() string {
	switch u.kind {
	case useNothing, useStamp, useNumber:
		return ""
	case useField:
		return u.column.Field.ID
	}
	return " " + string(rune('0'+u.kind))
}

func readHeaderCell(table *Table, text string) (use, error) {
	written := strings.TrimRight(compact(text), "*:")
	written = strings.TrimSuffix(written, "(必填)")
	if written == "" {
		return use{}, nil
	}
	base, unit := cutHeaderUnit(written)
	for i := range table.Columns {
		field := table.Columns[i].Field
		switch {
		case isTitleOf(field, written):
			return use{kind: useField, column: &table.Columns[i], title: text}, nil
		case unit != "" && isTitleOf(field, base):
			scale, err := headerScale(field, unit, text)
			return use{kind: useField, column: &table.Columns[i], scale: scale, title: text}, err
		}
	}
	if sameAny(unitHeaders[table.Register.Owner], written) {
		return use{kind: useUnit, title: text}, nil
	}
	for _, kind := range []useKind{useTown, useCode, usePerson, useRecord, useNumber, useStamp} {
		if sameAny(headers[kind], written) && (kind != usePerson || table.Register.Owner == "person") {
			return use{kind: kind, title: text}, nil
		}
	}
	return use{title: text}, nil
}

func isTitleOf(field *pack.Field, written string) bool {
	return same(field.Title, written) || written == field.ID || (field.TitleEN != "" && same(field.TitleEN, written)) || sameAny(field.Synonyms, written)
}

func sameAny(titles []string, written string) bool {
	return slices.ContainsFunc(titles, func(title string) bool { return same(title, written) })
}

func same(title, written string) bool { return strings.EqualFold(compact(title), written) }

// cutHeaderUnit takes the unit from "金额(万元)".
func cutHeaderUnit(written string) (base, unit string) {
	for _, brackets := range []string{"()", "[]", "【】", "〔〕"} {
		open, shut := string([]rune(brackets)[0]), string([]rune(brackets)[1])
		if at := strings.LastIndex(written, open); at > 0 && strings.HasSuffix(written, shut) {
			return written[:at], strings.TrimPrefix(strings.TrimSuffix(written[at+len(open):], shut), "单位:")
		}
	}
	return written, ""
}

// headerScale reads a header's unit. Another unit than the field's own would make every number below it wrong.
func headerScale(field *pack.Field, unit, text string) (Scale, error) {
	wrong := fault.Invalid("ledger.header_unit", fault.Args{"header": text, "unit": unit})
	switch {
	case field.Type == pack.Money && (unit == "元" || unit == "人民币元" || strings.EqualFold(unit, "yuan")):
		return Yuan, nil
	case field.Type == pack.Money && unit == "万元":
		return WanYuan, nil
	case field.Type == pack.Share && unit == "%":
		return Percent, nil
	case field.Type == pack.Money || field.Type == pack.Share:
		return NoScale, wrong
	case (field.Type == pack.Integer || field.Type == pack.Decimal) && field.Unit != "" && unit != field.Unit && isMeasureUnit(unit):
		return NoScale, wrong
	}
	return NoScale, nil
}

// isMeasureUnit tells a unit from a remark in brackets, as 面积(含流转).
func isMeasureUnit(unit string) bool {
	return sameAny([]string{"亩", "公顷", "平方米", "平方公里", "米", "公里", "千米", "斤", "公斤", "千克", "吨", "小时", "天", "元", "万元", "亿元", "%",
		"人", "万人", "户", "万户", "头", "只", "次", "个"}, unit)
}

// sheetScale finds "单位：万元" in a row above the header.
func sheetScale(cells []Cell) Scale {
	for _, cell := range cells {
		_, after, found := strings.Cut(compact(cell.Text), "单位:")
		for ; found; _, after, found = strings.Cut(after, "单位:") {
			switch {
			case strings.HasPrefix(after, "万元"):
				return WanYuan
			case strings.HasPrefix(after, "元"):
				return Yuan
			}
		}
	}
	return NoScale
}

// footers begin the rows below a form that are no data; they are written without spaces.
var footers = []string{"合计", "总计", "小计", "本页合计", "填表人", "填报人", "制表人", "制表", "审核人", "负责人", "单位负责人", "盖章", "(盖章)", "填报日期",
	"日期:", "说明:", "注:", "备注:", "填表说明", "Total", "Filledby"}

// isFooter tells whether a row is a sum or the place for signatures.
func isFooter(cells []Cell) bool {
	for _, cell := range cells {
		text := compact(cell.Text)
		if text == "" {
			continue
		}
		return slices.ContainsFunc(footers, func(word string) bool {
			rest, found := strings.CutPrefix(text, word)
			return found && (rest == "" || strings.HasSuffix(word, ":") || strings.HasPrefix(rest, ":") || strings.HasPrefix(rest, "("))
		})
	}
	return false
}
