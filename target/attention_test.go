package target

import (
	"testing"

	"qixing/calendar"
	"qixing/fixed"
	"qixing/org"
	"qixing/pack"
)

func TestWorst(t *testing.T) {
	at := func(id string, pace Pace, value, byNow int64) Standing {
		return Standing{Target: &pack.Target{ID: id}, Pace: pace, Value: fixed.FromInt(value), ByNow: fixed.FromInt(byNow), Goal: fixed.FromInt(100)}
	}
	all := []Standing{at("slim", OnPace, 51, 50), at("well", OnPace, 80, 50), at("reached", Reached, 100, 50), at("behind", Behind, 40, 50), at("further", Behind, 10, 50),
		at("missed", Missed, 99, 100)}
	cases := []struct {
		name string
		of   []Standing
		want []string
	}{
		{"missed, then the furthest behind", all, []string{"missed", "further", "behind"}},
		{"when none is late, the slimmest", all[:3], []string{"slim", "well"}},
		{"what is reached needs nobody", all[2:3], nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := Worst(c.of, 3)
			if len(got) != len(c.want) {
				t.Fatalf("%d targets, want %d", len(got), len(c.want))
			}
			for i, id := range c.want {
				if got[i].Target.ID != id {
					t.Errorf("place %d: %s, want %s", i+1, got[i].Target.ID, id)
				}
			}
		})
	}
}

func TestArrival(t *testing.T) {
	s := span{calendar.MustDate("2022-01-01"), calendar.MustDate("2022-12-31")}
	cases := []struct {
		name, day   string
		value, goal int64
		want        string
	}{
		{"in time", "2022-06-30", 60, 100, "2022-10-29"},
		{"too late", "2022-06-30", 40, 100, "2023-03-29"},
		{"nothing yet", "2022-06-30", 0, 100, ""},
		{"there already", "2022-06-30", 100, 100, ""},
		{"too early to say", "2022-01-05", 1, 100, ""},
		{"so far away that it says nothing", "2022-06-30", 1, 100, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := ""
			if day := arrival(fixed.FromInt(c.value), fixed.FromInt(c.goal), s, calendar.MustDate(c.day)); !day.IsZero() {
				got = day.String()
			}
			if got != c.want {
				t.Errorf("arrives %q, want %q", got, c.want)
			}
		})
	}
}

func TestListDrags(t *testing.T) {
	east, west := org.Unit{ID: 1, Title: "东镇"}, org.Unit{ID: 2, Title: "西镇"}
	member := func(town org.Unit, id, value int64, satisfies bool) Member {
		return Member{Unit: org.Unit{ID: id}, Town: town, Known: true, Value: fixed.FromInt(value), Satisfies: satisfies}
	}
	drags := ListDrags([]Member{member(east, 11, 9, false), member(east, 12, 20, true), member(west, 21, 3, false), member(west, 22, 7, false), member(west, 23, 30, true)})
	if len(drags) != 2 || drags[0].Town.ID != west.ID || drags[0].Short != 2 || drags[0].Of != 3 || drags[0].Best.Unit.ID != 22 {
		t.Errorf("drags %+v, want 西镇 first with 2 of 3, its best being 22", drags)
	}
	if got := ListDrags([]Member{member(east, 12, 20, true)}); len(got) != 0 {
		t.Errorf("%+v, though every village does its part", got)
	}
}
