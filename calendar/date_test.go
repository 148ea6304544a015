package calendar

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParseDate(t *testing.T) {
	cases := []struct{ text, want string }{
		{"2022-04-29", "2022-04-29"},
		{"2022.4.29", "2022-04-29"},
		{"2022/4/29", "2022-04-29"},
		{"2022年4月29日", "2022-04-29"},
		{" 2024-2-29 ", "2024-02-29"},
		{"2022-02-29", ""},
		{"2022-13-01", ""},
		{"2022-00-10", ""},
		{"2022-04/29", ""},
		{"22-04-29", ""},
		{"0000-01-01", ""},
		{"", ""},
		{"昨天", ""},
	}
	for _, c := range cases {
		t.Run(c.text, func(t *testing.T) {
			got, err := ParseDate(c.text)
			if got.String() != c.want || (err == nil) != (c.want != "") {
				t.Errorf("ParseDate = %q, %v; want %q", got, err, c.want)
			}
		})
	}
}

func TestAddMonths(t *testing.T) {
	cases := []struct {
		from   string
		months int
		want   string
	}{
		{"2022-08-31", 6, "2023-02-28"}, // the effect of an admonition: served in August, ends in February
		{"2023-08-31", 6, "2024-02-29"},
		{"2022-01-15", 1, "2022-02-15"},
		{"2022-12-31", 1, "2023-01-31"},
		{"2022-03-31", -1, "2022-02-28"},
		{"2022-01-31", -13, "2020-12-31"},
		{"2022-05-31", 0, "2022-05-31"},
	}
	for _, c := range cases {
		if got := MustDate(c.from).AddMonths(c.months).String(); got != c.want {
			t.Errorf("%s + %d months = %s, want %s", c.from, c.months, got, c.want)
		}
	}
}

func TestDateOfIsBeijing(t *testing.T) {
	evening := time.Date(2022, 12, 31, 16, 0, 0, 0, time.UTC)
	if got := DateOf(evening).String(); got != "2023-01-01" {
		t.Errorf("DateOf = %s, want the new year in Beijing", got)
	}
	if got := DateOf(evening.Add(-time.Second)).String(); got != "2022-12-31" {
		t.Errorf("DateOf = %s, want the old year", got)
	}
}

func TestDateJSON(t *testing.T) {
	type paper struct {
		On, Until Date
		For       Period
	}
	data, err := json.Marshal(paper{On: MustDate("2022-04-29"), For: MustPeriod("2022Q2")})
	if want := `{"On":"2022-04-29","Until":"","For":"2022Q2"}`; string(data) != want || err != nil {
		t.Errorf("JSON = %s, %v; want %s", data, err, want)
	}
	var back paper
	if err := json.Unmarshal(data, &back); err != nil || back.On.String() != "2022-04-29" || !back.Until.IsZero() || back.For.String() != "2022Q2" {
		t.Errorf("back = %+v, %v", back, err)
	}
}

var anyDate = rapid.Custom(func(t *rapid.T) Date {
	return MustDate("2020-01-01").AddDays(rapid.IntRange(0, 8*365).Draw(t, "day"))
})

func TestDateProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, n := anyDate.Draw(t, "date"), rapid.IntRange(-4000, 4000).Draw(t, "n")
		if back, err := ParseDate(d.String()); err != nil || back != d {
			t.Fatalf("%v does not read back: %v %v", d, back, err)
		}
		if back, err := ParseDate(d.Chinese()); err != nil || back != d {
			t.Fatalf("%s does not read back", d.Chinese())
		}
		if got := d.AddDays(n).DaysSince(d); got != n {
			t.Fatalf("%v + %d days is %d days on", d, n, got)
		}
		on := d.AddMonths(n % 200)
		if on.Day > d.Day || on.AddDays(1).Day != 1 && on.Day != d.Day {
			t.Fatalf("%v + %d months = %v: neither the day nor the month's last", d, n%200, on)
		}
	})
}

func FuzzParseDate(f *testing.F) {
	f.Add("2022-04-29")
	f.Add("2022年4月29日")
	f.Fuzz(func(t *testing.T, text string) {
		d, err := ParseDate(text)
		if err == nil && MustDate(d.String()) != d {
			t.Errorf("%q reads as %v, which does not read back", text, d)
		}
	})
}
