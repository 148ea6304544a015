// Command limit is what the hardware gives with net/http alone: a page from memory, and nothing else.
//
//	limit FILE ADDRESS
package main

import (
	"log"
	"net/http"
	"os"
)

func main() {
	page, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	log.Fatal(http.ListenAndServe(os.Args[2], http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(page)
	})))
}
