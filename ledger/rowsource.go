package ledger

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"qixing/fault"
)

// rowSource is a file of rows: a workbook with its sheets, or a CSV file as one.
type rowSource interface {
	names() []string
	read(sheet int, do func(sheetRow) error) error
	total() int // rows of the sheet that is being read, or 0 when unknown
}

// openRows takes an .xlsx workbook, or CSV in UTF-8 or GB18030, whatever the file's name says.
func openRows(from io.Reader) (rowSource, error) {
	data, err := io.ReadAll(io.LimitReader(from, largestWorkbook+1))
	if err != nil {
		return nil, fault.Unavailable("ledger.upload_broken", nil).Because(err)
	}
	switch {
	case len(data) > largestWorkbook:
		return nil, fault.Invalid("ledger.workbook_too_large", fault.Args{"most": largestWorkbook >> 20})
	case len(bytes.TrimSpace(data)) == 0:
		return nil, fault.Invalid("ledger.file_empty", nil)
	case bytes.HasPrefix(data, []byte(oleMagic)):
		return nil, fault.Invalid("ledger.old_workbook", nil)
	case bytes.HasPrefix(data, []byte("PK")):
		book, err := openWorkbook(bytes.NewReader(data), int64(len(data)))
		return bookRows{book}, err
	}
	return openCSV(data)
}

type bookRows struct{ *workbook }

func (b bookRows) names() []string {
	var names []string
	for _, sheet := range b.sheets {
		names = append(names, sheet.name)
	}
	return names
}

func (b bookRows) total() int { return b.rows }

func (b bookRows) read(sheet int, do func(sheetRow) error) error {
	return b.readRows(b.sheets[sheet], do)
}

type csvRows struct{ data []byte }

func openCSV(data []byte) (rowSource, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
		if err != nil || bytes.ContainsRune(decoded, utf8.RuneError) {
			return nil, fault.Invalid("ledger.file_unknown", nil)
		}
		data = decoded
	}
	if bytes.IndexByte(data, 0) >= 0 {
		return nil, fault.Invalid("ledger.file_unknown", nil)
	}
	return csvRows{data}, nil
}

func (c csvRows) names() []string { return []string{"CSV"} }

func (c csvRows) total() int { return bytes.Count(c.data, []byte("\n")) }

func (c csvRows) read(_ int, do func(sheetRow) error) error {
	reader := csv.NewReader(bytes.NewReader(c.data))
	reader.FieldsPerRecord, reader.LazyQuotes = -1, true
	if first, _, _ := bytes.Cut(c.data, []byte("\n")); bytes.Count(first, []byte("\t")) > bytes.Count(first, []byte(",")) {
		reader.Comma = '\t'
	}
	row := sheetRow{}
	for {
		fields, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fault.Invalid("ledger.file_unknown", nil).Because(err)
		}
		row.Number, _ = reader.FieldPos(0)
		row.Cells = row.Cells[:0]
		for _, field := range fields {
			row.Cells = append(row.Cells, Cell{Text: field})
		}
		if err := do(row); err != nil {
			return err
		}
	}
}
