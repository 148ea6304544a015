package pack_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"qixing/pack"
)

// minimal completes a folder, so that a case only holds what it is about.
var minimal = map[string]string{
	"pack.yaml":  "id: demo\ntitle: 演示\ncounty: \"610999\"\nversion: 2022.1\nsource: 文件\nchapters: {a: {title: 甲}}\n",
	"roles.yaml": "a: {title: 甲, at: county}\n",
}

// folder makes a pack's folder out of named texts.
func folder(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range minimal {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

// Each case below testdata/errors is a folder and the whole text that is said about it.
func TestErrors(t *testing.T) {
	cases, err := filepath.Glob(filepath.Join("testdata", "errors", "*.txtar"))
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { runErrorCase(t, file) })
	}
}

func runErrorCase(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	files, want := map[string]string{}, -1
	for i, one := range archive.Files {
		if strings.HasPrefix(one.Name, "want") {
			want = i
			continue
		}
		files[one.Name] = string(one.Data)
	}
	_, findings := pack.Load(folder(files))
	var got strings.Builder
	lang := strings.TrimPrefix(filepath.Ext(archive.Files[want].Name), ".")
	if err := findings.Write(&got, lang); err != nil {
		t.Fatal(err)
	}
	if *update {
		archive.Files[want].Data = []byte(got.String())
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got.String() != string(archive.Files[want].Data) {
		t.Errorf("got:\n%s\nwant:\n%s", got.String(), archive.Files[want].Data)
	}
}

// keysIn lists the keys of the findings.
func keysIn(findings pack.Errors) string {
	keys := make([]string, len(findings))
	for i, one := range findings {
		keys[i] = one.Key
	}
	return strings.Join(keys, " ")
}

func TestOddFiles(t *testing.T) {
	roles := minimal["roles.yaml"]
	for name, test := range map[string]struct{ roles, want string }{
		"byte-order mark":      {"\xef\xbb\xbf" + roles, ""},
		"CRLF":                 {strings.ReplaceAll(roles, "\n", "\r\n"), ""},
		"comments":             {"# 说明\n" + roles + "# 完\n", ""},
		"GB18030":              {"a: {title: \xbc\xd7, at: county}\n", "pack.not_utf8"},
		"UTF-16":               {"\xff\xfea\x00:\x00", "pack.not_utf8"},
		"NUL":                  {"a: \x00\n", "pack.control_character"},
		"empty":                {"", "pack.file_empty"},
		"only a comment":       {"# 空\n", "pack.file_empty"},
		"two documents":        {roles + "---\n" + roles, "pack.several_documents"},
		"1 MiB and a byte":     {"# " + strings.Repeat("x", 1<<20-1), "pack.file_too_big"},
		"a hundred thousand [": {"a: " + strings.Repeat("[", 100_000), "pack.too_complex"},
		"thirty-one levels":    {"a: " + strings.Repeat("[", 31) + strings.Repeat("]", 31), "pack.not_a_mapping pack.too_complex"},
		"laughs":               {laughs(), "pack.too_complex"},
		"self-reference":       {"a: &a {title: *a, at: county}\n", "pack.not_a_scalar pack.unknown_alias"},
	} {
		t.Run(name, func(t *testing.T) {
			_, findings := pack.Load(folder(map[string]string{"roles.yaml": test.roles}))
			if got := keysIn(findings); !strings.HasPrefix(got, test.want) || test.want == "" && got != "" {
				t.Errorf("findings %q, want %q", got, test.want)
			}
		})
	}
}

// laughs is the billion laughs: each line names the one before nine times.
func laughs() string {
	text := "a0: &a0 [x, x, x]\n"
	for i := range 9 {
		before := "*a" + string(rune('0'+i))
		after := string(rune('1' + i))
		text += "a" + after + ": &a" + after + " [" + strings.Repeat(before+", ", 8) + before + "]\n"
	}
	return text
}

func TestOddFolders(t *testing.T) {
	link := folder(nil)
	link["measures.yaml"] = &fstest.MapFile{Data: []byte("/etc/hostname"), Mode: fs.ModeSymlink}
	directory := folder(map[string]string{"roles.yaml/x": "y"})
	delete(directory, "roles.yaml")
	for name, test := range map[string]struct {
		fsys fs.FS
		want string
	}{
		"nothing":       {fstest.MapFS{}, "pack.file_missing"},
		"no such place": {os.DirFS(filepath.Join(t.TempDir(), "none")), "pack.folder_unreadable"},
		"link":          {link, "pack.not_a_file"},
		"directory":     {directory, "pack.not_a_file"},
	} {
		t.Run(name, func(t *testing.T) {
			p, findings := pack.Load(test.fsys)
			if got := keysIn(findings); !strings.Contains(got, test.want) || p != nil {
				t.Errorf("findings %q and pack %v, want %q and none", got, p, test.want)
			}
		})
	}
}

func FuzzLoad(f *testing.F) {
	for name, text := range minimal {
		f.Add(name, text)
	}
	for _, name := range []string{"parameters.yaml", "measures.yaml", "targets.yaml", "registers/sanctions.yaml", "schemes/red_flag_village.yaml", "tests/ties.yaml"} {
		text, err := os.ReadFile(filepath.Join("..", "packs", "longxian", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(name, string(text))
	}
	f.Fuzz(func(t *testing.T, name, text string) {
		if !fs.ValidPath(name) {
			return
		}
		p, findings := pack.Load(folder(map[string]string{name: text}))
		if (p == nil) != findings.Failed() {
			t.Fatalf("pack %v with findings %v", p, findings)
		}
		for _, one := range findings {
			if one.Text("zh") == "" || one.Text("en") == "" {
				t.Fatalf("empty text for %s", one.Key)
			}
		}
	})
}
