package ledger

import (
	"archive/zip"
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"time"

	"qixing/fault"
	"qixing/pack"
	"qixing/store"
)

// Zipped is a pack's folder as the database keeps it.
type Zipped []byte

// ZipFiles takes a pack's YAML files, sorted, without times: the same folder gives the same bytes.
func ZipFiles(folder fs.FS) (Zipped, error) {
	var buffer bytes.Buffer
	archive := zip.NewWriter(&buffer)
	err := fs.WalkDir(folder, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, ".yaml") {
			return err
		}
		return zipFile(archive, folder, name)
	})
	if err != nil {
		return nil, fmt.Errorf("zip the pack: %w", err)
	}
	if err := archive.Close(); err != nil {
		return nil, fmt.Errorf("zip the pack: %w", err)
	}
	return buffer.Bytes(), nil
}

func zipFile(archive *zip.Writer, folder fs.FS, name string) error {
	content, err := fs.ReadFile(folder, name)
	if err != nil {
		return err
	}
	file, err := archive.Create(name)
	if err != nil {
		return err
	}
	_, err = io.Copy(file, bytes.NewReader(content))
	return err
}

// Open gives the folder again.
func (z Zipped) Open() (fs.FS, error) {
	return zip.NewReader(bytes.NewReader(z), int64(len(z)))
}

// StoredPack is one applied version.
type StoredPack struct {
	ID          int64
	Pack        string
	Version     string
	Fingerprint string
	AppliedAt   time.Time
	AppliedBy   int64
}

func savePack(ctx context.Context, tx *store.Tx, plan Plan, with Applying) error {
	id, err := tx.NextID(ctx)
	if err != nil {
		return err
	}
	files := with.Files
	if files == nil {
		files = Zipped{}
	}
	p := plan.Pack
	tx.Touch(plan.County, Part)
	return exec(ctx, tx, `INSERT INTO packs (county, id, pack, version, fingerprint, files, applied_at, applied_by)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		plan.County, id, p.ID, p.Version, p.Fingerprint, []byte(files), tx.Timestamp(), with.By)
}

// ActivePack reads the pack in force in a county.
func ActivePack(ctx context.Context, tx *store.Tx, county string) (*pack.Pack, error) {
	var files []byte
	err := tx.QueryRow(ctx, `SELECT files FROM packs WHERE county = $1 ORDER BY id DESC LIMIT 1`, county).Scan(&files)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fault.NotFound("ledger.no_pack", fault.Args{"county": county})
	}
	if err != nil {
		return nil, fmt.Errorf("read the pack of %s: %w", county, err)
	}
	return loadStored(files)
}

// FindPack reads one stored version.
func FindPack(ctx context.Context, tx *store.Tx, county string, id int64) (*pack.Pack, error) {
	var files []byte
	err := tx.QueryRow(ctx, `SELECT files FROM packs WHERE county = $1 AND id = $2`, county, id).Scan(&files)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fault.NotFound("ledger.no_pack", fault.Args{"county": county})
	}
	if err != nil {
		return nil, fmt.Errorf("read pack %d of %s: %w", id, county, err)
	}
	return loadStored(files)
}

func loadStored(files Zipped) (*pack.Pack, error) {
	folder, err := files.Open()
	if err != nil {
		return nil, fault.Internal(fmt.Errorf("open the stored pack: %w", err))
	}
	p, problems := pack.LoadToRun(folder)
	if p == nil {
		return nil, fault.Internal(fmt.Errorf("the stored pack doesn't load: %v", problems))
	}
	return p, nil
}

// ListPacks gives the versions a county has applied, newest first.
func ListPacks(ctx context.Context, tx *store.Tx, county string) ([]StoredPack, error) {
	rows, err := tx.Query(ctx, `SELECT id, pack, version, fingerprint, applied_at, applied_by FROM packs
		WHERE county = $1 ORDER BY id DESC`, county)
	if err != nil {
		return nil, fmt.Errorf("list packs: %w", err)
	}
	defer rows.Close()
	var packs []StoredPack
	for rows.Next() {
		var p StoredPack
		var at string
		if err := rows.Scan(&p.ID, &p.Pack, &p.Version, &p.Fingerprint, &at, &p.AppliedBy); err != nil {
			return nil, err
		}
		if p.AppliedAt, err = store.ParseTime(at); err != nil {
			return nil, fmt.Errorf("pack %d: %w", p.ID, err)
		}
		packs = append(packs, p)
	}
	return packs, rows.Err()
}
