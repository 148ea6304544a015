package round

import "qixing/procedure"

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
