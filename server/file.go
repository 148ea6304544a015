package server

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"strconv"

	"qixing/fault"
	"qixing/ledger"
)

// envelope is what a multipart request may hold besides its file.
const envelope = 64 << 10

func (s *Server) fileRoutes(mux *http.ServeMux) {
	mux.HandleFunc("POST /api/files", s.uploadFile)
	mux.HandleFunc("GET /api/files/{id}", s.downloadFile)
}

// uploadFile keeps a piece of evidence. It streams to disk; nothing of it is held in memory.
func (s *Server) uploadFile(w http.ResponseWriter, r *http.Request) {
	file, err := s.keepUpload(w, r)
	if err != nil {
		s.writeProblem(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	writeJSON(w, viewFile(file))
}

func (s *Server) keepUpload(w http.ResponseWriter, r *http.Request) (ledger.File, error) {
	if _, err := s.signedIn(r.Context()); err != nil {
		return ledger.File{}, err
	}
	part, err := filePart(w, r, ledger.LargestFile)
	if err != nil {
		return ledger.File{}, err
	}
	defer part.Close()
	blob, err := s.Files.Put(part)
	if err != nil {
		return ledger.File{}, tooLarge(err, ledger.LargestFile)
	}
	var file ledger.File
	err = s.asked(r.Context(), s.db.Write, func(c call) error {
		books, failed := s.books(c)
		if failed != nil {
			return failed
		}
		file, failed = books.AddFile(c, c.tx, c.who, blob, part.FileName())
		return failed
	})
	return file, err
}

// filePart finds the part named file of a multipart request of at most so many bytes.
func filePart(w http.ResponseWriter, r *http.Request, most int64) (*multipart.Part, error) {
	r.Body = http.MaxBytesReader(w, r.Body, most+envelope)
	reader, err := r.MultipartReader()
	if err != nil {
		return nil, fault.Invalid("server.no_file", nil).Because(err)
	}
	for {
		part, err := reader.NextPart()
		if errors.Is(err, io.EOF) {
			return nil, fault.Invalid("server.no_file", nil)
		}
		if err != nil {
			return nil, tooLarge(fault.Invalid("server.no_file", nil).Because(err), most)
		}
		if part.FormName() == "file" && part.FileName() != "" {
			return part, nil
		}
		_ = part.Close()
	}
}

// tooLarge names the limit where a request went beyond it.
func tooLarge(err error, most int64) error {
	var beyond *http.MaxBytesError
	if errors.As(err, &beyond) {
		return fault.Invalid("server.upload_too_large", fault.Args{"most": most >> 20}).Because(err)
	}
	return err
}

// downloadFile gives a piece of evidence as a download, never as a page of our own origin.
func (s *Server) downloadFile(w http.ResponseWriter, r *http.Request) {
	file, err := s.findFile(r)
	if err != nil {
		s.writeProblem(w, r, err)
		return
	}
	content, err := s.Files.Open(file.SHA256)
	if err != nil {
		s.writeProblem(w, r, err)
		return
	}
	defer content.Close()
	asDownload(w, file.Name, file.MediaType)
	w.Header().Set("Content-Security-Policy", "default-src 'none'; sandbox")
	http.ServeContent(w, r, "", file.UploadedAt, content)
}

func (s *Server) findFile(r *http.Request) (ledger.File, error) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		return ledger.File{}, fault.NotFound("ledger.no_file", fault.Args{"file": r.PathValue("id")})
	}
	reason := r.URL.Query().Get("reason")
	in := s.db.Read
	if reason != "" { // which is kept
		in = s.db.Write
	}
	var file ledger.File
	err = s.asked(r.Context(), in, func(c call) error {
		books, failed := s.books(c)
		if failed != nil {
			return failed
		}
		file, failed = books.FindFile(c, c.tx, c.who, id, reason)
		return failed
	})
	return file, err
}
