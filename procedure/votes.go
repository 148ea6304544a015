package procedure

import (
	"qixing/fault"
	"qixing/fixed"
	"qixing/pack"
)

// Meeting is who was there when a body decided.
type Meeting struct {
	Expected int
	Present  int
}

// Tally is the vote on one entry.
type Tally struct {
	Agree   int
	Against int
	Abstain int
}

// CheckMeeting refuses a meeting that can't have been, or that was too small to decide.
func CheckMeeting(meeting Meeting, votes *pack.Votes, values map[string]fixed.Value) error {
	if meeting.Expected < 1 || meeting.Present < 0 || meeting.Present > meeting.Expected {
		return fault.Invalid("procedure.attendance", fault.Args{"present": meeting.Present, "expected": meeting.Expected}).At("present")
	}
	if votes == nil || votes.Present == nil {
		return nil
	}
	needed := pack.ShareOf(meeting.Expected, votes.Present.Resolve(values), "up")
	if meeting.Present < needed {
		return fault.Invalid("procedure.quorum", fault.Args{"present": meeting.Present, "needed": needed}).At("present")
	}
	return nil
}

// Carries tells whether a vote carries: more than the share of those expected agree. A tally that doesn't add up to those present is refused.
func Carries(tally Tally, meeting Meeting, votes *pack.Votes, values map[string]fixed.Value) (bool, error) {
	cast := tally.Agree + tally.Against + tally.Abstain
	if tally.Agree < 0 || tally.Against < 0 || tally.Abstain < 0 || cast > meeting.Present {
		return false, fault.Invalid("procedure.tally", fault.Args{"cast": cast, "present": meeting.Present}).At("votes")
	}
	if votes == nil || votes.Agree == nil {
		return tally.Agree > 0, nil
	}
	return int64(tally.Agree)*int64(fixed.One) > int64(meeting.Expected)*int64(votes.Agree.Resolve(values)), nil
}
