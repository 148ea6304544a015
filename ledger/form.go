package ledger

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"qixing/fault"
	"qixing/pack"
)

// form is a register as a sheet: title, unit and period above the header, the rows, the signatures below.
type form struct {
	file    *excelize.File
	table   *Table
	lang    string
	sheet   string
	columns []formColumn
	styles  formStyles
	stream  *excelize.StreamWriter
}

type formColumn struct {
	kind   useKind
	column *Column
	header string
	width  float64
	style  int
}

type formStyles struct{ title, note, header, text, whole, money, share, date, decimal int }

// headerRow is where every form has its header.
const headerRow = 4

func newForm(table *Table, lang string) (*form, error) {
	f := &form{file: excelize.NewFile(), table: table, lang: lang, sheet: sheetName(registerTitle(table.Register, lang))}
	if err := f.file.SetSheetName("Sheet1", f.sheet); err != nil {
		return nil, fmt.Errorf("name the sheet: %w", err)
	}
	if err := f.makeStyles(); err != nil {
		return nil, fmt.Errorf("make styles: %w", err)
	}
	f.makeColumns()
	return f, nil
}

func registerTitle(register *pack.Register, lang string) string {
	return pack.In(lang, register.Title, register.TitleEN)
}

// sheetName leaves what Excel takes as a name.
func sheetName(title string) string {
	title = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) {
			return -1
		}
		return r
	}, title)
	if runes := []rune(title); len(runes) > 31 {
		title = string(runes[:31])
	}
	return title
}

func (f *form) say(key string, args fault.Args) string { return fault.Sentence(key, f.lang, args) }

