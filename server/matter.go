package server

import (
	"errors"
	"net/http"

	"qixing/fault"
	"qixing/ledger"
	"qixing/matter"
	"qixing/pack"
)

type MatterPath struct {
	Matter string `path:"matter" maxLength:"40" doc:"the matter's id in the policy"`
}

type MatterRecordPath struct {
	MatterPath
	ID int64 `path:"id" doc:"the record"`
}

type openMatter struct {
	MatterRecordPath
	Reason string `query:"reason" maxLength:"200" doc:"why a sensitive record is opened; it is kept"`
}

type listMatter struct {
	MatterPath
	Status string `query:"status" maxLength:"40"`
	Q      string `query:"q" maxLength:"100"`
	UnitID int64  `query:"unit_id"`
	Reason string `query:"reason" maxLength:"200"`
	Page   int    `query:"page" minimum:"1" default:"1"`
	Size   int    `query:"size" minimum:"1" maximum:"200" default:"30"`
}

type startMatter struct {
	MatterPath
	Body struct {
		UnitID   int64  `json:"unit_id,omitempty"`
		PersonID int64  `json:"person_id,omitempty"`
		Values   values `json:"values"`
		ForOther bool   `json:"for_other,omitempty" doc:"written down for somebody who asks by phone: they get the receipt"`
		Request  string `json:"request" minLength:"8" maxLength:"100" doc:"names the request: sent again, it starts nothing more"`
	}
}

type takeStep struct {
	MatterRecordPath
	Step string `path:"step" maxLength:"40"`
	Body struct {
		Revision int64  `json:"revision" doc:"the revision that was seen"`
		Values   values `json:"values,omitempty" doc:"of the fields that the step fills"`
		Note     string `json:"note,omitempty" maxLength:"2000"`
		Receipt  string `json:"receipt,omitempty" maxLength:"40" doc:"of whoever asked, who reads it to the clerk"`
		Request  string `json:"request" minLength:"8" maxLength:"100" doc:"names the request: sent again, it does nothing more"`
	}
}

type MatterStepPath struct {
	MatterRecordPath
	Step string `path:"step" maxLength:"40"`
}

type MatterChildPath struct {
	MatterRecordPath
	Register string `path:"register" maxLength:"40"`
}

func (s *Server) matterRoutes() {
	query(s, "/matters", "The matters that concern the asker, with how many stand in which state", func(c call, _ *struct{}) (listOf[MatterView], error) { return s.listMatters(c) })
	query(s, "/matters/{matter}", "A matter with its form", func(c call, in *MatterPath) (matterDetail, error) { return s.findMatter(c, in.Matter) })
	const records = "/matters/{matter}/records"
	logged(s, records, "The records of a matter that the asker may read, the longest in their state first", func(in *listMatter) string { return in.Reason }, s.listMatterRecords)
	command(s, http.MethodPost, records, "Start a matter", s.startMatter)
	logged(s, records+"/{id}", "A matter's record with its steps, and what the asker may do", func(in *openMatter) string { return in.Reason }, s.openMatter)
	command(s, http.MethodPost, records+"/{id}/steps/{step}", "Take a step", s.takeStep)
	query(s, records+"/{id}/steps/{step}/suggestions", "What could be filled into a step's fields, the best first", s.suggest)
	query(s, records+"/{id}/children/{register}", "What a new record of a child register begins with", s.newChild)
	query(s, "/matters/{matter}/piles", "Where a year's matters pile up, by kind, month and town", s.listPiles)
	query(s, "/registers/{register}/titles", "What the records of a register are called, for a field that refers to one", s.listRecordTitles)
}

// start begins a matter. The receipt is in this answer only.
func (s *Server) startMatter(c call, in *startMatter) (startedView, error) {
	books, policy, register, err := s.matterOf(c, in.Matter)
	if err != nil {
		return startedView{}, err
	}
	fields, err := in.Body.Values.read(register)
	if err != nil {
		return startedView{}, errors.Join(located(err, "values")...)
	}
	started, err := s.matters.Start(c, c.tx, c.who, books, policy.ID, matter.Asking{UnitID: in.Body.UnitID, PersonID: in.Body.PersonID, Values: fields,
		ForOther: in.Body.ForOther, Request: in.Body.Request})
	if err != nil {
		return startedView{}, errors.Join(located(err, "values")...)
	}
	return startedView{ID: started.Matter.Record.ID, Receipt: started.Receipt}, nil
}

func (s *Server) takeStep(c call, in *takeStep) (matterRecordView, error) {
	books, policy, register, err := s.matterOf(c, in.Matter)
	if err != nil {
		return matterRecordView{}, err
	}
	changes, err := in.Body.Values.read(register)
	if err != nil {
		return matterRecordView{}, errors.Join(located(err, "values")...)
	}
	m, err := s.matters.Take(c, c.tx, c.who, books, policy.ID, matter.Taking{Record: in.ID, Revision: in.Body.Revision, Step: in.Step, Changes: changes,
		Note: in.Body.Note, Receipt: in.Body.Receipt, Request: in.Body.Request})
	if err != nil {
		return matterRecordView{}, inValues(register, err)
	}
	return s.viewMatterRecord(c, books, m)
}

// inValues puts what is wrong with a field of the register where the form has it.
func inValues(register *pack.Register, err error) error {
	one := fault.Find(err)
	if one == nil {
		return err
	}
	if _, is := register.FindField(one.Field); is {
		return errors.Join(located(err, "values")...)
	}
	return err
}

// matterOf gives a matter of the policy with its register.
func (s *Server) matterOf(c call, id string) (*ledger.Ledger, *pack.Matter, *pack.Register, error) {
	books, err := s.books(c)
	if err != nil {
		return nil, nil, nil, err
	}
	policy, ok := books.Pack.FindMatter(id)
	if !ok {
		return nil, nil, nil, fault.NotFound("matter.no_matter", fault.Args{"matter": id})
	}
	table, err := books.FindTable(policy.Register)
	if err != nil {
		return nil, nil, nil, err
	}
	return books, policy, table.Register, nil
}

func (s *Server) openMatter(c call, in *openMatter) (matterRecordView, error) {
	books, err := s.books(c)
	if err != nil {
		return matterRecordView{}, err
	}
	m, err := s.matters.Find(c, c.tx, c.who, books, in.Matter, in.ID, in.Reason)
	if err != nil {
		return matterRecordView{}, err
	}
	return s.viewMatterRecord(c, books, m)
}

func (s *Server) newChild(c call, in *MatterChildPath) (childForm, error) {
	books, err := s.books(c)
	if err != nil {
		return childForm{}, err
	}
	m, err := s.matters.Find(c, c.tx, c.who, books, in.Matter, in.ID, "")
	if err != nil {
		return childForm{}, err
	}
	fields, err := s.matters.NewChild(c, c.tx, c.who, books, m, in.Register)
	if err != nil {
		return childForm{}, err
	}
	table, err := books.FindTable(in.Register)
	if err != nil {
		return childForm{}, err
	}
	form := childForm{UnitID: m.Record.UnitID, Values: values{}}
	for id, value := range fields {
		if field, ok := table.Register.FindField(id); ok {
			form.Values[id] = value.Plain(field)
		}
	}
	form.Titles, err = s.newTitles(c).referred(books, table.Register, []ledger.Record{{Values: fields}})
	return form, err
}
