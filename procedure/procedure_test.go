package procedure

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

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

func TestPlaces(t *testing.T) {
	share := &pack.Quota{Share: literal("0.2"), AtLeast: literal("1")}
	for pool, want := range map[int]int{0: 0, 1: 1, 4: 1, 5: 1, 9: 1, 10: 2, 17: 3} {
		if got := Places(share, pool, nil); got != want {
			t.Errorf("20%% of %d, at least 1: got %d, want %d", pool, got, want)
		}
	}
	if got := Places(&pack.Quota{Share: literal("0.4")}, 7, nil); got != 2 {
		t.Errorf("floor(0.40 × 7) = %d, want 2", got)
	}
	if got := Places(&pack.Quota{Share: literal("0.2")}, 4, nil); got != 0 {
		t.Errorf("floor(0.20 × 4) = %d, want 0", got)
	}
	if got := Places(nil, 4, nil); got != 4 {
		t.Errorf("no quota: %d, want all 4", got)
	}
}

func TestNeeded(t *testing.T) {
	if got := Needed(104, literal("0.8").Literal); got != 84 {
		t.Errorf("80%% of 104 needs %d, want 84", got)
	}
}

func TestPlacesNeverExceedThePool(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pool := rapid.IntRange(0, 5000).Draw(t, "pool")
		share := fixed.Value(rapid.Int64Range(0, int64(fixed.One)).Draw(t, "share"))
		quota := &pack.Quota{Share: &pack.Number{Literal: share}, Round: rapid.SampledFrom([]string{"", "up", "half"}).Draw(t, "round")}
		got := Places(quota, pool, nil)
		if got < 0 || got > pool {
			t.Fatalf("%d places of a pool of %d", got, pool)
		}
	})
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
		{Submitted, PickUp, Recommended},
		{Open, Select, ""},
		{Reviewed, Select, Selected},
		{Selected, Confirm, ""},
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
