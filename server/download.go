package server

import (
	"mime"
	"net/http"
)

// asWorkbook makes an answer a download of a workbook with this name.
func asWorkbook(w http.ResponseWriter, name string) {
	asDownload(w, name, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
}

// asDownload makes an answer a download. The name is encoded as RFC 6266 says, so that Chinese names arrive whole.
func asDownload(w http.ResponseWriter, name, mediaType string) {
	w.Header().Set("Content-Type", mediaType)
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
}
