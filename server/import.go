package server

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"os"
	"strconv"

	"qixing/fault"
	"qixing/ledger"
)

// largestImport is what a workbook may hold; ledger looks at what it unpacks to.
const largestImport = 50 << 20

type importFault struct {
	Sheet   string `json:"sheet"`
	Cell    string `json:"cell" doc:"D12, or the row where the whole row is meant"`
	Row     int    `json:"row"`
	Column  string `json:"column" doc:"the column's heading"`
	Value   string `json:"value"`
	Message string `json:"message"`
	Hint    string `json:"hint"`
}

type importView struct {
	Saved     bool          `json:"saved" doc:"false for a dry run, and where anything is wrong: then nothing was saved"`
	Rows      int           `json:"rows"`
	Created   int           `json:"created"`
	Updated   int           `json:"updated"`
	Unchanged int           `json:"unchanged"`
	Skipped   int           `json:"skipped" doc:"sums and signatures"`
	Ignored   []string      `json:"ignored" doc:"headings that no field has"`
	More      bool          `json:"more" doc:"more is wrong than is listed"`
	Errors    []importFault `json:"errors"`
	Preview   *previewView  `json:"preview,omitempty" doc:"of a dry run: the beginning of the sheet"`
}

type previewColumn struct {
	Letters    string `json:"letters"`
	Title      string `json:"title"`
	Understood bool   `json:"understood"`
}

type previewRow struct {
	Row    int               `json:"row"`
	Cells  []string          `json:"cells"`
	Faults map[string]string `json:"faults,omitempty" doc:"what is wrong, by the column's letters; under an empty name, with the whole row"`
}

type previewView struct {
	Columns []previewColumn `json:"columns"`
	Rows    []previewRow    `json:"rows"`
}

func (s *Server) workbookRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /api/registers/{register}/template.xlsx", s.downloadTemplate)
	mux.HandleFunc("GET /api/registers/{register}/export.xlsx", s.downloadExport)
	mux.HandleFunc("POST /api/registers/{register}/import", s.importWorkbook)
}

func (s *Server) downloadTemplate(w http.ResponseWriter, r *http.Request) {
	s.answerWorkbook(w, r, s.db.Read, true, func(c call, viewer *recordViewer, to io.Writer) error {
		return viewer.books.Template(viewer.register.ID, c.lang, to)
	})
}

func (s *Server) downloadExport(w http.ResponseWriter, r *http.Request) {
	filter := filterOf(r.URL.Query())
	in := s.db.Read
	if filter.Reason != "" { // which is kept
		in = s.db.Write
	}
	s.answerWorkbook(w, r, in, false, func(c call, viewer *recordViewer, to io.Writer) error {
		q, err := filter.read(viewer.register)
		if err != nil {
			return err
		}
		if !viewer.books.MayReadAny(c.who, viewer.register) {
			return fault.Forbidden("server.may_not_read", fault.Args{"register": viewer.register})
		}
		return viewer.books.Export(c, c.tx, c.who, q, to)
	})
}

// filterOf reads from an address what huma reads for a list, so that what is exported is what is on the screen.
func filterOf(query url.Values) RecordFilter {
	number := func(name string) int64 {
		n, _ := strconv.ParseInt(query.Get(name), 10, 64) // what is no number is none, as in an address without it
		return n
	}
	return RecordFilter{Q: query.Get("q"), Sort: query.Get("sort"), Filter: query["filter"], UnitID: number("unit_id"), Person: number("person_id"),
		State: query["state"], Deleted: query.Get("deleted") == "true", Reason: query.Get("reason")}
}

// answerWorkbook makes a workbook whole before it sends any of it: an error can still be said then, and a slow line keeps no transaction open.
func (s *Server) answerWorkbook(w http.ResponseWriter, r *http.Request, in transact, form bool, do func(call, *recordViewer, io.Writer) error) {
	file, err := os.CreateTemp("", "qixing-*.xlsx")
	if err != nil {
		s.writeProblem(w, r, fault.Unavailable("server.no_room", nil).Because(err))
		return
	}
	defer os.Remove(file.Name())
	defer file.Close()
	var title string
	err = s.asked(r.Context(), in, func(c call) error {
		viewer, failed := s.newRecordViewer(c, r.PathValue("register"))
		if failed != nil {
			return failed
		}
		if title = titleIn(c.lang, viewer.register.Title, viewer.register.TitleEN); form {
			title += titleIn(c.lang, "填报模板", " form")
		}
		return errors.Join(rewound(file), do(c, viewer, file))
	})
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		s.writeProblem(w, r, err)
		return
	}
	asWorkbook(w, title+".xlsx")
	_, _ = io.Copy(w, file) // the reader may have gone
}

