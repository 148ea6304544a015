package server

import "testing"

// The pages are parsed for their first visitor, who must not be the one to find a mistake in them.
func TestPagesParse(t *testing.T) {
	for lang, parse := range templates {
		for _, name := range []string{"list", "notice", "receipt"} {
			if parse().Lookup(name) == nil {
				t.Errorf("%s: there is no page %s", lang, name)
			}
		}
	}
}
