package ledger

import (
	"context"
	"io"
	"slices"
	"strings"

	"qixing/fault"
	"qixing/fixed"
	"qixing/org"
	"qixing/store"
)

// Report says what an import did, or what is wrong with the file.
type Report struct {
	Sheet     string
	HeaderRow int
	Rows      int // with data
	Created   int
	Updated   int
	Unchanged int
	Skipped   int      // sums and signatures
	Ignored   []string // headers that no field has
	Problems  []Problem
	More      bool    // there are more problems than are listed
	Preview   Preview // of a dry run
}

// Problem is what is wrong in one cell, or with a row.
type Problem struct {
	Sheet   string
	Row     int
	Column  string // letters, or "" for the row
	Title   string // the column's header
	Value   string // as written; "" for secrets
	Message string
	Remedy  string
}

// Place is where it is, as a sheet shows it: D12.
func (p Problem) Place() string {
	if p.Column == "" {
		return fault.Sentence("ledger.row", "zh", fault.Args{"row": p.Row})
	}
	return p.Column + itoa(p.Row)
}

// Importing is how to import.
type Importing struct {
	DryRun   bool
	UnitID   int64                 // the owner of rows in a sheet that doesn't name any
	Progress func(done, total int) // called now and then; total is 0 when the file doesn't say
}

// mostProblems is how many are listed: whoever has more has one cause.
const mostProblems = 500

// Import reads an .xlsx or CSV file into a register: all rows or none. Columns are found by their headers, in any order; rows
// are matched by the record's number or by the unique fields. With any problem it returns a fault, so that the transaction
// is undone, and the report says what is wrong where. A checked record that the file would change is a problem.
func (l *Ledger) Import(ctx context.Context, tx *store.Tx, who org.Principal, register string, from io.Reader, how Importing) (Report, error) {
	table, err := l.FindTable(register)
	if err != nil {
		return Report{}, err
	}
	source, err := openRows(from)
	if err != nil {
		return Report{}, err
	}
	im := &importer{ledger: l, tx: tx, who: who, table: table, how: how, source: source,
		resolver: newResolver(l, who, table.Register.FilledBy), parameters: l.Pack.Values(today(tx)),
		mayFill: map[int64]bool{}, seen: map[string]int{}, caps: l.watchCaps(tx, table)}
	if err := im.run(ctx); err != nil {
		return im.report, err
	}
	if im.isWriting() {
		if err := im.caps.hold(ctx, im.addRowProblems); err != nil {
			return im.report, err
		}
	}
	if len(im.report.Problems) > 0 {
		return im.report, fault.Invalid("ledger.import_refused", fault.Args{"count": len(im.report.Problems), "register": table.Register})
	}
	return im.report, nil
}

type importer struct {
	ledger     *Ledger
	tx         *store.Tx
	who        org.Principal
	table      *Table
	how        Importing
	source     rowSource
	resolver   *resolver
	parameters map[string]fixed.Value
	report     Report

	uses    []use
	scale   Scale
	town    string // of the row above, for merged cells
	mayFill map[int64]bool
	seen    map[string]int // unique key or record number → row
	caps    *capWatch
	batch   []*incoming
}

// importBatch is how many rows are matched and written together.
const importBatch = 500

// deepestHeader is how far down the header may stand.
const deepestHeader = 30

// run takes the first sheet in which a header is found.
func (im *importer) run(ctx context.Context) error {
	for i, name := range im.source.names() {
		im.report = Report{Sheet: name}
		im.uses, im.scale = nil, NoScale
		err := im.source.read(i, func(row sheetRow) error { return im.takeRow(ctx, row) })
		if err != nil && err != errStop {
			return err
		}
		if im.uses != nil {
			return im.flush(ctx)
		}
	}
	return fault.Invalid("ledger.no_header", fault.Args{"titles": headerTitles(im.table, im.who.Language)})
}

func headerTitles(table *Table, lang string) string {
	titles := []string{ownerTitle(table.Register, lang)}
	for _, column := range table.Columns {
		if column.Field.Required {
			titles = append(titles, titleOf(column.Field, lang))
		}
	}
	return strings.Join(titles, "、")
}

func (im *importer) takeRow(ctx context.Context, row sheetRow) error {
	if im.uses == nil {
		return im.takeHeader(row)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if isFooter(row.Cells) {
		im.report.Skipped++
		return nil
	}
	if im.isBlankRow(row) {
		return nil
	}
	im.report.Rows++
	im.previewRow(row)
	if err := im.parse(ctx, row); err != nil {
		return err
	}
	if im.how.Progress != nil && im.report.Rows%importBatch == 0 {
		im.how.Progress(im.report.Rows, im.source.total())
	}
	if len(im.batch) < importBatch {
		return nil
	}
	return im.flush(ctx)
}

// takeHeader takes the first row of which two cells are understood.
func (im *importer) takeHeader(row sheetRow) error {
	if row.Number > deepestHeader {
		return errStop
	}
	uses, known, err := readHeader(im.table, row.Cells)
	if known < 2 && !(known == 1 && len(uses) == 1) {
		if scale := sheetScale(row.Cells); scale != NoScale {
			im.scale = scale
		}
		return nil
	}
	if err != nil {
		return err
	}
	im.uses, im.report.HeaderRow = uses, row.Number
	im.previewHeader()
	for _, u := range uses {
		if u.kind == useNothing && strings.TrimSpace(u.title) != "" {
			im.report.Ignored = append(im.report.Ignored, u.title)
		}
	}
	return im.refuseMissingColumns(row.Number)
}

// refuseMissingColumns says at once which required columns are not there, rather than in every row.
func (im *importer) refuseMissingColumns(row int) error {
	for i := range im.table.Columns {
		field := im.table.Columns[i].Field
		has := slices.ContainsFunc(im.uses, func(u use) bool { return u.kind == useField && u.column.Field.ID == field.ID })
		if field.Required && !has && !im.has(useRecord) {
			im.addProblem(Problem{Row: row, Title: titleOf(field, im.who.Language)}, fault.Invalid("ledger.column_missing", fault.Args{"title": titleOf(field, im.who.Language)}))
		}
	}
	if len(im.report.Problems) > 0 {
		return errStop
	}
	return nil
}

func (im *importer) has(kind useKind) bool {
	return slices.ContainsFunc(im.uses, func(u use) bool { return u.kind == kind })
}

func (im *importer) isBlankRow(row sheetRow) bool {
	for i, cell := range row.Cells {
		if i < len(im.uses) && im.uses[i].kind != useNumber && im.uses[i].kind != useNothing && !IsBlank(cell.Text) {
			return false
		}
	}
	return true
}

// addProblem notes what is wrong, in the user's language.
func (im *importer) addProblem(p Problem, err error) {
	if len(im.report.Problems) >= mostProblems {
		im.report.More = true
		return
	}
	p.Sheet = im.report.Sheet
	p.Message, p.Remedy = fault.Text(err, im.who.Language), fault.HintText(err, im.who.Language)
	im.report.Problems = append(im.report.Problems, p)
}
