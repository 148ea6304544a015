package ledger

import (
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"qixing/fault"
	"qixing/pack"
)

const (
	blankRows     = 20  // printed with lines
	validatedRows = 500 // that offer the options
)

// Template writes a register's empty form, with the options of its choices, and a second sheet that explains the columns.
func (l *Ledger) Template(register, lang string, to io.Writer) error {
	table, err := l.FindTable(register)
	if err != nil {
		return err
	}
	f, err := newForm(table, lang)
	if err != nil {
		return err
	}
	defer f.file.Close()
	f.leaveOutStamps()
	if err := f.explain(); err != nil {
		return fmt.Errorf("explain the form: %w", err)
	}
	if err := f.begin(blankRows, "", ""); err != nil {
		return fmt.Errorf("write the form: %w", err)
	}
	for row := headerRow + 1; row <= headerRow+blankRows; row++ {
		cells := make([]any, len(f.columns))
		for i, column := range f.columns {
			cells[i] = excelize.Cell{StyleID: column.style}
		}
		cells[0] = excelize.Cell{StyleID: f.columns[0].style, Value: row - headerRow}
		if err := f.stream.SetRow(fmt.Sprintf("A%d", row), cells); err != nil {
			return err
		}
	}
	if err := f.end(headerRow + blankRows + 2); err != nil {
		return fmt.Errorf("write the form: %w", err)
	}
	return f.file.Write(to)
}

// leaveOutStamps leaves the columns that people fill, those that they must with a star.
func (f *form) leaveOutStamps() {
	var columns []formColumn
	for _, column := range f.columns {
		switch {
		case column.kind == useStamp || column.kind == useRecord:
			continue
		case column.kind == useField && (column.column.Field.Type == pack.Formula || column.column.Field.Type == pack.File):
			continue
		case column.kind == useUnit || column.kind == usePerson || (column.kind == useField && column.column.Field.Required):
			column.header += "*"
		}
		columns = append(columns, column)
	}
	f.columns = columns
}

// explain writes the second sheet: a line a column, and the options to the right, where the lists of the form take them from.
func (f *form) explain() error {
	sheet := f.say("ledger.form_notes", nil)
	if _, err := f.file.NewSheet(sheet); err != nil {
		return err
	}
	head := []any{f.say("ledger.form_column", nil), f.say("ledger.form_type", nil), f.say("ledger.form_required", nil), f.say("ledger.form_help", nil)}
	if err := f.file.SetSheetRow(sheet, "A1", &head); err != nil {
		return err
	}
	row, options := 1, 5
	for i, column := range f.columns {
		if column.kind != useField {
			continue
		}
		row++
		field := column.column.Field
		required := map[bool]string{true: "ledger.yes", false: "ledger.no"}[field.Required]
		line := []any{titleOf(field, f.lang), f.say("ledger.type_"+string(field.Type), nil), f.say(required, nil), pack.In(f.lang, field.Help, field.HelpEN)}
		if err := f.file.SetSheetRow(sheet, fmt.Sprintf("A%d", row), &line); err != nil {
			return err
		}
		if choices := f.choices(field); len(choices) > 0 {
			options++
			if err := f.offer(sheet, options, i+1, titleOf(field, f.lang), choices); err != nil {
				return err
			}
		}
	}
	return f.file.SetColWidth(sheet, "A", "D", 24)
}

func (f *form) choices(field *pack.Field) []string {
	switch field.Type {
	case pack.Choice:
		var titles []string
		for _, option := range field.Options {
			titles = append(titles, optionTitle(field, option.ID, f.lang))
		}
		return titles
	case pack.Bool:
		return []string{f.say("ledger.yes", nil), f.say("ledger.no", nil)}
	}
	return nil
}

// offer writes the options into a column of the notes and lets the form's column choose from them.
func (f *form) offer(notes string, at, column int, title string, choices []string) error {
	letters := columnLetters(at - 1)
	if err := f.file.SetCellStr(notes, letters+"1", title); err != nil {
		return err
	}
	for i, choice := range choices {
		if err := f.file.SetCellStr(notes, fmt.Sprintf("%s%d", letters, i+2), choice); err != nil {
			return err
		}
	}
	own := columnLetters(column - 1)
	validation := excelize.NewDataValidation(true)
	validation.Sqref = fmt.Sprintf("%s%d:%s%d", own, headerRow+1, own, headerRow+validatedRows)
	validation.SetSqrefDropList(fmt.Sprintf("'%s'!$%s$2:$%s$%d", notes, letters, letters, len(choices)+1))
	validation.SetError(excelize.DataValidationErrorStyleStop, title, f.say("ledger.form_choose", fault.Args{"title": title}))
	return f.file.AddDataValidation(f.sheet, validation)
}
