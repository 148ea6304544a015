package qixing_test

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// floors are the rooms of the house from the front door down. A package may import what stands below it, never what stands above or beside it
// on the same line. docs/architecture.md shows the same list; TestArchitecturePage holds the two together.
var floors = [][]string{
	{"cmd/qixing"},
	{"demo"},
	{"server", "trial", "backup"},
	{"outcome"},
	{"notice"},
	{"matter", "contest"},
	{"round"},
	{"rollup", "delivery"},
	{"procedure", "target", "reminder"},
	{"score"},
	{"ledger/ledgertest"},
	{"ledger"},
	{"org"},
	{"journal"},
	{"store/storetest"},
	{"store"},
	{"pack"},
	{"calendar"},
	{"expression"},
	{"fixed", "fault", "web", "packs"},
}

// pure packages decide by rules alone: no database, no network.
var pure = []string{"procedure", "score", "pack", "calendar", "expression", "fixed"}

func floorOf(t *testing.T, room string) int {
	t.Helper()
	for i, floor := range floors {
		if slices.Contains(floor, room) {
			return i
		}
	}
	t.Errorf("package %s has no floor: give it one here and in docs/architecture.md", room)
	return -1
}

// imports gives every package of the house with what it imports outside its tests.
func imports(t *testing.T) map[string][]string {
	t.Helper()
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{.Name}} {{join .Imports " "}}`, "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	all := map[string][]string{}
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		room := strings.TrimPrefix(words[0], "qixing/")
		if room == "qixing" || (words[1] == "main" && !strings.HasPrefix(room, "cmd/")) {
			continue // the house itself, and generators that go generate runs
		}
		all[room] = words[2:]
	}
	return all
}

func TestArrowsPointDown(t *testing.T) {
	for room, uses := range imports(t) {
		from := floorOf(t, room)
		for _, used := range uses {
			below, ours := strings.CutPrefix(used, "qixing/")
			if ours && floorOf(t, below) <= from {
				t.Errorf("%s imports %s, which doesn't stand below it", room, below)
			}
		}
	}
}

// The page for newcomers names every room.
func TestArchitecturePage(t *testing.T) {
	page, err := os.ReadFile("docs/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, floor := range floors {
		for _, room := range floor {
			if !strings.Contains(string(page), "`"+room+"`") {
				t.Errorf("docs/architecture.md doesn't name %s", room)
			}
		}
	}
}

func TestPureRoomsStayPure(t *testing.T) {
	for room, uses := range imports(t) {
		for _, used := range uses {
			if slices.Contains(pure, room) && slices.Contains([]string{"database/sql", "net/http", "qixing/store"}, used) {
				t.Errorf("%s is pure and must not import %s", room, used)
			}
		}
	}
}
