package procedure

import (
	"qixing/fault"
	"qixing/pack"
)

// Status is where an entry stands.
type Status string

// The statuses. Entries begin as Open where they assess themselves first, and as Entered where they don't (see First).
const (
	Open           Status = "open"
	Entered        Status = "entered"
	Submitted      Status = "submitted"
	Recommended    Status = "recommended"
	NotRecommended Status = "not_recommended"
	Reviewed       Status = "reviewed"
	Rejected       Status = "rejected"
	Selected       Status = "selected"
	NotSelected    Status = "not_selected"
	Published      Status = "published"
	Objected       Status = "objected"
	Reopened       Status = "reopened"
	Confirmed      Status = "confirmed"
	Revoked        Status = "revoked"
	Withdrawn      Status = "withdrawn"
)

// Event is what happens to an entry.
type Event string

// The events.
const (
	Submit       Event = "submit"
	GoOn         Event = "go_on"
	PickUp       Event = "recommend"
	PassOver     Event = "not_recommend"
	FinishReview Event = "review"
	Reject       Event = "reject"
	Select       Event = "select"
	NotSelect    Event = "not_select"
	Publish      Event = "publish"
	Object       Event = "object"
	Dismiss      Event = "dismiss"
	Uphold       Event = "uphold"
	Confirm      Event = "confirm"
	Revoke       Event = "revoke"
	Withdraw     Event = "withdraw"
	Return       Event = "return"
)

// transitions is the one table of an entry's life. A procedure may lack a stage, so that an event is allowed from every status that
// a shorter procedure would have reached; that the stages themselves come in order is the round's to check.
// Return is absent: where it leads depends on the stage that the entry goes back to (see Returned).
var transitions = map[Event]struct {
	from []Status
	to   Status
}{
	Submit:       {[]Status{Open}, Submitted},
	GoOn:         {[]Status{Open}, Entered},
	PickUp:       {[]Status{Entered, Submitted, Recommended, NotRecommended}, Recommended},
	PassOver:     {[]Status{Open, Entered, Submitted, Recommended, NotRecommended}, NotRecommended},
	FinishReview: {[]Status{Entered, Submitted, Recommended, Reviewed}, Reviewed},
	Reject:       {[]Status{Entered, Submitted, Recommended, Reviewed}, Rejected},
	Select:       {[]Status{Entered, Submitted, Recommended, Reviewed, Reopened}, Selected},
	NotSelect:    {[]Status{Open, Entered, Submitted, Recommended, Reviewed, Reopened}, NotSelected},
	Publish:      {[]Status{Selected}, Published},
	Object:       {[]Status{Published, Objected}, Objected},
	Dismiss:      {[]Status{Objected}, Published},
	Uphold:       {[]Status{Objected}, Reopened},
	Confirm:      {[]Status{Selected, Published}, Confirmed},
	Revoke:       {[]Status{Confirmed}, Revoked},
	Withdraw:     {[]Status{Open, Entered, Submitted, Recommended, Reviewed}, Withdrawn},
}

// First is the status in which entries begin.
func First(stages []*pack.Stage) Status {
	if FirstOf(stages, pack.Assess) == nil {
		return Entered
	}
	return Open
}

// Next gives the status that an event leads to, or a fault that says why it can't happen now.
func Next(from Status, event Event) (Status, error) {
	transition, known := transitions[event]
	if !known {
		return "", fault.Invalid("procedure.unknown_event", fault.Args{"event": string(event)})
	}
	for _, allowed := range transition.from {
		if allowed == from {
			return transition.to, nil
		}
	}
	return "", fault.Conflict("procedure.not_now", fault.Args{"event": string(event), "status": string(from)})
}

// InPlay tells whether an entry still competes for a place.
func (s Status) InPlay() bool {
	switch s {
	case Withdrawn, Rejected, NotRecommended, NotSelected, Revoked:
		return false
	}
	return true
}

// Final tells whether nothing but a revocation can follow.
func (s Status) Final() bool { return !s.InPlay() || s == Confirmed }

// Decided tells whether there is a result: a place given or refused, on whatever grounds.
func (s Status) Decided() bool {
	switch s {
	case Open, Entered, Submitted, Recommended, Reviewed, Reopened, Withdrawn:
		return false
	}
	return true
}
