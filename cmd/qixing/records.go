package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"qixing/fault"
	"qixing/ledger"
	"qixing/store"
)

type importCommand struct {
	Register string `arg:"" help:"台账的代号 | the register's id"`
	File     string `arg:"" help:"Excel 或 CSV 文件 | the workbook or CSV file"`
	As       string `placeholder:"LOGIN" help:"以哪个账号的名义 | in whose name"`
	DryRun   bool   `help:"只检查，不保存 | look, and save nothing"`
}

// Run imports a file into a register: all rows or none.
func (cmd *importCommand) Run(c *cli) error {
	file, err := os.Open(cmd.File)
	if err != nil {
		return fault.Invalid("cli.file", fault.Args{"file": cmd.File}).Because(err)
	}
	defer file.Close()
	return c.openFor(func(p *place) error {
		report, err := cmd.read(c, p, file)
		if err != nil && len(report.Problems) == 0 {
			return err
		}
		if shown := c.printReport(report); shown != nil || err == nil {
			return shown
		}
		if c.asJSON() {
			return errShown
		}
		return err
	})
}

func (cmd *importCommand) read(c *cli, p *place, file *os.File) (ledger.Report, error) {
	show := c.progress(c.say("导入", "import"))
	how := ledger.Importing{DryRun: cmd.DryRun, Progress: func(done, total int) { show(int64(done), int64(total)) }}
	in := p.db.Write
	if cmd.DryRun {
		in = p.db.Read
	}
	var report ledger.Report
	err := in(c.ctx, func(tx *store.Tx) error {
		if _, failed := file.Seek(0, io.SeekStart); failed != nil {
			return failed
		}
		who, failed := p.principal(c.ctx, tx, cmd.As)
		if failed != nil {
			return failed
		}
		who.Language = c.lang
		books, failed := p.books(c.ctx, tx)
		if failed != nil {
			return failed
		}
		report, failed = books.Import(c.ctx, tx, who, cmd.Register, file, how)
		return failed
	})
	return report, err
}

type problemDocument struct {
	Sheet   string `json:"sheet"`
	Cell    string `json:"cell"`
	Value   string `json:"value"`
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`
}

type reportDocument struct {
	Created   int               `json:"created"`
	Updated   int               `json:"updated"`
	Unchanged int               `json:"unchanged"`
	Problems  []problemDocument `json:"problems"`
}

func (c *cli) printReport(report ledger.Report) error {
	document := reportDocument{Created: report.Created, Updated: report.Updated, Unchanged: report.Unchanged, Problems: []problemDocument{}}
	for _, one := range report.Problems {
		document.Problems = append(document.Problems, problemDocument{one.Sheet, one.Place(), one.Value, one.Message, one.Remedy})
	}
	if c.asJSON() {
		return c.printJSON(document)
	}
	for _, one := range document.Problems {
		c.note(fmt.Sprintf("%s %s: %s%s", one.Sheet, one.Cell, one.Message, one.Hint))
	}
	if len(document.Problems) == 0 {
		c.printf(c.say("新增 %d，更新 %d，未变 %d。\n", "%d created, %d updated, %d unchanged.\n"), report.Created, report.Updated, report.Unchanged)
	}
	return nil
}

type exportCommand struct {
	Register string `arg:"" help:"台账的代号 | the register's id"`
	File     string `arg:"" help:"写到哪个 .xlsx 文件 | the .xlsx file to write"`
	As       string `placeholder:"LOGIN" help:"以哪个账号的名义 | in whose name"`
	Reason   string `placeholder:"TEXT" help:"查看敏感台账的理由，会留痕 | why a sensitive register is opened; it is kept"`
	Force    bool   `help:"覆盖已有文件 | overwrite a file"`
}

// Run writes a register as the form that import reads.
func (cmd *exportCommand) Run(c *cli) error {
	return c.openFor(func(p *place) error {
		return c.writeFile(cmd.File, cmd.Force, func(file *os.File) error {
			return p.db.Write(c.ctx, func(tx *store.Tx) error { // the opening of a sensitive register is logged
				who, err := p.principal(c.ctx, tx, cmd.As)
				if err != nil {
					return err
				}
				books, err := p.books(c.ctx, tx)
				if err != nil {
					return err
				}
				return books.Export(c.ctx, tx, who, ledger.Query{Register: cmd.Register, Reason: cmd.Reason}, file)
			})
		})
	})
}

type templateCommand struct {
	Register string `arg:"" help:"台账的代号 | the register's id"`
	File     string `arg:"" help:"写到哪个 .xlsx 文件 | the .xlsx file to write"`
	Force    bool   `help:"覆盖已有文件 | overwrite a file"`
}

// Run writes a register's empty form.
func (cmd *templateCommand) Run(c *cli) error {
	return c.openFor(func(p *place) error {
		return c.writeFile(cmd.File, cmd.Force, func(file *os.File) error {
			return p.db.Read(c.ctx, func(tx *store.Tx) error {
				books, err := p.books(c.ctx, tx)
				if err != nil {
					return err
				}
				return books.Template(cmd.Register, c.lang, file)
			})
		})
	})
}

// writeFile makes a file whole before it has its name, so that half of one is never left behind.
func (c *cli) writeFile(name string, force bool, write func(*os.File) error) error {
	if _, err := os.Stat(name); err == nil && !force {
		return fault.Conflict("cli.file_there", fault.Args{"file": name})
	}
	draft, err := os.CreateTemp(filepath.Dir(name), ".qixing-*")
	if err != nil {
		return fault.Unavailable("cli.file_unwritable", fault.Args{"file": name}).Because(err)
	}
	defer os.Remove(draft.Name())
	defer draft.Close()
	if err := write(draft); err != nil {
		return err
	}
	if err := draft.Sync(); err != nil {
		return fault.Unavailable("cli.file_unwritable", fault.Args{"file": name}).Because(err)
	}
	if err := os.Rename(draft.Name(), name); err != nil {
		return fault.Unavailable("cli.file_unwritable", fault.Args{"file": name}).Because(err)
	}
	c.note(c.say("已写入：", "written: ") + name)
	return nil
}
