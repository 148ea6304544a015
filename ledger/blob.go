package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"qixing/fault"
)

// Blobs keeps evidence in a folder, each content once, by its hash: ab/abcdef….
type Blobs struct{ folder string }

// Blob is a content that is kept.
type Blob struct {
	SHA256    string
	Size      int64
	MediaType string
}

// LargestFile is what one upload may hold.
const LargestFile = 20 << 20

// OpenBlobs makes the folder if it isn't there.
func OpenBlobs(folder string) (*Blobs, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fault.Unavailable("ledger.files_unwritable", fault.Args{"folder": folder}).Because(err)
	}
	return &Blobs{folder: folder}, nil
}

// Put keeps what it reads, safe on disk when it returns. Only pictures, PDF and office documents without macros are taken.
func (b *Blobs) Put(from io.Reader) (Blob, error) {
	file, err := os.CreateTemp(b.folder, "upload.*.tmp") // mode 0600
	if err != nil {
		return Blob{}, unwritable(err)
	}
	defer os.Remove(file.Name())
	defer file.Close()
	sum := sha256.New()
	size, err := io.Copy(io.MultiWriter(file, sum), io.LimitReader(from, LargestFile+1))
	if err != nil {
		return Blob{}, unwritable(err)
	}
	if size > LargestFile {
		return Blob{}, fault.Invalid("ledger.file_too_large", fault.Args{"most": LargestFile >> 20})
	}
	mediaType, err := mediaTypeOf(file, size)
	if err != nil {
		return Blob{}, err
	}
	blob := Blob{SHA256: hex.EncodeToString(sum.Sum(nil)), Size: size, MediaType: mediaType}
	return blob, b.settle(file, blob.SHA256)
}

// settle moves a whole file to its place, and makes both the content and the name last.
func (b *Blobs) settle(file *os.File, hash string) error {
	if err := errors.Join(file.Sync(), file.Close()); err != nil {
		return unwritable(err)
	}
	folder := filepath.Join(b.folder, hash[:2])
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return unwritable(err)
	}
	if err := os.Rename(file.Name(), filepath.Join(folder, hash)); err != nil {
		return unwritable(err)
	}
	for _, folder := range []string{folder, b.folder} {
		if err := syncFolder(folder); err != nil {
			return unwritable(err)
		}
	}
	return nil
}

func syncFolder(folder string) error {
	handle, err := os.Open(folder)
	if err != nil {
		return err
	}
	defer handle.Close()
	return handle.Sync()
}

func unwritable(err error) error {
	return fault.Unavailable("ledger.file_unsaved", nil).Because(fmt.Errorf("keep a file: %w", err))
}

// Open gives a content; the caller has asked whether it may.
func (b *Blobs) Open(hash string) (io.ReadSeekCloser, error) {
	if raw, err := hex.DecodeString(hash); err != nil || len(raw) != sha256.Size {
		return nil, fault.NotFound("ledger.no_file", fault.Args{"file": hash})
	}
	file, err := os.Open(filepath.Join(b.folder, hash[:2], hash))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.NotFound("ledger.file_lost", fault.Args{"file": hash[:12]}).Because(err)
	}
	if err != nil {
		return nil, fault.Unavailable("ledger.file_unreadable", fault.Args{"file": hash[:12]}).Because(err)
	}
	return file, nil
}
