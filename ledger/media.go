package ledger

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"strings"

	"qixing/fault"
)

// magics are the beginnings by which a file is known, whatever its name says.
var magics = []struct{ magic, mediaType string }{
	{"\x89PNG\r\n\x1a\n", "image/png"},
	{"\xff\xd8\xff", "image/jpeg"},
	{"GIF87a", "image/gif"},
	{"GIF89a", "image/gif"},
	{"BM", "image/bmp"},
	{"%PDF-", "application/pdf"},
	{oleMagic, "application/x-ole-storage"}, // .doc, .xls, .wps of the years before OOXML
}

const oleMagic = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// officeParts tell the kinds of documents that are zip archives inside apart from other archives.
var officeParts = []struct{ part, mediaType string }{
	{"word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
	{"xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
	{"ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
	{"OFD.xml", "application/ofd"},
}

func mediaTypeOf(file *os.File, size int64) (string, error) {
	head := make([]byte, 32)
	n, err := file.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return "", unwritable(err)
	}
	head = head[:n]
	for _, m := range magics {
		if bytes.HasPrefix(head, []byte(m.magic)) {
			return m.mediaType, nil
		}
	}
	switch {
	case len(head) >= 12 && string(head[:4]) == "RIFF" && string(head[8:12]) == "WEBP":
		return "image/webp", nil
	case len(head) >= 12 && string(head[4:8]) == "ftyp" && strings.HasPrefix(string(head[8:12]), "hei"):
		return "image/heic", nil
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return officeType(file, size)
	}
	return "", fault.Invalid("ledger.file_type", nil)
}

// officeType reads the list of parts only; it unpacks nothing.
func officeType(file io.ReaderAt, size int64) (string, error) {
	refused := fault.Invalid("ledger.file_type", nil)
	archive, err := zip.NewReader(file, size)
	if err != nil {
		return "", refused
	}
	found := ""
	for _, part := range archive.File {
		if strings.HasSuffix(part.Name, "vbaProject.bin") {
			return "", fault.Invalid("ledger.file_macros", nil)
		}
		for _, office := range officeParts {
			if part.Name == office.part {
				found = office.mediaType
			}
		}
	}
	if found == "" {
		return "", refused
	}
	return found, nil
}
