package server_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http/httptest"
	"net/textproto"
	"strings"
	"testing"
)

func mustJSON(value any) []byte {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return text
}

const png = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00\x00\x00IEND\xaeB`\x82"

// upload sends a file under a name, just as it is written.
func (h *house) upload(login, path, name string, content []byte) reply {
	h.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreatePart(textproto.MIMEHeader{"Content-Disposition": {`form-data; name="file"; filename="` + strings.ReplaceAll(name, `\`, `\\`) + `"`}, "Content-Type": {"application/octet-stream"}})
	h.Must(err)
	_, err = part.Write(content)
	h.Must(err)
	h.Must(form.Close())
	request := httptest.NewRequest("POST", path, &body)
	request.Host = "127.0.0.1:8090"
	request.Header.Set("Content-Type", form.FormDataContentType())
	request.AddCookie(h.as(login))
	recorder := httptest.NewRecorder()
	h.handler.ServeHTTP(recorder, request)
	return reply{recorder, h.TB}
}

func TestEvidenceIsKeptAndOpenedByItsReadersOnly(t *testing.T) {
	withHouse(t, func(h *house) {
		file := h.upload("secretary", "/api/files", "凭证.png", []byte(png)).want(200).json()
		at := fmt.Sprintf("/api/files/%v", file["id"])
		got := h.do("secretary", "GET", at, "").want(200)
		if got.Body.String() != png || got.Header().Get("Content-Type") != "image/png" || got.Header().Get("X-Content-Type-Options") != "nosniff" ||
			!strings.HasPrefix(got.Header().Get("Content-Disposition"), "attachment") || !strings.Contains(got.Header().Get("Content-Security-Policy"), "sandbox") {
			t.Errorf("%v %q", got.Header(), got.Body)
		}
		h.do("town", "GET", at, "").want(404) // nobody's but the uploader's, until a record carries it
		body := fmt.Sprintf(`{"unit_id": %d, "values": {"month": "2022-06", "line": "operation", "amount": "1", "voucher": "1", "proof": [%v]}}`, h.unit("610327900201"), file["id"])
		h.do("secretary", "POST", accounts, body).want(200)
		h.do("town", "GET", at, "").want(200)
		h.do("far", "GET", at, "").want(404)
		h.do("system", "GET", at, "").want(404)
		h.do("far", "POST", accounts, strings.ReplaceAll(body, fmt.Sprint(h.unit("610327900201")), fmt.Sprint(h.unit("610327901201")))).want(422) // somebody else's upload
	})
}

func TestUploadsWithEvilNamesAndContents(t *testing.T) {
	withHouse(t, func(h *house) {
		for name, want := range map[string]string{"../../etc/passwd.png": "passwd.png", `C:\Users\x\照片.png`: "照片.png", "a\u202egnp.exe.png": "agnp.exe.png", "<script>.png": "script.png", "...": "附件"} {
			got := h.upload("secretary", "/api/files", name, []byte(png)).want(200).json()
			if got["name"] != want {
				t.Errorf("%q is kept as %q, want %q", name, got["name"], want)
			}
		}
		for name, content := range map[string]string{"page.png": "<html><script>alert(1)</script>", "run.png": "MZ\x90\x00", "empty.png": "", "page.svg": `<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>`} {
			if got := h.upload("secretary", "/api/files", name, []byte(content)); got.Code != 422 {
				t.Errorf("%s with %q: status %d, want 422: %s", name, content, got.Code, got.Body)
			}
		}
		if got := h.upload("secretary", "/api/files", "large.png", append([]byte(png), make([]byte, 21<<20)...)); got.Code != 422 {
			t.Errorf("a file of 21 MB: status %d", got.Code)
		}
		h.do("secretary", "POST", "/api/files", `{}`).want(422)
	})
}

func TestAWorkbookGoesOutAndComesBack(t *testing.T) {
	withHouse(t, func(h *house) {
		h.fill("secretary", "610327900201", "记1", "1234.50")
		book := h.do("secretary", "GET", "/api/registers/collective_accounts/export.xlsx", "").want(200)
		if disposition := book.Header().Get("Content-Disposition"); !strings.Contains(disposition, "attachment") {
			t.Errorf("disposition %q", disposition)
		}
		imports := "/api/registers/collective_accounts/import"
		same := h.upload("secretary", imports+"?dry_run=false", "台账.xlsx", book.Body.Bytes()).want(200).json()
		if same["unchanged"] != float64(1) || same["created"] != float64(0) || same["saved"] != true {
			t.Errorf("round trip: %v", same)
		}
		good := "村,月份,科目,金额（元）,凭证号\n西关村,2022-07,经营收入,\"2,000\",记2\n"
		dry := h.upload("secretary", imports+"?dry_run=true", "a.csv", []byte(good)).want(200).json()
		if dry["created"] != float64(1) || dry["saved"] != false {
			t.Errorf("dry run: %v", dry)
		}
		h.try([]exchange{{name: "a dry run saves nothing", as: "secretary", path: accounts, status: 200, holds: []string{`"total":1`}}})
		bad := good + "西关村,2022年8月,经营收入,很多,记3\n柳沟村,2022-08,经营收入,5,记4\n"
		refused := h.upload("secretary", imports+"?dry_run=false", "a.csv", []byte(bad)).want(200).json()
		if faults := refused["errors"].([]any); refused["saved"] != false || len(faults) != 2 {
			t.Errorf("refused import: %v", refused)
		}
		trial := h.upload("secretary", imports+"?dry_run=true", "a.csv", []byte(bad)).want(200).json()["preview"].(map[string]any)
		rows := trial["rows"].([]any)
		if columns := trial["columns"].([]any); len(columns) != 5 || len(rows) != 3 {
			t.Fatalf("preview: %d columns and %d rows, want 5 and 3: %v", len(columns), len(rows), trial)
		}
		if faults, _ := rows[1].(map[string]any)["faults"].(map[string]any); faults["D"] == nil || len(faults) != 1 {
			t.Errorf("preview: the row with an unreadable sum has %v, want one fault at D", faults)
		}
		if faults := rows[0].(map[string]any)["faults"]; faults != nil {
			t.Errorf("preview: the clean row has %v", faults)
		}
		h.try([]exchange{{name: "all or nothing", as: "secretary", path: accounts, status: 200, holds: []string{`"total":1`}}})
		if got := h.upload("secretary", imports+"?dry_run=false", "a.csv", []byte(good)).want(200).json(); got["saved"] != true || got["created"] != float64(1) {
			t.Errorf("import: %v", got)
		}
		h.try([]exchange{{name: "and it is there", as: "secretary", path: accounts, status: 200, holds: []string{`"total":2`, `"2000"`}}})
		h.upload("secretary", imports, "no.xlsx", []byte("not a workbook at all")).want(422)
		h.do("secretary", "GET", "/api/registers/collective_accounts/template.xlsx", "").want(200)
	})
}
