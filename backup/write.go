package backup

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"qixing/fault"
	"qixing/store"
)

// databaseName is what the copy of the database is called, in the backup and in a restored folder.
const databaseName = "qixing.db"

// listName is the backup's last entry.
const listName = "backup.json"

// carried are the parts of a data folder that a backup holds besides the database.
var carried = []string{"keys", "qixing.yaml", "files"}

// List says what a backup holds.
type List struct {
	MadeAt time.Time       `json:"made_at"`
	Files  map[string]File `json:"files"`
}

// File is one file of a backup.
type File struct {
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// Write makes a backup of a data folder, whose database is db.
func Write(ctx context.Context, db *store.DB, folder string, now time.Time, to io.Writer) (List, error) {
	scratch, err := os.MkdirTemp(folder, "backup-")
	if err != nil {
		return List{}, fault.Unavailable("backup.no_room", nil).Because(err)
	}
	defer os.RemoveAll(scratch)
	if err := db.CopyTo(ctx, filepath.Join(scratch, databaseName)); err != nil {
		return List{}, err
	}
	zip := gzip.NewWriter(to)
	w := &writer{archive: tar.NewWriter(zip), list: List{MadeAt: now.UTC(), Files: map[string]File{}}}
	if err := errors.Join(w.addFolder(ctx, scratch, folder), w.finish(), zip.Close()); err != nil {
		return List{}, fmt.Errorf("back up %s: %w", folder, err)
	}
	return w.list, nil
}

type writer struct {
	archive *tar.Writer
	list    List
}

func (w *writer) addFolder(ctx context.Context, scratch, folder string) error {
	if err := w.addFile(filepath.Join(scratch, databaseName), databaseName); err != nil {
		return err
	}
	for _, name := range carried {
		err := filepath.WalkDir(filepath.Join(folder, name), func(at string, entry fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) && path.Base(at) == name {
				return nil // a folder without evidence, or without settings
			}
			if err != nil || entry.IsDir() || !entry.Type().IsRegular() || strings.HasSuffix(at, ".tmp") {
				return errors.Join(err, ctx.Err())
			}
			inside, err := filepath.Rel(folder, at)
			if err != nil {
				return err
			}
			return w.addFile(at, filepath.ToSlash(inside))
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) addFile(at, name string) error {
	file, err := os.Open(at)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	if err := w.archive.WriteHeader(header(name, info.Size(), w.list.MadeAt)); err != nil {
		return err
	}
	sum := sha256.New()
	if _, err := io.CopyN(io.MultiWriter(w.archive, sum), file, info.Size()); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	w.list.Files[name] = File{Size: info.Size(), SHA256: hex.EncodeToString(sum.Sum(nil))}
	return nil
}

func header(name string, size int64, at time.Time) *tar.Header {
	return &tar.Header{Name: name, Mode: 0o600, Size: size, ModTime: at, Format: tar.FormatPAX}
}

func (w *writer) finish() error {
	text, err := json.MarshalIndent(w.list, "", "  ")
	if err != nil {
		return err
	}
	if err := w.archive.WriteHeader(header(listName, int64(len(text)), w.list.MadeAt)); err != nil {
		return err
	}
	_, err = io.Copy(w.archive, bytes.NewReader(text))
	return errors.Join(err, w.archive.Close())
}
