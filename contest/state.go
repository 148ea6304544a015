package contest

import (
	"slices"

	"qixing/fault"
)

// State is how far a contest is.
type State string

// The states, in the order in which a contest goes through them.
const (
	Planned   State = "planned"
	Open      State = "open"
	Scored    State = "scored"
	Confirmed State = "confirmed"
	Published State = "published"
)

// Action is what is done to a contest.
type Action string

// The actions.
const (
	Appoint Action = "appoint"
	Draw    Action = "draw"
	Excuse  Action = "excuse"
	Begin   Action = "begin"
	Ask     Action = "ask"
	Give    Action = "score"
	Call    Action = "call"
	Release Action = "release"
	Correct Action = "correct"
	Close   Action = "close"
	Confirm Action = "confirm"
	Publish Action = "publish"
)

// transitions is the one table of a contest's life: in which states an action is allowed, and where it leads, if anywhere.
var transitions = map[Action]struct {
	from []State
	to   State
}{
	Appoint: {from: []State{Planned}},
	Draw:    {from: []State{Planned}},
	Begin:   {from: []State{Planned}, to: Open},
	Excuse:  {from: []State{Planned, Open}},
	Ask:     {from: []State{Planned, Open}},
	Give:    {from: []State{Open}},
	Call:    {from: []State{Open}},
	Release: {from: []State{Open}},
	Correct: {from: []State{Open, Scored}},
	Close:   {from: []State{Open}, to: Scored},
	Confirm: {from: []State{Scored}, to: Confirmed},
	Publish: {from: []State{Confirmed}, to: Published},
}

// Allows tells whether an action is allowed in a state.
func (s State) Allows(action Action) bool { return slices.Contains(transitions[action].from, s) }

// refuse says why an action can't happen now, or nothing.
func (c *Contest) refuse(action Action) error {
	if c.State.Allows(action) {
		return nil
	}
	return fault.Conflict("contest.not_now_"+string(c.State), fault.Args{"contest": c.Title})
}
