package journal

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// Key signs checkpoints. Public is what a verifier needs, in the form of
// golang.org/x/mod/sumdb/note, and may be given to anyone.
type Key struct {
	Signer note.Signer
	Public string
}

// keyName is the name signatures carry.
const keyName = "qixing"

// OpenKey reads FOLDER/keys/journal.key, and makes it on first use with bytes
// from random. It is readable by its owner only; journal.pub beside it holds
// the public half.
func OpenKey(folder string, random io.Reader) (Key, error) {
	path := filepath.Join(folder, "keys", "journal.key")
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		if err := makeKey(path, random); err != nil {
			return Key{}, fmt.Errorf("make journal key: %w", err)
		}
		text, err = os.ReadFile(path)
	}
	if err != nil {
		return Key{}, fmt.Errorf("open journal key: %w", err)
	}
	secret, public, _ := strings.Cut(strings.TrimSpace(string(text)), "\n")
	signer, err := note.NewSigner(secret)
	if err != nil {
		return Key{}, fmt.Errorf("journal key %s: %w", path, err)
	}
	key := Key{Signer: signer, Public: strings.TrimSpace(public)}
	_, err = key.Verifiers()
	return key, err
}

// makeKey never overwrites a key: two processes that start at once agree on
// the one that came first.
func makeKey(path string, random io.Reader) error {
	secret, public, err := note.GenerateKey(random, keyName)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	draft, err := os.CreateTemp(filepath.Dir(path), "journal.key.*") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(draft.Name())
	_, err = fmt.Fprintf(draft, "%s\n%s\n", secret, public)
	if err = errors.Join(err, draft.Sync(), draft.Close()); err != nil {
		return err
	}
	if err := os.Link(draft.Name(), path); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return nil
		}
		return err
	}
	return os.WriteFile(strings.TrimSuffix(path, ".key")+".pub", []byte(public+"\n"), 0o644)
}

// Verifiers checks signatures of this key.
func (k Key) Verifiers() (note.Verifiers, error) { return ReadVerifiers(k.Public) }

// ReadVerifiers reads public keys, one a line, as of several servers or of a
// key that was replaced.
func ReadVerifiers(public string) (note.Verifiers, error) {
	var list []note.Verifier
	for _, line := range strings.Fields(public) {
		verifier, err := note.NewVerifier(line)
		if err != nil {
			return nil, fmt.Errorf("journal public key: %w", err)
		}
		list = append(list, verifier)
	}
	if len(list) == 0 {
		return nil, errors.New("journal public key: none given")
	}
	return note.VerifierList(list...), nil
}
