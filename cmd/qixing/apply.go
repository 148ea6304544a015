package main

import (
	"fmt"
	"io/fs"
	"time"

	"qixing/journal"
	"qixing/ledger"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

type planCommand struct {
	Pack string `arg:"" help:"制度包的文件夹 | the pack's folder"`
}

type applyCommand struct {
	Pack  string   `arg:"" help:"制度包的文件夹 | the pack's folder"`
	Allow []string `placeholder:"REGISTER.FIELD" help:"允许不再显示其数据的字段或台账 | a field or register whose data may go out of sight"`
}

type stepDocument struct {
	Kind    string `json:"kind"`
	Name    string `json:"name"`
	Text    string `json:"text"`
	Records int64  `json:"records"`
	Loses   bool   `json:"loses"`
}

// Run prints what applying a pack would change, and changes nothing.
func (cmd *planCommand) Run(c *cli) error {
	policy, _, err := c.loadPack(cmd.Pack)
	if err != nil {
		return err
	}
	p, err := c.openThere()
	if err != nil {
		return err
	}
	defer p.close()
	var plan ledger.Plan
	err = p.db.Read(c.ctx, func(tx *store.Tx) error {
		var failed error
		plan, failed = ledger.PlanTables(c.ctx, tx, policy.County, policy)
		return failed
	})
	if err != nil {
		return err
	}
	return c.printPlan(plan)
}

func (c *cli) printPlan(plan ledger.Plan) error {
	documents := []stepDocument{}
	for _, step := range plan.Steps {
		documents = append(documents, stepDocument{Kind: string(step.Kind), Name: step.Name(), Text: step.Sentence(c.lang), Records: step.Records, Loses: step.Loses()})
	}
	if c.asJSON() {
		return c.printJSON(documents)
	}
	for _, one := range documents {
		sign := "  "
		if one.Loses {
			sign = "! "
		}
		c.printf("%s%s\n", sign, one.Text)
	}
	if len(documents) == 0 {
		c.printf("%s\n", c.say("数据库不需要改动。", "The database needs no change."))
	}
	return nil
}

// Run applies a pack. A county that has no units yet gets those of the pack's data folder.
func (cmd *applyCommand) Run(c *cli) error {
	policy, folder, err := c.loadPack(cmd.Pack)
	if err != nil {
		return err
	}
	files, err := ledger.ZipFiles(folder)
	if err != nil {
		return err
	}
	p, err := c.open(time.Now)
	if err != nil {
		return err
	}
	defer p.close()
	var plan ledger.Plan
	err = p.db.Write(c.ctx, func(tx *store.Tx) error {
		if failed := c.importFirstUnits(tx, policy, folder); failed != nil {
			return failed
		}
		var failed error
		if plan, failed = ledger.PlanTables(c.ctx, tx, policy.County, policy); failed != nil {
			return failed
		}
		if failed := ledger.Apply(c.ctx, tx, plan, ledger.Applying{Files: files, Allow: cmd.Allow}); failed != nil {
			return failed
		}
		_, failed = journal.Append(c.ctx, tx, policy.County, journal.Entry{Kind: "pack_applied", Subject: policy.Name(), Actor: org.Console(policy.County).Title,
			Data: map[string]any{"pack": policy.Name(), "fingerprint": policy.Fingerprint, "allowed": cmd.Allow}})
		return failed
	})
	if err != nil {
		return err
	}
	if err := p.sign(c.ctx); err != nil {
		return err
	}
	c.note(fmt.Sprintf(c.say("已应用 %s。", "applied %s."), policy.Name()))
	return c.printPlan(plan)
}

func (c *cli) importFirstUnits(tx *store.Tx, policy *pack.Pack, folder fs.FS) error {
	tree, err := org.LoadTree(c.ctx, tx, policy.County)
	if err != nil || len(tree.Units()) > 0 {
		return err
	}
	list, err := folder.Open("data/units.csv")
	if err != nil {
		return nil // the pack brings none; `qixing units import` does
	}
	defer list.Close()
	rows, err := org.ReadUnits(list)
	if err != nil {
		return err
	}
	_, err = org.ImportUnits(c.ctx, tx, policy.County, rows, false)
	return err
}
