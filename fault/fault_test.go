package fault

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestIs(t *testing.T) {
	err := fmt.Errorf("find unit: %w", NotFound("store.not_found", nil))
	cases := []struct {
		name   string
		target error
		want   bool
	}{
		{"its code", CodeNotFound, true},
		{"another code", CodeConflict, false},
		{"its key", NotFound("store.not_found", nil), true},
		{"another key", NotFound("org.unit_not_found", nil), false},
		{"the code as an error", &Error{Code: CodeNotFound}, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := errors.Is(err, c.target); got != c.want {
				t.Errorf("errors.Is = %v, want %v", got, c.want)
			}
		})
	}
}

func TestCodeOf(t *testing.T) {
	cases := []struct {
		name   string
		err    error
		code   Code
		exit   int
		status int
	}{
		{"invalid", Invalid("x.y", nil), CodeInvalid, 1, 422},
		{"usage", Usage("x.y", nil), CodeUsage, 2, 400},
		{"wrapped conflict", fmt.Errorf("save: %w", Conflict("x.y", nil)), CodeConflict, 1, 409},
		{"a stranger", errors.New("boom"), CodeInternal, 3, 500},
		{"cancelled", context.Canceled, CodeUnavailable, 3, 503},
		{"a bare code", CodeForbidden, CodeForbidden, 1, 403},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := CodeOf(c.err)
			if got != c.code || got.ExitCode() != c.exit || got.HTTPStatus() != c.status {
				t.Errorf("got %s %d %d, want %s %d %d", got, got.ExitCode(), got.HTTPStatus(), c.code, c.exit, c.status)
			}
		})
	}
	for _, code := range Codes() {
		if _, ok := statuses[code]; !ok {
			t.Errorf("code %s has no status", code)
		}
	}
}

func TestText(t *testing.T) {
	newer := Invalid("store.schema_newer", Args{"database": 9, "binary": 3})
	if got, want := newer.Error(), "数据库的版本是 9，本程序只认识到版本 3，没有打开。"; got != want {
		t.Errorf("Error() = %q, want %q", got, want)
	}
	if got := Text(newer, "en-GB"); !strings.Contains(got, "at version 9") {
		t.Errorf("English text = %q", got)
	}
	if got := HintText(newer, "en"); !strings.HasPrefix(got, "Use the version") {
		t.Errorf("hint = %q", got)
	}
	if got := Text(Invalid("x.unknown", nil), "zh"); got != "x.unknown" {
		t.Errorf("missing key gives %q, want the key", got)
	}
	if got := Text(errors.New("pq: password=secret"), "zh"); strings.Contains(got, "secret") {
		t.Errorf("a stranger's text reached the user: %q", got)
	}
	if got := Internal(errors.New("deep cause")).Error(); !strings.Contains(got, "deep cause") {
		t.Errorf("the log does not see the cause: %q", got)
	}
}

func TestList(t *testing.T) {
	a, b := Invalid("a.a", nil).At("name"), Conflict("b.b", nil)
	joined := errors.Join(a, fmt.Errorf("row 3: %w", errors.Join(b, errors.New("other"))))
	got := List(joined)
	if len(got) != 2 || got[0] != a || got[1] != b {
		t.Errorf("List = %v, want a and b", got)
	}
}
