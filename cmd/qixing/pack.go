package main

import (
	"errors"
	"io/fs"
	"os"

	"qixing/fault"
	"qixing/pack"
	"qixing/packs"
)

// folderOf gives a pack's folder: a path, or the name of a pack that the program brings, as longxian or examples/….
func folderOf(name string) (fs.FS, error) {
	info, err := os.Stat(name)
	switch {
	case err == nil && info.IsDir():
		return os.DirFS(name), nil
	case err == nil:
		return nil, fault.Invalid("cli.not_a_folder", fault.Args{"path": name})
	case errors.Is(err, fs.ErrNotExist) && fs.ValidPath(name):
		return builtIn(name)
	}
	return nil, fault.Invalid("cli.no_pack", fault.Args{"path": name}).Because(err)
}

func builtIn(name string) (fs.FS, error) {
	if info, err := fs.Stat(packs.Files, name); err != nil || !info.IsDir() {
		return nil, fault.Invalid("cli.no_pack", fault.Args{"path": name})
	}
	return fs.Sub(packs.Files, name)
}

// loadPack reads a pack that must be sound. Its errors are printed in their own form.
func (c *cli) loadPack(name string) (*pack.Pack, fs.FS, error) {
	folder, err := folderOf(name)
	if err != nil {
		return nil, nil, err
	}
	policy, findings := pack.Load(folder)
	if policy == nil {
		if err := findings.In(name).Only(pack.Failure).Write(c.errs, c.lang); err != nil {
			return nil, nil, err
		}
		return nil, nil, errShown
	}
	return policy, folder, nil
}
