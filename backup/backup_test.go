package backup_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"qixing/backup"
	"qixing/fault"
	"qixing/store"
	"qixing/store/storetest"
)

var ctx = context.Background()

// newFolder is a data folder with a database, a key and a piece of evidence.
func newFolder(t *testing.T) (string, *store.DB) {
	t.Helper()
	folder := t.TempDir()
	db := storetest.Open(t, filepath.Join(folder, "qixing.db"), time.Now)
	write(t, filepath.Join(folder, "keys", "field.key"), "secret")
	write(t, filepath.Join(folder, "files", "ab", "abcd"), "evidence")
	write(t, filepath.Join(folder, "files", "upload.1.tmp"), "half of a file")
	return folder, db
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func makeBackup(t *testing.T) []byte {
	t.Helper()
	folder, db := newFolder(t)
	var packed bytes.Buffer
	if _, err := backup.Write(ctx, db, folder, time.Now(), &packed); err != nil {
		t.Fatal(err)
	}
	return packed.Bytes()
}

func TestWhatWasBackedUpIsRestored(t *testing.T) {
	to := filepath.Join(t.TempDir(), "restored")
	list, err := backup.Restore(bytes.NewReader(makeBackup(t)), to)
	if err != nil {
		t.Fatal(err)
	}
	if len(list.Files) != 3 {
		t.Errorf("restored %v, want the database, the key and the evidence", list.Files)
	}
	for name, want := range map[string]string{"keys/field.key": "secret", "files/ab/abcd": "evidence"} {
		if got, err := os.ReadFile(filepath.Join(to, name)); err != nil || string(got) != want {
			t.Errorf("%s holds %q, %v; want %q", name, got, err, want)
		}
	}
	restored := storetest.Open(t, filepath.Join(to, "qixing.db"), time.Now)
	if version, err := restored.SchemaVersion(ctx); err != nil || version == 0 {
		t.Errorf("schema version %d, %v", version, err)
	}
	info, err := os.Stat(filepath.Join(to, "keys", "field.key"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key's mode is %v, %v; want 0600", info.Mode(), err)
	}
}

func TestAFolderInUseIsLeftAlone(t *testing.T) {
	folder, _ := newFolder(t)
	_, err := backup.Restore(bytes.NewReader(makeBackup(t)), folder)
	wantFault(t, err, "backup.folder_there")
	if got, _ := os.ReadFile(filepath.Join(folder, "keys", "field.key")); string(got) != "secret" {
		t.Errorf("the key there is now %q", got)
	}
}

func TestWhatIsNoWholeBackupIsRefused(t *testing.T) {
	whole := makeBackup(t)
	cases := []struct {
		name string
		data []byte
		want string
	}{
		{"no archive", []byte("hello"), "backup.not_a_backup"},
		{"cut off", whole[:len(whole)/2], "backup.damaged"},
		{"without a list", archive(t, "qixing.db", "x"), "backup.not_a_backup"},
		{"a name that leads out", archive(t, "../evil", "x"), "backup.strange_entry"},
		{"another content than listed", archive(t, "a", "x", "backup.json", `{"files": {"a": {"size": 1, "sha256": "00"}}}`), "backup.damaged"},
		{"something that is not listed", archive(t, "a", "x", "backup.json", `{"files": {}}`), "backup.strange_entry"},
		{"something listed that isn't there", archive(t, "backup.json", `{"files": {"a": {"size": 1, "sha256": "00"}}}`), "backup.damaged"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			parent := t.TempDir()
			to := filepath.Join(parent, "restored")
			_, err := backup.Restore(bytes.NewReader(c.data), to)
			wantFault(t, err, c.want)
			if left, _ := os.ReadDir(parent); len(left) != 0 {
				t.Errorf("%v was left behind", left)
			}
		})
	}
}

// archive packs pairs of a name and a text.
func archive(t *testing.T, pairs ...string) []byte {
	t.Helper()
	var packed bytes.Buffer
	zip := gzip.NewWriter(&packed)
	w := tar.NewWriter(zip)
	for i := 0; i < len(pairs); i += 2 {
		if err := w.WriteHeader(&tar.Header{Name: pairs[i], Size: int64(len(pairs[i+1])), Mode: 0o600}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(pairs[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.Close(), zip.Close()); err != nil {
		t.Fatal(err)
	}
	return packed.Bytes()
}

func wantFault(t *testing.T, err error, key string) {
	t.Helper()
	if found := fault.Find(err); found == nil || found.Key != key {
		t.Errorf("error %v, want %s", err, key)
	}
}
