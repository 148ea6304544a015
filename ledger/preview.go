package ledger

import (
	"time"

	"qixing/fixed"
)

// Preview is the beginning of a sheet as it was read, so that people can look at it before it is imported.
type Preview struct {
	Columns []PreviewColumn
	Rows    []PreviewRow
}

// PreviewColumn is a column by its letters and its header. One that is not understood is not imported.
type PreviewColumn struct {
	Letters    string
	Title      string
	Understood bool
}

// PreviewRow is a row with a text for each column, as people see it; what is secret is masked.
type PreviewRow struct {
	Number int
	Cells  []string
}

// previewRows is how much of a sheet is shown: what is wrong further down is listed all the same.
const previewRows = 200

func (im *importer) previewHeader() {
	im.report.Preview = Preview{}
	for i, u := range im.uses {
		im.report.Preview.Columns = append(im.report.Preview.Columns, PreviewColumn{Letters: columnLetters(i), Title: u.title, Understood: u.kind != useNothing})
	}
}

func (im *importer) previewRow(row sheetRow) {
	if !im.how.DryRun || len(im.report.Preview.Rows) >= previewRows {
		return
	}
	shown := PreviewRow{Number: row.Number}
	for i, u := range im.uses {
		shown.Cells = append(shown.Cells, previewText(u, cellAt(row, i)))
	}
	im.report.Preview.Rows = append(im.report.Preview.Rows, shown)
}

func previewText(u use, cell Cell) string {
	if u.kind == useField && u.column.Secret && !IsBlank(cell.Text) {
		return maskRunes
	}
	if day, is := serialDay(cell); is && cell.Date {
		return day.Format(time.DateOnly)
	}
	if share, err := fixed.Parse(plainText(cell)); err == nil && cell.Number && cell.Percent {
		return (share * 100).String() + "%"
	}
	return plainText(cell)
}
