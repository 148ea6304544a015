package main

import (
	"os"
	"testing"
)

func TestDaysAreGenerated(t *testing.T) {
	want, err := os.ReadFile("../days.csv")
	if err != nil {
		t.Fatal(err)
	}
	if table() != string(want) {
		t.Error("days.csv is stale: run go generate ./calendar")
	}
}
