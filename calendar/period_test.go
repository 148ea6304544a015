package calendar

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

func TestParsePeriod(t *testing.T) {
	cases := []struct{ text, want, start, end string }{
		{"2022", "2022", "2022-01-01", "2022-12-31"},
		{"2022年", "2022", "2022-01-01", "2022-12-31"},
		{"2022Q2", "2022Q2", "2022-04-01", "2022-06-30"},
		{"2022q4", "2022Q4", "2022-10-01", "2022-12-31"},
		{"2022年第二季度", "2022Q2", "2022-04-01", "2022-06-30"},
		{"2022年1季度", "2022Q1", "2022-01-01", "2022-03-31"},
		{"2022-06", "2022-06", "2022-06-01", "2022-06-30"},
		{"2024年2月", "2024-02", "2024-02-01", "2024-02-29"},
		{"2022/6", "2022-06", "2022-06-01", "2022-06-30"},
		{"2022H1", "2022H1", "2022-01-01", "2022-06-30"},
		{"2022年下半年", "2022H2", "2022-07-01", "2022-12-31"},
		{"2022H3", "", "", ""},
		{"2022Q5", "", "", ""},
		{"2022-13", "", "", ""},
		{"2022-00", "", "", ""},
		{"2022-06-01", "", "", ""},
		{"", "", "", ""},
	}
	for _, c := range cases {
		t.Run(c.text, func(t *testing.T) {
			p, err := ParsePeriod(c.text)
			got := fmt.Sprint(p, " ", p.Start(), " ", p.End())
			if want := fmt.Sprint(c.want, " ", c.start, " ", c.end); got != want || (err == nil) != (c.want != "") {
				t.Errorf("ParsePeriod = %q, %v; want %q", got, err, want)
			}
		})
	}
}

func TestChildren(t *testing.T) {
	cases := []struct{ period, children, months, previous, chinese string }{
		{"2022", "[2022Q1 2022Q2 2022Q3 2022Q4]", "12", "2021", "2022年"},
		{"2022H2", "[2022Q3 2022Q4]", "6", "2022H1", "2022年下半年"},
		{"2022Q1", "[2022-01 2022-02 2022-03]", "3", "2021Q4", "2022年第一季度"},
		{"2022-01", "[]", "1", "2021-12", "2022年1月"},
	}
	for _, c := range cases {
		p := MustPeriod(c.period)
		if got := fmt.Sprint(p.Children()); got != c.children {
			t.Errorf("%s has %s, want %s", p, got, c.children)
		}
		if got := fmt.Sprint(len(p.Split(Month))); got != c.months {
			t.Errorf("%s has %s months, want %s", p, got, c.months)
		}
		if got := p.Previous().String(); got != c.previous {
			t.Errorf("before %s comes %s, want %s", p, got, c.previous)
		}
		if got := p.Chinese(); got != c.chinese {
			t.Errorf("%s is %s, want %s", p, got, c.chinese)
		}
	}
	if got := MustPeriod("2022Q1").Split(Year); got != nil {
		t.Errorf("a quarter holds the years %v", got)
	}
}

func TestPeriodProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate.Draw(t, "date")
		kind := rapid.SampledFrom([]Kind{Year, Quarter, Month}).Draw(t, "kind")
		p := d.In(kind)
		if !p.Contains(d) || p.Previous().Contains(d) || p.Next().Contains(d) {
			t.Fatalf("%v lies in %v and in its neighbours", d, p)
		}
		if p.Previous().End().AddDays(1) != p.Start() || p.Next().Previous() != p {
			t.Fatalf("there is a gap around %v", p)
		}
		for _, text := range []string{p.String(), p.Chinese()} {
			if back, err := ParsePeriod(text); err != nil || back != p {
				t.Fatalf("%s reads back as %v, %v", text, back, err)
			}
		}
		if children := p.Children(); len(children) > 0 &&
			(children[0].Start() != p.Start() || children[len(children)-1].End() != p.End()) {
			t.Fatalf("%v's children %v don't fill it", p, children)
		}
	})
}

func FuzzParsePeriod(f *testing.F) {
	f.Add("2022Q2")
	f.Add("2022年6月")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := ParsePeriod(text)
		if err == nil && MustPeriod(p.String()) != p {
			t.Errorf("%q reads as %v, which does not read back", text, p)
		}
	})
}
