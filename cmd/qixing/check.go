package main

import (
	"fmt"

	"qixing/pack"
)

type checkCommand struct {
	Pack string `arg:"" help:"制度包的文件夹 | the pack's folder"`
}

type findingDocument struct {
	Severity string `json:"severity"`
	File     string `json:"file"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Key      string `json:"key"`
	Message  string `json:"message"`
	Hint     string `json:"hint,omitempty"`
}

var severities = map[pack.Severity]string{pack.Failure: "failure", pack.Warning: "warning", pack.Note: "note"}

// Run prints everything that is wrong or doubtful in a pack.
func (cmd *checkCommand) Run(c *cli) error {
	folder, err := folderOf(cmd.Pack)
	if err != nil {
		return err
	}
	policy, findings := pack.Load(folder)
	findings = findings.In(cmd.Pack)
	if c.asJSON() {
		err = c.printJSON(documentsOf(findings, c.lang))
	} else {
		err = findings.Write(c.errs, c.lang)
	}
	if err != nil {
		return err
	}
	if policy == nil {
		return errShown
	}
	if !c.asJSON() {
		c.printf("%s\n", c.sound(policy, findings))
	}
	return nil
}

func (c *cli) sound(policy *pack.Pack, findings pack.Errors) string {
	return fmt.Sprintf(c.say("%s 没有错误：%d 个台账，%d 个口径，%d 个评价办法；%d 处提醒。", "%s has no errors: %d registers, %d measures, %d schemes; %d findings to look at."),
		policy.Name(), len(policy.Registers), len(policy.Measures), len(policy.Schemes), len(findings.Only(pack.Warning)))
}

func documentsOf(findings pack.Errors, lang string) []findingDocument {
	documents := make([]findingDocument, 0, len(findings))
	for _, one := range findings {
		document := findingDocument{Severity: severities[one.Severity], File: one.Place.File, Line: one.Place.Line, Column: one.Place.Column, Key: one.Key,
			Message: one.Message, Hint: one.Hint}
		if lang == "en" {
			document.Message, document.Hint = one.MessageEN, one.HintEN
		}
		documents = append(documents, document)
	}
	return documents
}
