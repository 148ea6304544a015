package ledgertest

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"qixing/fault"
	"qixing/pack"
)

// Must ends the test with an error.
func Must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// WantFaults wants exactly these faults, in any order.
func WantFaults(t testing.TB, err error, keys ...string) {
	t.Helper()
	var got []string
	for _, f := range fault.List(err) {
		got = append(got, f.Key)
	}
	slices.Sort(got)
	slices.Sort(keys)
	if !slices.Equal(got, keys) {
		t.Errorf("faults are %v (%v), want %v", got, err, keys)
	}
}

// LoadPack loads a policy with texts replaced: old, new, old, new …
func LoadPack(t testing.TB, policy fs.FS, replace ...string) *pack.Pack {
	t.Helper()
	p, problems := pack.Load(Rewrite(t, policy, replace...))
	if p == nil {
		t.Fatalf("the pack doesn't load: %v", problems.Err())
	}
	return p
}

// Rewrite copies a policy's files with texts replaced.
func Rewrite(t testing.TB, policy fs.FS, replace ...string) fstest.MapFS {
	t.Helper()
	folder, texts := fstest.MapFS{}, strings.NewReplacer(replace...)
	Must(t, fs.WalkDir(policy, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(policy, name)
		folder[name] = &fstest.MapFile{Data: []byte(texts.Replace(string(data)))}
		return err
	}))
	return folder
}

// Folder is a policy of texts by file name.
func Folder(texts map[string]string) fstest.MapFS {
	folder := fstest.MapFS{}
	for name, text := range texts {
		folder[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return folder
}
