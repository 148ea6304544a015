package round

import (
	"qixing/pack"
	"qixing/procedure"
)

// HoldsPlace tells whether an entry holds a place that a body gave it: selected, and neither taken up again nor revoked since.
func (e Entry) HoldsPlace() bool {
	switch e.Status {
	case procedure.Selected, procedure.Published, procedure.Objected, procedure.Confirmed:
		return true
	}
	return false
}

// Decidable tells whether an entry is before the deciding body now.
func (r *Running) Decidable(e Entry) bool {
	_, err := procedure.Next(e.Status, procedure.Select)
	return err == nil
}

// deciding gives the stage that decides and its place in the procedure; -1 and nil where none does.
func (r *Running) deciding() (int, *pack.Stage) {
	stage := procedure.FirstOf(r.Policy.Procedure, pack.Decide)
	if stage == nil {
		return -1, nil
	}
	at, _ := procedure.StageOf(r.Policy.Procedure, stage.ID)
	return at, stage
}

// gradeTitle is what a grade is called in a sentence.
func (r *Running) gradeTitle(id string) string {
	if grade, known := r.Policy.FindGrade(id); known {
		return grade.Title
	}
	return id
}
