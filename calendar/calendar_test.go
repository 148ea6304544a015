package calendar

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"qixing/fault"
)

func TestDefault(t *testing.T) {
	c := Default()
	for year := 2020; year <= 2026; year++ {
		if !c.Known(year) {
			t.Errorf("%d is unknown", year)
		}
	}
	if c.Known(2019) || c.Known(2099) {
		t.Error("a year without data counts as known")
	}
	// By the notice of the State Council 2021 has 250: 261 weekdays, less 18
	// holidays on weekdays, plus 7 make-up days.
	if got := c.Workdays(MustDate("2020-12-31"), MustDate("2021-12-31")); got != 250 {
		t.Errorf("2021 has %d workdays, want 250", got)
	}
}

func TestIsWorkday(t *testing.T) {
	cases := []struct {
		name, date string
		want       bool
	}{
		{"a Friday", "2022-04-29", true},
		{"a Sunday that makes up for May Day", "2022-04-24", true},
		{"a Saturday that makes up for National Day", "2022-10-08", true},
		{"a Tuesday in the National Day week", "2022-10-04", false},
		{"an ordinary Saturday", "2022-04-16", false},
		{"New Year's Eve that belongs to 2023", "2022-12-31", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := Default().IsWorkday(MustDate(c.date)); got != c.want {
				t.Errorf("IsWorkday(%s) = %v", c.date, got)
			}
		})
	}
}

func TestAddWorkdays(t *testing.T) {
	cases := []struct {
		name, from string
		n          int
		want       string
	}{
		{"a reply due 15 workdays after a Friday", "2022-04-15", 15, "2022-05-09"},
		{"the same over National Day", "2022-09-23", 15, "2022-10-19"},
		{"a notice of 5 workdays over a holiday week", "2022-09-29", 5, "2022-10-11"},
		{"5 workdays in an ordinary week", "2022-11-14", 5, "2022-11-21"},
		{"begun on a holiday", "2022-10-03", 1, "2022-10-08"},
		{"none", "2022-10-03", 0, "2022-10-03"},
		{"backwards over National Day", "2022-10-11", -5, "2022-09-29"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, warnings := Default().AddWorkdays(MustDate(c.from), c.n)
			if got.String() != c.want || len(warnings) != 0 {
				t.Errorf("%s + %d = %s %v, want %s", c.from, c.n, got, warnings, c.want)
			}
		})
	}
}

func TestDeadline(t *testing.T) {
	got, _ := Default().Deadline(MustDate("2022-09-29"), 5)
	if want := time.Date(2022, 10, 11, 10, 0, 0, 0, time.UTC); !got.Equal(want) {
		t.Errorf("deadline = %v, want 18:00 in Beijing, %v", got, want)
	}
}

func TestUnknownYearWarns(t *testing.T) {
	day, warnings := Default().AddWorkdays(MustDate("2098-12-31"), 300)
	if fmt.Sprint(warnings) != "[{2098} {2099} {2100}]" || day.Year != 2100 {
		t.Errorf("%v with warnings %v, want one a year", day, warnings)
	}
	if text := warnings[1].Text("zh"); !strings.Contains(text, "2099") {
		t.Errorf("the warning does not name its year: %s", text)
	}
	added := Default().With(
		Day{MustDate("2099-01-01"), false, "元旦"}, Day{MustDate("2099-10-01"), false, "国庆节"})
	if !added.Known(2099) || Default().Known(2099) {
		t.Error("imported rows must make the year known, and leave the other calendar alone")
	}
}

func TestParseDays(t *testing.T) {
	days, err := ParseDays("\ufeff日期,安排,名称\r\n2027-01-01,放假,元旦节\n2027.1.2, 上班 ,\"元旦节,调休\"\n")
	if err != nil || len(days) != 2 || days[0].Works || !days[1].Works || days[1].Title != "元旦节,调休" {
		t.Errorf("ParseDays = %+v, %v", days, err)
	}
	cases := []struct {
		name, text string
		row        int
	}{
		{"no date", "日期,安排,名称\n2027-01-01,放假,a\n2027-02-30,放假,b", 3},
		{"no arrangement", "2027-01-01,也许,a", 1},
		{"one column", "2027-01-01", 1},
		{"a broken quote", "2027-01-01,放假,\"a", 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			days, err := ParseDays(c.text)
			if !errors.Is(err, fault.CodeInvalid) || days != nil || fault.Find(err).Args["row"] != c.row {
				t.Errorf("ParseDays = %v, %v; want row %d refused", days, err, c.row)
			}
		})
	}
}

func TestWorkdayProperties(t *testing.T) {
	c := Default()
	rapid.Check(t, func(t *rapid.T) {
		from, n := anyDate.Draw(t, "from"), rapid.IntRange(1, 400).Draw(t, "n")
		to, _ := c.AddWorkdays(from, n)
		if !c.IsWorkday(to) {
			t.Fatalf("%v + %d = %v, which is no workday", from, n, to)
		}
		if got := c.Workdays(from, to); got != n {
			t.Fatalf("%v to %v has %d workdays, want %d", from, to, got, n)
		}
		if further, _ := c.AddWorkdays(from, n+1); !further.After(to) {
			t.Fatalf("%v + %d does not lie after + %d", from, n+1, n)
		}
		back, _ := c.AddWorkdays(to, -n)
		if back.After(from) || c.Workdays(back, from) > 1 {
			t.Fatalf("%v - %d workdays = %v, want about %v", to, n, back, from)
		}
	})
}

func FuzzParseDays(f *testing.F) {
	f.Add("日期,安排,名称\n2027-01-01,放假,元旦节\n")
	f.Fuzz(func(t *testing.T, text string) {
		days, err := ParseDays(text)
		if err != nil {
			return
		}
		back, err := ParseDays(FormatDays(days))
		if err != nil || len(back) != len(days) {
			t.Errorf("%d days read back as %d, %v", len(days), len(back), err)
		}
	})
}
