package org

import (
	"bufio"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/crypto/chacha20poly1305"

	"qixing/fault"
)

// Keyring encrypts single columns of single rows. What it seals carries the id of its key, so that a new key can be put in
// front of the old ones; and opens only in the place that it was sealed for.
//
// Sealed form: key id (4 bytes), nonce (24), XChaCha20-Poly1305 ciphertext.
type Keyring struct {
	current string
	ciphers map[string]cipher.AEAD
	index   []byte
	random  io.Reader
}

// Cell is the one place where a sealed value belongs.
type Cell struct {
	County string
	Table  string
	Row    int64
	Column string
}

func (c Cell) bytes() []byte {
	return fmt.Appendf(nil, "%s|%s|%d|%s", c.County, c.Table, c.Row, c.Column)
}

const (
	keyFile   = "field.key"
	keyIDSize = 4
	keySize   = chacha20poly1305.KeySize
)

// OpenKeyring reads folder/field.key, and makes it on first use, readable by the owner alone. Whoever loses this file loses
// what it encrypts: it belongs into the backup's envelope, not beside the database.
//
// The file has a line for each key, "key ID HEX", the newest first, and one "index HEX" for blind indexes.
func OpenKeyring(folder string, random io.Reader) (*Keyring, error) {
	path := filepath.Join(folder, keyFile)
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		if err := makeKeyFile(folder, path, random); err != nil {
			return nil, fault.Unavailable("org.key_unwritable", fault.Args{"path": path}).Because(err)
		}
		file, err = os.Open(path)
	}
	if err != nil {
		return nil, fault.Unavailable("org.key_unreadable", fault.Args{"path": path}).Because(err)
	}
	defer file.Close()
	if info, err := file.Stat(); err != nil || info.Mode().Perm()&0o077 != 0 {
		return nil, fault.Unavailable("org.key_open_to_others", fault.Args{"path": path})
	}
	k, err := readKeys(file)
	if err != nil {
		return nil, fault.Unavailable("org.key_unreadable", fault.Args{"path": path}).Because(err)
	}
	k.random = random
	return k, nil
}

// makeKeyFile writes beside and links into place: two servers that start at once end up with the same file.
func makeKeyFile(folder, path string, random io.Reader) error {
	material := make([]byte, keyIDSize+2*keySize)
	if _, err := io.ReadFull(random, material); err != nil {
		return err
	}
	id, key, index := material[:keyIDSize], material[keyIDSize:keyIDSize+keySize], material[keyIDSize+keySize:]
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	file, err := os.CreateTemp(folder, "field.*.tmp") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	_, err = fmt.Fprintf(file, "key %x %x\nindex %x\n", id, key, index)
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return err
	}
	if err := os.Link(file.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return syncFolder(folder)
}

func syncFolder(folder string) error {
	handle, err := os.Open(folder)
	if err != nil {
		return err
	}
	defer handle.Close()
	return handle.Sync()
}

func readKeys(r io.Reader) (*Keyring, error) {
	k := &Keyring{ciphers: map[string]cipher.AEAD{}}
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		if len(words) == 0 {
			continue
		}
		if err := k.take(words); err != nil {
			return nil, err
		}
	}
	if k.current == "" || k.index == nil {
		return nil, errors.New("no key, or no index")
	}
	return k, lines.Err()
}

func (k *Keyring) take(words []string) error {
	secret, err := hex.DecodeString(words[len(words)-1])
	if err != nil || len(secret) != keySize {
		return errors.New("a key is damaged")
	}
	if words[0] == "index" && len(words) == 2 {
		k.index = secret
		return nil
	}
	if words[0] != "key" || len(words) != 3 {
		return fmt.Errorf("unknown line %q", words[0])
	}
	id, err := hex.DecodeString(words[1])
	if err != nil || len(id) != keyIDSize {
		return errors.New("a key's id is damaged")
	}
	if k.ciphers[string(id)], err = chacha20poly1305.NewX(secret); err != nil {
		return err
	}
	if k.current == "" {
		k.current = string(id)
	}
	return nil
}

// Seal encrypts a value for one cell.
func (k *Keyring) Seal(cell Cell, plain []byte) ([]byte, error) {
	sealed := make([]byte, keyIDSize+chacha20poly1305.NonceSizeX, keyIDSize+chacha20poly1305.NonceSizeX+len(plain)+chacha20poly1305.Overhead)
	copy(sealed, k.current)
	nonce := sealed[keyIDSize:]
	if _, err := io.ReadFull(k.random, nonce); err != nil {
		return nil, fmt.Errorf("seal %s.%s: %w", cell.Table, cell.Column, err)
	}
	return k.ciphers[k.current].Seal(sealed, nonce, plain, cell.bytes()), nil
}

// Open decrypts what was sealed for the same cell; anything else is a fault.
func (k *Keyring) Open(cell Cell, sealed []byte) ([]byte, error) {
	if len(sealed) < keyIDSize+chacha20poly1305.NonceSizeX {
		return nil, unopened(cell, errors.New("too short"))
	}
	key, ok := k.ciphers[string(sealed[:keyIDSize])]
	if !ok {
		return nil, unopened(cell, fmt.Errorf("key %x is not in the keyring", sealed[:keyIDSize]))
	}
	nonce, rest := sealed[keyIDSize:keyIDSize+chacha20poly1305.NonceSizeX], sealed[keyIDSize+chacha20poly1305.NonceSizeX:]
	plain, err := key.Open(nil, nonce, rest, cell.bytes())
	if err != nil {
		return nil, unopened(cell, err)
	}
	return plain, nil
}

func unopened(cell Cell, cause error) error {
	return fault.Unavailable("org.secret_unopened", fault.Args{"table": cell.Table, "column": cell.Column, "row": cell.Row}).Because(cause)
}

// BlindIndex is what an encrypted column is looked up by: equal values of a column have equal indexes, and nothing else
// can be learnt from one without the key.
func (k *Keyring) BlindIndex(table, column string, plain []byte) []byte {
	mac := hmac.New(sha256.New, k.index)
	fmt.Fprintf(mac, "%s|%s|", table, column)
	mac.Write(plain)
	return mac.Sum(nil)
}

// sealText is Seal where "" is kept as no value at all.
func sealText(keys *Keyring, cell Cell, text string) ([]byte, error) {
	if text == "" {
		return nil, nil
	}
	if keys == nil {
		return nil, fault.Internal(errors.New("org: a secret without a keyring"))
	}
	return keys.Seal(cell, []byte(text))
}

func openText(keys *Keyring, cell Cell, sealed []byte) (string, error) {
	if sealed == nil {
		return "", nil
	}
	plain, err := keys.Open(cell, sealed)
	return string(plain), err
}
