package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"qixing/fault"
	"qixing/org"
	"qixing/store"
)

// File is a piece of evidence: a name and who brought it, for a content that Blobs keeps.
type File struct {
	Blob
	ID         int64
	Name       string
	UploadedBy int64
	UploadedAt time.Time
	Register   string
	RecordID   int64 // 0 until a record carries it
}

// AddFile notes an upload, for a record to carry. Until one does, only who uploaded it may open it.
func (l *Ledger) AddFile(ctx context.Context, tx *store.Tx, who org.Principal, blob Blob, name string) (File, error) {
	id, err := tx.NextID(ctx)
	if err != nil {
		return File{}, err
	}
	f := File{Blob: blob, ID: id, Name: cleanName(name), UploadedBy: who.AccountID, UploadedAt: tx.Now}
	err = exec(ctx, tx, `INSERT INTO files (county, id, sha256, name, size, media_type, uploaded_by, uploaded_at, register, record_id)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', 0)`, l.County, f.ID, f.SHA256, f.Name, f.Size, f.MediaType, f.UploadedBy, tx.Timestamp())
	if err != nil {
		return File{}, fmt.Errorf("note the file %s: %w", f.Name, err)
	}
	return f, nil
}

// cleanName leaves a plain file name: no folder, no control character, none that a system reserves, and not too long.
func cleanName(name string) string {
	name = path.Base(strings.ReplaceAll(strings.ToValidUTF8(name, ""), `\`, "/"))
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r) || strings.ContainsRune(`<>:"/\|?*`, r) || (r >= 0x202a && r <= 0x202e) || (r >= 0x2066 && r <= 0x2069):
			return -1 // the last ones turn the direction of writing round: "gpj.exe"
		}
		return r
	}, name)
	name = strings.Trim(name, ". ")
	for utf8.RuneCountInString(name) > 120 {
		ending := path.Ext(name)
		base := []rune(strings.TrimSuffix(name, ending))
		if len(base) < 2 || len(ending) > 10 {
			name = string([]rune(name)[:120])
			break
		}
		name = string(base[:len(base)-1]) + ending
	}
	if name == "" {
		return "附件"
	}
	return name
}

// FindFile gives a file that who may open: their own upload, or one of a record that they may read. Evidence of a sensitive
// register asks for a reason and logs it.
func (l *Ledger) FindFile(ctx context.Context, tx *store.Tx, who org.Principal, id int64, reason string) (File, error) {
	f, err := l.readFile(ctx, tx, id)
	if err != nil {
		return File{}, err
	}
	if f.RecordID == 0 {
		if f.UploadedBy != who.AccountID {
			return File{}, noFile(id)
		}
		return f, nil
	}
	if _, err := l.FindRecord(ctx, tx, who, f.Register, f.RecordID, reason); err != nil {
		if errors.Is(err, fault.CodeNotFound) {
			return File{}, noFile(id)
		}
		return File{}, err
	}
	return f, nil
}

// ListFiles gives the evidence of a record that who may read.
func (l *Ledger) ListFiles(ctx context.Context, tx *store.Tx, who org.Principal, register string, record int64, reason string) ([]File, error) {
	if _, err := l.FindRecord(ctx, tx, who, register, record, reason); err != nil {
		return nil, err
	}
	rows, err := tx.Query(ctx, `SELECT `+fileColumns+` FROM files WHERE county = $1 AND record_id = $2 ORDER BY id`, l.County, record)
	if err != nil {
		return nil, fmt.Errorf("list files: %w", err)
	}
	defer rows.Close()
	var files []File
	for rows.Next() {
		f, err := scanFile(rows)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, rows.Err()
}

const fileColumns = `id, sha256, name, size, media_type, uploaded_by, uploaded_at, register, record_id`

func scanFile(row scanner) (File, error) {
	var f File
	var at string
	err := row.Scan(&f.ID, &f.SHA256, &f.Name, &f.Size, &f.MediaType, &f.UploadedBy, &at, &f.Register, &f.RecordID)
	if err != nil {
		return File{}, err
	}
	f.UploadedAt, err = store.ParseTime(at)
	return f, err
}

func (l *Ledger) readFile(ctx context.Context, tx *store.Tx, id int64) (File, error) {
	f, err := scanFile(tx.QueryRow(ctx, `SELECT `+fileColumns+` FROM files WHERE county = $1 AND id = $2`, l.County, id))
	if errors.Is(err, sql.ErrNoRows) {
		return File{}, noFile(id)
	}
	if err != nil {
		return File{}, fmt.Errorf("read file %d: %w", id, err)
	}
	return f, nil
}

func noFile(id int64) error { return fault.NotFound("ledger.no_file", fault.Args{"file": id}) }