func (f *form) makeStyles() error {
	border := []excelize.Border{{Type: "left", Color: "808080", Style: 1}, {Type: "right", Color: "808080", Style: 1},
		{Type: "top", Color: "808080", Style: 1}, {Type: "bottom", Color: "808080", Style: 1}}
	number := func(format string) *excelize.Style {
		return &excelize.Style{Border: border, CustomNumFmt: &format, Alignment: &excelize.Alignment{Vertical: "center"}}
	}
	header := number("@")
	header.Font, header.Alignment = &excelize.Font{Bold: true}, &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}
	header.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"F2F2F2"}}
	text := number("@")
	text.Alignment.WrapText = true
	for _, style := range []struct {
		id    *int
		style *excelize.Style
	}{
		{&f.styles.title, &excelize.Style{Font: &excelize.Font{Bold: true, Size: 16}, Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center"}}},
		{&f.styles.note, &excelize.Style{Alignment: &excelize.Alignment{Vertical: "center"}}},
		{&f.styles.header, header}, {&f.styles.text, text}, {&f.styles.whole, number("0")}, {&f.styles.money, number("#,##0.00")},
		{&f.styles.share, number("0.00##%")}, {&f.styles.date, number("yyyy-mm-dd")}, {&f.styles.decimal, number("0.######")},
	} {
		id, err := f.file.NewStyle(style.style)
		if err != nil {
			return err
		}
		*style.id = id
	}
	return nil
}

// makeColumns puts the owner first and the record's number last.
func (f *form) makeColumns() {
	add := func(kind useKind, header string, width float64) {
		f.columns = append(f.columns, formColumn{kind: kind, header: header, width: width, style: f.styles.text})
	}
	english := strings.HasPrefix(f.lang, "en")
	pick := func(zh, en string) string {
		if english {
			return en
		}
		return zh
	}
	add(useNumber, pick("序号", "No."), 6)
	switch f.table.Register.Owner {
	case "village", "community":
		add(useTown, pick("镇", "Town"), 12)
		add(useUnit, ownerTitle(f.table.Register, f.lang), 14)
	case "person":
		add(useTown, pick("镇", "Town"), 12)
		add(useUnit, pick("单位", "Unit"), 14)
		add(usePerson, pick("姓名", "Name"), 12)
	default:
		add(useUnit, ownerTitle(f.table.Register, f.lang), 14)
	}
	for i := range f.table.Columns {
		f.columns = append(f.columns, f.fieldColumn(&f.table.Columns[i]))
	}
	add(useStamp, pick("状态", "State"), 10)
	add(useRecord, pick(recordHeader, "Record"), 10)
}

func (f *form) fieldColumn(column *Column) formColumn {
	field := column.Field
	c := formColumn{kind: useField, column: column, header: titleOf(field, f.lang), width: 14, style: f.styles.text}
	switch field.Type {
	case pack.Money:
		c.header, c.style = c.header+pack.In(f.lang, "（元）", " (yuan)"), f.styles.money
	case pack.Share:
		c.style = f.styles.share
	case pack.Date:
		c.style = f.styles.date
	case pack.Integer, pack.Year:
		c.style = f.styles.whole
	case pack.Decimal:
		c.style = f.styles.decimal
	case pack.Formula:
		if storageOf(field) == numberStorage {
			c.style = f.styles.decimal
		}
	case pack.LongText:
		c.width = 36
	case pack.IDNumber:
		c.width = 22
	}
	if unit := pack.UnitIn(f.lang, field.Unit); unit != "" && field.Type != pack.Money && field.Type != pack.Share {
		c.header += pack.In(f.lang, "（"+unit+"）", " ("+unit+")")
	}
	return c
}

// begin writes what stands above the rows. The size is set first, since a stream can't know it later: programs that read
// only what a sheet says it has would see one row.
func (f *form) begin(rows int, unit, period string) error {
	last, err := excelize.CoordinatesToCellName(len(f.columns), headerRow+rows+2)
	if err != nil {
		return err
	}
	if err := f.file.SetSheetDimension(f.sheet, "A1:"+last); err != nil {
		return err
	}
	if err := f.setUpPrint(); err != nil {
		return err
	}
	if f.stream, err = f.file.NewStreamWriter(f.sheet); err != nil {
		return err
	}
	for i, column := range f.columns {
		if err := f.stream.SetColWidth(i+1, i+1, column.width); err != nil {
			return err
		}
	}
	top := fmt.Sprintf("A%d", headerRow+1)
	if err := f.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: headerRow, TopLeftCell: top, ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	return f.writeTop(unit, period)
}

func (f *form) setUpPrint() error {
	landscape, a4, width, height := "landscape", 9, 1, 0
	err := f.file.SetPageLayout(f.sheet, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &a4, FitToWidth: &width, FitToHeight: &height})
	if err != nil {
		return err
	}
	fit := true
	if err := f.file.SetSheetProps(f.sheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	return f.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: f.sheet,
		RefersTo: fmt.Sprintf("'%s'!$%d:$%d", f.sheet, headerRow, headerRow)})
}

func (f *form) writeTop(unit, period string) error {
	lines := []struct {
		text   string
		style  int
		height float64
	}{
		{registerTitle(f.table.Register, f.lang), f.styles.title, 30},
		{f.say("ledger.form_unit", fault.Args{"unit": unit}), f.styles.note, 20},
		{f.say("ledger.form_period", fault.Args{"period": period}), f.styles.note, 20},
	}
	for i, line := range lines {
		if err := f.writeLine(i+1, line.text, line.style, line.height); err != nil {
			return err
		}
	}
	header := make([]any, len(f.columns))
	for i, column := range f.columns {
		header[i] = excelize.Cell{StyleID: f.styles.header, Value: column.header}
	}
	return f.stream.SetRow(fmt.Sprintf("A%d", headerRow), header, excelize.RowOpts{Height: 32})
}

// writeLine writes a text across the whole form.
func (f *form) writeLine(row int, text string, style int, height float64) error {
	first := fmt.Sprintf("A%d", row)
	last, err := excelize.CoordinatesToCellName(len(f.columns), row)
	if err != nil {
		return err
	}
	if err := f.stream.MergeCell(first, last); err != nil {
		return err
	}
	return f.stream.SetRow(first, []any{excelize.Cell{StyleID: style, Value: text}}, excelize.RowOpts{Height: height})
}

// end writes the place for signatures and closes the sheet.
func (f *form) end(row int) error {
	if err := f.writeLine(row, f.say("ledger.form_signatures", nil), f.styles.note, 28); err != nil {
		return err
	}
	return f.stream.Flush()
}
