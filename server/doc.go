// Package server is the house's front: the JSON API with its OpenAPI description, the public pages, sessions, and the embedded web
// application.
//
// It decides nothing. A handler reads a request, asks one of the rooms below, and writes the answer; every rule is theirs. Each file is one
// noun of the API. Handlers return errors, and errors.go is the only place that answers with one.
//
// To start, read server.go, then endpoint.go for how an operation is declared.
package server
