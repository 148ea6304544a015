package ledger

import (
	"time"

	"qixing/fault"
)

// Record is one fact of a register, about one unit or person.
type Record struct {
	ID        int64
	UnitID    int64 // the unit it is about; for a person's record, the unit they belonged to when it was filled
	PersonID  int64 // 0 unless the register's owner is a person
	State     State
	Revision  int64 // 1 for the first; a change must name the one it was made on
	Action    Action
	Reason    string // of the last action, where it takes one
	ChangedBy int64  // account
	ChangedAt time.Time
	FilledBy  int64
	FilledAt  time.Time
	CheckedBy int64 // 0 while it isn't
	CheckedAt time.Time
	Deleted   bool
	Values    map[string]Value
}

// State is where a record stands.
type State string

// The states.
const (
	Draft    State = "draft"    // kept for later; may be incomplete
	Filled   State = "filled"   // submitted; counts if the register has no checked_by
	Checked  State = "checked"  // counts
	Returned State = "returned" // sent back with a reason
)

// Action is what was last done to a record.
type Action string

// The actions.
const (
	ToDraft   Action = "draft"
	ToFill    Action = "fill"
	ToCheck   Action = "check"
	ToReturn  Action = "return"
	ToCorrect Action = "correct" // a checked record changed, for a reason: to be checked again
	ToDelete  Action = "delete"
	ToRestore Action = "restore"
	ToStep    Action = "step" // a step of a matter
)

// transitions is which state an action leads to from which: the only table of it. A deleted record takes only ToRestore, and
// keeps its state through both.
var transitions = map[Action]map[State]State{
	ToDraft:   {"": Draft, Draft: Draft, Returned: Draft},
	ToFill:    {"": Filled, Draft: Filled, Filled: Filled, Returned: Filled},
	ToCheck:   {Filled: Checked},
	ToReturn:  {Filled: Returned, Checked: Returned},
	ToCorrect: {Checked: Filled},
	ToDelete:  {Draft: Draft, Filled: Filled, Checked: Checked, Returned: Returned},
	ToRestore: {Draft: Draft, Filled: Filled, Checked: Filled, Returned: Returned},
	ToStep:    {Filled: Filled, Checked: Checked},
}

// move changes the record's state by an action, or says why it can't.
func (r *Record) move(action Action) error {
	to, ok := transitions[action][r.State]
	if !ok || r.Deleted != (action == ToRestore) {
		return r.refuse(action)
	}
	r.State, r.Action = to, action
	return nil
}

func (r *Record) refuse(action Action) error {
	switch {
	case r.Deleted:
		return fault.Conflict("ledger.is_deleted", nil)
	case r.State == Checked && (action == ToFill || action == ToDraft):
		return fault.Conflict("ledger.is_checked", nil)
	case r.State == Checked && action == ToCheck:
		return fault.Conflict("ledger.checked_already", nil)
	}
	return fault.Conflict("ledger.wrong_state", nil)
}

// Counts tells whether the record counts in a register with or without a check.
func (r *Record) Counts(checked bool) bool {
	return !r.Deleted && (r.State == Checked || (!checked && r.State == Filled))
}
