package server

import (
	"errors"
	"net/http"

	"qixing/ledger"
)

type RegisterPath struct {
	Register string `path:"register" maxLength:"40" doc:"the register's id in the policy"`
}

type RecordPath struct {
	RegisterPath
	ID int64 `path:"id" doc:"the record"`
}

type openRecord struct {
	RecordPath
	Reason string `query:"reason" maxLength:"200" doc:"why a sensitive record is opened; it is kept"`
}

type recordsView struct {
	Total  int64             `json:"total"`
	Page   int               `json:"page"`
	Size   int               `json:"size"`
	Totals map[string]string `json:"totals" doc:"sums over all that match, by field"`
	Items  []RecordRow       `json:"items"`

	text written
}

type newRecord struct {
	UnitID   int64  `json:"unit_id,omitempty"`
	PersonID int64  `json:"person_id,omitempty"`
	Values   values `json:"values"`
	Draft    bool   `json:"draft,omitempty"`
}

type changedRecord struct {
	Revision int64  `json:"revision" doc:"the revision that the change was made on"`
	Values   values `json:"values"`
	Draft    bool   `json:"draft,omitempty"`
}

type correction struct {
	Revision int64  `json:"revision"`
	Values   values `json:"values"`
	Reason   string `json:"reason" maxLength:"500"`
}

type revised struct {
	Revision int64  `json:"revision"`
	Reason   string `json:"reason,omitempty" maxLength:"500"`
}

type bulkRow struct {
	ID       int64  `json:"id,omitempty"`
	Revision int64  `json:"revision,omitempty"`
	UnitID   int64  `json:"unit_id,omitempty"`
	PersonID int64  `json:"person_id,omitempty"`
	Values   values `json:"values"`
}

func (s *Server) ledgerRoutes(mux *http.ServeMux) {
	const records = "/registers/{register}/records"
	logged(s, records, "Records that the asker may read", func(in *listRecords) string { return in.Reason }, s.listRecords)
	logged(s, records+"/{id}", "A record with its history", func(in *openRecord) string { return in.Reason }, s.findRecord)
	command(s, http.MethodPost, records, "Fill in a record", func(c call, in *struct {
		RegisterPath
		Body newRecord
	}) (RecordRow, error) {
		return s.saveRecord(c, in.Register, ledger.Record{UnitID: in.Body.UnitID, PersonID: in.Body.PersonID, State: stateOf(in.Body.Draft)}, in.Body.Values)
	})
	command(s, http.MethodPut, records+"/{id}", "Change a record that isn't checked", func(c call, in *struct {
		RecordPath
		Body changedRecord
	}) (RecordRow, error) {
		return s.saveRecord(c, in.Register, ledger.Record{ID: in.ID, Revision: in.Body.Revision, State: stateOf(in.Body.Draft)}, in.Body.Values)
	})
	command(s, http.MethodPost, records+"/{id}/correct", "Correct a checked record, for a reason", func(c call, in *struct {
		RecordPath
		Body correction
	}) (RecordRow, error) {
		return s.correctRecord(c, in.Register, ledger.Record{ID: in.ID, Revision: in.Body.Revision}, in.Body.Values, in.Body.Reason)
	})
	s.recordActions(records)
	command(s, http.MethodPost, records+"/bulk", "Save a block of rows, all or nothing", func(c call, in *struct {
		RegisterPath
		Body struct {
			Rows []bulkRow `json:"rows" minItems:"1" maxItems:"500"`
		}
	}) (listOf[RecordRow], error) {
		return s.saveRows(c, in.Register, in.Body.Rows)
	})
	s.workbookRoutes(mux)
	s.fileRoutes(mux)
}

func stateOf(draft bool) ledger.State {
	if draft {
		return ledger.Draft
	}
	return ledger.Filled
}

func (s *Server) recordActions(records string) {
	type act struct {
		RecordPath
		Body revised
	}
	command(s, http.MethodPost, records+"/{id}/check", "Make a record count", func(c call, in *act) (RecordRow, error) {
		return s.actOn(c, in.Register, func(books *ledger.Ledger) (ledger.Record, error) {
			return books.Check(c, c.tx, c.who, in.Register, in.ID, in.Body.Revision)
		})
	})
	command(s, http.MethodPost, records+"/{id}/return", "Send a record back, for a reason", func(c call, in *act) (RecordRow, error) {
		return s.actOn(c, in.Register, func(books *ledger.Ledger) (ledger.Record, error) {
			return books.Return(c, c.tx, c.who, in.Register, in.ID, in.Body.Revision, in.Body.Reason)
		})
	})
	command(s, http.MethodPost, records+"/{id}/restore", "Undo a deletion", func(c call, in *act) (RecordRow, error) {
		return s.actOn(c, in.Register, func(books *ledger.Ledger) (ledger.Record, error) {
			return books.Restore(c, c.tx, c.who, in.Register, in.ID, in.Body.Revision)
		})
	})
	command(s, http.MethodDelete, records+"/{id}", "Take a record out of every figure, for a reason", func(c call, in *struct {
		RecordPath
		Revision int64  `query:"revision" required:"true"`
		Reason   string `query:"reason" maxLength:"500"`
	}) (RecordRow, error) {
		return s.actOn(c, in.Register, func(books *ledger.Ledger) (ledger.Record, error) {
			return books.Delete(c, c.tx, c.who, in.Register, in.ID, in.Revision, in.Reason)
		})
	})
}

func (s *Server) actOn(c call, register string, do func(*ledger.Ledger) (ledger.Record, error)) (RecordRow, error) {
	viewer, err := s.newRecordViewer(c, register)
	if err != nil {
		return RecordRow{}, err
	}
	record, err := do(viewer.books)
	if err != nil {
		return RecordRow{}, err
	}
	return viewer.row(record)
}

func (s *Server) findRecord(c call, in *openRecord) (recordView, error) {
	viewer, err := s.newRecordViewer(c, in.Register)
	if err != nil {
		return recordView{}, err
	}
	record, err := viewer.books.FindRecord(c, c.tx, c.who, in.Register, in.ID, in.Reason)
	if err != nil {
		return recordView{}, err
	}
	return viewer.view(record, in.Reason)
}

func (s *Server) saveRecord(c call, register string, record ledger.Record, in values) (RecordRow, error) {
	viewer, err := s.newRecordViewer(c, register)
	if err != nil {
		return RecordRow{}, err
	}
	saved, err := viewer.save(record, in, viewer.books.Save)
	if err != nil {
		return RecordRow{}, errors.Join(located(err, "values")...)
	}
	return viewer.row(saved)
}

func (s *Server) correctRecord(c call, register string, record ledger.Record, in values, reason string) (RecordRow, error) {
	return s.actOn(c, register, func(books *ledger.Ledger) (ledger.Record, error) {
		table, err := books.FindTable(register)
		if err != nil {
			return ledger.Record{}, err
		}
		if record.Values, err = in.read(table.Register); err != nil {
			return ledger.Record{}, errors.Join(located(err, "values")...)
		}
		corrected, err := books.Correct(c, c.tx, c.who, register, record, reason)
		if err != nil {
			return ledger.Record{}, errors.Join(located(err, "values")...)
		}
		return corrected, nil
	})
}
