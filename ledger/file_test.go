package ledger_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"qixing/ledger"
	"qixing/store"
)

const png = "\x89PNG\r\n\x1a\n and so on"

func zipOf(t *testing.T, names ...string) string {
	t.Helper()
	var buffer bytes.Buffer
	archive := zip.NewWriter(&buffer)
	for _, name := range names {
		_, err := archive.Create(name)
		must(t, err)
	}
	must(t, archive.Close())
	return buffer.String()
}

func TestBlobs(t *testing.T) {
	folder := t.TempDir()
	blobs, err := ledger.OpenBlobs(folder)
	must(t, err)
	cases := []struct {
		name, content, want string
		refused             string
	}{
		{"a picture", png, "image/png", ""},
		{"the same again", png, "image/png", ""},
		{"a PDF", "%PDF-1.4 …", "application/pdf", ""},
		{"a document", zipOf(t, "[Content_Types].xml", "word/document.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ""},
		{"a document with macros", zipOf(t, "word/document.xml", "word/vbaProject.bin"), "", "ledger.file_macros"},
		{"an archive", zipOf(t, "virus.exe"), "", "ledger.file_type"},
		{"a web page", "<html><script>", "", "ledger.file_type"},
		{"nothing", "", "", "ledger.file_type"},
		{"too much", png + strings.Repeat("x", ledger.LargestFile), "", "ledger.file_too_large"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			blob, err := blobs.Put(strings.NewReader(c.content))
			if c.refused != "" {
				wantFaults(t, err, c.refused)
				return
			}
			must(t, err)
			if blob.MediaType != c.want || blob.Size != int64(len(c.content)) {
				t.Errorf("it is %+v, want %s", blob, c.want)
			}
			file, err := blobs.Open(blob.SHA256)
			must(t, err)
			defer file.Close()
			if got, err := io.ReadAll(file); err != nil || string(got) != c.content {
				t.Errorf("what is kept reads %q, %v", got, err)
			}
		})
	}
	kept, _ := filepath.Glob(folder + "/*/*")
	left, _ := filepath.Glob(folder + "/*.tmp")
	if len(kept) != 3 || len(left) != 0 {
		t.Errorf("%d contents are kept and %d left over, want 3 and 0", len(kept), len(left))
	}
	if info, err := os.Stat(kept[0]); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may read the evidence: %v %v", info.Mode(), err)
	}
	for _, hash := range []string{"", "../../etc/passwd", strings.Repeat("0", 64)} {
		if _, err := blobs.Open(hash); err == nil {
			t.Errorf("%q opens", hash)
		}
	}
}

func TestFileOpensWithItsRecord(t *testing.T) {
	withHouse(t, func(h *house) {
		secretary, stranger := h.Who(11, "village_secretary@610327900201"), h.Who(12, "village_secretary@610327900202")
		var file ledger.File
		h.Write(func(tx *store.Tx) (err error) {
			file, err = h.AddFile(ctx, tx, secretary, ledger.Blob{SHA256: strings.Repeat("ab", 32), Size: 3, MediaType: "image/png"}, `C:\照片\..\..\大棚`+"\u202egnp.exe")
			return err
		})
		if file.Name != "大棚gnp.exe" {
			t.Errorf("the name is %q", file.Name)
		}
		find := func(account int64, grant string) error {
			return h.write(func(tx *store.Tx) error {
				_, err := h.FindFile(ctx, tx, h.Who(account, grant), file.ID, "")
				return err
			})
		}
		wantFaults(t, find(13, "town_committee@610327900"), "ledger.no_file")
		must(t, find(11, "village_secretary@610327900201"))
		proof := ledger.ListValue(fmt.Sprint(file.ID))
		_, err := h.save(secretary, "projects", ledger.Record{UnitID: h.Unit("610327900201").ID,
			Values: values{"name": ledger.TextValue("大棚"), "proof": ledger.ListValue("999999")}})
		wantFaults(t, err, "ledger.no_such_thing")
		h.mustSave(secretary, "projects", ledger.Record{UnitID: h.Unit("610327900201").ID, Values: values{"name": ledger.TextValue("大棚"), "proof": proof}})
		must(t, find(13, "town_committee@610327900"))
		wantFaults(t, find(12, "village_secretary@610327900202"), "ledger.no_file")
		_, err = h.save(stranger, "projects", ledger.Record{UnitID: h.Unit("610327900202").ID, Values: values{"name": ledger.TextValue("借看"), "proof": proof}})
		wantFaults(t, err, "ledger.no_such_thing")
	})
}
