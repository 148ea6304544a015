package server

import (
	"qixing/calendar"
	"qixing/fault"
	"qixing/ledger"
	"qixing/target"
)

type figureQuery struct {
	Measure string `query:"measure" maxLength:"40"`
	Target  string `query:"target" maxLength:"40" doc:"instead of a measure: what it adds up"`
	UnitID  int64  `query:"unit_id" doc:"by default the county"`
	Period  string `query:"period" maxLength:"10"`
}

// listBehindFigure opens a figure of the cockpit down to its records.
func (s *Server) listBehindFigure(c call, in *figureQuery) (listOf[behindView], error) {
	books, err := s.books(c)
	if err != nil {
		return listOf[behindView]{}, err
	}
	period, day, err := periodAsked(c, in.Period)
	if err != nil {
		return listOf[behindView]{}, err
	}
	id, periods := in.Measure, []calendar.Period{period}
	if in.Target != "" {
		declared, found := books.Pack.FindTarget(in.Target)
		if !found {
			return listOf[behindView]{}, fault.NotFound("server.no_target", fault.Args{"target": in.Target})
		}
		if periods, err = target.Periods(books.Pack, declared, day); err != nil {
			return listOf[behindView]{}, err
		}
		if measure, about := target.MemberMeasure(books.Pack, declared); about {
			id = measure.ID
		} else {
			id = declared.Measure
		}
	}
	measure, unit, err := measureAsked(c, books, id, in.UnitID)
	if err != nil {
		return listOf[behindView]{}, err
	}
	var found []ledger.Behind
	for _, one := range periods {
		behind, err := books.ListBehind(c, c.tx, measure.ID, ledger.Subject{UnitID: unit.ID}, one, behindLimit)
		if err != nil {
			return listOf[behindView]{}, err
		}
		found = append(found, behind...)
	}
	return s.viewBehind(c, books, found)
}
