package pack

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"

	"qixing/fault"
)

const caseFolder = "tests"

// The files and folders of a pack, by what they declare.
var (
	wholeFiles     = []string{"pack.yaml", "parameters.yaml", "roles.yaml", "measures.yaml", "targets.yaml", "reminders.yaml"}
	folders        = []string{"registers", "schemes", "contests", "matters", caseFolder}
	later          = []string{"documents", "limits.yaml"}
	ignoredFolders = []string{"data"}
	requiredFiles  = []string{"pack.yaml"}
)

// Load reads the policy pack in a folder. It reports everything that is wrong or doubtful at once, sorted by place. The pack is
// nil when there is a failure among the findings.
func Load(fsys fs.FS) (*Pack, Errors) {
	return load(fsys, func(string) bool { return true })
}

// LoadToRun is Load for a policy that runs: it reads all but the cases, which try a policy before it does.
func LoadToRun(fsys fs.FS) (*Pack, Errors) {
	return load(fsys, func(name string) bool { return path.Dir(name) != caseFolder })
}

// load reads the files that are wanted. The fingerprint is of all of them.
func load(fsys fs.FS, wanted func(name string) bool) (*Pack, Errors) {
	f, p := newFindings(), &Pack{}
	files := f.readFolder(fsys)
	read := maps.Clone(files)
	maps.DeleteFunc(read, func(name string, _ []byte) bool { return !wanted(name) })
	f.decodeFiles(p, read)
	if !f.sorted().Failed() || len(p.Registers)+len(p.Measures)+len(p.Schemes) > 0 {
		f.check(p)
	}
	if f.sorted().Failed() {
		return nil, f.list
	}
	p.Fingerprint = fingerprint(files)
	return p, f.list
}

// readFolder reads every file that belongs to a pack, and reports those that don't.
func (f *findings) readFolder(fsys fs.FS) map[string][]byte {
	files := map[string][]byte{}
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		f.fail(Place{File: "."}, "pack.folder_unreadable", nil)
		return files
	}
	for _, entry := range entries {
		f.readEntry(fsys, entry, files)
	}
	for _, name := range requiredFiles {
		if !slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == name }) {
			f.fail(Place{File: name}, "pack.file_missing", fault.Args{"file": name})
		}
	}
	return files
}

func (f *findings) readEntry(fsys fs.FS, entry fs.DirEntry, files map[string][]byte) {
	name := entry.Name()
	switch {
	case isIgnored(name):
	case slices.Contains(later, name):
		f.fail(Place{File: name}, "pack.not_yet", fault.Args{"file": name})
	case slices.Contains(folders, name) && entry.IsDir():
		f.readDeclarations(fsys, name, files)
	case slices.Contains(wholeFiles, name):
		f.readFile(fsys, name, entry, files)
	default:
		known := slices.Concat(wholeFiles, folders)
		f.failNear(Place{File: name}, "pack.unknown_file", name, known, fault.Args{"file": name})
	}
}

// isIgnored says that a file is not the policy's: hidden, an editor's copy, prose, or data.
func isIgnored(name string) bool {
	upper := strings.ToUpper(name)
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~") || strings.HasSuffix(name, "~") ||
		strings.HasSuffix(upper, ".MD") || strings.HasPrefix(upper, "LICENSE") || slices.Contains(ignoredFolders, name)
}

func (f *findings) readDeclarations(fsys fs.FS, folder string, files map[string][]byte) {
	entries, err := fs.ReadDir(fsys, folder)
	if err != nil {
		f.fail(Place{File: folder}, "pack.folder_unreadable", nil)
	}
	for _, entry := range entries {
		name := path.Join(folder, entry.Name())
		id, yaml := strings.CutSuffix(entry.Name(), ".yaml")
		switch {
		case isIgnored(entry.Name()):
		case !yaml || entry.IsDir():
			f.fail(Place{File: name}, "pack.unknown_file", fault.Args{"file": name})
		case !idShape.MatchString(id):
			f.fail(Place{File: name}, "pack.bad_id", fault.Args{"id": id})
		default:
			f.readFile(fsys, name, entry, files)
		}
	}
}

// readFile reads a regular file. A link is refused: a pack must say the same wherever its folder is copied.
func (f *findings) readFile(fsys fs.FS, name string, entry fs.DirEntry, files map[string][]byte) {
	if !entry.Type().IsRegular() {
		f.fail(Place{File: name}, "pack.not_a_file", nil)
		return
	}
	if info, err := entry.Info(); err == nil && info.Size() > maxFileBytes {
		f.fail(Place{File: name}, "pack.file_too_big", fault.Args{"limit": "1 MiB"})
		return
	}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		key := "pack.file_unreadable"
		if errors.Is(err, fs.ErrPermission) {
			key = "pack.file_forbidden"
		}
		f.fail(Place{File: name}, key, nil)
		return
	}
	files[name] = data
}

// declares says which kind of declaration a file or folder holds.
var declares = map[string]string{"pack.yaml": "chapter", "parameters.yaml": "parameter", "roles.yaml": "role", "registers": "register",
	"measures.yaml": "measure", "targets.yaml": "target", "reminders.yaml": "reminder", "schemes": "scheme", "contests": "contest", "matters": "matter"}

// decodeFiles reads each file into its part of the pack.
func (f *findings) decodeFiles(p *Pack, files map[string][]byte) {
	parsed := f.parseFiles(files)
	for _, name := range sortedNames(files) {
		tree := f.treeOf(name, parsed[name])
		if tree == nil || tree.kind != mappingNode {
			f.broken[declares[strings.Split(name, "/")[0]]] = true
		}
		if tree == nil {
			continue
		}
		folder, base := path.Split(name)
		id := strings.TrimSuffix(base, ".yaml")
		switch strings.TrimSuffix(folder, "/") {
		case "registers":
			p.Registers = append(p.Registers, decodeFile[Register](f, tree, id))
		case "schemes":
			p.Schemes = append(p.Schemes, decodeFile[Scheme](f, tree, id))
		case "contests":
			p.Contests = append(p.Contests, decodeFile[Contest](f, tree, id))
		case "matters":
			p.Matters = append(p.Matters, decodeFile[Matter](f, tree, id))
		case caseFolder:
			p.Cases = append(p.Cases, decodeFile[Case](f, tree, id))
		default:
			f.decodeWhole(p, tree, name)
		}
	}
}

func (f *findings) decodeWhole(p *Pack, tree *node, name string) {
	parts := map[string]any{"pack.yaml": &p.Policy, "parameters.yaml": &p.Parameters, "roles.yaml": &p.Roles,
		"measures.yaml": &p.Measures, "targets.yaml": &p.Targets, "reminders.yaml": &p.Reminders}
	f.decode(tree, reflect.ValueOf(parts[name]).Elem(), key{Name: name})
}

// decodeFile reads a declaration whose id is the file's name.
func decodeFile[T any](f *findings, tree *node, id string) *T {
	one := new(T)
	v := reflect.ValueOf(one).Elem()
	k, _ := idKey(v.Type())
	v.Field(k.Index).SetString(id)
	f.decodeStruct(tree, v, id)
	return one
}

// fingerprint hashes the files in the order of their names, each with its name and length.
func fingerprint(files map[string][]byte) string {
	hash := sha256.New()
	for _, name := range sortedNames(files) {
		fmt.Fprintf(hash, "%s %d\n", name, len(files[name]))
		hash.Write(files[name])
	}
	return hex.EncodeToString(hash.Sum(nil))
}

func sortedNames(files map[string][]byte) []string {
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
