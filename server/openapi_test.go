package server_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"net/http"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write the description of the API that the web's types are made from")

const described = "../web/src/api/openapi.json"

// The web's types are made from a file; it says what the server says. scripts/lint.sh holds the types against the file.
func TestTheWebKnowsTheAPI(t *testing.T) {
	withHouse(t, func(h *house) {
		var got bytes.Buffer
		h.Must(json.Indent(&got, h.do("", http.MethodGet, "/openapi.json", "").want(http.StatusOK).Body.Bytes(), "", " "))
		got.WriteByte('\n')
		if *update {
			h.Must(os.WriteFile(described, got.Bytes(), 0o644))
		}
		want, err := os.ReadFile(described)
		h.Must(err)
		if !bytes.Equal(got.Bytes(), want) {
			t.Errorf("%s is not what the server describes; run: go test ./server -run TheWebKnowsTheAPI -update, then: cd web && npm run schema", described)
		}
	})
}
