package pack

import "testing"

func TestThousandsAreSeparated(t *testing.T) {
	for number, want := range map[string]string{"0": "0", "999": "999", "1000": "1,000", "2000000.5": "2,000,000.5", "-12345": "-12,345", "-123": "-123"} {
		if got := grouped(number); got != want {
			t.Errorf("%s is written %s, want %s", number, got, want)
		}
	}
}
