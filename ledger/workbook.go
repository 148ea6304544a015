package ledger

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"qixing/fault"
)

// A workbook is refused beyond these: no form of a county comes near them, and a bomb does.
const (
	largestWorkbook = 50 << 20
	largestUnpacked = 600 << 20
	largestStrings  = 5_000_000
)

// workbook is an opened .xlsx: shared texts, styles and the visible sheets.
type workbook struct {
	archive *zip.Reader
	sheets  []sheetPart
	texts   []string
	dates   map[int]bool // styles that show a number as a date
	shares  map[int]bool // styles that show a number as a percentage
	base    int
	rows    int // of the sheet that is being read, as far as it says; 0 when it doesn't
}

type sheetPart struct{ name, part string }

// openWorkbook reads everything but the sheets. It knows a file by its content, not by its name.
func openWorkbook(from io.ReaderAt, size int64) (*workbook, error) {
	archive, err := zip.NewReader(from, size)
	if err != nil {
		return nil, fault.Invalid("ledger.workbook_damaged", nil).Because(err)
	}
	var unpacked uint64
	for _, file := range archive.File {
		unpacked += file.UncompressedSize64
		if unpacked > largestUnpacked || file.UncompressedSize64 > largestUnpacked {
			return nil, fault.Invalid("ledger.workbook_too_large", fault.Args{"most": largestWorkbook >> 20})
		}
	}
	w := &workbook{archive: archive}
	for _, read := range []func() error{w.readSheets, w.readStyles, w.readTexts} {
		if err := read(); err != nil {
			if fault.Find(err) == nil {
				err = fault.Invalid("ledger.workbook_damaged", nil).Because(err)
			}
			return nil, err
		}
	}
	return w, nil
}

var errNoPart = errors.New("a part of the workbook is missing")

// open gives a part, never more of it than it declares and the limit allows.
func (w *workbook) open(part string) (io.ReadCloser, error) {
	part = strings.TrimPrefix(part, "/")
	at := slices.IndexFunc(w.archive.File, func(f *zip.File) bool { return strings.EqualFold(f.Name, part) })
	if at < 0 {
		return nil, fmt.Errorf("%s: %w", part, errNoPart)
	}
	return w.archive.File[at].Open()
}

func (w *workbook) decode(part string, into any) error {
	file, err := w.open(part)
	if err != nil {
		return err
	}
	defer file.Close()
	if err := xml.NewDecoder(file).Decode(into); err != nil {
		return fmt.Errorf("%s: %w", part, err)
	}
	return nil
}

