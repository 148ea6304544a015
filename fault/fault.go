package fault

import (
	"context"
	"errors"
)

// Args fill the {names} in a message. One that says itself In a language is said in the reader's.
type Args = map[string]any

// Error is the one error type of the house.
type Error struct {
	Code  Code
	Key   string         // message key, "<package>.<what_happened>"
	Args  map[string]any // fill the {names} in the message
	Field string         // the input that is at fault, as the API or the pack names it
	Hint  string         // what to do; empty takes the catalog's "<key>.hint"
	Cause error          // never shown to a user, always logged
}

// Invalid says that the input is at fault.
func Invalid(key string, args Args) *Error { return &Error{Code: CodeInvalid, Key: key, Args: args} }

// Usage says that the command or the request is malformed.
func Usage(key string, args Args) *Error { return &Error{Code: CodeUsage, Key: key, Args: args} }

// NotFound says that there is no such thing, or none that the asker may see.
func NotFound(key string, args Args) *Error { return &Error{Code: CodeNotFound, Key: key, Args: args} }

// Conflict says that the change collides with what is there already.
func Conflict(key string, args Args) *Error { return &Error{Code: CodeConflict, Key: key, Args: args} }

// Forbidden says that no grant opens this.
func Forbidden(key string, args Args) *Error {
	return &Error{Code: CodeForbidden, Key: key, Args: args}
}

// Unauthenticated says that nobody is signed in, or the wrong secret was given.
func Unauthenticated(key string, args Args) *Error {
	return &Error{Code: CodeUnauthenticated, Key: key, Args: args}
}

// Limited says that it was tried too often.
func Limited(key string, args Args) *Error { return &Error{Code: CodeLimited, Key: key, Args: args} }

// Unavailable says that the system can't just now.
func Unavailable(key string, args Args) *Error {
	return &Error{Code: CodeUnavailable, Key: key, Args: args}
}

// Internal wraps a mistake of ours; the user sees none of the cause.
func Internal(cause error) *Error {
	return &Error{Code: CodeInternal, Key: "fault.internal", Cause: cause}
}

// At names the field at fault and returns e.
func (e *Error) At(field string) *Error { e.Field = field; return e }

// Because keeps the cause and returns e.
func (e *Error) Because(cause error) *Error { e.Cause = cause; return e }

// Error is the Chinese sentence, with the cause behind it for the log.
func (e *Error) Error() string {
	text := e.text("zh")
	if e.Cause != nil {
		return text + " (" + e.Cause.Error() + ")"
	}
	return text
}

func (e *Error) Unwrap() error { return e.Cause }

// Is matches a Code, or an *Error of the same code and, if it has one, key.
func (e *Error) Is(target error) bool {
	switch t := target.(type) {
	case Code:
		return e.Code == t
	case *Error:
		return e.Code == t.Code && (t.Key == "" || e.Key == t.Key)
	}
	return false
}

// Find gives the first *Error in err's chain, or nil.
func Find(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return nil
}

// CodeOf is the code of any error: whatever the house does not know is
// internal, except a deadline or a cancelled request, which is unavailable.
func CodeOf(err error) Code {
	if e := Find(err); e != nil {
		return e.Code
	}
	var code Code
	if errors.As(err, &code) {
		return code
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return CodeUnavailable
	}
	return CodeInternal
}

// List gives every *Error of a tree made with errors.Join, first to last.
func List(err error) []*Error {
	switch e := err.(type) {
	case nil:
		return nil
	case *Error:
		return []*Error{e}
	case interface{ Unwrap() []error }:
		var list []*Error
		for _, one := range e.Unwrap() {
			list = append(list, List(one)...)
		}
		return list
	}
	return List(errors.Unwrap(err))
}
