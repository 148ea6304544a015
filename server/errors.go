package server

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"log/slog"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"qixing/fault"
)

// problem is the body of every error (RFC 9457), with only what the user may know.
type problem struct {
	Title    string         `json:"title"`
	Status   int            `json:"status"`
	Detail   string         `json:"detail" doc:"what happened, in the user's language"`
	Hint     string         `json:"hint,omitempty" doc:"what to do"`
	Code     string         `json:"code"`
	Key      string         `json:"key,omitempty" doc:"names the message, for programs"`
	Incident string         `json:"incident,omitempty" doc:"the number under which the server logged it"`
	Errors   []problemField `json:"errors,omitempty"`
}

// problemField is what is wrong with one field.
type problemField struct {
	Location string `json:"location"`
	Message  string `json:"message"`
	Hint     string `json:"hint,omitempty"`
}

func (p *problem) Error() string { return p.Detail }

// GetStatus lets huma answer with the right status.
func (p *problem) GetStatus() int { return p.Status }

// ContentType is RFC 9457's.
func (p *problem) ContentType(string) string { return "application/problem+json" }

// problem turns an error into what the user sees, and logs with a number what they don't.
func (s *Server) problem(ctx context.Context, lang string, err error) error {
	code := fault.CodeOf(err)
	p := &problem{Title: http.StatusText(code.HTTPStatus()), Status: code.HTTPStatus(), Code: string(code),
		Detail: fault.Text(err, lang), Hint: fault.HintText(err, lang)}
	for _, one := range fault.List(err) {
		if p.Key == "" {
			p.Key = one.Key
		}
		if one.Field != "" {
			p.Errors = append(p.Errors, problemField{Location: "body." + one.Field, Message: fault.Text(one, lang), Hint: fault.HintText(one, lang)})
		}
	}
	if code == fault.CodeInternal || code == fault.CodeUnavailable {
		p.Incident = incident()
		s.log.ErrorContext(ctx, "request failed", slog.String("incident", p.Incident), slog.String("error", fmt.Sprint(err)))
	}
	return p
}

// incident is a number to quote: short enough to read over the phone.
func incident() string {
	var raw [4]byte
	_, _ = rand.Read(raw[:])
	return hex.EncodeToString(raw[:])
}

// malformed is what huma calls when a request doesn't fit its description: every field at once, in the user's language.
func malformed(ctx huma.Context, status int, _ string, errs ...error) huma.StatusError {
	lang := "zh"
	if ctx != nil {
		lang = languageOf(ctx.Context())
	}
	p := &problem{Title: http.StatusText(status), Status: status, Code: string(fault.CodeInvalid), Key: "server.malformed"}
	p.Detail = fault.Sentence("server.malformed", lang, nil)
	for _, err := range errs {
		if detailer, is := err.(huma.ErrorDetailer); is {
			detail := detailer.ErrorDetail()
			p.Errors = append(p.Errors, problemField{Location: detail.Location,
				Message: fault.Sentence("server.field", lang, fault.Args{"location": detail.Location, "why": detail.Message})})
		}
	}
	return p
}

// WriteProblem answers with an error outside the API: downloads, uploads.
func (s *Server) writeProblem(w http.ResponseWriter, r *http.Request, err error) {
	p := s.problem(r.Context(), languageOf(r.Context()), err).(*problem)
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.Status)
	writeJSON(w, p)
}