// rewound empties a file, since a transaction can run more than once.
func rewound(file *os.File) error {
	_, err := file.Seek(0, io.SeekStart)
	return errors.Join(err, file.Truncate(0))
}

// importWorkbook reads an upload into a register: all rows or none. What is wrong in the rows is an answer, not an error.
func (s *Server) importWorkbook(w http.ResponseWriter, r *http.Request) {
	upload, err := s.keepWorkbook(w, r)
	if err != nil {
		s.writeProblem(w, r, err)
		return
	}
	defer os.Remove(upload.Name())
	defer upload.Close()
	unit, _ := strconv.ParseInt(r.URL.Query().Get("unit_id"), 10, 64) // 0 where the sheet names its units
	view, err := s.importInto(r.Context(), r.PathValue("register"), upload, ledger.Importing{DryRun: r.URL.Query().Get("dry_run") != "false", UnitID: unit})
	if err != nil {
		s.writeProblem(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	writeJSON(w, view)
}

// keepWorkbook takes the whole upload before any transaction begins, so that a slow line makes nobody wait.
func (s *Server) keepWorkbook(w http.ResponseWriter, r *http.Request) (*os.File, error) {
	if _, err := s.signedIn(r.Context()); err != nil {
		return nil, err
	}
	part, err := filePart(w, r, largestImport)
	if err != nil {
		return nil, err
	}
	defer part.Close()
	file, err := os.CreateTemp("", "qixing-import-*")
	if err != nil {
		return nil, fault.Unavailable("server.no_room", nil).Because(err)
	}
	if _, err := io.Copy(file, part); err != nil {
		_ = file.Close()
		_ = os.Remove(file.Name())
		return nil, tooLarge(fault.Unavailable("server.no_room", nil).Because(err), largestImport)
	}
	return file, nil
}

func (s *Server) importInto(ctx context.Context, register string, upload *os.File, how ledger.Importing) (importView, error) {
	in := s.db.Write
	if how.DryRun {
		in = s.db.Read
	}
	var report ledger.Report
	err := s.asked(ctx, in, func(c call) error {
		if _, failed := upload.Seek(0, io.SeekStart); failed != nil {
			return failed
		}
		books, failed := s.books(c)
		if failed != nil {
			return failed
		}
		report, failed = books.Import(c, c.tx, c.who, register, upload, how)
		return failed
	})
	if err != nil && len(report.Problems) == 0 {
		return importView{}, err
	}
	return viewImport(report, err == nil && !how.DryRun), nil
}

func viewImport(report ledger.Report, saved bool) importView {
	view := importView{Saved: saved, Rows: report.Rows, Created: report.Created, Updated: report.Updated, Unchanged: report.Unchanged, Skipped: report.Skipped,
		Ignored: append([]string{}, report.Ignored...), More: report.More, Errors: []importFault{}}
	for _, one := range report.Problems {
		view.Errors = append(view.Errors, importFault{Sheet: one.Sheet, Cell: one.Place(), Row: one.Row, Column: one.Title, Value: one.Value,
			Message: one.Message, Hint: one.Remedy})
	}
	if len(report.Preview.Columns) > 0 && !saved {
		view.Preview = viewPreview(report)
	}
	return view
}

// viewPreview puts each fault at its cell.
func viewPreview(report ledger.Report) *previewView {
	view := &previewView{Rows: []previewRow{}}
	for _, column := range report.Preview.Columns {
		view.Columns = append(view.Columns, previewColumn(column))
	}
	faults := map[int]map[string]string{}
	for _, one := range report.Problems {
		if faults[one.Row] == nil {
			faults[one.Row] = map[string]string{}
		}
		faults[one.Row][one.Column] = one.Message
	}
	for _, row := range report.Preview.Rows {
		view.Rows = append(view.Rows, previewRow{Row: row.Number, Cells: row.Cells, Faults: faults[row.Number]})
	}
	return view
}