func (w *workbook) readSheets() error {
	var book struct {
		Properties struct {
			Date1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name  string     `xml:"name,attr"`
			State string     `xml:"state,attr"`
			Attrs []xml.Attr `xml:",any,attr"`
		} `xml:"sheets>sheet"`
	}
	var links struct {
		Links []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if err := w.decode("xl/workbook.xml", &book); err != nil {
		return err
	}
	if err := w.decode("xl/_rels/workbook.xml.rels", &links); err != nil {
		return err
	}
	if book.Properties.Date1904 == "1" || book.Properties.Date1904 == "true" {
		w.base = 1
	}
	targets := map[string]string{}
	for _, link := range links.Links {
		targets[link.ID] = partOf(link.Target)
	}
	for _, sheet := range book.Sheets {
		for _, attr := range sheet.Attrs {
			if attr.Name.Local == "id" && sheet.State != "hidden" && sheet.State != "veryHidden" && targets[attr.Value] != "" {
				w.sheets = append(w.sheets, sheetPart{sheet.Name, targets[attr.Value]})
			}
		}
	}
	return nil
}

func partOf(target string) string {
	if strings.HasPrefix(target, "/") {
		return target[1:]
	}
	return path.Join("xl", target)
}

// readStyles finds which styles show dates or percentages; a workbook without styles has none.
func (w *workbook) readStyles() error {
	w.dates, w.shares = map[int]bool{}, map[int]bool{}
	var styles struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Cells []struct {
			Format int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if err := w.decode("xl/styles.xml", &styles); err != nil {
		if errors.Is(err, errNoPart) {
			return nil
		}
		return err
	}
	codes := map[int]string{}
	for _, format := range styles.Formats {
		codes[format.ID] = format.Code
	}
	for i, cell := range styles.Cells {
		code, own := codes[cell.Format]
		w.dates[i] = (own && showsDate(code)) || (!own && isDateFormat(cell.Format))
		w.shares[i] = (own && strings.Contains(code, "%")) || cell.Format == 9 || cell.Format == 10
	}
	return nil
}

// isDateFormat tells it of the formats that every sheet program has, those for Chinese included.
func isDateFormat(id int) bool {
	return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)
}

// showsDate tells whether a format code has a day, month or year outside quotes and brackets.
func showsDate(code string) bool {
	quoted, bracket := false, false
	for i, r := range strings.ToLower(code) {
		switch {
		case r == '"':
			quoted = !quoted
		case r == '[':
			bracket = true
		case r == ']':
			bracket = false
		case !quoted && !bracket && (r == 'y' || r == 'd' || r == 'm' || r == 'e') && (i == 0 || code[i-1] != '\\') && r != 'e':
			return true
		}
	}
	return false
}

// readTexts reads the shared texts; the readings of characters beside them are left out.
func (w *workbook) readTexts() error {
	file, err := w.open("xl/sharedStrings.xml")
	if errors.Is(err, errNoPart) {
		return nil
	}
	if err != nil {
		return err
	}
	defer file.Close()
	scan := newXMLScanner(io.LimitReader(file, largestUnpacked))
	var text strings.Builder
	phonetic := false
	for err = scan.next(); err == nil; err = scan.next() {
		switch {
		case scan.is("si"):
			text.Reset()
			if scan.closed() {
				w.texts = append(w.texts, "")
			}
		case scan.is("/si"):
			w.texts = append(w.texts, text.String())
		case scan.is("rPh"):
			phonetic = true
		case scan.is("/rPh"):
			phonetic = false
		case scan.is("t"):
			scan.keeping = !phonetic && !scan.closed()
		case scan.is("/t"):
			text.WriteString(scan.plain())
			scan.keeping = false
		}
		if len(w.texts) > largestStrings {
			return fault.Invalid("ledger.workbook_too_large", fault.Args{"most": largestWorkbook >> 20})
		}
	}
	if err != io.EOF {
		return fmt.Errorf("shared texts: %w", err)
	}
	return nil
}

// sheetRow is a row of a sheet as a person counts, with its cells by column from 0. It is valid until the next one is read.
type sheetRow struct {
	Number int
	Cells  []Cell
}

// isEmpty tells whether nothing stands in the row.
func (r sheetRow) isEmpty() bool {
	return !slices.ContainsFunc(r.Cells, func(c Cell) bool { return strings.TrimFunc(c.Text, isSpace) != "" })
}

// errStop ends the reading of a sheet early, without a fault.
var errStop = errors.New("enough")

// readRows gives the rows of a sheet one after the other.
func (w *workbook) readRows(sheet sheetPart, do func(sheetRow) error) error {
	file, err := w.open(sheet.part)
	if err != nil {
		return fault.Invalid("ledger.workbook_damaged", nil).Because(err)
	}
	defer file.Close()
	r := &rowReader{book: w, scan: newXMLScanner(io.LimitReader(file, largestUnpacked))}
	if err := r.read(do); err != nil {
		if fault.Find(err) == nil && err != errStop {
			err = fault.Invalid("ledger.workbook_damaged", nil).Because(err)
		}
		return err
	}
	return nil
}

type rowReader struct {
	book   *workbook
	scan   *xmlScanner
	row    sheetRow
	column int
	cell   Cell
	shared bool
	inline strings.Builder
}

func (r *rowReader) read(do func(sheetRow) error) error {
	var err error
	for err = r.scan.next(); err == nil; err = r.scan.next() {
		s := r.scan
		switch {
		case s.is("c"):
			err = r.begin()
		case s.is("v") || s.is("t"):
			s.keeping = !s.closed()
		case s.is("/v"):
			err = r.take(s.plain())
		case s.is("/t"):
			r.inline.WriteString(s.plain())
			s.keeping = false
		case s.is("/is"):
			r.cell.Text = r.inline.String()
			r.inline.Reset()
		case s.is("/c"):
			r.put()
		case s.is("dimension"):
			_, last, _ := strings.Cut(string(s.attribute("ref")), ":")
			r.book.rows, _ = strconv.Atoi(strings.TrimLeft(last, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")) // 0 when it says nothing
		case s.is("row"):
			r.beginRow()
			if s.closed() {
				err = do(r.row)
			}
		case s.is("/row"):
			err = do(r.row)
		case s.is("/sheetData"):
			return nil
		}
		if err != nil {
			return err
		}
	}
	if err == io.EOF {
		return nil
	}
	return err
}

func (r *rowReader) beginRow() {
	number := r.row.Number + 1
	if written, err := strconv.Atoi(string(r.scan.attribute("r"))); err == nil {
		number = written
	}
	r.row = sheetRow{Number: number, Cells: r.row.Cells[:0]}
	r.column = -1
}

// widest is the last column of a sheet, XFD.
const widest = 16_383

func (r *rowReader) begin() error {
	r.column++
	if at, ok := columnOf(r.scan.attribute("r")); ok {
		r.column = at
	}
	if r.column > widest {
		return errors.New("a column beyond the last")
	}
	kind := string(r.scan.attribute("t"))
	r.cell, r.shared = Cell{}, kind == "s"
	switch kind {
	case "", "n":
		style, _ := strconv.Atoi(string(r.scan.attribute("s"))) // none is the first
		r.cell = Cell{Number: true, Date: r.book.dates[style], Percent: r.book.shares[style], Base: r.book.base}
	case "e":
		r.cell.Error = true
	}
	if r.scan.closed() {
		r.put()
	}
	return nil
}

// columnOf reads the letters of a place as "D12".
func columnOf(place []byte) (int, bool) {
	column := 0
	for i, b := range place {
		if b < 'A' || b > 'Z' {
			return column - 1, i > 0
		}
		column = column*26 + int(b-'A') + 1
		if column > widest+1 {
			return column, true
		}
	}
	return 0, false
}

func (r *rowReader) take(text string) error {
	r.scan.keeping = false
	r.cell.Text = text
	if !r.shared {
		return nil
	}
	at, err := strconv.Atoi(text)
	if err != nil || at < 0 || at >= len(r.book.texts) {
		return errors.New("a shared text that is not there")
	}
	r.cell.Text = r.book.texts[at]
	return nil
}

// put stores the cell; an empty one has no kind.
func (r *rowReader) put() {
	for len(r.row.Cells) <= r.column {
		r.row.Cells = append(r.row.Cells, Cell{})
	}
	if r.cell.Text == "" {
		r.cell = Cell{}
	}
	r.row.Cells[r.column] = r.cell
}

// columnLetters is the name of a column from 0: A, B … AA.
func columnLetters(column int) string {
	name := ""
	for column++; column > 0; column = (column - 1) / 26 {
		name = string(rune('A'+(column-1)%26)) + name
	}
	return name
}
