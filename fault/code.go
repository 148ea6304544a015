package fault

import "net/http"

// Code is one of a small closed set of sorts of errors. It is an error
// itself, so that errors.Is(err, fault.CodeNotFound) reads as it should.
type Code string

const (
	CodeInvalid         Code = "invalid"         // the input is at fault
	CodeUsage           Code = "usage"           // the command or the request is malformed
	CodeNotFound        Code = "not_found"       // there is no such thing, or none that may be seen
	CodeConflict        Code = "conflict"        // it collides with what is there already
	CodeForbidden       Code = "forbidden"       // no grant opens this
	CodeUnauthenticated Code = "unauthenticated" // nobody is signed in
	CodeLimited         Code = "limited"         // too many attempts, try later
	CodeUnavailable     Code = "unavailable"     // the system can't just now: full disk, lost database
	CodeInternal        Code = "internal"        // a mistake of ours
)

// Codes lists the closed set.
func Codes() []Code {
	return []Code{CodeInvalid, CodeUsage, CodeNotFound, CodeConflict, CodeForbidden,
		CodeUnauthenticated, CodeLimited, CodeUnavailable, CodeInternal}
}

func (c Code) Error() string { return string(c) }

var statuses = map[Code]int{
	CodeInvalid:         http.StatusUnprocessableEntity,
	CodeUsage:           http.StatusBadRequest,
	CodeNotFound:        http.StatusNotFound,
	CodeConflict:        http.StatusConflict,
	CodeForbidden:       http.StatusForbidden,
	CodeUnauthenticated: http.StatusUnauthorized,
	CodeLimited:         http.StatusTooManyRequests,
	CodeUnavailable:     http.StatusServiceUnavailable,
	CodeInternal:        http.StatusInternalServerError,
}

// HTTPStatus is the status a response with this code carries.
func (c Code) HTTPStatus() int {
	if status, ok := statuses[c]; ok {
		return status
	}
	return http.StatusInternalServerError
}

// ExitCode is 1 when the input is at fault, 2 when the usage is, 3 when the
// system is.
func (c Code) ExitCode() int {
	switch c {
	case CodeUsage:
		return 2
	case CodeInvalid, CodeNotFound, CodeConflict, CodeForbidden, CodeUnauthenticated, CodeLimited:
		return 1
	default:
		return 3
	}
}
