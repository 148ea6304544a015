package journal

import (
	"context"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"qixing/fault"
	"qixing/store"
)

// Checkpoint is a signed head of a county's log, in the form of
// c2sp.org/tlog-checkpoint: origin, size, root hash, signatures.
type Checkpoint struct {
	County string
	Size   int64
	Root   tlog.Hash
	At     string // when it was signed; not part of what is signed
	Note   string
}

const origin = "qixing/journal/"

// Sign signs the head of a county's log, once a size. Of an empty log there is
// no checkpoint; its Size is 0. A log that does not continue the last
// checkpoint is not signed.
func Sign(ctx context.Context, db *store.DB, county string, signer note.Signer) (Checkpoint, error) {
	var checkpoint Checkpoint
	err := db.Write(ctx, func(tx *store.Tx) (err error) {
		checkpoint, err = sign(ctx, tx, county, signer)
		return err
	})
	return checkpoint, err
}

// SignAll signs the heads of all logs.
func SignAll(ctx context.Context, db *store.DB, signer note.Signer) error {
	var counties []string
	err := db.Read(ctx, func(tx *store.Tx) (err error) {
		counties, err = ListCounties(ctx, tx)
		return err
	})
	for _, county := range counties {
		if _, signErr := Sign(ctx, db, county, signer); signErr != nil {
			err = errors.Join(err, fmt.Errorf("sign journal of %s: %w", county, signErr))
		}
	}
	return err
}

func sign(ctx context.Context, tx *store.Tx, county string, signer note.Signer) (Checkpoint, error) {
	if err := lock(ctx, tx, county); err != nil {
		return Checkpoint{}, err
	}
	size, err := findSize(ctx, tx, county)
	if err != nil || size == 0 {
		return Checkpoint{}, err
	}
	last, err := FindCheckpoint(ctx, tx, county)
	switch {
	case errors.Is(err, fault.CodeNotFound):
	case err != nil:
		return Checkpoint{}, err
	case last.Size == size:
		return last, nil
	default:
		if err := continues(ctx, tx, last, size); err != nil {
			return Checkpoint{}, err
		}
	}
	return insertCheckpoint(ctx, tx, county, size, signer)
}

func continues(ctx context.Context, tx *store.Tx, last Checkpoint, size int64) error {
	broken := fault.Conflict("journal.rewritten", fault.Args{"county": last.County, "size": last.Size})
	if size < last.Size {
		return broken
	}
	root, err := tlog.TreeHash(last.Size, hashReader(ctx, tx, last.County))
	if err != nil {
		return broken.Because(err)
	}
	if root != last.Root {
		return broken
	}
	return nil
}

func insertCheckpoint(ctx context.Context, tx *store.Tx, county string, size int64, signer note.Signer) (Checkpoint, error) {
	root, err := tlog.TreeHash(size, hashReader(ctx, tx, county))
	if err != nil {
		return Checkpoint{}, fmt.Errorf("hash journal: %w", err)
	}
	text := fmt.Sprintf("%s%s\n%d\n%s\n", origin, county, size, root)
	signed, err := note.Sign(&note.Note{Text: text}, signer)
	if err != nil {
		return Checkpoint{}, fmt.Errorf("sign checkpoint: %w", err)
	}
	c := Checkpoint{County: county, Size: size, Root: root, At: tx.Timestamp(), Note: string(signed)}
	_, err = tx.Exec(ctx, `INSERT INTO journal_checkpoints (county, size, at, note) VALUES ($1, $2, $3, $4)`, county, size, c.At, c.Note)
	if err != nil {
		return Checkpoint{}, fmt.Errorf("insert checkpoint: %w", err)
	}
	return c, nil
}

// FindCheckpoint finds the latest checkpoint of a county.
func FindCheckpoint(ctx context.Context, tx *store.Tx, county string) (Checkpoint, error) {
	var at, text string
	err := tx.QueryRow(ctx, `SELECT at, note FROM journal_checkpoints WHERE county = $1 ORDER BY size DESC LIMIT 1`, county).Scan(&at, &text)
	if errors.Is(err, sql.ErrNoRows) {
		return Checkpoint{}, fault.NotFound("journal.no_checkpoint", fault.Args{"county": county})
	}
	if err != nil {
		return Checkpoint{}, fmt.Errorf("find checkpoint: %w", err)
	}
	c, err := readCheckpoint(text)
	c.At = at
	return c, err
}

// OpenCheckpoint reads an exported checkpoint and checks its signature.
func OpenCheckpoint(text string, verifiers note.Verifiers) (Checkpoint, error) {
	if _, err := note.Open([]byte(text), verifiers); err != nil {
		return Checkpoint{}, fault.Invalid("journal.bad_signature", nil).Because(err)
	}
	return readCheckpoint(text)
}

// readCheckpoint takes a note apart without asking for its signature.
func readCheckpoint(text string) (Checkpoint, error) {
	bad := fault.Invalid("journal.bad_checkpoint", nil)
	lines := strings.SplitN(text, "\n", 4)
	if len(lines) < 4 || !strings.HasPrefix(lines[0], origin) {
		return Checkpoint{}, bad
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 1 {
		return Checkpoint{}, bad
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return Checkpoint{}, bad.Because(err)
	}
	return Checkpoint{County: strings.TrimPrefix(lines[0], origin), Size: size, Root: root, Note: text}, nil
}

// Inclusion proves to anyone who holds the verifier key that a leaf is in the
// log, without showing the rest of it.
type Inclusion struct {
	Index      int64    `json:"index"`
	Leaf       string   `json:"leaf"`
	Proof      []string `json:"proof"`
	Checkpoint string   `json:"checkpoint"`
}

// Proof proves one leaf against the latest checkpoint. A leaf that no
// checkpoint covers yet is not found.
func Proof(ctx context.Context, tx *store.Tx, county string, index int64) (Inclusion, error) {
	leaf, err := FindLeaf(ctx, tx, county, index)
	if err != nil {
		return Inclusion{}, err
	}
	checkpoint, err := FindCheckpoint(ctx, tx, county)
	if err != nil {
		return Inclusion{}, err
	}
	if checkpoint.Size <= index {
		return Inclusion{}, fault.NotFound("journal.not_signed_yet", fault.Args{"leaf": index})
	}
	hashes, err := tlog.ProveRecord(checkpoint.Size, index, hashReader(ctx, tx, county))
	if err != nil {
		return Inclusion{}, fmt.Errorf("prove leaf %d: %w", index, err)
	}
	inclusion := Inclusion{Index: index, Leaf: leaf.Text, Checkpoint: checkpoint.Note, Proof: []string{}}
	for _, hash := range hashes {
		inclusion.Proof = append(inclusion.Proof, base64.StdEncoding.EncodeToString(hash[:]))
	}
	return inclusion, nil
}

// Check checks a proof; it needs no database.
func (i Inclusion) Check(verifiers note.Verifiers) error {
	checkpoint, err := OpenCheckpoint(i.Checkpoint, verifiers)
	if err != nil {
		return err
	}
	var proof tlog.RecordProof
	for _, text := range i.Proof {
		hash, err := tlog.ParseHash(text)
		if err != nil {
			return fault.Invalid("journal.bad_proof", nil).Because(err)
		}
		proof = append(proof, hash)
	}
	err = tlog.CheckRecord(proof, checkpoint.Size, checkpoint.Root, i.Index, tlog.RecordHash([]byte(i.Leaf)))
	if err != nil {
		return fault.Invalid("journal.bad_proof", nil).Because(err)
	}
	return nil
}
