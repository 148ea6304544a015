//go:build pprof

package main

import (
	"net/http"
	_ "net/http/pprof" // on the default mux, which only this listener serves
)

func init() {
	go func() { must(http.ListenAndServe("127.0.0.1:6062", nil)) }()
}
