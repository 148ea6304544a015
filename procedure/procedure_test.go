package procedure

import (
	"errors"
	"testing"

	"qixing/calendar"
	"qixing/fault"
	"qixing/fixed"
	"qixing/pack"
)

func literal(text string) *pack.Number {
	value, err := fixed.Parse(text)
	if err != nil {
		panic(err)
	}
	return &pack.Number{Literal: value}
}

func TestNextRefusesWhatIsOutOfOrder(t *testing.T) {
	for _, c := range []struct {
		from  Status
		event Event
		want  Status // "" is refused
	}{
		{Open, Submit, Submitted},
		{Submitted, Submit, ""},
		{Open, PickUp, ""},
		{Open, GoOn, Entered},
		{Submitted, GoOn, ""},
		{Entered, Submit, ""},
		{Entered, PickUp, Recommended},
		{Entered, FinishReview, Reviewed},
		{Entered, Select, Selected},
		{Submitted, PickUp, Recommended},
		{Open, Select, ""},
		{Reviewed, Select, Selected},
		{Selected, Confirm, Confirmed},
		{Published, Confirm, Confirmed},
		{Published, Uphold, ""},
		{Objected, Uphold, Reopened},
		{Objected, Confirm, ""},
		{Reopened, NotSelect, NotSelected},
		{Confirmed, Revoke, Revoked},
		{Published, Revoke, ""},
		{NotSelected, Select, ""},
	} {
		got, err := Next(c.from, c.event)
		if got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%s + %s = %q, %v; want %q", c.from, c.event, got, err, c.want)
		}
		if err != nil && !errors.Is(err, fault.CodeConflict) {
			t.Errorf("%s + %s: %v is not a conflict", c.from, c.event, err)
		}
	}
}

func TestVotes(t *testing.T) {
	rules := &pack.Votes{Present: literal("0.5"), Agree: literal("0.5")}
	if err := CheckMeeting(Meeting{Expected: 11, Present: 5}, rules, nil); err == nil {
		t.Error("5 of 11 make a quorum of half")
	}
	if err := CheckMeeting(Meeting{Expected: 11, Present: 12}, nil, nil); err == nil {
		t.Error("12 of 11 were present")
	}
	meeting := Meeting{Expected: 10, Present: 9}
	for agree, want := range map[int]bool{5: false, 6: true} {
		got, err := Carries(Tally{Agree: agree, Against: 9 - agree}, meeting, rules, nil)
		if err != nil || got != want {
			t.Errorf("%d of 10 agree: %v, %v; want %v", agree, got, err, want)
		}
	}
	if _, err := Carries(Tally{Agree: 10}, meeting, rules, nil); err == nil {
		t.Error("ten votes from nine people")
	}
}

func TestDue(t *testing.T) {
	days := calendar.Default()
	for _, c := range []struct {
		stage pack.Stage
		want  string
	}{
		{pack.Stage{Due: "11-15"}, "2022-11-15"},
		{pack.Stage{Due: "+1-01-20"}, "2023-01-20"},
		{pack.Stage{Workdays: literal("5")}, "2022-10-11"}, // the week of 国庆 lies between, with two make-up days
	} {
		got, err := Due(&c.stage, calendar.MustPeriod("2022"), calendar.MustDate("2022-09-29"), days, nil)
		if err != nil || got.String() != c.want {
			t.Errorf("%+v: due %s, %v; want %s", c.stage, got, err, c.want)
		}
	}
	if _, err := Due(&pack.Stage{Due: "13-40"}, calendar.MustPeriod("2022"), calendar.Date{}, days, nil); !errors.Is(err, fault.CodeInvalid) {
		t.Errorf("13-40 gave %v", err)
	}
}

func TestWhatAnEntryGoesBackTo(t *testing.T) {
	stages := []*pack.Stage{{ID: "own", Action: pack.Assess}, {ID: "town", Action: pack.Recommend}, {ID: "first", Action: pack.Review}, {ID: "second", Action: pack.Review}, {ID: "end", Action: pack.Decide}}
	for _, c := range []struct {
		stages   []*pack.Stage
		to       string
		assessed bool
		want     Status
	}{
		{stages, "own", true, Open},
		{stages, "town", true, Submitted},
		{stages, "town", false, Entered},
		{stages, "first", true, Recommended},
		{stages, "second", true, Reviewed},
		{stages[2:], "first", false, Entered}, // a procedure that begins with a review
	} {
		_, to := StageOf(c.stages, c.to)
		if got := Returned(c.stages, to, c.assessed); got != c.want {
			t.Errorf("back to %s (assessed %v): %s, want %s", c.to, c.assessed, got, c.want)
		}
	}
	if First(stages) != Open || First(stages[1:]) != Entered {
		t.Error("who assesses nothing waits for no assessment")
	}
}
