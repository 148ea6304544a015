package backup

import (
	"archive/tar"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"qixing/fault"
)

// Restore makes a data folder from a backup. The folder must not be there, or be empty; it has its name only once everything is as the backup's
// list says.
func Restore(from io.Reader, folder string) (List, error) {
	if there, err := os.ReadDir(folder); err == nil && len(there) > 0 {
		return List{}, fault.Conflict("backup.folder_there", fault.Args{"folder": folder})
	}
	if err := os.MkdirAll(filepath.Dir(folder), 0o700); err != nil {
		return List{}, fault.Unavailable("backup.no_room", nil).Because(err)
	}
	draft, err := os.MkdirTemp(filepath.Dir(folder), "restore-")
	if err != nil {
		return List{}, fault.Unavailable("backup.no_room", nil).Because(err)
	}
	defer os.RemoveAll(draft)
	list, err := unpack(from, draft)
	if err != nil {
		return List{}, err
	}
	_ = os.Remove(folder) // an empty one makes way; any other keeps its name and the next line fails
	if err := os.Rename(draft, folder); err != nil {
		return List{}, fault.Unavailable("backup.no_room", nil).Because(err)
	}
	return list, nil
}

func unpack(from io.Reader, folder string) (List, error) {
	zip, err := gzip.NewReader(from)
	if err != nil {
		return List{}, fault.Invalid("backup.not_a_backup", nil).Because(err)
	}
	var list List
	found := map[string]File{}
	archive := tar.NewReader(zip)
	for {
		entry, err := archive.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return List{}, fault.Invalid("backup.damaged", fault.Args{"name": "…"}).Because(err)
		}
		if entry.Name == listName {
			err = json.NewDecoder(archive).Decode(&list)
		} else {
			found[entry.Name], err = unpackFile(archive, entry, folder)
		}
		if err != nil {
			return List{}, damaged(entry.Name, err)
		}
	}
	return list, compare(list, found)
}

// unpackFile writes one file. Names that lead out of the folder, and anything that is no plain file, are refused.
func unpackFile(from io.Reader, entry *tar.Header, folder string) (File, error) {
	if entry.Typeflag != tar.TypeReg || !filepath.IsLocal(entry.Name) {
		return File{}, fault.Invalid("backup.strange_entry", fault.Args{"name": entry.Name})
	}
	at := filepath.Join(folder, filepath.FromSlash(entry.Name))
	if err := os.MkdirAll(filepath.Dir(at), 0o700); err != nil {
		return File{}, err
	}
	file, err := os.OpenFile(at, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return File{}, err
	}
	defer file.Close()
	sum := sha256.New()
	size, err := io.Copy(io.MultiWriter(file, sum), from)
	return File{Size: size, SHA256: hex.EncodeToString(sum.Sum(nil))}, errors.Join(err, file.Sync())
}

func damaged(name string, err error) error {
	if fault.Find(err) != nil {
		return err
	}
	return fault.Invalid("backup.damaged", fault.Args{"name": name}).Because(err)
}

// compare tells whether all is there that should be, as it should be.
func compare(list List, found map[string]File) error {
	if list.Files == nil {
		return fault.Invalid("backup.not_a_backup", nil)
	}
	for _, name := range slices.Sorted(maps.Keys(list.Files)) {
		if found[name] != list.Files[name] {
			return fault.Invalid("backup.damaged", fault.Args{"name": name})
		}
	}
	for name := range found {
		if _, listed := list.Files[name]; !listed {
			return fault.Invalid("backup.strange_entry", fault.Args{"name": name})
		}
	}
	return nil
}
