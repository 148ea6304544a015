package procedure

import (
	"slices"

	"qixing/pack"
)

// StageOf finds a stage and its position.
func StageOf(stages []*pack.Stage, id string) (int, *pack.Stage) {
	for i, stage := range stages {
		if stage.ID == id {
			return i, stage
		}
	}
	return -1, nil
}

// Following is the stage after the one at position i, or nil at the end.
func Following(stages []*pack.Stage, i int) *pack.Stage {
	if i+1 < len(stages) {
		return stages[i+1]
	}
	return nil
}

// FirstOf finds the first stage with an action, or nil.
func FirstOf(stages []*pack.Stage, action pack.Action) *pack.Stage {
	for _, stage := range stages {
		if stage.Action == action {
			return stage
		}
	}
	return nil
}

// Returned is the status of an entry that goes back to a stage: what it was when that stage began.
func Returned(stages []*pack.Stage, to *pack.Stage, assessed bool) Status {
	if to.Action == pack.Assess {
		return Open
	}
	at, _ := StageOf(stages, to.ID)
	for _, before := range slices.Backward(stages[:at]) {
		switch before.Action {
		case pack.Review:
			return Reviewed
		case pack.Recommend:
			return Recommended
		}
	}
	if assessed {
		return Submitted
	}
	return Entered
}

// Done tells whether an entry needs nothing more at a stage with this action.
func Done(status Status, action pack.Action) bool {
	if !status.InPlay() {
		return true
	}
	switch action {
	case pack.Assess:
		return status != Open
	case pack.Recommend:
		return status != Open && status != Entered && status != Submitted
	case pack.Review:
		return status != Open && status != Entered && status != Submitted && status != Recommended
	case pack.Decide:
		return status == Selected || status == Published || status == Confirmed
	case pack.Publish:
		return status == Published || status == Confirmed
	}
	return status == Confirmed
}
