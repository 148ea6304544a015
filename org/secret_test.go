package org_test

import (
	"bytes"
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"qixing/org"
)

var cell = org.Cell{County: county, Table: "persons", Row: 7, Column: "phone"}

func openKeys(t *testing.T, folder string) *org.Keyring {
	t.Helper()
	keys, err := org.OpenKeyring(folder, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

func TestKeyringOpensOnlyInItsPlace(t *testing.T) {
	keys := openKeys(t, t.TempDir())
	sealed, err := keys.Seal(cell, []byte("秘密"))
	if err != nil {
		t.Fatal(err)
	}
	if plain, err := keys.Open(cell, sealed); err != nil || string(plain) != "秘密" {
		t.Errorf("opened %q, %v", plain, err)
	}
	elsewhere := map[string]org.Cell{
		"another county": {County: "610324", Table: "persons", Row: 7, Column: "phone"},
		"another table":  {County: county, Table: "accounts", Row: 7, Column: "phone"},
		"another row":    {County: county, Table: "persons", Row: 8, Column: "phone"},
		"another column": {County: county, Table: "persons", Row: 7, Column: "name"},
	}
	for name, other := range elsewhere {
		if _, err := keys.Open(other, sealed); err == nil {
			t.Errorf("it opened in %s", name)
		}
	}
	_, err = keys.Open(cell, sealed[:20])
	wantFault(t, "org.secret_unopened", err)
}

func TestKeyringRoundTrip(t *testing.T) {
	keys := openKeys(t, t.TempDir())
	rapid.Check(t, func(t *rapid.T) {
		plain := rapid.SliceOf(rapid.Byte()).Draw(t, "plain")
		sealed, err := keys.Seal(cell, plain)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := keys.Open(cell, sealed); err != nil || !bytes.Equal(got, plain) {
			t.Fatalf("got %x, %v; want %x", got, err, plain)
		}
		sealed[rapid.IntRange(0, len(sealed)-1).Draw(t, "at")] ^= 1
		if _, err := keys.Open(cell, sealed); err == nil {
			t.Fatal("a changed value opened")
		}
	})
}

func TestKeyFile(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "keys")
	var all [8]*org.Keyring
	var group sync.WaitGroup
	for i := range all { // servers that start at once agree on one key
		group.Go(func() { all[i], _ = org.OpenKeyring(folder, rand.Reader) })
	}
	group.Wait()
	sealed, err := all[0].Seal(cell, []byte("x"))
	if err != nil {
		t.Fatal(err)
	}
	for i, keys := range append(all[:], openKeys(t, folder)) {
		if _, err := keys.Open(cell, sealed); err != nil {
			t.Errorf("keyring %d: %v", i, err)
		}
	}
	path := filepath.Join(folder, "field.key")
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode is %v, %v; want 0600", info.Mode(), err)
	}
	if left, _ := filepath.Glob(filepath.Join(folder, "*.tmp")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	_, err = org.OpenKeyring(folder, rand.Reader)
	wantFault(t, "org.key_open_to_others", err)
}

func TestNewKeyKeepsOldSecrets(t *testing.T) {
	folder := t.TempDir()
	old := openKeys(t, folder)
	sealed, err := old.Seal(cell, []byte("旧"))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, "field.key")
	lines, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	fresh := "key 0badcafe " + strings.Repeat("5a", 32) + "\n"
	if err := os.WriteFile(path, append([]byte(fresh), lines...), 0o600); err != nil {
		t.Fatal(err)
	}
	keys := openKeys(t, folder)
	if plain, err := keys.Open(cell, sealed); err != nil || string(plain) != "旧" {
		t.Errorf("the old secret gives %q, %v", plain, err)
	}
	again, err := keys.Seal(cell, []byte("新"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := old.Open(cell, again); err == nil {
		t.Error("the old keyring opened what the new key sealed")
	}
	if !bytes.Equal(old.BlindIndex("persons", "phone", []byte("1")), keys.BlindIndex("persons", "phone", []byte("1"))) {
		t.Error("a new key changed the blind indexes")
	}
}

func TestDamagedKeyFile(t *testing.T) {
	for name, content := range map[string]string{"empty": "", "no index": "key 00000000 " + strings.Repeat("00", 32), "short key": "key 00000000 00\nindex 00", "a word": "hello"} {
		folder := t.TempDir()
		if err := os.WriteFile(filepath.Join(folder, "field.key"), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := org.OpenKeyring(folder, rand.Reader); err == nil {
			t.Errorf("%s: opened", name)
		} else {
			wantFault(t, "org.key_unreadable", err)
		}
	}
}
