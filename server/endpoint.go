package server

import (
	"context"
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"qixing/fault"
	"qixing/org"
	"qixing/store"
)

// call is one request under way: who asks, in which transaction.
type call struct {
	context.Context
	tx   *store.Tx
	who  org.Principal
	lang string
}

// answer is a JSON body.
type answer[O any] struct {
	Body O
}

// nothing is an answer without content of its own.
type nothing struct {
	OK bool `json:"ok"`
}

// query declares a GET for whoever is signed in. It reads in one transaction, so that all it answers is of one moment.
func query[I, O any](s *Server, path, summary string, do func(call, *I) (O, error)) {
	declare(s, http.MethodGet, path, summary, s.db.Read, do)
}

// command declares a change by whoever is signed in: all of it is done, or nothing.
func command[I, O any](s *Server, method, path, summary string, do func(call, *I) (O, error)) {
	declare(s, method, path, summary, s.db.Write, do)
}

// logged declares a GET of what may be sensitive. Whoever opens such a thing gives a reason, and that they did is kept; so with a reason
// the reading runs as a change.
func logged[I, O any](s *Server, path, summary string, reason func(*I) string, do func(call, *I) (O, error)) {
	declareIn(s, http.MethodGet, path, summary, func(input *I) transact {
		if reason(input) != "" {
			return s.db.Write
		}
		return s.db.Read
	}, do)
}

type transact func(context.Context, func(*store.Tx) error) error

func declare[I, O any](s *Server, method, path, summary string, in transact, do func(call, *I) (O, error)) {
	declareIn(s, method, path, summary, func(*I) transact { return in }, do)
}

func declareIn[I, O any](s *Server, method, path, summary string, in func(*I) transact, do func(call, *I) (O, error)) {
	operation := huma.Operation{OperationID: operationID(method, path), Method: method, Path: "/api" + path, Summary: summary,
		Tags: []string{strings.Split(strings.TrimPrefix(path, "/"), "/")[0]}, Security: []map[string][]string{{"session": {}}},
		Errors: []int{401, 403, 404, 409, 422}, MaxBodyBytes: 1 << 20}
	huma.Register(s.api, operation, func(ctx context.Context, input *I) (*answer[O], error) {
		var out answer[O]
		err := s.asked(ctx, in(input), func(c call) (failed error) {
			out.Body, failed = do(c, input)
			return failed
		})
		fillLists(reflect.ValueOf(&out.Body).Elem())
		if err != nil {
			return nil, s.problem(ctx, languageOf(ctx), err)
		}
		return &out, nil
	})
}

// operationID names an operation by its method and path: get-rounds-by-id-entries.
func operationID(method, path string) string {
	name := strings.NewReplacer("/{", "-by-", "}", "", "/", "-", ".", "-").Replace(path)
	return strings.ToLower(method) + name
}

// asked does what a request asks for in one transaction, which also finds who asks.
func (s *Server) asked(ctx context.Context, in transact, do func(call) error) error {
	shown := ticketOf(ctx)
	if shown == nil { // then no transaction is worth beginning
		return errSignedOut
	}
	err := in(ctx, func(tx *store.Tx) error {
		if err := s.lookFor(ctx, tx, shown); err != nil {
			return err
		}
		who, err := s.admit(ctx, shown.found)
		if err != nil {
			return err
		}
		return do(call{Context: ctx, tx: tx, who: who, lang: languageOf(ctx)})
	})
	if kept := s.keepSession(ctx); err == nil {
		err = kept
	}
	return err
}

var errSignedOut error = fault.Unauthenticated("server.signed_out", nil)

// admit tells who a session's account is, if it may do anything but change its password.
func (s *Server) admit(ctx context.Context, found *session) (org.Principal, error) {
	if found == nil {
		return org.Principal{}, errSignedOut
	}
	if s.mustChange(found.account) {
		return org.Principal{}, fault.Forbidden("server.must_change", nil)
	}
	who := found.who
	who.Language = languageOf(ctx)
	return who, nil
}

// signedIn tells who asks, for an operation that is not one transaction from end to end.
func (s *Server) signedIn(ctx context.Context) (org.Principal, error) {
	found, err := s.findSession(ctx)
	if err != nil {
		return org.Principal{}, err
	}
	return s.admit(ctx, found)
}
