package main

import (
	"fmt"
	"os"

	"qixing/fault"
	"qixing/journal"
	"qixing/store"
)

type verifyCommand struct {
	Checkpoint []string `placeholder:"FILE" help:"先前导出的检查点，证明此前的一切没有改动 | checkpoints exported earlier, to prove that nothing before them changed"`
	Key        string   `placeholder:"FILE" help:"公钥文件，默认数据目录中的 | a file with the public key, by default the data folder's"`
}

type reportOfCounty struct {
	County      string `json:"county"`
	OK          bool   `json:"ok"`
	Leaves      int64  `json:"leaves"`
	Signed      int64  `json:"signed"`
	Checkpoints int    `json:"checkpoints"`
	Rows        int    `json:"rows"`
	Root        string `json:"root"`
	Fault       string `json:"fault,omitempty"`
}

// Run recomputes the journals and says the first thing that does not hold.
func (cmd *verifyCommand) Run(c *cli) error {
	p, err := c.openThere()
	if err != nil {
		return err
	}
	defer p.close()
	public := p.signer.Public
	if cmd.Key != "" {
		if public, err = readText(cmd.Key); err != nil {
			return err
		}
	}
	verifiers, err := journal.ReadVerifiers(public)
	if err != nil {
		return fault.Invalid("cli.key", fault.Args{"file": cmd.Key}).Because(err)
	}
	var earlier []string
	for _, name := range cmd.Checkpoint {
		text, err := readText(name)
		if err != nil {
			return err
		}
		earlier = append(earlier, text)
	}
	counties, err := c.counties(p)
	if err != nil {
		return err
	}
	reports, sound := []reportOfCounty{}, true
	for _, county := range counties {
		report, err := journal.Verify(c.ctx, p.db, county, verifiers, earlier...)
		if err != nil {
			return err
		}
		reports = append(reports, c.documentOf(report))
		sound = sound && report.Holds()
	}
	if err := c.printReports(reports); err != nil {
		return err
	}
	if !sound {
		return errShown
	}
	return nil
}

func (c *cli) counties(p *place) ([]string, error) {
	if p.county != "" {
		return []string{p.county}, nil
	}
	var counties []string
	err := p.db.Read(c.ctx, func(tx *store.Tx) error {
		var failed error
		counties, failed = journal.ListCounties(c.ctx, tx)
		return failed
	})
	return counties, err
}

func (c *cli) documentOf(r journal.Report) reportOfCounty {
	document := reportOfCounty{County: r.County, OK: r.Holds(), Leaves: r.Leaves, Signed: r.Signed, Checkpoints: r.Checkpoints, Rows: r.Rows, Root: r.Root}
	if r.Problem != nil {
		document.Fault = fault.Text(r.Problem, c.lang)
	}
	return document
}

func (c *cli) printReports(reports []reportOfCounty) error {
	if c.asJSON() {
		return c.printJSON(reports)
	}
	for _, one := range reports {
		if !one.OK {
			c.complain(one.County+" "+one.Fault, fault.Sentence("cli.tampered.hint", c.lang, nil))
			continue
		}
		c.printf("%s\n", fmt.Sprintf(c.say("%s 完好：%d 条记录，其中 %d 条已签名，核对了 %d 个检查点和 %d 行数据。", "%s holds: %d leaves, %d of them signed, %d checkpoints and %d rows compared."),
			one.County, one.Leaves, one.Signed, one.Checkpoints, one.Rows))
	}
	return nil
}

func readText(name string) (string, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return "", fault.Invalid("cli.file", fault.Args{"file": name}).Because(err)
	}
	return string(text), nil
}
