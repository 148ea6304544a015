package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"qixing/fault"
	"qixing/org"
	"qixing/store"
)

type unitsCommand struct {
	Import unitsImport `cmd:"" help:"导入组织机构 | import units"`
	List   unitsList   `cmd:"" help:"列出组织机构 | list units"`
}

type unitsImport struct {
	Path      string `arg:"" help:"CSV 文件（code,kind,title,parent）；或区划数据的文件夹 | a CSV file with code,kind,title,parent; or a folder of divisions"`
	Divisions string `placeholder:"PREFIX" help:"从区划数据导入代码以此开头的县；写 all 为全国 | from a folder of divisions, import the counties whose code begins so; all for the country"`
}

// Run makes the units be as a list says.
func (cmd *unitsImport) Run(c *cli) error {
	p, err := c.open(time.Now)
	if err != nil {
		return err
	}
	defer p.close()
	if cmd.Divisions != "" {
		return cmd.importDivisions(c, p)
	}
	file, err := os.Open(cmd.Path)
	if err != nil {
		return fault.Invalid("cli.file", fault.Args{"file": cmd.Path}).Because(err)
	}
	defer file.Close()
	return cmd.importList(c, p, file)
}

func (cmd *unitsImport) importList(c *cli, p *place, file io.Reader) error {
	rows, err := org.ReadUnits(file)
	if err != nil {
		return err
	}
	county := p.county
	for _, row := range rows {
		if row.Kind == org.County {
			county = row.Code
		}
	}
	if county == "" {
		return fault.Usage("cli.which_county", nil)
	}
	return c.importUnits(p, county, rows)
}

func (c *cli) importUnits(p *place, county string, rows []org.UnitRow) error {
	var report org.UnitReport
	err := p.db.Write(c.ctx, func(tx *store.Tx) error {
		var failed error
		report, failed = org.ImportUnits(c.ctx, tx, county, rows, false)
		return failed
	})
	if err != nil {
		return err
	}
	if c.asJSON() {
		return c.printJSON(map[string]int{"created": report.Created, "updated": report.Updated, "unchanged": report.Unchanged})
	}
	c.printf(c.say("%s：新增 %d，更新 %d，未变 %d。\n", "%s: %d created, %d updated, %d unchanged.\n"), county, report.Created, report.Updated, report.Unchanged)
	return nil
}

// importDivisions takes one county after the other, so that the whole country needs the memory of one.
func (cmd *unitsImport) importDivisions(c *cli, p *place) error {
	prefix := cmd.Divisions
	if prefix == "all" {
		prefix = ""
	}
	var counties, units int
	for division, err := range org.ReadDivisions(os.DirFS(cmd.Path), prefix) {
		if err != nil {
			return err
		}
		err = p.db.Write(c.ctx, func(tx *store.Tx) error {
			_, failed := org.ImportUnits(c.ctx, tx, division.County, division.Rows, false)
			return failed
		})
		if err != nil {
			return err
		}
		counties, units = counties+1, units+len(division.Rows)
	}
	if counties == 0 {
		return fault.NotFound("cli.no_division", fault.Args{"prefix": cmd.Divisions})
	}
	if c.asJSON() {
		return c.printJSON(map[string]int{"counties": counties, "units": units})
	}
	c.printf("%s\n", fmt.Sprintf(c.say("已导入 %d 个县，%d 个组织。", "imported %d counties, %d units."), counties, units))
	return nil
}

type unitsList struct{}

type unitDocument struct {
	ID     int64  `json:"id"`
	Parent int64  `json:"parent_id"`
	Kind   string `json:"kind"`
	Code   string `json:"code"`
	Title  string `json:"title"`
}

func (unitsList) Run(c *cli) error {
	return c.openFor(func(p *place) error {
		documents := []unitDocument{}
		err := p.db.Read(c.ctx, func(tx *store.Tx) error {
			tree, failed := org.LoadTree(c.ctx, tx, p.county)
			if failed != nil {
				return failed
			}
			for _, u := range tree.Units() {
				documents = append(documents, unitDocument{u.ID, u.ParentID, string(u.Kind), u.Code, u.Title})
			}
			return nil
		})
		if err != nil || c.asJSON() {
			return firstOf(err, func() error { return c.printJSON(documents) })
		}
		for _, one := range documents {
			c.printf("%-14s %-10s %s\n", one.Code, one.Kind, one.Title)
		}
		return nil
	})
}
